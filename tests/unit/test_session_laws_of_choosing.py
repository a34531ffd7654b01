"""What holds in every evening of a choice that wasn't understood: it is asked for once more at most, in a lull."""

from typing import Final

from helpers.happenings import KEPT, STARTS, Story, an_evening
from hypothesis import event, given, settings
from hypothesis import strategies as st

from assistant.session.catching import TALKED_OVER_S
from assistant.session.events import SafeWordHeard, SpeechStarted, SpeechStopped, TimePassed, UtteranceHeard
from assistant.session.intents import Intent
from assistant.session.kept import Kept
from assistant.session.state import Choosing, State

AGAIN: Final = {"which_of_two", "which_of_three", "which_of_four"}
MURMURED = UtteranceHeard(0, 0, None)
MURMURS: st.SearchStrategy[Story] = st.lists(
    st.tuples(
        st.sampled_from([0.0, 1.0, 4.0, 12.0]),
        st.one_of(
            st.just(MURMURED),
            st.sampled_from([MURMURED, SpeechStarted(0), SpeechStopped(0), TimePassed(), SafeWordHeard(0, -0.5)]),
            st.sampled_from(
                [
                    *(4 * [Intent.PASS]),
                    *(2 * [Intent.YES, Intent.NOT_READY]),
                    Intent.FOURTH,
                    Intent.CHOICE,
                    Intent.REPEAT,
                    Intent.HELP,
                    Intent.COME_BACK,
                    Intent.DEEPER,
                    Intent.CARRY_ON,
                    Intent.TIMER_STATUS,
                ]
            ).map(lambda intent: UtteranceHeard(0, 0, intent, choice="nothing of the kind")),
        ),
    ),
    min_size=10,
    max_size=40,
)
"""A couple who pass, close topics, and murmur over whatever they may choose from."""


def choice_at(state: State) -> tuple[str, int] | None:
    """Which choice they are at: of which kind, in which step."""
    if state.sitting is None or not isinstance(state.mode, Choosing):
        return None
    return type(state.mode).__name__, state.sitting.step


@given(STARTS, MURMURS, KEPT)
@settings(max_examples=100, deadline=None)
def test_no_choice_is_asked_for_again_twice_nor_while_somebody_speaks(start: Intent, story: Story, kept: Kept) -> None:
    asked_again = 0
    for moment in an_evening(start, story, kept=kept).transitions:
        again = AGAIN & set(moment.said)
        if again:
            event(min(again))
            assert isinstance(moment.event, TimePassed)
            assert moment.before.quiet_since_s is not None
            assert moment.after.now_s - moment.before.quiet_since_s >= TALKED_OVER_S
            assert choice_at(moment.before) is not None
        asked_again = asked_again + len(again) if choice_at(moment.after) == choice_at(moment.before) else 0
        assert asked_again <= 1


@given(STARTS, MURMURS, KEPT)
@settings(max_examples=60, deadline=None)
def test_what_is_asked_for_again_opens_nothing(start: Intent, story: Story, kept: Kept) -> None:
    for moment in an_evening(start, story, kept=kept).transitions:
        if AGAIN & set(moment.said):
            assert moment.said == [*(AGAIN & set(moment.said))]
            assert moment.after.sitting == moment.before.sitting
            assert type(moment.after.mode) is type(moment.before.mode)
            assert moment.after.kept == moment.before.kept
