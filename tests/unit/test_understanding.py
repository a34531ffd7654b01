"""The sentences the couple can say, and what they mean."""

import io
import re
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.ears.lexicon import Lexicon
from assistant.ears.phonemes import Phonemes
from assistant.ears.understanding import Commands, Understood
from assistant.session.intents import CLOSING, Intent
from assistant.session.listening import expected, expected_in
from assistant.session.state import State

ENGLISH = Commands.of_language("en")


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("good morning coffee", Intent.START_COFFEE),
        ("start our check in", Intent.START_CHECK_IN),
        ("yes please", Intent.YES),
        ("no thank you", Intent.NO),
        ("not today", Intent.NOT_TODAY),
        ("pause", Intent.PAUSE),
        ("wait", Intent.PAUSE),
        ("I need a break", Intent.PAUSE),
        ("enough", Intent.PAUSE),
        ("carry on", Intent.CARRY_ON),
        ("continue", Intent.CARRY_ON),
        ("I wouldn't", Intent.NO),
        ("not okay", Intent.NO),
        ("I'm not sure", Intent.NO),
        ("we can carry on", Intent.CARRY_ON),
        ("that was a mistake", Intent.CARRY_ON),
        ("I'm done", Intent.HAND_OVER),
        ("your turn", Intent.HAND_OVER),
        ("next", Intent.HAND_OVER),
        ("I'd like to go on", Intent.GO_ON),
        ("pass", Intent.PASS),
        ("skip", Intent.PASS),
        ("I'm not ready to talk about that", Intent.NOT_READY),
        ("I am not ready to talk about that", Intent.NOT_READY),
        ("not ready to talk about it yet", Intent.NOT_READY),
        ("not ready", Intent.NOT_READY),
        ("I do not want to talk about this", Intent.NOT_READY),
        ("I am done", Intent.HAND_OVER),
        ("I am not done", Intent.GO_ON),
        ("help me to start", Intent.HELP_START),
        ("how much time left", Intent.TIMER_STATUS),
        ("how long do we have left", Intent.TIMER_STATUS),
        ("I want to come back to it", Intent.COME_BACK),
        ("repeat", Intent.REPEAT),
        ("how much time is left", Intent.TIMER_STATUS),
        ("stop the clock", Intent.PAUSE_TIMER),
        ("start the clock", Intent.UNPAUSE_TIMER),
        ("something lighter", Intent.LIGHTER),
        ("the first one", Intent.FIRST),
        ("the second one", Intent.SECOND),
        ("stop for today", Intent.STOP),
        ("we have company", Intent.COMPANY),
        ("close your ears", Intent.CLOSE_EARS),
        ("what can I say", Intent.HELP),
    ],
)
def test_what_they_say_is_what_it_understands(said: str, meant: Intent) -> None:
    assert ENGLISH.understand(said, tuple(Intent)) == Understood(meant)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("start a ten minute check in", Understood(Intent.START_CHECK_IN, 10)),
        ("start a twenty five minute check in", Understood(Intent.START_CHECK_IN, 25)),
        ("start a 25 minute check in", Understood(Intent.START_CHECK_IN, 25)),
        ("check in for half an hour", Understood(Intent.START_CHECK_IN, 30)),
        ("half an hour check in", Understood(Intent.START_CHECK_IN, 30)),
        ("start a one hour check in", Understood(Intent.START_CHECK_IN, 60)),
        ("set a timer for ten minutes", Understood(Intent.START_TIMER, 10)),
        ("add five minutes", Understood(Intent.INCREASE_TIMER, 5)),
        ("add one minute", Understood(Intent.INCREASE_TIMER, 1)),
        ("add a quarter of an hour", Understood(Intent.INCREASE_TIMER, 15)),
        ("add a minute", Understood(Intent.INCREASE_TIMER, 1)),
        ("add thirty seconds", Understood(Intent.INCREASE_TIMER, 0.5)),
        ("take away one and a half minutes", Understood(Intent.DECREASE_TIMER, 1.5)),
        ("start an hour and a half", Understood(Intent.START_TIMER, 90)),
        ("a timer for ninety minutes", Understood(Intent.START_TIMER, 90)),
        ("set a timer for one hour and ten minutes", Understood(Intent.START_TIMER, 70)),
        ("half an hour", Understood(Intent.START_TIMER, 30)),
    ],
)
def test_it_understands_how_many_minutes(said: str, meant: Understood) -> None:
    assert ENGLISH.understand(said, tuple(Intent)) == meant


@pytest.mark.parametrize(
    ("said", "goal"),
    [
        ("a thought every week", "thought"),
        ("a pause when one of us is overwhelmed", "pause"),
        ("listening first", "listen"),
        ("no phones", "evening"),
    ],
)
def test_a_goal_may_be_called_by_what_it_is_about(said: str, goal: str) -> None:
    assert ENGLISH.understand(said, expected_in("choosing")) == Understood(Intent.CHOICE, choice=goal)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("pause my twenty minute timer", Understood(Intent.PAUSE_TIMER)),
        ("how much time is left on the timer for an hour", Understood(Intent.TIMER_STATUS)),
        ("add five minutes to my half an hour timer", Understood(Intent.INCREASE_TIMER, 5)),
    ],
)
def test_a_timer_may_be_named_by_its_length(said: str, meant: Understood) -> None:
    assert ENGLISH.understand(said, tuple(Intent)) == meant


@settings(deadline=None)
@given(
    sentence=st.sampled_from([each for each in ENGLISH.sentences(tuple(Intent)) if "{" not in each]),
    where=st.lists(st.integers(0, 20), max_size=3),
    hesitations=st.lists(st.sampled_from(("um", "uh", "well", "please", "so")), min_size=3, max_size=3),
    again=st.integers(0, 20),
)
def test_hesitating_and_saying_a_word_again_changes_nothing(
    sentence: str, where: list[int], hesitations: list[str], again: int
) -> None:
    words = sentence.split()
    words[again % len(words)] = " ".join([words[again % len(words)]] * 2)
    for place, hesitation in zip(where, hesitations, strict=False):
        words.insert(place % (len(words) + 1), hesitation)

    meant = ENGLISH.understand(sentence, tuple(Intent))
    assert meant is not None
    assert ENGLISH.understand(" ".join(words), (meant.intent,)) == meant
    assert ENGLISH.understand(" ".join(words), tuple(Intent)) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("stoooop", Intent.PAUSE),
        ("nooooo", Intent.NO),
        ("I'm I'm not ready", Intent.NOT_READY),
        ("waaaait", Intent.PAUSE),
        ("passs", Intent.PASS),
        ("freeeeze", Intent.PAUSE_TIMER),
    ],
)
def test_a_drawn_out_word_is_still_that_word(said: str, meant: Intent) -> None:
    assert ENGLISH.understand(said, tuple(Intent)) == Understood(meant)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("p-p-pass", Intent.PASS),
        ("Wa-wait", Intent.PAUSE),
        ("I'm n-n-not re-ready", Intent.NOT_READY),
        ("start our check-in", Intent.START_CHECK_IN),
    ],
)
def test_a_word_begun_again_and_again_is_that_word(said: str, meant: Intent) -> None:
    assert ENGLISH.understand(said, tuple(Intent)) == Understood(meant)


@pytest.mark.parametrize("said", ["um", "so um well", "please", "oh"])
def test_hesitating_alone_asks_for_nothing(said: str) -> None:
    assert ENGLISH.understand(said, tuple(Intent)) is None


@pytest.mark.parametrize("minutes", ["zero", "ninety one", "a hundred", "0", "91", "minus five"])
def test_it_takes_no_minutes_that_make_no_sense(minutes: str) -> None:
    assert ENGLISH.understand(f"add {minutes} minutes", tuple(Intent)) is None


def test_talk_between_the_two_of_them_means_nothing_to_it() -> None:
    for said in ("", "I felt so tired on Tuesday", "we should pause the wedding plans", "yes and then he left"):
        assert ENGLISH.understand(said, tuple(Intent)) is None


@pytest.mark.parametrize("said", ["set a timer for ten minutes", "half an hour", "our goal", "six weeks", "i don't"])
def test_kitchen_talk_starts_nothing(said: str) -> None:
    assert ENGLISH.understand(said, expected(State())) is None


@pytest.mark.parametrize(
    "said", ["I'm ready", "I am ready", "ready", "I'm ready to talk about it", "now I'm ready for that", "I would"]
)
def test_a_lost_not_opens_nothing(said: str) -> None:
    assert ENGLISH.understand(said, tuple(Intent)) is None


def test_what_makes_no_sense_now_is_not_understood_now() -> None:
    assert ENGLISH.understand("your turn", (Intent.YES, Intent.NO)) is None
    assert ENGLISH.understand("yes", ()) is None


LEXICON = Lexicon(Phonemes())


def first_sound(sentence: str) -> object:
    return LEXICON.of_word(sentence.split(maxsplit=1)[0])[0][0]


@pytest.mark.parametrize("intent", Intent)
def test_everything_they_can_ask_for_has_three_ways_that_begin_with_different_sounds(intent: Intent) -> None:
    spoken = [sentence for sentence in ENGLISH.sentences((intent,)) if sentence[0].isalpha()]

    assert len({first_sound(sentence) for sentence in spoken}) >= 3


@pytest.mark.parametrize("intent", Intent)
def test_everything_they_can_ask_for_can_be_said_in_one_short_word(intent: Intent) -> None:
    """But for what begins a sitting, which takes two: asleep it listens to a kitchen, where any word may fall."""
    shortest = min(ENGLISH.sentences((intent,)), key=lambda sentence: (len(sentence.split()), len(sentence)))

    assert len(shortest.split()) == 1 or (intent in expected(State()) and len(shortest.split()) <= 3)
    assert len(shortest) <= 15


def test_no_sentence_means_two_things() -> None:
    for one, other in combinations(Intent, 2):
        assert not set(ENGLISH.sentences((one,))) & set(ENGLISH.sentences((other,))), (one, other)


@settings(deadline=None)
@given(sentence=st.sampled_from(ENGLISH.sentences(tuple(Intent))), minutes=st.integers(1, 90))
def test_every_sentence_it_listens_for_is_one_it_understands(sentence: str, minutes: int) -> None:
    said = sentence.replace("{minutes}", str(minutes)).replace("{length}", "an hour and a half", 1)
    understood = ENGLISH.understand(said.replace("{length}", "half an hour"), tuple(Intent))

    assert understood is not None
    assert sentence in ENGLISH.sentences((understood.intent,))
    if "{minutes}" in sentence:
        assert understood.minutes == minutes
    elif "{length}" in sentence:
        assert understood.minutes in {90, 30, None}  # None: it only tells which timer is meant


@pytest.mark.parametrize("intent", sorted(CLOSING))
def test_saying_please_never_opens_what_they_wanted_closed(intent: Intent) -> None:
    for sentence in ENGLISH.sentences((intent,)):
        for meant in (ENGLISH.understand(f"{sentence}{ending}", tuple(Intent)) for ending in ("", ".", "!")):
            assert meant == Understood(intent)


def test_templates_are_made_of_whole_words() -> None:
    for sentence in ENGLISH.sentences(tuple(Intent)):
        assert re.fullmatch(r"(?:[a-z']+|\{minutes\}|\{length\})(?: (?:[a-z']+|\{minutes\}|\{length\}))*", sentence), (
            sentence
        )


def test_a_couple_may_bring_their_own_sentences() -> None:
    own = Commands(io.StringIO('language: en\nintents: {SundayPause: {data: [{sentences: ["(breathe|rest) now"]}]}}'))

    assert own.sentences(tuple(Intent)) == ("breathe now", "rest now")
    assert own.understand("rest now", tuple(Intent)) == Understood(Intent.PAUSE)


@pytest.mark.parametrize(
    ("state", "offered"),
    [
        *(("choosing", way) for way in ("stay with this week", "the next one", "on to the next one", "the next week")),
        *(("choosing", way) for way in ("one week back", "back", "this week once more", "a quiet minute", "open talk")),
        *(("choosing", way) for way in ("a deeper question", "talk without turns", "first", "second", "third")),
        *(("after_boundary", way) for way in ("something lighter", "a quiet moment", "the other of you", "your turn")),
        ("trying", "next"),
        *(("returning", way) for way in ("go on", "going on", "something lighter", "stop for today", "hand over")),
        *(("turn", way) for way in ("help me start", "help me listen", "your turn", "hand over")),
        *(("asleep", way) for way in ("good morning coffee", "start our check in", "close your ears")),
    ],
)
def test_whatever_it_offers_aloud_it_understands(state: str, offered: str) -> None:
    assert ENGLISH.understand(offered, expected_in(state)) is not None
