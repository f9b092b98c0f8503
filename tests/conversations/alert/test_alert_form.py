"""The alert's form, from «varsle» to the last look."""

from dataclasses import replace
from itertools import pairwise, takewhile
from typing import Any

import pytest

from domain.alert.alert import FACTS_MAX
from scheduler.sweeps.expired import drop_expired_drafts
from tests.kit.school import FACT, NAMES, Chat, buttons, is_part, the_plan, walk, words

PAGE_1 = {"kinds": "mobbing", "facts": FACT, "suspicion": "nei"}


async def starts(chat: Chat, who: str = "teacher") -> None:
    await chat.says(who, "varsle")
    await chat.presses(who, "Start varsel")


def value(chat: Chat, who: str, name: str) -> str:
    """What an input of the card in sight holds."""
    whole = chat.inputs(who).get(name)
    return str(whole.get("value", "")) if whole else chat.ticked(who, name)


def offered(chat: Chat, who: str, name: str) -> list[str]:
    return [one["title"] for piece in walk(chat.cards[who]) if is_part(piece, name) for one in piece["choices"]]


def problems(chat: Chat, who: str) -> dict[str, str]:
    """What is wrong, by the input that stands right below it. It is also said at the top."""
    body: list[Any] = chat.cards[who]["body"]
    columns = [piece["items"] for piece in walk(body) if piece.get("type") == "Column"]
    pairs = [pair for pieces in (*columns, body) for pair in pairwise(pieces)]
    found = {below["id"].removesuffix("-1"): words(p)[0] for p, below in pairs if _wrong(p) and "id" in below}
    tops = [words(piece)[0] for piece in takewhile(_wrong, body)]
    assert all(any(top.endswith(wrong.removeprefix("⚠ ")) for top in tops) for wrong in found.values())
    return found


def _wrong(piece: Any) -> bool:  # noqa: ANN401  (any type)
    return next(iter(words(piece)), "").startswith("⚠")


@pytest.mark.parametrize(
    ("who", "group", "names"),
    [
        ("teacher", "4B", [NAMES[0], NAMES[1], NAMES[2]]),
        ("teacher6", "6A", [NAMES[3]]),
        ("aks", "Base 4", [f"{NAMES[0]}, 4B", f"{NAMES[2]}, 4B"]),
    ],
)
async def test_the_own_class_or_base_comes_first(chat: Chat, who: str, group: str, names: list[str]) -> None:
    await starts(chat, who)
    assert f"Elever i {group}" in chat.sees(who)
    assert offered(chat, who, "pupils") == names
    await chat.presses(who, "Annen klasse")
    assert group in offered(chat, who, "group")


async def test_a_teacher_of_two_classes_is_one_press_from_the_other(chat: Chat) -> None:
    with chat.database.begin() as unit:
        people = chat.school(unit).people
        both = {one: replace(one, classes=frozenset({"4B", "6A"})) for one in people.active() if one.classes == {"4B"}}
        people.replace([both.get(one, one) for one in people.active()])
    await starts(chat)
    assert "Elever i 4B" in chat.sees("teacher")
    pupil = chat.choice("teacher", "pupils", NAMES[0])
    await chat.presses("teacher", "6A", pupils=pupil, **PAGE_1)
    assert "Elever i 6A" in chat.sees("teacher")
    assert f"Også valgt: {NAMES[0]}, 4B" in chat.sees("teacher")
    assert value(chat, "teacher", "facts") == FACT
    assert {"4B", "Annen klasse"} <= set(chat.titles("teacher"))


async def test_who_has_a_grade_gets_its_classes(chat: Chat) -> None:
    await starts(chat, "line")
    assert "Elever i 4B" in chat.sees("line")


async def test_a_class_of_28_stands_in_two_columns_and_less_usual_kinds_are_behind_a_press(chat: Chat) -> None:
    await starts(chat)
    first, second = (chat.inputs("teacher")[f"kinds-{part}"]["choices"] for part in (1, 2))
    assert [one["title"] for one in (*first, *second)] == [one.label for one in the_plan().pick_lists.kinds[:6]]
    [rest] = [piece for piece in walk(chat.cards["teacher"]) if piece.get("id") == "rest_of_kinds"]
    assert rest["isVisible"] is False
    pupil = chat.choice("teacher", "pupils", NAMES[0])
    await chat.presses("teacher", "Lagre utkast", **PAGE_1 | {"pupils": pupil, "kinds": "mobbing,annet"})
    await chat.presses("teacher", "Fortsett")
    [rest] = [piece for piece in walk(chat.cards["teacher"]) if piece.get("id") == "rest_of_kinds"]
    assert "isVisible" not in rest, "one of them is chosen"
    assert value(chat, "teacher", "kinds") == "mobbing,annet"


async def test_who_has_no_class_chooses_one(chat: Chat) -> None:
    await starts(chat, "assistant")
    assert offered(chat, "assistant", "pupils") == []
    await chat.presses("assistant", "Velg klasse")
    assert offered(chat, "assistant", "group") == ["4B", "6A", "Base 4"]
    await chat.presses("assistant", "Vis elevene", group="6A")
    assert offered(chat, "assistant", "pupils") == [NAMES[3]]


async def test_who_does_not_know_the_class_searches_by_name(chat: Chat) -> None:
    await starts(chat, "assistant")
    await chat.presses("assistant", "Velg klasse", **PAGE_1)
    await chat.presses("assistant", "Søk", name="ingen slik")
    assert "Ingen elever har et slikt navn." in chat.sees("assistant")
    await chat.presses("assistant", "Søk igjen")
    given, surname = NAMES[3].split()
    await chat.presses("assistant", "Søk", name=f"{surname[:4].lower()} {given.upper()}")
    assert offered(chat, "assistant", "found") == [f"{NAMES[3]}, 6A"]
    await chat.presses("assistant", "Velg", found=chat.choice("assistant", "found", NAMES[3]))
    assert f"Også valgt: {NAMES[3]}, 6A" in chat.sees("assistant")
    await chat.answers("assistant")
    assert "Se over før du sender" in chat.sees("assistant")


async def test_only_pupils_of_the_school_are_found(chat: Chat) -> None:
    await starts(chat, "assistant")
    draft = next(b["data"]["draft_id"] for b in buttons(chat.cards["assistant"]) if "draft_id" in b["data"])
    await chat.invoke("assistant", "alert.found", {"draft_id": draft, "found": "0" * 32})
    assert chat.said == "Velg fra listen."


async def test_another_class_keeps_what_was_written_and_chosen(chat: Chat) -> None:
    await starts(chat)
    pupil = chat.choice("teacher", "pupils", NAMES[0])
    await chat.presses("teacher", "Annen klasse", pupils=pupil, **PAGE_1)
    await chat.presses("teacher", "Vis elevene", group="6A")
    assert f"Også valgt: {NAMES[0]}, 4B" in chat.sees("teacher")
    assert [value(chat, "teacher", name) for name in PAGE_1] == list(PAGE_1.values())
    await chat.presses("teacher", "Annen klasse")
    await chat.presses("teacher", "Tilbake")
    assert "Elever i 6A" in chat.sees("teacher")


async def test_pupils_of_two_classes_get_a_case_each(chat: Chat) -> None:
    await starts(chat)
    both = f"{chat.choice('teacher', 'pupils', NAMES[0])},{chat.choice('teacher', 'pupils', NAMES[1])}"
    await chat.presses("teacher", "Annen klasse", pupils=both, **PAGE_1)
    await chat.presses("teacher", "Vis elevene", group="6A")
    await chat.answers("teacher", pupils=chat.choice("teacher", "pupils", NAMES[3]))
    await chat.says_who_is_who("teacher", "utsatt", "utsatt", "usikker")
    assert all(name in chat.sees("teacher") for name in (NAMES[0], NAMES[1], NAMES[3]))
    await chat.presses("teacher", "Send varselet")
    assert "2026-001, 2026-002 og 2026-003" in chat.sees("teacher")


async def test_i_do_not_know_who(chat: Chat) -> None:
    await starts(chat)
    await chat.presses("teacher", "Jeg vet ikke hvem", **PAGE_1)
    assert "Du må finne ut hvem eleven er." in chat.sees("teacher")
    assert "Jeg vet ikke hvem" not in chat.titles("teacher")
    await chat.answers("teacher")
    assert "Elev: Ikke kjent" in chat.sees("teacher")


async def test_a_pupil_chosen_after_all_is_known(chat: Chat) -> None:
    await starts(chat)
    await chat.presses("teacher", "Jeg vet ikke hvem", **PAGE_1)
    await chat.answers("teacher", pupils=chat.choice("teacher", "pupils", NAMES[0]))
    assert f"Elev: {NAMES[0]}, 4B (eleven varselet gjelder)" in chat.sees("teacher")


async def test_what_is_missing_is_said_at_the_field(chat: Chat) -> None:
    await starts(chat)
    answers = {"pupils": chat.choice("teacher", "pupils", NAMES[0]), **PAGE_1}
    given: dict[str, str] = {}
    for field, answer in answers.items():
        await chat.answers("teacher", **given)
        assert problems(chat, "teacher").keys() == answers.keys() - given.keys()
        assert {name: value(chat, "teacher", name) for name in given} == given
        given[field] = answer
    await chat.answers("teacher", **given)
    assert "Se over før du sender" in chat.sees("teacher")


async def test_a_missing_pupil_is_said_once_when_no_class_is_chosen(chat: Chat) -> None:
    await starts(chat, "assistant")
    await chat.answers("assistant", **PAGE_1)
    assert chat.sees("assistant").count("Velg minst én elev") == 1


async def test_too_many_words_are_kept_and_counted(chat: Chat) -> None:
    await starts(chat)
    long = "ord " * (FACTS_MAX // 4) + "x"
    answers = {**PAGE_1, "pupils": chat.choice("teacher", "pupils", NAMES[0]), "facts": long}
    await chat.answers("teacher", **answers)
    assert problems(chat, "teacher") == {"facts": "⚠ Skriv høyst 600 tegn."}
    assert {name: value(chat, "teacher", name) for name in answers} == answers


async def test_an_employee_is_named_on_a_page_of_its_own(chat: Chat) -> None:
    await chat.alert(suspicion="ansatt")
    assert "Mistanke om at en ansatt har krenket eleven: En ansatt, ikke navngitt" in chat.sees("teacher")
    await chat.presses("teacher", "Endre")
    await chat.presses("teacher", "Videre")
    assert "Ansatt Teacher (kontaktlærer)" not in offered(chat, "teacher", "suspect")
    await chat.presses("teacher", "Videre", suspect="noen andre")
    assert problems(chat, "teacher") == {"suspect": "⚠ Velg fra listen."}
    await chat.answers("teacher", named="Ansatt Assistant")
    assert "Dette sendes til: rektor." in chat.sees("teacher").replace("*", "")
    assert "Mistanke om at en ansatt har krenket eleven: Ansatt Assistant" in chat.sees("teacher")
    await chat.presses("teacher", "Endre")
    await chat.answers("teacher", suspicion="nei")
    assert "Ansatt Assistant" not in chat.sees("teacher")


async def test_who_is_asked_once_also_when_a_page_comes_twice(chat: Chat) -> None:
    await chat.alert(suspicion="ansatt", named="Ansatt Assistant")
    more = await chat.presses("teacher", "Legg til mer")
    for _ in range(2):
        chat.cards["teacher"] = more["value"]
        await chat.presses("teacher", "Videre")
        assert "Mistanke om at en ansatt har krenket eleven: Ansatt Assistant" in chat.sees("teacher")


async def test_only_a_violator_is_known(chat: Chat) -> None:
    await chat.alert("teacher", NAMES[0])
    await chat.presses("teacher", "Endre rolle")
    violator = next(name for name in chat.sees_inputs("teacher"))
    assert value(chat, "teacher", violator) == "utsatt"
    await chat.presses("teacher", "Videre", **{violator: "krenker"})
    assert "Ingen er valgt som eleven det gjelder." in chat.sees("teacher")
    await chat.presses("teacher", "Send varselet")
    await chat.presses("teacher", "Vis")
    await chat.presses("teacher", "Jeg vet hvem eleven er")
    await chat.presses("teacher", "Vis elevene", group="4B")
    await chat.presses("teacher", "Det er denne eleven", pupil=chat.choice("teacher", "pupil", NAMES[0]))
    assert "Denne eleven står i varselet med en annen rolle." in chat.sees("teacher")
    await chat.presses("teacher", "Det er denne eleven", pupil=chat.choice("teacher", "pupil", NAMES[1]))
    assert f"{NAMES[0]}, 4B (kan ha krenket) · {NAMES[1]}, 4B (eleven varselet gjelder)" in chat.sees("teacher")


async def test_all_that_is_missing_is_said_at_once(chat: Chat) -> None:
    await starts(chat)
    await chat.presses("teacher", "Videre")
    assert problems(chat, "teacher").keys() == {"pupils", "kinds", "facts", "suspicion"}


async def fills_page_2(chat: Chat, **answers: str) -> None:
    """Three pupils of the class, all that page 1 asks, and page 2 taken."""
    await starts(chat)
    class_4b = [chat.choice("teacher", "pupils", name) for name in NAMES[:3]]
    await chat.answers("teacher", pupils=",".join(class_4b), **WHERE, **PAGE_1, **MINIMUM, **answers)


WHERE = {"source": "så_selv", "place": "garderobe"}
MINIMUM = {
    "immediate_actions": "stoppet,fulgte",
    "physical_intervention": "true",
    "serious": "true",
    "care_concern": "true",
}


async def test_the_pages_take_all_there_is_to_say(chat: Chat) -> None:
    said = {"occurred_on": "2026-11-20", "occurred_time": "10:15", "pupil_told": "ikke_ennå", "guardians_told": "nei"}
    await fills_page_2(chat, **said, on_behalf_of="Ansatt Vikar")
    against = chat.choice("teacher", "force_against", NAMES[1])
    await chat.says_who_is_who("teacher", "utsatt", "krenker", "vitne", force_against=against)
    for line in (
        f"Elever: {NAMES[0]}, 4B (eleven varselet gjelder) · {NAMES[1]}, 4B (kan ha krenket) · {NAMES[2]}, 4B (så",
        "Når: 20.11.2026 kl. 10.15",
        "Hvor: Garderobe",
        f"Grep inn fysisk mot: {NAMES[1]}, 4B",
        "Kilde: Jeg så eller hørte det selv",
        "Gjort med en gang: Stoppet det · Fulgte eleven",
        "Fysisk inngrep: Ja (§ 13-5)",
        "Alvorlig: Ja",
        "Eleven har fått vite det: Ikke ennå",
        "Foresatte har fått beskjed: Nei",
        "Du er bekymret for omsorgen hjemme.",
        "På vegne av: Ansatt Vikar",
    ):
        assert line in chat.sees("teacher")
    await chat.presses("teacher", "Send varselet")
    assert "Saksnummer: 2026-001" in chat.sees("teacher"), "only the exposed pupil gets a case"


@pytest.mark.parametrize(
    ("day", "at"),
    [("20.11.2026", "10.15"), ("2026-11-20", "10:15 AM"), ("20/11/26", "10:15:00"), ("٢٠/١١/٢٠٢٦", "١٠:١٥")],
)
async def test_a_day_and_a_time_as_phones_send_them(chat: Chat, day: str, at: str) -> None:
    await chat.alert()
    await chat.presses("teacher", "Legg til mer")
    await chat.presses("teacher", "Videre", occurred_on=day, occurred_time=at)
    assert "Når: 20.11.2026 kl. 10.15" in chat.sees("teacher")


async def test_what_cannot_be_read_keeps_the_rest(chat: Chat) -> None:
    await fills_page_2(chat, occurred_on="27.11.0026", occurred_time="i fjor", guardians_told="nei")
    assert problems(chat, "teacher") == {
        "occurred_on": "⚠ Sjekk årstallet.",
        "occurred_time": "⚠ Skriv et gyldig klokkeslett.",
    }
    assert value(chat, "teacher", "guardians_told") == "nei"


async def test_page_2_keeps_its_answers_when_one_goes_back_and_forth(chat: Chat) -> None:
    await chat.alert(place="garderobe", serious="true", guardians_told="nei", on_behalf_of="Ansatt Vikar")
    await chat.presses("teacher", "Legg til mer")
    assert value(chat, "teacher", "guardians_told") == "nei"
    assert value(chat, "teacher", "serious") == "true"
    await chat.presses("teacher", "Tilbake", on_behalf_of="")
    assert value(chat, "teacher", "place") == "garderobe"
    await chat.presses("teacher", "Videre")
    assert value(chat, "teacher", "on_behalf_of") == ""


@pytest.mark.parametrize(
    ("source", "day", "at"), [("så_selv", "2026-11-23", "12:41"), ("foresatte", "", ""), ("", "", "")]
)
async def test_now_is_offered_only_to_one_who_saw_it(chat: Chat, source: str, day: str, at: str) -> None:
    await starts(chat)
    pupil = chat.choice("teacher", "pupils", NAMES[0])
    await chat.presses("teacher", "Videre", pupils=pupil, source=source, **PAGE_1)
    assert (value(chat, "teacher", "occurred_on"), value(chat, "teacher", "occurred_time")) == (day, at)
    await chat.presses("teacher", "Videre")
    assert ("Når:" in chat.sees("teacher")) is bool(day)


async def test_nobody_of_several_is_anything_until_it_is_said(chat: Chat) -> None:
    await starts(chat)
    three = [chat.choice("teacher", "pupils", name) for name in NAMES[:3]]
    await chat.answers("teacher", pupils=",".join(three), **PAGE_1)
    asked = [f"roles-{pupil}" for pupil in three]
    assert [value(chat, "teacher", name) for name in asked] == ["", "", ""]
    assert problems(chat, "teacher") == {}
    await chat.presses("teacher", "Videre", **{asked[0]: "utsatt"})
    assert problems(chat, "teacher") == dict.fromkeys(asked[1:], "⚠ Velg ett svar for eleven.")
    assert value(chat, "teacher", asked[0]) == "utsatt"
    await chat.presses("teacher", "Videre", **{asked[1]: "krenker", asked[2]: "krenker"})
    await chat.presses("teacher", "Endre")
    await chat.answers("teacher")
    assert "Se over før du sender" in chat.sees("teacher"), "asked once"
    await chat.presses("teacher", "Send varselet")
    assert "Saksnummer: 2026-001" in chat.sees("teacher").split("\n"), "one case, not three"


async def test_an_alert_that_is_sent_from_an_old_page_is_asked_of_first(chat: Chat) -> None:
    await chat.alert()
    last_look = chat.cards["teacher"]
    await chat.presses("teacher", "Endre")
    both = f"{chat.choice('teacher', 'pupils', NAMES[0])},{chat.choice('teacher', 'pupils', NAMES[1])}"
    await chat.presses("teacher", "Lagre utkast", pupils=both)
    chat.cards["teacher"] = last_look
    await chat.presses("teacher", "Send varselet")
    assert "Hvem er hvem?" in chat.sees("teacher")


async def test_force_is_asked_about_also_of_a_pupil_alone(chat: Chat) -> None:
    await chat.alert(physical_intervention="true")
    assert "Hvem grep du inn mot? *" in [p.get("label") for p in walk(chat.cards["teacher"])]
    await chat.presses("teacher", "Videre")
    assert problems(chat, "teacher") == {"force_against": "⚠ Velg hvem du grep inn mot."}
    await chat.presses("teacher", "Videre", force_against="annen")
    assert "Grep inn fysisk mot: en annen, eller ikke kjent" in chat.sees("teacher")


async def test_the_phrases_are_for_the_pupils_age(chat: Chat) -> None:
    await starts(chat)
    await chat.presses("teacher", "Videre", pupils=chat.choice("teacher", "pupils", NAMES[0]), **PAGE_1)
    assert "så snakker vi sammen om hva som kan hjelpe" in chat.sees("teacher")
    assert "så vi voksne kan hjelpe deg" not in chat.sees("teacher")


@pytest.mark.parametrize(("day", "at"), [("2026-11-24", ""), ("2026-11-23", "23:30")])
async def test_what_has_not_happened_yet_cannot_be_told(chat: Chat, day: str, at: str) -> None:
    await fills_page_2(chat, occurred_on=day, occurred_time=at, guardians_told="nei")
    assert problems(chat, "teacher") == {"occurred_on": "⚠ Tidspunktet kan ikke være i framtiden."}
    assert value(chat, "teacher", "occurred_on") == day
    assert value(chat, "teacher", "guardians_told") == "nei"


async def test_a_draft_put_away_is_found_under_mine(chat: Chat) -> None:
    await starts(chat)
    await chat.presses("teacher", "Lagre utkast", facts=FACT)
    assert "Utkastet er lagret" in chat.sees("teacher")
    await chat.says("teacher", "mine")
    await chat.presses("teacher", "Vis")
    await chat.presses("teacher", "Fortsett utkastet")
    assert value(chat, "teacher", "facts") == FACT


async def test_cancelling_asks_first(chat: Chat) -> None:
    await starts(chat)
    await chat.presses("teacher", "Lagre utkast", facts=FACT)
    await chat.presses("teacher", "Fortsett")
    await chat.presses("teacher", "Avbryt")
    await chat.presses("teacher", "Fortsett å skrive")
    assert value(chat, "teacher", "facts") == FACT
    await chat.presses("teacher", "Avbryt")
    asked = chat.cards["teacher"]
    await chat.presses("teacher", "Slett utkastet")
    assert "Utkastet er slettet" in chat.sees("teacher")
    chat.cards["teacher"] = asked
    await chat.presses("teacher", "Slett utkastet")
    assert chat.said == "Utkastet finnes ikke lenger. Skriv «varsle» for å begynne på nytt."


async def test_a_draft_lives_a_day(chat: Chat) -> None:
    await starts(chat)
    await chat.presses("teacher", "Lagre utkast", facts=FACT)
    chat.clock.forward(hours=24)
    await chat.presses("teacher", "Fortsett")
    assert value(chat, "teacher", "facts") == FACT
    chat.clock.forward(minutes=1)
    await chat.presses("teacher", "Videre")
    assert "eldre enn 24 timer" in chat.said
    await chat.says("teacher", "mine")
    assert "Du har ingen usendte utkast" in chat.sees("teacher")
    assert drop_expired_drafts(chat.database, {}, chat.clock()) == 1
    await chat.presses("teacher", "Vis")
    assert "Fortsett utkastet" not in chat.titles("teacher")


async def test_an_old_start_button_begins_anew(chat: Chat) -> None:
    started = await chat.says("teacher", "varsle")
    await chat.presses("teacher", "Start varsel")
    await chat.presses("teacher", "Lagre utkast", facts=FACT)
    chat.clock.forward(hours=25)
    chat.cards["teacher"] = started
    await chat.presses("teacher", "Start varsel")
    assert value(chat, "teacher", "facts") == ""


async def test_the_last_look_says_who_by_role(chat: Chat) -> None:
    await chat.alert()
    assert "Dette sendes til:** rektor, assisterende rektor, trinnleder, sosiallærer og baseleder." in chat.sees(
        "teacher"
    )
    assert "Ansatt " not in chat.sees("teacher")


async def test_the_shortest_alert_is_seven_presses_and_a_sentence(chat: Chat) -> None:
    await chat.says("teacher", "varsle")
    await chat.presses("teacher", "Start varsel")
    chosen = {"pupils": chat.choice("teacher", "pupils", NAMES[0]), "kinds": "mobbing", "suspicion": "nei"}
    await chat.answers("teacher", facts=FACT, **chosen)
    await chat.presses("teacher", "Send varselet")
    assert "Varselet er sendt" in chat.sees("teacher")
    assert len(["Start varsel", *chosen, "Videre", "Videre", "Send varselet"]) == 7


async def test_another_persons_draft_is_not_there(chat: Chat) -> None:
    await starts(chat)
    theirs = next(b for b in buttons(chat.cards["teacher"]) if b["title"] == "Videre")
    await chat.invoke("teacher6", theirs["verb"], theirs["data"] | PAGE_1)
    assert chat.said == "Utkastet finnes ikke lenger. Skriv «varsle» for å begynne på nytt."
