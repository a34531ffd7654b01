"""What can be typed after `sunday-coffee listen`. Reads options; listen.py does what they say."""

import argparse
import sys
from pathlib import Path

from assistant.shell.common_options import add_config, add_recogniser


def _threshold(given: str) -> float:
    try:
        threshold = float(given)
    except ValueError:
        threshold = float("nan")
    if not -20 <= threshold <= 0:
        raise argparse.ArgumentTypeError(f"{given} is no score; scores go from -20 (anything) to 0 (a perfect fit)")
    return threshold


def add_listen(parser: argparse.ArgumentParser) -> None:
    add_config(parser)
    add_recogniser(parser)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="WAV, FLAC or Ogg")
    parser.add_argument("--safe-word", action="append", default=[], metavar="TEXT", help="may be given several times")
    parser.add_argument("--threshold", type=_threshold, metavar="X", help="the score from which a word counts as heard")
    parser.add_argument("--candidates", action="store_true", help="also every local peak of the score")
    parser.add_argument("--played", type=Path, metavar="REF.wav", help="what the loudspeaker played, sample-aligned")
    parser.add_argument("--examples", type=Path, metavar="DIR", help="examples of the word; default: those enrolled")
    parser.add_argument("--state", default="all", metavar="NAME", help="which commands are listened for; default all")
    parser.set_defaults(command=_listen)


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
