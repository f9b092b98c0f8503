"""The documents of a case, and the link to one. The link stands only in the reply to a press (law 1)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime

from cards.documents.actions import FileDocument, GetDocument, OpenDocument, OpenFiling, ShowDocuments
from cards.kit import wording as words
from cards.kit.elements import Card, box, buttons, card, facts, heading, open_url, problem, said, subheading, text
from cards.kit.forms import NOTHING, Filled
from cards.steps.steps import back
from domain.case.case import Case
from domain.documents.editions import EDITION_LABELS, EDITION_NOTES, DocumentKind, Edition, may_leave_out_staff
from domain.documents.filing import Filing
from domain.text.messages import N_, Labels, _, worded

READ_FIRST = N_(
    "Navn på andre elever byttes ut når de blir kjent igjen. Les gjennom før du deler: kallenavn, feilskrevne navn, "
    "og fornavn fra andre trinn, kan stå igjen."
)
PROTECTED = N_(
    "Fortrolig adresse: i det som er til hjemmet, er klasse, base og adresser tatt ut. Les gjennom, og gi det bare til "
    "den som skal ha det."
)

MAKES: Labels[Edition] = Labels(
    {
        Edition.HOME: N_("Lag for hjemmet"),
        Edition.CASE: N_("Lag for saken"),
        Edition.ARCHIVE: N_("Lag for arkivet"),
    }
)


def documents_card(
    case: Case,
    titles: Mapping[DocumentKind, str],
    waiting: Collection[str],
    filings: Sequence[Filing],
    note: str = "",
) -> Card:
    """What there is of the case, what of it waits to be filed first, and what has been."""
    ready = {kind: title for kind, title in titles.items() if kind in waiting}
    return card(
        heading(_("Dokumenter i sak {reference}", reference=case.reference)),
        said(f"✓ {note}") if note else None,
        box(said(_("Journalfør i {archive}:")), _ways(case, titles, ready), emphasis=True) if ready else None,
        _ways(case, titles, [kind for kind in titles if kind not in ready]),
        subheading(_("Journalført")) if filings else None,
        [said(_filed(filing, titles)) for filing in filings],
        actions=[back(case)],
    )


def _ways(case: Case, titles: Mapping[DocumentKind, str], kinds: Iterable[DocumentKind]) -> list[Card]:
    return buttons(*(OpenDocument.button(titles[kind], case_id=case.id, kind=kind) for kind in kinds))


def document_card(
    case: Case, kind: DocumentKind, title: str, editions: Mapping[Edition, str], *, protected: bool
) -> Card:
    """For whom it can be made, and what that means, before it is. `editions`: what is lacking, of each; `protected`:
    nobody is to know where the pupil goes or lives.
    """
    masked = any(edition is not Edition.ARCHIVE and not lacking for edition, lacking in editions.items())
    return card(
        heading(_("{title}, sak {reference}", title=title, reference=case.reference)),
        text(worded(READ_FIRST), subtle=True) if masked else None,
        problem(worded(PROTECTED)) if protected and Edition.HOME in editions else None,
        GetDocument.inputs() if masked and may_leave_out_staff(kind) else None,
        [_edition(case, kind, edition, lacking) for edition, lacking in editions.items()],
        actions=[
            OpenFiling.button(_("Skriv journalnummer"), case_id=case.id, kind=kind),
            ShowDocuments.button(_("Tilbake"), case_id=case.id),
        ],
    )


def _edition(case: Case, kind: DocumentKind, edition: Edition, lacking: str) -> Card:
    way = GetDocument.button(MAKES[edition], case_id=case.id, kind=kind, edition=edition)
    return box(said(lacking or EDITION_NOTES[edition]), [] if lacking else buttons(way))


def _filed(filing: Filing, titles: Mapping[DocumentKind, str]) -> str:
    title = titles.get(DocumentKind(filing.kind), filing.kind)
    if filing.version:
        title = _("{title}, versjon {version}", title=title, version=filing.version)
    edition = EDITION_LABELS[Edition(filing.edition)].lower() if filing.edition else ""
    return f"{title}: {', '.join(filter(None, (filing.number, words.day(filing.on), edition)))}"


def link_card(case: Case, title: str, edition: Edition, url: str, expires: datetime) -> Card:
    return card(
        heading(title),
        said(words.items([EDITION_LABELS[edition], EDITION_NOTES[edition]])),
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
        heading(_("Journalfør i {archive}: {title}", title=title)),
        facts(metadata),
        FileDocument.inputs(Filled(values, filled.errors)),
        actions=[
            FileDocument.button(_("Lagre"), style="positive", case_id=case.id, **carried),  # type: ignore[arg-type]  # the types cannot say it
            ShowDocuments.button(_("Tilbake"), case_id=case.id),
        ],
    )
