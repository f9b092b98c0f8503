"""The plan file with what was changed in chat: read again it gives the same year, and all else stands as it was."""

from datetime import date

from hypothesis import given, settings

from domain.people.person import Role
from domain.school_plan.school_plan import SchoolPlan
from domain.school_plan.year_task import Weekly
from domain.year.changes import ChangeKind, YearChange, changed
from domain.year.wheel import wheel
from services.year.write_plan import WrittenPlan, plan_with_changes
from storage.files.school_plan_file import school_plan_of
from tests.domain.year.test_changes import EVENING, WHEEL, change, changes, new
from tests.kit.school import PLAN, the_plan
from tests.kit.steps.journey import noon

THE_PLAN, TEXT = the_plan(), PLAN.read_text("utf-8")
NOW = noon(date(2026, 11, 28))
OFTEN = [one for one in WHEEL if one.task.id == "fellessamling"]
WEEKLY = next(one for one in WHEEL if isinstance(one.task.rule, Weekly) and one.due.month == 11)


def written(*told: YearChange) -> tuple[SchoolPlan, WrittenPlan]:
    made = plan_with_changes(TEXT, THE_PLAN, told, NOW)
    return school_plan_of(made.text), made


def other_lines(text: str) -> list[str]:
    """Those that are not in the old file."""
    return [line for line in text.splitlines() if line not in TEXT.splitlines()]


def test_only_what_differs_is_written_anew() -> None:
    _plan, made = written(
        change(ChangeKind.OWNERS, owners=(Role.ASSISTANT, Role.TEACHER)),
        change(ChangeKind.GRADES, 1, grades=(4, 6)),
        change(ChangeKind.DAY, 2, key=EVENING.key, day=date(2026, 12, 4)),
    )
    assert other_lines(made.text) == [
        f'version: "{made.version}"',
        "    owners: [assistent, lærer]",
        "    grades: [4, 6]",
        "    rule: {kind: innen, dates: [4. desember], opens_weeks_before: 5}",
    ]
    assert made.version == f"{THE_PLAN.version}-endret-2611281200"
    assert [line for line in TEXT.splitlines() if "#" in line] == [
        line for line in made.text.splitlines() if "#" in line
    ], "the comments"


def test_a_new_task_stands_last_with_quotes_where_it_needs_them() -> None:
    plan, made = written(new(title="Ski: «dag» – # alle", text='Ta med "ski"\nog niste', grades=(4,)))
    task = plan.year[-1]
    assert (task.title, task.text, task.grades) == ("Ski: «dag» – # alle", 'Ta med "ski"\nog niste', (4,))
    assert (task.made_in_chat, task.notice) == (False, task.title)
    assert made.text.startswith(TEXT[: TEXT.index("version")])
    assert len(plan.year) == len(THE_PLAN.year) + 1


def test_what_is_left_out_stands_there_no_more_and_nothing_waits_for_it() -> None:
    text = TEXT.replace("  - id: blime\n", "  - id: blime\n    before: [klassekontrakt, fellessamling]\n")
    told = [change(ChangeKind.SKIPPED, task="klassekontrakt")]
    plan = school_plan_of(plan_with_changes(text, school_plan_of(text), told, NOW).text)
    assert "klassekontrakt" not in {task.id for task in plan.year}
    assert next(task for task in plan.year if task.id == "blime").before == ("fellessamling",)


def test_what_comes_often_keeps_its_other_days() -> None:
    plan, made = written(change(ChangeKind.SKIPPED, task="fellessamling", key=OFTEN[1].key))
    days = [one.due for one in wheel(plan) if one.task.id == "fellessamling"]
    assert days == [one.due for one in OFTEN if one is not OFTEN[1]]
    assert made.other_days


def test_one_time_of_what_is_weekly_cannot_be_written_and_that_is_said() -> None:
    plan, made = written(change(ChangeKind.SKIPPED, task=WEEKLY.task.id, key=WEEKLY.key))
    assert made.not_said == (WEEKLY.task.title,)
    assert plan.year == THE_PLAN.year


def test_a_plan_that_was_written_before_gets_a_version_of_its_own() -> None:
    plan, made = written(new())
    again = plan_with_changes(made.text, plan, [new()], noon(date(2026, 12, 1)))
    assert again.version == f"{THE_PLAN.version}-endret-2612011200"
    assert len(school_plan_of(again.text).year) == len(plan.year)


@settings(max_examples=15)
@given(changes())
def test_read_again_it_gives_the_same_days_for_the_same_people(told: list[YearChange]) -> None:
    plan, made = written(*told)
    year = {(one.task.id, one.due, one.task.owners, one.task.grades) for one in changed(WHEEL, told, THE_PLAN)}
    unsaid = {task.id for task in THE_PLAN.year if task.title in made.not_said}
    found = {(one.task.id, one.due, one.task.owners, one.task.grades) for one in wheel(plan)}
    assert {one for one in found if one[0] not in unsaid} == {one for one in year if one[0] not in unsaid}


def test_a_file_in_another_style_is_written_in_it() -> None:
    old = TEXT[TEXT.index("  - id: aktivitetskveld") :]
    old = old[: old.index("\n  - id:", 5) + 1]
    fields = (
        "id: aktivitetskveld, title: Kveld, text: Alle kommer, source: L1, owners: [rektor]",
        "rule: {kind: siste_skoleuke}",
    )
    last = TEXT.replace(old, "").rstrip() + f"\n  - {{{', '.join(fields)}}}"
    told = [change(ChangeKind.GRADES, grades=(4,)), new(1)]
    plan = school_plan_of(plan_with_changes(last, school_plan_of(last), told, NOW).text)
    assert {task.id: task.grades for task in plan.year[-2:]} == {"aktivitetskveld": (4,), "ny_1": ()}
