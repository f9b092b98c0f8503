"""What is handed out of one pupil names nobody else, whatever was written: over the demo school."""

import json
from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from demo.generate import HERE
from documents.render import as_json
from documents.subject_access.employee import OfEmployee, of_employee
from documents.subject_access.mask import HandedOut
from documents.subject_access.pupil import OfPupil, of_pupil
from domain.case.log import LogEntry
from domain.documents.subject_access import RECTIFIED, REST, Withheld
from domain.ids import EntryId, PersonId, PupilId
from domain.people.person import Person, Pupil
from storage.files.people_file import read_people
from tests.kit.school import MONDAY, SCHOOL, the_plan

TEXTS = (
    "{pupil} dyttet i køen, og {staff} så det",
    "Snakket med {staff}. Der var også {pupil}.",
    "I dag sa {first} noe stygt til {pupil}",
    "Mor til {pupil} ringte, {staff} svarte",
)


@cache
def demo_school() -> tuple[list[Pupil], dict[PersonId, Person]]:
    file = read_people(HERE / "people")
    pupils = [
        Pupil(id=PupilId(f"pupil{number}"), school_id=SCHOOL, **row.model_dump())
        for number, row in enumerate(file.pupils)
    ]
    people = [
        Person(id=PersonId(f"person{number}"), school_id=SCHOOL, **row.model_dump() | {"kin": frozenset()})
        for number, row in enumerate(file.staff)
    ]
    return pupils, {one.id: one for one in people}


@given(st.data())
def test_others_are_never_named_in_it(data: st.DataObject) -> None:
    pupils, people = demo_school()
    own, other = data.draw(st.lists(st.sampled_from(pupils), min_size=2, max_size=2, unique_by=lambda one: one.name))
    person = data.draw(st.sampled_from([*people.values()]))
    said = data.draw(st.sampled_from(TEXTS)).format(pupil=other.name, first=other.name.split()[0], staff=person.name)
    entry = _logged(said, f"{other.name} var der", person)
    mask = HandedOut([one for one in pupils if one is not own], own, people)
    told = OfPupil(
        pupil=own,
        cases=(),
        entries=[entry],
        named=(),
        reviewed=frozenset(Withheld),
        school_plan=the_plan(),
        made_at=MONDAY,
        made_by=person.id,
    )
    made = as_json(of_pupil(told, mask)).decode()
    assert own.name in made
    assert other.name not in made
    assert person.name not in made or person.name == own.name
    first, *_rest = json.loads(made)["sections"]
    assert [piece["text"] for piece in first["pieces"][:1]] == [REST]
    assert RECTIFIED in made


@given(st.data())
def test_an_employee_is_given_no_name_of_a_pupil(data: st.DataObject) -> None:
    pupils, people = demo_school()
    pupil = data.draw(st.sampled_from(pupils))
    person, colleague = data.draw(st.lists(st.sampled_from([*people.values()]), min_size=2, max_size=2, unique=True))
    first = pupil.name.split()[0]
    said = data.draw(st.sampled_from(TEXTS)).format(pupil=pupil.name, first=first, staff=colleague.name)
    made = as_json(of_employee(_own(person, _logged(said, "Det er verst ute", colleague)), _mask(person))).decode()
    assert pupil.name not in made
    assert f"{first} sa" not in made, "nor by one name alone"
    assert colleague.name not in made
    assert "«Det er verst ute»\\nTil stede: [" in made, "the pupil's own words are told from the writer's"


def _mask(person: Person) -> HandedOut:
    pupils, people = demo_school()
    return HandedOut(pupils, None, people, who=person.id)


def _own(person: Person, entry: LogEntry) -> OfEmployee:
    return OfEmployee(
        person=person,
        absence=None,
        quiet=None,
        cases=(),
        alerts=(),
        entries=[entry],
        measures=(),
        done=(),
        school_plan=the_plan(),
        made_at=MONDAY,
    )


def _logged(text: str, quote: str, present: Person) -> LogEntry:
    return LogEntry(
        id=EntryId("entry"),
        school_id=SCHOOL,
        author=present.id,
        logged_at=MONDAY,
        occurred_at=MONDAY,
        type="observasjon",
        text=text,
        quote=quote,
        present=present.name,
    )
