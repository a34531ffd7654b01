"""What setup changed is told to both of them, once, when they sit down: nobody changes a safe word alone."""

from dataclasses import replace

from assistant.session.answer import Answer
from assistant.session.book import Book


def told_news(book: Book, answer: Answer) -> Answer:
    kept = answer.state.kept
    for saying in kept.news:
        if saying in book.sayings:  # it was kept in a file
            answer = answer.say(saying)
    return answer.keep(replace(kept, news=()))
