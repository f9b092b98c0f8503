"""A link to a document of a case: for the one who asked, once, for five minutes."""

from domain.documents.editions import DocumentKind, Edition, leaves_out_staff
from domain.event import Details, Event, EventKind
from services.case_file import CaseFile
from services.documents.case_document import document
from services.documents.for_home import is_for_home
from services.documents.maskable import require_maskable
from services.documents.offered import require_offered
from services.turn import Turn
from storage.case.downloads import Download


def make_link(file: CaseFile, kind: DocumentKind, edition: Edition, turn: Turn, *, hide_staff: bool) -> str:
    """Its address. That it was asked for becomes part of the audit (law 5). Raises `Refused`: what is for
    the home is made once beforehand, to see that it may be sent.
    """
    case_id, by = file.case.id, turn.actor.id
    if is_for_home(kind, edition):
        document(kind, edition, case_id, by, turn.tx, turn.school_plan, turn.now, hide_staff=hide_staff)
    else:
        require_offered(kind, edition, file)
        require_maskable(kind, edition, file, turn.tx, hide_staff=hide_staff)
    without_staff = leaves_out_staff(kind, edition, asked=hide_staff)
    link = Download(turn.tx.school_id, by, case_id, kind.value, edition.value, without_staff)
    token = turn.tx.downloads.create(link, turn.now)
    details = Details(document=kind.value, edition=edition.value, without_staff=without_staff)
    file.add(Event(kind=EventKind.DOCUMENT_ASKED, at=turn.now, by=by, details=details, case_id=case_id))
    return f"{turn.public_url}/d/{token}"
