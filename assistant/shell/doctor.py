"""`sunday-coffee doctor`: tells what the checks found, as they find it, or as JSON. Prints; the checks judge."""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from textwrap import fill
from typing import Final

from rich.console import Console
from rich.text import Text

from assistant import __version__
from assistant.doctor.checks import CHECKS, SPEAKING
from assistant.doctor.finding import Finding, Verdict, worst
from assistant.doctor.machine import Asked, Machine
from assistant.errors import SundayCoffeeError

_STYLES: Final = {Verdict.OK: "green", Verdict.WARNING: "yellow", Verdict.FAILURE: "bold red"}
_VERDICT_WIDTH: Final = max(map(len, Verdict))
_NAME_WIDTH: Final = max(map(len, CHECKS))
_NARROWEST: Final = 50  # a terminal narrower than this breaks the lines itself


def doctor(names: Sequence[str], asked: Asked, *, as_json: bool) -> int:
    """0 if all is well, 1 for warnings, 2 for a failure. SundayCoffeeError for a check that there isn't."""
    _known(names)
    wanted = [name for name in CHECKS if not names or name in names]
    asked = replace(asked, silent=set(wanted).isdisjoint(SPEAKING) and not asked.aloud)
    if as_json:
        machine = Machine(asked, lambda sentence: print(sentence, file=sys.stderr, flush=True))
        findings = list(_found(wanted, machine))
        told = {"version": __version__, "verdict": worst(findings), "findings": [asdict(one) for one in findings]}
        print(json.dumps(told, ensure_ascii=False, indent=2))
        return worst(findings).exit_code
    console = Console(highlight=False)
    findings = []
    for finding in _found(wanted, Machine(asked, lambda sentence: _announce(sentence, console))):
        findings.append(finding)
        _tell(finding, console)
    console.print(_summary(findings), markup=False)
    return worst(findings).exit_code


def _known(names: Sequence[str]) -> None:
    for name in names:
        if name not in CHECKS:
            raise SundayCoffeeError(f"There is no check called {name!r}. There is: {', '.join(CHECKS)}.")


def _found(names: Sequence[str], machine: Machine) -> Iterator[Finding]:
    return (CHECKS[name](machine) for name in names)


def _announce(sentence: str, console: Console) -> None:
    console.print(sentence, markup=False)


def _tell(finding: Finding, console: Console) -> None:
    """Verdict, name, meaning: in columns for the eye, in this order for the ear. A command is never broken."""
    begun = f"{finding.verdict:<{_VERDICT_WIDTH}}  {finding.name:<{_NAME_WIDTH}}  "
    indent = " " * len(begun)
    text = Text(fill(finding.means, max(console.width, _NARROWEST), initial_indent=begun, subsequent_indent=indent))
    text.stylize(_STYLES[finding.verdict], 0, len(finding.verdict))
    console.print(text, soft_wrap=True)
    if finding.mend is not None:
        console.print(Text(f"{indent}Type: {finding.mend}"), soft_wrap=True)


def _summary(findings: Sequence[Finding]) -> str:
    counts = {verdict: sum(one.verdict is verdict for one in findings) for verdict in Verdict}
    told = [
        f"{counts[verdict]} {verdict}{'' if counts[verdict] == 1 else 's'}"
        for verdict in (Verdict.FAILURE, Verdict.WARNING)
        if counts[verdict]
    ]
    if not told:
        return "All is well."
    first = next(one for one in findings if one.verdict is worst(findings))
    return f"{' and '.join(told)}. Begin with {first.name}."
