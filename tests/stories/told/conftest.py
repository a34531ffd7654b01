"""A table for each story."""

import pytest
from helpers.table import Table


@pytest.fixture
def table() -> Table:
    return Table()
