"""Keeps what is to sound in its order, while some of it is still being rendered. No thread and no clock of its own."""

from collections import deque
from concurrent.futures import Future

from assistant.audio import Sound


class Waiting:
    """A chime never overtakes the saying before it, even when that is not rendered yet.

    A live loop is impatient: it asks in every block and takes what is ready. With a file as the microphone the loop is
    patient, so that the same input gives the same sound whatever the machine's speed.
    """

    def __init__(self, *, patient: bool) -> None:
        self._patient = patient
        self._sounds: deque[Sound | Future[Sound]] = deque()

    def __len__(self) -> int:
        return len(self._sounds)

    def add(self, sound: Sound | Future[Sound]) -> None:
        self._sounds.append(sound)

    def drop(self) -> None:
        """After a Hush: none of these will sound."""
        self._sounds.clear()

    def take(self) -> tuple[Sound, ...]:
        """What may be played now, in order. Waits for the rendering when patient; else never blocks."""
        taken: list[Sound] = []
        while self._sounds:
            match self._sounds[0]:
                case Sound() as sound:
                    taken.append(sound)
                case Future() as rendering if self._patient or rendering.done():
                    taken.append(rendering.result())
                case Future():
                    break
            self._sounds.popleft()
        return tuple(taken)
