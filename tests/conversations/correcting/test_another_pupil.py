"""«Gjelder en annen elev»: members, masks and logs follow, the clocks do not move, and the wrong child is gone."""

from dataclasses import replace
from datetime import date

from domain.case.case import Case
from domain.documents.editions import DocumentKind, Edition
from domain.event import EventKind
from domain.people.person import Role
from domain.steps.record import Taken
from services.documents.case_document import document
from storage.unit_of_work import Tx
from tests.conversations.alert.test_who_is_who import FORCE, all_steps, tells_of
from tests.conversations.case.test_naming_late import someone_may_act
from tests.kit.school import FACT, NAMES, PUPILS, SCHOOL, STAFF, TODAY, Chat, buttons, the_plan, words
from tests.kit.steps.correcting import WHY, aside, moved, to_the_form
from tests.kit.steps.saksgang import opens, pdf, takes


async def logs_on(chat: Chat, who: str, group: str, pupil: str, text: str) -> None:
    await chat.says(who, "logg")
    await chat.presses(who, "Skriv logg")
    await chat.presses(who, "Vis elevene", group=group)
    await chat.presses(who, "Lagre", pupil=chat.choice(who, "pupil", pupil), type="annet", text=text)


async def test_the_case_is_about_the_right_child_and_the_wrong_one_is_gone(chat: Chat) -> None:
    reference = await chat.sends("teacher", NAMES[0])
    await moved(chat, "principal", reference, "4B", NAMES[1])
    assert f"Elev: {NAMES[1]}, 4B" in chat.sees("principal")
    assert NAMES[0] not in chat.sees("principal")
    assert f"Saken gjelder en annen elev enn først oppgitt. Grunn: {WHY}" in chat.sees("principal")
    assert f"{NAMES[1]}, 4B (eleven varselet gjelder)" in chat.sees("principal"), (
        "so does the alert, for those on the case"
    )
    await chat.deliver()


async def test_what_people_wrote_names_the_wrong_child_no_more(chat: Chat) -> None:
    await chat.alert("teacher", NAMES[0], facts=f"{NAMES[0]} ble dyttet. {NAMES[0].split()[0]} gråt.")
    await chat.presses("teacher", "Send varselet")
    await moved(chat, "principal", "2026-001", "4B", NAMES[1])
    seen = await opens(chat, "principal", "2026-001")
    assert "[en annen elev] ble dyttet. [en annen elev] gråt." in seen
    assert NAMES[0].split()[0] not in seen.replace(NAMES[1], "")
    await chat.deliver()


async def test_next_of_kin_of_the_right_child_go_off_the_case(chat: Chat) -> None:
    reference = await chat.sends("teacher", NAMES[0])
    with chat.database.begin() as unit:
        parent = replace(STAFF["social"], kin=frozenset({PUPILS[1].external_id}))
        unit.school(SCHOOL).people.replace((STAFF | {"social": parent}).values())
    await opens(chat, "social", reference)
    await moved(chat, "principal", reference, "4B", NAMES[1])
    assert "Ansatt Social er elevens pårørende, og er ikke med i saken." in chat.sees("principal")
    await chat.says("social", f"sak {reference}")
    assert "Fant ikke saken" in chat.sees("social")
    await chat.deliver()


async def test_next_of_kin_of_the_wrong_child_come_back_and_do_not_give_it_away(chat: Chat) -> None:
    with chat.database.begin() as unit:
        parents = {one: replace(STAFF[one], kin=frozenset({PUPILS[0].external_id})) for one in ("principal", "teacher")}
        unit.school(SCHOOL).people.replace((STAFF | parents).values())
    await chat.says("owner", "hei")
    reference = await chat.sends("aks", NAMES[0])
    assert "Ansatt Principal er elevens pårørende" in await opens(chat, "owner", reference)
    await moved(chat, "line", reference, "4B", NAMES[1])
    for who in ("line", "principal", "teacher"):
        seen = await opens(chat, who, reference)
        assert "pårørende" not in seen
        assert "En ansatt var holdt utenfor saken, til den fikk rett elev." in seen
    assert "Skoleeiers kontaktperson avgjør" not in seen
    await chat.says("owner", f"sak {reference}")
    assert "Fant ikke saken" in chat.sees("owner")


async def test_who_is_named_and_next_of_kin_stays_barred(chat: Chat) -> None:
    with chat.database.begin() as unit:
        parent = replace(STAFF["teacher"], kin=frozenset({PUPILS[0].external_id}))
        unit.school(SCHOOL).people.replace((STAFF | {"teacher": parent}).values())
    await chat.alert("aks", NAMES[0], suspicion="ansatt", named=STAFF["teacher"].name)
    await chat.presses("aks", "Send varselet")
    reference = "2026-001"
    await moved(chat, "principal", reference, "4B", NAMES[1])
    await chat.says("teacher", f"sak {reference}")
    assert "Fant ikke saken" in chat.sees("teacher")


async def test_the_reporter_sees_what_was_sent(chat: Chat) -> None:
    reference = await chat.sends("aks", NAMES[0])
    await moved(chat, "principal", reference, "6A", NAMES[3])
    await chat.presses("aks", "Vis")
    assert NAMES[0] in chat.sees("aks")
    assert NAMES[3] not in chat.sees("aks")
    await chat.deliver()


async def test_members_follow_by_rule_and_those_let_in_stay(chat: Chat) -> None:
    reference = await chat.sends("aks", NAMES[0])
    await opens(chat, "line", reference)
    await chat.presses("line", "Hvem er med?")
    await chat.presses("line", "Legg til")
    await chat.presses(
        "line", "Lagre", person=chat.choice("line", "person", "Ansatt Assistant"), reason="Kjenner eleven"
    )
    await moved(chat, "principal", reference, "6A", NAMES[3])
    await chat.deliver()
    await chat.presses("principal", "Hvem er med?")
    seen = chat.sees("principal")
    assert [
        who for who in ("Line6", "Teacher6", "Assistant", "Social", "Principal") if f"Ansatt {who} " not in seen
    ] == []
    assert [who for who in ("Line", "Teacher", "Base") if f"Ansatt {who} " in seen] == []
    assert "Du er lagt til i en sak" in chat.inbox("line6")
    await chat.says("line", f"sak {reference}")
    assert "Fant ikke saken" in chat.sees("line")


async def test_a_leader_who_was_there_by_the_wrong_class_is_told_and_sees_no_more(chat: Chat) -> None:
    reference = await chat.sends("aks", NAMES[0])
    await moved(chat, "line", reference, "6A", NAMES[3])
    assert "er det andre som har saken nå" in chat.sees("line")
    assert NAMES[3] not in chat.sees("line")
    await chat.deliver()


async def test_who_is_no_longer_on_the_case_is_answered_the_same_when_pressing_twice(chat: Chat) -> None:
    reference = await chat.sends("aks", NAMES[0])
    await to_the_form(chat, "line", reference, "6A")
    sent = next(b["data"] for b in buttons(chat.cards["line"]) if b["verb"] == "case.another_pupil")
    said = {"pupil": chat.choice("line", "pupil", NAMES[3]), "reason": "Feil trykk"}
    answers = [dict(await chat.invoke("line", "case.another_pupil", sent | said)) for _ in range(2)]
    assert answers[0] == answers[1]
    chat.clock.forward(minutes=1)
    assert await chat.invoke("line", "case.another_pupil", sent | said) == answers[0]
    await chat.invoke("teacher", "case.another_pupil", sent | said)
    assert "Du har ikke tilgang" in chat.said


async def test_the_clocks_keep_their_day_and_the_steps_that_were_taken_stand(chat: Chat) -> None:
    reference = await chat.sends("teacher", NAMES[0])
    await opens(chat, "line", reference)
    await chat.presses("line", "Ta imot")
    await takes(chat, "line", reference, "Hold avklaringssamtale")
    chat.clock.forward(days=2)
    with chat.database.begin() as unit:
        before = _case(chat.school(unit), reference)
    await moved(chat, "line", reference, "4B", NAMES[1])
    with chat.database.begin() as unit:
        after = _case(chat.school(unit), reference)
        steps = chat.school(unit).events.history(after.family, None).steps
    clocks = ("opened_at", "acknowledge_by", "start_meeting_by", "received_at")
    assert [getattr(before, one) for one in clocks] == [getattr(after, one) for one in clocks]
    assert [record.taken for record in steps] == [Taken.DONE]
    assert after.start_meeting_by == date(2026, 11, 30)


async def test_the_log_of_the_right_child_comes_along_and_that_of_the_wrong_one_does_not(chat: Chat) -> None:
    chat.canaries.extend(["Kanarifeil", "Kanaririktig"])
    await logs_on(chat, "teacher", "4B", NAMES[0], "Kanarifeil logg")
    await logs_on(chat, "teacher", "4B", NAMES[1], "Kanaririktig logg")
    reference = await chat.sends("teacher", NAMES[0])
    assert "Kanarifeil logg" in await opens(chat, "line", reference)
    await moved(chat, "line", reference, "4B", NAMES[1])
    seen = await opens(chat, "line", reference)
    assert "Kanaririktig logg" in seen
    assert "Kanarifeil logg" not in seen
    await chat.deliver()


async def test_documents_mask_the_wrong_child_by_one_name_alone(chat: Chat) -> None:
    reference = await chat.sends(
        "teacher", NAMES[0], facts=f"{FACT} {NAMES[0].split()[0]} gråt, {NAMES[3].split()[0]} lo"
    )
    await moved(chat, "principal", reference, "6A", NAMES[3])
    with chat.database.begin() as unit:
        tx = chat.school(unit)
        case = _case(tx, reference)
        principal = next(one.id for one in tx.people.active() if one.has(Role.PRINCIPAL))

        def made(kind: DocumentKind) -> str:
            told = document(kind, Edition.CASE, case.id, principal, tx, the_plan(), chat.clock(), hide_staff=False)
            return str(told)

        written = made(DocumentKind.CHRONOLOGY)
        assert NAMES[0].split()[0] not in written + made(DocumentKind.EVIDENCE)
    assert NAMES[3] in written


async def test_pressed_twice_is_once(chat: Chat) -> None:
    reference = await chat.sends("teacher", NAMES[0])
    await to_the_form(chat, "principal", reference, "4B")
    sent = next(b["data"] for b in buttons(chat.cards["principal"]) if b["verb"] == "case.another_pupil")
    said = {"pupil": chat.choice("principal", "pupil", NAMES[1]), "reason": "Feil trykk"}
    for _ in range(2):
        await chat.invoke("principal", "case.another_pupil", sent | said)
        assert "Lagret" in words(chat.cards["principal"])[0]
    with chat.database.begin() as unit:
        tx = chat.school(unit)
        assert len(tx.events.of_kind(EventKind.CASE_ANOTHER_PUPIL, [_case(tx, reference).id])) == 1


async def test_back_again_is_possible_and_never_on_a_closed_or_merged_case(chat: Chat) -> None:
    reference = await chat.sends("teacher", NAMES[0])
    await moved(chat, "principal", reference, "4B", NAMES[1])
    await moved(chat, "principal", reference, "4B", NAMES[0])
    assert NAMES[1] not in chat.sees("principal")
    await to_the_form(chat, "principal", reference, "4B")
    again = chat.choice("principal", "pupil", NAMES[0])
    await chat.presses("principal", "Lagre", pupil=again, reason="Feil trykk")
    assert "Saken gjelder allerede denne eleven." in chat.said
    await chat.sends("aks", NAMES[0])
    await to_the_form(chat, "principal", reference, "4B")
    old = chat.cards["principal"]
    await opens(chat, "principal", reference)
    await chat.presses("principal", "Rett eller avslutt")
    await chat.presses("principal", "Feilregistrert")
    ending = chat.cards["principal"]
    await opens(chat, "principal", reference)
    await chat.presses("principal", "Slå sammen")
    await chat.presses(
        "principal", "Slå sammen", other=chat.choice("principal", "other", "2026-002"), reason="Det samme"
    )
    await opens(chat, "principal", reference)
    await chat.presses("principal", "Rett eller avslutt")
    assert "Saken er slått sammen av flere. Del dem opp igjen først" in chat.sees("principal")
    assert not {"Gjelder en annen elev", "Feilregistrert"} & {*chat.titles("principal")}
    chat.cards["principal"] = old
    await chat.presses("principal", "Lagre", pupil=chat.choice("principal", "pupil", NAMES[1]), reason="Feil trykk")
    assert "er slått sammen av flere" in chat.said
    chat.cards["principal"] = ending
    await chat.presses("principal", "Avslutt saken", reason="Feil trykk")
    assert "er slått sammen av flere" in chat.said


async def test_two_whose_roles_were_swapped_change_parts(chat: Chat) -> None:
    reference = await tells_of(chat, "utsatt", "krenker", "vitne", physical_intervention="true", against=NAMES[1])
    await moved(chat, "principal", reference, "4B", NAMES[1])
    seen = chat.sees("principal")
    assert f"Elev: {NAMES[1]}, 4B" in seen
    assert (
        f"{NAMES[1]}, 4B (eleven varselet gjelder) · {NAMES[0]}, 4B (kan ha krenket) · {NAMES[2]}, 4B "
        f"(så eller hørte det)" in seen
    )
    await all_steps(chat, "principal", reference)
    await chat.presses("principal", FORCE)
    assert f"Grepet inn mot: {NAMES[0]}, 4B" in chat.sees("principal")
    await moved(chat, "principal", reference, "4B", NAMES[0])
    assert f"{NAMES[0]}, 4B (eleven varselet gjelder) · {NAMES[1]}, 4B (kan ha krenket)" in chat.sees("principal"), (
        "and back"
    )
    await chat.says("teacher", "mine")
    await chat.presses("teacher", "Vis")
    await chat.presses("teacher", "Vis varsel 2026-001")
    assert f"{NAMES[0]}, 4B (eleven varselet gjelder)" in chat.sees("teacher"), "what was sent"


async def test_nobody_is_left_who_may_act(chat: Chat) -> None:
    """The principal and the deputy are inhabil; the line leader is of the wrong child's grade."""
    with chat.database.begin() as unit:
        unit.school(SCHOOL).people.replace([one for key, one in STAFF.items() if key not in {"owner", "line6"}])
    reference = await chat.sends("teacher", NAMES[0])
    for who in ("principal", "deputy"):
        await aside(chat, who, reference)
    await moved(chat, "line", reference, "6A", NAMES[3])
    assert "Ingen som er igjen, kan handle i saken om denne eleven." in chat.said
    assert someone_may_act(chat, reference)
    await chat.deliver()


async def test_a_pupil_with_a_case_by_the_alert_is_not_chosen(chat: Chat) -> None:
    await chat.says("teacher", "varsle")
    await chat.presses("teacher", "Start varsel")
    both = ",".join(chat.choice("teacher", "pupils", name) for name in NAMES[:2])
    await chat.answers("teacher", pupils=both, kinds="mobbing", facts=FACT, suspicion="nei")
    await chat.says_who_is_who("teacher", "utsatt", "utsatt")
    await chat.presses("teacher", "Send varselet")
    await to_the_form(chat, "principal", "2026-001", "4B")
    await chat.presses("principal", "Lagre", pupil=chat.choice("principal", "pupil", NAMES[1]), reason="Feil trykk")
    assert "har sin egen sak etter varselet" in chat.said


def _case(tx: Tx, reference: str) -> Case:
    principal = next(one.id for one in tx.people.active() if one.has(Role.PRINCIPAL))
    return tx.cases.find(reference, principal, TODAY)


async def test_what_the_wrong_child_said_is_asked_of_the_right_one(chat: Chat) -> None:
    """The case goes to no outcome on another child's words; in the documents there is nothing of them."""
    reference = await chat.sends("teacher", NAMES[0])
    await opens(chat, "line", reference)
    await chat.presses("line", "Ta imot")
    await takes(chat, "line", reference, "Hold avklaringssamtale")
    await takes(chat, "social", reference, "Ring foresatte", tekst="Kanariavtale: ringer igjen")
    await takes(chat, "line", reference, "Finn elevens trygghetsperson")
    await takes(chat, "social", reference, "Hold elevsamtale", sitat="Kanarisitat: jeg vil hjem")
    chat.canaries.extend(["Kanariavtale", "Kanarisitat"])
    await moved(chat, "line", reference, "4B", NAMES[1])
    seen = await all_steps(chat, "line", reference)
    assert "Gjort: Hold avklaringssamtale" in seen, "of the staff alone"
    for title in ("Ring foresatte", "Finn elevens trygghetsperson"):
        assert f"Nå: {title}" in seen
    assert "Gjort: Hold elevsamtale" not in seen
    for read in (await opens(chat, "line", reference), await pdf(chat, reference, "Dokumentasjon i skolemiljøsaken")):
        assert "Kanarisitat" not in read
        assert "Kanariavtale" not in read
    await chat.deliver()
