"""Made-up cases of every branch, as the conversations tell them: what is kept of a release is their histories."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, date, datetime, timedelta

from tests.conversations import test_another_school as another_school
from tests.conversations.access import test_break_glass, test_for_a_while
from tests.conversations.activity_plan import test_min_plan, test_plan
from tests.conversations.alert import test_care, test_routing
from tests.conversations.case import test_case, test_incidents, test_inhabil, test_naming_late, test_one_child
from tests.conversations.case.test_unknown_pupil import test_it_is_the_line_leaders_step_with_a_day as finds_out
from tests.conversations.correcting import (
    test_another_pupil,
    test_endings,
    test_force_on,
    test_reporter,
    test_roles,
    test_undo,
)
from tests.conversations.patterns import test_patterns
from tests.conversations.steps import test_ending, test_other_pupil, test_saksgang
from tests.golden import changes
from tests.kit.school import Chat
from tests.kit.steps.saksgang import short_plan_in_effect
from tests.kit.year.school_year import alerted, closed, decided, evaluated, followed_up, planned, shortly_planned, taken

Story = Callable[[Chat], Awaitable[None]]
CASE = "case"


async def _begins(chat: Chat, day: date, outcome: str) -> str:
    """An alert of that day, taken the day after; the start meeting is a week later."""
    cases: dict[str, str] = {}
    chat.clock.now = datetime(day.year, day.month, day.day, 10, tzinfo=UTC)
    await alerted(chat, cases, CASE, "Kanariane Fuglesang")
    chat.clock.forward(days=1)
    await taken(chat, cases[CASE])
    chat.clock.forward(days=6)
    await decided(chat, cases[CASE], outcome)
    chat.clock.forward(days=1)
    return cases[CASE]


async def activity_plan(chat: Chat) -> None:
    reference = await _begins(chat, date(2026, 8, 24), "aktivitetsplan")
    await planned(chat, reference, chat.clock.now.date())
    chat.clock.forward(days=7)
    await evaluated(chat, reference, chat.clock.now.date() + timedelta(days=16))
    chat.clock.forward(days=16)
    await followed_up(chat, reference)


async def short_plan(chat: Chat) -> None:
    reference = await _begins(chat, date(2026, 10, 19), "kort_plan")
    await shortly_planned(chat, reference, chat.clock.now.date())
    chat.clock.forward(days=8)
    await followed_up(chat, reference)


async def no_need(chat: Chat) -> None:
    await closed(chat, await _begins(chat, date(2026, 9, 14), "ikke_behov"))


def _of_a_plan(story: Callable[[Chat, str], Awaitable[None]]) -> Story:
    """What is told of a case with a short plan in effect."""

    async def told(chat: Chat) -> None:
        await story(chat, await short_plan_in_effect(chat))

    return told


ROSENHOLM: Mapping[str, Story] = {
    "activity_plan": activity_plan,
    "short_plan": short_plan,
    "no_need": no_need,
    "measures_that_fail": _of_a_plan(test_plan.test_measures_that_fail_are_followed_by_new_ones_that_cannot_be_put_off),
    "measures_that_end": _of_a_plan(test_plan.test_what_an_evaluation_has_ended_stays_ended),
    "versions_filed": _of_a_plan(test_plan.test_each_version_is_filed_as_the_one_it_was),
    "asked_before_the_measures": _of_a_plan(test_plan.test_before_and_after_begin_before_the_measures),
    "read_aloud": _of_a_plan(test_min_plan.test_what_the_pupil_corrects_enters_the_plan_as_the_pupils_own_words),
    "employee_groundless": test_routing.test_the_principal_decides_and_a_groundless_one_needs_its_reason,
    "employee_serious": test_routing.test_a_serious_one_is_told_to_the_owner_and_is_never_groundless,
    "employee_named_late": test_case.test_a_leader_names_the_employee_later,
    "leadership": test_routing.test_the_leadership_is_suspected_and_nobody_at_school_knows,
    "merged": test_one_child.test_yes_goes_into_the_older_whose_clocks_go_on,
    "merged_with_duties": test_incidents.test_every_duty_of_two_violent_cases_stands_in_the_one_they_become,
    "merged_and_split": test_one_child.test_a_wrong_merge_is_undone_with_a_reason,
    "kept_apart": test_one_child.test_no_is_remembered_and_said_to_nobody,
    "another_incident": test_incidents.test_what_comes_out_later_is_an_incident_of_its_own,
    "own_case_of_the_violator": test_saksgang.test_the_pupil_who_violates_gets_a_case_of_their_own,
    "other_pupils_talk": test_other_pupil.test_in_the_own_case_also_when_it_is_opened_later,
    "mapped_again_and_reopened": test_saksgang.test_mapping_again_and_opening_anew,
    "handed_over_put_off_not_needed": test_saksgang.test_a_step_is_handed_over_put_off_and_not_needed,
    "reopened_before_anyone_heard": test_ending.test_nobody_hears_of_one_that_is_open_again,
    "taken_back": test_undo.test_later_a_leader_undoes_it_and_says_why,
    "safe_adult_taken_back": test_undo.test_a_safe_adult_who_was_chosen_by_mistake_is_off_the_case,
    "another_pupil": test_another_pupil.test_what_the_wrong_child_said_is_asked_of_the_right_one,
    "another_pupils_kin": test_another_pupil.test_next_of_kin_of_the_right_child_go_off_the_case,
    "role_righted": test_roles.test_who_turns_out_to_be_exposed_gets_a_case_of_the_same_alert,
    "force_on_another": test_force_on.test_on_whom_force_was_used_is_said_later_and_put_right,
    "said_wrong": test_reporter.test_those_who_can_put_it_right_hear_of_it_and_the_words_stand_in_the_history,
    "misregistered": test_endings.test_a_case_that_never_was_one_is_closed_without_the_childs_words,
    "left_the_school": test_endings.test_a_pupil_has_left_and_what_was_not_done_stands_in_the_history,
    "unknown_pupil": finds_out,
    "inhabil": test_inhabil.test_when_the_principal_is_inhabil_the_deputy_acts_and_the_owner_is_told,
    "member_and_off": test_case.test_a_member_is_added_with_a_reason_and_taken_off_with_one,
    "corrected_log": test_case.test_a_log_is_there_once_and_is_never_changed,
    "logged_before": test_case.test_a_log_on_a_pupil_becomes_part_of_a_later_case,
    "log_that_became_an_alert": test_patterns.test_a_log_that_became_an_alert_stands_in_no_other_case,
    "pattern_assessed": test_patterns.test_the_assessment_stands_in_a_later_case,
    "another_class_and_leader": changes.another_class_and_leader,
    "nobody_takes_it": changes.nobody_takes_it,
    "named_late": test_naming_late.test_after_it_is_taken_a_naming_changes_nothing_in_the_case_for_anyone,
    "on_it_for_a_while": test_for_a_while.test_it_is_prolonged_and_then_made_to_last,
    "kept_longer": changes.kept_longer,
    "read_in_need": test_break_glass.test_a_leader_who_is_not_on_the_case_reads_it_and_all_hear_of_it,
    "care": test_care.test_it_is_answered_with_the_day_and_how,
}
BEFORE_HELLO: Mapping[str, Story] = {
    "reached_late": changes.reached_late,
    "not_reached": test_routing.test_the_next_in_line_joins_the_case_when_a_notice_does_not_arrive,
}
FJORDGLYTT: Mapping[str, Story] = {
    "short_plan": another_school.test_a_short_plan_from_alert_to_closed,
    "no_need": another_school.test_no_need_by_the_schools_own_word_for_it_asks_the_pupil,
    "minutes": another_school.test_minutes_are_of_the_kind_the_school_has_for_them,
    "violence": another_school.test_violence_by_its_mark_is_registered_where_the_municipality_does,
}
