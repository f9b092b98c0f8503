"""What a home has no use of stands in nothing that is sent there, and the rest is told so that it can be read."""

from dataclasses import replace

import pytest

from documents.compose import compose
from documents.parts.chronology import chronology
from documents.parts.masks import Mask
from documents.parts.model import Document, Facts, Greeting, Table
from domain.documents.editions import DocumentKind, Edition
from tests.documents.test_my_plan import AT, MEASURES, journey, material, printed
from tests.kit.people.cast import everyone
from tests.kit.steps.journey import THE_PLAN, Journey, later, noon

SUM, CANNOT = "SHA-256", "Passer ikke dagen"


def made(kind: DocumentKind, edition: Edition, taken: Journey, days: int = 0) -> Document:
    of = replace(material(taken, 4), made_at=noon(later(days)).astimezone(AT.tzinfo))
    people = {one.id: one for one in everyone()}
    return compose(kind, edition, of, Mask([], of.pupil, people, hide_staff=False, edition=edition))


@pytest.mark.parametrize("kind", [DocumentKind.PLAN, DocumentKind.MINUTES, DocumentKind.PUPIL_TALK])
def test_checksum_and_version_of_the_school_s_plan_are_for_the_school(kind: DocumentKind) -> None:
    (home, pages), (case, _pages) = (printed(made(kind, one, journey())) for one in (Edition.HOME, Edition.CASE))
    assert SUM in case
    assert SUM not in home
    assert f"Handlingsplan: {THE_PLAN.version}" in case
    assert THE_PLAN.version not in home
    assert home.count("Til hjemmet") == pages, "at the head of each alone"


def test_another_day_is_offered_when_a_day_is_told_and_who_writes_stands_apart() -> None:
    taken = Journey()
    taken.takes_all("ta_imot", "avklaringssamtale", "telefon_foresatte", "innkalling")
    soon, late = (made(DocumentKind.INVITATION, Edition.HOME, taken, days) for days in (0, 9))
    assert CANNOT in printed(soon)[0]
    assert CANNOT not in printed(late)[0]
    assert isinstance(soon.sections[-1].pieces[-1], Greeting)


def test_one_version_has_no_table_of_versions() -> None:
    headings = [one.heading for one in made(DocumentKind.PLAN, Edition.CASE, journey()).sections]
    assert "Møter om planen" in headings
    assert "Versjoner av planen" not in headings


def test_the_outcome_is_told_once_in_the_minutes() -> None:
    saken = made(DocumentKind.MINUTES, Edition.CASE, journey()).sections[0].pieces[0]
    assert isinstance(saken, Facts)
    assert "Utfall av oppstartsmøtet" not in dict(saken.pairs)


def test_measures_that_were_left_when_some_were_evaluated_are_told_as_those() -> None:
    taken = journey(MEASURES)
    taken.evaluates(later(7))
    people = {one.id: one for one in everyone()}
    of = replace(material(taken, 4, taken.records), in_effect=taken.in_effect)
    table = chronology(of, Mask([], of.pupil, people, hide_staff=False))[0]
    assert isinstance(table, Table)
    at, _what, said, _by = table.rows[-1]
    assert at == "30.11.2026\nkl. 12.00"
    assert "Tiltakene som står igjen, skulle evalueres 30.11.2026" in said
