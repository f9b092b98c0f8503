"""The plan to look things up in: its handbook, its procedure, its year, its free days; and what nobody would meet."""

from typing import Any

import pytest
from pydantic import ValidationError

from domain.handbook.sections import handbook_of
from domain.handbook.unmet import unmet
from domain.school_plan.fields import Duty
from domain.school_plan.own_words import MeasureExamples, Words
from domain.school_plan.school_plan import SchoolPlan
from tests.kit.school import the_plan
from tests.kit.school_plans import altered
from tests.kit.steps.journey import replanned

PLAN = the_plan()


def with_handbook(*chapters: dict[str, Any]) -> SchoolPlan:
    dumped = PLAN.model_dump(mode="json")
    for step in dumped["procedure"]["steps"]:
        step["topics"] = []
    return SchoolPlan.model_validate(dumped | {"handbook": chapters})


def chapter(chapter_id: str, *topics: str) -> dict[str, Any]:
    told = [{"id": topic, "title": topic, "points": ["Noe."]} for topic in topics]
    return {"id": chapter_id, "title": chapter_id, "topics": told}


def test_every_duty_has_a_chapter_and_every_phase_its_steps() -> None:
    handbook = handbook_of(PLAN)
    assert {one.duty for one in handbook.chapters} == {*Duty, None}
    assert [one.title for one in handbook.phases][:3] == ["Følge med", "Gripe inn", "Varsle"]
    steps = [entry.id for phase in handbook.phases for entry in phase.entries]
    first_of_title = {(step.phase, step.title): step.id for step in reversed(_by_phase())}
    assert steps == [f"step.{one.id}" for one in _by_phase() if first_of_title[one.phase, one.title] == one.id]
    assert handbook.entries["step.observasjon"].points[0].startswith("Observer ute og inne")
    assert handbook.entries["step.observasjon"].points[-1] == "Hvem: kontaktlærer."
    assert handbook.entries["step.følge_med"].points == ("Alle ansatte følger med på eleven, hele tiden, også på AKS.",)


def _by_phase() -> list[Any]:
    phases = list(dict.fromkeys(step.phase for step in PLAN.procedure.steps))
    return sorted(PLAN.procedure.steps, key=lambda step: phases.index(step.phase))


def test_the_year_and_the_free_days_are_looked_up_too() -> None:
    handbook = handbook_of(PLAN)
    assert set(handbook.sections).isdisjoint(entry.id for entry in handbook.others)
    points = handbook.entries["calendar"].points
    assert "Høstferie: 28.9.2026 til 2.10.2026." in points
    assert "Inneklemt dag: 7.5.2027." in points
    shown_by = [one for task in PLAN.year for one in handbook.entries[f"task.{task.id}"].points if "Vises ved" in one]
    assert len(shown_by) == sum(task.evidence is not None for task in PLAN.year)


def test_a_topic_is_there_once_and_steps_know_it() -> None:
    with pytest.raises(ValidationError, match="samme id står to ganger: tegn"):
        with_handbook(chapter("a", "tegn"), chapter("b", "tegn"))
    with pytest.raises(ValidationError, match="samme id står to ganger: a"):
        with_handbook(chapter("a", "x"), chapter("a", "y"))
    with pytest.raises(ValidationError, match="emner som ikke finnes: finnes_ikke"):
        replanned(PLAN, observasjon={"topics": ["finnes_ikke"]})


def test_of_the_schools_plan_everything_is_met() -> None:
    assert [*unmet(PLAN), *unmet(PLAN, frozenset({1, 2, 3, 4, 5, 6, 7}))] == []


def test_what_nobody_would_meet_is_named() -> None:
    assert "Ingen" not in PLAN.school
    no_aks = altered(PLAN, words=altered(PLAN.words, after_school=None))
    assert [*unmet(no_aks)] == ["ingen møter eksemplene på tiltak på AKS: skolen har ingen («words.after_school»)"]
    assert [*unmet(altered(no_aks, measure_examples=MeasureExamples()))] == []
    assert [one.split(":")[1] for one in unmet(PLAN, frozenset({1}))] == [" ingen elever går på de trinnene"] * 2
    assert [*unmet(replanned(PLAN, telefon_foresatte={"hands_out": False}))] == [
        "ingen møter «Dette kan dere gjøre»: sett «hands_out: true» på et steg"
    ]
    assert [*unmet(altered(PLAN, for_guardians=None))] == []
    assert [*unmet(replanned(PLAN, innkalling={"topics": []}))] == [
        "se over: steget «Kall inn til oppstartsmøte» har ikke noe under «Slik gjør du» (topics)"
    ]
    assert [*unmet(with_handbook())] == []
    assert Words().after_school
