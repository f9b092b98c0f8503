"""Every document of a case that has all of it is PDF/A-2a and PDF/UA-1, and reads in order."""

from documents.render import pdf
from tests.conversations.documents.test_editions import each
from tests.kit.pdf import faults
from tests.kit.school import Chat


async def test_every_document_in_every_edition_is_valid(chat: Chat) -> None:
    wrong = {key: found for key, told in (await each(chat)).items() if (found := faults(pdf(told)))}
    assert not wrong
