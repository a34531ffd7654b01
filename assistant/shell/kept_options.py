"""What can be typed after `sunday-coffee programme` and `goal`. Reads options; kept.py does what they say."""

import argparse

from assistant.shell.common_options import add_config, add_prompts_file


def add_programme(parser: argparse.ArgumentParser) -> None:
    add_prompts_file(parser)
    add_config(parser)
    parser.set_defaults(command=_programme)


def add_goal(parser: argparse.ArgumentParser) -> None:
    add_prompts_file(parser)
    add_config(parser)
    parser.add_argument("what", nargs="?", choices=("show", "forget"), default="show", help="default: show")
    parser.set_defaults(command=_goal)


def _programme(options: argparse.Namespace) -> int:
    from assistant.content.configuration import load_configuration  # noqa: PLC0415 - loads only what it needs
    from assistant.shell.kept import show_programme  # noqa: PLC0415

    show_programme(options.prompts, load_configuration(options.config).language)
    return 0


def _goal(options: argparse.Namespace) -> int:
    from assistant.content.configuration import load_configuration  # noqa: PLC0415
    from assistant.shell.kept import forget_goal, show_goal  # noqa: PLC0415

    if options.what == "forget":
        forget_goal()  # which needs no configuration, and so works whatever is in that
    else:
        show_goal(options.prompts, load_configuration(options.config).language)
    return 0
