"""What can be typed after `sunday-coffee service`. Reads options; service.py does what they say."""

import argparse


def add_service(parser: argparse.ArgumentParser) -> None:
    what = parser.add_subparsers(title="what", required=True, metavar="WHAT")
    installing = what.add_parser("install", help="from now on it starts by itself")
    installing.add_argument(
        "--linger",
        action=argparse.BooleanOptionalAction,
        default=None,
        help="be there after a power cut, though nobody logs in (else it asks)",
    )
    installing.set_defaults(command=_install)
    what.add_parser("remove", help="no longer; leaves nothing").set_defaults(command=_remove)
    what.add_parser("status", help="how it is").set_defaults(command=_status)


def _install(options: argparse.Namespace) -> int:
    from assistant.shell.service import install_service  # noqa: PLC0415 - each command loads only what it needs

    return install_service(linger=options.linger)


def _remove(options: argparse.Namespace) -> int:  # noqa: ARG001 - it has none
    from assistant.shell.service import remove_service  # noqa: PLC0415

    return remove_service()


def _status(options: argparse.Namespace) -> int:  # noqa: ARG001 - it has none
    from assistant.shell.service import service_status  # noqa: PLC0415

    return service_status()
