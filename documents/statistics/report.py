"""What is told outside of a half-year, for the school owner, SMU and driftsstyret: charts, each with its table.

Beside it stands the same half of the year before, when that was told.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

from documents.parts.model import Chart, Document, Drawn, Paragraph, Piece, Section, Table
from domain.school_plan.school_plan import SchoolPlan
from domain.statistics.called import called
from domain.statistics.hiding import Stepped, highest
from domain.statistics.period import Period, year_of_halves
from domain.statistics.told import KEPT_LABELS, SATURDAY, TASK_LABELS, ToldHalf, said
from domain.text.messages import N_, Labels, _, worded
from domain.text.moments import full_day

Told = Mapping[Period, ToldHalf]
Values = Mapping[str, int]
HEADINGS = Labels(
    {
        "kept": N_("Frister, og om det hjelper"),
        "grade": N_("Saker etter trinn"),
        "kind": N_("Saker etter hva de gjelder"),
        "place": N_("Saker etter sted"),
        "weekday": N_("Saker etter ukedag"),
    }
)
ABOUT = (
    N_(
        "Tallene er fra alle skolens saker som begynte i halvåret, uten saker der en ansatt kan ha krenket en elev "
        "(§ 12-5), og uten saker utenom skolen."
    ),
    N_(
        "Færre enn fem står som «færre enn 5», også når det er ingen. Andre antall står i trinn på fem, også summer. I "
        "figurene er det som minst er, mørkt, og det som kan være, lyst."
    ),
    N_("En sak kan gjelde flere ting og flere steder. Hver sak begynner med et varsel og er telt som sak."),
    N_(
        "Et halvår telles én gang, når det er over, og rapporten sier det samme hver gang den lages. Det som ble gjort "
        "i sakene senere, er ikke med."
    ),
)
TOO_MUCH = N_("Ikke vist: sammen med de andre tallene ville det sagt for mye.")
SCHOOL_OWNER = N_("Til skoleeier, SMU og driftsstyret")


def report(half: Period, told: Told, school_plan: SchoolPlan, made_at: datetime, made_by: str) -> Document:
    """`told`: what has been told of the half, and of what stands beside it."""
    now, before = told[half], told.get(half.before)
    halves = [now, before] if before else [now]
    return Document(
        title=_("Skolemiljøet {half}", half=half.label),
        reference="",
        school=school_plan.school,
        law=school_plan.law[:1].upper() + school_plan.law[1:],
        made_at=made_at,
        made_by=made_by,
        edition=worded(SCHOOL_OWNER),
        sections=(
            Section(_("Om tallene"), (*(Paragraph(worded(one)) for one in ABOUT), _counted(halves))),
            Section(_("Saker"), (*_sums(halves), *_months(half, told, lambda one: one.cases))),
            Section(_("Nye varsler i saker som var åpne"), (*_months(half, told, lambda one: one.alerts),)),
            *(Section(HEADINGS[name], (*_table(name, halves),)) for name in HEADINGS),
            Section(_("Oppgavene i årshjulet"), (*_tasks(halves),)),
        ),
    )


def _counted(halves: list[ToldHalf]) -> Piece:
    rows = tuple((one.half.label, full_day(one.on)) for one in halves)
    return Table((_("Halvår"), _("Talt")), rows, whole=True)


def _sums(halves: list[ToldHalf]) -> Iterator[Piece]:
    yield from _drawn(
        _("Hva"),
        [(one.half.label, {"cases": one.cases.total, "alerts": one.alerts.total}) for one in halves],
        lambda key: _("Saker i alt") if key == "cases" else _("Nye varsler i saker som var åpne"),
    )


def _months(half: Period, told: Told, of: Callable[[ToldHalf], Stepped]) -> Iterator[Piece]:
    """The year so far above the one before, a colour for each month."""
    year = year_of_halves(half)
    months = {one.label: _of_year(one, half, told, of) for one in (year, year.before)}
    rows = tuple((label, values) for label, values in months.items() if {*values.values()} != {None})
    names = [called("month", str(month), {}) for month in year.months]
    marks = tuple((label, tuple(_mark(one) for one in values.values())) for label, values in rows)
    yield Chart(_alt(), tuple(names), marks, _most(mark for _label, of_row in marks for mark in of_row), heat=True)
    columns = (_("Måned"), *(label for label, _values in rows))
    by_month = zip(*((mark.said for mark in of_row) for _label, of_row in marks), strict=True)
    yield Table(columns, tuple((name, *row) for name, row in zip(names, by_month, strict=True)), whole=True)


def _of_year(year: Period, half: Period, told: Told, of: Callable[[ToldHalf], Stepped]) -> dict[str, int | None]:
    """By month; None for what is not told."""
    found: dict[str, int | None] = dict.fromkeys(map(str, year.months))
    for one in told.values():
        if year.first <= one.half.first <= min(year.last, half.last):
            found |= of(one).tables.get("month", {})
    return found


def _table(name: str, halves: list[ToldHalf]) -> Iterator[Piece]:
    if name not in halves[0].cases.tables:
        yield Paragraph(worded(TOO_MUCH))
        return
    values = [(one.half.label, one.cases.tables[name]) for one in halves if name in one.cases.tables]
    labels = {key: label for one in reversed(halves) for key, label in one.labels.get(name, {}).items()}
    yield from _drawn(_("Hva"), values, lambda key: _called(name, key, labels))


def _called(name: str, key: str, labels: Mapping[str, str]) -> str:
    if name == "kept":
        return KEPT_LABELS[key]
    return _("lørdag og søndag") if (name, key) == ("weekday", SATURDAY) else called(name, key, labels)


def _tasks(halves: list[ToldHalf]) -> Iterator[Piece]:
    values = [(one.half.label, one.tasks) for one in halves if one.tasks is not None]
    if values:
        yield from _drawn(_("Oppgaver"), values, TASK_LABELS.__getitem__)


def _drawn(what: str, values: Sequence[tuple[str, Values]], label: Callable[[str], str]) -> Iterator[Piece]:
    """Bars, and the same as a table. `values`: of each half, the newest first."""
    keys = [*values[0][1]]
    rows = tuple((label(key), tuple(_mark(of.get(key)) for _half, of in values)) for key in keys)
    series = tuple(half for half, _of in values)
    yield Chart(_alt(), series, rows, _most(mark for _name, marks in rows for mark in marks))
    yield Table((what, *series), tuple((name, *(mark.said for mark in marks)) for name, marks in rows), whole=True)


def _alt() -> str:
    return _("Figur. De samme tallene står i tabellen under.")


def _mark(step: int | None) -> Drawn:
    return Drawn(0, 0, _("ikke talt")) if step is None else Drawn(step, highest(step), said(step))


def _most(marks: Iterator[Drawn]) -> int:
    return max((mark.most for mark in marks), default=1) or 1
