"""Documents of a case: a link for five minutes, and what has been filed in the archive."""

from collections.abc import Mapping

from bot.handlers.cases import gate
from bot.handlers.working import progress_of
from bot.router import Router, Show, Turn
from cards import documents as cards
from cards.document_actions import FileDocument, GetDocument, OpenFiling, ShowDocuments
from cards.elements import Card
from cards.forms import NOTHING, Filled
from documents.compose import TITLES, Kind
from domain.case import Case, Status
from domain.errors import Refused
from domain.event import CaseId, Event
from domain.filing import Filing, Kinds, check_filing, to_file
from storage.downloads import LIFE, Download
from storage.support import new_id

router = Router()
KINDS = Kinds(plan=Kind.PLAN.value, talk=Kind.PUPIL_TALK.value, whole=Kind.CHRONOLOGY.value)
NAMES = {kind.value: title for kind, title in TITLES.items()}


def waiting(case: Case, turn: Turn) -> list[str]:
    """What is ready for the archive and not yet filed."""
    talked = bool(progress_of(case, turn).plan_talks)
    versions = turn.tx.activity_plans.versions([case.id])
    closed = case.status is Status.CLOSED
    return to_file(filings(case, turn), versions, KINDS, talked=talked, closed=closed)


def filings(case: Case, turn: Turn) -> list[Filing]:
    found = turn.tx.events.of_kind("document:filed", case.family)
    return [Filing.model_validate_json(event.text) for event in found]


@router.on(ShowDocuments)
def show(action: ShowDocuments, turn: Turn) -> Show:
    return _documents(gate(action.case_id, turn), turn)


def _documents(case: Case, turn: Turn, note: str = "") -> Show:
    return Show(cards.documents_card(case, NAMES, waiting(case, turn), filings(case, turn), note))


@router.form(GetDocument)
def documents_again(ids: Mapping[str, str], turn: Turn, _filled: Filled) -> Card:
    return _documents(gate(ids["case_id"], turn), turn).card


@router.on(GetDocument)
def get(action: GetDocument, turn: Turn) -> Show:
    case, kind = gate(action.case_id, turn), _kind(action.kind)
    link = Download(turn.tx.school_id, turn.actor.id, CaseId(case.id), kind.value, action.hide_staff)
    token = turn.tx.downloads.create(link, turn.now)
    asked = Event(kind="document:asked", at=turn.now, by=turn.actor.id, text=kind.value, case_id=case.id)
    turn.tx.events.add(asked)
    return Show(cards.link_card(case, TITLES[kind], f"{turn.public_url}/d/{token}", turn.now + LIFE))


@router.on(OpenFiling)
def open_filing(action: OpenFiling, turn: Turn) -> Show:
    return Show(filing_form({"case_id": action.case_id, "kind": action.kind}, turn, NOTHING))


@router.form(FileDocument)
def filing_form(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    case, kind = gate(ids["case_id"], turn), _kind(ids["kind"])
    metadata = {
        "Tittel": f"{TITLES[kind]}, skolemiljøsak {case.reference}",
        "Dokumenttype": "Internt notat (X)",
        "Dokumentdato": f"{turn.today:%d.%m.%Y}",
        "Saksbehandler": turn.actor.name,
        "Hjemmel": "opplæringslova § 12-4, unntatt offentlighet (offentleglova § 13)",
    }
    filing_id = ids.get("filing_id") or new_id()
    return cards.filing_form(case, kind.value, TITLES[kind], filing_id, metadata, turn.today, filled)


@router.on(FileDocument)
def file(action: FileDocument, turn: Turn) -> Show:
    case, kind = gate(action.case_id, turn), _kind(action.kind)
    plans = turn.tx.activity_plans.versions([case.id])
    filing = Filing(
        kind=kind.value,
        number=action.number,
        on=action.on or turn.today,
        version=plans[-1].version if plans and kind is Kind.PLAN else 0,
        at=turn.now,
        by=turn.actor.id,
    )
    text = check_filing(filing, turn.today).model_dump_json()
    event = Event(kind="document:filed", at=turn.now, by=turn.actor.id, text=text, case_id=case.id)
    turn.tx.events.add_once(action.filing_id, event)
    return _documents(case, turn, "Journalføringen er lagret.")


def _kind(kind: str) -> Kind:
    if kind not in set(Kind):
        raise Refused("Dette dokumentet finnes ikke. Åpne dokumentene på nytt.")
    return Kind(kind)
