"""What can be typed after `sunday-coffee model`. Reads options; model.py does what they say."""

import argparse
from pathlib import Path


def add_model(parser: argparse.ArgumentParser) -> None:
    doing = parser.add_subparsers(title="what to do", required=True, metavar="WHAT")
    shown = doing.add_parser("list", help="which there are to fetch, and which are here")
    _add_places(shown)
    shown.set_defaults(command=_list)
    get = doing.add_parser("get", help="fetch one, check it and put it in its place")
    get.add_argument("model", metavar="MODEL", help="a name from the list, or a language: en")
    get.add_argument("--from", type=Path, dest="file", metavar="FILE.zip", help="it was fetched elsewhere; no network")
    get.add_argument(
        "--yes", action="store_true", help="trust one whose checksum nobody published, without being asked"
    )
    _add_places(get)
    get.set_defaults(command=_get)
    check = doing.add_parser("check", help="is each file still as it came?")
    check.add_argument("models", nargs="*", metavar="MODEL", help="default: all that are here")
    _add_places(check)
    check.set_defaults(command=_check)
    remove = doing.add_parser("remove", help="delete one from the models folder")
    remove.add_argument("model", metavar="MODEL", help="a name from the list, or a language: en")
    _add_places(remove)
    remove.set_defaults(command=_remove)


def _add_places(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--folder", type=Path, metavar="DIR", help="another models folder than your own")
    parser.add_argument("--manifest", type=Path, metavar="FILE", help="another list of models")


def _list(options: argparse.Namespace) -> int:
    from assistant.shell.model import Cupboard, list_models  # noqa: PLC0415 - each command loads only what it needs

    list_models(Cupboard.at(options.folder, options.manifest))
    return 0


def _get(options: argparse.Namespace) -> int:
    from assistant.shell.model import Cupboard  # noqa: PLC0415
    from assistant.shell.model_get import get_model  # noqa: PLC0415

    cupboard = Cupboard.at(options.folder, options.manifest)
    return 0 if get_model(cupboard, options.model, options.file, trusted=options.yes) else 1


def _check(options: argparse.Namespace) -> int:
    from assistant.shell.model import Cupboard, check_models  # noqa: PLC0415

    return 0 if check_models(Cupboard.at(options.folder, options.manifest), options.models) else 1


def _remove(options: argparse.Namespace) -> int:
    from assistant.shell.model import Cupboard, remove_model  # noqa: PLC0415

    remove_model(Cupboard.at(options.folder, options.manifest), options.model)
    return 0
