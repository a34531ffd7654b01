"""An answer being put together: the state so far and the commands so far. A value; every method gives a new one."""

from dataclasses import dataclass, replace
from typing import Final

from assistant.session.commands import Command, Keep, Say
from assistant.session.kept import Kept
from assistant.session.sitting import Sitting
from assistant.session.state import Mode, State

SAYING_LIMIT_S: Final = 30.0  # if a saying's end is never reported, the session goes on all the same


@dataclass(frozen=True)
class Answer:
    state: State
    commands: tuple[Command, ...] = ()

    @property
    def now_s(self) -> float:
        return self.state.now_s

    @property
    def sitting(self) -> Sitting:
        """The sitting of a session that is under way; only asked where there is one."""
        if self.state.sitting is None:
            raise RuntimeError(f"no session is under way in {self.state.mode}")
        return self.state.sitting

    def do(self, *commands: Command) -> "Answer":
        return replace(self, commands=self.commands + commands)

    def say(self, key: str, minutes: int | None = None) -> "Answer":
        """Say it, in the next of its variants."""
        return self.say_in(self.state.said, key, minutes)

    def invite(self, key: str) -> "Answer":
        """Give the next turn, with this saying."""
        return replace(self, state=replace(self.state, turns=self.state.turns + 1)).say_of_turn(key)

    def say_of_turn(self, key: str) -> "Answer":
        """What is said in every turn comes at even distances, so its variants go by the turns, not by all sayings."""
        return self.say_in(self.state.turns, key)

    def say_in(self, variant: int, key: str, minutes: int | None = None) -> "Answer":
        """Say it in this of its variants."""
        saying = Say(key, variant, minutes)
        state = replace(self.state, said=self.state.said + 1, last_said=saying)
        return Answer(state, (*self.commands, saying))

    def become(self, mode: Mode) -> "Answer":
        return replace(self, state=replace(self.state, mode=mode))

    def seat(self, sitting: Sitting | None) -> "Answer":
        return replace(self, state=replace(self.state, sitting=sitting))

    def keep(self, kept: Kept) -> "Answer":
        """Let `kept` stay for the next sessions; nothing is written where it is as before."""
        if kept == self.state.kept:
            return self
        return replace(self, state=replace(self.state, kept=kept)).do(Keep())
