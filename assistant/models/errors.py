"""What can go wrong with a model. Its text is a sentence for the couple."""

from assistant.errors import SundayCoffeeError


class ModelError(SundayCoffeeError):
    """A model can't be fetched, unpacked, checked or removed."""


class WrongFileError(ModelError):
    """What came is no model, or not the one that was meant. There is no use in keeping it."""
