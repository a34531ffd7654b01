"""What may be asked at any time without moving the turn: the time, the question again, what can be said."""

from dataclasses import replace

from assistant.session import clock as clocks
from assistant.session.answer import Answer
from assistant.session.commands import Hush

USUAL_MINUTES = 5  # "add some time"


def tell_time(answer: Answer) -> Answer:
    """How much is left, in whole minutes."""
    clock = answer.state.sitting.clock if answer.state.sitting is not None else None
    if clock is None:
        return answer.say("no_clock")
    minutes = round(clock.left_s / 60)
    match minutes:
        case 0:
            return answer.say("time_nearly_over")
        case 1:
            return answer.say("time_left_one")
        case _:
            return answer.say("time_left", minutes)


def add_time(answer: Answer, minutes: int | None) -> Answer:
    """More time, said aloud, for both of them."""
    clock = answer.sitting.clock
    if clock is None:
        return answer.say("no_clock")
    longer = clocks.added(clock, minutes or USUAL_MINUTES)
    gained = round((longer.total_s - clock.total_s) / 60)
    answer = answer.seat(replace(answer.sitting, clock=longer))
    match gained:
        case 0:
            return tell_time(answer)
        case 1:
            return answer.say("time_added_one")
        case _:
            return answer.say("time_added", gained)


def stop_clock(answer: Answer, *, stopped: bool) -> Answer:
    clock = answer.sitting.clock
    if clock is None:
        return answer.say("no_clock")
    answer = answer.seat(replace(answer.sitting, clock=replace(clock, stopped=stopped)))
    return answer.say("clock_stopped" if stopped else "clock_started")


def repeat(answer: Answer) -> Answer:
    """The question of this step, or else what was said last."""
    question = answer.sitting.question
    if question:
        return answer.do(Hush()).say(question)
    last = answer.state.last_said
    return answer.do(Hush(), last) if last is not None else answer
