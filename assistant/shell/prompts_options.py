"""What can be typed after `sunday-coffee prompts`. Reads options; its neighbours do it."""

import argparse
import sys
from pathlib import Path

from assistant.shell.common_options import add_config, add_prompts_file


def add_prompts(parser: argparse.ArgumentParser) -> None:
    doing = parser.add_subparsers(title="what to do", required=True, metavar="WHAT")
    check = doing.add_parser("check", help="can it be used, and is it in the assistant's manner?")
    check.add_argument(
        "file", nargs="?", type=Path, metavar="FILE", help="a prompts.yaml or a pack; default: what is used"
    )
    add_config(check)
    check.set_defaults(command=_check)
    packs = doing.add_parser("packs", help="list the packs of questions, and who wrote them")
    add_prompts_file(packs)
    packs.set_defaults(command=_packs)
    preview = doing.add_parser("preview", help="read a ritual like a script, with times")
    preview.add_argument("ritual", nargs="?", metavar="RITUAL", help="as prompts.yaml names it; default: all")
    preview.add_argument("--speak", action="store_true", help="also say it aloud")
    add_prompts_file(preview)
    add_config(preview)
    preview.set_defaults(command=_preview)
    new = doing.add_parser("new", help="write a prompts.yaml of your own, beside your configuration, to edit")
    new.set_defaults(command=_new)


def _check(options: argparse.Namespace) -> int:
    from assistant.content.configuration import load_configuration  # noqa: PLC0415 - loads only what it needs
    from assistant.shell.prompts import check  # noqa: PLC0415

    return 0 if check(options.file, load_configuration(options.config), sys.stdout) else 1


def _packs(options: argparse.Namespace) -> int:
    from assistant.shell.packs import show_packs  # noqa: PLC0415

    return 0 if show_packs(options.prompts, sys.stdout) else 1


def _preview(options: argparse.Namespace) -> int:
    from assistant.content.configuration import load_configuration  # noqa: PLC0415
    from assistant.shell.preview import PreviewOptions, preview  # noqa: PLC0415

    chosen = PreviewOptions(options.ritual, options.prompts, aloud=options.speak)
    preview(chosen, load_configuration(options.config), sys.stdout)
    return 0


def _new(options: argparse.Namespace) -> int:  # noqa: ARG001 - it has none
    from assistant.shell.prompts_file import start_prompts  # noqa: PLC0415

    print(f"{start_prompts()}: from now on it says what stands there. After each change: sunday-coffee prompts check")
    return 0
