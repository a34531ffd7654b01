"""From what was heard to figures: sentences right and wrong, and talk taken for commands. Arithmetic over outcomes."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.bench.commands_hearing import Utterance
from assistant.bench.commands_scene import place_of
from assistant.bench.commands_sentences import Sentence
from assistant.bench.commands_work import ELSEWHERE, HERE, Outcome, SpokenJob, TalkJob
from assistant.bench.conditions import Condition
from assistant.bench.statistics import FEWEST_EVENTS, poisson_interval, share_interval
from assistant.ears.understanding import Commands, Understood
from assistant.session.intents import Intent
from assistant.session.listening import expected_in

Acts = Callable[[Utterance], Understood | None]
"""What an ear would act on, of what it heard."""


@dataclass(frozen=True)
class Share:
    """`count` of `among`; among may be 0, and then there is no share."""

    count: int
    among: int

    @property
    def percent(self) -> float:
        return 100 * self.count / self.among

    @property
    def interval(self) -> tuple[float, float]:
        """In %, 95 %."""
        low, high = share_interval(self.count, self.among)
        return 100 * low, 100 * high


@dataclass(frozen=True)
class Rate:
    events: int
    hours: float

    @property
    def per_hour(self) -> float:
        return self.events / self.hours

    @property
    def is_bound(self) -> bool:
        """Too few stand behind it to be a measurement."""
        return self.events < FEWEST_EVENTS

    @property
    def interval(self) -> tuple[float, float]:
        """Per hour, 95 %."""
        low, high = poisson_interval(self.events)
        return low / self.hours, high / self.hours


@dataclass(frozen=True)
class Answered:
    """One sentence, spoken once. `acted`: what was understood, where it makes sense and where it doesn't."""

    engine: str
    voice: str
    condition: Condition
    sentence: Sentence
    heard: tuple[Utterance, ...]
    heard_elsewhere: tuple[Utterance, ...]

    def acted(self, acts: Acts) -> frozenset[Understood]:
        return frozenset(filter(None, map(acts, self.heard)))

    def is_right(self, acts: Acts) -> bool:
        return self.acted(acts) == {self.sentence.meant}

    def is_mistaken(self, acts: Acts) -> bool:
        """Something was done that nobody said: worse than nothing done."""
        return bool(self.acted(acts) - {self.sentence.meant})

    @property
    def mistaken_for(self) -> tuple[Intent, ...]:
        return tuple(sorted(acted.intent for acted in self.acted(as_it_comes) - {self.sentence.meant}))


@dataclass(frozen=True)
class Talked:
    """`kind`: the folder it lies in. `heard`: in `state`."""

    engine: str
    condition: Condition
    kind: str
    state: str
    hours: float
    heard: tuple[Utterance, ...]


def as_it_comes(utterance: Utterance) -> Understood | None:
    """As the product would act."""
    return utterance.meant


def from_score(threshold: float) -> Acts:
    """As it would with this threshold."""
    return lambda utterance: utterance.nearest if utterance.score >= threshold else None


def answered_of(done: Iterable[tuple[SpokenJob, Outcome]]) -> tuple[Answered, ...]:
    answers = []
    for job, outcome in done:
        here, elsewhere = (_by_sentence(outcome, place, len(job.sentences)) for place in (HERE, ELSEWHERE))
        answers += [
            Answered(
                job.setting.engine,
                job.voice,
                job.setting.condition,
                sentence,
                tuple(here[place]),
                tuple(elsewhere[place]) if sentence.elsewhere is not None else (),
            )
            for place, sentence in enumerate(job.sentences)
        ]
    return tuple(answers)


def talked_of(done: Iterable[tuple[TalkJob, Outcome]]) -> tuple[Talked, ...]:
    return tuple(
        Talked(
            job.setting.engine,
            job.setting.condition,
            job.files[0].parent.name,
            state,
            outcome.seconds / 3600,
            outcome.heard[state],
        )
        for job, outcome in done
        for state in job.states
    )


def right_among(answers: Sequence[Answered], acts: Acts = as_it_comes) -> Share:
    return Share(sum(answer.is_right(acts) for answer in answers), len(answers))


def mistaken_among(answers: Sequence[Answered], acts: Acts = as_it_comes) -> Share:
    return Share(sum(answer.is_mistaken(acts) for answer in answers), len(answers))


def acted_out_of_place(answers: Sequence[Answered]) -> Share:
    """Of the sentences said where they make no sense, those that something was done for."""
    tried = [answer for answer in answers if answer.sentence.elsewhere is not None]
    return Share(sum(any(heard.meant for heard in answer.heard_elsewhere) for answer in tried), len(tried))


def false_commands(talks: Sequence[Talked], acts: Acts = as_it_comes) -> tuple[Rate, Counter[Intent]]:
    """How often talk was taken for a command, and for which."""
    acted = [understood.intent for talk in talks for understood in map(acts, talk.heard) if understood is not None]
    return Rate(len(acted), sum(talk.hours for talk in talks)), Counter(acted)


def false_starts(talks: Sequence[Talked], acts: Acts = as_it_comes) -> Rate:
    rate, intents = false_commands(talks, acts)
    return Rate(sum(count for intent, count in intents.items() if STARTING in intent), rate.hours)


STARTING: Final = "Start"
"""Every intent that begins something has it in its name, Home Assistant's and ours alike."""


def text_right(sentences: Sequence[Sentence], commands: Commands) -> Share:
    """As text, without any sound: what the templates alone make of it in that state."""
    right = [commands.understand(each.text, expected_in(each.where)) == each.meant for each in sentences]
    return Share(sum(right), len(right))


def _by_sentence(outcome: Outcome, place: str, count: int) -> list[list[Utterance]]:
    found: list[list[Utterance]] = [[] for _ in range(count)]
    for utterance in outcome.heard[place]:
        number = place_of(utterance.middle_s, outcome.edges)
        if number is not None:
            found[number].append(utterance)
    return found
