"""The loop of § 12-4 in chat: many measures, a few at a time; what fails; and a mapping that begins again."""

from tests.kit.school import Chat
from tests.kit.steps.saksgang import EVALUATED, answers, evaluates, opens, plan, takes

HOW_MANY = 7
GIVEN = "Du har fått noe å gjøre"


async def writes_seven(chat: Chat, reference: str) -> None:
    """The one of the plan and six more, put into effect."""
    await plan(chat, "social", reference)
    for number in range(2, HOW_MANY + 1):
        await chat.presses("social", "Nytt tiltak")
        who = chat.choice("social", "who", "Ansatt Base")
        await chat.presses("social", "Lagre", what=f"Kanaritiltak nummer {number}", who=who, evaluate_on="2026-11-30")
    await chat.presses("social", "Sett planen i verk")


def measures_asked_of(chat: Chat) -> list[str]:
    return [name for name in chat.sees_inputs("social") if name.startswith("worked-")]


async def test_a_plan_of_seven_measures_is_read_a_page_at_a_time(chat: Chat, planned: str) -> None:
    await writes_seven(chat, planned)
    seen = await plan(chat, "social", planned)
    assert "7 tiltak, side 1 av 2" in seen
    assert "nummer 5" in seen
    assert "nummer 6" not in seen
    await chat.presses("social", "Vis tiltak 6–7")
    assert "nummer 7" in chat.sees("social")
    await chat.presses("social", "Vis tiltak 1–5")
    assert "nummer 2" in chat.sees("social")


async def test_seven_measures_are_evaluated_a_few_at_a_time_until_all_of_the_day_are(chat: Chat, planned: str) -> None:
    await writes_seven(chat, planned)
    chat.clock.forward(days=7)
    await opens(chat, "social", planned)
    await chat.presses("social", "Evaluer tiltakene")
    first = measures_asked_of(chat)
    assert len(first) == 4
    await chat.presses("social", "Lagre evalueringen", **(answers(chat, "social") | EVALUATED))
    await opens(chat, "social", planned)
    await chat.presses("social", "Evaluer tiltakene")
    rest = measures_asked_of(chat)
    assert len(rest) == HOW_MANY - len(first)
    assert not set(rest) & set(first)
    await chat.presses("social", "Lagre evalueringen", **(answers(chat, "social") | EVALUATED))
    assert "Neste evaluering: fredag 18.12.2026" in await plan(chat, "social", planned)


async def test_a_measure_that_is_not_due_is_not_asked_of(chat: Chat, planned: str) -> None:
    await plan(chat, "social", planned)
    await chat.presses("social", "Nytt tiltak")
    who, later = chat.choice("social", "who", "Ansatt Base"), {"later_because": "Kanarigrunn: leirskole"}
    said = {"what": "Kanaritiltak etter leirskolen", "who": who, "evaluate_on": "2026-12-11"}
    await chat.presses("social", "Lagre", **said)
    await chat.presses("social", "Lagre", **later)
    await chat.presses("social", "Sett planen i verk")
    chat.clock.forward(days=7)
    await opens(chat, "social", planned)
    await chat.presses("social", "Evaluer tiltakene")
    assert len(measures_asked_of(chat)) == 1
    assert "leirskolen" not in chat.sees("social")


async def test_who_is_given_a_measure_in_a_later_version_hears_of_it(chat: Chat, planned: str) -> None:
    chat.clock.forward(days=7)
    await evaluates(chat, planned, safe_now="nei", **await _all_fail(chat, planned))
    await chat.deliver()
    before = chat.inbox("base").count(GIVEN)
    await chat.presses("social", "Sett inn nye tiltak")
    await chat.presses("social", "Nytt tiltak")
    who = chat.choice("social", "who", "Ansatt Base")
    await chat.presses("social", "Lagre", what="Kanaritiltak i gangen", who=who)
    await chat.presses("social", "Sett planen i verk")
    await chat.deliver()
    assert chat.inbox("base").count(GIVEN) == before + 1


async def _all_fail(chat: Chat, reference: str) -> dict[str, str]:
    await opens(chat, "social", reference)
    await chat.presses("social", "Evaluer tiltakene")
    return dict.fromkeys(measures_asked_of(chat), "nei")


async def test_after_a_new_mapping_the_plan_leads_on_whether_or_not_anything_is_changed(
    chat: Chat, planned: str
) -> None:
    await plan(chat, "social", planned)
    await chat.presses("social", "Skriv elevens og foresattes syn")
    await chat.presses("social", "Lagre", followed="ja")
    await chat.presses("social", "Sett planen i verk")
    chat.clock.forward(days=7)
    await evaluates(chat, planned)
    await takes(chat, "teacher", planned, "Følg opp etter at det har stoppet")
    await opens(chat, "social", planned)
    await chat.presses("social", "Avslutt, eller undersøk på nytt")
    await chat.presses("social", "Undersøk på nytt")
    await chat.presses("social", "Undersøk på nytt", reason="Kanarigrunn: det har begynt igjen")
    for title in ("Hold kartleggingssamtale", "Hold elevsamtale", "Observer eleven"):
        await takes(chat, "teacher", planned, title)
    await takes(chat, "line", planned, "Utform tiltak i oppstartsmøtet", sitat="Kanarisitat om å være inne")
    await takes(chat, "line", planned, "Bli enige om tiltak")
    seen = await plan(chat, "social", planned)
    assert "Det er undersøkt på nytt. Se over planen, og sett den i verk, også om ingenting er endret." in seen
    assert "Nytt siden sist: Forslag fra eleven" in seen
    await chat.presses("social", "Sett planen i verk")
    assert "Versjon: 3, i verk fra 30.11.2026" in chat.sees("social")


async def test_what_two_parts_of_one_evaluation_say_is_not_taken_back_by_the_second(chat: Chat, planned: str) -> None:
    await writes_seven(chat, planned)
    chat.clock.forward(days=7)
    await evaluates(chat, planned, safe_now="nei", **await _all_fail(chat, planned))
    await opens(chat, "social", planned)
    await chat.presses("social", "Evaluer tiltakene")
    await chat.presses("social", "Lagre evalueringen", **(answers(chat, "social") | EVALUATED))
    assert "Sett inn nye tiltak" in chat.titles("social")
    assert "Før og nå" not in chat.sees("social"), "one evaluation, in two parts"


async def test_a_mapping_begins_anew_from_the_evaluation_too(chat: Chat, planned: str) -> None:
    chat.clock.forward(days=7)
    await opens(chat, "social", planned)
    await chat.presses("social", "Evaluer tiltakene")
    await chat.presses("social", "Undersøk på nytt")
    await chat.presses("social", "Undersøk på nytt", reason="Kanarigrunn: vi vet for lite")
    assert "Hold kartleggingssamtale" in await _all_steps(chat, planned)


async def _all_steps(chat: Chat, reference: str) -> str:
    await opens(chat, "social", reference)
    await chat.presses("social", next(title for title in chat.titles("social") if title.startswith("Alle steg")))
    return "\n".join(line for line in chat.sees("social").splitlines() if line.startswith("Nå: "))


async def test_a_no_when_the_case_is_to_be_closed_is_kept_and_leads_on(chat: Chat, planned: str) -> None:
    chat.clock.forward(days=7)
    await _to_the_end_with_no_measure(chat, planned)
    form = chat.cards["social"]
    await chat.presses("social", "Avslutt saken", safe_now="nei", pupil_words="", reason="Grunn nok")
    assert "Skriv elevens egne ord." in chat.sees("social")
    for _ in range(2):
        chat.cards["social"] = form
        said = {"safe_now": "nei", "pupil_words": "Kanarisitat: det er ikke bra", "reason": ""}
        await chat.presses("social", "Avslutt saken", **said)
    seen = await opens(chat, "social", planned)
    assert "Tatt imot: " in seen
    assert seen.count("Kanarisitat: det er ikke bra") == 1, "kept, and a second press does no harm"
    waiting = await _all_steps(chat, planned)
    assert "Sett inn nye tiltak, senest tirsdag 1.12.2026" in waiting, "none goes on"
    assert "Hold kartleggingssamtale" in waiting


async def _to_the_end_with_no_measure(chat: Chat, reference: str) -> None:
    """All of them end while the pupil has it safe; the closing form is in sight."""
    await evaluates(chat, reference, **dict.fromkeys(await _becomes(chat, reference), "avslutt"))
    await takes(chat, "teacher", reference, "Følg opp etter at det har stoppet")
    await opens(chat, "social", reference)
    await chat.presses("social", "Avslutt, eller undersøk på nytt")


async def _becomes(chat: Chat, reference: str) -> list[str]:
    await opens(chat, "social", reference)
    await chat.presses("social", "Evaluer tiltakene")
    return [name for name in chat.sees_inputs("social") if name.startswith("becomes-")]


async def test_a_case_that_is_opened_again_with_no_measure_going_on_wants_new_ones(chat: Chat, planned: str) -> None:
    chat.clock.forward(days=7)
    await _to_the_end_with_no_measure(chat, planned)
    await chat.presses("social", "Avslutt saken", safe_now="ja", pupil_words="Kanarisitat", reason="Har det bra")
    chat.clock.forward(days=14)
    await opens(chat, "social", planned)
    await chat.presses("social", "Åpne saken igjen")
    await chat.presses("social", "Åpne saken", reason="Kanarigrunn: begynte igjen")
    assert "Sett inn nye tiltak, senest tirsdag 15.12.2026" in await _all_steps(chat, planned)


async def test_measures_in_effect_are_not_talked_away_in_a_meeting(chat: Chat, planned: str) -> None:
    await _all_steps(chat, planned)
    await chat.presses("social", "Hold oppstartsmøte")
    said = {"answers-valg": "ikke_behov", "answers-trygt_nå": "ja"}
    await chat.presses("social", "Ferdig", **(answers(chat, "social") | said))
    assert "Det er satt tiltak i verk. Evaluer dem, og avslutt saken derfra." in chat.said
