"""What the doctor says of one thing: how it stands, what that means for the couple, what mends it. Data only."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    OK = "ok"
    WARNING = "warning"  # a session can be held, but something will be missing
    FAILURE = "failure"  # no session, or none in which the safe word could be trusted

    @property
    def exit_code(self) -> int:
        return list(Verdict).index(self)


@dataclass(frozen=True)
class Finding:
    name: str  # of the check, as it is typed
    verdict: Verdict
    means: str  # in sentences for the couple
    mend: str | None = None  # one command; None where nothing has to be mended, or no command could


def ok(name: str, means: str) -> Finding:
    return Finding(name, Verdict.OK, means)


def warning(name: str, means: str, mend: str | None = None) -> Finding:
    return Finding(name, Verdict.WARNING, means, mend)


def failure(name: str, means: str, mend: str | None = None) -> Finding:
    return Finding(name, Verdict.FAILURE, means, mend)


def worst(findings: Iterable[Finding]) -> Verdict:
    return max((finding.verdict for finding in findings), key=lambda verdict: verdict.exit_code, default=Verdict.OK)
