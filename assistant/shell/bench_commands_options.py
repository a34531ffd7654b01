"""What a person may say after `sunday-coffee bench commands`. Reads options only; loads what measures in its time."""

import argparse
from collections.abc import Callable
from pathlib import Path


def add_bench_commands(
    parser: argparse.ArgumentParser, positive: Callable[[str], int], hours: Callable[[str], float]
) -> None:
    """`positive` and `hours` read a number as it is typed."""
    parser.add_argument("--corpus", type=Path, required=True, metavar="DIR", help="with talk/FILE, noise/FILE")
    parser.add_argument("--talk", type=Path, metavar="DIR", help="other talk than the corpus has")
    parser.add_argument("--noise", type=Path, metavar="FILE", help="other noise than the corpus has")
    parser.add_argument("--model", type=Path, metavar="FOLDER", help="a Vosk model elsewhere than in its usual places")
    parser.add_argument("--each", type=positive, metavar="N", help="sentences of every command; default 12, quick 3")
    parser.add_argument("--voices", type=positive, metavar="N", help="no more voices than this; default all, quick 4")
    parser.add_argument("--talk-hours", type=hours, metavar="H", help="no more talk than this, drawn; default all")
    parser.add_argument("--quick", action="store_true", help="a sample, always the same")
    parser.add_argument("--jobs", type=positive, metavar="N", help="processes side by side; default one a core")
    parser.add_argument("--cache", type=Path, metavar="DIR", help="where what was heard is kept")
    parser.add_argument("--out", type=Path, default=Path("safe-word-bench"), metavar="DIR", help="where RESULTS.md is")
    parser.set_defaults(command=_bench_commands)


def _bench_commands(options: argparse.Namespace) -> int:
    from rich.console import Console  # noqa: PLC0415 - loaded when it is to be done

    from assistant.shell.bench_commands import CommandsOptions, bench_commands  # noqa: PLC0415

    chosen = CommandsOptions(
        corpus=options.corpus,
        talk=options.talk,
        noise=options.noise,
        model=options.model,
        each=options.each,
        voices=options.voices,
        talk_hours=options.talk_hours,
        quick=options.quick,
        processes=options.jobs,
        cache=options.cache,
        out=options.out,
    )
    bench_commands(chosen, Console())
    return 0
