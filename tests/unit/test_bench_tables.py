"""What is told of a measurement: both ears beside their goals, bounds marked as bounds, and what nobody measured."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import numpy as np

from assistant.bench.cells import Table
from assistant.bench.conditions import QUIET, Condition
from assistant.bench.ears import OWN_EAR, TAUGHT_EAR
from assistant.bench.report import Circumstances, markdown
from assistant.bench.results import Result, Talk, Words
from assistant.bench.tables import tables_of
from assistant.bench.written import write_chapter, write_results
from assistant.ears.spotter import CANDIDATE_FLOOR, THRESHOLD

AROUND = Circumstances(
    is_sample=False,
    command="--corpus DIR --examples",
    recordings="lemon: 100",
    examples="lemon: 2 couples",
    talk="1 h",
    versions="1",
    machine="one",
    noise="kitchen.flac",
    on=date(2026, 1, 1),
)


def said(scores: Sequence[float]) -> Words:
    best = np.array(scores, np.float64)
    return Words(best, tuple(bool(score >= THRESHOLD) for score in scores), np.array([0.1, 0.2]))


def talk(false: Mapping[str, Sequence[float]], hours: float) -> Talk:
    scores = {name: np.array(each, np.float64) for name, each in false.items()}
    return Talk(scores, scores, {name: name for name in scores}, hours)


def result(condition: Condition, ear: str, missed: int, alone: Talk | None = None) -> Result:
    """100 said, so many of them not heard at all; ten hours of talk, in which five places were like the word."""
    scores = [-np.inf] * missed + [-0.1] * (100 - missed)
    heard = talk({"lemon": [-0.5, -0.6, -0.7, -0.8, -0.9]}, 10.0)
    return Result(condition, ear, {"lemon": said(scores)}, heard, alone, CANDIDATE_FLOOR, THRESHOLD)


def called(title: str, results: Sequence[Result]) -> Table:
    (table,) = [table for table in tables_of(results, None) if table.title == title]
    return table


def test_both_ears_stand_side_by_side_each_with_its_own_goal() -> None:
    noisy = Condition(snr_db=10.0)
    table = called("Beside the goals", [result(noisy, OWN_EAR, 4), result(noisy, TAUGHT_EAR, 4)])
    assert table.columns[2:] == (OWN_EAR, "goal", TAUGHT_EAR, "goal")
    assert table.rows[0] == ("noise, 10 dB SNR", "0.5", "4.0 **reached**", "4", "4.0", "1")
    assert table.rows[1] == ("noise, 10 dB SNR", "0.1", "4.0* **reached**", "8", "4.0*", "2.5")


def test_what_has_no_goal_is_told_apart_from_what_has_one() -> None:
    results = [result(QUIET, OWN_EAR, 0), result(Condition(whispered=True), OWN_EAR, 40)]
    assert [row[0] for row in called("Beside the goals", results).rows] == ["quiet", "quiet"]
    (row,) = called("Without goals", results).rows
    assert row == ("whispered (simulated)", OWN_EAR, "40.0", "40.0*", "100")


def test_the_talk_of_the_quiet_room_is_told_first_and_once() -> None:
    results = [result(each, OWN_EAR, 0) for each in (QUIET, Condition(snr_db=10.0), Condition(stuttered=True))]
    rows = called("False alarms", results).rows
    assert list(dict.fromkeys(row[0] for row in rows)) == ["quiet", "noise, 10 dB SNR"]
    assert len(rows) == 8


def test_two_words_missed_of_a_hundred_are_marked_as_a_bound_and_three_are_not() -> None:
    for missed, cell in ((2, "2.0°"), (3, "3.0")):
        row = called("Misses, one threshold for all words", [result(QUIET, OWN_EAR, missed)]).rows[0]
        assert row[5] == cell


def test_how_often_it_takes_its_own_voice_for_the_word_is_told_by_the_hour() -> None:
    echo = Condition(echo_db=0.0)
    alone = talk({"lemon": [THRESHOLD + 0.1] * 3, "mango": [THRESHOLD - 0.1]}, 0.5)
    (row,) = called("Its own voice", [result(echo, OWN_EAR, 0, alone)]).rows
    assert row[2:4] == ("3", "30.0 min by 2")
    assert row[4].startswith("3 (")  # 3 in an hour of one word's listening
    assert row[5] == "3 (lemon)"


def test_the_page_says_what_it_does_not_show() -> None:
    page = markdown(tables_of([result(QUIET, OWN_EAR, 1)], None), AROUND)
    assert "## What this does not show" in page
    assert "Accented speech" in page
    assert page.index("## Beside the goals") < page.index("## How it came about")


def test_the_curves_lie_beside_the_page(tmp_path: Path) -> None:
    results = [result(QUIET, OWN_EAR, 5), result(Condition(stuttered=True), OWN_EAR, 9)]
    page = write_results(tmp_path / "bench", tables_of(results, None), results, AROUND, with_pictures=False)
    assert page == tmp_path / "bench/RESULTS.md"
    assert {file.name for file in (tmp_path / "bench/curves").iterdir()} == {
        "quiet.csv",
        "first_sound_repeated__simulated_.csv",
    }


def test_each_kind_of_measurement_has_a_chapter_of_the_page_and_the_newest_counts(tmp_path: Path) -> None:
    for chapter in ("# Safe word\n\nold\n", "# Commands\n\n- 1 %\n\n## By voice\n\n2 %\n", "# Safe word\n\nnew\n"):
        page = write_chapter(tmp_path, chapter, is_sample=False)

    assert page.read_text("utf-8") == "# Safe word\n\nnew\n\n# Commands\n\n- 1 %\n\n## By voice\n\n2 %\n"
