"""What there is to be looked at on this machine. Each thing is looked at when a check first asks, and only once."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Final, TypeVar

from assistant.audio import Sound
from assistant.content.configuration import Configuration
from assistant.devices.choice import Side
from assistant.doctor.apart import Lost, apart
from assistant.doctor.computer import Service
from assistant.doctor.computer_facts import service_here
from assistant.doctor.keeping import Text
from assistant.doctor.keeping_facts import configuration_here, prompts_here
from assistant.doctor.network_facts import sockets_noticed, watched
from assistant.doctor.room import Room
from assistant.doctor.room_facts import Plan, room_here
from assistant.doctor.sound import Cards
from assistant.doctor.sound_facts import cards_here
from assistant.doctor.speech import Rendered, Speed, Spotting, Understanding, Warm
from assistant.doctor.speech_facts import (
    command_understood,
    safe_words_spotted,
    speed_here,
    spoken_safe_words,
)
from assistant.doctor.voice_facts import rendered_here, warm_here
from assistant.ears.spotter import HOP_S
from assistant.session.book import Book
from assistant.session.commands import Chime
from assistant.shell.sockets import SocketUse
from assistant.voice.chimes import chime

T = TypeVar("T")

CARDS_S: Final = 40.0  # a busy machine takes its time; a sound server that hangs takes for ever
COMMAND_S: Final = 60.0  # a small machine loads a large model
LISTENING: Final = "For three seconds I listen; please be quiet."
SPEAKING: Final = " Then I say a sentence, to hear how I come back."
ALOUD: Final = " And then your safe word."
DRIFT: Final = " Then I listen for 40 s more; do as you like."


@dataclass(frozen=True)
class Asked:
    """What was typed."""

    config: Path | None = None
    prompts: Path | None = None
    recogniser: str | None = None
    model: Path | None = None
    input_device: str | int | None = None
    output_device: str | int | None = None
    aloud: bool = False  # say the safe word through the loudspeaker
    drift: bool = False  # listen until it is known how two clocks drift
    silent: bool = False  # listen, and play nothing


class Machine:
    """`announce` is given a sentence before anything is recorded or played."""

    def __init__(self, asked: Asked, announce: Callable[[str], None]) -> None:
        self.asked = asked
        self._announce = announce
        self._noticed_here = sockets_noticed()
        self._noticed_before = len(self._noticed_here)
        self._noticed_apart: list[SocketUse] = []

    @cached_property
    def _configured(self) -> tuple[Text, Configuration]:
        return configuration_here(self.asked.config)

    @property
    def configuration(self) -> Text:
        return self._configured[0]

    @cached_property
    def wishes(self) -> Configuration:
        """The couple's, with what was typed on top; the defaults where theirs can't be read."""
        _, wishes = self._configured
        asked = self.asked
        if asked.model is not None:
            wishes = replace(wishes, recogniser="vosk", model=asked.model)
        elif asked.recogniser is not None:
            wishes = replace(wishes, recogniser=asked.recogniser)
        return replace(
            wishes,
            input_device=wishes.input_device if asked.input_device is None else asked.input_device,
            output_device=wishes.output_device if asked.output_device is None else asked.output_device,
        )

    @property
    def wanted(self) -> dict[Side, str | int | None]:
        return {Side.MICROPHONE: self.wishes.input_device, Side.LOUDSPEAKER: self.wishes.output_device}

    @cached_property
    def _prompted(self) -> tuple[Text, Book | None]:
        return prompts_here(self.asked.prompts, self.wishes)

    @property
    def prompts(self) -> Text:
        return self._prompted[0]

    @property
    def sayings(self) -> tuple[str, ...]:
        """All that a session may say; () without a book that can be used."""
        book = self._prompted[1]
        return () if book is None else tuple(text for variants in book.sayings.values() for text in variants)

    @cached_property
    def service(self) -> Service:
        return service_here()

    @cached_property
    def cards(self) -> Cards | Lost:
        return self._apart(partial(cards_here, self.wishes.input_device, self.wishes.output_device), CARDS_S)

    @cached_property
    def voice(self) -> Rendered:
        return rendered_here(self.wishes)

    @property
    def warm(self) -> Warm | None:
        return warm_here(self.wishes, lambda: self.sayings)

    @cached_property
    def speed(self) -> Speed:
        return speed_here()

    @cached_property
    def understanding(self) -> Understanding:
        answer = self._apart(partial(command_understood, self.wishes), COMMAND_S)
        if isinstance(answer, Lost):
            return Understanding(self.wishes.recogniser, "", problem=f"the recogniser broke down ({answer.why}).")
        return answer

    @cached_property
    def spottings(self) -> tuple[Spotting, ...]:
        return safe_words_spotted(self.wishes)

    @cached_property
    def room(self) -> Room:
        cards = self.cards
        if isinstance(cards, Lost) or cards.microphone is None or cards.loudspeaker is None:
            return Room(problem="a microphone and a loudspeaker are needed.")
        plan = self._plan()
        self._announce(
            LISTENING + SPEAKING * (plan.sentence is not None) + ALOUD * bool(plan.words) + DRIFT * plan.drift
        )
        answer = self._apart(partial(room_here, plan), plan.most_s)
        return Room(problem=f"nothing came of listening ({answer.why}).") if isinstance(answer, Lost) else answer

    @property
    def connections(self) -> list[SocketUse]:
        """Every socket of whatever was at work so far, and of what hears in any case."""
        _ = self.understanding, self.spottings
        return [*self._noticed_here[self._noticed_before :], *self._noticed_apart]

    def _apart(self, work: Callable[[], T], limit_s: float) -> T | Lost:
        answer = apart(partial(watched, work), limit_s)
        if isinstance(answer, Lost):
            return answer
        result, noticed = answer
        self._noticed_apart += noticed
        return result

    def _plan(self) -> Plan:
        wishes = self.wishes
        here = Plan(wishes.input_device, wishes.output_device, drift=self.asked.drift)
        if self.asked.silent:
            return here
        aloud = (
            tuple(one.word for one in self.spottings if one.problem is None and not one.is_mute)
            if self.asked.aloud
            else ()
        )
        return replace(
            here,
            sentence=self._sentence(),
            words=spoken_safe_words(aloud, wishes),
            safe_words=aloud or Configuration().safe_words,  # any word: looking for one is what may take too long
            pronunciations=wishes.pronunciations,
            hop_s=self.speed.hop_s or HOP_S,
        )

    def _sentence(self) -> Sound:
        """A chime, where there is no voice."""
        said = self.voice.pcm
        return chime(Chime.NEAR_END) if said is None else Sound("sentence", said)
