"""Decks, goals and the programme, from their places in prompts.yaml. Checks; what is picked is the session's."""

from assistant.content.depth import depth_in
from assistant.content.known import SayingPlaces, known, needed, wanted
from assistant.content.packs import PackShelf
from assistant.content.places import Place
from assistant.session.book import LIGHTER_DECK
from assistant.session.decks import Deck, Question
from assistant.session.ritual import MOST_WAYS, Depth


def decks_in(root: Place, sayings: SayingPlaces, packs: PackShelf) -> dict[str, Deck]:
    place = root.need("decks")
    if place is None:
        return {}
    place.need(LIGHTER_DECK)
    decks = {key: packs.deck_in(deck) if deck.is_a_group else deck_in(deck, sayings) for key, deck in place.parts()}
    depths = {question.saying: question.depth for deck in decks.values() for question in deck}
    for key, deck in place.parts():
        for entry, question in zip(deck.each() if deck.is_a_list else (), decks[key], strict=False):
            if question.lighter and depths.get(question.lighter, Depth.LIGHT) > question.depth:
                entry.wrong(f'"{question.lighter}" is deeper than "{question.saying}", whose lighter one it is to be.')
    return decks


def deck_in(place: Place, sayings: SayingPlaces) -> Deck:
    seen: set[str] = set()
    questions = []
    for entry in place.each():
        question = _question(entry, sayings)
        if question.saying and question.saying in seen:
            entry.wrong(f'"{question.saying}" is in {place.name} twice; keep one.')
        seen.add(question.saying)
        questions.append(question)
    return tuple(questions)


def _question(place: Place, sayings: SayingPlaces) -> Question:
    place.only("question", "depth", "purpose", "lighter")
    depth, purpose = place.need("depth"), place.need("purpose")
    return Question(
        needed(place, "question", sayings),
        depth_in(depth) or Depth.LIGHT,
        purpose.text() if purpose else "",
        wanted(place, "lighter", sayings),
    )


def goals_in(root: Place, sayings: SayingPlaces) -> dict[str, str]:
    place = root.find("goals")
    if place is None:
        return {}
    goals = {key: known(saying, sayings) for key, saying in place.parts()}
    if not 1 <= len(goals) <= MOST_WAYS:
        place.wrong(f"there are {len(goals)} goals; one to {MOST_WAYS} can be told apart by ear.")
    return goals


def words_in(root: Place, sayings: SayingPlaces) -> tuple[str, ...]:
    place = root.find("feeling_words")
    return () if place is None else tuple(known(words, sayings) for words in place.each())


def programme_in(root: Place, sayings: SayingPlaces) -> tuple[str, ...]:
    place = root.find("programme")
    return () if place is None else tuple(known(week, sayings) for week in place.each())
