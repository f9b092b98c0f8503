import pytest

from tests.kit.school import Chat
from tests.kit.steps.saksgang import short_plan_in_effect


@pytest.fixture
async def planned(chat: Chat) -> str:
    """A case with a short plan in effect."""
    return await short_plan_in_effect(chat)
