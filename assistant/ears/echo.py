"""Takes the loudspeaker's voice out of what the microphone heard. A thin hand on libspeexdsp; it detects nothing.

Only the linear canceller is used. The library's residual suppression would delay what is heard by a block whenever
something plays, and helps the safe word only where the loudspeaker is far louder in the microphone than the speaker.
"""

import ctypes
import platform
import weakref
from typing import Final, Protocol

import numpy as np

from assistant.audio import BLOCK_SAMPLES, SAMPLE_RATE_HZ, Clocks, Samples
from assistant.ears.reference import SteadyReference
from assistant.errors import SundayCoffeeError

ECHO_MISSING: Final = (
    "The echo canceller is missing, so the safe word is harder to hear while the assistant speaks: "
    "install the package libspeexdsp1."
)
ECHO_STAYED_HIGH: Final = (
    "My own voice comes back so loudly here that I hardly hear you over it. So I speak softly, listen between "
    "sentences, and stop when you speak. With a speakerphone, microphone and loudspeaker in one, I would hear you."
)
TAIL_MS: Final = 240  # how long after it was played a sound may still echo
_SET_SAMPLING_RATE: Final = 24  # SPEEX_ECHO_SET_SAMPLING_RATE in speex_echo.h


class EchoUnavailableError(SundayCoffeeError):
    """libspeexdsp is not installed. Nothing is lost but hearing well over the assistant's own voice."""


class Canceller(Protocol):
    @property
    def cancels(self) -> bool:
        """Whether echo is removed at all."""
        ...

    def clean(self, heard: Samples, played: Samples) -> Samples:
        """(BLOCK_SAMPLES,) of each, from the same moment; `played` may be early to its echo, never late."""
        ...

    def realign(self) -> None:
        """Samples were lost, as many heard as played: what was played before has echoed by now."""
        ...

    def follow(self, clocks: Clocks) -> None:
        """What the next block's time stamps say about the two clocks, if it has any."""
        ...


class NoCanceller:
    """Where libspeexdsp is missing: what was heard, as it was heard."""

    cancels: Final = False

    def clean(self, heard: Samples, played: Samples) -> Samples:  # noqa: ARG002 - the same promise as the others
        return heard

    def realign(self) -> None:
        """Nothing was learned."""

    def follow(self, clocks: Clocks) -> None:
        """It has no reference to move."""


class EchoCanceller:
    """libspeexdsp's adaptive filter: it learns the way from loudspeaker to microphone while something plays.

    It needs one clock for both, or a reference that is kept steady.
    """

    cancels: Final = True

    def __init__(self, tail_ms: int = TAIL_MS) -> None:
        """EchoUnavailableError where the library is missing."""
        self._library = _library()
        tail_samples = SAMPLE_RATE_HZ * tail_ms // 1000
        self._state = ctypes.c_void_p(self._library.speex_echo_state_init(BLOCK_SAMPLES, tail_samples))
        weakref.finalize(self, self._library.speex_echo_state_destroy, self._state)
        self._tail_blocks = -(-tail_samples // BLOCK_SAMPLES)
        rate = ctypes.c_int(SAMPLE_RATE_HZ)
        self._library.speex_echo_ctl(self._state, _SET_SAMPLING_RATE, ctypes.byref(rate))
        self._quiet_blocks = self._tail_blocks

    def clean(self, heard: Samples, played: Samples) -> Samples:
        if heard.shape != (BLOCK_SAMPLES,) or played.shape != (BLOCK_SAMPLES,):
            raise ValueError(f"a block has {BLOCK_SAMPLES} samples, not {heard.shape} heard and {played.shape} played")
        self._quiet_blocks = 0 if played.any() else self._quiet_blocks + 1
        rec, play = np.ascontiguousarray(heard, np.int16), np.ascontiguousarray(played, np.int16)
        out = np.empty(BLOCK_SAMPLES, np.int16)
        self._library.speex_echo_cancellation(self._state, rec.ctypes.data, play.ctypes.data, out.ctypes.data)
        # Nothing sounds, so nothing can echo: the filter's own high-pass would only change the couple's voices.
        return out if self._quiet_blocks <= self._tail_blocks else heard

    def realign(self) -> None:
        """What it learned of the room is kept: forgetting it costs five seconds of echo each time.

        Should the loudspeaker have moved against the microphone after all, it learns again by itself, about as fast.
        """
        silence = np.zeros(BLOCK_SAMPLES, np.int16)
        for _ in range(self._tail_blocks + 1):
            self.clean(silence, silence)

    def follow(self, clocks: Clocks) -> None:
        """It takes both for one clock."""


class SteadyCanceller:
    """A canceller whose reference is moved along with the echo, so that loudspeaker and microphone may drift apart."""

    cancels: Final = True

    def __init__(self, canceller: EchoCanceller) -> None:
        self._canceller = canceller
        self._reference = SteadyReference()

    def clean(self, heard: Samples, played: Samples) -> Samples:
        return self._canceller.clean(heard, self._reference.steady(heard, played))

    def realign(self) -> None:
        self._reference.realign()
        self._canceller.realign()

    def follow(self, clocks: Clocks) -> None:
        if clocks.drift_ppm is not None:
            self._reference.expect_drift(clocks.drift_ppm)
        if clocks.stepped_samples:
            self._reference.stepped(clocks.stepped_samples)


def echo_canceller() -> Canceller:
    """The canceller there is on this machine; `cancels` says whether it does anything. The program goes on without."""
    try:
        return SteadyCanceller(EchoCanceller())
    except EchoUnavailableError:
        return NoCanceller()


def _library() -> ctypes.CDLL:
    mac = platform.system() == "Darwin"
    names = ("libspeexdsp.1.dylib", "/opt/homebrew/lib/libspeexdsp.1.dylib") if mac else ("libspeexdsp.so.1",)
    for name in names:
        try:
            library = ctypes.CDLL(name)
        except OSError:
            continue
        pointer = ctypes.c_void_p
        library.speex_echo_state_init.argtypes = [ctypes.c_int, ctypes.c_int]
        library.speex_echo_state_init.restype = pointer
        library.speex_echo_state_destroy.argtypes = [pointer]
        library.speex_echo_state_destroy.restype = None
        library.speex_echo_ctl.argtypes = [pointer, ctypes.c_int, pointer]
        library.speex_echo_cancellation.argtypes = [pointer, pointer, pointer, pointer]
        library.speex_echo_cancellation.restype = None
        return library
    raise EchoUnavailableError(ECHO_MISSING)
