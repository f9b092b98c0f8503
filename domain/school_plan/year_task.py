"""The school's årshjul as data (L142–299): what is to be done in a school year, by whom, and the rule for when."""

from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from domain.people.person import Grade, Role
from domain.school_plan.fields import Line, Slug, Text
from domain.text.messages import _
from domain.value import Frozen

Title = Annotated[str, StringConstraints(min_length=1, max_length=80, strip_whitespace=True)]
"""Fits a line of a post."""
Weeks = Annotated[int, Field(ge=1, le=20)]
AHEAD = 4
"""Weeks before its deadline that a task opens when the plan file does not say."""


class Purpose(StrEnum):
    """What a channel in Teams can be for; `GRADE` is the channels of a task's grades."""

    YEAR = "årshjul"
    EVALUATIONS = "evalueringer"
    LEADERSHIP = "ledelse"
    AKS = "aks"
    GRADE = "trinn"


CHANNELS = (Purpose.YEAR, Purpose.EVALUATIONS, Purpose.LEADERSHIP, Purpose.AKS)
"""Those that are not of a grade."""


def _several(written: object) -> object:
    """One purpose may be written without a list."""
    return (written,) if isinstance(written, str) else written


Purposes = Annotated[
    tuple[Purpose, ...],
    Field(min_length=1),
    BeforeValidator(_several, json_schema_input_type=Purpose | tuple[Purpose, ...]),
]


class Whose(StrEnum):
    """Whose days a task follows: AKS is open in most school holidays."""

    SCHOOL = "skole"
    AKS = "aks"


class Per(StrEnum):
    """What a task is done for one by one: who does it for one of them has not done it for the others."""

    SCHOOL = "skole"
    GRADE = "trinn"
    CLASS = "klasse"
    BASE = "base"


class Lists(StrEnum):
    """What is posted, by reference only, on the day of a meeting: the open plans, or the cases where the school's
    leaders have something to decide.
    """

    OPEN_PLANS = "åpne_planer"
    TO_DECIDE = "venter_på_avgjørelse"


class Month(StrEnum):
    """A month of the school year. July is not one: the school is closed."""

    AUGUST = "august"
    SEPTEMBER = "september"
    OCTOBER = "oktober"
    NOVEMBER = "november"
    DECEMBER = "desember"
    JANUARY = "januar"
    FEBRUARY = "februar"
    MARCH = "mars"
    APRIL = "april"
    MAY = "mai"
    JUNE = "juni"

    @property
    def number(self) -> int:
        return (list(Month).index(self) + 7) % 12 + 1


class Weekday(StrEnum):
    """A day the school can be open."""

    MONDAY = "mandag"
    TUESDAY = "tirsdag"
    WEDNESDAY = "onsdag"
    THURSDAY = "torsdag"
    FRIDAY = "fredag"

    @property
    def number(self) -> int:
        """As `date.weekday()` counts."""
        return list(Weekday).index(self)


DAYS_IN = {month: 29 if month is Month.FEBRUARY else 30 if month.number in {4, 6, 9, 11} else 31 for month in Month}


def _day_and_month(written: str) -> str:
    number, month = written.partition(". ")[::2]
    if not (number.isdecimal() and month in set(Month) and 1 <= int(number) <= DAYS_IN[Month(month)]):
        raise ValueError(_("må være en dag i skoleåret, slik: 1. november"))
    return written


DayOfYear = Annotated[str, StringConstraints(max_length=20, strip_whitespace=True), AfterValidator(_day_and_month)]
"""«1. november»; 29 February is the 28th when there is none."""


class InMonth(Frozen):
    """From the first open day of each of these months to the last."""

    kind: Literal["måned"]
    months: Annotated[tuple[Month, ...], Field(min_length=1)]


class EveryMonth(Frozen):
    """As `InMonth`, for all months but these."""

    kind: Literal["hver_måned"]
    skip: tuple[Month, ...] = ()


class ByWeek(Frozen):
    """By the end of each of these ISO weeks; week 53 of a year that has none is week 52. It opens some weeks before."""

    kind: Literal["uke"]
    weeks: Annotated[tuple[Annotated[int, Field(ge=1, le=53)], ...], Field(min_length=1)]
    opens_weeks_before: Weeks = AHEAD


class ByDate(Frozen):
    """At the latest on these days. It opens so many weeks before."""

    kind: Literal["innen"]
    dates: Annotated[tuple[DayOfYear, ...], Field(min_length=1)]
    opens_weeks_before: Weeks = AHEAD


class OnDate(Frozen):
    """On these days, or the first open day after."""

    kind: Literal["dato"]
    dates: Annotated[tuple[DayOfYear, ...], Field(min_length=1)]


class Weekly(Frozen):
    """Once a week; on a closed day the first open day after it that week, or the last before it."""

    kind: Literal["ukentlig"]
    weekday: Weekday


class EverySecondWeek(Frozen):
    """As `Weekly`, in the first week of the school year and every second after it, through holidays and week 53."""

    kind: Literal["annenhver_uke"]
    weekday: Weekday


class AfterEvent(Frozen):
    """Within so many weeks of something somebody says has happened; `says` is the button that says so."""

    kind: Literal["etter_hendelse"]
    event: Slug
    says: Title
    weeks: Weeks


class AfterStart(Frozen):
    """Before so many weeks of the school year have passed; 0 is by its first day."""

    kind: Literal["skolestart"]
    weeks: Annotated[int, Field(ge=0, le=20)]


class PlanningDays(Frozen):
    """On the staff's days of planning before the first school day; by that day when the calendar has none."""

    kind: Literal["planleggingsdager"]


class LastWeek(Frozen):
    """In the last week of the school year."""

    kind: Literal["siste_skoleuke"]


Rule = Annotated[
    InMonth
    | EveryMonth
    | ByWeek
    | ByDate
    | OnDate
    | Weekly
    | EverySecondWeek
    | AfterEvent
    | AfterStart
    | PlanningDays
    | LastWeek,
    Field(discriminator="kind"),
]
RULES: dict[str, type[Frozen]] = {
    "måned": InMonth,
    "hver_måned": EveryMonth,
    "uke": ByWeek,
    "innen": ByDate,
    "dato": OnDate,
    "ukentlig": Weekly,
    "annenhver_uke": EverySecondWeek,
    "etter_hendelse": AfterEvent,
    "skolestart": AfterStart,
    "planleggingsdager": PlanningDays,
    "siste_skoleuke": LastWeek,
}
"""By what the plan file says."""


class YearTask(Frozen):
    """One line of the årshjul. With no grades it is for all of them.

    It is posted on the day it opens and the day it is due; its owners hear of it `remind_before` days of its calendar
    before that day, which opens it when it has not opened yet. `per`: what it is done for one by one.
    `meeting`: a fixed meeting, told of in one line a week or month, never late. `assumed` says that the school's plan
    does not name who, or when, and that the school is to look it over. `before`: the tasks it must be done before.
    `results`: the event that «Ferdig» asks the day of; `leads_to`: the word for what may have to be done next.
    `new_pupil_weeks`: within how many weeks it is done for a pupil who comes during the school year.
    """

    id: Slug
    title: Title
    text: Text
    source: Line
    owners: Annotated[tuple[Slug, ...], Field(min_length=1)]
    grades: tuple[Grade, ...] = ()
    per: Per | None = None
    calendar: Whose = Whose.SCHOOL
    posted_to: Purposes = (Purpose.YEAR,)
    remind_before: tuple[Annotated[int, Field(ge=1, le=60)], ...] = ()
    evidence: Line | None = None
    optional: bool = False
    assumed: bool = False
    meeting: bool = False
    lists: Lists | None = None
    before: tuple[Slug, ...] = ()
    results: Slug | None = None
    leads_to: Literal["varsle"] | None = None
    new_pupil_weeks: Weeks | None = None
    rule: Rule

    made_in_chat: ClassVar[bool] = False
    """What the plan file has never is: its words may stand in messages."""

    @property
    def notice(self) -> str:
        """All that messages say of what it is (law 1)."""
        return _("Ny oppgave") if self.made_in_chat else self.title

    @property
    def done_per(self) -> Per:
        """As the plan file says, or by who is named first: each contact teacher does it for their own class."""
        return self.per or (Per.CLASS if self.owners[0] == Role.CONTACT_TEACHER else Per.SCHOOL)
