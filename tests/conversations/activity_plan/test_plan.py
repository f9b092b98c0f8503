"""The activity plan in chat: two who write at once, versions, what is in effect, and what is left out of it."""

from domain.event import EventKind
from domain.people.person import Role
from tests.kit.school import NAMES, PUPILS, TODAY, Chat, buttons, walk
from tests.kit.steps.saksgang import (
    EVALUATED,
    agrees_on_a_short_plan,
    answers,
    evaluates,
    opens,
    pdf,
    plan,
    takes,
    to_the_outcome,
    writes_the_plan,
)

NEW_WORDS = "Kanariproblem: blir holdt utenfor i garderoben"


async def rewrites(chat: Chat, who: str, reference: str, problem: str) -> None:
    await plan(chat, who, reference)
    await chat.presses(who, "Skriv problem og funn")
    await chat.presses(who, "Lagre", problem=problem)


async def test_two_who_write_at_once_see_each_others_words_before_one_is_written_over(chat: Chat, planned: str) -> None:
    for who in ("social", "teacher"):
        await plan(chat, who, planned)
        await chat.presses(who, "Skriv problem og funn")
    await chat.presses("social", "Lagre", problem=NEW_WORDS)
    await chat.presses("teacher", "Lagre", problem="Kanariproblem: sitter alene i alle timer")
    seen = chat.sees("teacher")
    assert "Noen har skrevet her siden du åpnet skjemaet." in seen
    assert f"\n{NEW_WORDS}\n" in seen
    assert seen.count(NEW_WORDS) == 1, "once, and not in red"
    await chat.presses("teacher", "Lagre")
    assert "sitter alene i alle timer" in chat.sees("teacher"), "with open eyes"


async def test_two_who_write_each_their_text_lose_none(chat: Chat, planned: str) -> None:
    for who in ("social", "teacher"):
        await plan(chat, who, planned)
        await chat.presses(who, "Skriv elevens og foresattes syn")
    long = "Kanariforslag: være inne. " * 30
    await chat.presses("social", "Lagre", pupil_suggestions=long, followed="ja")
    await chat.presses("teacher", "Lagre", guardians_suggestions="Kanariforslag hjemmefra")
    assert "Planen er lagret" in chat.sees("teacher")
    assert "Følger dere foresattes forslag? Ja" in chat.sees("teacher"), "what was not touched stays"
    assert "Forslag fra eleven: Kanariforslag: være inne." in chat.sees("teacher")
    await chat.presses("teacher", "Skriv elevens og foresattes syn")
    await plan(chat, "social", planned)
    await chat.presses("social", "Skriv elevens og foresattes syn")
    await chat.presses("social", "Lagre", pupil_suggestions=long + "Og lese.", guardians_suggestions="")
    await chat.presses("teacher", "Lagre", pupil_suggestions="Kanariforslag: være ute", followed="nei")
    seen = chat.sees("teacher")
    assert f"\n{long}Og lese." in seen, "in full"
    assert "Kanariforslag hjemmefra" not in seen, "taken out by the other, and not touched by me"
    await chat.presses(
        "teacher", "Lagre", guardians_not_used_because="Kanarigrunn", pupil_suggestions="Kanariforslag: ute"
    )
    assert "Forslag fra eleven: Kanariforslag: ute" in chat.sees("teacher")
    assert "Følger dere foresattes forslag? Nei, ikke alle" in chat.sees("teacher")


async def test_two_who_change_one_measure_lose_nothing_of_it(chat: Chat, planned: str) -> None:
    for who in ("teacher", "social"):
        await plan(chat, who, planned)
        await chat.presses(who, "Endre")
    base = chat.choice("social", "who", "Ansatt Base")
    await chat.presses("social", "Lagre", who=base, end="2026-12-11")
    await chat.presses("teacher", "Lagre", what="Kanaritiltak i storefri")
    assert "Tiltaket er lagret" in chat.sees("teacher")
    assert "Individ: Kanaritiltak i storefri\nAnsatt Base · mandag 23.11.2026 til fredag 11.12.2026" in chat.sees(
        "teacher"
    )


async def test_a_measure_is_evaluated_after_a_week_at_first_and_then_with_the_others(chat: Chat) -> None:
    reference = await to_the_outcome(chat, "kort_plan")
    await agrees_on_a_short_plan(chat, reference)
    await plan(chat, "teacher", reference)
    await chat.presses("teacher", "Nytt tiltak")
    staff = chat.choice("teacher", "who", "Ansatt Teacher")
    await chat.presses("teacher", "Lagre", what="Kanaritiltak i storefri", who=staff)
    assert "evalueres mandag 30.11.2026" in chat.sees("teacher")
    await chat.presses("teacher", "Endre")
    await chat.presses("teacher", "Lagre", evaluate_on="2027-01-08")
    assert "Evaluer senest 30.11.2026, eller skriv hvorfor det må bli senere." in chat.sees("teacher")
    await chat.presses("teacher", "Lagre", evaluate_on="2026-12-02", later_because="Kanarigrunn")
    assert "Evalueres senere fordi: Kanarigrunn" in chat.sees("teacher")
    await chat.presses("teacher", "Endre")
    await chat.presses("teacher", "Lagre", evaluate_on="2026-11-27")
    assert "Evalueres senere fordi" not in chat.sees("teacher")
    await chat.presses("teacher", "Nytt tiltak")
    await chat.presses("teacher", "Lagre", what="Kanaritiltak i gangen", who=staff)
    assert chat.sees("teacher").count("evalueres fredag 27.11.2026") == 2, "one meeting, not two"


async def test_a_measure_someone_took_out_does_not_come_back(chat: Chat, planned: str) -> None:
    await plan(chat, "teacher", planned)
    await chat.presses("teacher", "Endre")
    await plan(chat, "social", planned)
    await chat.presses("social", "Ta ut")
    assert "Ta ut dette tiltaket?" in chat.sees("social"), "a thumb can slip"
    assert "Tiltaket gjelder til planen settes i verk på nytt" in chat.sees("social")
    await chat.presses("social", "Ta ut")
    assert "Tiltaket er tatt ut." in chat.sees("social")
    await chat.presses("teacher", "Lagre", what="Kanaritiltak på nytt")
    assert "Noen har tatt dette tiltaket ut av planen." in chat.said


async def test_a_measure_someone_changed_is_shown_as_it_stands(chat: Chat, planned: str) -> None:
    for who in ("teacher", "social"):
        await plan(chat, who, planned)
        await chat.presses(who, "Endre")
    await chat.presses("social", "Lagre", what="Kanaritiltak i garderoben")
    await chat.presses("teacher", "Lagre", what="Kanaritiltak i storefri")
    assert "Individ: Kanaritiltak i garderoben. Til eleven: Kanariord" in chat.sees("teacher")


async def test_nobody_puts_words_into_effect_they_have_not_seen(chat: Chat, planned: str) -> None:
    await rewrites(chat, "social", planned, NEW_WORDS)
    await rewrites(chat, "teacher", planned, "Kanariproblem: sitter alene i alle timer")
    await chat.presses("social", "Sett planen i verk")
    assert "Planen er endret siden du åpnet den." in chat.sees("social")
    assert "sitter alene i alle timer" in chat.sees("social")
    await chat.presses("social", "Sett planen i verk")
    assert "Versjon: 2, i verk fra" in chat.sees("social")


async def test_an_old_button_says_that_the_plan_is_in_effect(chat: Chat, planned: str) -> None:
    await rewrites(chat, "social", planned, NEW_WORDS)
    old = chat.cards["social"]
    await rewrites(chat, "social", planned, "Kanariproblem: sitter alene i alle timer")
    await chat.presses("social", "Sett planen i verk")
    chat.cards["social"] = old
    await chat.presses("social", "Sett planen i verk")
    assert "Planen er allerede satt i verk (versjon 2)." in chat.sees("social")
    assert "Planen er endret siden du åpnet den." not in chat.sees("social")


async def test_a_measure_that_was_never_in_effect_is_gone(chat: Chat, planned: str) -> None:
    await plan(chat, "social", planned)
    await chat.presses("social", "Nytt tiltak")
    who = chat.choice("social", "who", "Ansatt Teacher")
    await chat.presses("social", "Lagre", what="Kanaritiltak: fast plass", who=who, evaluate_on="2026-11-30")
    button = [one for one in buttons(chat.cards["social"]) if one["title"] == "Ta ut"][-1]
    await chat.invoke("social", button["verb"], button["data"])
    assert "Tiltaket blir borte. Det er ikke satt i verk." in chat.sees("social")


async def test_only_those_whose_step_it_is_put_a_plan_into_effect(chat: Chat, planned: str) -> None:
    await rewrites(chat, "base", planned, NEW_WORDS)
    assert "Sett planen i verk" not in chat.titles("base")
    await plan(chat, "social", planned)
    adopt = next(piece["data"] for piece in walk(chat.cards["social"]) if piece.get("verb") == "plan.adopt")
    await chat.invoke("base", "plan.adopt", adopt)
    assert "Du kan ikke sette planen i verk nå." in chat.said


async def test_what_an_earlier_version_said_can_be_read(chat: Chat, planned: str) -> None:
    await rewrites(chat, "social", planned, NEW_WORDS)
    await chat.presses("social", "Sett planen i verk")
    await chat.presses("social", "Versjoner")
    assert "Endret: Hvilket problem skal tiltakene løse?\n" in chat.sees("social")
    await chat.presses("social", "Vis versjon 2")
    assert "Før: Kanariproblem: er alene i alle friminutt" in chat.sees("social")
    assert f"Nå: {NEW_WORDS}" in chat.sees("social")
    await chat.presses("social", "Alle versjoner")
    await chat.presses("social", "Vis versjon 1")
    assert "Hvilket problem skal tiltakene løse? Kanariproblem: er alene i alle friminutt" in chat.sees("social")
    version = {
        "case_id": next(p["data"]["case_id"] for p in walk(chat.cards["social"]) if p.get("verb")),
        "number": "9",
    }
    await chat.invoke("social", "plan.version", version)
    assert "Denne versjonen finnes ikke." in chat.said
    pack = await pdf(chat, planned, "Dokumentasjon i skolemiljøsaken")
    assert "er alene i alle friminutt" in pack
    assert "holdt utenfor i garderoben" in pack


async def test_a_document_shows_the_version_in_effect_and_never_a_draft_as_one(chat: Chat, planned: str) -> None:
    await rewrites(chat, "social", planned, NEW_WORDS)
    text = await pdf(chat, planned, "Kort plan")
    assert "Kort plan" in text
    assert "Versjon: 1, satt i verk 23.11.2026" in text
    assert "Endringer som ikke er satt i verk, er ikke med." in text
    assert "holdt utenfor i garderoben" not in text


async def test_a_plan_that_was_never_in_effect_is_a_draft(chat: Chat) -> None:
    reference = await to_the_outcome(chat, "aktivitetsplan")
    await writes_the_plan(chat, reference)
    assert "UTKAST. Planen er ikke satt i verk." in await pdf(chat, reference, "Aktivitetsplan")


async def test_the_legal_fields_do_not_leave_a_plan_before_the_case_is_closed(chat: Chat, planned: str) -> None:
    """Law 7."""
    chat.clock.forward(days=7)
    await evaluates(chat, planned)
    await takes(chat, "teacher", planned, "Følg opp etter at det har stoppet")
    await plan(chat, "social", planned)
    for _ in range(2):
        await chat.presses("social", "Ta ut")
    await chat.presses("social", "Skriv problem og funn")
    await chat.presses("social", "Lagre", problem="")
    assert "Sett planen i verk" not in chat.titles("social")
    await opens(chat, "social", planned)
    await chat.presses("social", "Avslutt, eller undersøk på nytt")
    closing = {"safe_now": "ja", "pupil_words": "Kanarisitat", "reason": "Har det bra"}
    form = chat.cards["social"]
    await chat.presses("social", "Avslutt saken", **closing)
    assert "Planen er endret uten å være satt i verk." in chat.said
    await plan(chat, "social", planned)
    await chat.presses("social", "Forkast endringene")
    await chat.presses("social", "Forkast endringene")
    assert "Endringene er forkastet." in chat.sees("social")
    assert "Kanaritiltak for alle friminutt" in chat.sees("social")
    chat.cards["social"] = form
    await chat.presses("social", "Avslutt saken", **closing)
    assert "Status: Avsluttet" in chat.sees("social")
    await plan(chat, "teacher", planned)
    assert "Kanaritiltak for alle friminutt" in chat.sees("teacher"), "the contact teacher still sees the plan"
    assert "Nytt tiltak" not in chat.titles("teacher")


async def test_an_old_form_of_a_closed_case_says_that_it_is_closed(chat: Chat) -> None:
    reference = await to_the_outcome(chat, "ikke_behov")
    await opens(chat, "social", reference)
    await chat.presses("social", "Skriv i loggen")
    await opens(chat, "teacher", reference)
    await chat.presses("teacher", "Avslutt, eller undersøk på nytt")
    said = {"safe_now": "ja", "pupil_words": "Kanarisitat", "reason": "Alle er enige"}
    await chat.presses("teacher", "Avslutt saken", **said)
    await chat.presses("social", "Lagre", text="Kanarifunn etterpå", type="møte")
    assert "er avsluttet. Den kan åpnes igjen fra saken." in chat.said


async def test_an_evaluation_is_of_what_is_in_effect_and_of_what_the_form_showed(chat: Chat, planned: str) -> None:
    chat.clock.forward(days=7)
    for who in ("social", "teacher"):
        await opens(chat, who, planned)
        await chat.presses(who, "Evaluer tiltakene")
    await plan(chat, "base", planned)
    await chat.presses("base", "Nytt tiltak")
    who = chat.choice("base", "who", "Ansatt Teacher")
    await chat.presses("base", "Lagre", what="Kanaritiltak to, et utkast", who=who, evaluate_on="2026-12-07")
    await chat.presses("social", "Lagre evalueringen", **(answers(chat, "social") | EVALUATED))
    assert "Evalueringen er lagret" in chat.sees("social")
    assert "et utkast" not in chat.sees("social")
    await chat.presses("teacher", "Lagre evalueringen", **(answers(chat, "teacher") | EVALUATED))
    assert "Planen er endret eller evaluert siden du åpnet skjemaet." in chat.sees("teacher")
    assert "et utkast" in await plan(chat, "social", planned), "what someone is writing is still there"


async def test_what_is_not_answered_of_a_measure_is_not_made_up(chat: Chat, planned: str) -> None:
    chat.clock.forward(days=7)
    await opens(chat, "social", planned)
    await chat.presses("social", "Evaluer tiltakene")
    worked, becomes = (next(n for n in chat.sees_inputs("social") if n.startswith(f)) for f in ("worked-", "becomes-"))
    for wrong in ({worked: "nesten"}, {worked: "ja", becomes: "kanskje"}, {worked: "ja", becomes: ""}):
        await chat.presses("social", "Lagre evalueringen", **EVALUATED, **wrong)
        assert "Velg" in chat.sees("social")
        assert "Evalueringen er lagret" not in chat.sees("social")
    await chat.presses("social", "Lagre evalueringen", **(EVALUATED | {worked: "ikke_vurdert", becomes: "avslutt"}))
    assert "ikke vurdert, avsluttes" in chat.sees("social")
    await opens(chat, "social", planned)
    await chat.presses("social", next(t for t in chat.titles("social") if t.startswith("Alle steg")))
    assert "Evaluer tiltakene, senest" not in chat.sees("social"), "all measures have ended"


async def test_before_and_after_begin_before_the_measures(chat: Chat, planned: str) -> None:
    await plan(chat, "teacher", planned)
    await chat.presses("teacher", "Spør eleven før tiltakene")
    await chat.presses("teacher", "Lagre", first="aldri", second="sjelden", third="")
    assert "Velg et svar." in chat.sees("teacher")
    form = chat.cards["teacher"]
    for _ in range(2):
        chat.cards["teacher"] = form
        await chat.presses("teacher", "Lagre", first="aldri", second="sjelden", third="sjelden")
        assert "Er du trygg på skolen? aldri" in chat.sees("teacher")
    assert "Spør eleven før tiltakene" not in chat.titles("teacher"), "answered, and the measures have begun"
    chat.clock.forward(days=7)
    await evaluates(chat, planned)
    assert "Er du trygg på skolen? før aldri, nå ofte" in chat.sees("social")
    assert (await pdf(chat, planned, "Dokumentasjon i skolemiljøsaken")).count("(før tiltakene)") == 1
    await plan(chat, "social", planned)
    assert "Spør eleven før tiltakene" not in chat.titles("social")
    chat.cards["teacher"] = form
    await chat.presses("teacher", "Lagre", first="ofte", second="ofte", third="ofte")
    assert "Er du trygg på skolen? aldri" in chat.sees("teacher"), "pressed twice does no harm"
    ids = next(piece["data"] for piece in walk(form) if piece.get("verb") == "plan.baseline") | {"record_id": "e" * 32}
    await chat.invoke("teacher", "plan.baseline", ids | {"first": "ofte", "second": "ofte", "third": "ofte"})
    assert "De samme spørsmålene stilles i evalueringen." in chat.said


async def test_the_first_answers_are_from_before_the_measures_and_nobodys_are_replaced_unseen(chat: Chat) -> None:
    reference = await to_the_outcome(chat, "aktivitetsplan")
    answered = {"first": "aldri", "second": "sjelden", "third": "sjelden"}
    for who in ("teacher", "social"):
        await plan(chat, who, reference)
        await chat.presses(who, "Spør eleven før tiltakene")
    await chat.presses("teacher", "Lagre", **answered)
    await chat.presses("social", "Lagre", first="ofte", second="ofte", third="ofte")
    assert "Ansatt Teacher har lagret elevens svar siden du åpnet skjemaet: Er du trygg på" in chat.sees("social")
    await chat.presses("social", "Lagre", first="sjelden")
    assert "Er du trygg på skolen? sjelden" in chat.sees("social"), "with open eyes"
    assert "Er du trygg på skolen? aldri" in await opens(chat, "social", reference), "and both are in the history"
    await plan(chat, "social", reference)
    await chat.presses("social", "Spør eleven før tiltakene")
    assert "Svarene fra 23.11.2026 (Ansatt Social) står i historien" in chat.sees("social")


async def test_answers_from_after_the_measures_began_are_not_from_before_them(chat: Chat, planned: str) -> None:
    chat.clock.forward(days=2)
    await plan(chat, "teacher", planned)
    await chat.presses("teacher", "Spør eleven før tiltakene")
    answered = {"first": "aldri", "second": "sjelden", "third": "sjelden"}
    await chat.presses("teacher", "Lagre", **answered, on="2026-11-25")
    assert "Tiltakene begynte 23.11.2026." in chat.sees("teacher")
    await chat.presses("teacher", "Lagre", on="2026-11-23")
    assert "Svarene er lagret" in chat.sees("teacher"), "written down later"


async def test_an_evaluation_says_what_was_evaluated_whatever_the_measure_is_called_later(
    chat: Chat, planned: str
) -> None:
    chat.clock.forward(days=7)
    await evaluates(chat, planned)
    await plan(chat, "social", planned)
    await chat.presses("social", "Endre")
    await chat.presses("social", "Lagre", what="Kanaritiltak i garderoben")
    await chat.presses("social", "Sett planen i verk")
    assert "Versjon: 2, i verk fra" in chat.sees("social")
    assert "Kanaritiltak for alle friminutt: virker" in await opens(chat, "social", planned)
    pack = await pdf(chat, planned, "Dokumentasjon i skolemiljøsaken")
    assert "Kanaritiltak for alle friminutt Virker Fortsetter" in pack
    assert "Kanaritiltak i garderoben Virker" not in pack


async def test_what_an_evaluation_has_ended_stays_ended(chat: Chat, planned: str) -> None:
    chat.clock.forward(days=7)
    await plan(chat, "teacher", planned)
    await chat.presses("teacher", "Endre")
    await opens(chat, "social", planned)
    await chat.presses("social", "Evaluer tiltakene")
    ended = {name: "avslutt" for name in chat.sees_inputs("social") if name.startswith("becomes-")}
    await chat.presses("social", "Lagre evalueringen", **(answers(chat, "social") | EVALUATED | ended))
    assert "Evalueringen er lagret" in chat.sees("social")
    assert "Neste evaluering" not in chat.sees("social"), "nothing is left to evaluate"
    await chat.presses("teacher", "Lagre", what="Kanaritiltak på nytt")
    assert "Tiltaket er avsluttet i en evaluering." in chat.sees("teacher")
    seen = await plan(chat, "teacher", planned)
    assert "avsluttet i evaluering mandag 30.11.2026" in seen
    assert "Endre" not in chat.titles("teacher")
    await rewrites(chat, "social", planned, NEW_WORDS)
    assert "Ingen av tiltakene gjelder fra nå av." in chat.sees("social")
    assert "Sett planen i verk" not in chat.titles("social"), "law 7"


async def test_a_case_is_closed_in_view_of_what_the_pupil_said_last_and_without_another_pupils_name(
    chat: Chat, planned: str
) -> None:
    other = NAMES[1].split()[0]
    chat.clock.forward(days=7)
    await evaluates(chat, planned, safe_now="nei")
    await takes(chat, "teacher", planned, "Følg opp etter at det har stoppet")
    await opens(chat, "social", planned)
    await chat.presses("social", "Avslutt, eller undersøk på nytt")
    told = "I evalueringen mandag 30.11.2026: Har du det trygt og godt nå? Nei, eller ikke helt. «Kanarisitat»"
    assert told in chat.sees("social")
    await chat.presses("social", "Avslutt saken", safe_now="ja", pupil_words="-", reason="Har det bra")
    assert "Skriv elevens egne ord." in chat.sees("social")
    assert told in chat.sees("social")
    await chat.presses("social", "Avslutt saken", pupil_words="Kanarisitat", reason=f"{other} er snill nå")
    assert f"«{other}» er snill" in chat.sees("social")
    await chat.presses("social", "Avslutt saken", names_reason="Elevene er forlikt")
    assert "Status: Avsluttet" in chat.sees("social")
    assert "Navn på andre elever står her fordi: Elevene er forlikt" in chat.sees("social")


async def test_a_name_is_answered_for_in_each_text(chat: Chat) -> None:
    other = NAMES[1].split()[0]
    reference = await to_the_outcome(chat, "aktivitetsplan")
    await rewrites(chat, "social", reference, f"Kanariproblem: {other} slår i alle friminutt")
    await chat.presses("social", "Lagre", names_reason="Foresatte vet det")
    assert (
        f"Navnet «{other.casefold()}» må stå i «Hvilket problem skal tiltakene løse?»: Foresatte vet det"
        in chat.sees("social")
    )
    await chat.presses("social", "Skriv problem og funn")
    await chat.presses("social", "Lagre", findings=f"Kanarifunn om {other}")
    assert f"Kanarifunn om «{other}»" in chat.sees("social")
    await chat.presses("social", "Lagre", findings="Kanarifunn")
    assert "Planen er lagret" in chat.sees("social")


async def test_what_a_guardian_and_a_pupil_say_names_no_other_pupil_unanswered_for(chat: Chat, planned: str) -> None:
    chat.clock.forward(days=7)
    other = NAMES[1].split()[0]
    await evaluates(chat, planned, pupil_words=f"{other}gjengen er slemme")
    assert f"«{other}gjengen»" in chat.sees("social")
    await chat.presses("social", "Lagre evalueringen", names_reason="x")
    assert f"«{other}gjengen»" in chat.sees("social"), "one letter is no reason"
    await chat.presses("social", "Lagre evalueringen", names_reason="Elevens egne ord")
    assert "Evalueringen er lagret" in chat.sees("social")
    assert "Navn på andre elever står her fordi: Elevens egne ord" in await opens(chat, "social", planned)
    assert other not in await pdf(chat, planned, "Dokumentasjon i skolemiljøsaken")


async def test_one_from_another_class_who_is_tied_to_the_case_is_not_named(chat: Chat) -> None:
    far = next(pupil.name for pupil in PUPILS if pupil.school_class == "6A")
    reference = await to_the_outcome(chat, "aktivitetsplan")
    text = f"Kanariproblem: {far.split()[0]} venter på eleven etter skolen"
    await rewrites(chat, "social", reference, text)
    assert "Planen er lagret" in chat.sees("social"), "nobody this case has to do with"
    await opens(chat, "social", reference)
    await chat.presses("social", next(t for t in chat.titles("social") if t.startswith("Alle steg")))
    await chat.presses("social", "Følg opp eleven i en egen sak")
    await chat.presses("social", "Vis elevene", group="6A")
    await chat.presses("social", "Åpne sak", pupil=chat.choice("social", "pupil", far))
    await rewrites(chat, "social", reference, text)
    assert f"«{far.split()[0]}» venter" in chat.sees("social")
    await plan(chat, "social", reference)
    assert far.split()[0] not in await pdf(chat, reference, "Dokumentasjon i skolemiljøsaken")
    assert reference not in await pdf(chat, "2026-002", "Dokumentasjon i skolemiljøsaken"), "nor the other way"


async def test_staff_are_roles_when_they_are_to_be_left_out(chat: Chat, planned: str) -> None:
    await opens(chat, "social", planned)
    await chat.presses("social", "Skriv i loggen")
    await chat.presses("social", "Lagre", text="Kanarifunn: Social snakket med Ansatt Teacher", type="møte")
    text = await pdf(chat, planned, "Dokumentasjon i skolemiljøsaken", hide_staff="true")
    assert "Ansatt" not in text
    assert "[sosiallærer] snakket med [kontaktlærer]" in text
    assert "av sosiallærer" in text.partition("Saken")[0], "also in «Laget av»"
    filed = await pdf(chat, planned, "Dokumentasjon i skolemiljøsaken", "Til arkivet", hide_staff="true")
    assert "Social snakket med Ansatt Teacher" in filed, "the form says that it does not count there"
    with chat.database.begin() as unit:
        tx = chat.school(unit)
        case = tx.cases.find(planned, next(one.id for one in tx.people.active() if one.has(Role.PRINCIPAL)), TODAY)
        for kind in (EventKind.DOCUMENT_ASKED, EventKind.DOCUMENT_DELIVERED):
            told = [event.details for event in tx.events.of_kind(kind, [case.id])]
            assert [(one.edition, one.without_staff) for one in told] == [("saken", True), ("arkivet", False)], kind


async def test_each_version_is_filed_as_the_one_it_was(chat: Chat, planned: str) -> None:
    await opens(chat, "social", planned)
    await chat.presses("social", "Dokumenter")
    await chat.presses("social", "Kort plan")
    await chat.presses("social", "Skriv journalnummer")
    form = chat.cards["social"]
    assert "Versjon: 1, i verk fra 23.11.2026" in chat.sees("social")
    assert "Tittel: Kort plan, skolemiljøsak" in chat.sees("social")
    await rewrites(chat, "social", planned, NEW_WORDS)
    await chat.presses("social", "Sett planen i verk")
    chat.cards["social"] = form
    await chat.presses("social", "Lagre", number="2026/77")
    assert "Kort plan, versjon 1: 2026/77" in chat.sees("social")
    assert "Journalfør i websak:" in chat.sees("social"), "version 2 waits"


async def test_measures_that_fail_are_followed_by_new_ones_that_cannot_be_put_off(chat: Chat, planned: str) -> None:
    chat.clock.forward(days=7)
    await opens(chat, "social", planned)
    await chat.presses("social", "Evaluer tiltakene")
    (becomes,) = [name for name in chat.sees_inputs("social") if name.startswith("becomes")]
    said = answers(chat, "social") | EVALUATED | {becomes: "avslutt", "safe_now": "ikke_spurt", "pupil_words": ""}
    await chat.presses("social", "Lagre evalueringen", **said)
    assert "Skriv hvorfor eleven ikke er spurt." in chat.sees("social")
    await chat.presses("social", "Lagre evalueringen", not_asked_because="Kanarigrunn")
    assert "Ikke spurt: Kanarigrunn" in chat.sees("social")
    assert "Nye tiltak skal i verk senest tirsdag 1.12.2026" in chat.sees("social")
    await chat.presses("social", "Sett inn nye tiltak")
    assert "Eleven har det ikke trygt med disse tiltakene." in chat.sees("social")
    assert "Sett planen i verk" not in chat.titles("social")
    await chat.presses("social", "Nytt tiltak")
    staff = chat.choice("social", "who", "Ansatt Teacher")
    await chat.presses("social", "Lagre", what="Kanaritiltak som er nytt", who=staff)
    assert "Endringene er ikke satt i verk. Versjon 1 gjelder fortsatt." in chat.sees("social")
    await chat.presses("social", "Sett planen i verk")
    assert "Versjon: 2, i verk fra" in chat.sees("social")
    await opens(chat, "social", planned)
    assert "Sett inn nye tiltak" not in chat.titles("social")
