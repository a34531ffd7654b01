"""What a person may say after `sunday-coffee bench`. Reads options only; loads what measures when it is to be done."""

import argparse
import math
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.shell.bench_commands_options import add_bench_commands

if TYPE_CHECKING:
    from assistant.bench.conditions import Condition

_HOW_MUCH = (
    ("--snr", "DB", "noise, its loudest moment so far below the voice's, as the public benchmark has it"),
    ("--snr-rms", "DB", "noise, its mean power so far below the voice's"),
    ("--gain", "DB", "louder by this; -20 is softer"),
    ("--echo", "DB", "the assistant speaks, so much louder at the microphone than the partner"),
    ("--drift", "PPM", "the loudspeaker's clock is slower by this; with --echo"),
    ("--two-voices", "DB", "the other partner talks, so far below"),
)


def add_bench(parser: argparse.ArgumentParser) -> None:
    measured = parser.add_subparsers(title="what to measure", required=True, metavar="WHAT")
    command = measured.add_parser("safe-word", help="misses, false alarms, latency and cost of the safe word")
    command.add_argument("--corpus", type=Path, required=True, metavar="DIR", help="with keyword/NAME/FILE, talk/FILE")
    command.add_argument("--talk", type=Path, metavar="DIR", help="other talk than the corpus has")
    command.add_argument("--noise", type=Path, metavar="FILE", help="other noise than the corpus has")
    for option, unit, what in _HOW_MUCH:
        several = f"{what}; one or several"
        command.add_argument(option, type=_finite, nargs="+", default=[], metavar=unit, help=several)
    command.add_argument("--running-speech", action="store_true", help="the word cut into talk, with 50 ms gaps")
    command.add_argument("--whispered", action="store_true", help="the word's voice replaced by noise")
    slower = "the word stretched to so many times its length; one or several"
    command.add_argument("--slower", type=_times, nargs="+", default=[], metavar="TIMES", help=slower)
    command.add_argument("--stuttered", action="store_true", help="the word's first sound repeated")
    command.add_argument("--safe-word", action="append", default=[], metavar="TEXT", help="count this one too, in talk")
    examples = "also with spoken examples: yours in DIR, from enrol, or those of couples made of the recorded speakers"
    command.add_argument("--examples", nargs="?", const="", metavar="DIR", help=examples)
    command.add_argument("--config", type=Path, metavar="FILE", help="where your words' pronunciations are told")
    command.add_argument("--talk-hours", type=_hours, metavar="H", help="no more talk than this, drawn; default all")
    command.add_argument("--quick", action="store_true", help="a sample, always the same; under 15 minutes")
    command.add_argument("--jobs", type=_positive, metavar="N", help="processes side by side; default one a core")
    command.add_argument("--cache", type=Path, metavar="DIR", help="where what was heard is kept, some 100 MB an hour")
    command.add_argument("--out", type=Path, default=Path("safe-word-bench"), metavar="DIR", help="tables and curves")
    command.add_argument("--no-peer", action="store_true", help="without PocketSphinx beside it")
    command.add_argument("--no-pictures", action="store_true", help="tables only")
    command.set_defaults(command=_bench_safe_word)
    add_bench_commands(measured.add_parser("commands", help="how well commands are understood"), _positive, _hours)


def _finite(given: str) -> float:
    try:
        number = float(given)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise argparse.ArgumentTypeError(f"{given} is no number; 10 or -20 would be")
    return number


def _times(given: str) -> float:
    times = _finite(given)
    if not 0.5 <= times <= 4.0:
        raise argparse.ArgumentTypeError(f"{given} times its length is no way to say a word; 0.5 to 4 would be")
    return times


def _hours(given: str) -> float:
    hours = _finite(given)
    if hours <= 0:
        raise argparse.ArgumentTypeError(f"{given} h of talk is none; 0.5 would be half an hour")
    return hours


def _positive(given: str) -> int:
    if not given.isdecimal() or int(given) == 0:
        raise argparse.ArgumentTypeError(f"{given} is no number of processes; it should be 1 or more")
    return int(given)


def _bench_safe_word(options: argparse.Namespace) -> int:
    from rich.console import Console  # noqa: PLC0415 - loaded when it is to be done

    from assistant.content.configuration import load_configuration  # noqa: PLC0415
    from assistant.errors import SundayCoffeeError  # noqa: PLC0415
    from assistant.shell.bench import BenchOptions, bench_safe_word  # noqa: PLC0415

    if options.drift and not options.echo:
        raise SundayCoffeeError("--drift is between microphone and loudspeaker, so it goes with --echo DB.")
    chosen = BenchOptions(
        corpus=options.corpus,
        talk=options.talk,
        noise=options.noise,
        conditions=_conditions(options),
        safe_words=tuple(options.safe_word),
        spellings=load_configuration(options.config).pronunciations,
        with_couples=options.examples == "",
        examples=Path(options.examples) if options.examples else None,
        talk_hours=options.talk_hours,
        with_peer=not options.no_peer,
        with_pictures=not options.no_pictures,
        quick=options.quick,
        processes=options.jobs,
        cache=options.cache,
        out=options.out,
        command=_asked(options),
    )
    bench_safe_word(chosen, Console())
    return 0


def _conditions(options: argparse.Namespace) -> "tuple[Condition, ...]":
    """Drift without echo means nothing."""
    from assistant.bench.conditions import Condition, wished  # noqa: PLC0415 - loaded when it is to be done

    return wished(
        (
            *(Condition(gain_db=gain) for gain in options.gain),
            *(Condition(snr_db=snr) for snr in options.snr),
            *(Condition(steady_snr_db=snr) for snr in options.snr_rms),
            *((Condition(in_running_speech=True),) if options.running_speech else ()),
            *(Condition(over_talk_db=over) for over in options.two_voices),
            *((Condition(whispered=True),) if options.whispered else ()),
            *(Condition(slower=times) for times in options.slower),
            *((Condition(stuttered=True),) if options.stuttered else ()),
            *(Condition(echo_db=echo, drift_ppm=ppm) for echo in options.echo for ppm in options.drift or (0.0,)),
        )
    )


def _asked(options: argparse.Namespace) -> str:
    """The options that the figures depend on, without names of folders: they say nothing to whoever reads it."""
    asked = ["--corpus DIR"]
    for name in ("talk", "noise", "config"):
        asked += [f"--{name} …"] if getattr(options, name) is not None else []
    for option in (*(option for option, *_ in _HOW_MUCH), "--slower"):
        amounts = getattr(options, option.removeprefix("--").replace("-", "_"))
        asked += [" ".join((option, *(f"{amount:g}" for amount in amounts)))] if amounts else []
    for name in ("running_speech", "whispered", "stuttered"):
        asked += [f"--{name.replace('_', '-')}"] if getattr(options, name) else []
    asked += [] if options.examples is None else ["--examples DIR" if options.examples else "--examples"]
    asked += [] if options.talk_hours is None else [f"--talk-hours {options.talk_hours:g}"]
    asked += ["--quick"] if options.quick else []
    return " ".join(asked)
