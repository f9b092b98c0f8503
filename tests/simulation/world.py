"""A school, its people and two processes of the bot, week after week: all of it drawn from one seed."""

import json
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from pathlib import Path
from random import Random

from sqlmodel import col, select

from domain.case.case import Case
from domain.ids import CaseId, PersonId, SchoolId
from domain.oslo import oslo_date
from domain.people.person import Person
from domain.school_plan.school_plan import SchoolPlan
from domain.steps.progress import Step
from domain.steps.take_step import owners
from services.case_file import CaseFile
from services.load_school_plans import load_school_plans
from storage.database import Database
from storage.engine.crypto import KeyRing
from storage.tables.case import CaseRow
from storage.unit_of_work import Tx
from tests.kit.databases import KEY, migrated_sqlite, sqlite_url
from tests.kit.school import SCHOOL, Clock
from tests.kit.teams.activities import APP_ID
from tests.kit.teams.channel import TEACHERS, bound
from tests.kit.teams.issuer import Issuer
from tests.kit.year.days import moment
from tests.simulation import laws
from tests.simulation.laws import Acknowledged, Broken, Seen
from tests.simulation.processes import Phones, Process, Weather
from tests.simulation.school import Roll, plan_files

FIRST = date(2026, 8, 17)


@dataclass(slots=True)
class World:
    """`told` is what happened, a line each: the same for the same seed. `tell` hears each as it happens."""

    seed: int
    folder: Path
    chat: Phones
    roll: Roll
    plans: Mapping[SchoolId, SchoolPlan]
    database: Database
    weather: Weather
    chance: Random
    clock: Clock
    tell: Callable[[str], object] = str
    acknowledged: Acknowledged = field(default_factory=Acknowledged)
    told: list[str] = field(default_factory=list)
    seen: Seen = field(default_factory=Seen)
    _numbers: Iterator[int] = field(default_factory=count)

    @property
    def today(self) -> date:
        return oslo_date(self.clock.now)

    @property
    def school_plan(self) -> SchoolPlan:
        return self.plans[SCHOOL]

    def token(self, what: str) -> str:
        """Words that stand nowhere else."""
        return f"{what}{next(self._numbers)}"

    @contextmanager
    def looking(self) -> Iterator[Tx]:
        """The school as it stands, past the processes."""
        with self.database.begin_reading() as unit:
            yield unit.school(SCHOOL)

    def people(self) -> list[Person]:
        """Those at the school, in one order."""
        with self.looking() as tx:
            return sorted(tx.people.active(), key=lambda one: one.upn)

    def key_of(self, person: Person) -> str:
        return person.upn.split("@")[0]

    def members(self, case: Case) -> list[Person]:
        return [one for one in self.people() if case.admits(one.id, self.today)]

    def some_case(self, which: Callable[[Case], bool] = lambda _: True, *, ended: bool = False) -> Case:
        with self.looking() as tx:
            cases = every_case(tx) if ended else tx.cases.all_open()
        found = [one for one in cases if which(one) and one.merged_into is None and one.open is not ended]
        return self.chance.choice(sorted(found, key=lambda one: one.reference))

    def some_step(self) -> tuple[Case, Step, list[Person]]:
        """An open step of an open case, and whose it is; what must be done rather than what may be."""
        case = self.some_case()
        with self.looking() as tx:
            people, progress = tx.people.active(), CaseFile(case, tx, self.school_plan).progress
            found = [(step, owners(step, progress, case, people)) for step in progress.open]
        there = [(step, sorted(who, key=lambda one: one.upn)) for step, who in found if who]
        must = [one for one in there if one[0].waits]
        step, who = self.chance.choice(must if must and self.chance.random() < 0.9 else there)
        return case, step, who

    def reporters(self, case: Case) -> set[PersonId]:
        with self.looking() as tx:
            return {alert.reporter for alert in tx.alerts.of_cases(case.family)}

    def tells(self, what: str) -> None:
        self.told.append(f"{self.clock.now:%Y-%m-%d %H:%M} {what}")
        self.tell(f"{self.told[-1]}\n")

    def law(self, number: int, holds: bool, what: str) -> None:
        if not holds:
            self.breaks([f"law {number}: {what}"])

    def breaks(self, found: Sequence[str]) -> None:
        """Raises `Broken` for the first of them."""
        if found:
            raise Broken(self.seed, found[0], self.told)

    def looks_back(self) -> None:
        """After each step: at what has changed since the last."""
        requests = self.chat.connector.requests
        new = (json.dumps(one.body, ensure_ascii=False) for one in requests[self.seen.requests :])
        found = [*laws.in_messages(new), *(f"law 4: {said}" for said in self.chat.unanswered), *self._failed()]
        self.seen.requests = len(requests)
        with self.database.begin_reading() as unit:
            found += laws.of_the_history(self.seen, unit, self.clock.now)
            tx = unit.school(SCHOOL)
            for case in tx.cases.all_open():
                if self.seen.cases.get(case.id) != case.version:
                    self.seen.cases[case.id] = case.version
                    found += laws.of_case(case, tx, self.school_plan)
        self.breaks(found)

    def _failed(self) -> Iterator[str]:
        """One bad row, case or message harms only itself; here there is none (law 4)."""
        for process in self.chat.processes:
            if process.database.keys.failures.counts:
                yield f"law 4: failed alone: {dict(process.database.keys.failures.counts)}"

    def looks_at_all(self) -> None:
        """After each week."""
        with self.database.begin_reading() as unit:
            tx = unit.school(SCHOOL)
            places: dict[str, str] = {one.id: f"a:{self.key_of(one)}" for one in tx.people.read_all()}
            found = [
                *laws.of_what_was_said(self.acknowledged, tx),
                *laws.of_the_outbox(self.weather.came, self.seen, unit, places),
            ]
        self.breaks([*found, *laws.of_the_files(self.folder)])

    def looks_at_the_chain(self) -> None:
        with self.database.begin_reading() as unit:
            found = [*laws.of_the_chain(unit)]
        self.breaks(found)


def every_case(tx: Tx) -> list[Case]:
    ids = select(col(CaseRow.id)).where(CaseRow.school_id == tx.school_id)
    return tx.cases.some(map(CaseId, tx.cases._session.exec(ids)))


@asynccontextmanager
async def begins(seed: int, folder: Path, years: int = 0) -> AsyncIterator[World]:
    """Everyone has said hello, and the teachers' channel is bound. `folder` must be empty."""
    (files := folder / "files").mkdir()
    (there := folder / "database").mkdir()
    database, clock = Database(url := sqlite_url(migrated_sqlite(files), there), KeyRing([KEY])), Clock(moment(FIRST))
    plans = load_school_plans(plan_files(files, years), database, clock.now, clock)
    roll, weather = Roll(), Weather(seed=seed, clear=True)
    roll.reads_in(database, plans[SCHOOL], clock.now)
    await weather.start()
    with Issuer(APP_ID, weather.service_url) as issuer:
        processes = [Process(url, plans, issuer, clock) for _ in range(2)]
        for process in processes:
            await process.start()
        one, chance = processes[0], Random(seed)
        chat = Phones(
            one.client, weather, issuer, clock, database, one.delivery, one.reach, processes=processes, chance=chance
        )
        for who in roll.staff:
            await chat.says(who, "hei")
        await bound(chat, "årshjul", channel_id=TEACHERS)
        weather.clear = False
        try:
            yield World(seed, there, chat, roll, plans, database, weather, chance, clock)
        finally:
            for process in processes:
                await process.stop()
            await weather.stop()
            database.dispose()
