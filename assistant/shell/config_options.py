"""What can be typed after `sunday-coffee config`. Reads options; config.py does what they say."""

import argparse
import sys

from assistant.shell.common_options import add_config


def add_configuration(parser: argparse.ArgumentParser) -> None:
    add_config(parser)
    choices = ("show", "path", "new")
    parser.add_argument(
        "what", nargs="?", choices=choices, default="show", help="default: show; new writes a file to choose in"
    )
    parser.set_defaults(command=_config)


def _config(options: argparse.Namespace) -> int:
    from assistant.content.configuration import configuration_path  # noqa: PLC0415 - loads only what it needs
    from assistant.shell.config import show_configuration  # noqa: PLC0415
    from assistant.shell.config_file import start_configuration  # noqa: PLC0415

    match options.what:
        case "path":
            print(options.config or configuration_path())
        case "new":
            print(f"{start_configuration(options.config)}: everything is explained there, and nothing chosen yet.")
        case _:
            show_configuration(options.config, sys.stdout)
    return 0
