"""What a person types: the commands and their options. Errors become one sentence here, and an exit code."""

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from typing import NoReturn

from assistant import __version__
from assistant.shell.audit_options import add_audit
from assistant.shell.bench_options import add_bench
from assistant.shell.config_options import add_configuration
from assistant.shell.doctor_options import add_doctor
from assistant.shell.enrol_options import add_enrol
from assistant.shell.kept_options import add_goal, add_programme
from assistant.shell.listen_options import add_listen
from assistant.shell.machine import refuse_wrong_machine
from assistant.shell.model_options import add_model
from assistant.shell.prompts_options import add_prompts
from assistant.shell.rehearse_options import add_rehearse
from assistant.shell.run_options import add_run
from assistant.shell.safe_word_options import add_safe_word
from assistant.shell.service_options import add_service
from assistant.shell.setup_options import add_setup


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code 0; 1 if a rehearsal's expectation fails; 2 with a sentence when something can't be used.

    Ctrl-C and SIGTERM end quietly: a session with 0, for it was the couple's own wish, anything unfinished with 130.
    """
    refuse_wrong_machine()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    options = options_in(sys.argv[1:] if arguments is None else arguments)
    from assistant.errors import SundayCoffeeError  # noqa: PLC0415 - after the machine was found to be right

    try:
        return int(options.command(options))
    except SundayCoffeeError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return int(options.when_stopped)
    except BrokenPipeError:  # whoever read along, such as head, had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python would complain at its end
        return 0
    except OSError as error:  # a name that is no name for a file, a disk that is gone
        if error.filename is None:
            raise
        print(f"{error.filename}: {error.strerror}.", file=sys.stderr)
        return 2


def options_in(typed: Sequence[str]) -> argparse.Namespace:
    """What was typed, with the command that does it; nothing is done yet. SystemExit with a sentence if it is none."""
    return _parser().parse_args(typed if typed and not _is_run_option(typed[0]) else ["run", *typed])


def _is_run_option(first: str) -> bool:
    """`sunday-coffee --mic FILE` means run; `--help` and `--version` are the program's own."""
    return first.startswith("-") and first not in ("-h", "--help", "--version")


class _Parser(argparse.ArgumentParser):
    """Says in one sentence what is wrong, instead of listing everything that would be right."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{message[:1].upper()}{message[1:].rstrip('.')}. What is possible: {self.prog} --help\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="sunday-coffee", description="Holds the space for two people: by voice, offline, with a safe word."
    )
    parser.add_argument("--version", action="version", version=f"sunday-coffee {__version__}")
    parser.set_defaults(when_stopped=130)
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    add_run(commands.add_parser("run", help="talk with it (the default)"))
    add_setup(commands.add_parser("setup", help="from a bare machine to the first session, together, in five minutes"))
    add_doctor(commands.add_parser("doctor", help="what is well on this machine, what is not, and what mends it"))
    devices = commands.add_parser("devices", help="list microphones and loudspeakers")
    devices.set_defaults(command=_devices)
    add_rehearse(commands.add_parser("rehearse", help="a whole session in a simulated room, no microphone needed"))
    add_listen(commands.add_parser("listen", help="the same ears over recordings; JSON lines"))
    add_safe_word(commands.add_parser("safe-word", help="is a safe word a good one?"))
    add_prompts(commands.add_parser("prompts", help="check what it says, or read it like a script"))
    add_programme(commands.add_parser("programme", help="the six weeks, and which one is yours"))
    add_goal(commands.add_parser("goal", help="the goal that you keep; “goal forget” deletes it"))
    add_enrol(commands.add_parser("enrol", help="let it hear how each of you says the safe word"))
    add_model(commands.add_parser("model", help="fetch a Vosk model, to hear with that instead; check it, remove it"))
    add_service(commands.add_parser("service", help="always there: starts by itself; install, remove, status"))
    add_configuration(commands.add_parser("config", help="what you have chosen, and what else there is to choose"))
    add_audit(commands.add_parser("audit", help="every file that it keeps, why, and how to delete it"))
    add_bench(commands.add_parser("bench", help="measure how well it hears; for whoever builds it"))
    return parser


def _devices(options: argparse.Namespace) -> int:  # noqa: ARG001 - it has none
    from assistant.shell.devices import print_devices  # noqa: PLC0415

    print_devices()
    return 0
