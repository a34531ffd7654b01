"""What a couple can lose. Few errors, each named for the loss; shell/main.py turns them into one sentence."""


class SundayCoffeeError(Exception):
    """Something the couple can mend. Its text is a sentence for them."""

    exit_code = 2


class HearingUnavailableError(SundayCoffeeError):
    """No microphone, no recogniser: nobody could hear the safe word."""


class VoiceUnavailableError(SundayCoffeeError):
    """A sentence could not be rendered."""


class ContentError(SundayCoffeeError):
    """prompts.yaml, the configuration or a script can't be used. Carries every problem at once."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems
