"""The pause: how it comes, how it waits, how it ends. A word of one is enough to come; only both can end it."""

from dataclasses import replace
from typing import Final

from assistant.session import boundary, deepening, helping, leaving, lightening, steps, timer, turns
from assistant.session.answer import SAYING_LIMIT_S, Answer
from assistant.session.asking import ask, patient
from assistant.session.book import Book
from assistant.session.commands import Chime, Hush, PlayChime, Show
from assistant.session.events import (
    Event,
    HearingLost,
    Key,
    KeyPressed,
    Loss,
    SayingFinished,
    TimePassed,
    UtteranceHeard,
)
from assistant.session.intents import Intent
from assistant.session.state import (
    AfterBoundary,
    AskingDeeper,
    AskingMoment,
    AskingStep,
    AskingToCarryOn,
    AskingToGoOn,
    AskingToReopen,
    Asleep,
    Choosing,
    EarsClosed,
    HandingOver,
    Held,
    Leaving,
    ListeningBack,
    Paused,
    Returning,
    Telling,
    Together,
    Trying,
    Turn,
)

DEAF: Final = {
    Loss.MICROPHONE: "deaf_microphone",
    Loss.LAG: "deaf_lag",
    Loss.SPOTTER: "deaf_spotter",
    Loss.RECOGNISER: "deaf_recogniser",
}
SAID_IN_A_PAUSE: Final = frozenset(
    {"pause_cue", "offer_return", "go_on_first", "go_on_other", "help_paused", "help_question", "didnt_catch"}
    | {"time_left", "time_left_one", "time_nearly_over", "no_clock", "deaf_still"}
    | set(DEAF.values())
)
"""All that may be said between the safe word and the two yeses that end the pause."""


def pause(book: Book, answer: Answer, since_s: float) -> Answer:
    """Silence, the soft chime, the pause cue. The time since `since_s`, when the word ended, is given back."""
    mode = answer.state.mode
    chime = PlayChime(Chime.PAUSE)
    match mode:
        case Asleep() | EarsClosed():
            return _again(answer).do(chime) if book.asleep_safe_word_chimes else _again(answer)
        case Paused(cued=False):
            return answer.do(Hush(), chime).say("pause_cue").become(replace(mode, cued=True))
        case Paused():
            return _again(answer).do(chime)
        case AskingToGoOn(paused=paused):
            return answer.do(Hush(), chime).become(paused)
        case AskingToCarryOn(left=left):
            return answer.do(Hush(), chime).seat(None).become(Asleep(left))
        case Leaving():
            return leaving.left(answer.do(Hush(), chime).say("pause_cue"), mode)
        case Returning(held=held):
            return answer.do(Hush(), chime).say("pause_cue").become(Paused(held, answer.now_s, cued=True))
        case _:
            answer = turns.give_back(_refused(answer), answer.now_s - since_s)
            return _hold(answer.do(Hush(), chime).say("pause_cue"), cued=True)


def _refused(answer: Answer) -> Answer:
    """A pause is an answer, too: what would have opened just then isn't asked a second time."""
    match answer.state.mode:
        case AskingToReopen():
            return boundary.leave_closed(answer)
        case AskingDeeper(depth=depth):
            return deepening.refuse_deeper(answer, depth)
        case _:
            return answer


def _again(answer: Answer) -> Answer:
    """The cue is said to its end when the word comes twice in a breath; anything else falls silent."""
    last = answer.state.last_said
    return answer if last is not None and last.key == "pause_cue" else answer.do(Hush())


def _hold(answer: Answer, *, cued: bool = False) -> Answer:
    """Keep what was going on, untouched; a hand-over that was not finished goes back to its turn."""
    mode = answer.state.mode
    match mode:
        case HandingOver(held=held) | AskingDeeper(held=held) | AskingToReopen(held=held):
            return answer.become(Paused(held, answer.now_s, cued=cued))
        case (
            AskingMoment()
            | AskingStep()
            | Telling()
            | Trying()
            | Choosing()
            | Turn()
            | ListeningBack()
            | Together()
            | AfterBoundary()
        ):
            return answer.become(Paused(mode, answer.now_s, cued=cued))
        case _:
            raise RuntimeError(f"nothing to hold in {mode}")


def fall_quiet(answer: Answer, held: Held) -> Answer:
    """Ten minutes without a voice: a pause without a word."""
    return answer.become(Paused(held, answer.now_s))


def deafen(answer: Answer, event: HearingLost) -> Answer:
    """Nobody could hear the safe word now, so nothing goes on."""
    warning = DEAF[event.loss]
    mode = answer.state.mode
    answer = replace(answer, state=replace(answer.state, hears=False))
    match mode:
        case Asleep() | EarsClosed() | Leaving():
            return answer.do(Show(warning))
        case Paused():
            return answer.say(warning)
        case AskingToGoOn(paused=paused):
            return answer.do(Hush()).say(warning).become(paused)
        case AskingToCarryOn(left=left):
            return answer.do(Hush()).say(warning).seat(None).become(Asleep(left))
        case Returning(held=held):
            return answer.do(Hush()).say(warning).become(Paused(held, answer.now_s))
        case _:
            return _hold(turns.give_back(answer, event.for_s).do(Hush()).say(warning))


def hear_again(answer: Answer) -> Answer:
    """A rising chime, and no words: in a pause nothing is said."""
    restored = replace(answer, state=replace(answer.state, hears=True))
    return restored.do(PlayChime(Chime.WELCOME), Show("hearing_again"))


def while_paused(book: Book, answer: Answer, mode: Paused, event: Event) -> Answer:
    patience = book.patience
    match event:
        case UtteranceHeard(intent=Intent.CARRY_ON) | KeyPressed(Key.ENTER):
            if not answer.state.hears:
                return answer.say("deaf_still")
            return ask(answer.do(Hush()), AskingToGoOn(patient(answer), mode))
        case UtteranceHeard(intent=Intent.NOT_READY):
            return boundary.mark_closed(book, answer)  # without a word: a pause stays quiet
        case UtteranceHeard(intent=Intent.HELP):
            return answer.say("help_paused")
        case UtteranceHeard(intent=Intent.FORGET_GOAL):
            return helping.forget_quietly(answer)
        case UtteranceHeard(intent=Intent.TIMER_STATUS):
            return timer.tell_time(answer)
        case TimePassed() if mode.offered_s is None and answer.now_s - mode.since_s >= patience.pause_minutes * 60:
            return answer.say("offer_return").become(replace(mode, offered_s=answer.now_s))
        case TimePassed() if (
            mode.offered_s is not None and answer.now_s - mode.offered_s >= patience.unanswered_minutes * 60
        ):
            return leaving.fall_asleep(answer)
        case _:
            return answer


def come_back(book: Book, answer: Answer, paused: Paused) -> Answer:
    """Both said yes."""
    match paused.held:
        case AskingMoment():
            return steps.begin(book, answer)  # two yeses are what was being asked for
        case AfterBoundary() as held:
            return boundary.offer(answer, held)
        case _ if boundary.is_closed(book, answer):
            return steps.next_step(book, answer)
        case Telling() | Trying() | Together() | AskingStep():
            return turns.go_on(book, answer, paused.held)
        case held:
            return answer.say("returning").become(Returning(held, answer.now_s + SAYING_LIMIT_S))


def while_returning(book: Book, answer: Answer, mode: Returning, event: Event) -> Answer:
    """What is not understood twice, or not answered, goes back to the pause: that opens least."""
    match event:
        case UtteranceHeard(intent=Intent.GO_ON | Intent.CARRY_ON | Intent.YES | Intent.FIRST) | KeyPressed(Key.ENTER):
            return turns.go_on(book, answer.do(Hush()), mode.held)
        case UtteranceHeard(intent=Intent.HAND_OVER):
            return turns.leave_turn(book, answer.do(Hush()), mode.held)
        case UtteranceHeard(intent=Intent.LIGHTER | Intent.SECOND):
            return lightening.lighten(book, answer.do(Hush()), mode.held)
        case UtteranceHeard(intent=Intent.PASS):
            return turns.leave_turn(book, answer.do(Hush()), mode.held)
        case UtteranceHeard(intent=Intent.NOT_READY):
            return boundary.close_topic(book, answer, mode.held)
        case UtteranceHeard(intent=Intent.HELP | Intent.REPEAT):
            return answer.do(Hush()).say("returning").become(replace(mode, until_s=answer.now_s + SAYING_LIMIT_S))
        case UtteranceHeard(intent=None) if not mode.missed:
            waiting = replace(mode, missed=True, until_s=answer.now_s + SAYING_LIMIT_S)
            return answer.do(Hush()).say("didnt_catch_which").become(waiting)
        case UtteranceHeard():
            return answer.do(Hush()).become(Paused(mode.held, answer.now_s))
        case SayingFinished():
            return answer.become(replace(mode, until_s=answer.now_s + 2 * book.patience.answer_s))
        case TimePassed() if answer.now_s >= mode.until_s:
            return answer.become(Paused(mode.held, answer.now_s))
        case _:
            return answer
