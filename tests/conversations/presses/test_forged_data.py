"""Whatever a client puts into a button's data, the answer is one of ours: never an error, never a 5xx."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cards.kit.forms import Action
from domain.ids import new_id
from storage.database import Database
from tests.kit.school import FACT, NAMES, SCHOOL, Chat
from tests.kit.teams.forged import answer, data_of

EXAMPLES = 250
SCRAP = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
LIKELY = (
    *("mobbing", "skolegård", "nei", "ansatt", "ledelsen", "4B", "6A", "Base 4", "facts", "review", "more", "log"),
    *("unknown", "put_away", "class", "suspect", "elevsamtale", "ja", "true", "2026-11-20", "12:30", "9999-12-31"),
    *(
        "meldt_skoleeier",
        "åpenbart_grunnløs",
        "add_member",
        "merge",
        "name_suspect",
        "1",
        "0",
        "-1",
        "",
        FACT,
        "ukjent",
    ),
)


ALL: dict[str, list[str]] = {}
"""Every id a forger could have seen, by the field it belongs in; filled for each database."""


@st.composite
def presses(draw: st.DrawFn) -> tuple[str, str, dict[str, Any]]:
    """A person, a verb, and data that is mostly of the verb's own fields and mostly plausible."""
    verb = draw(st.sampled_from(sorted(Action.by_verb)))
    data: dict[str, Any] = {}
    for name, field in Action.by_verb[verb].model_fields.items():
        if field.is_required() or draw(st.booleans()):
            number, kind = draw(st.integers(0, 99)), draw(st.integers(0, 9))
            ids = ALL.get(name if kind < 6 else "any", [])
            data[name] = ids[number % len(ids)] if ids and kind < 7 else draw(st.sampled_from(LIKELY) | SCRAP)
    if draw(st.integers(0, 9)) == 0:
        data[draw(st.text(max_size=10))] = draw(SCRAP)
    return draw(st.sampled_from(["principal", "teacher", "owner", "fremmed"])), verb, data


@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
@given(press=presses())
async def test_no_data_of_any_button_gives_an_error(
    chat: Chat, world: None, record_property: Callable[[str, object], None], press: tuple[str, str, dict[str, Any]]
) -> None:
    record_property("tried", EXAMPLES)
    body = json.loads(await answer(chat, *press))
    assert body["statusCode"] == 200, (press, body)


@pytest.fixture
async def world(chat: Chat, database: Database) -> None:
    """A draft, two cases of one pupil and a log; what each field of a button could truly hold."""
    await chat.alert("teacher", NAMES[1])
    drafts = [data_of(chat, "teacher", "alert.send")["draft_id"]]
    await chat.sends("teacher", NAMES[0])
    await chat.sends("teacher", NAMES[0])
    entry = new_id()
    chat.newest("principal")
    case = data_of(chat, "principal", "case.open")
    await chat.invoke("principal", "case.log", case | {"entry_id": entry, "type": "annet", "text": FACT})
    with database.begin() as unit:
        tx = unit.school(SCHOOL)
        people, pupils = [p.id for p in tx.people.active()], [p.id for p in tx.pupils.read_all()]
        alerts = [alert for person in people for alert in tx.alerts.of_reporter(person)]
    cases: list[str] = [case_id for alert in alerts for case_id in alert.cases]
    ALL.clear()
    ALL.update(draft_id=[*drafts, *(a.draft_id for a in alerts)], case_id=cases, other=cases)
    ALL.update(alert_id=[a.id for a in alerts], corrects=[entry], entry_id=[entry, new_id()], person=[*people])
    ALL.update(suspect=[*people], pupil=[*pupils], pupils=[*pupils], group=["4B", "6A"])
    ALL["any"] = [one for ids in ALL.values() for one in ids]
