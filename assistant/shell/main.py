"""What a person types: the commands and their options. Errors become one sentence here, and an exit code."""

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

from assistant import __version__
from assistant.shell.bench_options import add_bench
from assistant.shell.enrol_options import add_enrol
from assistant.shell.kept_options import add_goal, add_programme
from assistant.shell.machine import refuse_wrong_machine
from assistant.shell.prompts_options import add_prompts
from assistant.shell.safe_word_options import add_safe_word


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code 0; 1 if a rehearsal's expectation fails; 2 with a sentence when something can't be used.

    Ctrl-C and SIGTERM are the couple's own wish to end: quietly, and with 0.
    """
    refuse_wrong_machine()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    given = sys.argv[1:] if arguments is None else list(arguments)
    options = _parser().parse_args(given if given and not _is_run_option(given[0]) else ["run", *given])
    from assistant.errors import SundayCoffeeError  # noqa: PLC0415 - after the machine was found to be right

    try:
        return int(options.command(options))
    except SundayCoffeeError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return 0
    except BrokenPipeError:  # whoever read along, such as head, had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python would complain at its end
        return 0
    except OSError as error:  # a name that is no name for a file, a disk that is gone
        if error.filename is None:
            raise
        print(f"{error.filename}: {error.strerror}.", file=sys.stderr)
        return 2


def _is_run_option(first: str) -> bool:
    """`sunday-coffee --mic FILE` means run; `--help` and `--version` are the program's own."""
    return first.startswith("-") and first not in ("-h", "--help", "--version")


class _Parser(argparse.ArgumentParser):
    """Says in one sentence what is wrong, instead of listing everything that would be right."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{message[:1].upper()}{message[1:].rstrip('.')}. What is possible: {self.prog} --help\n")


def _threshold(given: str) -> float:
    try:
        threshold = float(given)
    except ValueError:
        threshold = float("nan")
    if not -20 <= threshold <= 0:
        raise argparse.ArgumentTypeError(f"{given} is no score; scores go from -20 (anything) to 0 (a perfect fit)")
    return threshold


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="sunday-coffee", description="Holds the space for two people: by voice, offline, with a safe word."
    )
    parser.add_argument("--version", action="version", version=f"sunday-coffee {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _add_run(commands.add_parser("run", help="talk with it (the default)"))
    _add_devices(commands.add_parser("devices", help="list microphones and loudspeakers"))
    _add_rehearse(commands.add_parser("rehearse", help="a whole session in a simulated room, no microphone needed"))
    _add_listen(commands.add_parser("listen", help="the same ears over recordings; JSON lines"))
    add_safe_word(commands.add_parser("safe-word", help="is a safe word a good one?"))
    add_prompts(commands.add_parser("prompts", help="check what it says, or read it like a script"))
    add_programme(commands.add_parser("programme", help="the six weeks, and which one is yours"))
    add_goal(commands.add_parser("goal", help="the goal that you keep; “goal forget” deletes it"))
    add_enrol(commands.add_parser("enrol", help="let it hear how each of you says the safe word"))
    add_bench(commands.add_parser("bench", help="measure how well it hears; for whoever builds it"))
    return parser


def _add_config(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--config", type=Path, metavar="FILE", help="another configuration than your own")


def _add_recogniser(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--recogniser", choices=("phrases", "vosk"), help="phrases needs no model and is the default")
    parser.add_argument("--model", type=Path, metavar="FOLDER", help="a Vosk model; implies --recogniser vosk")


def _add_run(parser: argparse.ArgumentParser) -> None:
    _add_config(parser)
    _add_recogniser(parser)
    parser.add_argument("--prompts", type=Path, metavar="FILE", help="another prompts.yaml")
    parser.add_argument("--input-device", metavar="DEVICE", help="microphone, by name or number")
    parser.add_argument("--output-device", metavar="DEVICE", help="loudspeaker, by name or number")
    parser.add_argument("--mic", type=Path, metavar="FILE", help="a recording in place of the microphone")
    parser.add_argument("--speaker", type=Path, metavar="OUT.wav", help="a file in place of the loudspeaker")
    parser.add_argument("--events", type=Path, metavar="FILE.jsonl", help="write what happened, and when; never words")
    parser.add_argument("--debug-words", action="store_true", help="show what was understood (with --mic FILE only)")
    parser.set_defaults(command=_run)


def _add_devices(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(command=_devices)


def _add_rehearse(parser: argparse.ArgumentParser) -> None:
    _add_config(parser)
    _add_recogniser(parser)
    parser.add_argument("scripts", nargs="*", type=Path, metavar="SCRIPT.yaml", help="default: those that come with it")
    parser.add_argument("--prompts", type=Path, metavar="FILE", help="another prompts.yaml")
    parser.add_argument(
        "--wav", type=Path, metavar="OUT.wav", help="both sides: left what was heard, right what played"
    )
    parser.add_argument("--events", type=Path, metavar="FILE.jsonl", help="write what happened, and when")
    parser.set_defaults(command=_rehearse)


def _add_listen(parser: argparse.ArgumentParser) -> None:
    _add_config(parser)
    _add_recogniser(parser)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="WAV, FLAC or Ogg")
    parser.add_argument("--safe-word", action="append", default=[], metavar="TEXT", help="may be given several times")
    parser.add_argument("--threshold", type=_threshold, metavar="X", help="the score from which a word counts as heard")
    parser.add_argument("--candidates", action="store_true", help="also every local peak of the score")
    parser.add_argument("--played", type=Path, metavar="REF.wav", help="what the loudspeaker played, sample-aligned")
    parser.add_argument("--examples", type=Path, metavar="DIR", help="examples of the word; default: those enrolled")
    parser.add_argument("--state", default="all", metavar="NAME", help="which commands are listened for; default all")
    parser.set_defaults(command=_listen)


def _run(options: argparse.Namespace) -> int:
    from rich.console import Console  # noqa: PLC0415 - each command loads only what it needs

    from assistant.errors import SundayCoffeeError  # noqa: PLC0415
    from assistant.shell.run import RunOptions, run  # noqa: PLC0415

    if options.debug_words and options.mic is None:
        raise SundayCoffeeError("--debug-words shows words, so it works with --mic FILE only, never live.")
    if options.speaker is not None and options.mic is None:
        raise SundayCoffeeError("--speaker goes with --mic FILE: live, the loudspeaker is the loudspeaker.")
    from assistant.shell.wishes import wished  # noqa: PLC0415

    chosen = RunOptions(options.mic, options.speaker, options.events, options.prompts, options.debug_words)
    wishes = wished(options.config, options.recogniser, options.model)
    if options.input_device is not None:
        wishes = replace(wishes, input_device=_device(options.input_device))
    if options.output_device is not None:
        wishes = replace(wishes, output_device=_device(options.output_device))
    run(chosen, wishes, Console())
    return 0


def _device(given: str) -> str | int:
    return int(given) if given.isdecimal() else given


def _devices(options: argparse.Namespace) -> int:  # noqa: ARG001 - it has none
    from assistant.shell.devices import print_devices  # noqa: PLC0415

    print_devices()
    return 0


def _rehearse(options: argparse.Namespace) -> int:
    from rich.console import Console  # noqa: PLC0415

    from assistant.shell.rehearse import RehearseOptions, rehearse  # noqa: PLC0415
    from assistant.shell.wishes import wished  # noqa: PLC0415

    chosen = RehearseOptions(tuple(options.scripts), options.prompts, options.wav, options.events)
    wishes = wished(options.config, options.recogniser, options.model)
    return 0 if rehearse(chosen, wishes, Console()) else 1


def _listen(options: argparse.Namespace) -> int:
    from assistant.ears.example_files import default_examples_folder  # noqa: PLC0415
    from assistant.ears.spotter import THRESHOLD  # noqa: PLC0415
    from assistant.session.listening import expected_in  # noqa: PLC0415
    from assistant.shell.listen import ListenOptions, listen  # noqa: PLC0415
    from assistant.shell.wishes import wished  # noqa: PLC0415

    chosen = ListenOptions(
        files=tuple(options.files),
        expected=expected_in(options.state),
        asleep=options.state == "asleep",
        safe_words=tuple(options.safe_word),
        threshold=THRESHOLD if options.threshold is None else options.threshold,
        candidates=options.candidates,
        played=options.played,
        examples=options.examples or default_examples_folder(),
    )
    wishes = wished(options.config, options.recogniser, options.model)
    return 0 if listen(chosen, wishes, sys.stdout, lambda sentence: print(sentence, file=sys.stderr)) else 2
