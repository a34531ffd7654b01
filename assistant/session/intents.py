"""What a couple can ask for, by name. Names only: the sentences are in commands/, the answers in respond.py."""

from enum import IntEnum, StrEnum


class Intent(StrEnum):
    """Timers carry Home Assistant's names; the rest is ours."""

    START_TIMER = "HassStartTimer"  # so many minutes from now, for the clock of a session
    CANCEL_TIMER = "HassCancelTimer"  # no clock tonight
    INCREASE_TIMER = "HassIncreaseTimer"
    DECREASE_TIMER = "HassDecreaseTimer"
    TIMER_STATUS = "HassTimerStatus"
    PAUSE_TIMER = "HassPauseTimer"  # stop the clock
    UNPAUSE_TIMER = "HassUnpauseTimer"  # start the clock

    START_COFFEE = "SundayStartCoffee"
    START_CHECK_IN = "SundayStartCheckIn"  # of so many minutes, if they say so
    START_DAILY = "SundayStartDaily"
    START_GOAL = "SundayStartGoal"
    START_REPAIR = "SundayStartRepair"
    START_PROGRAMME = "SundayStartProgramme"
    YES = "SundayYes"
    NO = "SundayNo"
    NOT_TODAY = "SundayNotToday"
    PAUSE = "SundayPause"
    ENOUGH = "SundayEnough"  # takes back minutes that were added a moment ago; otherwise a pause
    CARRY_ON = "SundayCarryOn"
    HAND_OVER = "SundayHandOver"
    GO_ON = "SundayGoOn"  # "I'd like to go on"
    PASS = "SundayPass"  # noqa: S105 - a word of the couple's, no password
    NOT_READY = "SundayNotReady"
    COME_BACK = "SundayComeBack"  # "I'd like to come back to it"
    NOTHING = "SundayNothing"  # "I don't know", "nothing really": a whole answer
    REPEAT = "SundayRepeat"
    LIGHTER = "SundayLighter"
    DEEPER = "SundayDeeper"
    FIRST = "SundayFirst"  # the first of those that were offered
    SECOND = "SundaySecond"
    THIRD = "SundayThird"
    FOURTH = "SundayFourth"
    CHOICE = "SundayChoice"  # one of those that were offered, by its name
    STOP = "SundayStop"  # stop for today
    COMPANY = "SundayCompany"
    CLOSE_EARS = "SundayCloseEars"
    HELP = "SundayHelp"  # what can I say
    HELP_START = "SundayHelpStart"
    HELP_LISTEN = "SundayHelpListen"
    HELP_WORD = "SundayHelpWord"
    MORE_WORDS = "SundayMoreWords"
    WHO_HELPS = "SundayWhoHelps"
    FORGET_IT = "SundayForgetIt"  # said to a goal that is offered
    FORGET_GOAL = "SundayForgetGoal"


CLOSING = frozenset(
    {
        Intent.PAUSE,
        Intent.ENOUGH,
        Intent.PASS,
        Intent.NOT_READY,
        Intent.LIGHTER,
        Intent.NOT_TODAY,
        Intent.STOP,
        Intent.COMPANY,
        Intent.CLOSE_EARS,
    }
)
"""What closes needs one voice, at once, without a reason, in every state."""


class Openness(IntEnum):
    """How much a command opens; the less, the sooner it is believed."""

    CLOSES = 0
    NEITHER = 1
    OPENS = 2


_OPENING = frozenset(
    {Intent.START_TIMER, Intent.START_COFFEE, Intent.START_CHECK_IN, Intent.START_DAILY, Intent.START_GOAL}
    | {Intent.START_REPAIR, Intent.START_PROGRAMME, Intent.YES, Intent.CARRY_ON, Intent.GO_ON, Intent.COME_BACK}
    | {Intent.DEEPER, Intent.CHOICE, Intent.FIRST, Intent.SECOND, Intent.THIRD, Intent.FOURTH, Intent.INCREASE_TIMER}
)


def openness(intent: Intent) -> Openness:
    if intent in CLOSING or intent in {Intent.NO, Intent.NOTHING, Intent.FORGET_IT, Intent.FORGET_GOAL}:
        return Openness.CLOSES
    return Openness.OPENS if intent in _OPENING else Openness.NEITHER
