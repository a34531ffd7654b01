"""What can be typed after `sunday-coffee doctor`. Reads options; doctor.py does what they say."""

import argparse

from assistant.shell.common_options import add_config, add_prompts_file, add_recogniser


def add_doctor(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("checks", nargs="*", metavar="CHECK", help="only these, by their names; default: all")
    parser.add_argument("--aloud", action="store_true", help="say the safe word through the loudspeaker, too")
    parser.add_argument("--drift", action="store_true", help="measure how two clocks run apart, for 40 s more")
    parser.add_argument("--json", action="store_true", help="the same for a program to read")
    parser.add_argument("--input-device", metavar="DEVICE", help="microphone, by name or number")
    parser.add_argument("--output-device", metavar="DEVICE", help="loudspeaker, by name or number")
    add_config(parser)
    add_prompts_file(parser)
    add_recogniser(parser)
    parser.set_defaults(command=_doctor)


def _doctor(options: argparse.Namespace) -> int:
    from assistant.doctor.machine import Asked  # noqa: PLC0415 - each command loads only what it needs
    from assistant.shell.doctor import doctor  # noqa: PLC0415

    asked = Asked(
        config=options.config,
        prompts=options.prompts,
        recogniser=options.recogniser,
        model=options.model,
        input_device=_device(options.input_device),
        output_device=_device(options.output_device),
        aloud=options.aloud,
        drift=options.drift,
    )
    return doctor(tuple(options.checks), asked, as_json=options.json)


def _device(given: str | None) -> str | int | None:
    return int(given) if given is not None and given.isdecimal() else given
