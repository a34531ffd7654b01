"""The couple's book: rituals, decks and sayings as values. Reading and checking prompts.yaml is content/'s work."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from assistant.session.decks import Deck
from assistant.session.ritual import Ritual


@dataclass(frozen=True)
class Patience:
    """The couple's own lengths; seconds unless named otherwise."""

    answer_s: float = 15.0  # how long a closed question waits; silence means no
    hand_over_s: float = 3.0
    pause_minutes: float = 20.0  # after this, one quiet offer to return
    unanswered_minutes: float = 10.0  # after the offer, it closes silently
    silence_minutes: float = 10.0  # without a voice: pauses without a word
    lull_s: float = 1.0  # a chime waits for so long a silence
    between_words_s: float = 3.0  # a silence inside a command may be so long
    soft_offer_s: float = 60.0  # after so long a silence in a turn, one soft offer


@dataclass(frozen=True)
class Book:
    rituals: Mapping[str, Ritual]
    sayings: Mapping[str, tuple[str, ...]]  # key: its variants; "{minutes}" stands for a number
    decks: Mapping[str, Deck] = field(default_factory=dict)
    goals: Mapping[str, str] = field(default_factory=dict)  # a goal's name: the saying that says it
    words: tuple[str, ...] = ()  # sayings with feeling words, small ones first
    programme: tuple[str, ...] = ()  # for each week, the saying that tells what it is about
    patience: Patience = Patience()
    asleep_safe_word_chimes: bool = True


NEEDED_RITUALS: Final = ("sunday_coffee", "weekly_check_in")
RITUALS: Final = (*NEEDED_RITUALS, "daily_three", "goal_setting", "repair", "six_weeks")
"""What has a start phrase."""

LIGHTER_DECK: Final = "something_lighter"
"""What is asked after a boundary, if they like: it has nothing to do with anything."""

PAUSE_CUE: Final = "pause_cue"  # one wording for ever, and never a question

SAYINGS_WITH_MINUTES: Final = frozenset({"time_left", "time_added", "time_taken", "time_set"})

FREE_TURN: Final = "free_turn"
"""What stands for the question of a turn without one."""

NEEDED_SAYINGS: Final = frozenset(
    {
        # asked of each
        *("good_moment", "good_moment_other", "go_on_first", "go_on_other", "carry_on_first", "carry_on_other"),
        *("not_today", "not_in_book", "didnt_catch", "didnt_catch_which"),
        *("which_of_two", "which_of_three", "which_of_four"),
        # the pause
        *(PAUSE_CUE, "offer_return", "returning", "given_back"),
        # tried once, the first time
        "intro_invite_other",
        # who can't hear says so
        *("deaf_microphone", "deaf_lag", "deaf_spotter", "deaf_recogniser", "deaf_still", "hearing_again"),
        # who writes something down says so
        "writing_times",
        # what was changed is told to both
        *("safe_word_changed", "eagerness_changed", "starts_at_boot", "starts_at_login", "starts_no_longer"),
        # the clock
        *("time_left", "time_left_one", "time_nearly_over", "time_over", "time_added", "time_added_one"),
        *("time_taken", "time_taken_one", "time_set", "time_set_one", "time_as_before", "clock_away"),
        *("no_clock", "clock_stopped", "clock_started"),
        # something deeper
        *("deeper_first", "deeper_other", "no_deeper"),
        # turns
        *("first_turn", "second_turn", "pass_ok", "not_ready_ok", "lighter_ok", "soft_offer"),
        *("listen_back", "listen_back_again"),
        # after "I'm not ready to talk about that"
        *("after_boundary", FREE_TURN, "reopen_first", "reopen_other"),
        # help
        *("stem_start", "stem_listen", "who_can_help", "goal_forgotten"),
        # what can I say
        *("help_asleep", "help_turn", "help_paused", "help_question"),
        # leaving
        *("goodbye_stopped", "company", "ears_closed"),
        # by itself, on a Sunday
        "sunday_invitation",
    }
)
"""What respond.py says of its own accord; a book without one of these can't be used."""
