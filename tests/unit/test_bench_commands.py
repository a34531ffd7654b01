"""What is told of a measurement of commands, and what is refused before it begins."""

from collections import Counter
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from helpers.commands_measured import BORROWED, COMMANDS, HAND_OVER, PAUSE, VOICE, YOUR_TURN, answered, talked, uttered
from rich.console import Console

from assistant.audio import SAMPLE_RATE_HZ
from assistant.bench.commands_borrowed import borrowed, is_understood
from assistant.bench.commands_details import Measured
from assistant.bench.commands_hearing import PHRASES
from assistant.bench.commands_report import Around, borrowed_table, page
from assistant.bench.commands_results import text_right
from assistant.bench.commands_tables import KITCHEN, tables_of
from assistant.devices.recordings import Tape
from assistant.errors import SundayCoffeeError
from assistant.session.listening import expected_in
from assistant.shell.bench_commands import CommandsOptions, bench_commands, planned


def test_the_page_tells_what_could_not_be_measured() -> None:
    measured = Measured(
        (answered(uttered(HAND_OVER)), answered(uttered(PAUSE), condition=KITCHEN)),
        (talked("turn", uttered(PAUSE)), talked("asleep")),
        text_right([YOUR_TURN], COMMANDS),
    )
    around = Around(
        command="--corpus DIR --each 1 --quick",
        is_sample=True,
        sentences="1",
        voices=VOICE,
        missing="the voice flite slt (the program flite)",
        talk="2 h",
        noise="kitchen.flac",
        versions="0",
        machine="2 cores",
        on=date(2026, 1, 4),
    )
    tried = [(sentence, is_understood(sentence, COMMANDS)) for sentence in borrowed(BORROWED, 5, 1)]
    told = page([*tables_of(measured), borrowed_table(tried, "home-assistant-intents 1")], around)
    assert "Made by `sunday-coffee bench commands --corpus DIR --each 1 --quick` on 2026-01-04." in told
    assert "- Not measured here: the voice flite slt (the program flite)" in told
    assert f"| {PHRASES} | SundayHandOver | 100 of 1 | 0 of 1 | SundayPause 1 |" in told
    assert f"| {PHRASES} | quiet | turn | talk | 2.00 h | 0.5* (0.013 to 2.8) | SundayPause 1 |" in told
    assert f"| {PHRASES} | turn | 100 of 1 | 0 of 1 |" in told
    assert f"| {PHRASES} | your turn | turn | 1 of 2 | 1 | SundayPause 1 |" in told


def test_a_measurement_is_as_large_as_it_was_asked_for(tmp_path: Path) -> None:
    (tmp_path / "talk").mkdir()
    for number in range(4):
        with Tape(tmp_path / "talk" / f"{number}.wav") as tape:
            tape.add(np.zeros(36 * SAMPLE_RATE_HZ, np.int16))
    options = CommandsOptions(tmp_path, each=2, voices=1, talk_hours=0.02)
    plan = planned(options, COMMANDS, {"turn": expected_in("turn")})

    assert len(plan.voices) == 1
    assert set(Counter(sentence.meant.intent for sentence in plan.sentences).values()) == {2}
    assert len(plan.talk) == 2


@pytest.mark.parametrize("lacks", ["folder", "talk"])
def test_what_lacks_for_a_measurement_is_told_in_one_sentence(lacks: str, tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    if lacks == "talk":
        folder.mkdir()
    with pytest.raises(SundayCoffeeError, match=f"no {lacks}|no recordings of {lacks}"):
        bench_commands(CommandsOptions(folder, quick=True), Console())


def test_a_vosk_model_of_another_language_is_refused_before_anything_is_heard(tmp_path: Path) -> None:
    model = tmp_path / "vosk-model-small-ko-0.22"
    for part in ("am/final.mdl", "conf/mfcc.conf", "conf/model.conf", "graph/Gr.fst", "graph/HCLr.fst"):
        (model / part).parent.mkdir(parents=True, exist_ok=True)
        (model / part).write_text("x", encoding="utf-8")
    with pytest.raises(SundayCoffeeError, match="another language"):
        bench_commands(CommandsOptions(tmp_path, model=model, quick=True), Console())
