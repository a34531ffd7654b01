"""`sunday-coffee programme` and `sunday-coffee goal`: shows what stays between sessions, and deletes a goal."""

import sys
from dataclasses import replace
from pathlib import Path

from assistant.content.prompts import find_prompts, load_book
from assistant.errors import SundayCoffeeError
from assistant.session.kept import Kept
from assistant.shell.keepsakes import GOAL_FILE, Keepsakes, default_data_folder


def show_programme(prompts: Path | None) -> None:
    """The weeks, with the couple's own marked. ContentError if prompts.yaml can't be used."""
    path = find_prompts(prompts)
    book = load_book(path, ())
    if not book.programme:
        raise SundayCoffeeError(f'There is no programme in {path}; add one under "programme", a saying for each week.')
    kept = _kept(Keepsakes(default_data_folder()))
    for number, saying in enumerate(book.programme, start=1):
        print(f"{'→' if number == min(kept.week, len(book.programme)) else ' '} {number}. {book.sayings[saying][0]}")
    print("Say “our six weeks” for an evening of yours. The week moves when both of you say so; there is no hurry.")


def show_goal(prompts: Path | None) -> None:
    """The one goal, as it is said. ContentError if prompts.yaml can't be used."""
    book = load_book(find_prompts(prompts), ())
    goal = _kept(Keepsakes(default_data_folder())).goal
    if not goal:
        print("You keep no goal. Say “our goal” to choose one.")
    else:
        print(book.sayings[book.goals[goal]][0] if goal in book.goals else f"{goal} (no longer in prompts.yaml)")
        print(f"It is in {default_data_folder() / GOAL_FILE}. “sunday-coffee goal forget” deletes it.")


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
