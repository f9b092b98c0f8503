"""What could not begin stands among what was not done, with the day it had."""

from dataclasses import replace
from datetime import date

from documents.oversight.left_out import left_out
from documents.parts.masks import Mask
from documents.parts.model import Table
from domain.documents.editions import Edition
from domain.ids import RecordId
from domain.lateness.first_days import FirstDays
from domain.steps.record import StepRecord, Taken
from tests.documents.test_my_plan import material
from tests.kit.people.cast import everyone
from tests.kit.steps.journey import SOCIAL, THE_PLAN, Journey, noon

MEETING, CALL = "oppstartsmøte", "innkalling"


def test_a_step_that_could_not_begin_says_why_and_which_day_it_had_at_first() -> None:
    journey = Journey()
    put_off = StepRecord(
        id=RecordId("r"),
        step=MEETING,
        taken=Taken.POSTPONED,
        at=noon(date(2026, 11, 24)),
        by=SOCIAL.id,
        due=date(2026, 11, 25),
        until=date(2026, 11, 30),
    )
    m = replace(
        material(journey, 4),
        made_at=noon(date(2026, 12, 14)),
        first_days=FirstDays((put_off,), (), THE_PLAN.procedure),
    )
    people = {one.id: one for one in everyone()}
    table = left_out(m, Mask([], m.pupil, people, hide_staff=False, edition=Edition.CASE))[0]
    assert isinstance(table, Table)
    titles = THE_PLAN.procedure.titles
    told = {row[0]: row[1] for row in table.rows}[titles[MEETING]]
    assert told.startswith(f"Ikke begynt, fordi dette ikke er gjort: «{titles[CALL]}»")
    assert told.endswith("\nFørste frist 25.11.2026")
