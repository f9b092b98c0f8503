"""Somebody is named when the alert has been sent: a bar before the case is taken, a new alert after (law 3)."""

import json
import re
from datetime import date

import pytest

from domain.case.case import Case
from domain.case.members import someone_acts
from domain.ids import new_id
from tests.kit.audit import events_in
from tests.kit.school import FACT, NAMES, STAFF, Chat, buttons, the_plan
from tests.kit.year.days import morning_of

AT_SCHOOL = tuple(who for who in STAFF if who != "owner")
COLLEAGUES = ("assistant", "aks", "base", "social", "teacher6", "line6", "line", "deputy", "principal")
LATE = "Kanarisent: tok hardt i armen"
REASON = "Kanarigrunn for å ta ut"
BOTH = (("line", "2026-001"), ("principal", "2026-002"))
STEP = "Gå gjennom elevens andre saker"


@pytest.fixture(autouse=True)
def told_of(chat: Chat) -> None:
    chat.canaries += [LATE, REASON]


def person(chat: Chat, who: str) -> str:
    with chat.database.begin() as unit:
        known = chat.school(unit).people.known.values()
        return next(p.id for p in known if p.entra_object_id == STAFF[who].entra_object_id)


def stored(chat: Chat, reference: str = "2026-001") -> Case:
    with chat.database.begin() as unit:
        cases = chat.school(unit).cases
        return cases.unguarded(*cases.numbered([reference]))


def someone_may_act(chat: Chat, reference: str = "2026-001") -> bool:
    with chat.database.begin() as unit:
        people = chat.school(unit).people.active()
    return someone_acts(stored(chat, reference), people)


async def opens(chat: Chat, who: str, reference: str = "2026-001") -> str:
    """The case as this person sees it; empty when it is not there for them."""
    await chat.says(who, f"sak {reference}")
    if "Vis" not in chat.titles(who):
        return ""
    await chat.presses(who, "Vis")
    return chat.sees(who)


async def sent(chat: Chat) -> str:
    """An alert about an employee who is not named; the id of the alert."""
    await chat.sends(suspicion="ansatt")
    alert: str = next(b["data"]["alert_id"] for b in buttons(chat.cards["teacher"]) if "alert_id" in b["data"])
    return alert


async def taken(chat: Chat, *others: str) -> str:
    """As `sent`; the principal has the case, and has let some others in."""
    alert = await sent(chat)
    await opens(chat, "principal")
    await chat.presses("principal", "Ta imot")
    for who in others:
        await chat.presses("principal", "Hvem er med?")
        await chat.presses("principal", "Legg til")
        chosen = chat.choice("principal", "person", STAFF[who].name)
        await chat.presses("principal", "Lagre", person=chosen, reason="Kjenner eleven")
    await chat.deliver()
    return alert


async def names(chat: Chat, alert: str, suspect: str) -> str:
    """The reporter names one more, from the own alert; what is seen then."""
    await chat.invoke("teacher", "alert.show", {"alert_id": alert})
    await chat.presses("teacher", next(t for t in chat.titles("teacher") if t.startswith("Navngi ")))
    button = next(t for t in chat.titles("teacher") if t in {"Lagre", "Send varselet"})
    await chat.presses("teacher", button, suspect=chat.choice("teacher", "suspect", STAFF[suspect].name))
    return chat.sees("teacher")


async def names_on_case(chat: Chat, who: str, suspect: str, **words: str) -> str:
    await opens(chat, who)
    await chat.presses(who, "Hvem er med?")
    await chat.presses(who, "Navngi den ansatte")
    button = next(t for t in chat.titles(who) if t in {"Lagre", "Send varselet"})
    await chat.presses(who, button, person=chat.choice(who, "person", STAFF[suspect].name), **words)
    return chat.sees(who)


async def looks(chat: Chat, who: str, reference: str = "2026-001") -> dict[str, str]:
    """All that the case, the lists and the counts show a person; what is fresh in each button is left out."""
    shown = {"case": await opens(chat, who, reference) and _still(chat.cards[who])}
    if shown["case"]:
        case_id = stored(chat, reference).id
        for verb in ("case.members", "step.list", "document.list"):
            await chat.invoke(who, verb, {"case_id": case_id})
            shown[verb] = _still(chat.last)
    for word in ("saker", "mine", "uka", "statistikk"):
        await chat.says(who, word)
        shown[word] = _still(chat.cards[who])
    for verb in ("cases.list", "mine.show", "week.list"):
        await chat.invoke(who, verb, {})
        shown[verb] = _still(chat.last)
    return shown


def _still(card: object) -> str:
    return re.sub(r'"(\w+_id)": "[0-9a-f]{32}"', r'"\1"', json.dumps(card, ensure_ascii=False, sort_keys=True))


@pytest.mark.parametrize("order", [COLLEAGUES, COLLEAGUES[::-1], (*COLLEAGUES[4:], *COLLEAGUES[:4])], ids="abc")
async def test_ten_namings_never_leave_a_case_without_someone_who_may_act(chat: Chat, order: tuple[str, ...]) -> None:
    alert = await sent(chat)
    barred = set[str]()
    for number, suspect in enumerate((*order, "owner")):
        data = {"alert_id": alert, "naming_id": f"{number:032x}", "suspect": person(chat, suspect)}
        await chat.invoke("teacher", "alert.name_suspect", data)
        assert someone_may_act(chat), suspect
        barred |= {suspect} if number < 3 else set()
        assert {person(chat, who) for who in barred} <= stored(chat).barred
        assert not await opens(chat, suspect) or suspect not in barred
    await chat.deliver()
    assert ["Ring", "{owner}"][0] in chat.sees("teacher")


async def test_a_fourth_naming_asks_to_ring_and_changes_nothing(chat: Chat) -> None:
    alert = await sent(chat)
    for suspect in ("assistant", "aks", "base"):
        assert STAFF[suspect].name in await names(chat, alert, suspect)
    before = stored(chat)
    seen = await names(chat, alert, "social")
    assert "Du har allerede navngitt tre, og denne er ikke navngitt. Ring rektor nå" in seen
    assert "Utdanningsetaten (UDA) 23 05 10 09" in seen
    assert stored(chat) == before
    await chat.invoke("teacher", "alert.show", {"alert_id": alert})
    assert "Ansatt Social" not in chat.sees("teacher")
    assert "Ansatt Assistant, Ansatt Aks og Ansatt Base" in chat.sees("teacher")
    assert "Mistanken gjelder Ansatt Aks." in await opens(chat, "principal"), "another may name more"
    await names_on_case(chat, "principal", "social")
    assert person(chat, "social") in stored(chat).barred


async def test_when_nobody_is_left_who_may_act_the_owners_contact_has_the_case(chat: Chat) -> None:
    """The principal and the deputy have left; then a colleague is named who does not lead."""
    alert = await sent(chat)
    with chat.database.begin() as unit:
        staff = [person for who, person in STAFF.items() if who not in {"principal", "deputy"}]
        chat.school(unit).people.replace(staff)
    assert "Sendt til: rektor og skoleeier" in await names(chat, alert, "aks")
    await chat.deliver()
    assert chat.inbox("owner")[-1] == "Du er lagt til i en sak"
    assert NAMES[0] in await opens(chat, "owner")
    assert "Ta imot" in chat.titles("owner")


async def test_when_the_contact_cannot_be_reached_the_reporter_rings(chat: Chat) -> None:
    alert = await sent(chat)
    with chat.database.begin() as unit:
        unit.references.forget(STAFF["owner"].entra_object_id, chat.connector.service_url)
    seen = await names(chat, alert, "principal")
    assert "Vi får ikke tak i noen av dem som skal ha varselet. Ring:" in seen
    assert "23 05 10 09" in seen


async def test_the_owners_contact_is_not_named_here(chat: Chat) -> None:
    alert = await sent(chat)
    data = {"alert_id": alert, "naming_id": "a" * 32, "suspect": person(chat, "owner")}
    await chat.invoke("teacher", "alert.name_suspect", data)
    assert "Skoleeiers kontaktperson kan ikke navngis her. Ring Utdanningsetaten" in chat.sees("teacher")


async def test_a_bar_is_lifted_once_by_the_principal_with_a_reason(chat: Chat) -> None:
    alert = await taken_after_naming(chat, "assistant")
    await opens(chat, "principal")
    await chat.presses("principal", "Hvem er med?")
    await chat.presses("principal", "Opphev utestenging")
    form = chat.cards["principal"]
    chosen = chat.choice("principal", "person", "Ansatt Assistant")
    await chat.presses("principal", "Lagre", person=chosen, reason="")
    assert "Fyll ut dette feltet." in chat.sees("principal")
    for _ in range(2):
        chat.cards["principal"] = form
        await chat.presses("principal", "Lagre", person=chosen, reason="Var ikke på skolen")
    seen = chat.sees("principal")
    assert seen.count("Ansatt Assistant er ikke lenger utestengt fra saken. Grunn: Var ikke på skolen") == 1
    assert person(chat, "assistant") not in stored(chat).barred | stored(chat).members
    assert not await opens(chat, "assistant")
    await chat.presses("principal", "Hvem er med?")
    assert "Opphev utestenging" not in chat.titles("principal")
    assert alert


async def test_whose_bar_was_lifted_can_be_named_again_when_the_case_is_taken(chat: Chat) -> None:
    alert = await taken_after_naming(chat, "assistant")
    await opens(chat, "principal")
    await chat.presses("principal", "Hvem er med?")
    await chat.presses("principal", "Opphev utestenging")
    chosen = chat.choice("principal", "person", "Ansatt Assistant")
    await chat.presses("principal", "Lagre", person=chosen, reason="Var ikke på skolen")
    assert "Saksnummer: 2026-002" in await names(chat, alert, "assistant"), "it is never said to be kept when it is not"
    assert person(chat, "assistant") in stored(chat, "2026-002").barred


async def taken_after_naming(chat: Chat, suspect: str) -> str:
    alert = await sent(chat)
    await names(chat, alert, suspect)
    await opens(chat, "principal")
    await chat.presses("principal", "Ta imot")
    return alert


async def test_nobody_else_lifts_a_bar(chat: Chat) -> None:
    await taken_after_naming(chat, "assistant")
    await lets_in(chat, "line")
    case = {"case_id": str(stored(chat).id)}
    await opens(chat, "line")
    await chat.presses("line", "Hvem er med?")
    assert "Opphev utestenging" not in chat.titles("line")
    await chat.invoke("line", "case.form", case | {"form": "lift_bar"})
    assert "Det er ingen utestenging du kan oppheve." in chat.sees("line")
    await chat.invoke("line", "case.lift_bar", case | {"record_id": "b" * 32})
    assert chat.sees("line").startswith("Opphev utestenging"), "nothing of fields that are not there"
    lift = case | {"record_id": "a" * 32, "person": person(chat, "assistant"), "reason": "Grunnen"}
    await chat.invoke("line", "case.lift_bar", lift)
    assert chat.said == "Bare den som har ansvaret for saken, kan oppheve en utestenging."
    await chat.invoke("assistant", "case.lift_bar", lift)
    assert chat.said.startswith(("Fant ikke saken", "Du har ikke tilgang"))
    assert person(chat, "assistant") in stored(chat).barred


async def lets_in(chat: Chat, who: str) -> None:
    await opens(chat, "principal")
    await chat.presses("principal", "Hvem er med?")
    await chat.presses("principal", "Legg til")
    chosen = chat.choice("principal", "person", STAFF[who].name)
    await chat.presses("principal", "Lagre", person=chosen, reason="Kjenner eleven")


async def test_past_the_school_the_owners_contact_lifts_a_bar(chat: Chat) -> None:
    alert = await sent(chat)
    await names(chat, alert, "deputy")
    await opens(chat, "owner")
    await chat.presses("owner", "Hvem er med?")
    await chat.presses("owner", "Opphev utestenging")
    await chat.presses(
        "owner", "Lagre", person=chat.choice("owner", "person", "Ansatt Principal"), reason="Skal høres i saken"
    )
    assert "Ansatt Principal er ikke lenger utestengt" in chat.sees("owner")
    assert not await opens(chat, "principal")


async def test_after_it_is_taken_a_naming_changes_nothing_in_the_case_for_anyone(chat: Chat) -> None:
    """Line and social are on the case; social is the one named."""
    alert = await taken(chat, "line", "social")
    before, case = {who: await looks(chat, who) for who in STAFF}, stored(chat)
    told = letters(chat)
    seen = await names(chat, alert, "social")
    await chat.deliver()
    assert "Varselet er sendt" in seen
    assert "Saksnummer: 2026-002" in seen
    assert stored(chat) == case
    assert {who for who in STAFF if letters(chat)[who] != told[who]} == {"principal", "teacher"}
    for who in set(STAFF) - {"principal", "teacher"}:
        assert await looks(chat, who) == before[who], who
    for who in ("principal", "teacher"):
        after = await looks(chat, who)
        for what in ("case", "case.members", "step.list", "document.list"):
            assert after.get(what) == before[who].get(what), what
    for who in set(STAFF) - {"principal"}:
        assert not await opens(chat, who, "2026-002")
    assert "Ansatt Social" in await opens(chat, "principal", "2026-002")
    assert "Knyttet sak" not in chat.sees("principal")
    await chat.invoke("teacher", "alert.show", {"alert_id": alert})
    assert "En ansatt, ikke navngitt" in chat.sees("teacher")


async def test_the_morning_after_tells_those_on_the_first_case_nothing_of_the_new(chat: Chat) -> None:
    alert = await taken(chat, "line", "social")
    await names(chat, alert, "social")
    await chat.deliver()
    counted = {who: len(chat.inbox(who)) for who in STAFF}
    await morning_of(chat, date(2026, 11, 24))
    for who in ("line", "social", "teacher"):
        letters = list(chat.connector.messages[f"a:{who}"].values())[counted[who] :]
        assert "2026-002" not in json.dumps(letters, ensure_ascii=False), who


async def test_a_naming_that_is_pressed_twice_is_one_alert(chat: Chat) -> None:
    alert = await taken(chat)
    await chat.invoke("teacher", "alert.show", {"alert_id": alert})
    await chat.presses("teacher", "Navngi den ansatte")
    form, chosen = chat.cards["teacher"], chat.choice("teacher", "suspect", "Ansatt Aks")
    for _ in range(2):
        chat.cards["teacher"] = form
        await chat.presses("teacher", "Send varselet", suspect=chosen)
        assert "Saksnummer: 2026-002" in chat.sees("teacher")
    chat.cards["teacher"] = form
    await chat.presses("teacher", "Send varselet", suspect=chat.choice("teacher", "suspect", "Ansatt Base"))
    assert chat.said.startswith("Dette skjemaet er allerede brukt til å navngi en annen.")
    assert chat.titles("teacher") == ["Vis varselet", "Mine oppgaver"], "the form is not there any more"
    with chat.database.begin() as unit:
        assert len(chat.school(unit).cases.all_open()) == 2


async def test_a_leader_on_the_case_who_names_someone_gets_a_receipt_and_nothing_more(chat: Chat) -> None:
    await taken(chat, "line")
    case, before = stored(chat), await looks(chat, "principal")
    seen = await names_on_case(chat, "line", "social")
    assert "Skriv kort hva du så eller hørte." in seen or "Fyll ut dette feltet." in seen
    await chat.presses("line", "Send varselet", facts=LATE)
    assert "Saksnummer: 2026-002" in chat.sees("line")
    await chat.deliver()
    assert stored(chat) == case
    assert (await looks(chat, "principal"))["case"] == before["case"]
    assert not await opens(chat, "line", "2026-002")
    assert LATE in await opens(chat, "principal", "2026-002")
    assert NAMES[0] in chat.sees("principal")
    assert FACT not in chat.sees("principal"), "what another reported is theirs"


async def test_a_leader_named_late_goes_past_the_school(chat: Chat) -> None:
    alert = await taken(chat, "deputy")
    before, case = {who: await looks(chat, who) for who in AT_SCHOOL if who != "teacher"}, stored(chat)
    seen = await names(chat, alert, "deputy")
    await chat.deliver()
    assert "Saksnummer: 2026-901" in seen
    assert stored(chat) == case
    for who, shown in before.items():
        assert await looks(chat, who) == shown, who
    assert await opens(chat, "owner", "2026-901")
    assert STEP in chat.titles("owner")


async def test_who_has_the_new_case_takes_the_one_named_off_the_pupils_other_cases(chat: Chat) -> None:
    await chat.sends()
    alert = await taken_second(chat, "social")
    await names(chat, alert, "social")
    await chat.deliver()
    told = letters(chat)
    assert await opens(chat, "principal", "2026-003")
    assert STEP in chat.titles("principal")
    assert "senest mandag 23.11.2026" in chat.sees("principal")
    await chat.presses("principal", STEP)
    form = chat.cards["principal"]
    offered = next(piece for piece in form["body"] if piece.get("id") == "cases")["choices"]
    assert {one["title"] for one in offered} == {"Sak 2026-001: Ansatt Social", "Sak 2026-002: Ansatt Social"}
    await chat.presses("principal", "Ferdig", cases="x" * 32, reason=REASON)
    assert "Velg fra listen." in chat.sees("principal")
    shown = [await happened(chat, who, reference) for who, reference in BOTH]
    both = ",".join(one["value"] for one in offered)
    for _ in range(2):
        chat.cards["principal"] = form
        await chat.presses("principal", "Ferdig", cases=both, reason=REASON)
    assert REASON in chat.sees("principal")
    assert "2026-001, 2026-002" in chat.sees("principal")
    await chat.deliver()
    assert letters(chat) == told, "nobody is told"
    for reference in ("2026-001", "2026-002", "2026-003"):
        assert not await opens(chat, "social", reference)
    assert [await happened(chat, who, reference) for who, reference in BOTH] == shown
    assert await opens(chat, "principal", "2026-002")
    await chat.presses("principal", "Hvem er med?")
    assert "Opphev utestenging" not in chat.titles("principal"), "that would say whom it is about"
    assert told_quietly(chat) == 2


async def happened(chat: Chat, who: str, reference: str) -> str:
    """What the case says has happened."""
    return (await opens(chat, who, reference)).partition("Historien")[2]


def letters(chat: Chat) -> dict[str, list[str]]:
    """What each has got without having asked for it."""
    return {who: [line for line in chat.inbox(who) if not line.startswith("Sak ")] for who in STAFF}


def told_quietly(chat: Chat) -> int:
    return len(events_in(chat.database, "case:put_off"))


async def taken_second(chat: Chat, *others: str) -> str:
    """As `taken`, when there was a case of the pupil already."""
    alert = await sent(chat)
    await opens(chat, "principal", "2026-002")
    await chat.presses("principal", "Ta imot")
    for who in others:
        await chat.presses("principal", "Hvem er med?")
        await chat.presses("principal", "Legg til")
        chosen = chat.choice("principal", "person", STAFF[who].name)
        await chat.presses("principal", "Lagre", person=chosen, reason="Kjenner eleven")
    return alert


async def test_the_principal_is_shown_nothing_of_a_case_past_the_school(chat: Chat) -> None:
    """The owner has let social in on it; the pupil has another case too, where social is named late."""
    await chat.sends(suspicion="ledelsen")
    await opens(chat, "owner", "2026-901")
    await chat.presses("owner", "Hvem er med?")
    await chat.presses("owner", "Legg til")
    chosen = chat.choice("owner", "person", "Ansatt Social")
    await chat.presses("owner", "Lagre", person=chosen, reason="Kjenner eleven")
    alert = await taken(chat)
    await names(chat, alert, "social")
    await opens(chat, "principal", "2026-002")
    await chat.presses("principal", STEP)
    assert "2026-901" not in json.dumps(chat.cards["principal"], ensure_ascii=False)
    assert "ikke med i noen andre åpne saker" in chat.sees("principal")
    await chat.presses("principal", "Ferdig", reason=REASON)
    assert REASON in chat.sees("principal")


async def test_a_naming_never_takes_the_place_of_a_draft(chat: Chat) -> None:
    """Forged: the id is that of an alert somebody is writing."""
    alert = await taken(chat)
    for who in ("teacher", "aks"):
        await chat.says(who, "varsle")
        await chat.presses(who, "Start varsel")
        page = chat.cards[who]
        draft = next(b["data"]["draft_id"] for b in buttons(page) if "draft_id" in b["data"])
        data = {"alert_id": alert, "naming_id": draft, "suspect": person(chat, "base")}
        await chat.invoke("teacher", "alert.name_suspect", data)
        assert chat.said
        chat.cards[who] = page
        await chat.presses(who, "Lagre utkast", facts=LATE)
        assert "Utkastet" in chat.sees(who)
    with chat.database.begin() as unit:
        assert len(chat.school(unit).cases.all_open()) == 1


async def test_an_id_that_is_used_for_something_else_says_so_and_nothing_is_done(chat: Chat) -> None:
    await taken_after_naming(chat, "assistant")
    case = {"case_id": str(stored(chat).id)}
    used = "e" * 32
    await chat.invoke("principal", "case.log", case | {"entry_id": used, "type": "annet", "text": LATE})
    before = stored(chat)
    lift = {"record_id": used, "person": person(chat, "assistant"), "reason": "Grunnen"}
    for verb, data in {
        "case.lift_bar": lift,
        "step.take": {"step": "avklaring", "record_id": used},
        "case.reopen": {"record_id": used, "reason": "Grunnen"},
        "case.close": {"step": "avslutt", "record_id": used, "safe_now": "ja", "pupil_words": "Ja", "reason": "Grunn"},
    }.items():
        await chat.invoke("principal", verb, case | data)
        assert chat.said.startswith("Dette skjemaet er allerede brukt til noe annet"), verb
    assert stored(chat) == before


async def test_when_the_head_is_taken_off_the_first_case_the_owners_contact_has_it(chat: Chat) -> None:
    alert = await taken(chat, "line")
    await names(chat, alert, "principal")
    await opens(chat, "owner", "2026-901")
    await chat.presses("owner", STEP)
    chosen = chat.choice("owner", "cases", "Sak 2026-001: Ansatt Principal")
    await chat.presses("owner", "Ferdig", cases=chosen, reason=REASON)
    assert someone_may_act(chat)
    assert not await opens(chat, "principal")
    assert not await opens(chat, "line"), "it has left the school"
    assert NAMES[0] in await opens(chat, "owner")
    assert REASON not in chat.sees("owner"), "that stands in the new case alone"


async def test_who_decides_nothing_is_not_shown_the_other_cases(chat: Chat) -> None:
    alert = await taken(chat)
    await names(chat, alert, "social")
    await opens(chat, "principal", "2026-002")
    await chat.presses("principal", "Hvem er med?")
    await chat.presses("principal", "Legg til")
    chosen = chat.choice("principal", "person", STAFF["line"].name)
    await chat.presses("principal", "Lagre", person=chosen, reason="Kjenner eleven")
    await opens(chat, "line", "2026-002")
    assert STEP not in chat.titles("line")
    case_id = stored(chat, "2026-002").id
    step = next(step.id for step in the_plan().procedure.steps if step.title == STEP)
    await chat.invoke("line", "step.open", {"case_id": case_id, "step": step})
    assert chat.said == "Bare den som har ansvaret for saken, kan avgjøre dette."
    handed = {"case_id": case_id, "step": step, "record_id": new_id(), "person": person(chat, "line")}
    await chat.invoke("principal", "step.hand_over", handed)
    assert chat.said.endswith("Ansatt Line kan ikke gjøre dette steget. Velg en annen.")


async def test_of_two_cases_the_one_that_is_taken_stays_as_it_is(chat: Chat) -> None:
    """The alert opened a case for each of two pupils; the principal has taken the first."""
    await chat.says("teacher", "varsle")
    await chat.presses("teacher", "Start varsel")
    two = ",".join(chat.choice("teacher", "pupils", name) for name in NAMES[:2])
    await chat.answers("teacher", pupils=two, kinds="mobbing", facts=FACT, suspicion="ansatt")
    await chat.says_who_is_who("teacher", "utsatt", "utsatt")
    await chat.presses("teacher", "Send varselet")
    alert = next(b["data"]["alert_id"] for b in buttons(chat.cards["teacher"]) if "alert_id" in b["data"])
    await opens(chat, "principal", "2026-001")
    await chat.presses("principal", "Ta imot")
    first, shown = stored(chat, "2026-001"), await opens(chat, "principal", "2026-001")
    assert "Saksnummer: 2026-003" in await names(chat, alert, "aks")
    assert stored(chat, "2026-001") == first
    assert await opens(chat, "principal", "2026-001") == shown
    assert person(chat, "aks") in stored(chat, "2026-002").barred
    seen = await opens(chat, "principal", "2026-003")
    assert NAMES[0] in seen
    assert NAMES[1] not in seen


async def test_when_one_of_two_cases_went_past_the_school_so_does_the_next_naming(chat: Chat) -> None:
    await chat.says("teacher", "varsle")
    await chat.presses("teacher", "Start varsel")
    two = ",".join(chat.choice("teacher", "pupils", name) for name in NAMES[:2])
    await chat.answers("teacher", pupils=two, kinds="mobbing", facts=FACT, suspicion="ansatt")
    await chat.says_who_is_who("teacher", "utsatt", "utsatt")
    await chat.presses("teacher", "Send varselet")
    alert = next(b["data"]["alert_id"] for b in buttons(chat.cards["teacher"]) if "alert_id" in b["data"])
    await opens(chat, "principal", "2026-001")
    await chat.presses("principal", "Ta imot")
    await names(chat, alert, "deputy")
    assert await opens(chat, "owner", "2026-002")
    await chat.presses("owner", "Ta imot")
    before = await listed(chat, "principal")
    await names(chat, alert, "social")
    assert await listed(chat, "principal") == before, "nothing comes back to the school"


async def listed(chat: Chat, who: str) -> set[str]:
    await chat.says(who, "saker")
    return set(re.findall(r"2026-\d+", chat.sees(who)))


async def test_who_is_named_in_the_case_of_a_pupil_nobody_knows_can_be_taken_off_it(chat: Chat) -> None:
    await chat.says("teacher", "varsle")
    await chat.presses("teacher", "Start varsel")
    await chat.presses("teacher", "Jeg vet ikke hvem", kinds="mobbing", facts=FACT, suspicion="ansatt")
    await chat.answers("teacher")
    await chat.presses("teacher", "Send varselet")
    alert = next(b["data"]["alert_id"] for b in buttons(chat.cards["teacher"]) if "alert_id" in b["data"])
    await opens(chat, "principal")
    await chat.presses("principal", "Ta imot")
    await chat.presses("principal", "Hvem er med?")
    await chat.presses("principal", "Legg til")
    social = chat.choice("principal", "person", STAFF["social"].name)
    await chat.presses("principal", "Lagre", person=social, reason="Kjenner eleven")
    await names(chat, alert, "social")
    await opens(chat, "principal", "2026-002")
    await chat.presses("principal", STEP)
    offered = next(piece for piece in chat.cards["principal"]["body"] if piece.get("id") == "cases")["choices"]
    assert [one["title"] for one in offered] == ["Sak 2026-001: Ansatt Social"]
    await chat.presses("principal", "Ferdig", cases=offered[0]["value"], reason=REASON)
    assert not await opens(chat, "social")


async def test_a_naming_that_comes_again_when_the_case_has_been_taken_is_the_same_one(chat: Chat) -> None:
    alert = await sent(chat)
    await chat.invoke("teacher", "alert.show", {"alert_id": alert})
    await chat.presses("teacher", "Navngi den ansatte")
    form, chosen = chat.cards["teacher"], chat.choice("teacher", "suspect", "Ansatt Aks")
    await chat.presses("teacher", "Lagre", suspect=chosen)
    await opens(chat, "principal")
    await chat.presses("principal", "Ta imot")
    chat.cards["teacher"] = form
    await chat.presses("teacher", "Lagre", suspect=chosen)
    assert "Varselet ditt" in chat.sees("teacher")
    assert "er allerede navngitt" in await names_on_case(chat, "principal", "aks", facts=LATE)
    with chat.database.begin() as unit:
        assert len(chat.school(unit).cases.all_open()) == 1
