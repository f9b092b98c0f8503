"""The documents of a case, as cards."""

from collections.abc import Mapping

from bot.router import Show
from cards.access.subject_access import links_card
from cards.documents import documents as cards
from cards.kit.elements import Card
from cards.kit.forms import NOTHING, Filled
from documents.compose import title_of
from domain.activity_plan.activity_plan import ActivityPlan
from domain.documents.editions import EDITION_LABELS, LETTERS, DocumentKind, Edition, filed_edition
from domain.documents.subject_access import FileKind
from domain.ids import new_id
from domain.oslo import oslo_date
from domain.text.messages import _
from domain.text.moments import full_day
from services.case_file import CaseFile
from services.documents.filings import waiting_to_be_filed
from services.documents.offered import document_titles, editions
from services.turn import Turn
from storage.case.downloads import LIFE


def show_documents(file: CaseFile, note: str = "") -> Show:
    waiting = waiting_to_be_filed(file)
    return Show(cards.documents_card(file.case, document_titles(file), waiting, file.history.filings, note))


def show_document(file: CaseFile, kind: DocumentKind) -> Show:
    title = title_of(kind, file.progress.branch)
    protected = file.pupil is not None and file.pupil.protected_address
    return Show(cards.document_card(file.case, kind, title, editions(kind, file), protected=protected))


def show_link(file: CaseFile, kind: DocumentKind, edition: Edition, url: str, turn: Turn) -> Show:
    title = title_of(kind, file.progress.branch)
    return Show(cards.link_card(file.case, title, edition, url, turn.now + LIFE))


def show_access(whose: str, urls: Mapping[FileKind, str], turn: Turn) -> Show:
    return Show(links_card(whose, urls, turn.now + LIFE))


def filing_form(file: CaseFile, kind: DocumentKind, filing_id: str, turn: Turn, filled: Filled = NOTHING) -> Card:
    """`filing_id` is that of the form before, when it is drawn again."""
    plan, title = (
        next(iter(file.versions[::-1]), None) if kind is DocumentKind.PLAN else None,
        title_of(kind, file.progress.branch),
    )
    metadata = {
        _("Tittel"): _filed_title(file, kind, title),
        _("Utgave"): EDITION_LABELS[filed_edition(kind)],
        _("Versjon"): _version(plan) if kind is DocumentKind.PLAN else None,
        _("Dokumenttype"): _("Utgående brev (U)") if kind in LETTERS else _("Internt notat (X)"),
        _("Dokumentdato"): full_day(turn.today),
        _("Saksbehandler"): turn.actor.name,
        _("Hjemmel"): _(
            "opplæringslova {section}. Unntatt offentlighet: offentleglova § 13, jf. forvaltningsloven § 13",
            section="§ 12-5" if file.case.enhanced else "§ 12-4",
        ),
    }
    version = str(plan.version) if plan else "0"
    carried = {"kind": kind.value, "filing_id": filing_id or new_id(), "version": version}
    return cards.filing_form(file.case, carried, title, metadata, turn.today, filled)


def _filed_title(file: CaseFile, kind: DocumentKind, title: str) -> str:
    """As the archive lists it, among all else that is filed."""
    if kind is DocumentKind.EVIDENCE:
        return _("Dokumentasjon, skolemiljøsak {reference}", reference=file.case.reference)
    return _("{title}, skolemiljøsak {reference}", title=title, reference=file.case.reference)


def _version(plan: ActivityPlan | None) -> str:
    if plan is None or plan.adopted_at is None:
        return _("ikke satt i verk")
    day = full_day(oslo_date(plan.adopted_at))
    return _("{version}, i verk fra {day}", version=plan.version, day=day)
