"""Has sayings rendered before a session begins, with a bar to watch. Decides neither which nor by whom."""

from collections.abc import Sequence
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from assistant.voice.rendering import Voice

_TOLD: Final = "Getting the voice ready, this once"


def render_ahead(voice: Voice, sayings: Sequence[tuple[str, str]], console: Console, *, plain: bool = False) -> None:
    """Returns when each has a sound, from the disk or anew. After a Ctrl-C what is done is kept.

    Where nobody watches, as in a service, nobody waits either: they are rendered beside everything else. `plain`: a
    sentence in place of the bar.
    """
    if not console.is_terminal:
        voice.prepare(sayings)
        return
    if plain:
        console.print(f"{_TOLD} …", highlight=False)
        for sound in [voice.sound(key, text) for key, text in sayings]:
            sound.result()
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        bar = progress.add_task(_TOLD, total=len(sayings))
        for sound in [voice.sound(key, text) for key, text in sayings]:
            sound.result()
            progress.advance(bar)
