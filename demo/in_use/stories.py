"""The cases of the school in use: one in each phase, dated from today backwards in school days."""

from collections.abc import Iterator
from datetime import datetime

from demo.in_use import words
from demo.in_use.acts import DaysBack
from demo.in_use.case import Story

FIRST = 45
"""The first school day before today on which anything is told."""


def stories(days: DaysBack, now: datetime) -> Iterator[Story]:
    """Oldest first; the alert of the last one nobody has taken yet."""
    yield _closed(days)
    yield _evaluated_once(days)
    yield _to_be_evaluated(days)
    yield _step_is_late(days)
    yield _due_now(days)
    yield _new(days, now)


def _closed(days: DaysBack) -> Story:
    """A short plan, that was enough."""
    story = Story(days, "5A", 3, "contact-5A", "line-5-7", "social-2")
    story.alerts(days.at(FIRST, 12), "contact-5A", words.NAMES_CALLED)
    story.takes_on(FIRST, 14)
    story.is_looked_into(FIRST, FIRST - 5)
    story.meets(FIRST - 5, "kort_plan")
    story.puts_a_plan_in_effect(FIRST - 7, FIRST - 12, "kort_tiltak", "kort_enighet")
    story.takes(FIRST - 11, 9, "contact-5A", "oppfølging", "systematisk_observasjon")
    story.is_evaluated(FIRST - 12, FIRST - 26, words.LAST_EVALUATION, safe=True)
    story.takes(FIRST - 24, 9, "contact-5A", "oppfølging", "systematisk_observasjon", "følge_opp")
    story.is_closed(FIRST - 25)
    return story


def _evaluated_once(days: DaysBack) -> Story:
    """A plan that helps and is followed up each week, of the class of the first client."""
    story = Story(days, "4B", 2, "contact-4B", "line-3-4", "social-1")
    story.alerts(days.at(24, 11), "contact-4B", words.LEFT_OUT)
    story.takes_on(24, 12)
    story.is_looked_into(24, 19)
    story.meets(19, "aktivitetsplan")
    story.puts_a_plan_in_effect(15, 10, "analysemøte", "planmøte")
    story.takes(11, 9, "contact-4B", "oppfølging", "systematisk_observasjon")
    story.is_evaluated(10, -3, words.FIRST_EVALUATION, safe=True)
    story.takes(6, 9, "contact-4B", "oppfølging", "systematisk_observasjon")
    story.takes(2, 9, "contact-4B", "oppfølging", "systematisk_observasjon")
    return story


def _to_be_evaluated(days: DaysBack) -> Story:
    """A short plan whose first evaluation is today, or the next school day."""
    story = Story(days, "6C", 5, "contact-6C", "line-5-7", "social-2")
    story.alerts(days.at(14, 13), "contact-6C", words.ONLINE)
    story.takes_on(14, 14)
    story.is_looked_into(14, 8)
    story.meets(8, "kort_plan")
    story.puts_a_plan_in_effect(4, 0, "kort_tiltak", "kort_enighet")
    story.takes(1, 9, "contact-6C", "oppfølging", "systematisk_observasjon")
    return story


def _step_is_late(days: DaysBack) -> Story:
    """Being looked into: an observation was to be done yesterday; the meeting has been called."""
    story = Story(days, "4B", 7, "contact-4B", "line-3-4", "social-1")
    story.alerts(days.at(6, 15), "base-4", words.AT_AKS)
    story.takes_on(6, 16)
    story.takes(5, 9, "line-3-4", "samtale_varsler", "avklaringssamtale")
    story.takes(5, 13, "social-1", "telefon_foresatte")
    story.calls_in(4, 9, -1)
    story.takes(4, 10, "contact-4B", "trygghetsperson")
    story.takes(3, 13, "base-4", "aks_opplevelse")
    return story


def _due_now(days: DaysBack) -> Story:
    """Just begun: what is next is due today, or the next school day."""
    story = Story(days, "2B", 4, "contact-2B", "line-1-2", "social-1")
    story.alerts(days.at(2, 10), "teacher-1,2", words.PUSHED)
    story.takes_on(2, 12)
    story.takes(1, 9, "line-1-2", "samtale_varsler")
    story.calls_in(1, 10, -2)
    return story


def _new(days: DaysBack, now: datetime) -> Story:
    story = Story(days, "3A", 6, "contact-3A", "line-3-4", "social-1")
    story.alerts(days.lately(now), "contact-3A", words.BY_PHONE)
    return story
