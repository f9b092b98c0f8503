"""The school's lists come in, again and again: all or nothing, and nobody is ever deleted."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from domain.ids import SchoolId
from domain.people.person import Person, Pupil
from domain.year.subscription import Subscribed
from services.people.accounts import Said
from services.people.ask_first import PeopleRefused
from services.people.import_people import import_people
from storage.database import Database
from storage.people.schools import people_since
from tests.kit.people.people_files import GUIDS, PUPILS, STAFF, refusal_of, rows_of, write_people
from tests.kit.school import MONDAY, NAMES, SCHOOL, Chat, the_plan
from tests.kit.school import STAFF as KNOWN
from tests.kit.school_plans import altered
from tests.kit.steps.saksgang import opens, short_plan_in_effect

THE_PLAN = the_plan()
OTHER = SchoolId("nabo")
KNOWN_ELSEWHERE = "8b0e9a51-0000-4000-8000-000000000099"
SYNTHETIC = "01819012365"


def staff(database: Database, school: SchoolId = SCHOOL) -> dict[str, Person]:
    return {p.entra_object_id: p for p in database.run(lambda unit: unit.school(school).people.read_all())}


def pupils(database: Database, school: SchoolId = SCHOOL) -> dict[str, Pupil]:
    return {p.external_id: p for p in database.run(lambda unit: unit.school(school).pupils.read_all())}


def group(database: Database, name: str) -> list[str]:
    return [p.external_id for p in database.run(lambda unit: unit.school(SCHOOL).pupils.of_group(name))]


def test_the_first_import_makes_the_school(database: Database, tmp_path: Path) -> None:
    done = import_people(database, THE_PLAN, write_people(tmp_path), MONDAY)
    assert done == ["Ansatte: 3 nye, 0 endret, 0 sluttet", "Elever: 2 nye, 0 endret, 0 sluttet"]
    assert {person.name for person in staff(database).values()} == {"Ansatt Rektor", "Ansatt Lærer", "Ansatt Base"}
    assert group(database, "4B") == group(database, "Base 4") == ["E1"]


def test_the_day_of_the_first_import_is_kept(database: Database, tmp_path: Path) -> None:
    """What the årshjul asked for before it is not late."""
    folder = write_people(tmp_path)
    for days in (0, 5, 60):
        import_people(database, THE_PLAN, folder, MONDAY + timedelta(days=days))
        assert database.run(lambda unit: people_since(unit._session, SCHOOL)) == MONDAY.date()
    states = database.run(lambda unit: unit.school(SCHOOL).year.states(THE_PLAN))
    assert {state.start for state in states} == {MONDAY.date()}
    earlier = altered(THE_PLAN, calendar=altered(THE_PLAN.calendar, in_use_from=date(2026, 8, 1)))
    told = database.run(lambda unit: unit.school(SCHOOL).year.states(earlier))
    assert {state.start for state in told} == {date(2026, 8, 1)}, "the plan file's own comes first"


def test_the_same_files_again_change_nothing(database: Database, tmp_path: Path) -> None:
    import_people(database, THE_PLAN, write_people(tmp_path), MONDAY)
    before = staff(database), pupils(database)
    done = import_people(database, THE_PLAN, tmp_path, MONDAY)
    assert done == ["Ansatte: 0 nye, 0 endret, 0 sluttet", "Elever: 0 nye, 0 endret, 0 sluttet"]
    assert (staff(database), pupils(database)) == before


def test_those_whom_a_list_cannot_tell_apart_are_pointed_out_by_their_numbers(
    database: Database, tmp_path: Path
) -> None:
    alike = [PUPILS[0].replace("E1", number) for number in ("1017", "2017")]
    done = import_people(database, THE_PLAN, write_people(tmp_path, pupils=[*alike, PUPILS[1]]), MONDAY)
    says = "Obs: elev_id 1017, 2017 i 4B har samme navn. I listene står slutten av elev_id bak navnet."
    assert done[2:] == [says]


def test_changes_keep_the_ids_and_move_pupils_between_groups(database: Database, tmp_path: Path) -> None:
    import_people(database, THE_PLAN, write_people(tmp_path), MONDAY)
    teachers, children = staff(database), pupils(database)
    changed = [STAFF[0], STAFF[1].replace("4;4B", "6;6A").replace(GUIDS[1], GUIDS[1].upper()), STAFF[2]]
    done = import_people(
        database, THE_PLAN, write_people(tmp_path, changed, ["E1;Kanariane Fuglesang;6;6A;nei;;nei", PUPILS[1]]), MONDAY
    )
    assert done == ["Ansatte: 0 nye, 1 endret, 0 sluttet", "Elever: 0 nye, 1 endret, 0 sluttet"]
    assert staff(database)[GUIDS[1]].classes == {"6A"}
    assert staff(database)[GUIDS[1]].id == teachers[GUIDS[1]].id
    assert pupils(database)["E1"].id == children["E1"].id
    assert (group(database, "4B"), group(database, "Base 4"), group(database, "6A")) == ([], [], ["E1", "E2"])


def test_a_pupil_with_a_new_name_keeps_the_earlier_ones(database: Database, tmp_path: Path) -> None:
    def called(name: str) -> tuple[str, ...]:
        rows = [PUPILS[0].replace("Kanariane Fuglesang", name), PUPILS[1]]
        import_people(database, THE_PLAN, write_people(tmp_path, pupils=rows), MONDAY)
        assert pupils(database)["E2"].earlier_names == ()
        return pupils(database)["E1"].names

    for same in ("Kanariane Fuglesang", "kanariane FUGLESANG", "Kanariane  Fuglesang", "Fuglesang, Kanariane"):
        assert called(same)[:-1] == ()
    assert called("Kanariane Solvang") == ("Kanariane Fuglesang", "Kanariane Solvang")
    assert called("Kanariane Solvang") == ("Kanariane Fuglesang", "Kanariane Solvang"), "nothing has changed"
    assert called("Roberta Solvang")[:-1] == ("Kanariane Fuglesang", "Kanariane Solvang")
    assert called("Kanariane Fuglesang")[:-1] == ("Kanariane Solvang", "Roberta Solvang"), "the first again"


def test_those_who_left_stay_in_history_and_come_back_as_themselves(database: Database, tmp_path: Path) -> None:
    import_people(database, THE_PLAN, write_people(tmp_path), MONDAY)
    known, children = staff(database), pupils(database)
    done = import_people(database, THE_PLAN, write_people(tmp_path, [STAFF[0], STAFF[2]], PUPILS[1:]), MONDAY)
    assert done == ["Ansatte: 0 nye, 0 endret, 1 sluttet", "Elever: 0 nye, 0 endret, 1 sluttet"]
    assert staff(database)[GUIDS[1]] == replace(known[GUIDS[1]], active=False, left_on=MONDAY.date())
    assert pupils(database)["E1"].active is False
    assert group(database, "4B") == []
    again = import_people(database, THE_PLAN, tmp_path, MONDAY)
    assert again == ["Ansatte: 0 nye, 0 endret, 0 sluttet", "Elever: 0 nye, 0 endret, 0 sluttet"]
    import_people(database, THE_PLAN, write_people(tmp_path), MONDAY)
    assert (staff(database), pupils(database)) == (known, children)


def test_the_calendars_of_those_who_left_stay_away_when_they_come_back(database: Database, tmp_path: Path) -> None:
    import_people(database, THE_PLAN, write_people(tmp_path), MONDAY)
    ids = {guid: person.id for guid, person in staff(database).items()}
    with database.begin() as unit:
        links = unit.school(SCHOOL).calendar_links
        tokens = [links.create(ids[guid], Subscribed.OWN, MONDAY) for guid in GUIDS[:2]]
    import_people(database, THE_PLAN, write_people(tmp_path, [STAFF[0], STAFF[2]]), MONDAY)
    import_people(database, THE_PLAN, write_people(tmp_path), MONDAY)
    with database.begin() as unit:
        opened = [unit.school(SCHOOL).calendar_links.find(token) for token in tokens]
    assert [one and one.person for one in opened] == [ids[GUIDS[0]], None]


def test_one_wrong_row_and_nothing_is_imported(database: Database, tmp_path: Path) -> None:
    import_people(database, THE_PLAN, write_people(tmp_path), MONDAY)
    before = staff(database), pupils(database)
    write_people(tmp_path, STAFF[:1], [*PUPILS, "E3;Kanarise Fuglemoen;4;4B;kanskje;;nei"])
    told = refusal_of(lambda: import_people(database, THE_PLAN, tmp_path, MONDAY), PeopleRefused)
    assert told == ["elever.csv, rad 4, aks: må være ja eller nei"]
    assert (staff(database), pupils(database)) == before


def test_a_refused_first_import_leaves_no_school(database: Database, tmp_path: Path) -> None:
    write_people(tmp_path, STAFF[1:])
    with pytest.raises(PeopleRefused):
        import_people(database, THE_PLAN, tmp_path, MONDAY)
    assert database.run(lambda unit: unit.schools.all()) == []


@pytest.mark.parametrize("number", [SYNTHETIC, f"{SYNTHETIC[:6]} {SYNTHETIC[6:]}"])
def test_a_national_identity_number_is_refused_and_not_repeated(
    database: Database, tmp_path: Path, number: str
) -> None:
    write_people(tmp_path, pupils=[*PUPILS, f"{number};Kanarise Fuglemoen;4;4B;nei;;nei"])
    with pytest.raises(PeopleRefused) as refused:
        import_people(database, THE_PLAN, tmp_path, MONDAY)
    chain = [refused.value, refused.value.__cause__]
    assert len(refused.value.lines) == 1
    assert refused.value.lines[0].startswith("elever.csv, rad 4, elev_id: ser ut som et fødselsnummer")
    assert not any(number[6:] in repr(error) for error in chain)
    assert database.run(lambda unit: unit.schools.all()) == []


def test_two_schools_have_their_own_people(database: Database, tmp_path: Path) -> None:
    """Also the one who works at both, and pupils whose schools gave them the same number."""
    import_people(database, THE_PLAN, write_people(tmp_path), MONDAY)
    ours = staff(database), pupils(database)
    neighbour = altered(THE_PLAN, school_id=OTHER)
    import_people(database, neighbour, write_people(tmp_path, STAFF[:2], PUPILS[:1]), MONDAY)
    assert staff(database, OTHER).keys() == set(GUIDS[:2])
    assert staff(database, OTHER)[GUIDS[0]].id != ours[0][GUIDS[0]].id
    assert pupils(database, OTHER)["E1"].id != ours[1]["E1"].id
    assert (staff(database), pupils(database)) == ours


def _lists(folder: Path, *without: str, pupils: Sequence[str] = (), **instead: Person) -> Path:
    """The people of the conversations as files, some left out, some as they have become."""
    rows = rows_of(one for key, one in (KNOWN | instead).items() if key not in without)
    return write_people(folder, rows, pupils or _pupils("4;4B;nei;;nei"))


def _pupils(first: str) -> list[str]:
    """The pupils of the conversations, the first as told."""
    return [f"E{n};{name};{first if not n else '4;4B;nei;;nei'}" for n, name in enumerate(NAMES)]


async def test_one_who_left_cannot_act_from_that_moment(chat: Chat, tmp_path: Path) -> None:
    await chat.says("teacher", "varsle")
    await chat.presses("teacher", "Start varsel")
    import_people(chat.database, THE_PLAN, _lists(tmp_path, "teacher"), MONDAY)
    await chat.presses("teacher", "Videre", facts="Mine ord om det")
    assert chat.said == "Jeg finner deg ikke i skolens liste over ansatte. Si fra til rektor."
    assert "Mine ord om det" in str(chat.last), "what was written is given back"
    assert NAMES[0] not in str(chat.last)
    await chat.says("teacher", "varsle")
    assert "Start varsel" not in chat.titles("teacher")


async def test_one_who_came_back_can_act_again(chat: Chat, tmp_path: Path) -> None:
    import_people(chat.database, THE_PLAN, _lists(tmp_path, "teacher"), MONDAY)
    await chat.says("teacher", "hei")
    import_people(chat.database, THE_PLAN, _lists(tmp_path), MONDAY)
    assert await chat.sends("teacher", NAMES[0]) == "2026-001"


async def test_whoever_takes_over_gets_the_cases(chat: Chat, tmp_path: Path) -> None:
    """The principal goes, and someone else becomes principal: the open case is theirs, and they are told."""
    await chat.sends()
    assert "Vis" not in await titles_of(chat, "aks", "2026-001")
    successor = replace(KNOWN["aks"], roles=KNOWN["principal"].roles)
    done = import_people(chat.database, THE_PLAN, _lists(tmp_path, "principal", aks=successor), MONDAY)
    assert done[-1] == "Åpne saker med nye ansvarlige: 1"
    await chat.deliver()
    assert "Du er lagt til i en sak" in chat.inbox("aks")
    assert "Vis" in await titles_of(chat, "aks", "2026-001")
    await chat.presses("aks", "Vis")
    assert "Nye ansvarlige er lagt til etter planens regler." in chat.sees("aks")
    assert import_people(chat.database, THE_PLAN, tmp_path, MONDAY)[1:] == ["Elever: 0 nye, 0 endret, 0 sluttet"]


async def test_whoever_a_leader_took_off_stays_off(chat: Chat, tmp_path: Path) -> None:
    await chat.sends()
    await chat.says("line", "sak 2026-001")
    await chat.presses("line", "Vis")
    await chat.presses("line", "Hvem er med?")
    await chat.presses("line", "Ta ut")
    social = chat.choice("line", "person", KNOWN["social"].name)
    await chat.presses("line", "Lagre", person=social, reason="Er i familie med eleven")
    import_people(chat.database, THE_PLAN, _lists(tmp_path), MONDAY)
    assert "Vis" not in await titles_of(chat, "social", "2026-001")


async def test_when_nobody_at_the_school_may_act_the_owners_contact_gets_the_case(chat: Chat, tmp_path: Path) -> None:
    """Whom the suspicion is about becomes principal, and the deputy leaves."""
    await chat.sends(suspicion="ansatt")
    await chat.presses("teacher", "Vis")
    await chat.presses("teacher", "Navngi den ansatte")
    await chat.presses("teacher", "Lagre", suspect=chat.choice("teacher", "suspect", KNOWN["assistant"].name))
    assert "Vis" not in await titles_of(chat, "owner", "2026-001")
    named = replace(KNOWN["assistant"], roles=KNOWN["principal"].roles)
    for _ in range(2):
        import_people(chat.database, THE_PLAN, _lists(tmp_path, "principal", "deputy", assistant=named), MONDAY)
    await chat.deliver()
    assert chat.inbox("owner").count("Du er lagt til i en sak") == 1
    await titles_of(chat, "owner", "2026-001")
    await chat.presses("owner", "Vis")
    assert "Ta imot" in chat.titles("owner")
    assert "Vis" not in await titles_of(chat, "assistant", "2026-001")


async def titles_of(chat: Chat, who: str, reference: str) -> list[str]:
    await chat.says(who, f"sak {reference}")
    return chat.titles(who)


async def sees_case(chat: Chat, who: str, reference: str = "2026-001") -> str:
    await chat.says(who, f"sak {reference}")
    if "Vis" in chat.titles(who):
        await chat.presses(who, "Vis")
    return chat.sees(who)


async def test_a_pupil_who_has_left_is_said_at_the_top_of_the_case(chat: Chat, tmp_path: Path) -> None:
    await chat.sends("aks", NAMES[0])
    assert "Eleven går ikke lenger her." not in await sees_case(chat, "line")
    import_people(chat.database, THE_PLAN, _lists(tmp_path, pupils=_pupils("4;4B;nei;;nei")[1:]), MONDAY)
    assert "Eleven går ikke lenger her." in await sees_case(chat, "line")


async def test_a_new_class_is_a_new_teacher_and_a_new_leader(chat: Chat, tmp_path: Path) -> None:
    """4B → 6A: those of 4B go off by rule, and come back by rule; those a leader has let in stay."""
    await chat.sends("aks", NAMES[0])
    await sees_case(chat, "principal")
    await chat.presses("principal", "Hvem er med?")
    await chat.presses("principal", "Legg til")
    chosen = chat.choice("principal", "person", KNOWN["assistant"].name)
    await chat.presses("principal", "Lagre", person=chosen, reason="Kjenner eleven")
    moved = import_people(chat.database, THE_PLAN, _lists(tmp_path, pupils=_pupils("6;6A;nei;;nei")), MONDAY)
    assert moved[-1] == "Åpne saker med nye ansvarlige: 1"
    for gone in ("teacher", "line"):
        assert "Fant ikke saken" in await sees_case(chat, gone)
    for there in ("teacher6", "line6", "principal", "assistant"):
        assert NAMES[0] in await sees_case(chat, there)
    assert "Ansatt Teacher har ikke lenger ansvar for eleven, og er ute av saken." in await sees_case(chat, "line6")
    import_people(chat.database, THE_PLAN, _lists(tmp_path), MONDAY)
    assert NAMES[0] in await sees_case(chat, "teacher")
    assert "Fant ikke saken" in await sees_case(chat, "teacher6")


async def test_next_of_kin_in_a_new_file_go_off_the_open_case(chat: Chat, tmp_path: Path) -> None:
    await chat.sends("aks", NAMES[0])
    assert NAMES[0] in await sees_case(chat, "line")
    folder = _lists(tmp_path)
    heading, *rows = (folder / "ansatte.csv").read_text("utf-8").splitlines()
    line = KNOWN["line"].upn
    rows = [f"{row};{'E0' if line + ';' in row else ''}" for row in rows]
    (folder / "ansatte.csv").write_text("\n".join((f"{heading};pårørende", *rows, "")), "utf-8")
    import_people(chat.database, THE_PLAN, folder, MONDAY)
    assert "Fant ikke saken" in await sees_case(chat, "line")
    assert "Ansatt Line er elevens pårørende, og er ikke med i saken." in await sees_case(chat, "principal")


def _with_kin(folder: Path, **kin: str) -> Path:
    """The files with the column of next of kin, by the key of each."""
    _lists(folder)
    heading, *rows = (folder / "ansatte.csv").read_text("utf-8").splitlines()
    of = {KNOWN[key].upn: pupils for key, pupils in kin.items()}
    rows = [f"{row};{next((pupils for upn, pupils in of.items() if upn + ';' in row), '')}" for row in rows]
    (folder / "ansatte.csv").write_text("\n".join((f"{heading};pårørende", *rows, "")), "utf-8")
    return folder


async def test_a_file_without_the_column_takes_no_next_of_kin_away(chat: Chat, tmp_path: Path) -> None:
    import_people(chat.database, THE_PLAN, _with_kin(tmp_path, line="E0"), MONDAY)
    import_people(chat.database, THE_PLAN, _lists(tmp_path), MONDAY)
    await chat.sends("teacher", NAMES[0])
    assert "Fant ikke saken" in await sees_case(chat, "line")
    import_people(chat.database, THE_PLAN, _with_kin(tmp_path, social="E1"), MONDAY)
    await chat.sends("teacher", NAMES[0])
    await chat.says("line", "sak 2026-002")
    assert "Fant ikke saken" not in chat.sees("line"), "the column says that it is not so"


async def _is_closed(chat: Chat) -> None:
    await chat.sends("aks", NAMES[0])
    await sees_case(chat, "line")
    await chat.presses("line", "Rett eller avslutt")
    await chat.presses("line", "Feilregistrert")
    await chat.presses("line", "Avslutt saken", reason="En prøve")


async def test_next_of_kin_do_not_read_a_closed_case(chat: Chat, tmp_path: Path) -> None:
    await _is_closed(chat)
    import_people(chat.database, THE_PLAN, _with_kin(tmp_path, social="E0"), MONDAY)
    assert "Fant ikke saken" in await sees_case(chat, "social")
    assert NAMES[0] in await sees_case(chat, "teacher")


async def test_a_closed_case_follows_the_pupil_to_a_new_class(chat: Chat, tmp_path: Path) -> None:
    await _is_closed(chat)
    import_people(chat.database, THE_PLAN, _lists(tmp_path, pupils=_pupils("6;6A;nei;;nei")), MONDAY)
    for gone in ("teacher", "line"):
        assert "Fant ikke saken" in await sees_case(chat, gone), gone
    for there in ("teacher6", "line6"):
        assert NAMES[0] in await sees_case(chat, there)


async def test_a_new_class_is_said_at_the_top_and_the_safe_adult_stays(chat: Chat, tmp_path: Path) -> None:
    await chat.sends("aks", NAMES[0])
    await sees_case(chat, "line")
    await chat.presses("line", "Ta imot")
    await _safe_adult(chat, "line", "Ansatt Teacher (", "Finn elevens trygghetsperson")
    import_people(chat.database, THE_PLAN, _lists(tmp_path, pupils=_pupils("6;6A;nei;;nei")), MONDAY)
    seen = await sees_case(chat, "line6")
    assert "Eleven har byttet klasse: 4B → 6A. Se om de rette er med." in seen
    assert NAMES[0] in await sees_case(chat, "teacher"), "whom the pupil has chosen"
    chat.clock.forward(days=15)
    assert "Se om de rette er med" not in await sees_case(chat, "line6")


async def test_who_comes_back_with_another_role_has_no_case_of_before(chat: Chat, tmp_path: Path) -> None:
    await chat.sends("aks", NAMES[0])
    import_people(chat.database, THE_PLAN, _lists(tmp_path, "teacher"), MONDAY)
    elsewhere = replace(KNOWN["teacher"], roles=KNOWN["assistant"].roles, classes=frozenset(), grades=frozenset())
    import_people(chat.database, THE_PLAN, _lists(tmp_path, teacher=elsewhere), MONDAY)
    assert "Fant ikke saken" in await sees_case(chat, "teacher")


async def test_an_account_that_is_known_as_anothers_waits_for_a_word(chat: Chat, tmp_path: Path) -> None:
    """Otherwise a bar would be got round by swapping two accounts, or by one of somebody who left."""
    await chat.sends("aks", NAMES[0])
    await sees_case(chat, "social")
    await chat.presses("social", "Hvem er med?")
    await chat.presses("social", "Jeg er inhabil")
    await chat.presses("social", "Lagre", reason="I slekt")
    for without in ("", "assistant"):
        one, other = KNOWN["social"], KNOWN["assistant"]
        swapped = {
            "social": replace(one, entra_object_id=other.entra_object_id),
            "assistant": replace(other, entra_object_id=one.entra_object_id),
        }
        said = import_people(chat.database, THE_PLAN, _lists(tmp_path, without, pupils=(), **swapped), MONDAY)
        assert "social@skole.test er kjent, men har fått en objekt-ID i Entra som er en annens" in "\n".join(said)
        for who in ("social", "assistant"):
            assert "Fant ikke saken" in await sees_case(chat, who), who
            assert NAMES[0] not in chat.sees(who)


async def test_a_measure_whose_only_doer_has_quit_is_told_of_at_the_top_of_the_case(chat: Chat, tmp_path: Path) -> None:
    reference = await short_plan_in_effect(chat)
    told = "De som skulle gjennomføre «Kanaritiltak for alle friminutt», har sluttet. Velg noen andre i planen."
    assert told not in await sees_case(chat, "line", reference)
    import_people(chat.database, THE_PLAN, _lists(tmp_path, "teacher"), MONDAY)
    assert told in await sees_case(chat, "line", reference)
    await chat.presses("line", "Åpne planen")
    assert "Kanaritiltak" in chat.sees("line")
    await opens(chat, "social", reference)
    await chat.presses("social", "Dokumenter")
    await chat.presses("social", "Kort plan")
    assert "Den som skulle gjøre det, har sluttet, eller er ikke lenger med i saken." in chat.sees("social")
    await chat.says("social", "uka")
    await chat.presses("social", "Vis")
    assert "har sluttet. Velg noen andre." in chat.sees("social")


async def test_a_member_who_quit_is_named_and_marked(chat: Chat, tmp_path: Path) -> None:
    await chat.sends("aks", NAMES[0])
    import_people(chat.database, THE_PLAN, _lists(tmp_path, "social"), MONDAY)
    assert "Har sluttet: Ansatt Social" in await sees_case(chat, "line")
    await chat.presses("line", "Hvem er med?")
    assert "Ansatt Social (har sluttet)" in chat.sees("line")


async def _safe_adult(chat: Chat, by: str, name: str, step: str) -> None:
    await sees_case(chat, by)
    await chat.presses(by, step)
    await chat.presses(by, "Ferdig", **{"answers-trygghetsperson": chat.choice(by, "trygghetsperson", name)})


async def test_another_safe_adult_is_found_when_the_first_has_left(chat: Chat, tmp_path: Path) -> None:
    await chat.sends("aks", NAMES[0])
    await sees_case(chat, "line")
    await chat.presses("line", "Ta imot")
    await _safe_adult(chat, "line", "Ansatt Assistant", "Finn elevens trygghetsperson")
    assert "Finn ny trygghetsperson" not in chat.titles("line")
    import_people(chat.database, THE_PLAN, _lists(tmp_path, "assistant"), MONDAY)
    assert "Ansatt Assistant kan ikke lenger være elevens trygghetsperson." in await sees_case(chat, "line")
    assert "Finn elevens trygghetsperson" in chat.titles("line"), "the step is open again"
    await _safe_adult(chat, "line", "Ansatt Aks", "Finn ny trygghetsperson")
    assert "Finn ny trygghetsperson" not in chat.titles("line")
    assert "Finn elevens trygghetsperson" not in chat.titles("line")
    assert "Ansatt Assistant er ikke lenger elevens trygghetsperson, og er ute av saken." in chat.sees("line")


async def test_a_known_person_with_a_new_account_has_their_cases_on_the_operators_word(
    chat: Chat, tmp_path: Path
) -> None:
    """Until then the new account is nobody, so that no bar is got round."""
    await chat.sends("aks", NAMES[0])
    teacher = replace(KNOWN["teacher"], entra_object_id=KNOWN_ELSEWHERE)
    _lists(tmp_path, teacher=teacher)
    told = import_people(chat.database, THE_PLAN, tmp_path, MONDAY)
    assert "--ny-konto teacher@skole.test" in told[-1]
    assert chat.database.run(lambda unit: unit.identities(KNOWN_ELSEWHERE)) == []
    assert NAMES[0] in await sees_case(chat, "teacher")
    import_people(chat.database, THE_PLAN, tmp_path, MONDAY, Said(moved=frozenset({"teacher@skole.test"})))
    await chat.says("teacher", "sak 2026-001")
    assert "Du står ikke i skolens liste over ansatte" in chat.sees("teacher"), "the account of before"
    person = chat.database.run(lambda unit: unit.identities(KNOWN_ELSEWHERE))[0][0]
    case = chat.database.run(lambda unit: unit.school(SCHOOL).cases.all_open())[0]
    assert person in case.members
