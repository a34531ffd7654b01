"""What a person may say after `sunday-coffee enrol`. Reads options only; loads what listens when it is to be done."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from assistant.shell.common_options import add_config


def add_enrol(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="recordings of it; default: say it now")
    parser.add_argument("--word", metavar="TEXT", help="the safe word that is said in them")
    parser.add_argument(
        "--partner",
        metavar="NAME",
        help="who says it, so that one of you can be forgotten later; default: asks which of your names",
    )
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
    wishes = wished(options.config, None, None)
    if options.word is None or (options.partner is None and not wishes.names):
        raise SundayCoffeeError('To learn it needs both: sunday-coffee enrol --word "pineapple" --partner Anna.')
    partner = _who(wishes.names) if options.partner is None else options.partner
    chosen = EnrolOptions(options.word, partner, tuple(options.files), options.examples)
    return 0 if enrol(chosen, wishes, Console()) else 1


def _who(names: Sequence[str]) -> str:
    """Asked, never guessed: nobody is known by their voice."""
    from assistant.errors import SundayCoffeeError  # noqa: PLC0415 - as above
    from assistant.setting_up.asking import Choice  # noqa: PLC0415
    from assistant.shell.asking_terminal import TerminalAsker  # noqa: PLC0415

    if not sys.stdin or not sys.stdin.isatty():
        ways = ", or ".join(f'--partner "{name}"' for name in names)
        raise SundayCoffeeError(f"Who says it? Type {ways}.")
    return TerminalAsker().choose("partner", "Who says it?", tuple(Choice(name, name) for name in names), names[0])
