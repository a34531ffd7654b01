"""What can be typed after `sunday-coffee run`. Reads options; run.py does what they say."""

import argparse
from dataclasses import replace
from pathlib import Path

from assistant.shell.common_options import add_config, add_prompts_file, add_recogniser


def add_run(parser: argparse.ArgumentParser) -> None:
    add_config(parser)
    add_recogniser(parser)
    add_prompts_file(parser)
    parser.add_argument("--input-device", metavar="DEVICE", help="microphone, by name or number")
    parser.add_argument("--output-device", metavar="DEVICE", help="loudspeaker, by name or number")
    parser.add_argument("--mic", type=Path, metavar="FILE", help="a recording in place of the microphone")
    parser.add_argument("--speaker", type=Path, metavar="OUT.wav", help="a file in place of the loudspeaker")
    parser.add_argument("--events", type=Path, metavar="FILE.jsonl", help="write what happened, and when; never words")
    parser.add_argument("--debug-words", action="store_true", help="show what was understood (with --mic FILE only)")
    parser.add_argument("--text", action="store_true", help="typed and read; no microphone, no loudspeaker")
    parser.add_argument("--with-voice", action="store_true", help="with --text: and spoken, too")
    parser.add_argument("--plain", action="store_true", help="lines only, as a screen reader likes it best")
    parser.set_defaults(command=_run, when_stopped=0)


def _run(options: argparse.Namespace) -> int:
    from rich.console import Console  # noqa: PLC0415 - each command loads only what it needs

    from assistant.errors import SundayCoffeeError  # noqa: PLC0415
    from assistant.shell.door import Door  # noqa: PLC0415
    from assistant.shell.run import RunOptions, run  # noqa: PLC0415

    if options.debug_words and options.mic is None:
        raise SundayCoffeeError("--debug-words shows words, so it works with --mic FILE only, never live.")
    if options.speaker is not None and options.mic is None:
        raise SundayCoffeeError("--speaker goes with --mic FILE: live, the loudspeaker is the loudspeaker.")
    from assistant.shell.wishes import wished  # noqa: PLC0415

    if options.with_voice and not options.text:
        raise SundayCoffeeError("--with-voice goes with --text: without it, there is voice anyway.")
    if options.text and options.mic is not None:
        raise SundayCoffeeError("--text and --mic FILE don't go together: nobody types into a recording.")
    door = Door.VOICE if not options.text else Door.BOTH if options.with_voice else Door.TEXT
    chosen = RunOptions(
        options.mic, options.speaker, options.events, options.prompts, options.debug_words, door, plain=options.plain
    )
    wishes = wished(options.config, options.recogniser, options.model)
    if options.input_device is not None:
        wishes = replace(wishes, input_device=_device(options.input_device))
    if options.output_device is not None:
        wishes = replace(wishes, output_device=_device(options.output_device))
    run(chosen, wishes, Console())
    return 0


def _device(given: str) -> str | int:
    return int(given) if given.isdecimal() else given
