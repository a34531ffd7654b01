"""A prompts.yaml of the couple's own, where the program was installed and has no checkout. Reads nothing in it."""

from pathlib import Path

from assistant.content.prompts import SHIPPED, find_prompts, own_prompts
from assistant.errors import SundayCoffeeError
from assistant.whole_file import write_whole


def start_prompts() -> Path:
    """A copy of what it says, to edit; where it is. SundayCoffeeError if there is one, or none can be written."""
    counting, own = find_prompts(None), own_prompts()
    if counting != SHIPPED:
        raise SundayCoffeeError(f"{counting}: is there already, and yours to edit.")
    try:
        write_whole(own, SHIPPED.read_bytes())
    except OSError as error:
        raise SundayCoffeeError(f"{own}: can't be written ({error.strerror}).") from error
    return own
