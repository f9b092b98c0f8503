"""What has been filed in the archive."""

from collections.abc import Mapping

from bot.router import Show, router
from bot.show.documents import filing_form
from bot.show.done import show_done
from cards.documents.actions import FileDocument, OpenFiling
from cards.kit.elements import Card
from cards.kit.forms import Filled
from domain.documents.filing import Filing
from domain.message import Done
from services.documents.filings import document_kind, file_document
from services.turn import Turn


@router.on(OpenFiling)
def open_filing(action: OpenFiling, turn: Turn) -> Show:
    return Show(filing_form(turn.case(action.case_id), document_kind(action.kind), "", turn))


@router.form(FileDocument)
def filing_again(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    file, kind = turn.case(ids["case_id"]), document_kind(ids["kind"])
    return filing_form(file, kind, ids.get("filing_id", ""), turn, filled)


@router.on(FileDocument)
def file_it(action: FileDocument, turn: Turn) -> Show:
    file, kind = turn.case(action.case_id), document_kind(action.kind)
    at, by, on = turn.now, turn.actor.id, action.on or turn.today
    filing = Filing(kind=kind.value, number=action.number, on=on, version=action.version, at=at, by=by)
    file_document(file, filing, action.filing_id, turn)
    return show_done(Done.FILED, turn, case=file.case)
