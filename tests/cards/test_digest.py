from datetime import date

from cards.reminders.digest import digest_card
from domain.reminders.digest import Morning, Nudge
from tests.kit.people.cast import everyone, person
from tests.kit.school import words
from tests.kit.steps.journey import THE_PLAN, later, received

TUESDAY = later(1)


def morning(day: date, *, serious: bool) -> list[Nudge]:
    """The principal's, of a case of Monday."""
    journey = received(serious=serious)
    return Morning(everyone(), THE_PLAN, day).digest(person("principal"), [(journey.case, journey.now)])


def test_a_serious_case_looks_like_any_other() -> None:
    ordinary, serious = (morning(TUESDAY, serious=serious) for serious in (False, True))
    assert {nudge.step.rule.id for nudge in ordinary} == {"samtale_varsler"}
    assert {nudge.step.rule.id for nudge in serious} == {"samtale_varsler", "skoleeier"}
    assert words(digest_card(serious, TUESDAY)) == words(digest_card(ordinary, TUESDAY))
