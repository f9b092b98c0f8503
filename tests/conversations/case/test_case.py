"""Working a case: receive it, log to it, complete it, and read what happened."""

from datetime import timedelta
from typing import Any

import pytest

from domain.activity_plan.activity_plan import ActivityPlan
from domain.case.log import LogEntry
from domain.ids import CaseId, EntryId, new_id
from domain.people.person import Role
from domain.school_plan.procedure import PlanText
from tests.kit.audit import events_in
from tests.kit.school import FACT, MONDAY, NAMES, SCHOOL, STAFF, TODAY, Chat, buttons

LOG = {"type": "observasjon", "text": "Kanarilogg"}
NAMING = {"naming_id": "a" * 32}


async def opens(chat: Chat, who: str, reference: str = "2026-001") -> str:
    await chat.says(who, f"sak {reference}")
    await chat.presses(who, "Vis")
    return chat.sees(who)


def case_id(chat: Chat, who: str = "principal") -> CaseId:
    return CaseId(next(b["data"]["case_id"] for b in buttons(chat.cards[who]) if "case_id" in b["data"]))


def reads(chat: Chat) -> int:
    return len(events_in(chat.database, "case:read"))


async def logs(chat: Chat, who: str, **answers: str) -> None:
    await chat.presses(who, "Skriv i loggen")
    await chat.presses(who, "Lagre", **(LOG | answers))


async def unknown(chat: Chat) -> str:
    """An alert on a pupil nobody knew the name of."""
    await chat.says("teacher", "varsle")
    await chat.presses("teacher", "Start varsel")
    await chat.presses("teacher", "Jeg vet ikke hvem", kinds="mobbing", facts=FACT, suspicion="nei")
    await chat.answers("teacher")
    await chat.presses("teacher", "Send varselet")
    await chat.deliver()
    return "2026-001"


async def test_the_reporter_hears_that_it_is_taken(chat: Chat) -> None:
    await chat.sends("aks")
    await opens(chat, "social")
    assert "Ta imot" not in chat.titles("social")
    await opens(chat, "line")
    before = chat.cards["line"]
    await chat.presses("line", "Ta imot")
    assert "Tatt imot: " in chat.sees("line")
    assert "Tatt imot: 23.11.2026 kl. 12.41 av Ansatt Line" in chat.sees("line")
    chat.clock.forward(hours=1)
    chat.cards["line"] = before
    await chat.presses("line", "Ta imot")
    assert "Tatt imot: 23.11.2026 kl. 12.41 av Ansatt Line" in chat.sees("line"), "the first one counts"
    await chat.deliver()
    assert chat.inbox("aks").count("Varselet ditt er tatt imot") == 1
    chat.newest("aks")
    assert "Varselet i sak 2026-001 er tatt imot 23.11.2026 kl. 12.41." in chat.sees("aks")
    await chat.presses("aks", "Vis")
    assert "Varselet i sak 2026-001 er tatt imot 23.11.2026 kl. 12.41." in chat.sees("aks")
    await chat.says("aks", "mine")
    await chat.presses("aks", "Vis")
    assert "Tatt imot" in chat.sees("aks")


async def test_a_member_is_added_with_a_reason_and_taken_off_with_one(chat: Chat) -> None:
    await chat.sends()
    await opens(chat, "principal")
    await chat.presses("principal", "Hvem er med?")
    assert "Ansatt Base (baseleder)" in chat.sees("principal")
    await chat.presses("principal", "Legg til")
    assistant = chat.choice("principal", "person", "Ansatt Assistant")
    await chat.presses("principal", "Lagre", person=assistant, reason="")
    assert "Skriv en kort grunn." in chat.sees("principal")
    await chat.presses("principal", "Lagre", person=assistant, reason="ja")
    assert "Skriv en kort grunn." in chat.sees("principal")
    await chat.presses("principal", "Lagre", reason="Kjenner eleven godt")
    assert "Ansatt Assistant er lagt til. Grunn: Kjenner eleven godt" in chat.sees("principal")
    await chat.deliver()
    assert chat.inbox("assistant")[-1] == "Du er lagt til i en sak"
    chat.newest("assistant")
    await chat.presses("assistant", "Åpne sak 2026-001")
    assert NAMES[0] in chat.sees("assistant")

    await chat.presses("principal", "Hvem er med?")
    await chat.presses("principal", "Ta ut")
    assert "Ansatt Principal" not in str(chat.cards["principal"]["body"]), "nobody takes themselves off"
    await chat.presses("principal", "Lagre", person=assistant, reason="Har sluttet på trinnet")
    assert "Ansatt Assistant er tatt ut. Grunn: Har sluttet på trinnet" in chat.sees("principal")
    await chat.says("assistant", "sak 2026-001")
    assert "Fant ikke saken" in chat.sees("assistant")
    assert await chat.says("social", "sak 2026-001")
    await chat.presses("social", "Vis")
    await chat.presses("social", "Hvem er med?")
    assert chat.titles("social") == ["Jeg er inhabil", "Tilbake til saken"], "only leaders say who is on a case"


async def test_a_log_is_there_once_and_is_never_changed(chat: Chat) -> None:
    chat.canaries.append("Kanari")
    await chat.sends()
    await opens(chat, "teacher")
    await chat.presses("teacher", "Skriv i loggen")
    form = chat.cards["teacher"]
    for _ in range(2):
        chat.cards["teacher"] = form
        await chat.presses("teacher", "Lagre", **LOG, quote="Kanarisitat", present="Kanaripersoner")
    seen = chat.sees("teacher")
    assert seen.count("Kanarilogg") == 1
    assert "«Kanarisitat»" in seen
    assert "Til stede: Kanaripersoner" in seen

    await chat.presses("teacher", "Rett")
    assert "Rett logg i sak 2026-001" in chat.sees("teacher")
    await chat.presses("teacher", "Lagre", text="Kanariretting")
    seen = chat.sees("teacher")
    assert seen.index("Kanariretting") < seen.index("Kanarilogg"), "both stand there, the newest first"
    assert seen.count("«Kanarisitat»") == 2, "a correction begins with what it corrects"
    assert "Retter loggen fra 23.11.2026 kl. 12.41" in seen
    await opens(chat, "principal")
    assert "Rett" not in chat.titles("principal"), "one corrects one's own"


async def test_a_second_press_with_other_words_loses_none(chat: Chat) -> None:
    chat.canaries.append("Kanari")
    await chat.sends()
    await opens(chat, "teacher")
    await chat.presses("teacher", "Skriv i loggen")
    form = chat.cards["teacher"]
    for words in ("Kanarilogg", "Kanarilogg og mer", "Kanarilogg og mer"):
        chat.cards["teacher"] = form
        await chat.presses("teacher", "Lagre", **LOG | {"text": words})
    seen = chat.sees("teacher")
    assert seen.count("Kanarilogg og mer") == 1
    assert seen.count("Kanarilogg") == 2
    assert seen.count("Retter loggen fra") == 1


async def test_a_second_addition_with_other_words_loses_none(chat: Chat) -> None:
    chat.canaries.append("Kanari")
    await chat.sends()
    await chat.presses("teacher", "Vis")
    form = chat.cards["teacher"]
    for words in ("Kanaritillegg", "Kanaritillegg og mer", "Kanaritillegg og mer"):
        chat.cards["teacher"] = form
        await chat.presses("teacher", "Legg til", text=words)
    assert chat.sees("teacher").count("Kanaritillegg og mer") == 1
    assert chat.sees("teacher").count("Kanaritillegg") == 2


async def test_somebody_elses_log_is_not_corrected(chat: Chat) -> None:
    await chat.sends()
    await opens(chat, "teacher")
    await logs(chat, "teacher")
    theirs = next(b for b in buttons(chat.cards["teacher"]) if b["title"] == "Rett")
    await chat.invoke("principal", theirs["verb"], theirs["data"])
    await chat.presses("principal", "Lagre", **LOG)
    assert chat.said == "Fant ikke loggen som skal rettes."


async def test_a_log_of_last_week_stands_at_last_week(chat: Chat) -> None:
    await chat.sends()
    await opens(chat, "teacher")
    await logs(chat, "teacher", text="Kanariforrige", occurred_on="2026-11-16", occurred_time="09:00")
    await logs(chat, "teacher", text="Kanarinå")
    seen = chat.sees("teacher")
    assert seen.index("Kanarinå") < seen.index(FACT) < seen.index("Kanariforrige")
    assert "16.11.2026 kl. 09.00 · Ansatt Teacher · skrevet 23.11.2026 kl. 12.41" in seen
    await logs(chat, "teacher", text="Kanarifredag", occurred_on="2026-11-20")
    assert "20.11.2026 · Ansatt Teacher · skrevet 23.11.2026 kl. 12.41" in chat.sees("teacher")
    await logs(chat, "teacher", text="Kanaritorsdag", occurred_on="2026-11-19", occurred_time="12:00")
    assert "19.11.2026 kl. 12.00 · Ansatt Teacher" in chat.sees("teacher")
    await chat.presses("teacher", "Skriv i loggen")
    await chat.presses("teacher", "Lagre", **LOG, occurred_on="2026-12-24")
    assert "⚠ Tidspunktet kan ikke være i framtiden." in chat.sees("teacher")


async def logs_on_pupil(chat: Chat, who: str, name: str, **answers: str) -> None:
    await chat.says(who, "logg")
    await chat.presses(who, "Skriv logg")
    await chat.presses(who, "Vis elevene")
    await chat.presses(who, "Lagre", pupil=chat.choice(who, "pupil", name), **(LOG | answers))


async def test_a_log_on_a_pupil_becomes_part_of_a_later_case(chat: Chat) -> None:
    chat.canaries.append("Kanarilogg")
    await logs_on_pupil(chat, "teacher", NAMES[0])
    assert "Loggen er lagret" in chat.sees("teacher")
    await logs_on_pupil(chat, "teacher", NAMES[1], text="Kanariannen")
    await chat.says("teacher", "mine")
    await chat.presses("teacher", "Vis")
    assert f"Observasjon · {NAMES[0]}, 4B" in chat.sees("teacher")
    await chat.presses("teacher", "Rett")
    assert "Rett logg\n4B" in chat.sees("teacher")
    await chat.presses("teacher", "Lagre", text="Kanarirettelse")
    chat.clock.forward(days=1)
    await chat.sends("aks")
    seen = await opens(chat, "principal")
    assert "Kanarilogg" in seen
    assert "Kanariannen" not in seen, "what was logged on another pupil stays there"


async def two_cases_of_one_pupil(chat: Chat) -> None:
    await chat.sends("teacher")
    chat.clock.forward(days=1)
    await chat.sends("aks")


async def merges(chat: Chat, who: str) -> None:
    await opens(chat, who, "2026-001")
    await chat.presses(who, "Slå sammen")
    other = chat.choice(who, "other", "2026-002")
    await chat.presses(who, "Slå sammen", other=other, reason="Samme hendelse")


async def test_two_cases_of_one_pupil_become_one(chat: Chat) -> None:
    await two_cases_of_one_pupil(chat)
    await opens(chat, "social", "2026-002")
    await logs(chat, "social")
    await merges(chat, "social")
    seen = chat.sees("social")
    assert "Sak 2026-002 er slått sammen med denne. Grunn: Samme hendelse" in seen
    assert "Kanarilogg" in seen
    assert "Slå sammen" not in chat.titles("social")
    await chat.says("social", "saker")
    assert "**1 åpen sak**" in chat.sees("social")
    await opens(chat, "social", "2026-002")
    assert "Status: Slått sammen" in chat.sees("social")
    assert chat.titles("social") == ["Åpne sak 2026-001", "Kort fortalt"]
    await chat.presses("social", "Kort fortalt")
    assert "Slått sammen med en annen sak tirsdag 24.11.2026" in chat.sees("social")


async def test_the_reporter_of_a_merged_case_hears_that_it_is_taken(chat: Chat) -> None:
    await two_cases_of_one_pupil(chat)
    await merges(chat, "principal")
    await chat.presses("principal", "Ta imot")
    await chat.deliver()
    assert chat.inbox("aks").count("Varselet ditt er tatt imot") == 1
    chat.newest("aks")
    await chat.presses("aks", "Vis")
    assert "er tatt imot 24.11.2026 kl. 12.41." in chat.sees("aks")
    assert "2026-001" not in chat.sees("aks"), "the reporter knows the own reference, not the other's"
    await chat.says("aks", "mine")
    await chat.presses("aks", "Vis")
    assert "Venter på å bli tatt imot" not in chat.sees("aks")


async def test_a_case_merged_into_a_taken_one_is_taken(chat: Chat) -> None:
    await two_cases_of_one_pupil(chat)
    await opens(chat, "principal", "2026-001")
    await chat.presses("principal", "Ta imot")
    await merges(chat, "principal")
    await chat.deliver()
    assert chat.inbox("aks")[-1] == "Varselet ditt er tatt imot"
    chat.newest("aks")
    assert "Varselet i sak 2026-002 er tatt imot" in chat.sees("aks")


async def test_the_case_finds_out_who_the_pupil_is(chat: Chat) -> None:
    await unknown(chat)
    await opens(chat, "social")
    assert "Elev: Ikke kjent ennå" in chat.sees("social")
    await chat.presses("social", "Finn ut hvem eleven er")
    await chat.presses("social", "Vis elevene", group="6A")
    asked = chat.cards["social"]
    await chat.presses("social", "Lagre", pupil=chat.choice("social", "pupil", NAMES[3]))
    assert f"Elev: {NAMES[3]}, 6A" in chat.sees("social")
    assert "Finn ut hvem eleven er" not in chat.titles("social")
    await chat.deliver()
    assert chat.inbox("line6")[-1] == "Du er lagt til i en sak"
    chat.cards["social"] = asked
    await chat.presses("social", "Lagre", pupil=chat.choice("social", "pupil", NAMES[3]))
    assert chat.said == "Eleven i sak 2026-001 er allerede kjent."


async def test_a_leader_names_the_employee_later(chat: Chat) -> None:
    await chat.sends(suspicion="ansatt")
    await opens(chat, "principal")
    await chat.presses("principal", "Hvem er med?")
    await chat.presses("principal", "Navngi den ansatte")
    await chat.presses("principal", "Lagre", person=chat.choice("principal", "person", "Ansatt Social"))
    assert "Mistanken gjelder Ansatt Social." in chat.sees("principal")
    await chat.presses("principal", "Hvem er med?")
    await chat.presses("principal", "Legg til")
    assert "Ansatt Social" not in str(chat.cards["principal"]["body"])


async def test_a_leader_names_a_leader_and_loses_sight_of_the_case(chat: Chat) -> None:
    await chat.sends(suspicion="ansatt")
    await opens(chat, "principal")
    await chat.presses("principal", "Hvem er med?")
    await chat.presses("principal", "Navngi den ansatte")
    await chat.presses("principal", "Lagre", person=chat.choice("principal", "person", "Ansatt Deputy"))
    assert "Sak 2026-001 er gitt til skoleeier" in chat.sees("principal")
    assert chat.titles("principal") == ["Mine oppgaver"]
    assert "23 05 10 09" in chat.sees("principal")
    await chat.deliver()
    assert chat.inbox("owner")[-1] == "Du er lagt til i en sak"
    await chat.says("principal", "sak 2026-001")
    assert "Fant ikke saken" in chat.sees("principal")


def many_entries(chat: Chat, case: CaseId, number: int) -> None:
    with chat.database.begin() as unit:
        tx = unit.school(SCHOOL)
        author = next(p for p in tx.people.active() if p.entra_object_id == STAFF["teacher"].entra_object_id)
        for at in range(number):
            when = MONDAY + timedelta(minutes=at + 1)
            text = f"Kanarilogg{at:03d} " + "ord " * 300
            values: dict[str, Any] = {"author": author.id, "logged_at": when, "occurred_at": when, "text": text}
            tx.events.log(LogEntry(id=EntryId(new_id()), school_id=SCHOOL, case_id=case, type="observasjon", **values))


async def test_the_timeline_is_newest_first_page_by_page(chat: Chat) -> None:
    await chat.sends()
    await opens(chat, "principal")
    many_entries(chat, case_id(chat), 20)
    chat.clock.forward(hours=1)
    seen = [await opens(chat, "principal")]
    while "Eldre" in chat.titles("principal"):
        await chat.presses("principal", "Eldre")
        seen.append(chat.sees("principal"))
    read = "\n".join(seen)
    places = [read.index(f"Kanarilogg{at:03d}") for at in reversed(range(20))]
    assert places == sorted(places)
    assert read.count("Kanarilogg") == 20, "nothing is shown twice"
    assert FACT in seen[-1]
    assert "av 21)" in seen[0]
    await chat.presses("principal", "Til de nyeste")
    assert "Kanarilogg019" in chat.sees("principal")


@pytest.mark.easy_teams("counts reads")
async def test_reading_a_case_is_audited(chat: Chat) -> None:
    await chat.sends()
    before = reads(chat)
    await chat.says("principal", "sak 2026-001")
    assert reads(chat) == before, "a pointer is not a reading"
    await chat.presses("principal", "Vis")
    assert reads(chat) == before + 1
    await chat.invoke("teacher6", "case.open", {"case_id": case_id(chat)})
    assert "Fant ikke saken" in chat.said
    assert reads(chat) == before + 1
    assert "lest" not in chat.sees("principal"), "the audit is no part of the timeline"


async def test_nobody_is_named_on_a_case_that_is_not_about_staff(chat: Chat) -> None:
    await chat.sends("teacher", NAMES[0])
    await opens(chat, "principal")
    with chat.database.begin() as unit:
        suspect = next(p for p in chat.school(unit).people.active() if p.name == STAFF["teacher6"].name)
    await chat.invoke("principal", "case.name_suspect", {"case_id": case_id(chat), "person": suspect.id} | NAMING)
    assert "gjelder ingen ansatt" in chat.said


async def test_nothing_is_logged_on_a_case_that_has_gone_into_another(chat: Chat) -> None:
    await two_cases_of_one_pupil(chat)
    await opens(chat, "principal", "2026-002")
    gone = case_id(chat)
    await merges(chat, "principal")
    await chat.invoke("principal", "case.log", {"case_id": gone, "entry_id": "e" * 32} | LOG)
    assert "slått sammen med en annen sak" in chat.said


async def test_the_plan_of_a_case_follows_it_into_the_other(chat: Chat) -> None:
    await two_cases_of_one_pupil(chat)
    with chat.database.begin() as unit:
        tx = chat.school(unit)
        principal = next(person for person in tx.people.active() if person.has(Role.PRINCIPAL))
        other = tx.cases.find("2026-002", principal.id, TODAY)
        tx.activity_plans.save(
            ActivityPlan(case_id=other.id, texts={PlanText.PROBLEM: "Kanariproblem"}), principal.id, chat.clock()
        )
    await merges(chat, "social")
    with chat.database.begin() as unit:
        tx = chat.school(unit)
        kept = tx.events.history([tx.cases.find("2026-001", principal.id, TODAY).id], None).plans[-1]
        assert kept.text(PlanText.PROBLEM) == "Kanariproblem"
