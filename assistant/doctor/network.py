"""Judges whether anything in the program reached for a network. From what was noticed alone; it notices nothing."""

from collections.abc import Sequence

from assistant.doctor.finding import Finding, failure, ok
from assistant.mending import HERE
from assistant.shell.sockets import SocketUse


def judge_network(uses: Sequence[SocketUse]) -> Finding:
    """`uses`: of every socket, while the parts that hear were at work."""
    outward = dict.fromkeys(f"{use.event} {use.family}".strip() for use in uses if use.leaves_the_machine)
    if outward:
        return failure(
            "network",
            f"A part of me reached for a network ({', '.join(outward)}), so what you say might leave this machine. It "
            "never should: the program was changed. Install it anew.",
            HERE.program,
        )
    return ok("network", "As far as Python shows, nothing in me that was at work here reached for a network.")
