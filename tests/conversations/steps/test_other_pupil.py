"""What is said with the other pupil is that pupil's: in the own case, or kept apart; never in the exposed pupil's."""

from tests.conversations.alert.test_who_is_who import OWN_CASE, all_steps, tells_of
from tests.kit.school import NAMES, Chat
from tests.kit.steps.correcting import moved
from tests.kit.steps.saksgang import opens, pdf, takes, to_the_outcome

TALK, GUARDIANS = "Snakk med den andre eleven", "Snakk med den andres foresatte"
VERSION, AGREED = "Kanariversjon: det var bare lek", "Kanariavtale: de følger opp hjemme"
DOCUMENTS = ("Dokumentasjon i skolemiljøsaken", "Kronologi")


async def taken(chat: Chat) -> str:
    chat.canaries.extend((VERSION, AGREED))
    reference = await tells_of(chat, "utsatt", "krenker")
    await opens(chat, "line", reference)
    await chat.presses("line", "Ta imot")
    return reference


async def talks(chat: Chat, reference: str) -> None:
    await takes(chat, "social", reference, TALK, elevens_versjon=VERSION)
    await takes(chat, "social", reference, GUARDIANS, tekst=AGREED)


async def opens_the_own_case(chat: Chat, reference: str) -> None:
    """After the start meeting, by the step: 2026-002."""
    await to_the_outcome(chat, "aktivitetsplan", reference)
    await all_steps(chat, "social", reference)
    await chat.presses("social", OWN_CASE)
    await chat.presses("social", "Åpne egen sak")


async def test_kept_apart_when_the_pupil_has_no_own_case(chat: Chat) -> None:
    reference = await taken(chat)
    await talks(chat, reference)
    seen = await opens(chat, "line", reference)
    assert f"\n{TALK}\nHvilken dag? 23.11.2026\n23.11.2026 kl. 12.41 · Ansatt Social\n" in seen, "no more"
    assert VERSION not in seen
    assert AGREED not in seen
    for title in DOCUMENTS:
        read = await pdf(chat, reference, title)
        assert TALK in read, "that it was held, and when"
        assert VERSION not in read
        assert AGREED not in read
    await all_steps(chat, "social", reference)
    await chat.presses("social", TALK)
    assert VERSION in chat.sees("social"), "for whoever may take the step"


async def test_in_the_own_case_when_there_is_one(chat: Chat) -> None:
    reference = await taken(chat)
    await opens_the_own_case(chat, reference)
    await talks(chat, reference)
    seen = await opens(chat, "social", "2026-002")
    assert VERSION in seen
    assert AGREED in seen
    assert VERSION not in await opens(chat, "social", reference)
    await all_steps(chat, "social", reference)
    await chat.presses("social", TALK)
    assert VERSION not in chat.sees("social"), "it is not kept in the case it came of"
    assert VERSION not in await pdf(chat, reference, "Dokumentasjon i skolemiljøsaken")
    assert VERSION in await pdf(chat, "2026-002", "Kronologi")


async def test_in_the_own_case_also_when_it_is_opened_later(chat: Chat) -> None:
    reference = await taken(chat)
    await talks(chat, reference)
    await opens_the_own_case(chat, reference)
    seen = await opens(chat, "social", "2026-002")
    assert VERSION in seen
    assert AGREED in seen
    assert TALK not in chat.titles("social"), "it has been held"
    assert VERSION not in await opens(chat, "social", reference)
    assert VERSION in await pdf(chat, "2026-002", "Kronologi")
    assert VERSION not in await pdf(chat, reference, "Dokumentasjon i skolemiljøsaken")


async def test_kept_apart_when_two_may_have_violated(chat: Chat) -> None:
    chat.canaries.extend((VERSION, AGREED))
    reference = await tells_of(chat, "utsatt", "krenker", "krenker")
    await opens(chat, "line", reference)
    await chat.presses("line", "Ta imot")
    await talks(chat, reference)
    await to_the_outcome(chat, "aktivitetsplan", reference)
    await all_steps(chat, "social", reference)
    await chat.presses("social", OWN_CASE)
    await chat.presses("social", next(one for one in chat.titles("social") if one.startswith("Åpne egen sak")))
    assert VERSION not in await opens(chat, "social", "2026-002"), "whose it is, is not known"


async def test_the_same_press_twice_is_once_also_with_an_own_case(chat: Chat) -> None:
    reference = await taken(chat)
    await opens_the_own_case(chat, reference)
    await all_steps(chat, "social", reference)
    await chat.presses("social", TALK)
    form = chat.cards["social"]
    said = {"dato": "2026-11-23", "til_stede": "To voksne", "elevens_versjon": VERSION, "oppfølging": AGREED}
    chat.goes_on = False
    await chat.presses("social", "Ferdig", **said)
    chat.cards["social"] = form
    await chat.presses("social", "Ferdig", **said)
    chat.cards["social"] = form
    await chat.presses("social", "Ferdig", **(said | {"elevens_versjon": "Noe helt annet"}))
    assert "allerede" in chat.sees("social")
    chat.goes_on = True
    assert (await opens(chat, "social", "2026-002")).count(VERSION) == 1


async def test_guardians_are_given_what_they_can_do(chat: Chat) -> None:
    reference = await taken(chat)
    await takes(chat, "line", reference, "Hold avklaringssamtale")
    await opens(chat, "social", reference)
    await chat.presses("social", "Ring foresatte")
    seen = chat.sees("social")
    assert "Dette kan dere gjøre" in seen
    assert "ta den til Statsforvalteren når det har gått én uke (opplæringslova § 12-6)" in seen
    assert "Statsforvalteren i Østfold, Buskerud, Oslo og Akershus\n" in seen
    assert "fyll inn" not in seen, "it goes home"
    await takes(chat, "social", reference, "Ring foresatte")
    read = await pdf(chat, reference, "Dokumentasjon i skolemiljøsaken")
    assert "Hva har foresatte fått vite?" in read
    assert "De har fått teksten «Dette kan dere gjøre»" in read


async def test_how_it_is_done_stands_in_the_step(chat: Chat) -> None:
    reference = await taken(chat)
    await opens(chat, "teacher", reference)
    await chat.presses("teacher", "Observer eleven")
    assert "Snakk med kolleger, også på AKS." in chat.sees("teacher")


async def test_an_own_case_that_becomes_another_pupils_keeps_nothing_of_what_was_said(chat: Chat) -> None:
    reference = await taken(chat)
    await opens_the_own_case(chat, reference)
    await talks(chat, reference)
    assert VERSION in await opens(chat, "line", "2026-002")
    await moved(chat, "line", "2026-002", "4B", NAMES[2])
    assert VERSION not in await opens(chat, "line", "2026-002")
    assert AGREED not in await pdf(chat, "2026-002", "Kronologi")
