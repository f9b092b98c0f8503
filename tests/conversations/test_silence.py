"""A whole story, told with canaries; then nobody who reads messages, logs, metrics or the database learns any of it.

Laws 1 and 6. What a press is answered with is all there is, and that goes to nobody but the one who pressed.
"""

import json
import logging
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
import structlog
from psycopg import sql
from sqlmodel import col, update

from storage.database import Database
from storage.engine.every_school import ALL_SCHOOLS
from storage.tables.case import DraftRow
from tests.kit.school import NAMES, STAFF, Chat
from tests.kit.teams.forged import data_of

SAID = {
    "facts": "Kanariord: sparket bak gymsalen",
    "addition": "Kanaritillegg: skjedde igjen",
    "log": "Kanarilogg: gråt i timen",
    "quote": "Kanarisitat: jeg tør ikke",
    "present": "Kanarivitne fra garderoben",
    "correction": "Kanarirettelse: det var på bussen",
    "reason": "Kanarigrunn: kjenner familien",
    "behalf": "Kanarikollega uten telefon",
    "decision": "Kanaribeslutning: helt umulig i tid",
    "document": "Kanaridokument 77",
    "tidslogg": "Kanaritidslogg: satt alene",
    "chat": "Kanarichat: hun slo ham",
}
LABELS = ("Seksuell trakassering", "Bibliotek", "Forsterket tilsyn", "Noen andre fortalte det", "Vurdert, men ikke nå")
ANSWERS = ("seksuell_trakassering", "bibliotek", "tilsyn", "vurdert_ikke_nå", "elevsamtale", "vet_ikke")
SUSPECT = STAFF["social"].name
CANARIES = ("Kanari", "Fugle", *SAID.values())


async def story(chat: Chat, database: Database) -> None:
    """An alert with every field filled, log, correction, members, merge, § 12-5, leadership; errors on the way."""
    await alert_in_full(chat)
    await a_case_is_worked(chat)
    await chat.sends("teacher", NAMES[0], facts=SAID["facts"])
    await a_merge(chat)
    await an_employee(chat)
    await the_leadership(chat)
    await a_log_without_case(chat)
    await errors_on_the_way(chat, database)
    for who in STAFF:
        for word in ("saker", "mine", "sak 2026-001", f"{SAID['chat']} i dag på skolen"):
            await chat.says(who, word)
    await chat.deliver()


async def alert_in_full(chat: Chat) -> None:
    await chat.says("teacher", "varsle")
    await chat.presses("teacher", "Start varsel")
    who = [chat.choice("teacher", "pupils", name) for name in NAMES[:3]]
    page = {"kinds": ANSWERS[0], "facts": SAID["facts"], "suspicion": "nei"}
    page |= {"source": "annen", "place": ANSWERS[1], "immediate_actions": ANSWERS[2]}
    page |= dict.fromkeys(("physical_intervention", "serious", "care_concern"), "true")
    await chat.answers(
        "teacher",
        pupils=",".join(who),
        **page,
        occurred_on="2026-11-23",
        occurred_time="10:10",
        pupil_told=ANSWERS[3],
        guardians_told=ANSWERS[5],
        on_behalf_of=SAID["behalf"],
    )
    roles = dict(zip(who, ("utsatt", "krenker", "vitne"), strict=True))
    await chat.presses("teacher", "Videre", force_against=who[1], **{f"roles-{p}": role for p, role in roles.items()})
    await chat.presses("teacher", "Send varselet")
    await chat.deliver()
    await chat.presses("teacher", "Vis")
    await chat.presses("teacher", "Legg til", text=SAID["addition"])


async def a_case_is_worked(chat: Chat) -> None:
    chat.newest("principal")
    await chat.presses("principal", "Åpne sak 2026-001")
    await chat.presses("principal", "Ta imot")
    await chat.presses("principal", "Skriv i loggen")
    entry = {"type": ANSWERS[4], "text": SAID["log"], "quote": SAID["quote"], "present": SAID["present"]}
    await chat.presses("principal", "Lagre", **entry)
    await chat.presses("principal", "Rett")
    await chat.presses("principal", "Lagre", type=ANSWERS[4], text=SAID["correction"])
    await chat.presses("principal", "Hvem er med?")
    await chat.presses("principal", "Legg til")
    person = chat.choice("principal", "person", STAFF["teacher6"].name)
    await chat.presses("principal", "Lagre", person=person, reason=SAID["reason"])
    await chat.presses("principal", "Meld fra til skoleeier")
    await chat.presses("principal", "Jeg har meldt fra til skoleeier", document=SAID["document"])
    await chat.deliver()


async def a_merge(chat: Chat) -> None:
    chat.newest("principal")
    await chat.presses("principal", "Åpne sak 2026-002")
    await chat.presses("principal", "Slå sammen")
    other = chat.choice("principal", "other", "Sak")
    await chat.presses("principal", "Slå sammen", other=other, reason=SAID["reason"])


async def an_employee(chat: Chat) -> None:
    await chat.alert("teacher", NAMES[1], suspicion="ansatt", facts=SAID["facts"], named=SUSPECT)
    await chat.presses("teacher", "Send varselet")
    await chat.deliver()
    chat.newest("principal")
    await chat.presses("principal", "Åpne sak 2026-003")
    await chat.presses("principal", "Meld fra til skoleeier")
    await chat.presses("principal", "Lagre", notice="åpenbart_grunnløs", reason=SAID["decision"])


async def the_leadership(chat: Chat) -> None:
    await chat.sends("teacher", NAMES[2], suspicion="ledelsen", facts=SAID["facts"])
    await chat.presses("teacher", "Vis")
    await chat.presses("teacher", "Navngi den ansatte")
    await chat.presses("teacher", "Lagre", suspect=chat.choice("teacher", "suspect", STAFF["line"].name))
    chat.newest("owner")
    await chat.presses("owner", "Åpne sak 2026-901")
    await chat.presses("owner", "Skriv i loggen")
    await chat.presses("owner", "Lagre", type=ANSWERS[4], text=SAID["log"])


async def a_log_without_case(chat: Chat) -> None:
    await chat.says("assistant", "logg")
    await chat.presses("assistant", "Skriv logg")
    await chat.presses("assistant", "Vis elevene", group="6A")
    pupil = chat.choice("assistant", "pupil", NAMES[3])
    await chat.presses("assistant", "Lagre", pupil=pupil, type=ANSWERS[4], text=SAID["tidslogg"])


async def errors_on_the_way(chat: Chat, database: Database) -> None:
    """An answer that cannot be taken, a forged button, someone without access, and a draft that cannot be read."""
    await chat.alert("teacher", NAMES[0], facts=SAID["facts"], suspicion="")
    draft = data_of(chat, "teacher", "alert.cancel")
    page = draft | {"to": "put_away", "facts": SAID["facts"], "kinds": [SAID["facts"]]}
    await chat.invoke("teacher", "alert.facts", page)
    await chat.invoke("teacher", SAID["facts"], {SAID["quote"]: NAMES[0], "case_id": SAID["log"]})
    await chat.invoke("teacher6", "alert.facts", draft | {"to": "put_away", "facts": SAID["facts"]})
    with database.begin() as unit:
        broken = update(DraftRow).where(col(DraftRow.id) == draft["draft_id"]).values(sealed=b"\x01" + bytes(40))
        unit._session.exec(broken, execution_options=ALL_SCHOOLS)
    body = {"to": "put_away", "facts": SAID["facts"]}
    await chat.invoke("teacher", "alert.facts", draft | body)
    assert "Utkastet kan ikke leses." in chat.said
    with database.begin() as unit:
        unit.school(STAFF["teacher"].school_id).drafts.drop(draft["draft_id"])


def found_in(text: str | bytes, what: Iterable[str]) -> set[str]:
    """Those of `what` that stand in the text, plain or as JSON writes them."""
    haystack = text if isinstance(text, bytes) else text.encode()
    return {one for one in what if one.encode() in haystack or json.dumps(one)[1:-1].encode() in haystack}


def stored(url: str) -> bytes:
    """The database as a thief has it: the file with its log (SQLite), or every column of every row."""
    if url.startswith("sqlite"):
        path = Path(url.removeprefix("sqlite:///"))
        return b"".join(part.read_bytes() for part in sorted(path.parent.glob(path.name + "*")))
    with psycopg.connect(url.replace("postgresql+psycopg://", "postgresql://", 1)) as connection:
        named = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        tables = [sql.SQL("SELECT * FROM {}").format(sql.Identifier(table)) for (table,) in named]
        rows = [row for table in tables for row in connection.execute(table)]
    return b"|".join(v if isinstance(v, bytes) else str(v).encode() for row in rows for v in row)


def settled(url: str) -> bytes:
    """As `stored`, each page once: what SQLite's log holds is moved into the file first."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return stored(url)


async def test_nobody_but_the_one_who_presses_learns_anything(
    chat: Chat, database: Database, url: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    plan_only = settled(url)
    with structlog.testing.capture_logs() as lines:
        await story(chat, database)
    assert len(lines) > 5
    logged = "\n".join([*map(repr, lines), *(f"{caplog.handler.format(r)} {r.args}" for r in caplog.records)])
    bodies = json.dumps([request.body for request in chat.connector.requests], ensure_ascii=False)
    metrics = await chat.metrics()
    for text in (logged, bodies, metrics):
        assert found_in(text, [*CANARIES, *LABELS, *ANSWERS, SUSPECT]) == set()
    assert found_in(stored(url), [*CANARIES, SUSPECT]) == set()
    after = settled(url)
    for answer in (*LABELS, *ANSWERS):
        assert after.count(answer.encode()) == plan_only.count(answer.encode()), answer
