"""The list of cases: how many, a page of them with what is next in each, and the search for a pupil."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cards.case.actions import ListCases, OpenCase
from cards.kit import wording as words
from cards.kit.elements import Card, Piece, box, buttons, card, heading, said, status, text
from cards.kit.forms import NOTHING, Filled
from cards.kit.pages import paged
from cards.lists.actions import FindPupil, SearchPupil
from cards.lists.overview import pupil_line, unreadable_lines
from domain.case.case import Case
from domain.case.case_filter import CaseFilter, CaseState
from domain.people.person import Pupil
from domain.steps.progress import Step
from domain.steps.wording import by_when
from domain.text.messages import _, n_

CASES_PER_PAGE = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many cases the asker may see: numbers only, fit for a message (law 1)."""

    open: int
    ended: int
    waiting: int
    overdue: int
    unreadable: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """A case, whom it is about, and the step that is due next; `new`: others have done something in it since it was
    seen.
    """

    case: Case
    pupil: Pupil | None
    step: Step | None
    late: bool
    new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePage:
    """A page of the cases the asker may see; those they may not are not counted. `called` is the filter in words."""

    lines: Sequence[CaseLine]
    total: int
    page: int
    pages: int
    which: CaseFilter
    called: str
    oldest_first: bool
    today: date
    unreadable: Sequence[str] = ()


def counts_card(counts: Counts, which: CaseFilter, misread: str = "") -> Card:
    """What «saker» is answered with: counts and «Vis». The filter travels in the button in our own words."""
    note = said(misread_note(misread, which)) if misread else None
    lost = unreadable_lines(counts.unreadable)
    nothing = not (counts.open or counts.ended)
    return card(
        heading(_heading(which)),
        note,
        text(none_found(which)) if nothing and not lost else None,
        _shows(which) if nothing else None,
        [] if nothing else _numbers(counts, which),
        lost,
        actions=[
            ListCases.button(_("Vis"), which=which.name) if not nothing else None,
            _filtered(_("Avsluttede"), CaseState.ENDED, which) if nothing else None,
            SearchPupil.button(_("Søk elev")),
        ],
    )


def asked_card(which: CaseFilter, misread: str = "") -> Card:
    """What is answered when the number of cases would tell what has happened: it stands behind «Vis» (law 1)."""
    return card(
        heading(_heading(which)),
        said(misread_note(misread, which)) if misread else None,
        text(_("Trykk «Vis» for å se sakene dine som passer.")),
        actions=[ListCases.button(_("Vis"), which=which.name), SearchPupil.button(_("Søk elev"))],
    )


def misread_note(misread: str, which: CaseFilter) -> str:
    if which.of_content:
        return _("Jeg forsto ikke {misread}. Viser det andre du skrev.", misread=misread)
    return _("Jeg forsto ikke {misread}. Viser {shown}.", misread=misread, shown=which.name or _("alle åpne saker"))


def _heading(which: CaseFilter) -> str:
    if not which.wants_ended:
        return _("Åpne saker")
    return _("Saker") if which.wants_open else _("Avsluttede saker")


def _numbers(counts: Counts, which: CaseFilter) -> list[Piece]:
    lines = [
        text(_on_cases(n_("{count} åpen sak", "{count} åpne saker", counts.open))) if counts.open else None,
        text(_on_cases(n_("{count} avsluttet sak", "{count} avsluttede saker", counts.ended)))
        if counts.ended
        else None,
        _shows(which),
        text(_waiting(counts.waiting)) if counts.waiting else None,
        text(_overdue(counts.overdue), colour="attention") if counts.overdue else None,
    ]
    return [line for line in lines if line]


def _shows(which: CaseFilter) -> Piece | None:
    return said(_("Viser: {filter}", filter=which.called({})), subtle=True) if which.name else None


def none_found(which: CaseFilter) -> str:
    """Says nothing of the cases the asker is not on: there may be some."""
    return _("Ingen av sakene dine passer til søket.") if which.name else _("Du er ikke med i noen åpne saker.")


def _on_cases(cases: str) -> str:
    return _("Du er med i **{cases}**.", cases=cases)


def _waiting(number: int) -> str:
    return n_("{count} venter på å bli tatt imot.", "{count} venter på å bli tatt imot.", number)


def _overdue(number: int) -> str:
    return n_("{count} er over fristen.", "{count} er over fristen.", number)


def cases_card(shown: CasePage) -> Card:
    lost = unreadable_lines(shown.unreadable)
    number = n_("{count} sak", "{count} saker", shown.total)
    none = text(none_found(shown.which)) if not shown.total and not lost else None
    return card(
        heading(_heading(shown.which)),
        said(_("Viser: {filter}", filter=shown.called), subtle=True) if shown.called else None,
        text(_order(paged(number, shown.page, shown.pages), shown), subtle=True) if shown.total else none,
        buttons(*_ways(shown)),
        lost,
        [case_row(line, shown.today) for line in shown.lines],
        buttons(*_turning(shown)),
    )


def _order(number: str, shown: CasePage) -> str:
    if shown.oldest_first:
        return _("{cases}. Eldste først.", cases=number)
    if not shown.which.wants_open:
        return _("{cases}. Nyeste først.", cases=number)
    return _("{cases}. Over fristen først, så etter neste frist.", cases=number)


def _ways(shown: CasePage) -> list[Piece | None]:
    """Above the cases, where a thumb is: other choices among one's cases."""
    which = shown.which
    return [
        _filtered(_("Over fristen"), CaseState.OVERDUE, which),
        _filtered(_("Mine"), CaseState.MINE, which),
        _filtered(_("Nye"), CaseState.NEW, which),
        _filtered(_("Avsluttede"), CaseState.ENDED, which),
        SearchPupil.button(_("Søk elev")),
        ListCases.button(_("Alle åpne saker")) if which.name else None,
        ListCases.button(_("Eldste først"), which=which.name, oldest_first="true")
        if shown.total > 1 and not shown.oldest_first
        else None,
    ]


def _filtered(title: str, state: CaseState, which: CaseFilter) -> Piece | None:
    """Nothing where that is what is shown."""
    return None if which.states == (state,) else ListCases.button(title, which=state.value)


def _turning(shown: CasePage) -> list[Piece | None]:
    return [
        _turned(_("Forrige"), shown.page - 1, shown) if shown.page > 1 else None,
        _turned(_("Neste"), shown.page + 1, shown) if shown.page < shown.pages else None,
        _turned(_("Siste"), shown.pages, shown) if shown.page < shown.pages - 1 else None,
    ]


def _turned(title: str, page: int, shown: CasePage) -> Piece:
    order = "true" if shown.oldest_first else "false"
    return ListCases.button(title, which=shown.which.name, page=str(page), oldest_first=order)


def case_row(line: CaseLine, today: date) -> Card:
    """With its button alone: fifteen that could be pressed besides were more than a message of Teams holds."""
    case = line.case
    marks = [
        *([_("over fristen")] if line.late else []),
        *([_("alvorlig")] if case.serious else []),
        *([_("mistanke om en ansatt (§ 12-5)")] if case.enhanced else []),
        *([_("ny siden sist")] if line.new else []),
    ]
    return box(
        said(f"{case.reference} · {pupil_line(case, line.pupil)}"),
        status(words.items([*_stands(case), *marks]), late=line.late),
        said(_next(line.step, today), subtle=True) if line.step else None,
        buttons(OpenCase.button(_("Åpne sak {reference}", reference=case.reference), case_id=case.id)),
        emphasis=False,
    )


def _stands(case: Case) -> list[str]:
    ended = case.closed_at or case.merged_at
    return [case.status_label, *([words.moment(ended)] if ended and not case.open else [])]


def _next(step: Step, today: date) -> str:
    due = by_when(step, today)
    return words.items([step.rule.title, *([due] if due else [])])


def search_form(filled: Filled = NOTHING) -> Card:
    """A pupil's name is asked for here, in the reply, and nowhere else."""
    return card(
        heading(_("Søk elev")),
        text(_("Jeg leter i sakene du er med i, også de avsluttede."), subtle=True),
        FindPupil.inputs(filled),
        actions=[FindPupil.button(_("Søk")), ListCases.button(_("Åpne saker"))],
    )


def found_card(lines: Sequence[CaseLine], total: int, today: date) -> Card:
    """The same answer for a pupil without a case and for one whose case is not the asker's."""
    more = _("Viser {shown} av {total}. Skriv mer av navnet.", shown=len(lines), total=total)
    return card(
        heading(_("Søk elev")),
        text(_("Fant ingen sak du er med i, om noen med det navnet.")) if not lines else None,
        text(more, subtle=True) if total > len(lines) else None,
        [case_row(line, today) for line in lines],
        actions=[SearchPupil.button(_("Søk igjen")), ListCases.button(_("Alle åpne saker"))],
    )


def search_pointer() -> Card:
    """What «søk elev» is answered with."""
    return card(
        heading(_("Søk elev")),
        text(_("Skriv aldri navn rett i chatten. Trykk på knappen, så får du et skjema.")),
        actions=[SearchPupil.button(_("Søk elev"))],
    )
