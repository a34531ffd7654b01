"""`sunday-coffee audit` takes no options: it tells everything. Reads the command; audit.py does what it says."""

import argparse
import sys


def add_audit(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(command=_audit)


def _audit(options: argparse.Namespace) -> int:  # noqa: ARG001 - it has none
    from assistant.shell.audit import audit  # noqa: PLC0415 - each command loads only what it needs

    audit(sys.stdout)
    return 0
