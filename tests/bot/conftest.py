"""The edge behind HTTP, with a signer of its own; shared by the tests of the edge."""

from collections.abc import AsyncIterator, Iterator

import pytest

from tests.kit.activities import APP_ID, SERVICE_URL
from tests.kit.issuer import Issuer
from tests.kit.turns import EdgeWorld, edge_world


@pytest.fixture(scope="module")
def issuer() -> Iterator[Issuer]:
    with Issuer(APP_ID, SERVICE_URL) as running:
        yield running


@pytest.fixture
async def world(issuer: Issuer) -> AsyncIterator[EdgeWorld]:
    issuer.published, issuer.status = {"k1": ["msteams"]}, 200
    async with edge_world(issuer) as built:
        yield built
