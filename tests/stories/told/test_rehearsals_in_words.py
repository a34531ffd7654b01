"""The rehearsals that ship, without their sound: they go as they say, whatever the ears make of it."""

import pytest
from helpers.happenings import SHIPPED
from helpers.in_words import played_in_words

from assistant.content.configuration import Configuration, as_they_wish
from assistant.rehearsal.expectations import failures
from assistant.rehearsal.read_script import read_script
from assistant.shell.rehearse import OWN_SCRIPTS, SCRIPTS_FOLDER

SCRIPTS = sorted(path.name for path in SCRIPTS_FOLDER.glob("*.yaml"))


def test_every_ritual_has_a_rehearsal() -> None:
    assert set(SCRIPTS) >= {f"{ritual}.yaml" for ritual in SHIPPED.rituals} | set(OWN_SCRIPTS)


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_rehearsal_that_ships_goes_as_it_says(name: str) -> None:
    script = read_script(SCRIPTS_FOLDER / name, Configuration(), SHIPPED)
    log = played_in_words(script, as_they_wish(SHIPPED, script.wishes))
    assert len(log.said) == len(script.lines), log.state
    assert failures(script.expectations, log) == ()
