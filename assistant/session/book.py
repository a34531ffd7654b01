"""The couple's book: rituals, steps and sayings as values. Reading and checking prompts.yaml is content/'s work."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class SayStep:
    """Say one thing and move on."""

    saying: str


@dataclass(frozen=True)
class IntroduceStep:
    """Only in the very first session: say what this is, show how to stop, and let both try the pause."""

    sayings: tuple[str, ...]
    invite: str  # "try the pause now, if you like"


@dataclass(frozen=True)
class TurnsStep:
    """One question, a turn for each partner. More than one question: they choose, or pass on choosing."""

    topic: str
    questions: tuple[str, ...]  # one or two sayings
    choose: str | None = None  # the saying that offers the two
    first: str = "first_turn"  # whoever wishes goes first
    second: str = "second_turn"  # there's room for the other of you
    lighter: str | None = None  # the saying asked instead after "something lighter"
    listen_back: bool = False  # before the turn moves, the listener may say back what they heard
    share: float = 0.0  # of a timed ritual's minutes, for both turns together
    only_if_time_left: bool = False


Step = SayStep | IntroduceStep | TurnsStep


@dataclass(frozen=True)
class Ritual:
    key: str
    steps: tuple[Step, ...]
    goodbye: str
    minutes: int | None = None  # None: no clock
    short_minutes: int | None = None  # at or below this, steps marked only_if_time_left and after are left out


@dataclass(frozen=True)
class Patience:
    """The couple's own lengths; seconds unless named otherwise."""

    answer_s: float = 15.0  # how long a closed question waits; silence means no
    hand_over_s: float = 3.0
    pause_minutes: float = 20.0  # after this, one quiet offer to return
    unanswered_minutes: float = 10.0  # after the offer, it closes silently
    silence_minutes: float = 10.0  # without a voice: pauses without a word
    lull_s: float = 1.0  # a chime waits for so long a silence


@dataclass(frozen=True)
class Book:
    rituals: Mapping[str, Ritual]
    sayings: Mapping[str, tuple[str, ...]]  # key: its variants; "{minutes}" stands for a number
    patience: Patience = Patience()
    asleep_safe_word_chimes: bool = True


NEEDED_RITUALS: Final = ("sunday_coffee", "weekly_check_in")

PAUSE_CUE: Final = "pause_cue"  # one wording for ever, and never a question

SAYINGS_WITH_MINUTES: Final = frozenset({"time_left", "time_added"})

NEEDED_SAYINGS: Final = frozenset(
    {
        # asked of each
        *("good_moment", "good_moment_other", "go_on_first", "go_on_other", "carry_on_first", "carry_on_other"),
        *("not_today", "didnt_catch", "didnt_catch_which"),
        # the pause
        *(PAUSE_CUE, "offer_return", "returning", "given_back"),
        # who can't hear says so
        *("deaf_microphone", "deaf_lag", "deaf_spotter", "deaf_recogniser", "deaf_still", "hearing_again"),
        # who writes something down says so
        "writing_times",
        # the clock
        *("time_left", "time_left_one", "time_nearly_over", "time_over", "time_added", "time_added_one"),
        *("no_clock", "clock_stopped", "clock_started"),
        # turns
        *("first_turn", "second_turn", "listen_back", "pass_ok", "not_ready_ok", "lighter_ok"),
        # what can I say
        *("help_asleep", "help_turn", "help_paused", "help_question"),
        # leaving
        *("goodbye_stopped", "company", "ears_closed"),
    }
)
"""What respond.py says of its own accord; a book without one of these can't be used."""
