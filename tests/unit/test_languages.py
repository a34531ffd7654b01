"""Languages: what each has and lacks, and what is said to a couple whose language isn't whole, or isn't there."""

import re
from itertools import combinations
from pathlib import Path

import pytest

from assistant.content.configuration import Configuration, load_configuration
from assistant.content.languages import FIRST, language_called, languages, sayings_of
from assistant.content.manner import remarks
from assistant.content.prompts import find_prompts, load_book
from assistant.content.sayings import SafeWords
from assistant.content.translation import Spoken, book_in, in_their_words, read_sayings
from assistant.content.wholeness import lacking_anywhere
from assistant.ears.phonemes import Phonemes
from assistant.ears.understanding import Commands
from assistant.ears.written import written_alike
from assistant.errors import ContentError, HearingUnavailableError
from assistant.session.book import RITUALS, SAYINGS_WITH_MINUTES, Book
from assistant.session.intents import Intent
from assistant.session.listening import BY_NAME, expected, expected_in
from assistant.session.opening import STARTS
from assistant.session.state import State
from assistant.shell.parts import recogniser_called, the_book

ALL = tuple(Intent)
TRANSLATED = tuple(language for language in languages() if language != FIRST)


def commands_of(language: str) -> Commands:
    return Commands.of_language(language)


@pytest.fixture(scope="module")
def english() -> Book:
    return load_book(find_prompts(None), ())


@pytest.fixture(scope="module")
def korean() -> Spoken:
    return book_in("ko", None, SafeWords(("민들레",)))


def test_english_is_whole() -> None:
    spoken = book_in(FIRST, None, SafeWords(()))
    assert set(spoken.book.rituals) == set(RITUALS)
    assert spoken.lacking == {}
    assert lacking_anywhere(spoken.book, spoken.book.sayings, commands_of(FIRST)) == ()
    assert in_their_words(spoken.book, spoken.book.sayings, commands_of(FIRST)).lacking == {}


def test_in_korean_sunday_coffee_and_the_check_in_are_whole(korean: Spoken) -> None:
    assert {"sunday_coffee", "weekly_check_in"} <= korean.book.rituals.keys()


def test_each_ritual_that_isnt_whole_lists_what_it_lacks_and_each_other_can_be_started(korean: Spoken) -> None:
    assert korean.book.rituals.keys() | korean.lacking.keys() == set(RITUALS)
    assert not korean.book.rituals.keys() & korean.lacking.keys()
    assert 'the saying "daily_best"' in korean.lacking["daily_three"]


def test_one_saying_taken_out_takes_out_the_rituals_that_say_it(english: Book) -> None:
    without = {key: variants for key, variants in english.sayings.items() if key != "coffee_ending"}
    spoken = in_their_words(english, without, commands_of(FIRST))
    assert spoken.lacking == {"sunday_coffee": ('the saying "coffee_ending"',)}


def test_sentences_can_be_lacking_too(english: Book, tmp_path: Path) -> None:
    few = tmp_path / "commands.yaml"
    few.write_text("language: en\nintents: {SundayStartRepair: {data: [{sentences: [make up]}]}}", "utf-8")
    with few.open(encoding="utf-8") as templates:
        commands = Commands(templates)
    lacking = in_their_words(english, english.sayings, commands).lacking
    assert lacking["daily_three"] == ("a sentence that starts it",)
    assert 'a sentence that chooses "quiet"' in lacking["sunday_coffee"]
    assert "repair" not in lacking
    assert "a sentence for SundayPause" in lacking_anywhere(english, english.sayings, commands)


@pytest.mark.parametrize("language", TRANSLATED)
def test_what_a_language_says_is_in_its_own_manner(language: str) -> None:
    path = sayings_of(language)
    assert path is not None
    spoken = ((key, text) for key, texts in read_sayings(path, SafeWords(())).items() for text in texts)
    assert {key: remarks(text, language) for key, text in spoken if remarks(text, language)} == {}


@pytest.mark.parametrize("language", TRANSLATED)
def test_what_a_language_says_is_said_in_as_many_ways_as_in_english(language: str, english: Book) -> None:
    path = sayings_of(language)
    assert path is not None
    sayings = read_sayings(path, SafeWords(()))
    shared = sayings.keys() & english.sayings.keys()
    assert {key: len(set(sayings[key])) for key in shared} == {key: len(english.sayings[key]) for key in shared}


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_number_is_filled_in_wherever_one_is_known(language: str) -> None:
    path = sayings_of(language)
    assert path is not None
    for key, texts in read_sayings(path, SafeWords(())).items():
        assert {"{minutes}" in text for text in texts} == {key in SAYINGS_WITH_MINUTES}, key


@pytest.mark.parametrize("said", ["왜 그랬는지 말해요.", "이제 말해야 해요.", "그냥 해 보세요.", "정말 잘하셨어요."])
def test_korean_has_its_own_words_that_press_or_praise(said: str) -> None:
    assert remarks(said, "ko")
    assert not remarks(said, "en")


def test_a_breath_is_shorter_in_korean() -> None:
    eleven = " ".join(["하나"] * 11)
    assert remarks(f"{eleven}.", "ko")
    assert not remarks(f"{eleven}.", "en")


def test_what_korean_says_between_quotes_can_be_said_just_so(korean: Spoken) -> None:
    commands = commands_of("ko")
    quoted = {
        words
        for key, texts in korean.book.sayings.items()
        if not key.startswith("stem_")
        for text in texts
        for words in re.findall(r"'([^']+)'", text)
    }
    assert {words for words in quoted if commands.understand(words, ALL) is None} == set()


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_sentence_of_a_language_means_two_things(language: str) -> None:
    sentences = {intent: set(commands_of(language).sentences((intent,))) for intent in Intent}
    for one, other in combinations(Intent, 2):
        assert not sentences[one] & sentences[other], (one, other)


def first_sound(sentence: str) -> tuple[int, int]:
    """Of a Korean sentence: its first consonant, or where that is the silent ㅇ, its first vowel."""
    consonant, rest = divmod(ord(sentence[0]) - ord("가"), 21 * 28)
    return (consonant, rest // 28) if consonant == SILENT else (consonant, -1)


SILENT = 11  # ㅇ among the nineteen that a syllable can begin with


@pytest.mark.parametrize("language", TRANSLATED)
@pytest.mark.parametrize("intent", Intent)
def test_everything_has_three_ways_to_be_said_that_begin_differently_and_one_short_word(
    language: str, intent: Intent
) -> None:
    """But for what begins a sitting, which takes two or three: asleep it listens to a kitchen."""
    sentences = commands_of(language).sentences((intent,))
    begins = intent in STARTS and intent in expected(State())
    shortest = min(sentences, key=lambda sentence: (len(sentence.split()), len(sentence)))
    assert len({first_sound(sentence) for sentence in sentences if sentence[0] != "{"}) >= 3
    assert len(shortest.split()) <= (3 if begins else 1)
    assert len(shortest) <= (10 if begins else 5), "syllables"


@pytest.mark.parametrize("language", TRANSLATED)
def test_nothing_short_means_two_things_where_both_are_listened_for(language: str) -> None:
    """A particle more or less, as "손님" and "손님이요", is the same word to an ear."""
    commands = commands_of(language)
    for state in BY_NAME:
        here = expected_in(state)
        meant = {
            sentence.removesuffix("요").removesuffix("이"): intent
            for intent in here
            for sentence in commands.sentences((intent,))
            if " " not in sentence
        }
        for intent in here:
            for sentence in commands.sentences((intent,)):
                assert meant.get(sentence.removesuffix("요").removesuffix("이"), intent) is intent, (state, sentence)


@pytest.mark.parametrize(
    "said", ["힘들어요", "내일요", "얼마나요", "정지", "쉽게요", "단축", "더요", "삭제해요", "손님이요"]
)
def test_short_korean_words_that_answer_a_question_or_mean_many_things_are_no_commands(said: str) -> None:
    assert commands_of("ko").understand(said, ALL) is None


@pytest.mark.parametrize("language", TRANSLATED)
def test_sentences_of_a_language_are_understood_as_what_they_are(language: str) -> None:
    commands = commands_of(language)
    for intent in Intent:
        for sentence in commands.sentences((intent,))[::8]:  # to look at all of them takes a minute
            understood = commands.understand(sentence.replace("{minutes}", "25"), (intent,))
            assert understood is not None, sentence
            assert understood.minutes == 25 or "{minutes}" not in sentence


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ("십 분 더 주세요", 10),
        ("이십오 분 더 주세요", 25),
        ("삼십 분만 더 주세요", 30),
        ("반 시간 더 주세요", 30),
        ("10분 더 주세요", 10),
    ],
)
def test_korean_minutes_are_understood_in_words_and_figures(said: str, minutes: int) -> None:
    understood = commands_of("ko").understand(said, ALL)
    assert understood is not None
    assert (understood.intent, understood.minutes) == (Intent.INCREASE_TIMER, minutes)


@pytest.mark.parametrize("said", ["괜찮아요", "준비됐어요", "할게요"])
def test_korean_words_that_may_be_a_yes_or_a_no_open_nothing(said: str) -> None:
    assert commands_of("ko").understand(said, ALL) is None


# Chosen in the configuration.


def written(folder: Path, text: str) -> Path:
    path = folder / "config.yaml"
    path.write_text(text, "utf-8")
    return path


def test_one_line_chooses_the_language_and_brings_along_what_it_needs(tmp_path: Path) -> None:
    wishes = load_configuration(written(tmp_path, "language: ko\n"))
    assert (wishes.language, wishes.safe_words, wishes.recogniser) == ("ko", ("민들레",), "vosk")
    assert wishes.pronunciations == {"민들레": "mean dole lay"}
    assert "여기서 잠시 멈출게요" in the_book(None, wishes).sayings["pause_cue"][0]


def test_where_nothing_is_chosen_it_is_english() -> None:
    assert Configuration().language == "en"
    assert Configuration().safe_words == (language_called("en").safe_word,)


def test_the_couples_own_wishes_win_wherever_they_stand_in_the_file(tmp_path: Path) -> None:
    text = "recogniser: phrases\nsafe_words: 나비\nlanguage: ko\npronunciations: {나비: nah bee}\n"
    wishes = load_configuration(written(tmp_path, text))
    assert (wishes.safe_words, wishes.recogniser, wishes.pronunciations["나비"]) == (("나비",), "phrases", "nah bee")


def test_a_language_that_isnt_there_is_refused_with_those_that_are(tmp_path: Path) -> None:
    path = written(tmp_path, "language: tlh\n")
    with pytest.raises(ContentError) as told:
        load_configuration(path)
    assert told.value.problems == (f"{path}, line 1: language is 'tlh'; known are en, ko.",)


def test_a_safe_word_in_other_letters_says_how_to_tell_its_sound(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as told:
        load_configuration(written(tmp_path, "language: ko\nsafe_words: 나비\n"))
    (problem,) = told.value.problems
    assert "--said RECORDING.wav" in problem
    assert "나비: nah bee" in problem


def test_the_safe_word_stands_in_no_saying_of_the_language() -> None:
    with pytest.raises(ContentError) as told:
        book_in("ko", None, SafeWords(("조용한 시간",)))
    assert any("has the safe word in it" in problem for problem in told.value.problems)


@pytest.mark.parametrize(
    ("saying", "alike"),
    [("민들래 꽃이 피었어요.", True), ("민 들레를 봤어요.", True), ("조용한 시간이요.", False), ("네.", False)],
)
def test_korean_letters_tell_what_sounds_like_the_safe_word(saying: str, alike: bool) -> None:  # noqa: FBT001 - a table
    assert written_alike(saying, "민들레") is alike


def test_the_built_in_recogniser_is_refused_where_it_doesnt_know_the_language() -> None:
    with pytest.raises(HearingUnavailableError, match="for Korean leave recogniser out"):
        recogniser_called("phrases", None, Phonemes(), "ko")


# The couple's own file.


def test_a_file_of_korean_sayings_alone_takes_the_place_of_those_that_ship(tmp_path: Path, korean: Spoken) -> None:
    shipped = sayings_of("ko")
    assert shipped is not None
    mine = tmp_path / "mine.yaml"
    mine.write_text(shipped.read_text("utf-8").replace("다음에 봬요.", "또 봬요."), "utf-8")
    spoken = book_in("ko", mine, SafeWords(()))
    assert "또 봬요." in spoken.book.sayings["company"]
    assert spoken.book.rituals == korean.book.rituals


def test_what_every_ritual_needs_has_to_be_there(tmp_path: Path) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text("sayings: {good_moment: '지금 시작할까요?'}\n", "utf-8")
    with pytest.raises(ContentError) as told:
        book_in("ko", mine, SafeWords(()))
    assert f'{mine}: the saying "pause_cue" is missing, which every ritual needs.' in told.value.problems
