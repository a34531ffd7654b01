"""What a couple can lose. Few errors, each named for the loss; shell/main.py turns them into one sentence."""

from typing import Final

MOST_PROBLEMS_SHOWN: Final = 40


class SundayCoffeeError(Exception):
    """Something the couple can mend. Its text is a sentence for them."""

    exit_code = 2


class HearingUnavailableError(SundayCoffeeError):
    """No microphone, no recogniser: nobody could hear the safe word."""


class VoiceUnavailableError(SundayCoffeeError):
    """A sentence could not be rendered."""


class ContentError(SundayCoffeeError):
    """prompts.yaml, the configuration or a script can't be used. Carries every problem at once.

    Its text has as many as a screen holds, and says how many more there are.
    """

    def __init__(self, problems: tuple[str, ...]) -> None:
        more = len(problems) - MOST_PROBLEMS_SHOWN
        shown = problems if more <= 0 else (*problems[:MOST_PROBLEMS_SHOWN], f"And {more} more.")
        super().__init__("\n".join(shown))
        self.problems = problems
