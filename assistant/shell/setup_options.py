"""What can be typed after `sunday-coffee setup`. Gathers who asks, speaks and listens; setup.py does the steps."""

import argparse
from pathlib import Path

from assistant.setting_up.steps import Step, steps_for
from assistant.shell.common_options import add_config, add_prompts_file


def add_setup(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "step", nargs="?", choices=[str(step) for step in Step], help="one step alone; default: all four, without more"
    )
    parser.add_argument("--answers", type=Path, metavar="FILE.yaml", help="answers in place of questions")
    parser.add_argument("--plain", action="store_true", help="lines only, as a screen reader likes it best")
    add_config(parser)
    add_prompts_file(parser)
    parser.set_defaults(command=_setup)


def _setup(options: argparse.Namespace) -> int:
    from rich.console import Console  # noqa: PLC0415 - each command loads only what it needs

    from assistant.devices import portaudio  # noqa: PLC0415
    from assistant.devices.keys import TerminalKeys  # noqa: PLC0415
    from assistant.devices.soundcard import SoundCard  # noqa: PLC0415
    from assistant.ears.example_files import default_examples_folder  # noqa: PLC0415
    from assistant.shell.aloud import Aloud  # noqa: PLC0415
    from assistant.shell.asking_answers import FileAsker  # noqa: PLC0415
    from assistant.shell.asking_terminal import TerminalAsker  # noqa: PLC0415
    from assistant.shell.keepsakes import Keepsakes, default_data_folder  # noqa: PLC0415
    from assistant.shell.parts import a_voice  # noqa: PLC0415
    from assistant.shell.quiet import libraries_kept_quiet  # noqa: PLC0415
    from assistant.shell.setup import set_up  # noqa: PLC0415
    from assistant.shell.setup_table import Table, wishes_now  # noqa: PLC0415

    console = Console()
    asker = TerminalAsker() if options.answers is None else FileAsker(options.answers)
    with libraries_kept_quiet(), a_voice(wishes_now(options.config)) as voice:
        table = Table(
            asker,
            console,
            voice,
            portaudio.list_devices,
            lambda tried: SoundCard(tried.input_device, tried.output_device),
            lambda tried: Aloud(tried.output_device),
            options.config,
            options.prompts,
            Keepsakes(default_data_folder()),
            default_examples_folder(),
            redraws=console.is_terminal and not console.is_dumb_terminal and not options.plain,
        )
        return set_up(steps_for(options.step), table, TerminalKeys)
