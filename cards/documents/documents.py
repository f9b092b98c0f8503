"""The documents of a case, and the link to one. The link stands only in the reply to a press (law 1)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from cards.documents.actions import FileDocument, GetDocument, OpenFiling, ShowDocuments
from cards.kit import wording as words
from cards.kit.elements import Card, box, buttons, card, facts, heading, open_url, said, subheading, text
from cards.kit.forms import NOTHING, Filled
from cards.steps.steps import back
from domain.case.case import Case
from domain.documents.filing import Filing
from domain.text.messages import _


def documents_card(
    case: Case, titles: Mapping[str, str], waiting: Collection[str], filings: Sequence[Filing], note: str = ""
) -> Card:
    """What can be made of the case, what of it waits to be filed, and what has been."""
    return card(
        heading(_("Dokumenter i sak {reference}", reference=case.reference)),
        said(f"✓ {note}") if note else None,
        text(
            _(
                "Navn på andre elever byttes ut når de blir kjent igjen. Les gjennom før du deler: kallenavn, "
                "feilskrevne navn, og fornavn fra andre trinn, kan stå igjen."
            ),
            subtle=True,
        ),
        GetDocument.inputs(),
        [_document(case, kind, title, waits=kind in waiting) for kind, title in titles.items()],
        subheading(_("Journalført")) if filings else None,
        [said(_filed(filing, titles)) for filing in filings],
        actions=[back(case)],
    )


def _document(case: Case, kind: str, title: str, *, waits: bool) -> Card:
    """Any of them can be filed; those that wait say so."""
    return box(
        said(_("Klar til {archive}: {title}", title=title)) if waits else None,
        buttons(
            GetDocument.button(title, case_id=case.id, kind=kind),
            OpenFiling.button(_("Journalført"), case_id=case.id, kind=kind),
        ),
        emphasis=waits,
    )


def _filed(filing: Filing, titles: Mapping[str, str]) -> str:
    title = titles.get(filing.kind, filing.kind)
    if filing.version:
        title = _("{title}, versjon {version}", title=title, version=filing.version)
    return f"{title}: {filing.number}, {words.day(filing.on)}"


def link_card(case: Case, title: str, url: str, expires: datetime) -> Card:
    return card(
        heading(title),
        text(_("Lenken virker én gang, til kl. {time}. Ikke send den videre.", time=words.clock(expires))),
        actions=[
            open_url(_("Åpne dokumentet"), url),
            ShowDocuments.button(_("Tilbake"), case_id=case.id),
        ],
    )


def filing_form(
    case: Case,
    carried: Mapping[str, str],
    title: str,
    metadata: Mapping[str, str | None],
    today: date,
    filled: Filled = NOTHING,
) -> Card:
    """The metadata the archive asks for, ready to be copied, and where it went."""
    values = {"on": today.isoformat(), **filled.values}
    return card(
        heading(_("Klar til {archive}: {title}", title=title)),
        facts(metadata),
        FileDocument.inputs(Filled(values, filled.errors)),
        actions=[
            FileDocument.button(_("Lagre"), style="positive", case_id=case.id, **carried),  # type: ignore[arg-type]  # the types cannot say it
            ShowDocuments.button(_("Tilbake"), case_id=case.id),
        ],
    )
