"""Files in place of the sound card: a recording is the microphone, a WAV the loudspeaker. It has no clock."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from types import TracebackType

import numpy as np

from assistant.audio import BLOCK_SAMPLES, Block, Samples
from assistant.devices.pretence import Pretence
from assistant.devices.recordings import Recording, Tape
from assistant.errors import VoiceUnavailableError
from assistant.voice.player import Played


class FileCard(Pretence, AbstractContextManager["FileCard"]):
    """A Card that hears `microphone` (WAV, FLAC or Ogg) and records the loudspeaker in `speaker` (WAV, 16 kHz).

    What is played after a block sounds in the next one. `speaker` has exactly as many samples as the recording has at
    16 kHz; the last block is filled up with silence. A closed microphone hears zeros while the recording runs on:
    a file is the only clock here, and it must come to its end.

    `played` is what a loudspeaker played while the recording was made, aligned with it (any rate; silence where it
    ends earlier). It takes the player's place: nothing that is ordered sounds.

    HearingUnavailableError if the recording is missing, empty or damaged, VoiceUnavailableError if `speaker` can't be
    written; each is one sentence. Leaving the context closes both files, also in the middle.
    """

    def __init__(self, microphone: Path, speaker: Path | None = None, played: Path | None = None) -> None:
        super().__init__()
        if speaker is not None and speaker.exists() and microphone.exists() and speaker.samefile(microphone):
            raise VoiceUnavailableError(f"{speaker} is the recording itself. Give the loudspeaker a file of its own.")
        with ExitStack() as files:
            self._recording = files.enter_context(Recording(microphone))
            self._tape = None if speaker is None else files.enter_context(Tape(speaker))
            reference = None if played is None else files.enter_context(Recording(played))
            self._files = files.pop_all()
        self._reference = None if reference is None else reference.pieces()

    @property
    def seconds(self) -> float:
        return self._recording.seconds

    def blocks(self) -> Iterator[Block]:
        for number, piece in enumerate(self._recording.pieces()):
            played = self._player.next_block() if self._reference is None else self._recorded(number)
            if self._tape is not None:
                self._tape.add(played.pcm[: piece.size])
            heard = piece if self._microphone_open else np.zeros(piece.size, np.int16)
            yield Block(number * BLOCK_SAMPLES, _filled(heard), played.pcm, played.started, played.finished)

    def _recorded(self, number: int) -> Played:
        piece = next(self._reference or iter(()), np.zeros(0, np.int16))
        return Played(number * BLOCK_SAMPLES, _filled(piece))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._files.close()


def _filled(piece: Samples) -> Samples:
    return piece if piece.size == BLOCK_SAMPLES else np.pad(piece, (0, BLOCK_SAMPLES - piece.size))
