from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from domain.checks.school_plan import dry_run, plan_problems, plan_warnings
from domain.people.person import Role
from domain.school_plan.alert_form import PLATFORM_LABELS, Looked, Platforms
from domain.school_plan.calendar import FreeDay
from domain.school_plan.fields import Duty, Retention
from domain.school_plan.school_plan import Contact, SchoolPlan, Scope
from tests.kit.people.cast import person
from tests.kit.school import MONDAY, the_plan
from tests.kit.school_plans import altered
from tests.kit.steps.journey import replanned

THE_PLAN = the_plan()
TODAY = date(2026, 11, 23)


def changed(**parts: dict[str, Any]) -> SchoolPlan:
    """The plan with some fields of some of its parts written otherwise."""
    data = THE_PLAN.model_dump(mode="json")
    return SchoolPlan.model_validate(data | {name: data[name] | fields for name, fields in parts.items()})


@pytest.mark.parametrize(
    ("part", "fields", "says"),
    [
        ("pick_lists", {"kinds": [{"id": "a", "label": "A"}, {"id": "a", "label": "B"}]}, "samme id står to ganger"),
        ("calendar", {"last_school_day": "2026-08-17"}, "ikke etter første skoledag"),
        ("calendar", {"school_year": "2025/26"}, "ligger ikke i skoleåret 2025/26"),
        ("routing", {"recipients": [{"role": "sosiallærer", "scope": "skole"}]}, "rektor må stå blant mottakerne"),
        ("routing", {"leadership": ["trinnleder"]}, "rektor må stå i ledelsen"),
    ],
)
def test_a_plan_that_cannot_be_lived_by_is_refused(part: str, fields: dict[str, Any], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        changed(**{part: fields})


def test_every_duty_has_its_guidance_once() -> None:
    for guidance in (THE_PLAN.guidance[1:], (*THE_PLAN.guidance, THE_PLAN.guidance[0])):
        with pytest.raises(ValidationError, match="hver av de fem delpliktene"):
            SchoolPlan.model_validate(THE_PLAN.model_dump() | {"guidance": guidance})
    assert [THE_PLAN.guidance_for(duty).duty for duty in Duty] == list(Duty)


@pytest.mark.parametrize(("first", "last"), [("2027-01-04", "2027-01-03"), ("2026-12-21", "2027-12-31")])
def test_a_free_day_with_the_wrong_year_is_refused(first: str, last: str) -> None:
    with pytest.raises(ValidationError, match=r"dag er før|årstallet"):
        FreeDay.model_validate({"first": first, "last": last, "label": "Juleferie"})


def test_an_id_the_school_has_removed_is_shown_as_it_is() -> None:
    assert THE_PLAN.pick_lists.label("places", "skolevei") == "Skolevei"
    assert THE_PLAN.pick_lists.label("places", "svømmehall") == "svømmehall"


def test_a_blank_is_unknown_and_never_a_number() -> None:
    blank = Contact.model_validate({"id": "x", "title": "X", "name": "", "phone": ""})
    assert (blank.name, blank.phone) == (None, None)


@pytest.mark.parametrize(
    ("scope", "who", "where", "covers"),
    [
        (Scope.SCHOOL, "social", (4, "4B", None), True),
        (Scope.GRADE, "line", (4, "4B", None), True),
        (Scope.GRADE, "line", (6, "6A", None), False),
        (Scope.GRADE, "line", (None, None, None), True),
        (Scope.CLASS, "teacher", (4, "4B", None), True),
        (Scope.CLASS, "teacher", (None, None, None), False),
        (Scope.BASE, "base", (4, "4B", "Base 4"), True),
        (Scope.BASE, "base", (4, "4B", None), False),
    ],
)
def test_a_role_is_narrowed_to_the_pupil(
    scope: Scope, who: str, where: tuple[int | None, str | None, str | None], covers: bool
) -> None:
    assert scope.covers(person(who), *where) is covers


def test_the_blanks_of_the_schools_plan_are_asked_for() -> None:
    warnings = plan_warnings(THE_PLAN, TODAY)
    assert "fyll inn: telefon til Grunnskoledirektøren" in warnings
    assert "fyll inn: navnet på Grunnskoledirektøren" in warnings
    assert "antatt, se over: Høstferie 28.9.2026" in warnings
    assert "se over: hva som gjelder når rektor er inhabil (forvaltningsloven §§ 6–8)" in warnings
    assert not [line for line in warnings if "skoleåret" in line]


def test_a_plan_with_everything_filled_in_has_no_warnings() -> None:
    contacts = THE_PLAN.contacts.model_dump(mode="json")
    contacts["school_owner_director"] |= {"name": "Direktøren", "phone": "23 00 00 00"}
    contacts["bullying_ombud"] |= {"phone": "23 00 00 01"}
    contacts["state_administrator"] |= {"phone": "23 00 00 02", "address": "Postboks 1, 0001 Oslo"}
    days = [day.model_dump(mode="json") | {"assumed": False} for day in THE_PLAN.calendar.school_free]
    laws = ("principal_disqualified", "physical_intervention")
    alert = {law: getattr(THE_PLAN.alert, law).model_dump() | {"look_over": False} for law in laws}
    assert THE_PLAN.for_guardians
    given = THE_PLAN.for_guardians.model_dump() | {"answered_within": "to skoledager"}
    calendar = {"school_free": days, "aks_free": []}
    platforms = dict.fromkeys(Platforms.model_fields, "Loggen")
    filled = changed(alert=alert, contacts=contacts, calendar=calendar, for_guardians=given, platforms=platforms)
    assert plan_warnings(filled, TODAY) == ()


@pytest.mark.parametrize("name", Platforms.model_fields)
def test_each_platform_the_school_has_not_named_is_asked_for(name: str) -> None:
    asked = f"fyll inn: {PLATFORM_LABELS[name]} (platforms.{name})"
    assert asked in plan_warnings(THE_PLAN, TODAY)
    filled = plan_warnings(changed(platforms={name: "Loggen"}), TODAY)
    assert asked not in filled
    assert sum("(platforms." in line for line in filled) == len(Platforms.model_fields) - 1


def test_a_blank_platform_is_not_told_of() -> None:
    named = Platforms.model_validate({"watching": "", "intervening": "Loggen"})
    assert named.told("watching", "intervening") == ["At du har grepet inn, skrives også i Loggen."]


def test_a_list_of_logs_without_one_of_measures_is_pointed_out() -> None:
    logs = [one.model_dump() | {"carried_out": False} for one in THE_PLAN.pick_lists.log_types]
    told = [line for line in plan_warnings(changed(pick_lists={"log_types": logs}), TODAY) if "carried_out" in line]
    assert len(told) == 1
    assert told[0].endswith("blir skrevet som «Annet»")


def test_what_guardians_would_miss_in_the_text_they_are_given_is_asked_for() -> None:
    warnings = plan_warnings(THE_PLAN, TODAY)
    assert "fyll inn: hvor raskt skolen svarer foresatte (for_guardians.answered_within)" in warnings
    assert "fyll inn: telefon til Mobbeombudet i Oslo" in warnings
    assert "fyll inn: adressen til Statsforvalteren i Østfold, Buskerud, Oslo og Akershus" in warnings
    none = changed(contacts={"state_administrator": None, "bullying_ombud": None})
    assert "mangler: Statsforvalteren med adresse (contacts.state_administrator)" in plan_warnings(none, TODAY)
    assert "mangler: mobbeombudet (contacts.bullying_ombud)" in plan_warnings(none, TODAY)


def test_when_force_may_be_used_is_to_be_looked_over() -> None:
    assert "se over: når en ansatt kan gripe inn fysisk (§ 13-4)" in plan_warnings(THE_PLAN, TODAY)
    other = "sier ikke det samme om når (§ 13-4)"
    assert not any(other in line for line in plan_warnings(THE_PLAN, TODAY)), "the guidance says the same"
    before = changed(alert={"physical_intervention": "Fysisk makt skal meldes til rektor."})
    assert before.alert.physical_intervention == Looked(text="Fysisk makt skal meldes til rektor.")
    assert any(other in line for line in plan_warnings(before, TODAY))


@pytest.mark.parametrize(
    ("today", "says"),
    [
        (date(2027, 4, 20), "skoleåret 2026/27 slutter 18.6.2027"),
        (date(2027, 6, 18), "skoleåret 2026/27 slutter 18.6.2027"),
        (date(2027, 6, 19), "skoleåret 2026/27 er slutt"),
    ],
)
def test_a_calendar_that_runs_out_is_told_of_in_time(today: date, says: str) -> None:
    assert [line for line in plan_warnings(THE_PLAN, today) if line.startswith(says)]


@pytest.mark.parametrize("day", ["2026-08-14", "2027-06-21"])
def test_a_free_day_outside_the_year_is_told_of(day: str) -> None:
    free = {"first": day, "last": day, "label": "Fridag"}
    warnings = plan_warnings(changed(calendar={"school_free": [free]}), TODAY)
    assert any("ligger utenfor skoleåret 2026/27" in line for line in warnings)


def test_a_dry_run_says_by_when_and_who() -> None:
    said = "\n".join(dry_run(THE_PLAN, MONDAY))
    assert "Et varsel sendt 23.11.2026 kl. 12.41" in said
    assert "oppstartsmøte innkalt senest 30.11.2026" in said
    assert "trinnleder for elevens trinn" in said
    assert "baseleder for elevens base" in said
    assert "når rektor ikke kan nås: assisterende rektor" in said
    assert "mistanke om at noen i ledelsen har krenket: bare skoleeier, og ingen på skolen" in said


def test_the_school_owner_is_not_of_the_school() -> None:
    assert THE_PLAN.routing.leadership_suspected == Role.SCHOOL_OWNER
    assert Role.SCHOOL_OWNER not in {recipient.role for recipient in THE_PLAN.routing.recipients}


def test_a_plan_that_says_nothing_of_the_old_form_is_pointed_out() -> None:
    silent = altered(THE_PLAN, alert=altered(THE_PLAN.alert, portal=None))
    assert [*plan_problems(silent)]
    assert not any("gamle skjemaet" in line for line in dry_run(silent, MONDAY))


def test_only_who_saw_it_is_likely_to_tell_of_now() -> None:
    lists = THE_PLAN.pick_lists
    seen = [source.id for source in lists.sources if lists.first_hand(source.id)]
    assert seen == ["så_selv"]
    assert not lists.first_hand(None)


def test_the_plan_marks_what_a_line_on_a_measure_is() -> None:
    lists = THE_PLAN.pick_lists
    assert lists.carried_out == "tiltak_utført"
    unmarked = tuple(altered(one, carried_out=False) for one in lists.log_types)
    assert altered(lists, log_types=unmarked).carried_out == "annet", "a plan of before it was asked"


def test_doing_nothing_without_asking_the_pupil_is_pointed_out() -> None:
    says = "Hold oppstartsmøte: «Ikke behov for tiltak» kan velges uten at eleven sier at det er trygt og godt"
    meeting = next(step for step in THE_PLAN.procedure.steps if step.id == "oppstartsmøte")
    asked = [one.model_dump(mode="json") for one in meeting.asks if one.id != "trygt_nå"]
    assert says in plan_warnings(replanned(THE_PLAN, oppstartsmøte={"asks": asked}), TODAY)
    assert says not in plan_warnings(THE_PLAN, TODAY)


def test_a_school_without_bases_tells_of_none() -> None:
    recipients = tuple(one for one in THE_PLAN.routing.recipients if one.scope is not Scope.BASE)
    said = dry_run(altered(THE_PLAN, routing=altered(THE_PLAN.routing, recipients=recipients)), MONDAY)
    assert not any("som går på" in line for line in said)


@pytest.mark.parametrize("hides", [True, False])
def test_a_dry_run_says_when_it_is_hidden_who_reported(*, hides: bool) -> None:
    plan = altered(THE_PLAN, routing=altered(THE_PLAN.routing, hide_reporter=hides))
    line = "i slike saker ser bare rektor eller stedfortreder hvem som varslet"
    assert any(line in said for said in dry_run(plan, MONDAY)) is hides


@pytest.mark.parametrize("counts", [True, False])
def test_a_dry_run_says_when_the_owner_is_given_counts(*, counts: bool) -> None:
    told = "Skoleeiers kontakt får hver måned tall uten innhold. Lederne får vite det først, og ser de samme."
    assert (told in dry_run(altered(THE_PLAN, owner_counts=counts), MONDAY)) is counts


def test_a_dry_run_says_when_logs_on_a_pupil_without_a_case_go() -> None:
    line = "Logger på en elev uten sak slettes 3 hele år etter året de er fra."
    assert line in dry_run(altered(THE_PLAN, retention=Retention(pupil_logs_years=3)), MONDAY)
    assert not any("uten sak" in said for said in dry_run(THE_PLAN, MONDAY))


def test_a_dry_run_says_what_is_deleted_without_being_in_the_archive() -> None:
    own = altered(THE_PLAN, retention=Retention(unfiled_years=10, groundless_days=30))
    assert dry_run(THE_PLAN, MONDAY)[-1] == "En sak som ikke er journalført, slettes aldri."
    assert dry_run(own, MONDAY)[-3:] == (
        "En avsluttet sak slettes 90 dager etter at hele saken er journalført.",
        "En sak som ikke er journalført, slettes etter 10 år.",
        "En feilregistrert sak slettes etter 30 dager, journalført eller ikke.",
    )
