from collections.abc import Iterator

import pytest

from tests.kit.cards.cards_page import CardChecker


@pytest.fixture(scope="module")
def checker() -> Iterator[CardChecker]:
    with CardChecker() as opened:
        yield opened
