"""What the evidence of a long case takes, from its rows to the PDF, and how much memory afterwards."""

import random
import subprocess
import sys
import time
from dataclasses import replace
from datetime import timedelta

import psutil

from bench.figures import Figure
from bench.rows.extent import Ground
from bench.world import NOW, OPENED, TODAY, open_cases, opened
from demo.names import made_up
from documents.parts.model import Document
from documents.render import pdf
from domain.case.case import Case
from domain.case.log import LogEntry
from domain.documents.editions import DocumentKind, Edition
from domain.ids import CaseId, EntryId, new_id
from domain.people.person import Person
from services.documents.case_document import document
from storage.database import Database
from storage.unit_of_work import Tx
from tests.kit.school import PUPILS, SCHOOL, STAFF, fill, the_plan
from tests.kit.steps.journey import noon

ENTRIES = 300
SCHOOLMATES = 450
WORDS = (
    "{name} sto alene ved gjerdet i storefri, og gikk inn da de andre kom. Snakket med eleven etterpå.",
    "Eleven forteller at det var bedre i dag. {name} har spurt om å få være med på ballspillet.",
    "Telefon med hjemmet. De er glade for at en voksen er i garderoben, men eleven sover fortsatt dårlig 😢.",
)


def pack(ground: Ground) -> list[Figure]:
    """Each in a process of its own: the first document of a process reads the fonts."""
    url = ground.databases["SQLite"]()
    with opened(url) as database:
        case_id = _long_case(database)
    command = (sys.executable, "-c", f"from bench.pack import made; made({url!r}, {case_id!r})")
    runs = [subprocess.run(command, capture_output=True, check=True).stdout for _ in range(ground.extent.rounds)]  # noqa: S603  (our own words)
    first, again, memory = zip(*(map(float, run.split()) for run in runs), strict=True)
    title = f"a pack of {ENTRIES} entries"
    return [
        Figure(f"{title}, the first of a process", "s CPU", first, most=2),
        Figure(f"{title}, the next", "s CPU", again, most=2),
        Figure("… memory that stays", "MB", memory),
    ]


def made(url: str, case_id: CaseId) -> None:
    """Print the seconds of CPU of the first and of the next, and the megabytes that are held after five beside none."""
    with opened(url) as database:
        process = psutil.Process()
        before = process.memory_info().rss
        took = [_made(database, case_id) for _ in range(5)]
        print(took[0], took[-1], (process.memory_info().rss - before) / 1e6)


def _made(database: Database, case_id: CaseId) -> float:
    began = time.process_time()
    pdf(database.read(lambda unit: _document(unit.school(SCHOOL), case_id)))
    return time.process_time() - began


def _document(tx: Tx, case_id: CaseId) -> Document:
    kind, edition = DocumentKind.EVIDENCE, Edition.CASE
    return document(kind, edition, case_id, _reader(tx).id, tx, the_plan(), NOW, hide_staff=False)


def _long_case(database: Database) -> CaseId:
    fill(database)
    names = made_up(random.Random(1))
    others = [replace(PUPILS[1], external_id=f"p{n}", name=next(names)) for n in range(SCHOOLMATES)]
    with database.begin() as unit:
        tx = unit.school(SCHOOL)
        tx.pupils.replace([*PUPILS, *others])
        open_cases(tx, SCHOOL, [[_reader(tx)]])
        about = next(one for one in tx.pupils.read_all() if one.name == PUPILS[0].name)
        kept = tx.cases.visible(_reader(tx).id, TODAY)[0]
        case = tx.cases.save(kept, replace(kept, pupil_id=about.id))
        _log(case, [one.name.split()[0] for one in others], tx)
    return case.id


def _reader(tx: Tx) -> Person:
    return next(one for one in tx.people.active() if one.upn == STAFF["social"].upn)


def _log(case: Case, names: list[str], tx: Tx) -> None:
    author = _reader(tx).id
    for number in range(ENTRIES):
        at = noon(OPENED) + timedelta(hours=number)
        entry = LogEntry(
            id=EntryId(new_id()),
            school_id=SCHOOL,
            author=author,
            logged_at=at,
            occurred_at=at,
            type=the_plan().pick_lists.log_types[0].id,
            text=" ".join(WORDS[: 1 + number % 3]).format(name=names[number % len(names)]),
            case_id=case.id,
        )
        tx.events.log(entry)
