"""Cards that are out of date, and ids that someone else was given."""

from collections.abc import Mapping

import pytest

from domain.ids import new_id
from storage.database import Database
from tests.kit.audit import done_by
from tests.kit.school import FACT, NAMES, SCHOOL, Chat, buttons
from tests.kit.teams.forged import STORED, data_of, rows


@pytest.mark.easy_teams("counts messages")
async def test_an_old_card_after_the_state_changed_is_answered_kindly(chat: Chat, database: Database) -> None:
    await chat.alert("teacher")
    review, draft = dict(chat.cards["teacher"]), data_of(chat, "teacher", "alert.send")
    await chat.presses("teacher", "Send varselet")
    receipt = chat.cards["teacher"]
    before = rows(database)
    for title in ("Send varselet", "Endre", "Legg til mer", "Avbryt"):
        chat.cards["teacher"] = review
        await chat.presses("teacher", title)
        assert chat.cards["teacher"] == receipt
    await chat.invoke("teacher", "alert.discard", draft)
    assert chat.cards["teacher"] == receipt
    assert rows(database) == before


async def test_ids_of_other_people_open_nothing_and_keep_nothing(chat: Chat, database: Database) -> None:
    """Another's draft, alert, case, entry; a pupil of a class not shown."""
    await chat.alert("teacher")
    draft = data_of(chat, "teacher", "alert.send")
    await chat.presses("teacher", "Send varselet")
    alert = data_of(chat, "teacher", "alert.show")
    await chat.deliver()
    chat.newest("principal")
    case = data_of(chat, "principal", "case.open")
    entry, hidden = new_id(), _pupil(database, NAMES[3])
    mine = {"group": "4B", "pupil": _pupil(database, NAMES[0]), "type": "annet"}
    await chat.invoke("teacher", "log.pupil", mine | {"entry_id": entry, "text": FACT})
    before = rows(database)
    forged: list[tuple[str, Mapping[str, object]]] = [
        ("alert.start", draft),
        ("alert.send", draft),
        ("alert.show", alert),
        ("alert.add", alert | {"addition_id": new_id(), "text": "Kom meg inn"}),
        ("case.open", case),
        ("case.log", case | {"entry_id": new_id(), "type": "annet", "text": "Kom meg inn"}),
        ("log.correct", {"corrects": entry}),
        ("log.pupil", mine | {"entry_id": new_id(), "corrects": entry, "text": "Kom meg inn"}),
        ("log.pupil", mine | {"entry_id": entry, "text": "Kom meg inn"}),
        ("log.pupil", mine | {"entry_id": new_id(), "pupil": hidden, "text": "Kom meg inn"}),
    ]
    for verb, data in forged:
        await chat.invoke("teacher6", verb, data)
        assert chat.last["statusCode"] == 200, verb
        assert not chat.said or chat.said.startswith(("Fant ikke", "Utkastet finnes ikke", "Hvilken elev?")), (
            verb,
            chat.said,
        )
        assert FACT not in str(chat.last)
    after = rows(database)
    assert {name for name in STORED if after[name] != before[name]} <= {"events"}
    kinds = [one.kind for one in done_by(database, "teacher6")]
    assert all(kind.startswith("refused:") for kind in kinds), kinds


async def test_a_pupil_of_a_class_not_shown_cannot_be_chosen(chat: Chat, database: Database) -> None:
    await chat.says("teacher", "varsle")
    await chat.presses("teacher", "Start varsel")
    onward = next(one for one in buttons(chat.cards["teacher"]) if one["title"] == "Videre")
    said = {"pupils-1": _pupil(database, NAMES[3]), "kinds-1": "mobbing", "facts": FACT}
    await chat.invoke("teacher", onward["verb"], onward["data"] | said)
    assert "står ikke i denne listen" in chat.sees("teacher")
    assert NAMES[3] not in chat.sees("teacher")


def _pupil(database: Database, name: str) -> str:
    with database.begin() as unit:
        return next(pupil.id for pupil in unit.school(SCHOOL).pupils.read_all() if pupil.name == name)
