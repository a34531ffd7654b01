"""Sunday coffee and the check-in in Korean, told in words; and what isn't whole in Korean, said so."""

import pytest
from helpers.table import SAFE_WORD, Table, shipped

from assistant.ears.understanding import Commands
from assistant.hands import words_of_saying
from assistant.session.commands import Chime, Say
from assistant.session.listening import expected_in
from assistant.session.ritual import Depth

HANGUL = range(ord("가"), ord("힣") + 1)


@pytest.fixture
def table() -> Table:
    return Table(language="ko")


def spoken(table: Table) -> list[str]:
    """The very words that were said."""
    return [
        words_of_saying(shipped("ko").sayings, command)
        for command in table.evening.commands
        if isinstance(command, Say)
    ]


def test_sunday_coffee_in_korean_from_the_first_word_to_the_goodbye(table: Table) -> None:
    assert table.says("일요일 커피 시작해요") == ["good_moment"]
    assert table.says("네 좋아요") == ["good_moment_other"]
    assert table.says("네") == ["phones_away", "week_share", "first_turn"]
    assert table.says("화요일에 강가를 따라 걸어서 집에 왔어요") == []
    assert table.says("자기 차례야") == [Chime.HAND_OVER, "listen_back"]
    assert table.says("강가를 걸었다고 했어") == []
    assert table.says("네") == [Chime.HAND_OVER, "second_turn"]
    assert table.says("모르겠어요") == [Chime.HAND_OVER, "appreciation", "first_turn"]
    assert table.says("패스") == ["pass_ok", "second_turn"]
    assert table.says("저는 다 했어요") == [Chime.HAND_OVER, "coffee_ending"]
    assert table.says("조용한 시간이요") == []
    assert table.is_quiet(70) == [Chime.OFFERED, "coffee_goodbye"]
    assert table.is_asleep
    assert spoken(table)[0] == "지금 시작해 볼까요? '오늘은 말고요'도 좋은 대답이에요."
    assert all(any(ord(letter) in HANGUL for letter in text) for text in spoken(table))


def test_the_safe_word_pauses_in_korean_and_two_yeses_go_on(table: Table) -> None:
    table.begins("좋은 아침 커피")
    assert table.says(SAFE_WORD) == [Chime.PAUSE, "pause_cue"]
    assert spoken(table)[-1] == "여기서 잠시 멈출게요. 지금은 아무 말도 안 하셔도 돼요. 저는 조용히 있을게요."
    assert table.says("계속해요") == ["go_on_first"]
    assert table.says("네") == ["go_on_other"]
    assert table.says("좋아요") == ["returning"]
    assert table.says("이어서 할게요")[-1:] == ["given_back"]


def test_a_boundary_in_korean_closes_the_topic_and_offers_three_ways(table: Table) -> None:
    table.begins("일요일 커피")
    assert table.says("그 얘기는 하고 싶지 않아요") == ["not_ready_ok"]
    assert table.is_quiet(14) == ["after_boundary"]
    table.says("더 가벼운 질문이요")
    assert table.questions == ["week_share", "lighter_taste"]


def test_a_check_in_of_ten_minutes_in_korean(table: Table) -> None:
    table.begins("십 분 체크인 해요")
    assert table.sitting.clock is not None
    assert table.sitting.clock.total_s == 600
    assert table.says("오 분만 더 주세요") == ["time_added"]
    assert "5분" in spoken(table)[-1]
    assert table.says("그 정도면 됐어요") == ["time_as_before"]
    assert table.says("시간이 얼마나 남았어요") == ["time_left"]
    assert table.says("오늘은 여기까지 할게요") == ["goodbye_stopped"]


def test_half_an_hour_can_be_said_in_two_ways(table: Table) -> None:
    for said in ("삼십 분 체크인 시작해요", "반 시간 체크인 해요"):
        table.begins(said)
        assert table.sitting.clock is not None
        assert table.sitting.clock.total_s == 1800
        table.says("여기까지 할게요")


def test_what_isnt_whole_in_korean_is_refused_in_one_sentence_and_the_others_run(table: Table) -> None:
    assert table.says("하루 세 가지 시작해요") == ["not_in_book"]
    assert table.is_asleep
    assert spoken(table) == ["그건 아직 준비되지 않았어요. 다른 것은 할 수 있어요."]
    assert table.says("체크인 시작해요") == ["good_moment"]


@pytest.mark.parametrize(
    ("state", "offered"),
    [
        *(("after_boundary", way) for way in ("더 가벼운 질문", "조용한 시간", "차례 넘기기")),
        *(
            ("choosing", way)
            for way in ("조용한 시간", "깊은 질문", "자유 대화", "차례 없는 자유 대화", "첫째", "둘째", "셋째")
        ),
        *(
            ("returning", way)
            for way in ("이어서 할게요", "더 가벼운 질문", "더 가벼운 걸로 할게요", "여기까지 할게요")
        ),
        *(("turn", way) for way in ("시작을 도와주세요", "차례를 넘길게요", "패스", "더 깊은 질문")),
        *(("trying", "다음"), ("paused", "계속해요"), ("moment", "오늘은 말고요"), ("asleep", "귀를 닫아 주세요")),
    ],
)
def test_whatever_it_offers_aloud_in_korean_it_understands(state: str, offered: str) -> None:
    assert Commands.of_language("ko").understand(offered, expected_in(state)) is not None


def test_going_deeper_in_korean_takes_both(table: Table) -> None:
    table.begins("일요일 커피")
    assert table.says("더 깊은 질문이요") == ["deeper_first"]
    table.says("네")
    table.says("아니요")
    assert table.sitting.depth is Depth.LIGHT


def test_one_of_them_may_say_not_today_in_korean(table: Table) -> None:
    table.says("일요일 커피")
    assert table.says("오늘은 말고요") == ["not_today"]
    assert table.is_asleep
