"""«Min plan» at each of its four levels: what it says, how easy it is to read, and that it is one page."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC
from io import BytesIO

import pytest
from pypdf import PdfReader

from documents.compose import compose
from documents.my_plan import VOICES, Voice
from documents.parts.case_material import Item, Material
from documents.parts.masks import Mask
from documents.parts.model import Document
from documents.render import pdf
from domain.activity_plan.activity_plan import Measure, write
from domain.activity_plan.evaluation import Next
from domain.activity_plan.intervals import AT_A_TIME
from domain.documents.editions import DocumentKind, Edition
from domain.errors import Refused
from domain.event import Details, Event, EventKind
from domain.ids import PersonId
from domain.lateness.first_days import FirstDays
from domain.school_plan.procedure import PlanText
from domain.text.lix import FOR_A_CHILD, lix
from domain.text.messages import worded
from tests.kit.pdf import faults
from tests.kit.people.cast import everyone, person, pupil
from tests.kit.steps.activity_plans import measure, whole
from tests.kit.steps.journey import MONDAY, THE_PLAN, Journey, later, noon

FILLED = {"name": "Kari", "day": "fredag 4. mai"}
OWN = replace(pupil(), name="Ola Nordmann")
AT = noon(MONDAY).astimezone(UTC)
OTHER = replace(pupil(1), name="Kåre Berg")
MEASURES = (
    measure("m1", for_pupil="En voksen er med deg ute i hvert friminutt"),
    measure("m2", for_pupil="Du får velge hvem du vil sitte ved", who=(PersonId("teacher"), PersonId("social"))),
    measure("m3", what="Klassen lager nye regler for lek"),
    measure("m5", for_pupil="En voksen er ute! Vil du være med?"),
    measure("m4", what="Ferdig før i dag", start=later(-20), end=later(-1)),
)
WORDS = {
    PlanText.PROBLEM: "Eleven utestenges",
    PlanText.PROBLEM_FOR_PUPIL: "Jeg er ofte alene ute. Noen sier stygge ting til meg.",
}


def journey(measures: Sequence[Measure] = MEASURES) -> Journey:
    taken = Journey()
    taken.written = replace(write(whole(), WORDS, followed=None), measures=tuple(measures))
    taken.to_the_plan()
    return taken


def material(taken: Journey, grade: int, items: Sequence[Item] = ()) -> Material:
    plan = taken.in_effect and replace(taken.in_effect, measures=MEASURES)
    return Material(
        case=taken.case,
        pupil=replace(OWN, grade=grade, school_class=f"{grade}B"),
        school_plan=THE_PLAN,
        progress=taken.now,
        alerts=(),
        items=items,
        written=plan or taken.written,
        in_effect=plan,
        versions=[plan] if plan else [],
        left=[plan] if plan else [],
        baseline=None,
        evaluations=taken.evaluations,
        reads=(),
        first_days=FirstDays((), (), THE_PLAN.procedure),
        made_at=AT,
        made_by=person("social").id,
    )


def read(words: str) -> Event:
    details = Details(day=MONDAY, words=words, version=1)
    return Event(kind=EventKind.PLAN_READ_ALOUD, at=noon(later(1)), by=PersonId("social"), details=details)


def my_plan(of: Material) -> Document:
    people = {one.id: one for one in everyone()}
    mask = Mask([OTHER], of.pupil, people, hide_staff=False, edition=Edition.HOME)
    return compose(DocumentKind.MY_PLAN, Edition.HOME, of, mask)


def printed(document: Document) -> tuple[str, int]:
    body = pdf(document)
    assert faults(body) == []
    pages = PdfReader(BytesIO(body)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split()), len(pages)


@pytest.mark.parametrize("grade", range(1, 11))
def test_it_is_one_page_with_all_a_pupil_is_to_know(grade: int) -> None:
    document = my_plan(
        material(journey(), grade, [read(f"Jeg vil ikke at {OTHER.name} er der"), read("Jeg vil ha Ali der")])
    )
    text, pages = printed(document)
    voice = next(one for one in VOICES if grade <= one.up_to)
    assert pages == 1
    assert document.size == voice.size
    for told in (
        f"Ola Nordmann, {grade}B",
        "Jeg er ofte alene ute.",
        "1. En voksen er med deg ute i hvert friminutt. Hvem: Ansatt Teacher.",
        "2. Du får velge hvem du vil sitte ved. Hvem: Ansatt Social og Ansatt Teacher.",
        "3. Klassen lager nye regler for lek.",
        "4. En voksen er ute! Vil du være med? Hvem: Ansatt Teacher.",
        "mandag 30. november",
        "«Jeg vil ha Ali der»",
        worded(voice.does),
        worded(voice.tell),
    ):
        assert told in text, told
    for never in (
        OTHER.name,
        "Kåre",
        "Jeg vil ikke at",
        "opplæringsl",
        "Opplæringsl",
        "§",
        "utestenges",
        "Ferdig før i dag",
    ):
        assert never not in text, never


def test_before_it_is_in_effect_it_is_a_draft_and_without_a_safe_adult_one_is_to_be_found() -> None:
    taken = Journey()
    taken.written = replace(whole(), measures=())
    text, _pages = printed(my_plan(material(taken, 6)))
    usual = VOICES[2]
    assert all(worded(said) in text for said in (usual.draft, usual.does_nothing, usual.nobody_yet, usual.nothing_said))
    assert worded(usual.tell_anyone) in text
    assert worded(usual.soon) in text
    assert worded(usual.draft) not in printed(my_plan(material(journey(), 6)))[0]


def test_measures_that_have_helped_have_done_so_until_something_begins_anew() -> None:
    usual, taken = VOICES[2], journey(MEASURES[:AT_A_TIME])
    taken.evaluates(later(7), becomes=Next.END)
    taken.takes("følge_opp", later(8))
    helped = replace(material(taken, 6), in_effect=taken.in_effect)
    assert worded(usual.has_done) in printed(my_plan(helped))[0]
    taken.takes("avslutt", later(21))
    closed = replace(helped, case=taken.case, progress=taken.now)
    assert worded(usual.has_done) in printed(my_plan(closed))[0], "the pupil said that all is well"
    taken.opens_again(later(22))
    again = replace(helped, case=taken.case, progress=taken.now)
    assert worded(usual.does_nothing) in printed(my_plan(again))[0]


def test_a_pupil_who_said_no_when_the_case_was_to_be_closed_is_not_told_that_all_is_done() -> None:
    usual, taken = VOICES[2], journey(MEASURES[:AT_A_TIME])
    taken.evaluates(later(7), becomes=Next.END)
    taken.takes("følge_opp", later(8))
    taken.maps_again("avslutt", later(21))
    no = replace(material(taken, 6), in_effect=taken.in_effect)
    assert worded(usual.does_nothing) in printed(my_plan(no))[0]


def test_a_pupil_who_is_not_known_has_a_page_of_the_usual_level() -> None:
    assert my_plan(replace(material(journey(), 6), pupil=None)).size == VOICES[2].size


def test_it_is_for_the_home_alone() -> None:
    people = {one.id: one for one in everyone()}
    for edition in (Edition.CASE, Edition.ARCHIVE):
        with pytest.raises(Refused):
            compose(DocumentKind.MY_PLAN, edition, material(journey(), 4), Mask([], OWN, people, hide_staff=False))


@pytest.mark.parametrize("voice", VOICES, ids=lambda voice: f"up to {voice.up_to}")
def test_every_fixed_sentence_is_easy(voice: Voice) -> None:
    hard = {said: lix(said) for text in voice.sentences if lix(said := worded(text, FILLED)) > FOR_A_CHILD}
    assert not hard


def test_the_younger_the_shorter_and_the_bigger() -> None:
    indexes = [lix(" ".join(f"{worded(text, FILLED).rstrip('.')}." for text in voice.sentences)) for voice in VOICES]
    sizes = [voice.size for voice in VOICES]
    assert indexes == sorted(indexes)
    assert sizes == sorted(sizes, reverse=True)
    assert [voice.up_to for voice in VOICES] == [2, 4, 7, 10]
