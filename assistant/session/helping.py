"""Help that someone asks for: a beginning for a sentence, a word for a feeling, who else could help. Never unasked."""

from dataclasses import replace

from assistant.session.answer import Answer
from assistant.session.book import Book
from assistant.session.intents import Intent


def help_with(book: Book, answer: Answer, intent: Intent) -> Answer | None:
    """None where `intent` asks for no help of this kind."""
    match intent:
        case Intent.HELP_START:
            return answer.say("stem_start")
        case Intent.HELP_LISTEN:
            return answer.say("stem_listen")
        case Intent.HELP_WORD | Intent.MORE_WORDS:
            return _words(book, answer)
        case Intent.WHO_HELPS:
            return answer.say("who_can_help")
        case _:
            return None


def _words(book: Book, answer: Answer) -> Answer:
    """Small words first, and others each time someone asks for more."""
    if not book.words:
        return answer
    given = answer.sitting.words_given
    answer = answer.seat(replace(answer.sitting, words_given=given + 1))
    return answer.say(book.words[min(given, len(book.words) - 1)])


def forget_quietly(answer: Answer) -> Answer:
    """The same in a pause, where nothing is said."""
    return answer.keep(replace(answer.state.kept, goal=""))


def forget_goal(answer: Answer) -> Answer:
    """One voice is enough."""
    if not answer.state.kept.goal:
        return answer
    return answer.keep(replace(answer.state.kept, goal="")).say("goal_forgotten")
