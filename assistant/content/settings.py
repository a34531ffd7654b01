"""What each key of the configuration means, in one line, in the order in which a new file has them. Holds no values."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Setting:
    """`key` is dotted where it lies in a group: patience.lull_s."""

    key: str
    meaning: str
    unset: str = "none"  # what counts where there is no value
    example: str = ""  # for a new file, where there is no value to show

    @property
    def group(self) -> str:
        """The key around it, or ""."""
        return self.key.rpartition(".")[0]

    @property
    def name(self) -> str:
        return self.key.rpartition(".")[2]


SETTINGS: Final = (
    Setting(
        "names", "Your two names, a comma between, for setup and enrol; a session says no name.", example="[Ana, Ben]"
    ),
    Setting("language", "What is spoken and understood: en or ko."),
    Setting("safe_words", "What you say to pause it: any word or phrase; two are fine, one each."),
    Setting(
        "pronunciations",
        "How a safe word sounds, in English words or syllables, where its spelling misleads.",
        example="{nashville: nash ville}",
    ),
    Setting(
        "voice",
        "The voice that speaks: warm, or one of espeak-ng's, such as gmw/en.",
        "the program's own, en-us+f3",
        "en-us+f3",
    ),
    Setting("rate_wpm", "How fast it speaks, in words a minute.", "the voice's own, 142", "142"),
    Setting("patience.answer_s", "Seconds that a yes-or-no question waits; silence means no."),
    Setting("patience.hand_over_s", "Seconds after “your turn” in which the turn can still be kept."),
    Setting("patience.pause_minutes", "Minutes of pause before one quiet offer to return."),
    Setting("patience.unanswered_minutes", "Minutes after that offer before it closes without a word."),
    Setting("patience.silence_minutes", "Minutes without a voice before a session pauses itself."),
    Setting("patience.lull_s", "Seconds of silence that a chime waits for."),
    Setting("patience.between_words_s", "Seconds of silence that may lie inside a command."),
    Setting("patience.soft_offer_s", "Seconds of silence in a turn before one soft offer."),
    Setting("asleep_safe_word_chimes", "Whether the safe word is answered with a chime while it is asleep."),
    Setting("eagerness", "How readily a sound counts as your safe word: calm, usual or eager."),
    Setting(
        "input_device",
        "The microphone, by name or number (sunday-coffee devices lists them).",
        "the system's own",
        "USB Speakerphone",
    ),
    Setting("output_device", "The loudspeaker, likewise.", "the system's own", "USB Speakerphone"),
    Setting(
        "sunday_invitation",
        "The time on Sundays for one sentence of its own, which a guest may hear.",
        "it says none",
        '"10:30"',
    ),
    Setting(
        "button_pin",
        "A button that pauses, stops when held, and opens closed ears: its pin, as Broadcom counts.",
        example="17",
    ),
    Setting("light_pin", "A light that shows whether it hears: its pin, likewise.", example="18"),
    Setting("recogniser", "What hears commands: phrases needs nothing more, vosk needs a model."),
    Setting("model", "The folder of a Vosk model.", "one in models/, for vosk", "~/vosk-model-small-en-us-0.15"),
)
