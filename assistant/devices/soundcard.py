"""The live sound card: hears and plays at once, notices when a device is gone, and opens it again. Not what is played.

What PortAudio does is in devices/portaudio.py, which sound belongs together in devices/pairing.py.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, suppress
from types import TracebackType
from typing import Final, Self

from assistant.audio import BLOCK_S, BLOCK_SAMPLES, SAMPLE_RATE_HZ, Block, Microphone, NoBlock, Sound, Started, Way
from assistant.devices import portaudio
from assistant.devices.choice import Device, Side, choose, not_there
from assistant.devices.pairing import Pairing
from assistant.devices.portaudio import LoudspeakerStream, MicrophoneStream, Piece
from assistant.devices.resampling import Cutter, Resampler, to_int16
from assistant.errors import HearingUnavailableError, SundayCoffeeError, VoiceUnavailableError
from assistant.voice.player import Player

_PATIENCE_S: Final = 0.25
_SILENT_S: Final = 2.0  # an open microphone that gives nothing for so long is opened anew
_TRY_AGAIN_S: Final = 1.0
_HOLE_S: Final = 0.2  # missing between two pieces: sound was lost, although the device did not say so
_SPEAKING_S: Final = 0.5  # after its last sound the loudspeaker may be taken away to look for the microphone


class SoundCard(AbstractContextManager["SoundCard"]):
    """A Card over PortAudio. A device is given by number or by (part of) its name, and found again by its name.

    Audio time never stands still unnoticed: what was missed while the microphone was closed or gone is counted, in
    whole blocks, in `first_sample` and in `lost_samples` of the block after it. A device that is gone is looked for
    every second, for ever; without a loudspeaker the microphone counts as gone, too, since nobody could be warned.
    `closed`: the microphone isn't opened before `open_microphone` is called.

    HearingUnavailableError or VoiceUnavailableError if a device isn't there when the context is entered.
    """

    def __init__(
        self, microphone: str | int | None = None, loudspeaker: str | int | None = None, *, closed: bool = False
    ) -> None:
        self._microphone = _lasting(microphone, Side.MICROPHONE)
        self._loudspeaker = _lasting(loudspeaker, Side.LOUDSPEAKER)
        self._player = Player()
        self._pairing = Pairing()
        self._input: MicrophoneStream | None = None
        self._output: LoudspeakerStream | None = None
        self._resampler, self._cutter = Resampler(SAMPLE_RATE_HZ, SAMPLE_RATE_HZ), Cutter(BLOCK_SAMPLES)
        self._closed = closed  # on purpose
        self._next_sample = 0
        self._captured_until_s: float | None = None
        self._opened_anew = False
        self._nothing_since_s = 0.0
        self._unclosed_at_s = 0.0  # until then nothing was to come
        self._sounded_at_s = 0.0
        self._try_at_s = 0.0

    def __enter__(self) -> Self:
        try:
            self._open()
        except SundayCoffeeError:
            self._close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def blocks(self) -> Iterator[Block | NoBlock]:
        self._nothing_since_s = portaudio.now_s()
        if self._input is not None:
            self._input.skip_waiting()
        while True:
            piece = self._next_piece()
            self._collect_played()
            if piece is None:
                yield NoBlock(portaudio.now_s() - self._nothing_since_s, self._state())
                self._mend()
            else:
                yield from self._blocks_of(piece)
                self._nothing_since_s = portaudio.now_s()

    def _state(self) -> Microphone:
        if self._closed:
            return Microphone.CLOSED
        return Microphone.SILENT if self._input is not None and self._input.alive else Microphone.GONE

    def _next_piece(self) -> Piece | None:
        if self._output is not None and not self._output.alive:
            self._close()
        if self._input is None:
            portaudio.wait(_PATIENCE_S)
            return None
        return self._input.next_piece(_PATIENCE_S)

    def _collect_played(self) -> None:
        for played, sounds_at_s in self._output.played() if self._output is not None else ():
            self._pairing.played(played, sounds_at_s)
            if played.pcm.any():
                self._sounded_at_s = sounds_at_s

    def _blocks_of(self, piece: Piece) -> Iterator[Block]:
        lost_samples = self._lost_before(piece)
        if lost_samples:
            self._next_sample += lost_samples
            self._pairing.restart_microphone()
            self._cutter.flush()
        self._pairing.heard(piece.captured_at_s)
        for heard in self._cutter.push(self._resampler.push(piece.sound)):
            together = self._pairing.take()
            first = self._next_sample
            self._next_sample += BLOCK_SAMPLES
            started = tuple(Started(one.key, first + one.first_sample) for one in together.started)
            yield Block(
                first,
                to_int16(heard),
                together.pcm,
                started,
                together.finished,
                lost_samples,
                self._waiting_s(),
                together.clocks,
            )
            lost_samples = 0

    def _lost_before(self, piece: Piece) -> int:
        """Samples, in whole blocks, that are missing between the last piece and this one."""
        until_s, self._captured_until_s = self._captured_until_s, piece.captured_at_s + BLOCK_S
        opened_anew, self._opened_anew = self._opened_anew, False
        missing_s = 0.0 if until_s is None else piece.captured_at_s - until_s
        if until_s is None or not (opened_anew or piece.lost or missing_s > _HOLE_S):
            return 0
        return max(1, round(missing_s / BLOCK_S)) * BLOCK_SAMPLES

    def _waiting_s(self) -> float:
        return 0.0 if self._input is None else self._input.waiting_s

    def _mend(self) -> None:
        """Open what is gone, if it is time to try."""
        now_s = portaudio.now_s()
        silent = now_s - max(self._nothing_since_s, self._unclosed_at_s) > _SILENT_S
        speaking = self._output is not None and self._output.alive and now_s < self._sounded_at_s + _SPEAKING_S
        whole = self._state() is Microphone.CLOSED or (self._state() is Microphone.SILENT and not silent)
        if (whole and self._output is not None) or speaking or now_s < self._try_at_s:
            return
        self._close()
        portaudio.look_again()
        with suppress(HearingUnavailableError, VoiceUnavailableError):  # NoBlock(GONE) says it, and it is tried again
            self._open()
        self._try_at_s = portaudio.now_s() + _TRY_AGAIN_S

    def _open(self) -> None:
        """The loudspeaker first: if only the microphone is gone, the couple can still be told."""
        devices = portaudio.list_devices()
        loudspeaker = choose(devices, self._loudspeaker, Side.LOUDSPEAKER)
        microphone = choose(devices, self._microphone, Side.MICROPHONE)
        if loudspeaker is not None:
            self._output = LoudspeakerStream(loudspeaker, self._player.next_block)
            self._pairing.restart_loudspeaker()
        if microphone is None:
            raise not_there(devices, self._microphone, Side.MICROPHONE)
        if loudspeaker is None:
            raise not_there(devices, self._loudspeaker, Side.LOUDSPEAKER)
        if not self._closed:
            self._listen_to(microphone)

    def _listen_to(self, microphone: Device) -> None:
        self._input = MicrophoneStream(microphone)
        self._resampler, self._cutter = Resampler(self._input.rate_hz, SAMPLE_RATE_HZ), Cutter(BLOCK_SAMPLES)
        self._opened_anew = True

    def _close(self) -> None:
        if self._input is not None:
            self._input.close()
        if self._output is not None:
            self._output.close()
            self._collect_played()
        self._input = self._output = None

    def play(self, sound: Sound) -> None:
        self._player.play(sound)

    def hush(self) -> None:
        self._player.hush()

    def give_way(self, way: Way) -> None:
        self._player.give_way(way)

    def close_microphone(self) -> None:
        self._closed = True
        if self._input is not None:
            self._input.close()
            self._input = None

    def open_microphone(self) -> None:
        self._closed = False
        self._unclosed_at_s = portaudio.now_s()
        microphone = choose(portaudio.list_devices(), self._microphone, Side.MICROPHONE)
        if self._input is None and self._output is not None and microphone is not None:
            with suppress(HearingUnavailableError):  # NoBlock(GONE) will say it, and it is tried again
                self._listen_to(microphone)


def _lasting(wanted: str | int | None, side: Side) -> str | None:
    """Numbers change when something is plugged in; names last. A number may come as text, from the command line."""
    if isinstance(wanted, str) and wanted.isdecimal():
        wanted = int(wanted)
    if not isinstance(wanted, int):
        return wanted
    devices = portaudio.list_devices()
    if (device := choose(devices, wanted, side)) is None:
        raise not_there(devices, wanted, side)
    return device.name
