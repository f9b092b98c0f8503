"""Documents of a case: a link for five minutes."""

from collections.abc import Mapping

from bot.router import Show, router
from bot.show.documents import show_document, show_documents, show_link
from cards.documents.actions import GetDocument, OpenDocument, ShowDocuments
from cards.kit.elements import Card
from cards.kit.forms import Filled
from services.documents.document_link import make_link
from services.documents.filings import document_kind, edition_of
from services.turn import Turn


@router.on(ShowDocuments)
def show(action: ShowDocuments, turn: Turn) -> Show:
    return show_documents(turn.case(action.case_id))


@router.on(OpenDocument)
def show_one(action: OpenDocument, turn: Turn) -> Show:
    return show_document(turn.case(action.case_id), document_kind(action.kind))


@router.form(GetDocument)
def show_again(ids: Mapping[str, str], turn: Turn, _filled: Filled) -> Card:
    return show_document(turn.case(ids["case_id"]), document_kind(ids["kind"])).card


@router.on(GetDocument)
def get(action: GetDocument, turn: Turn) -> Show:
    file, kind, edition = turn.case(action.case_id), document_kind(action.kind), edition_of(action.edition)
    return show_link(file, kind, edition, make_link(file, kind, edition, turn, hide_staff=action.hide_staff), turn)
