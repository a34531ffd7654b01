"""`sunday-coffee setup sound`: which devices, whether they hear and are heard, and what the room is like."""

from dataclasses import replace
from typing import Final

from assistant.audio import BLOCK_S
from assistant.content.changing import Changes
from assistant.content.configuration import Configuration
from assistant.content.replacing import Value
from assistant.devices.choice import Side
from assistant.doctor.finding import Finding, Verdict
from assistant.doctor.room import Room as Measured
from assistant.doctor.room import judge_drift, judge_echo, judge_level
from assistant.doctor.room_facts import Plan, listen
from assistant.doctor.voice_facts import SENTENCE
from assistant.ears.echo import echo_canceller
from assistant.ears.phonemes import Phonemes
from assistant.ears.spotter import PhonemeSpotter
from assistant.errors import HearingUnavailableError
from assistant.session.commands import Chime
from assistant.setting_up.asking import Choice, Question
from assistant.setting_up.devices import at_present, meant, share_a_device, to_choose
from assistant.setting_up.loudness import bar, dbfs, somebody_spoke
from assistant.shell.setup_table import SAID, Room, Table
from assistant.voice.chimes import chime

METER_S: Final = 4.0
_METER_EVERY: Final = 5  # blocks: ten times a second
_AFTER_CHIME: Final = (
    Choice("go_on", "go on as it is"),
    Choice("again", "hear it once more"),
    Choice("other", "another loudspeaker"),
)
_AFTER_SILENCE: Final = (
    Choice("go_on", "go on as it is"),
    Choice("again", "say it once more"),
    Choice("other", "another microphone"),
)
_ONE_CLOCK: Final = (
    "Microphone and loudspeaker may be two devices with two clocks. I follow as they part; a USB speakerphone, both in "
    "one with one clock, hears you best while I speak."
)


def set_up_sound(table: Table) -> Changes:
    """HearingUnavailableError where there is nothing to hear with, or to speak with."""
    tried = replace(
        table.wishes,
        input_device=_chosen(table, Question.MICROPHONE, Side.MICROPHONE),
        output_device=_chosen(table, Question.LOUDSPEAKER, Side.LOUDSPEAKER),
    )
    while True:
        with table.room(tried) as room:
            other = _unheard(table, room)
            if other is None:
                _measure(table, room, tried)
        match other:
            case Side.MICROPHONE:
                tried = replace(tried, input_device=_chosen(table, Question.MICROPHONE, other))
            case Side.LOUDSPEAKER:
                tried = replace(tried, output_device=_chosen(table, Question.LOUDSPEAKER, other))
            case None:
                return _changes(table.wishes, tried)


def _unheard(table: Table, room: Room) -> Side | None:
    """Which side they would rather have another device for."""
    if not _hears_them(table, room):
        return Side.MICROPHONE
    return None if _is_heard(table, room) else Side.LOUDSPEAKER


def _chosen(table: Table, question: Question, side: Side) -> str | None:
    devices = table.devices()
    choices = to_choose(devices, side)
    if not choices:
        raise HearingUnavailableError(f"There is no {side} here. Plug in a USB speakerphone, and type this once more.")
    wishes = table.wishes
    wanted = wishes.input_device if side is Side.MICROPHONE else wishes.output_device
    return meant(table.asker.choose(question, f"Which {side}?", choices, at_present(devices, wanted, side)))


def _hears_them(table: Table, room: Room) -> bool:
    """Until it does, or they go on without; False: with another microphone."""
    while not _show_meter(table, room):
        table.tell("I heard nothing that stands out. If you spoke, another microphone may be the right one.")
        match table.asker.choose(Question.AFTER_SILENCE, "What next?", _AFTER_SILENCE, "go_on"):
            case "go_on":
                return True
            case "other":
                return False
            case _:
                pass
    table.tell("I hear you.")
    return True


def _show_meter(table: Table, room: Room) -> bool:
    """How loud it is, for a few seconds, where something can move on the screen. Whether somebody spoke."""
    table.tell("Say something, one of you: for a few seconds I show how loud I hear it.")
    levels: list[float] = []
    for block in room.blocks():
        levels.append(dbfs(block.heard))
        if table.redraws and len(levels) % _METER_EVERY == 0:
            table.redraw(bar(max(levels[-_METER_EVERY:])))
        if len(levels) * BLOCK_S >= METER_S:
            break
    if table.redraws:
        table.redraw("")
    return somebody_spoke(levels)


def _is_heard(table: Table, room: Room) -> bool:
    """Until they hear the chime, or go on without; False: with another loudspeaker."""
    while True:
        room.play(chime(Chime.WELCOME))
        if table.asker.yes(Question.HEARD_CHIME, "That was a chime. Did you hear it?", default=True):
            return True
        match table.asker.choose(Question.AFTER_CHIME, "What next?", _AFTER_CHIME, "go_on"):
            case "go_on":
                return True
            case "other":
                return False
            case _:
                pass


def _measure(table: Table, room: Room, tried: Configuration) -> None:
    one_device = share_a_device(table.devices(), tried.input_device, tried.output_device)
    asked = "Shall I measure whether these are two clocks? It takes 40 seconds."
    drift = not one_device and table.asker.yes(Question.MEASURE_CLOCKS, asked, default=False)
    table.say("Now I listen to the room. Please be quiet.", room)
    plan = Plan(tried.input_device, tried.output_device, table.voice.sound(SAID, SENTENCE).result(), drift=drift)
    spotter = PhonemeSpotter(Phonemes(), ())
    measured = listen(room.card, spotter, plan)
    for finding in _findings(measured, one_device=one_device, drift=drift):
        _tell(table, finding)
    if not one_device:
        table.tell(_ONE_CLOCK)


def _findings(measured: Measured, *, one_device: bool, drift: bool) -> tuple[Finding, ...]:
    room = (judge_level(measured), judge_echo(measured, can_cancel=echo_canceller().cancels))
    return (*room, judge_drift(measured, one_device=one_device)) if drift else room


def _tell(table: Table, finding: Finding) -> None:
    table.tell(finding.means)
    if finding.verdict is not Verdict.OK and finding.mend is not None:
        table.tell(f"What may help: {finding.mend}")


def _changes(before: Configuration, tried: Configuration) -> Changes:
    wanted: dict[str, Value | None] = {
        "input_device": None if tried.input_device is None else str(tried.input_device),
        "output_device": None if tried.output_device is None else str(tried.output_device),
    }
    return {key: value for key, value in wanted.items() if value != getattr(before, key)}
