"""Where all is typed nobody has to be heard in time, so a machine that is too slow to listen will do."""

import pytest

from assistant.content.configuration import Configuration
from assistant.ears.phonemes import Phonemes
from assistant.ears.spotter import Spotted
from assistant.ears.unheard import Unheard
from assistant.errors import HearingUnavailableError
from assistant.shell.parts import Engines, an_ear, engines


@pytest.fixture(autouse=True)
def _slow_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """No hop leaves half a core."""
    monkeypatch.setattr("assistant.shell.parts.choose_hop_s", lambda _: None)


def test_a_machine_too_slow_to_listen_can_be_typed_to() -> None:
    with an_ear(Configuration(), patient=False, loaded=Engines(Phonemes(), Unheard())) as ear:
        assert isinstance(ear.read("pineapple", 1.0), Spotted)


def test_and_refuses_to_listen() -> None:
    wishes = Configuration()
    with (
        pytest.raises(HearingUnavailableError, match="too slow, or too busy"),
        an_ear(wishes, patient=False, loaded=engines(wishes)),
    ):
        raise AssertionError("nobody could be sure of being heard")
