"""«Innsyn»: what it is, the form, and the links. The last two only ever as the reply to a press."""

from collections.abc import Mapping
from datetime import datetime

from cards.access.actions import GetOwnAccess, GetPupilAccess, OpenSubjectAccess
from cards.kit import wording as words
from cards.kit.elements import Card, card, heading, open_url, problem, said, text
from cards.kit.forms import NOTHING, Filled
from domain.documents.subject_access import FileKind
from domain.text.messages import N_, Labels, _, worded

READ_FIRST = N_(
    "Les gjennom før du gir det fra deg. Navn på andre byttes ut når de blir kjent igjen; kallenavn og feilskrevne "
    "navn kan stå igjen."
)
YOURS = N_("Dokumentet får med det du selv kan åpne. Skoleeiers kontaktperson lager resten.")
_OPEN = Labels({FileKind.PDF: N_("Åpne som PDF"), FileKind.JSON: N_("Last ned som datafil (JSON)")})


def pointer(*, leads: bool) -> Card:
    """What «innsyn» is answered with."""
    of_pupil = _("Om en elev: det du kan åpne, samlet i ett dokument. Skriv aldri navn rett i chatten.")
    return card(
        heading(_("Innsyn")),
        said(of_pupil) if leads else None,
        said(_("Om deg selv: det som er lagret om deg, og det du har gjort her.")),
        actions=[
            *([OpenSubjectAccess.button(_("Om en elev"))] if leads else []),
            GetOwnAccess.button(_("Om meg selv")),
        ],
    )


def form(filled: Filled = NOTHING) -> Card:
    return card(
        heading(_("Innsyn om en elev")),
        text(worded(YOURS), subtle=True),
        GetPupilAccess.inputs(filled),
        actions=[GetPupilAccess.button(_("Lag dokumentet"))],
    )


def links_card(whose: str, urls: Mapping[FileKind, str], expires: datetime) -> Card:
    """`whose`: of whom it is, to see that it is the right one."""
    return card(
        heading(_("Innsyn")),
        said(_("Om {whose}", whose=whose)),
        problem(worded(READ_FIRST)),
        said(_("Begge har samme innhold. Datafilen er for den som skal lese det inn i et annet system.")),
        text(_("Lenkene virker én gang, til kl. {time}. Ikke send dem videre.", time=words.clock(expires))),
        actions=[open_url(_OPEN[kind], url) for kind, url in urls.items()],
    )
