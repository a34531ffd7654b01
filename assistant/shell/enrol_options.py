"""What a person may say after `sunday-coffee enrol`. Reads options only; loads what listens when it is to be done."""

import argparse
from pathlib import Path

from assistant.shell.common_options import add_config


def add_enrol(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="recordings of it; default: say it now")
    parser.add_argument("--word", metavar="TEXT", help="the safe word that is said in them")
    parser.add_argument("--partner", metavar="NAME", help="who says it, so that one of you can be forgotten later")
    parser.add_argument("--examples", type=Path, metavar="DIR", help="another folder than your own")
    parser.add_argument("--forget", action="store_true", help="delete what it learned of --partner, or of everyone")
    add_config(parser)
    parser.set_defaults(command=_enrol)


def _enrol(options: argparse.Namespace) -> int:
    from rich.console import Console  # noqa: PLC0415 - each command loads only what it needs

    from assistant.errors import SundayCoffeeError  # noqa: PLC0415
    from assistant.shell.enrol import EnrolOptions, enrol, forget  # noqa: PLC0415
    from assistant.shell.wishes import wished  # noqa: PLC0415

    if options.forget and (options.files or options.word):
        raise SundayCoffeeError("--forget deletes and learns nothing: it goes with --partner NAME, or alone.")
    if options.forget:
        forget(options.partner, options.examples, Console())
        return 0
    if options.word is None or options.partner is None:
        raise SundayCoffeeError('To learn it needs both: sunday-coffee enrol --word "pineapple" --partner Anna.')
    chosen = EnrolOptions(options.word, options.partner, tuple(options.files), options.examples)
    return 0 if enrol(chosen, wished(options.config, None, None), Console()) else 1
