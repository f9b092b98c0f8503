"""The edge behind HTTP, with a signer of its own; shared by the tests of the edge."""

from collections.abc import AsyncIterator, Iterator

import pytest

from tests.kit.teams.activities import APP_ID, SERVICE_URL
from tests.kit.teams.edge_world import EdgeWorld, edge_world
from tests.kit.teams.issuer import Issuer


@pytest.fixture(scope="module")
def issuer() -> Iterator[Issuer]:
    with Issuer(APP_ID, SERVICE_URL) as running:
        yield running


@pytest.fixture
async def world(issuer: Issuer) -> AsyncIterator[EdgeWorld]:
    issuer.published, issuer.status = {"k1": ["msteams"]}, 200
    async with edge_world(issuer) as built:
        yield built
