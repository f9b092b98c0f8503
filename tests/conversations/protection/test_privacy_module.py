"""The module on privacy is offered with the first «hei» and each year, and stands in front of nothing."""

from tests.kit.school import STAFF, Chat
from tests.kit.steps.saksgang import opens

OFFER = "Personvern på tre minutter"


async def says_hello(chat: Chat, who: str = "teacher") -> list[str]:
    await chat.says(who, "hei")
    return chat.titles(who)


async def test_it_is_offered_until_it_is_done_and_again_after_a_year(chat: Chat) -> None:
    assert OFFER in await says_hello(chat)
    await chat.presses("teacher", OFFER)
    for part in (
        "Hva du skriver",
        "Hvem som ser det",
        "Taushetsplikten",
        "Telefonen og PC-en",
        "Når noe har gått galt",
    ):
        assert part in str(chat.cards["teacher"])
    await chat.presses("teacher", "Jeg har lest alt")
    assert OFFER not in await says_hello(chat)
    await chat.says("teacher", "mine")
    assert OFFER not in chat.titles("teacher")
    chat.clock.forward(days=365)
    await chat.says("teacher", "mine")
    assert OFFER in chat.titles("teacher")
    assert OFFER in await says_hello(chat)


async def test_it_is_offered_at_the_install(chat: Chat) -> None:
    await chat.installs("newcomer")
    assert OFFER not in chat.titles("newcomer"), "to nobody the school does not know"
    with chat.database.begin() as unit:
        unit.references.forget(STAFF["teacher"].entra_object_id, chat.connector.service_url)
    await chat.installs("teacher")
    assert OFFER in chat.titles("teacher")


async def test_it_is_put_off_once(chat: Chat) -> None:
    await says_hello(chat)
    await chat.presses("teacher", OFFER)
    offered = chat.cards["teacher"]
    await chat.presses("teacher", "Utsett")
    assert "Utsatt i en uke" in chat.sees("teacher")
    assert OFFER not in await says_hello(chat)
    chat.clock.forward(days=7)
    assert OFFER in await says_hello(chat)
    await chat.presses("teacher", OFFER)
    assert "Utsett" not in chat.titles("teacher")
    chat.cards["teacher"] = offered
    await chat.presses("teacher", "Utsett")
    assert chat.said == "Dette kan utsettes én gang, og det er gjort. Det tar tre minutter."


async def test_nobody_must_do_it_before_an_alert_or_taking_one(chat: Chat) -> None:
    reference = await chat.sends()
    await opens(chat, "line", reference)
    await chat.presses("line", "Ta imot")
    assert "Tatt imot" in chat.sees("line")


async def test_a_leader_sees_how_many_have_done_it_and_not_who(chat: Chat) -> None:
    await says_hello(chat)
    await chat.presses("teacher", OFFER)
    assert "ansatte har gjort dette" not in chat.sees("teacher")
    await chat.presses("teacher", "Jeg har lest alt")
    await says_hello(chat, "line")
    await chat.presses("line", OFFER)
    staff = len(STAFF) - 1
    assert f"1 av {staff} ansatte har gjort dette det siste året." in chat.sees("line")
    assert STAFF["teacher"].name not in str(chat.cards["line"])
