"""What can be typed after `sunday-coffee rehearse`. Reads options; rehearse.py does what they say."""

import argparse
from pathlib import Path

from assistant.shell.common_options import add_config, add_prompts_file, add_recogniser


def add_rehearse(parser: argparse.ArgumentParser) -> None:
    add_config(parser)
    add_recogniser(parser)
    parser.add_argument("scripts", nargs="*", type=Path, metavar="SCRIPT.yaml", help="default: those that come with it")
    add_prompts_file(parser)
    parser.add_argument(
        "--wav", type=Path, metavar="OUT.wav", help="both sides: left what was heard, right what played"
    )
    parser.add_argument("--events", type=Path, metavar="FILE.jsonl", help="write what happened, and when")
    parser.add_argument("--transcripts", type=Path, metavar="FOLDER", help="write a page to read for each script")
    parser.set_defaults(command=_rehearse)


def _rehearse(options: argparse.Namespace) -> int:
    from rich.console import Console  # noqa: PLC0415

    from assistant.shell.rehearse import RehearseOptions, rehearse  # noqa: PLC0415
    from assistant.shell.wishes import wished  # noqa: PLC0415

    files = (options.wav, options.events, options.transcripts)
    chosen = RehearseOptions(tuple(options.scripts), options.prompts, *files)
    wishes = wished(options.config, options.recogniser, options.model)
    return 0 if rehearse(chosen, wishes, Console()) else 1
