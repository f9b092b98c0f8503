"""Whatever happens to the people of a school, nobody barred is ever on a case, and someone who may act always is."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from domain.alert.alert import AlertForm, Draft, PupilRole, Suspicion
from domain.case.case import Case
from domain.case.members import Access, someone_acts
from domain.errors import DomainError
from domain.ids import CaseId, DraftId, PersonId, new_id
from domain.people.person import Person, Pupil, Role
from services.alert.send_alert import send
from services.case.disqualify import set_aside, step_aside
from services.case.identify_pupil import join_pupil
from services.case.lead_case import let_be, let_in, liftable, take_off
from services.case_file import CaseFile
from services.people.hand_over import Before, hand_over
from services.turn import Turn
from storage.database import Database
from tests.kit.school import FACT, MONDAY, PUPILS, SCHOOL, STAFF, fill, the_plan

REASON = "Kjenner eleven"
STEPS = 40
ALWAYS = ("principal", "owner")
"""Without them there may be nobody to act: an import without a principal is refused, and beyond the owner's contact
there is nobody to go to.
"""


class World:
    """The school, and what a chance does to it. `day` grows by one at each step."""

    def __init__(self, database: Database, seed: int) -> None:
        self.database, self.chance, self.day = database, Random(seed), 0
        self.staff = dict(STAFF)
        self.pupils = list(PUPILS)

    @contextlib.contextmanager
    def turn(self, actor: PersonId | None = None) -> Iterator[Turn]:
        self.day += 1
        with self.database.begin() as unit:
            tx = unit.school(SCHOOL)
            who = tx.people.known[actor] if actor else self.chance.choice(tx.people.active())
            yield Turn(who, MONDAY + timedelta(minutes=self.day), the_plan(), tx)

    def alerts(self, suspicion: Suspicion = Suspicion.NONE, *, known: bool = True) -> None:
        teacher = self.person("aks")
        with self.turn(teacher.id) as turn:
            pupil = next(one for one in turn.tx.pupils.read_all() if one.name == PUPILS[0].name)
            about = (
                {"pupils": (pupil.id,), "roles": {pupil.id: PupilRole.EXPOSED}} if known else {"unknown_pupil": True}
            )
            form = AlertForm(kinds=("mobbing",), facts=FACT, suspicion=suspicion, **about)
            draft = Draft(id=DraftId(new_id()), school_id=SCHOOL, owner=teacher.id, started_at=turn.now, form=form)
            send(draft, turn)

    def person(self, key: str) -> Person:
        with self.database.begin() as unit:
            people = unit.school(SCHOOL).people.read_all()
        return next(one for one in people if one.entra_object_id == STAFF[key].entra_object_id)

    def cases(self) -> list[Case]:
        with self.database.begin() as unit:
            return unit.school(SCHOOL).cases.all_open()

    def reads_in(self) -> None:
        """A new file: someone has come or gone, has another role or a child here, or the pupil another class."""
        key = self.chance.choice([one for one in STAFF if one not in ALWAYS])
        match self.chance.randrange(4):
            case 0:
                here = key in self.staff
                self.staff = (
                    {k: p for k, p in self.staff.items() if k != key} if here else self.staff | {key: STAFF[key]}
                )
            case 1:
                roles = frozenset({self.chance.choice([Role.DEPUTY, Role.SOCIAL_TEACHER, Role.TEACHER])})
                self.staff[key] = replace(STAFF[key], roles=roles)
            case 2:
                who = self.chance.choice([one for one in self.staff if one != "owner"])
                self.staff[who] = replace(self.staff[who], kin=frozenset({PUPILS[0].external_id}))
            case _:
                self.pupils[0] = self._moved(self.pupils[0])
        self._replace()

    def _moved(self, pupil: Pupil) -> Pupil:
        grade, school_class = self.chance.choice([(4, "4B"), (6, "6A"), (5, "5C")])
        return replace(pupil, grade=grade, school_class=school_class, active=True)

    def _replace(self) -> None:
        with self.database.begin() as unit:
            tx = unit.school(SCHOOL)
            before = Before.of(tx)
            tx.people.replace(self.staff.values())
            tx.pupils.replace(self.pupils)
        with self.database.begin() as unit:
            hand_over(before, unit.school(SCHOOL), the_plan(), MONDAY + timedelta(minutes=self.day))

    def on_a_case(self, do: Callable[[CaseFile, str, Turn], object]) -> None:
        """Someone on a case does something with a colleague; a rule may refuse."""
        case = self.chance.choice(self.cases())
        with self.database.begin() as unit:
            on_it = [p.id for p in unit.school(SCHOOL).people.active() if p.id in case.members]
        with contextlib.suppress(DomainError), self.turn(self.chance.choice(sorted(on_it))) as turn:
            whom = self.chance.choice(turn.tx.people.active()).id
            do(turn.case(CaseId(case.id)), whom, turn)

    def happens(self) -> None:
        might: list[Callable[[], None]] = [
            self.reads_in,
            lambda: self.on_a_case(_aside),
            lambda: self.on_a_case(lambda file, whom, turn: set_aside(file, whom, new_id(), REASON, turn)),
            lambda: self.on_a_case(lambda file, whom, turn: let_in(file, whom, Access(REASON), turn)),
            lambda: self.on_a_case(lambda file, whom, turn: take_off(file, whom, REASON, turn)),
            lambda: self.on_a_case(_lift),
            lambda: self.on_a_case(_identify),
        ]
        self.chance.choice(might)()


def _aside(file: CaseFile, _whom: str, turn: Turn) -> None:
    if not turn.actor.has(Role.SCHOOL_OWNER):
        step_aside(file, new_id(), REASON, turn)


def _lift(file: CaseFile, _whom: str, turn: Turn) -> None:
    for one in sorted(liftable(file, turn)):
        let_be(file, one, new_id(), REASON, turn)


def _identify(file: CaseFile, _whom: str, turn: Turn) -> None:
    join_pupil(file, next(one for one in turn.tx.pupils.read_all() if one.external_id == PUPILS[0].external_id), turn)


@pytest.mark.parametrize("seed", range(8))
def test_nobody_barred_is_on_a_case_and_someone_may_act(database: Database, seed: int) -> None:
    fill(database)
    world = World(database, seed)
    world.alerts()
    world.alerts(known=False)
    world.alerts(Suspicion.EMPLOYEE)
    for _step in range(STEPS):
        world.happens()
        with database.begin() as unit:
            people = unit.school(SCHOOL).people.active()
        for case in world.cases():
            assert not case.barred & case.members
            assert someone_acts(case, people)
            if case.pupil_id:
                kin = {one.id for one in people if PUPILS[0].external_id in one.kin}
                assert kin.isdisjoint(case.members)
