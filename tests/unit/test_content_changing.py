"""The couple's settings are changed, and all else in their file stays theirs."""

import re
from dataclasses import replace
from typing import Any

import pytest
import yaml
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from assistant.content.changing import Changes, changed
from assistant.content.configuration import Configuration, wishes_of
from assistant.content.effective import as_yaml
from assistant.content.fresh import fresh_text
from assistant.content.reading import places_in
from assistant.errors import ContentError
from assistant.session.book import Patience

OURS = """\
# Ours. Please leave it on the kitchen table.

# what we say
safe_words:
  - butterfly  # Ana's
  - zanzibar  # Ben's
# slower in the morning
rate_wpm: 130   # words
# the room is large
patience:
    # in minutes
    pause_minutes: 30   # half an hour
    lull_s: 0.5
    # long enough

voice: 'en-us+f2'
pronunciations: {zanzibar: zan zi bar}  # says Ben
# the end
"""


def read(text: str) -> Configuration:
    return wishes_of(places_in(text, "ours.yaml"))


def with_values(text: str, **changes: Any) -> str:  # noqa: ANN401 - any value
    return changed(text, {key.replace("__", "."): value for key, value in changes.items()}, "ours.yaml")


def remarks(text: str) -> list[str]:
    return sorted(line.partition("#")[2].strip() for line in text.splitlines() if "#" in line)


def test_one_value_changes_and_every_other_line_stays_as_it_was() -> None:
    new = with_values(OURS, voice="en-us+f4")
    assert read(new) == replace(read(OURS), voice="en-us+f4")
    assert [line.split() for line in new.splitlines()] == [
        line.replace("f2", "f4").split() for line in OURS.splitlines()
    ]


def test_a_list_becomes_another_and_what_was_remarked_on_its_entries_stays() -> None:
    new = with_values(OURS, safe_words=("red balloon",))
    assert read(new).safe_words == ("red balloon",)
    assert remarks(new) == remarks(OURS)
    assert new.index("# slower in the morning") < new.index("rate_wpm")


def test_several_values_change_at_once_in_groups_too() -> None:
    new = with_values(OURS, patience__lull_s=2, patience__answer_s=30, recogniser="vosk", asleep_safe_word_chimes=False)
    assert read(new) == replace(
        read(OURS),
        patience=Patience(pause_minutes=30, lull_s=2, answer_s=30),
        recogniser="vosk",
        asleep_safe_word_chimes=False,
    )
    assert remarks(new) == remarks(OURS)
    assert new.index("# long enough") < new.index("voice")


def test_what_goes_back_to_its_default_stays_to_be_read_behind_a_hash() -> None:
    new = with_values(OURS, rate_wpm=None, patience__lull_s=None, patience__pause_minutes=None)
    assert read(new) == replace(read(OURS), rate_wpm=None, patience=Patience())
    assert "# rate_wpm: 130   # words\n" in new
    assert set(remarks(OURS)) - {"words", "half an hour"} <= set(remarks(new))


def test_what_was_put_away_comes_back_to_where_it_was() -> None:
    away = with_values(OURS, voice=None, patience__lull_s=None)
    back = with_values(away, voice="en-us+f2", patience__lull_s=0.5)
    assert read(back) == read(OURS)
    assert [line.split(":")[0].strip() for line in back.splitlines()] == [
        line.split(":")[0].strip() for line in OURS.splitlines()
    ]


def test_a_new_file_has_a_remark_on_everything_and_says_nothing_yet() -> None:
    assert places_in(fresh_text(), "new.yaml") is None
    new = with_values(fresh_text(), safe_words=("butterfly",), patience__lull_s=2, patience__soft_offer_s=90)
    assert read(new) == Configuration(safe_words=("butterfly",), patience=Patience(lull_s=2, soft_offer_s=90))
    assert new.index("What you say to pause it") < new.index("\nsafe_words:") < new.index("How a safe word sounds")
    assert len(new.splitlines()) == len(fresh_text().splitlines())


def test_every_line_of_a_new_file_can_be_brought_into_force_as_it_stands() -> None:
    keys = [line.removeprefix("# ") for line in fresh_text().splitlines() if re.match(r"# +[a-z_]+:", line)]
    wishes = read("\n".join(keys))
    assert (wishes.safe_words, wishes.patience) == (Configuration().safe_words, Configuration().patience)
    assert wishes.pronunciations == {"nashville": "nash ville"}


def test_a_file_of_remarks_alone_keeps_them_all() -> None:
    assert with_values("# nothing yet\n", voice="en-gb") == "# nothing yet\nvoice: en-gb\n"
    assert with_values("# nothing yet", voice=None) == "# nothing yet"
    assert with_values("", voice="en-gb") == "voice: en-gb\n"


def test_what_stands_within_braces_can_be_changed_and_taken_out() -> None:
    braces = "{voice: en-gb, patience: {lull_s: 2, pause_minutes: 30}}  # short\n"
    new = with_values(braces, patience__lull_s=None, voice=None, rate_wpm=120)
    assert read(new) == Configuration(rate_wpm=120, patience=Patience(pause_minutes=30))
    assert read(with_values(new, patience__pause_minutes=None)) == Configuration(rate_wpm=120)


@pytest.mark.parametrize(
    "word", ["no", "on", "null", "12", "0x1f", "2020-01-01", "12:30", "~", "a: b", "#5", "- a", " a"]
)
def test_a_text_that_yaml_would_take_for_something_else_is_written_in_quotes(word: str) -> None:
    assert read(with_values(OURS, voice=word)).voice == word


def test_what_the_reader_would_refuse_is_refused_in_its_words_and_without_a_line() -> None:
    with pytest.raises(ContentError) as told:
        with_values(OURS, rate_wpm=900, safe_words=("?!", "fine"), recogniser="vos", patience__answer_s=0, voise="x")
    assert set(told.value.problems) == {
        "rate_wpm is 900; from 80 to 260 is possible, for example 142.",
        "a safe word has letters in it, so that it can be said; for example pineapple.",
        "recogniser is 'vos'; did you mean \"vosk\"?",
        "answer_s is 0; from 3 to 120 is possible, for example 15.",
        "'voise' is no key of the file; did you mean \"voice\"?",
    }


@pytest.mark.parametrize("wrong", ["rate_wpm: 900\n", "voice: [\n", "a: &a b\n", "voice: x\nvoice: y\n"])
def test_a_file_with_a_mistake_in_it_is_left_to_those_who_made_it(wrong: str) -> None:
    with pytest.raises(ContentError, match=r"ours\.yaml, line "):
        with_values(wrong, recogniser="vosk")


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co", "Cn"]), min_size=1, max_size=20)
NAMES = TEXTS.filter(str.strip)
WORDS = st.sampled_from(["butterfly", "red balloon", "zanzibar", "pineapple"])
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "safe_words": st.lists(WORDS, min_size=1, max_size=3).map(tuple),
    "pronunciations": st.dictionaries(WORDS, WORDS, min_size=1, max_size=2),
    "voice": NAMES,
    "rate_wpm": st.integers(80, 260),
    "patience.lull_s": st.floats(0.2, 30).map(lambda s: round(s, 2)),
    "patience.pause_minutes": st.integers(1, 240),
    "asleep_safe_word_chimes": st.booleans(),
    "input_device": st.integers(0, 999),
    "recogniser": st.sampled_from(["phrases", "vosk"]),
}
CHANGES = st.fixed_dictionaries({}, optional={key: st.none() | values for key, values in VALUES.items()})
REMARK = st.sampled_from(["", "\n", "# remark {}\n", "\n# remark {}\n\n", "  # remark {}\n"])


@st.composite
def files(draw: st.DrawFn) -> str:
    """As people write them: in any order and style, with remarks everywhere."""
    values = draw(st.fixed_dictionaries({}, optional=VALUES))
    groups: dict[str, Any] = {}
    for key, value in values.items():
        group, _, name = key.rpartition(".")
        where = groups.setdefault(group, {}) if group else groups
        where[name] = list(value) if isinstance(value, tuple) else value
    text, number = "", 0
    for key in draw(st.permutations(sorted(groups))):
        value = groups[key]
        if isinstance(value, dict | list) and draw(st.booleans()):
            part = f"{key}: {as_yaml(value)}\n"
        else:
            part = yaml.safe_dump({key: value}, allow_unicode=True, indent=draw(st.sampled_from([2, 4])), width=9999)
        for line in part.splitlines(keepends=True):
            number += 1
            text += line.rstrip("\n") + draw(st.sampled_from(["", f"  # beside {number}"])) + "\n"
            text += draw(REMARK).format(number)
    return draw(REMARK).format("first") + text


def expected(wishes: Configuration, changes: Changes) -> Configuration:
    for key, value in changes.items():
        group, _, name = key.rpartition(".")
        default = getattr(Configuration().patience if group else Configuration(), name)
        new: dict[str, Any] = {name: default if value is None else value}
        wishes = replace(wishes, patience=replace(wishes.patience, **new)) if group else replace(wishes, **new)
    return wishes


@settings(deadline=None, max_examples=60, phases=[Phase.generate])
@given(files(), CHANGES)
def test_whatever_is_changed_the_rest_is_read_as_before_and_no_remark_is_lost(text: str, changes: Changes) -> None:
    new = changed(text, changes, "ours.yaml")
    assert read(new) == expected(read(text), changes)
    for remark in ("first", *range(1, 40)):
        for kind in ("remark", "beside"):
            assert new.count(f"# {kind} {remark}\n") >= text.count(f"# {kind} {remark}\n")
    assert changed(new, changes, "ours.yaml").split() == new.split()
