"""`sunday-coffee programme` and `sunday-coffee goal`: shows what stays between sessions, and deletes a goal."""

import sys
from dataclasses import replace
from pathlib import Path

from assistant.content.languages import language_called
from assistant.content.sayings import SafeWords
from assistant.content.translation import book_in
from assistant.ears.understanding import Commands
from assistant.errors import SundayCoffeeError
from assistant.session.book import Book
from assistant.session.intents import Intent
from assistant.session.kept import Kept
from assistant.session.opening import STARTS
from assistant.shell.keepsakes import GOAL_FILE, Keepsakes, default_data_folder


def show_programme(prompts: Path | None, language: str) -> None:
    """The weeks, with the couple's own marked. ContentError if prompts.yaml can't be used."""
    book = _book(prompts, language)
    if not book.programme:
        raise SundayCoffeeError('There is no programme in it; add one under "programme", a saying for each week.')
    if not all(week in book.sayings for week in book.programme):
        raise SundayCoffeeError(f"The six weeks aren't whole in {language_called(language).name} yet.")
    kept = _kept(Keepsakes(default_data_folder()))
    for number, saying in enumerate(book.programme, start=1):
        print(f"{'→' if number == min(kept.week, len(book.programme)) else ' '} {number}. {book.sayings[saying][0]}")
    print(_how_to(Intent.START_PROGRAMME, "for an evening of yours", book, language))
    print("The week moves when both of you say so; there is no hurry.")


def show_goal(prompts: Path | None, language: str) -> None:
    """The one goal, as it is said. ContentError if prompts.yaml can't be used."""
    book = _book(prompts, language)
    goal = _kept(Keepsakes(default_data_folder())).goal
    if not goal:
        print(f"You keep no goal. {_how_to(Intent.START_GOAL, 'to choose one', book, language)}".rstrip())
    else:
        said = book.sayings.get(book.goals.get(goal, ""), (f"{goal} (no longer in prompts.yaml)",))
        print(said[0])
        print(f"It is in {default_data_folder() / GOAL_FILE}. “sunday-coffee goal forget” deletes it.")


def _book(prompts: Path | None, language: str) -> Book:
    return book_in(language, prompts, SafeWords(())).book


def _how_to(start: Intent, what_for: str, book: Book, language: str) -> str:
    """What to say, in words that are understood; "" where that isn't whole in the language."""
    if STARTS[start] not in book.rituals:
        return ""
    return f"Say “{Commands.of_language(language).sentences((start,))[0]}” {what_for}."


def forget_goal() -> None:
    """Delete it. SundayCoffeeError if that can't be done."""
    keepsakes = Keepsakes(default_data_folder())
    kept = _kept(keepsakes)
    told = len(keepsakes.problems)
    keepsakes.write(replace(kept, goal=""))
    if len(keepsakes.problems) > told:
        raise SundayCoffeeError(keepsakes.problems[-1])
    print("The goal is forgotten." if kept.goal else "There was no goal.")


def _kept(keepsakes: Keepsakes) -> Kept:
    kept = keepsakes.read()
    for problem in keepsakes.problems:
        print(problem, file=sys.stderr)
    return kept
