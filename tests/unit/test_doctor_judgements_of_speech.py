"""From how voice, commands and safe word went to what a couple is told."""

from dataclasses import replace

import numpy as np
from helpers.findings import HEARD, NO_ROOM, ROOM, is_told

from assistant.audio import SAMPLE_RATE_HZ
from assistant.doctor.finding import Verdict
from assistant.doctor.speech import (
    Rendered,
    Spotting,
    Understanding,
    Warm,
    judge_commands,
    judge_safe_words,
    judge_voice,
)

SENTENCE = Rendered("pyttsx3", pcm=np.full(3 * SAMPLE_RATE_HZ, 900, np.int16), peak_dbfs=-12.0, took_s=0.2)


def test_a_voice_is_measured_and_not_believed() -> None:
    is_told(judge_voice(SENTENCE, None), Verdict.OK, "3.0 s")
    is_told(judge_voice(Rendered("pyttsx3", problem="There is no voice."), None), Verdict.FAILURE, "There is no voice")
    late = Rendered("pyttsx3", problem="The voice took longer than 8 s.", took_s=8.1)
    is_told(judge_voice(late, None), Verdict.FAILURE, "longer than 8 s", "|top")
    theirs = Rendered("pyttsx3", problem='espeak-ng has no voice "nonsense".', is_their_choice=True)
    is_told(judge_voice(theirs, None), Verdict.FAILURE, "no voice", "|sunday-coffee setup more")
    is_told(judge_voice(replace(SENTENCE, peak_dbfs=-70.0), None), Verdict.FAILURE, "silent")
    is_told(judge_voice(replace(SENTENCE, pcm=np.zeros(99, np.int16)), None), Verdict.FAILURE, "silent")
    is_told(judge_voice(replace(SENTENCE, took_s=6.0), None), Verdict.WARNING, "6.0 s")


def test_where_the_warm_voice_fails_the_plain_one_speaks_and_that_is_told() -> None:
    is_told(judge_voice(SENTENCE, Warm()), Verdict.OK)
    is_told(judge_voice(SENTENCE, Warm(lacking="Not installed.")), Verdict.WARNING, "Not installed.", "make warm")
    is_told(judge_voice(SENTENCE, Warm(failed=2)), Verdict.WARNING, "could not say 2 sayings")
    is_told(judge_voice(replace(SENTENCE, problem="It died."), Warm()), Verdict.WARNING, "It died. The plain voice")
    mute = replace(SENTENCE, problem="There is no voice.")
    is_told(judge_voice(mute, Warm(lacking="Not installed.")), Verdict.FAILURE, "There is no voice.", "espeak-ng")


def test_a_command_that_is_not_understood_leaves_the_keys() -> None:
    said = Understanding("phrases", "how much time is left", "how much time is left", is_right=True)
    is_told(judge_commands(said), Verdict.OK, "“how much time is left”")
    is_told(judge_commands(replace(said, is_right=False, heard="stop")), Verdict.WARNING, "“stop”", "Keys")
    is_told(judge_commands(replace(said, is_right=False, heard=None)), Verdict.WARNING, "nothing")
    lacking = replace(said, problem="no model.", mend="sunday-coffee model get ko")
    is_told(judge_commands(lacking), Verdict.FAILURE, "no model.", "|sunday-coffee model get ko")
    is_told(judge_commands(replace(said, engine="vosk", is_right=False)), Verdict.WARNING, "|sunday-coffee setup more")
    is_told(judge_commands(replace(said, is_mute=True)), Verdict.WARNING, "espeak-ng")


def test_a_safe_word_is_told_for_each_of_them_and_in_the_room_only_on_request() -> None:
    aloud = replace(ROOM, words_heard=("pineapple",))
    is_told(judge_safe_words([HEARD], None, aloud=False), Verdict.OK, "“pineapple”", "--aloud")
    is_told(judge_safe_words([HEARD], aloud, aloud=True), Verdict.OK, "through your room")
    is_told(judge_safe_words([HEARD], ROOM, aloud=True), Verdict.WARNING, "I missed “pineapple”")
    is_told(judge_safe_words([HEARD], NO_ROOM, aloud=True), Verdict.WARNING, "could not try it aloud")
    red = Spotting("red panda", problem="it has no sound.")
    is_told(
        judge_safe_words([HEARD, red], None, aloud=False),
        Verdict.FAILURE,
        "red panda",
        "|sunday-coffee setup safe-word",
    )
    is_told(
        judge_safe_words([replace(HEARD, heard=0)], None, aloud=False), Verdict.FAILURE, "never heard", "press space"
    )
    is_told(judge_safe_words([replace(HEARD, heard=1)], None, aloud=False), Verdict.WARNING, "1 of 4")
    is_told(judge_safe_words([replace(HEARD, is_mute=True)], None, aloud=False), Verdict.WARNING, "espeak-ng")
