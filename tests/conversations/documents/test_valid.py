"""Every document of a case that has all of it is PDF/A-2a and PDF/UA-1, and reads in order."""

from documents.compose import COMPOSED
from documents.render import pdf
from domain.people.person import Role
from services.documents.case_document import document
from tests.conversations.documents.test_editions import COLUMNS, everything
from tests.kit.pdf import faults
from tests.kit.school import Chat, the_plan


async def test_every_document_in_every_edition_is_valid(chat: Chat) -> None:
    reference = await everything(chat)
    with chat.database.begin() as unit:
        tx = chat.school(unit)
        principal = next(one.id for one in tx.people.active() if one.has(Role.PRINCIPAL))
        case, now = tx.cases.find(reference, principal), chat.clock()
        made = {
            (kind, edition): document(kind, edition, case.id, principal, tx, the_plan(), now, hide_staff=False)
            for kind, edition in COLUMNS
            if kind in COMPOSED
        }
    wrong = {key: found for key, told in made.items() if (found := faults(pdf(told)))}
    assert not wrong
