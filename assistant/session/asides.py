"""What may be asked again at any time without moving the turn: the question, or what was said last."""

from assistant.session.answer import Answer
from assistant.session.commands import Hush


def repeat(answer: Answer) -> Answer:
    """The question of this step, or else what was said last."""
    question = answer.sitting.question
    if question:
        return answer.do(Hush()).say(question)
    last = answer.state.last_said
    return answer.do(Hush(), last) if last is not None else answer
