"""«Varsle om denne meldingen» and «Loggfør» in a message's menu: the text is offered, and kept only when it is sent."""

import pytest
from sqlalchemy import select
from sqlmodel import SQLModel

from domain.alert.alert import FACTS_MAX, Draft
from domain.ids import DraftId
from storage.database import Database
from storage.engine.every_school import ALL_SCHOOLS
from tests.kit.cards.message_menu import ALERT, GROUP, LOG, PLAIN, MessageMenu, of_playground, of_teams
from tests.kit.school import NAMES, SCHOOL, Chat, fill, open_school
from tests.kit.teams.activities import TEAM, TENANT, Json
from tests.kit.teams.forged import person_id

CHANNEL: Json = {
    "conversation": {"id": "19:kanal@thread.tacv2;messageid=1", "conversationType": "channel", "tenantId": TENANT},
    "channelData": {"tenant": {"id": TENANT}, "team": {"id": TEAM}, "channel": {"id": "19:kanal@thread.tacv2"}},
}
CANARY = "Kanarimelding"


@pytest.fixture
def at(chat: Chat) -> Chat:
    """Where nothing that is sent may hold what the message said."""
    chat.canaries.append(CANARY)
    return chat


def rows_of(database: Database, table: str) -> list[str]:
    """Each row of a table, as it stands there."""
    with database.begin() as unit:
        every = select(SQLModel.metadata.tables[table])
        return [str(row) for row in unit._session.execute(every, execution_options=ALL_SCHOOLS).all()]


def drafts(database: Database) -> list[Draft]:
    """The teacher's, unsealed."""
    who = person_id(database, "teacher")
    with database.begin() as unit:
        ids = select(SQLModel.metadata.tables["drafts"].c.id)
        found = unit._session.execute(ids, execution_options=ALL_SCHOOLS).scalars().all()
        return [draft for one in found if (draft := unit.school(SCHOOL).drafts.get(DraftId(one), who))]


def kept_nowhere(database: Database) -> bool:
    sealed = [draft.form.facts for draft in drafts(database)]
    return not any(sealed) and not any(
        CANARY in row for one in SQLModel.metadata.tables for row in rows_of(database, one)
    )


async def fills(menu: MessageMenu, **change: str) -> MessageMenu:
    answers = {"pupils": menu.choice("pupils", NAMES[0]), "kinds": "mobbing", "suspicion": "nei"} | change
    await menu.presses("Videre", **answers)
    return await menu.presses("Videre") if "Mer om hendelsen" in menu.sees() else menu


@pytest.mark.parametrize("message", [of_teams(), of_playground()], ids=["teams", "playground"])
@pytest.mark.parametrize("place", [{"conversation": GROUP}, CHANNEL, {}], ids=["group", "channel", "own"])
async def test_an_alert_about_a_message(at: Chat, database: Database, message: Json, place: Json) -> None:
    menu = await MessageMenu(at, "teacher", message, place).chooses(ALERT)
    assert menu.filled("facts") == PLAIN
    await fills(menu)
    assert "slått i garderoben" in menu.sees()
    assert kept_nowhere(database), "not even for the last look"
    await menu.presses("Send varselet")
    assert menu.sees().startswith("Varselet er sendt")
    assert CANARY not in str(menu.card)
    await menu.presses("Vis")
    assert "slått i garderoben" in menu.sees()
    await at.deliver()
    assert "Nytt varsel" in "".join(at.inbox("principal"))


async def test_another_class_keeps_the_text_and_stores_none(at: Chat, database: Database) -> None:
    menu = await MessageMenu(at, "teacher").chooses(ALERT)
    await menu.presses("Annen klasse", facts=f"{PLAIN} på mandag")
    await menu.presses("Vis elevene", group="6A")
    assert menu.filled("facts") == f"{PLAIN} på mandag"
    await menu.presses("Videre", pupils=menu.choice("pupils", NAMES[3]), kinds="mobbing", suspicion="nei")
    await menu.presses("Tilbake")
    assert menu.filled("facts") == f"{PLAIN} på mandag"
    assert kept_nowhere(database)


async def test_put_away_it_is_kept_like_any_draft(at: Chat, database: Database) -> None:
    menu = await MessageMenu(at, "teacher").chooses(ALERT)
    await menu.presses("Lagre utkast", facts=f"{PLAIN} på mandag")
    assert [draft.form.facts for draft in drafts(database)] == [f"{PLAIN} på mandag"]
    again = await MessageMenu(at, "teacher").chooses(ALERT)
    assert again.filled("facts") == f"{PLAIN} på mandag"


async def test_a_press_twice_is_one_alert(at: Chat, database: Database) -> None:
    for _ in range(2):
        menu = await MessageMenu(at, "teacher").chooses(ALERT)
    assert len(drafts(database)) == 1
    await fills(menu)
    last, again = menu.card, MessageMenu(at, "teacher", command=ALERT)
    await menu.presses("Send varselet")
    again.card = last
    await again.presses("Send varselet")
    assert again.sees() == menu.sees()
    assert (await MessageMenu(at, "teacher").chooses(ALERT)).sees() == menu.sees()
    assert len(rows_of(database, "alerts")) == 1


async def test_what_is_missing_is_said_and_the_text_stays(at: Chat, database: Database) -> None:
    menu = await MessageMenu(at, "teacher").chooses(ALERT)
    await fills(menu, kinds="")
    assert menu.sees().startswith("⚠")
    assert menu.filled("facts") == PLAIN
    assert kept_nowhere(database)


async def test_a_long_message_is_cut_where_it_can_be_seen(at: Chat) -> None:
    menu = await MessageMenu(at, "teacher", of_teams(f"{CANARY} {'æ ' * 900}")).chooses(ALERT)
    facts = menu.filled("facts")
    assert len(facts) <= FACTS_MAX
    assert facts.endswith("…")


async def test_a_log_about_a_message(at: Chat, database: Database) -> None:
    menu = await MessageMenu(at, "teacher").chooses(LOG)
    await menu.presses("Vis elevene", group="4B")
    assert menu.filled("text") == PLAIN
    pupil = menu.choice("pupil", NAMES[0])
    await menu.presses("Lagre", pupil=pupil, type="")
    assert menu.filled("text") == PLAIN
    await menu.presses("Annen klasse", text=f"{PLAIN} igjen")
    await menu.presses("Vis elevene", group="4B")
    assert menu.filled("text") == f"{PLAIN} igjen"
    assert kept_nowhere(database)
    assert rows_of(database, "form_drafts") == []
    before = len(rows_of(database, "events"))
    last, again = menu.card, MessageMenu(at, "teacher", command=LOG)
    await menu.presses("Lagre", pupil=pupil, type="annet")
    again.card = last
    await again.presses("Lagre", pupil=pupil, type="annet")
    assert menu.sees() == again.sees()
    assert menu.sees().startswith("✓ ")
    assert CANARY not in str(menu.card)
    assert len(rows_of(database, "events")) == before + 1


async def test_without_a_message_the_forms_are_empty(at: Chat) -> None:
    menu = await MessageMenu(at, "teacher", None).chooses(ALERT)
    assert menu.filled("facts") == ""


async def test_whoever_is_on_no_list_hears_whom_to_ring(at: Chat, database: Database) -> None:
    for command in (ALERT, LOG):
        menu = await MessageMenu(at, "stranger").chooses(command)
        assert menu.sees().startswith("Jeg finner deg ikke")
        assert "23 05 10 09" in menu.sees()
    assert kept_nowhere(database)


async def test_who_may_not_alert_is_told_so(at: Chat, database: Database) -> None:
    menu = await MessageMenu(at, "owner").chooses(ALERT)
    assert menu.said == "Du har ikke tilgang til dette. Spør en leder om du trenger det."
    assert kept_nowhere(database)


async def test_it_works_where_the_bot_has_never_been(database: Database, url: str) -> None:
    """Nobody's own chat is known: nothing can be sent, and nothing is."""
    fill(database)
    async with open_school(database, url, hello=False) as chat:
        menu = await MessageMenu(chat, "teacher").chooses(ALERT)
        await fills(menu)
        await menu.presses("Send varselet")
        await chat.deliver()
        assert menu.sees().startswith("Varselet er sendt")
        assert CANARY not in str([request.body for request in chat.connector.requests])
        assert not chat.connector.messages["a:teacher"]


async def test_a_log_that_becomes_an_alert_keeps_the_text_nowhere_before(at: Chat, database: Database) -> None:
    menu = await MessageMenu(at, "teacher").chooses(LOG)
    await menu.presses("Vis elevene", group="4B")
    await menu.presses("Lagre", pupil=menu.choice("pupil", NAMES[0]), type="observasjon", about_staff="true")
    assert "Varsle rektor" in menu.sees()
    assert menu.filled("facts") == PLAIN
    assert kept_nowhere(database)
