"""A lower secondary school of another municipality, by its plan file: roles, steps, kinds and words of its own."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from domain.ids import SchoolId
from services.load_school_plans import load_school_plans
from services.people.import_people import import_people
from storage.database import Database
from storage.files.plan_report import check_report
from tests.kit.people.people_files import write_people
from tests.kit.school import MONDAY, STAFF, Chat, Json, open_school, walk, words
from tests.kit.steps.saksgang import opens, pdf

PLAN = Path("plans/eksempel-ungdomsskole.yaml")
OTHER = SchoolId("fjordglytt")
PUPIL = "Kanarilie Fuglebakk"
ROLES = {
    "principal": "rektor;;;",
    "deputy": "assisterande rektor;;;",
    "line": "avdelingsleiar;9;;",
    "social": "rådgjevar;;;",
    "teacher": "kontaktlærar;9;9C;",
    "base": "miljøterapeut;;;",
    "owner": "skuleeigar;;;",
}
AGREED = "Nye grupper i alle fag"
WORDS = "Kanarisitat: eg vil ha nokon å gå til"
TALKED = {"sitat": WORDS, "tekst": "Kanarifunn", "til_stede": "Kanaridei"}


def row(who: str) -> str:
    person = STAFF[who]
    return f"{person.entra_object_id};{who}@skule.test;{person.name};{ROLES[who]}"


@asynccontextmanager
async def fjordglytt(database: Database, url: str, folder: Path) -> AsyncIterator[Chat]:
    """`folder` is where its people files are written."""
    plans = load_school_plans(PLAN, database, MONDAY)
    pupils = [f"E1;{PUPIL};9;9C;nei;;nei", "E2;Kanarikke Fuglelien;9;9C;nei;;nei"]
    import_people(database, plans[OTHER], write_people(folder, [row(who) for who in ROLES], pupils), MONDAY)
    async with open_school(database, url, plans=plans) as opened:
        opened.canaries.extend((PUPIL, WORDS))
        yield opened
        assert opened.spilled() == []


@pytest.fixture
async def chat(database: Database, url: str, tmp_path: Path) -> AsyncIterator[Chat]:
    async with fjordglytt(database, url, tmp_path) as opened:
        yield opened


async def takes(chat: Chat, who: str, reference: str, title: str, **said: str) -> None:
    """The step, with something said to all it asks."""
    await opens(chat, who, reference)
    if title not in chat.titles(who):
        await chat.presses(who, next(one for one in chat.titles(who) if one.startswith("Alle steg")))
    await chat.presses(who, title)
    asked = {name.removeprefix("answers-"): name for name in chat.sees_inputs(who)}
    told = {asked[name]: words for name, words in (TALKED | said).items() if name in asked}
    await chat.presses(who, "Ferdig", **told)
    assert "Ferdig" not in chat.titles(who), chat.sees(who)


async def in_the_meeting(chat: Chat, outcome: str, **said: str) -> str:
    """From the alert to what the start meeting came to."""
    reference = await chat.sends(pupil=PUPIL, kinds="utestenging")
    await opens(chat, "line", reference)
    await chat.presses("line", "Ta imot")
    await takes(chat, "teacher", reference, "Ring foreldra", avkryss="plan")
    await takes(chat, "social", reference, "Kall inn til møte", møtedag="2026-11-25")
    await takes(chat, "base", reference, "Finn ein trygg vaksen", trygghetsperson=await _whom(chat, reference))
    await takes(chat, "base", reference, "Snakk med eleven")
    await takes(chat, "social", reference, "Hald oppstartsmøtet", valg=outcome, **said)
    return reference


async def _whom(chat: Chat, reference: str) -> str:
    await opens(chat, "base", reference)
    await chat.presses("base", "Finn ein trygg vaksen")
    return chat.choice("base", "trygghetsperson", "Ansatt Base")


async def test_its_file_is_in_order_and_needs_nothing_but_a_look(tmp_path: Path) -> None:
    pupils = [f"E{grade};Kanari Fugle{grade};{grade};{grade}A;nei;;nei" for grade in (8, 9, 10)]
    report = check_report(PLAN, MONDAY.date(), write_people(tmp_path, [row(who) for who in ROLES], pupils))
    assert report.problems == ()
    assert all(warning.startswith("se over") for warning in report.warnings), report.warnings


async def test_people_are_what_the_school_calls_them(chat: Chat) -> None:
    reference = await chat.sends(pupil=PUPIL, kinds="utestenging")
    sent = chat.sees("teacher")
    assert "avdelingsleiar" in sent
    assert "trinnleder" not in sent
    await opens(chat, "line", reference)
    await chat.presses("line", "Ta imot")
    await opens(chat, "line", reference)
    await chat.presses("line", "Hvem er med?")
    seen = chat.sees("line")
    assert "Ansatt Social (rådgjevar)" in seen
    assert "Ansatt Base (miljøterapeut)" in seen


def renamed(folder: Path) -> Path:
    """The plan file of the school, whose head is called something else."""
    text = PLAN.read_text("utf-8").replace("role: rektor,", "role: einingsleiar,")
    text = text.replace("[rektor, ", "[einingsleiar, ")
    named = text.replace("\nroles:\n", "\nroles:\n  - {id: einingsleiar, label: Einingsleiar, is_a: rektor}\n")
    (folder / "plan.yaml").write_text(named, "utf-8")
    return folder / "plan.yaml"


async def test_whoever_leads_by_another_name_is_the_one_the_law_names(
    database: Database, url: str, tmp_path: Path
) -> None:
    """§ 12-4: the reporter is told so; § 12-5: a suspicion against staff goes to that one alone."""
    file = renamed(tmp_path)
    plans = load_school_plans(file, database, MONDAY)
    rows = [row(who).replace(";rektor;", ";Einingsleiar;") for who in ROLES]
    import_people(database, plans[OTHER], write_people(tmp_path, rows, [f"E1;{PUPIL};9;9C;nei;;nei"]), MONDAY)
    async with open_school(database, url, plans=plans) as chat:
        await chat.sends(pupil=PUPIL, kinds="mobbing")
        assert "Takk. Du har varslet rektor (§ 12-4)." in chat.sees("teacher")
        reference = await chat.sends(pupil=PUPIL, kinds="mobbing", suspicion="ansatt")
        assert chat.inbox("line").count("Nytt varsel") == 1, "of the first alone"
        await opens(chat, "principal", reference)
        await chat.presses("principal", "Ta imot")
        await opens(chat, "principal", reference)
        await chat.presses("principal", "Hvem er med?")
        assert "Ansatt Principal (einingsleiar)" in chat.sees("principal")
        assert "avdelingsleiar" not in chat.sees("principal")


async def test_a_short_plan_from_alert_to_closed(chat: Chat) -> None:
    reference = await in_the_meeting(chat, "liten_plan", semje=AGREED)
    assert "Utfall: Tiltaksplan etter § 12-4" in await opens(chat, "social", reference)
    await takes(chat, "social", reference, "Lag planen med eleven")
    await opens(chat, "social", reference)
    await chat.presses("social", "Vis planen")
    await chat.presses("social", "Nytt tiltak")
    choices = {choice["title"] for choice in asked_of(chat, "level")["choices"]}
    assert choices == {"Individ", "Klasse", "Skole"}, "there is no after-school offer"
    staff = chat.choice("social", "who", "Ansatt Base")
    await chat.presses("social", "Lagre", problem="Kanariproblem: går åleine", who=staff, level="klasse")
    assert AGREED in chat.sees("social"), "typed once"
    await chat.presses("social", "Sett planen i verk")
    assert "Tiltaksplan etter § 12-4" in await pdf(chat, reference, "Tiltaksplan etter § 12-4")
    chat.clock.forward(days=14)
    await opens(chat, "social", reference)
    await chat.presses("social", "Evaluer tiltaka")
    assert "third" not in chat.sees_inputs("social"), "the school asks two questions"
    said = {name: "ja" for name in chat.sees_inputs("social") if name.startswith("worked-")}
    said |= {name: "fortsett" for name in chat.sees_inputs("social") if name.startswith("becomes-")}
    said |= {"safe_now": "ja", "pupil_words": WORDS, "present": "Kanaridei", "guardians_view": "Kanarisyn"}
    await chat.presses("social", "Lagre evalueringen", **said, next_on="2026-12-18")
    assert "Evalueringen er lagret" in chat.sees("social")
    await takes(chat, "social", reference, "Følg opp etter at det har stoppa")
    await closes(chat, reference)
    assert "Journalfør i Elements" in chat.sees("social")


def asked_of(chat: Chat, name: str) -> Json:
    return next(piece for piece in walk(chat.cards["social"]) if piece.get("id") == name)


async def closes(chat: Chat, reference: str) -> None:
    await opens(chat, "social", reference)
    await chat.presses("social", "Avslutt, eller kartlegg på nytt")
    await chat.presses("social", "Avslutt saken", safe_now="ja", pupil_words=WORDS, reason="Eleven har det bra")
    assert "Status: Avsluttet" in chat.sees("social")


async def test_no_need_by_the_schools_own_word_for_it_asks_the_pupil(chat: Chat) -> None:
    reference = await in_the_meeting(chat, "ingen_tiltak", trygt_no="ja", grunn="Eleven har det bra")
    assert "Utfall: Ikkje trong for tiltak" in await opens(chat, "social", reference)
    await closes(chat, reference)


async def test_violence_by_its_mark_is_registered_where_the_municipality_does(chat: Chat) -> None:
    reference = await chat.sends(pupil=PUPIL, kinds="valdshending")
    await opens(chat, "line", reference)
    await chat.presses("line", "Ta imot")
    seen = await opens(chat, "line", reference)
    assert "Registrer vald i Compilo" in [*chat.titles("line"), seen]


async def test_minutes_are_of_the_kind_the_school_has_for_them(chat: Chat) -> None:
    reference = await chat.sends(pupil=PUPIL, kinds="mobbing")
    await opens(chat, "line", reference)
    await chat.presses("line", "Ta imot")
    await opens(chat, "line", reference)
    await chat.presses("line", "Skriv i loggen")
    await chat.presses("line", "Lagre", type="drøfting", text="Kanarifunn: de møttest")
    assert "Drøfting" in await opens(chat, "line", reference)


async def test_it_has_its_own_contacts_and_law(chat: Chat) -> None:
    hello = words(await chat.says("teacher", "hjelp"))
    assert any("Dette følger av opplæringslova kapittel 12." in line for line in hello)
    await chat.says("teacher", "kven kan eg ringe")
    assert "Oppvekstkontoret i kommunen" in chat.sees("teacher")
