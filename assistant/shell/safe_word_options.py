"""What can be typed after `sunday-coffee safe-word`. Reads options; safe_word.py does what they say."""

import argparse
import sys
from pathlib import Path

from assistant.shell.common_options import add_config, add_prompts_file


def add_safe_word(parser: argparse.ArgumentParser) -> None:
    doing = parser.add_subparsers(title="what to do", required=True, metavar="WHAT")
    check = doing.add_parser("check", help="is it a good one, and how will it be listened for?")
    check.add_argument("texts", nargs="+", metavar="TEXT", help='a safe word; several words in quotes: "red panda"')
    check.add_argument("--sounds-like", metavar="TEXT", help='words that sound like it: "nash ville"')
    check.add_argument("--said", nargs="+", type=Path, default=[], metavar="FILE", help="up to three recordings of it")
    check.add_argument("--speak", type=Path, metavar="FILE.wav", help="write it as it sounds, to listen to")
    check.add_argument("--json", action="store_true", help="the same with figures, one JSON object a word")
    add_prompts_file(check)
    add_config(check)
    check.set_defaults(command=_check)


def _check(options: argparse.Namespace) -> int:
    from assistant.content.configuration import load_configuration  # noqa: PLC0415 - loads only what it needs
    from assistant.shell.safe_word import CheckOptions, check  # noqa: PLC0415

    chosen = CheckOptions(
        texts=tuple(options.texts),
        sounds_like=options.sounds_like,
        said=tuple(options.said),
        speak=options.speak,
        prompts=options.prompts,
        as_json=options.json,
    )
    wishes = load_configuration(options.config)
    return check(chosen, wishes, sys.stdout, lambda sentence: print(sentence, file=sys.stderr))
