"""How well commands are understood is measured with sentences that make sense, voices that differ, and honest sums."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import soundfile  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from assistant.audio import BLOCK_SAMPLES, SAMPLE_RATE_HZ
from assistant.bench import commands_voices, commands_work
from assistant.bench.commands_borrowed import Kind, are_here, borrowed, is_understood, templates_here
from assistant.bench.commands_details import Measured
from assistant.bench.commands_hearing import PHRASES, Utterance
from assistant.bench.commands_plan import Plan, jobs_of
from assistant.bench.commands_report import Around, borrowed_table, page
from assistant.bench.commands_results import (
    Answered,
    Rate,
    Talked,
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
from assistant.bench.commands_scene import place_of, spoken_scene
from assistant.bench.commands_sentences import Sentence, in_words, sentences_of, unheard
from assistant.bench.commands_tables import KITCHEN, tables_of
from assistant.bench.commands_voices import VOICES, missing, say, voices_here
from assistant.bench.commands_work import Setting, SpokenJob, TalkJob, do
from assistant.bench.conditions import QUIET, Condition
from assistant.devices.partner import spoken_level_db
from assistant.ears.understanding import Commands, Understood
from assistant.errors import SundayCoffeeError, VoiceUnavailableError
from assistant.session.intents import Intent
from assistant.session.listening import BY_NAME, expected_in
from assistant.shell.bench_commands import CommandsOptions, bench_commands
from assistant.voice.pyttsx3_engine import DEFAULT_VOICE

VOICE = "espeak-ng en-us+m7"
COMMANDS = Commands.of_language("en")
EXPECTED = {state: expected_in(state) for state in BY_NAME}
HAND_OVER = Understood(Intent.HAND_OVER)
PAUSE = Understood(Intent.PAUSE)
HELP = Understood(Intent.HELP)
COFFEE = Understood(Intent.START_COFFEE)
YOUR_TURN = Sentence("your turn", HAND_OVER, "turn", "asleep")


def uttered(meant: Understood | None, score: float = -0.5, nearest: Understood | None = None) -> Utterance:
    return Utterance(1.0, score, meant, nearest or meant)


def answered(*heard: Utterance, elsewhere: tuple[Utterance, ...] = (), condition: Condition = QUIET) -> Answered:
    return Answered(PHRASES, VOICE, condition, YOUR_TURN, heard, elsewhere)


def talked(state: str, *heard: Utterance, hours: float = 2.0) -> Talked:
    return Talked(PHRASES, QUIET, "talk", state, hours, heard)


# Which sentences are said.


def test_each_sentence_is_said_where_it_makes_sense_and_means_what_it_says() -> None:
    sentences = sentences_of(COMMANDS, EXPECTED, 4, 20)
    assert {sentence.meant.intent for sentence in sentences} | set(unheard(EXPECTED)) == set(Intent)
    assert all(sentence.meant.intent in EXPECTED[sentence.where] for sentence in sentences)
    assert all(
        sentence.meant.intent not in EXPECTED[sentence.elsewhere or "closed"]
        for sentence in sentences
        if sentence.elsewhere
    )
    assert text_right(sentences, COMMANDS).count == len(sentences)


def test_a_number_is_drawn_and_said_in_words() -> None:
    lengths = [s for s in sentences_of(COMMANDS, EXPECTED, 30, 20) if s.meant.intent is Intent.START_TIMER]
    drawn = [s for s in lengths if s.meant.minutes is not None and in_words(int(s.meant.minutes), "en") in s.text]
    assert len({s.meant.minutes for s in drawn}) > 5
    assert not any(letter.isdigit() for s in lengths for letter in s.text)
    assert in_words(25, "en") == "twenty five"


@settings(max_examples=10, deadline=None)  # the machine may be busy
@given(each=st.integers(1, 4), seed=st.integers(0, 5))
def test_a_smaller_sample_is_part_of_the_larger_one(each: int, seed: int) -> None:
    few, many = (sentences_of(COMMANDS, EXPECTED, number, seed) for number in (each, each + 2))
    assert set(few) <= set(many)


def test_what_no_state_listens_for_is_left_out_and_told() -> None:
    only_pause = {"turn": frozenset({Intent.PAUSE}), "closed": frozenset[Intent]()}
    sentences = sentences_of(COMMANDS, only_pause, 2, 0)
    assert {(s.meant.intent, s.where, s.elsewhere) for s in sentences} == {(Intent.PAUSE, "turn", None)}
    assert Intent.YES in unheard(only_pause)


# Who says them, and how it sounds.


def test_nobody_says_a_command_with_the_assistants_own_voice() -> None:
    assert not any(str(DEFAULT_VOICE) in voice for voice in VOICES)
    assert len({voice.split()[0] for voice in VOICES}) == 4


def test_a_couple_who_chose_one_of_the_voices_are_not_measured_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands_voices, "missing", lambda _: None)
    assert voices_here() == VOICES
    assert set(VOICES) - set(voices_here(own="warm")) == {"piper joe"}
    assert set(VOICES) - set(voices_here(own="en-us+m7")) == {"espeak-ng en-us+m7"}


def test_a_voice_that_is_not_here_is_named_with_what_it_lacks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert missing("flite slt") == "the program flite"
    assert missing("festival kal") == "the program text2wave of festival"
    assert not [voice for voice in voices_here() if not voice.startswith("piper")]


def test_all_voices_here_speak_at_one_level() -> None:
    for voice in voices_here(2):
        (sound,) = say(voice, ["your turn"])
        level_db = spoken_level_db(sound)
        assert level_db is not None
        assert level_db == pytest.approx(-26.0, abs=0.5)


def test_a_voice_that_fails_is_told_with_its_own_complaint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "flite"
    broken.write_text("#!/bin/sh\necho loading >&2\necho 'no such voice' >&2\nexit 3\n", "utf-8")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    with pytest.raises(VoiceUnavailableError, match=r"flite -voice slt could not speak .*no such voice"):
        say("flite slt", ["your turn"])


@pytest.mark.parametrize("condition", [QUIET, KITCHEN, Condition(steady_snr_db=10.0)])
def test_each_sentence_has_a_stretch_of_its_own(condition: Condition) -> None:
    sounds = [np.full(size, 3000, np.int16) for size in (8000, 4001)]
    scene = spoken_scene(sounds, condition, None, 1)
    assert scene.heard.size == scene.edges[-1]
    assert all(edge % BLOCK_SAMPLES == 0 for edge in scene.edges)
    loud = np.flatnonzero(np.abs(scene.heard) > 0.8 * np.abs(scene.heard).max()) / SAMPLE_RATE_HZ
    assert {place_of(moment_s, scene.edges) for moment_s in loud} == {0, 1}
    assert place_of(scene.seconds + 1, scene.edges) is None


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


# Home Assistant's sentences.

BORROWED: Mapping[str, object] = {
    "language": "en",
    "lists": {
        "timer_minutes": {"range": {"from": 1, "to": 60}},
        "timer_seconds": {"range": {"from": 1, "to": 60}},
        "timer_half": {"values": [{"in": "half", "out": 30}, {"in": "1/2", "out": 30}]},
        "timer_name": {"wildcard": True},
    },
    "expansion_rules": {"timer_add": "(add|put)"},
    "intents": {
        "HassIncreaseTimer": {
            "data": [
                {"sentences": ["<timer_add> {timer_minutes:minutes}( |-)minute[s]"]},
                {"sentences": ["add {timer_half:minutes} an hour"]},
                {"sentences": ["add {timer_seconds:seconds} second[s]"]},
                {"sentences": ["add {timer_minutes:minutes} minutes to my {timer_minutes:start_minutes} minute timer"]},
                {"sentences": ["add {timer_minutes:minutes} minutes to the {timer_name:name} timer"]},
            ]
        },
        "HassPauseTimer": {"data": [{"sentences": ["pause the timer in {area}", "pause [the] timer"]}]},
    },
}  # fmt: skip


def test_borrowed_sentences_have_no_names_and_tell_their_numbers() -> None:
    sentences = borrowed(BORROWED, 60, 1)
    assert borrowed(BORROWED, 60, 1) == sentences
    assert {sentence.intent for sentence in sentences} == {"HassIncreaseTimer", "HassPauseTimer"}
    assert {sentence.kind for sentence in sentences} == set(Kind)
    assert not any("{" in sentence.text or "/" in sentence.text for sentence in sentences)
    assert {s.text for s in sentences if s.intent == "HassPauseTimer"} == {"pause the timer", "pause timer"}
    assert {s.minutes for s in sentences if "half" in s.text} == {30}


def test_a_borrowed_sentence_is_understood_with_the_right_number_only() -> None:
    sentences = [s for s in borrowed(BORROWED, 60, 1) if s.text.startswith("add ")]
    assert sentences
    for sentence in sentences:
        assert is_understood(sentence, COMMANDS)
        assert not is_understood(replace(sentence, slots={"minutes": int(sentence.minutes or 0) + 1}), COMMANDS)


def test_home_assistants_own_timer_sentences_are_understood() -> None:
    if not are_here():
        pytest.skip("the package home-assistant-intents is not installed")
    drawn = borrowed(templates_here(), 20, 20)
    understood = [is_understood(sentence, COMMANDS) for sentence in drawn]

    assert {sentence.kind for sentence in drawn} == set(Kind)
    assert sum(understood) >= 0.98 * len(drawn)


# What is told.


def test_the_page_tells_what_could_not_be_measured() -> None:
    measured = Measured(
        (answered(uttered(HAND_OVER)), answered(uttered(PAUSE), condition=KITCHEN)),
        (talked("turn", uttered(PAUSE)), talked("asleep")),
        text_right([YOUR_TURN], COMMANDS),
    )
    around = Around(
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
    assert "- Not measured here: the voice flite slt (the program flite)" in told
    assert f"| {PHRASES} | SundayHandOver | 100 of 1 | 0 of 1 | SundayPause 1 |" in told
    assert f"| {PHRASES} | quiet | turn | talk | 2.00 h | 0.5* (0.013 to 2.8) | SundayPause 1 |" in told
    assert f"| {PHRASES} | turn | 100 of 1 | 0 of 1 |" in told
    assert f"| {PHRASES} | your turn | turn | 1 of 2 | 1 | SundayPause 1 |" in told


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
