"""What is heard of the commands is judged as the product would act on it, with honest sums."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile  # type: ignore[import-untyped]
from helpers.commands_measured import (
    COFFEE,
    COMMANDS,
    HAND_OVER,
    HELP,
    PAUSE,
    VOICE,
    YOUR_TURN,
    answered,
    talked,
    uttered,
)

from assistant.audio import SAMPLE_RATE_HZ
from assistant.bench import commands_work
from assistant.bench.commands_details import Measured
from assistant.bench.commands_hearing import PHRASES
from assistant.bench.commands_plan import Plan, jobs_of
from assistant.bench.commands_results import (
    Rate,
    acted_out_of_place,
    answered_of,
    as_it_comes,
    false_commands,
    false_starts,
    from_score,
    mistaken_among,
    right_among,
    talked_of,
    text_right,
)
from assistant.bench.commands_sentences import Sentence
from assistant.bench.commands_tables import KITCHEN, tables_of
from assistant.bench.commands_voices import say
from assistant.bench.commands_work import Setting, SpokenJob, TalkJob, do
from assistant.bench.conditions import QUIET
from assistant.ears.understanding import Understood
from assistant.session.intents import Intent

# What is heard.


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


def test_sentences_said_clearly_are_right_and_are_not_heard_a_second_time(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = SpokenJob(
        Setting(PHRASES, "en", QUIET, 20),
        VOICE,
        (YOUR_TURN, Sentence("add twenty five minutes", Understood(Intent.INCREASE_TIMER, 25), "turn", None)),
    )
    outcome = do(job, cache)
    answers = answered_of([(job, outcome)])
    assert [answer.is_right(as_it_comes) for answer in answers] == [True, True]
    assert acted_out_of_place(answers).count == 0
    assert acted_out_of_place(answers).among == 1, "the other one makes sense nowhere else"

    def nobody_speaks(voice: str, texts: object) -> None:
        raise AssertionError(voice, texts)

    monkeypatch.setattr(commands_work, "say", nobody_speaks)
    assert do(job, cache) == outcome


def test_a_command_in_talk_is_a_false_one_and_talk_itself_is_none(cache: Path, tmp_path: Path) -> None:
    quiet = np.zeros(2 * SAMPLE_RATE_HZ, np.int16)
    ordinary, command = say(VOICE, ["the milk has gone off again", "good morning coffee"])
    file = tmp_path / "talk" / "0.wav"
    file.parent.mkdir()
    soundfile.write(file, np.concatenate((quiet, ordinary, quiet, command, quiet)), SAMPLE_RATE_HZ)
    job = TalkJob(Setting(PHRASES, "en", QUIET, 20), (file,), ("turn", "asleep"))
    talks = talked_of([(job, do(job, cache))])
    assert [(talk.kind, talk.state, false_commands([talk])[0].events) for talk in talks] == [
        ("talk", "turn", 0),
        ("talk", "asleep", 1),
    ]
    assert false_starts(talks).events == 1


def test_every_voice_says_every_sentence_and_no_stream_mixes_kinds_of_talk(tmp_path: Path) -> None:
    talk = []
    for name in ("dialogue", "talk"):
        for number in range(2):
            talk.append(tmp_path / name / f"{number}.wav")
            talk[-1].parent.mkdir(exist_ok=True)
            soundfile.write(talk[-1], np.zeros(SAMPLE_RATE_HZ, np.int16), SAMPLE_RATE_HZ)
    sentences = tuple(replace(YOUR_TURN, text=f"{number}") for number in range(14))
    plan = Plan((PHRASES,), "en", (QUIET, KITCHEN), ("one", "other"), sentences, tuple(talk), None)
    jobs = list(jobs_of(plan))
    spoken = [
        (job.voice, job.setting.condition, s) for job in jobs if isinstance(job, SpokenJob) for s in job.sentences
    ]
    assert len(spoken) == len(set(spoken)) == 2 * 2 * 14
    heard = [job.files for job in jobs if isinstance(job, TalkJob)]
    assert heard == 2 * [tuple(talk[:2]), tuple(talk[2:])]


# What it comes to.


def test_right_means_as_meant_and_nothing_else() -> None:
    right, mistaken = answered(uttered(HAND_OVER)), answered(uttered(PAUSE))
    both, nothing = answered(uttered(HAND_OVER), uttered(PAUSE)), answered(uttered(None, nearest=PAUSE))
    answers = [right, mistaken, both, nothing]
    assert [answer.is_right(as_it_comes) for answer in answers] == [True, False, False, False]
    assert [answer.is_mistaken(as_it_comes) for answer in answers] == [False, True, True, False]
    assert right_among(answers).percent == 25
    assert mistaken_among(answers).interval[0] < 50 < mistaken_among(answers).interval[1]
    assert mistaken.mistaken_for == (Intent.PAUSE,)


def test_another_threshold_is_judged_from_the_same_hearing() -> None:
    soft = answered(uttered(None, score=-2.5, nearest=HAND_OVER))
    assert not soft.is_right(as_it_comes)
    assert soft.is_right(from_score(-2.6))
    assert not soft.is_right(from_score(-2.4))


def test_asleep_only_what_starts_something_is_a_false_start() -> None:
    talks = [talked("asleep", uttered(HELP), uttered(COFFEE), uttered(None))]
    rate, intents = false_commands(talks)
    assert (rate.events, rate.per_hour) == (2, 1.0)
    assert intents == {Intent.HELP: 1, Intent.START_COFFEE: 1}
    assert false_starts(talks).events == 1


def test_an_aim_counts_as_reached_only_where_enough_was_heard() -> None:
    assert Rate(2, 10.0).is_bound
    assert not Rate(3, 10.0).is_bound
    share = (answered(uttered(HAND_OVER)),)
    text = text_right([YOUR_TURN], COMMANDS)

    def told(hours: float) -> str:
        aims = tables_of(Measured(share, (talked("turn", hours=hours), talked("asleep", hours=hours)), text))[0]
        return next(row[-1] for row in aims.rows if "false commands" in row[1])

    assert told(hours=1.0) == "0.5 or fewer", "nothing in an hour may still be three an hour"
    assert told(hours=10.0) == "0.5 or fewer **reached**"
