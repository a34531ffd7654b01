"""Around a change that both of them have to hear of: the note first, then the change. Changes nothing itself."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from assistant.errors import SundayCoffeeError
from assistant.setting_up.news import Start, waiting
from assistant.shell.keepsakes import Keepsakes


@contextmanager
def noted(keepsakes: Keepsakes, news: Sequence[str], is_changed: Callable[[], bool] = lambda: False) -> Iterator[None]:
    """A change that isn't told would be worse than news of none: so the note comes first, and goes again where the
    change could not be made. `is_changed`: whether what failed came far enough to be told all the same.

    SundayCoffeeError, and nothing is changed, where the note can't be kept; only to start no longer needs none.
    """
    before = keepsakes.read()
    if news:
        problems_before = len(keepsakes.problems)
        keepsakes.write(replace(before, news=waiting(before.news, news)))
        problems = keepsakes.problems[problems_before:]
        if problems and set(news) != {Start.NEVER}:
            raise SundayCoffeeError(f"{problems[-1]} Both of you have to hear of this change, so it is not made.")
    try:
        yield
    except SundayCoffeeError:
        if not is_changed():
            keepsakes.write(before)
        raise
