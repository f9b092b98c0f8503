"""Documents of a case: a link for five minutes, and what has been filed in the archive."""

from collections.abc import Mapping

from bot.handlers.archive import filings, newest_version, titles, waiting
from bot.handlers.cases import gate
from bot.router import Router, Show, Turn
from cards import documents as cards
from cards.document_actions import FileDocument, GetDocument, OpenFiling, ShowDocuments
from cards.elements import Card
from cards.forms import NOTHING, Filled
from documents.compose import Kind
from domain.activity_plan import ActivityPlan
from domain.calendar import oslo_time
from domain.case import Case
from domain.errors import Refused
from domain.event import CaseId, Event
from domain.filing import Filing, check_filing
from storage.downloads import LIFE, Download
from storage.support import new_id

router = Router()


@router.on(ShowDocuments)
def show(action: ShowDocuments, turn: Turn) -> Show:
    return _documents(gate(action.case_id, turn), turn)


def _documents(case: Case, turn: Turn, note: str = "") -> Show:
    return Show(cards.documents_card(case, titles(case, turn), waiting(case, turn), filings(case, turn), note))


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
    return Show(cards.link_card(case, titles(case, turn)[kind], f"{turn.public_url}/d/{token}", turn.now + LIFE))


@router.on(OpenFiling)
def open_filing(action: OpenFiling, turn: Turn) -> Show:
    return Show(filing_form({"case_id": action.case_id, "kind": action.kind}, turn, NOTHING))


@router.form(FileDocument)
def filing_form(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    case, kind = gate(ids["case_id"], turn), _kind(ids["kind"])
    plan, title = newest_version(case, turn) if kind is Kind.PLAN else None, titles(case, turn)[kind]
    metadata = {
        "Tittel": f"{title}, skolemiljøsak {case.reference}",
        "Versjon": _version(plan) if kind is Kind.PLAN else None,
        "Dokumenttype": "Internt notat (X)",
        "Dokumentdato": f"{turn.today:%d.%m.%Y}",
        "Saksbehandler": turn.actor.name,
        "Hjemmel": "opplæringslova § 12-4, unntatt offentlighet (offentleglova § 13)",
    }
    version = str(plan.version) if plan else "0"
    carried = {"kind": kind.value, "filing_id": ids.get("filing_id") or new_id(), "version": version}
    return cards.filing_form(case, carried, title, metadata, turn.today, filled)


def _version(plan: ActivityPlan | None) -> str:
    if plan is None or plan.adopted_at is None:
        return "ikke satt i verk"
    return f"{plan.version}, i verk fra {oslo_time(plan.adopted_at):%d.%m.%Y}"


@router.on(FileDocument)
def file(action: FileDocument, turn: Turn) -> Show:
    case, kind = gate(action.case_id, turn), _kind(action.kind)
    filing = Filing(
        kind=kind.value,
        number=action.number,
        on=action.on or turn.today,
        version=action.version,
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
