"""The loudspeaker: what was queued sounds whole and in order, and a hush is soft, quick and complete."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.audio import BLOCK_SAMPLES, SAMPLE_RATE_HZ, Samples, Sound, Started, Way
from assistant.voice.player import DIPPED, FADE_SAMPLES, GAP_SAMPLES, Played, Player

_STEEPEST_FADE = np.pi / 2 / FADE_SAMPLES  # of the full amplitude, from one sample to the next
_STEEPEST_DIP = 1 / (BLOCK_SAMPLES - FADE_SAMPLES)


UNHURRIED = settings(deadline=None)  # a busy machine is no reason to fail


def tone(key: str, samples: int, *, hz: float = 300.0, peak: int = 12_000) -> Sound:
    """Begins softly, stops dead: the worst a saying may do."""
    at = np.arange(samples)
    rise = np.minimum(at / 80, 1.0)
    return Sound(key, np.rint(peak * rise * np.sin(2 * np.pi * hz * at / SAMPLE_RATE_HZ)).astype(np.int16))


def blocks(player: Player, count: int) -> list[Played]:
    return [player.next_block() for _ in range(count)]


def heard(played: list[Played]) -> Samples:
    return np.concatenate([block.pcm for block in played])


def started(played: list[Played]) -> list[Started]:
    return [start for block in played for start in block.started]


def finished(played: list[Played]) -> list[str]:
    return [key for block in played for key in block.finished]


def steepest(*sounds: Sound) -> int:
    """The largest step from one sample to the next in any of them, with silence around each."""
    return max((int(np.abs(np.diff(s.pcm.astype(np.int32), prepend=0, append=0)).max()) for s in sounds), default=0)


def test_nothing_queued_is_silence() -> None:
    played = blocks(Player(), 3)
    assert not heard(played).any()
    assert [block.first_sample for block in played] == [0, 320, 640]


def test_a_saying_sounds_whole_from_the_next_block_on() -> None:
    player = Player()
    player.next_block()
    saying = tone("good morning", 1000)
    player.play(saying)
    played = blocks(player, 5)
    assert np.array_equal(heard(played)[:1000], saying.pcm)
    assert not heard(played)[1000:].any()
    assert started(played) == [Started("good morning", BLOCK_SAMPLES)]
    assert [block.finished for block in played] == [(), (), (), ("good morning",), ()]


def test_a_chime_waits_for_the_saying_before_it_and_a_breath_more() -> None:
    player = Player()
    player.play(tone("saying", 1000))
    player.play(tone("chime", 500))
    played = blocks(player, 15)
    assert started(played) == [Started("saying", 0), Started("chime", 1000 + GAP_SAMPLES)]
    assert finished(played) == ["saying", "chime"]


def test_after_a_silence_longer_than_a_breath_a_saying_starts_at_once() -> None:
    player = Player()
    player.play(tone("saying", 320))
    blocks(player, 20)
    player.play(tone("another", 320))
    assert player.next_block().started == (Started("another", 20 * BLOCK_SAMPLES),)


def test_a_hushed_saying_is_silent_within_ten_milliseconds() -> None:
    player = Player()
    saying = tone("a long question", 16_000)
    player.play(saying)
    before = blocks(player, 3)
    player.hush()
    after = blocks(player, 5)
    assert heard(after)[:FADE_SAMPLES].any()
    assert not heard(after)[FADE_SAMPLES:].any()
    whole = heard(before + after).astype(np.int32)
    assert np.abs(np.diff(whole)).max() <= steepest(saying) + 12_000 * _STEEPEST_FADE + 1
    assert finished(after) == []


def test_a_hush_drops_what_was_queued() -> None:
    player = Player()
    player.play(tone("now", 640))
    player.play(tone("later", 640))
    player.next_block()
    player.hush()
    assert started(blocks(player, 20)) == []


def test_the_pause_cue_starts_in_the_block_that_fades_the_question() -> None:
    player = Player()
    question, cue = tone("question", 16_000), tone("pause", 900)
    player.play(question)
    blocks(player, 2)
    player.hush()
    player.play(cue)
    played = blocks(player, 5)
    assert started(played) == [Started("pause", 2 * BLOCK_SAMPLES + FADE_SAMPLES)]
    assert np.array_equal(heard(played)[FADE_SAMPLES : FADE_SAMPLES + 900], cue.pcm)
    assert finished(played) == ["pause"]


def test_in_a_silent_room_the_pause_cue_waits_for_no_fade_and_no_breath() -> None:
    player = Player()
    player.play(tone("question", 320))
    blocks(player, 1)
    player.hush()
    player.play(tone("pause", 320))
    assert player.next_block().started == (Started("pause", BLOCK_SAMPLES),)


def test_two_hushes_in_one_block_leave_the_last_word() -> None:
    player = Player()
    player.play(tone("question", 16_000))
    player.next_block()
    player.hush()
    player.play(tone("first thought", 640))
    player.hush()
    player.play(tone("second thought", 640))
    assert started(blocks(player, 4)) == [Started("second thought", BLOCK_SAMPLES + FADE_SAMPLES)]


def test_a_sound_of_no_length_passes_by() -> None:
    player = Player()
    player.play(Sound("nothing", np.zeros(0, dtype=np.int16)))
    played = player.next_block()
    assert started([played]) == [Started("nothing", 0)]
    assert played.finished == ("nothing",)


def loudness(block: Played) -> int:
    return int(np.abs(block.pcm[-100:].astype(np.int32)).max())


def test_when_somebody_speaks_over_it_its_voice_is_12_db_lower_within_40_ms_and_comes_back_after() -> None:
    player = Player()
    player.play(tone("a long story", 40 * BLOCK_SAMPLES, peak=12_000))
    blocks(player, 3)
    player.give_way(Way.DIP)
    lowered = blocks(player, 10)
    assert max(loudness(block) for block in lowered[1:]) <= 12_000 * DIPPED
    player.give_way(Way.GO_ON)
    assert loudness(blocks(player, 10)[-1]) > 11_900


def test_what_is_said_after_a_hush_is_as_loud_as_ever() -> None:
    player = Player()
    player.play(tone("a long story", 40 * BLOCK_SAMPLES, peak=12_000))
    player.next_block()
    player.give_way(Way.DIP)
    player.next_block()
    player.hush()
    player.play(tone("pause", 10 * BLOCK_SAMPLES, peak=12_000))
    assert loudness(blocks(player, 3)[-1]) > 11_900


def test_a_dip_while_nothing_sounds_lowers_nothing() -> None:
    player = Player()
    player.give_way(Way.DIP)
    player.play(tone("good morning", 10 * BLOCK_SAMPLES, peak=12_000))
    assert loudness(blocks(player, 3)[-1]) > 11_900


def test_a_dip_ends_with_the_saying_it_was_for() -> None:
    player = Player()
    player.play(tone("good morning", 3 * BLOCK_SAMPLES))
    player.next_block()
    player.give_way(Way.DIP)
    blocks(player, 10)
    player.play(tone("is this a good moment", 10 * BLOCK_SAMPLES, peak=12_000))
    assert loudness(blocks(player, 3)[-1]) > 11_900


def test_what_it_leaves_off_fades_within_ten_milliseconds_and_counts_as_said() -> None:
    player = Player()
    player.play(tone("first", 40 * BLOCK_SAMPLES))
    player.play(tone("second", 40 * BLOCK_SAMPLES))
    player.next_block()
    player.give_way(Way.LEAVE_OFF)
    left, after = blocks(player, 2)
    assert left.finished == ("first", "second")
    assert not left.pcm[FADE_SAMPLES:].any()
    assert not after.pcm.any()
    assert not after.finished


def test_one_thread_may_order_while_another_takes_blocks() -> None:
    player = Player()
    orders = [tone(str(number), 1) for number in range(300)]

    def order_everything() -> None:
        for sound in orders:
            player.play(sound)

    with ThreadPoolExecutor(1) as loop:
        ordering = loop.submit(order_everything)
        played = []
        while not ordering.done():
            played.append(player.next_block())
    played += blocks(player, 1 + len(orders) * (1 + GAP_SAMPLES) // BLOCK_SAMPLES)
    assert finished(played) == [sound.key for sound in orders]


# --- laws -------------------------------------------------------------------------------------------------------------

sounds = st.builds(
    tone,
    key=st.sampled_from(["a", "b", "c"]),
    samples=st.integers(1, 2500),
    hz=st.floats(80.0, 1500.0),
    peak=st.integers(100, 32_767),
)
# What happens before each block: any orders, in their order; None is a hush.
Order = Sound | Way | None
evenings: st.SearchStrategy[list[list[Order]]] = st.lists(
    st.lists(sounds | st.sampled_from(Way) | st.none(), max_size=4), min_size=1, max_size=25
)


def play_through(evening: list[list[Order]], *, quiet_blocks: int = 0) -> list[Played]:
    player = Player()
    played = []
    for orders in evening:
        for order in orders:
            match order:
                case Sound():
                    player.play(order)
                case Way():
                    player.give_way(order)
                case None:
                    player.hush()
        played.append(player.next_block())
    return played + blocks(player, quiet_blocks)


@UNHURRIED
@given(evenings)
def test_no_order_of_sayings_and_hushes_makes_a_click(evening: list[list[Order]]) -> None:
    everything = [order for orders in evening for order in orders if isinstance(order, Sound)]
    loudest = max((int(np.abs(s.pcm.astype(np.int32)).max()) for s in everything), default=0)
    out = heard(play_through(evening)).astype(np.int32)
    step = int(np.abs(np.diff(out, prepend=0)).max())
    assert step <= steepest(*everything) + loudest * (_STEEPEST_FADE + _STEEPEST_DIP) + 2


@UNHURRIED
@given(evenings)
def test_every_block_is_whole_and_follows_the_one_before(evening: list[list[Order]]) -> None:
    for number, block in enumerate(play_through(evening)):
        assert block.pcm.shape == (BLOCK_SAMPLES,)
        assert block.pcm.dtype == np.int16
        assert block.first_sample == number * BLOCK_SAMPLES
        assert all(0 <= start.first_sample - block.first_sample < BLOCK_SAMPLES for start in block.started)


@UNHURRIED
@given(evenings)
def test_after_a_hush_there_is_silence_until_something_new_is_said(evening: list[list[Order]]) -> None:
    played = play_through([*evening, [None], []])
    assert not played[-2].pcm[FADE_SAMPLES:].any()
    assert not played[-1].pcm.any()
    assert not played[-2].started
    assert not played[-2].finished


@UNHURRIED
@given(st.lists(st.lists(sounds, max_size=3), max_size=10))
def test_unhushed_everything_sounds_whole_once_and_in_order(evening: list[list[Sound]]) -> None:
    everything = [sound for orders in evening for sound in orders]
    enough = 1 + sum(len(s.pcm) + GAP_SAMPLES for s in everything) // BLOCK_SAMPLES
    played = play_through([list(orders) for orders in evening], quiet_blocks=enough)
    out = heard(played)
    starts = started(played)
    assert [s.key for s in everything] == [s.key for s in starts] == finished(played)
    silent = np.ones(len(out), dtype=bool)
    for sound, start in zip(everything, starts, strict=True):
        place = slice(start.first_sample, start.first_sample + len(sound.pcm))
        assert np.array_equal(out[place], sound.pcm)
        silent[place] = False
    assert not out[silent].any()
