"""Options that several commands share, so that each is told alike. Reads nothing itself."""

import argparse
from pathlib import Path


def add_config(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--config", type=Path, metavar="FILE", help="another configuration than your own")


def add_prompts_file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--prompts", type=Path, metavar="FILE", help="another prompts.yaml")


def add_recogniser(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--recogniser", choices=("phrases", "vosk"), help="phrases needs no model and is the default")
    parser.add_argument("--model", type=Path, metavar="FOLDER", help="a Vosk model; implies --recogniser vosk")
