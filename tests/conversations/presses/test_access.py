"""Who may press what: every button × every role × every standing to the case, with forged presses over HTTP."""

import itertools
import uuid
from collections.abc import Callable

import pytest

from bot import handlers
from cards.kit.forms import Action
from domain.event import Details, EventKind
from domain.ids import new_id
from domain.people.person import Role
from storage.database import Database
from tests.kit.audit import events_in
from tests.kit.people.roles_in_a_case import World
from tests.kit.school import FACT, NAMES, PUPILS, SCHOOL, STAFF, Chat, words
from tests.kit.teams.forged import answer

pytestmark = pytest.mark.slow

EVERYONE = frozenset(Role)
STAFF_ONLY = EVERYONE - {Role.SCHOOL_OWNER}
LEADERS = frozenset({Role.PRINCIPAL, Role.DEPUTY, Role.LINE_LEADER})
LEADERS_OR_OWNER = LEADERS | {Role.SCHOOL_OWNER}
COORDINATORS = LEADERS_OR_OWNER | {Role.SOCIAL_TEACHER}
PRINCIPAL = frozenset({Role.PRINCIPAL, Role.DEPUTY})

# Button: the roles that may press it at all, and what it must be one's own (or one must be on) to be let through.
TABLE = {
    "word.say": (EVERYONE, None),
    "mine.show": (EVERYONE, None),
    "me.away_form": (EVERYONE, None),
    "me.away": (EVERYONE, None),
    "me.back": (EVERYONE, None),
    "me.quiet_form": (EVERYONE, None),
    "me.quiet": (EVERYONE, None),
    "me.quiet_end": (EVERYONE, None),
    "me.year_lines": (EVERYONE, None),
    "language.choose": (EVERYONE, None),
    "handbook.section": (EVERYONE, None),
    "handbook.entry": (EVERYONE, None),
    "handbook.who": (EVERYONE, None),
    "statistics.show": (COORDINATORS, None),
    "statistics.reports": (LEADERS_OR_OWNER, None),
    "statistics.report": (LEADERS_OR_OWNER, None),
    "privacy.show": (EVERYONE, None),
    "privacy.done": (EVERYONE, None),
    "privacy.put_off": (EVERYONE, None),
    "oversight.show": (LEADERS_OR_OWNER, None),
    "cases.list": (EVERYONE, None),
    "cases.search": (EVERYONE, None),
    "cases.found": (EVERYONE, None),
    "people.unreachable": (LEADERS, None),
    "substitute.form": (LEADERS, None),
    "substitute.let_in": (LEADERS, None),
    "substitute.list": (LEADERS, None),
    "substitute.end": (LEADERS, None),
    "alert.start": (STAFF_ONLY, "draft"),
    "alert.facts": (STAFF_ONLY, "draft"),
    "alert.class": (STAFF_ONLY, "draft"),
    "alert.found": (STAFF_ONLY, "draft"),
    "alert.suspect": (STAFF_ONLY, "draft"),
    "alert.roles": (STAFF_ONLY, "draft"),
    "alert.more": (STAFF_ONLY, "draft"),
    "alert.page": (STAFF_ONLY, "draft"),
    "alert.cancel": (STAFF_ONLY, "draft"),
    "alert.send": (STAFF_ONLY, "draft"),
    "alert.discard": (STAFF_ONLY, "draft"),
    "alert.show": (STAFF_ONLY, "alert"),
    "alert.add": (STAFF_ONLY, "alert"),
    "alert.identify": (STAFF_ONLY, "alert"),
    "alert.identified": (STAFF_ONLY, "alert"),
    "alert.name_suspect": (STAFF_ONLY, "alert"),
    "alert.wrong": (STAFF_ONLY, "alert"),
    "alert.care": (STAFF_ONLY, "alert"),
    "log.start": (EVERYONE, None),
    "log.group": (EVERYONE, None),
    "log.pupil": (EVERYONE, None),
    "log.correct": (EVERYONE, "entry"),
    "pattern.show": (EVERYONE, "pattern"),
    "pattern.alert": (STAFF_ONLY, "pattern"),
    "pattern.assess": (EVERYONE, "pattern"),
    "measure.open": (EVERYONE, "measure"),
    "measure.log": (EVERYONE, "measure"),
    "case.catch_up": (EVERYONE, "case"),
    "case.open": (EVERYONE, "case"),
    "case.form": (EVERYONE, "case"),
    "case.members": (EVERYONE, "case"),
    "case.opened_by": (LEADERS_OR_OWNER, "case"),
    "subject_access.form": (LEADERS_OR_OWNER, None),
    "subject_access.pupil": (LEADERS_OR_OWNER, None),
    "subject_access.own": (EVERYONE, None),
    "case.keeping": (LEADERS_OR_OWNER, "case"),
    "case.keep_longer": (LEADERS_OR_OWNER, "case"),
    "case.hold": (LEADERS_OR_OWNER, "case"),
    "case.in_need_form": (LEADERS, None),
    "case.in_need": (LEADERS, "number"),
    "case.log": (EVERYONE, "case"),
    "case.identify": (COORDINATORS, "case"),
    "case.identified": (COORDINATORS, "case"),
    "case.merge": (COORDINATORS, "case"),
    "case.belongs": (COORDINATORS, "case"),
    "case.split": (COORDINATORS, "case"),
    "case.mark": (LEADERS_OR_OWNER, "case"),
    "case.receive": (LEADERS_OR_OWNER, "case"),
    "case.add_member": (LEADERS_OR_OWNER, "case"),
    "case.change_end": (LEADERS_OR_OWNER, "case"),
    "case.remove_member": (LEADERS_OR_OWNER, "case"),
    "case.name_suspect": (LEADERS_OR_OWNER, "case"),
    "case.lift_bar": (LEADERS_OR_OWNER, "case"),
    "case.step_aside": (EVERYONE, "case"),
    "case.set_aside": (LEADERS_OR_OWNER, "case"),
    "case.owner_notice": (PRINCIPAL, "case"),
    "case.correcting": (LEADERS_OR_OWNER, "case"),
    "case.another_group": (LEADERS_OR_OWNER, "case"),
    "case.another_pupil": (LEADERS_OR_OWNER, "case"),
    "case.force_group": (LEADERS_OR_OWNER, "case"),
    "case.force_on": (LEADERS_OR_OWNER, "case"),
    "case.role": (LEADERS_OR_OWNER, "case"),
    "case.misregister": (LEADERS_OR_OWNER, "case"),
    "case.pupil_left": (LEADERS_OR_OWNER, "case"),
    "step.undo": (EVERYONE, "case"),
    "step.list": (EVERYONE, "case"),
    "step.open": (EVERYONE, "case"),
    "step.take": (EVERYONE, "case"),
    "step.hand_over": (EVERYONE, "case"),
    "step.postpone": (EVERYONE, "case"),
    "step.not_needed": (EVERYONE, "case"),
    "step.map_again": (EVERYONE, "case"),
    "step.other_cases": (LEADERS_OR_OWNER, "case"),
    "step.own_case": (COORDINATORS, "case"),
    "step.own_case_named": (COORDINATORS, "case"),
    "step.own_case_for": (COORDINATORS, "case"),
    "case.close": (EVERYONE, "case"),
    "plan.show": (EVERYONE, "case"),
    "plan.versions": (EVERYONE, "case"),
    "plan.version": (EVERYONE, "case"),
    "plan.part": (EVERYONE, "case"),
    "plan.open_measure": (EVERYONE, "case"),
    "plan.write": (EVERYONE, "case"),
    "plan.measure": (EVERYONE, "case"),
    "plan.drop": (EVERYONE, "case"),
    "plan.adopt": (EVERYONE, "case"),
    "plan.discard": (EVERYONE, "case"),
    "plan.open_baseline": (EVERYONE, "case"),
    "plan.baseline": (EVERYONE, "case"),
    "plan.open_read_aloud": (EVERYONE, "case"),
    "plan.read_aloud": (EVERYONE, "case"),
    "plan.evaluate": (EVERYONE, "case"),
    "document.list": (COORDINATORS, "case"),
    "document.open": (COORDINATORS, "case"),
    "document.get": (COORDINATORS, "case"),
    "document.filing": (COORDINATORS, "case"),
    "document.file": (COORDINATORS, "case"),
    "draft.open": (EVERYONE, "form"),
    "draft.drop": (EVERYONE, "form"),
    "draft.another": (EVERYONE, "form"),
    "step.next": (EVERYONE, "case"),
    "plan.evaluation": (EVERYONE, "case"),
    "week.list": (EVERYONE, None),
    "channel.choose": (LEADERS, None),
    "channel.bind": (LEADERS, None),
    "year.show": (EVERYONE, None),
    "year.whole": (LEADERS, None),
    "year.post": (EVERYONE, None),
    "year.list": (EVERYONE, None),
    "year.open": (EVERYONE, None),
    "year.finish_form": (EVERYONE, None),
    "year.finish": (EVERYONE, None),
    "year.undo_form": (EVERYONE, None),
    "year.undo": (EVERYONE, None),
    "year.put_off_form": (EVERYONE, None),
    "year.put_off": (EVERYONE, None),
    "year.happened_form": (EVERYONE, None),
    "year.happened": (EVERYONE, None),
    "year.take_back_form": (EVERYONE, None),
    "year.take_back": (EVERYONE, None),
    "calendar.show": (EVERYONE, None),
    "calendar.link": (EVERYONE, None),
    "calendar.stop": (EVERYONE, None),
    "year.rounds": (LEADERS, None),
    "year.new_form": (LEADERS, None),
    "year.new": (LEADERS, None),
    "year.choose": (LEADERS, None),
    "year.chosen": (LEADERS, None),
    "year.change": (LEADERS, None),
    "year.change_form": (LEADERS, None),
    "year.to_day": (LEADERS, None),
    "year.to_owners": (LEADERS, None),
    "year.to_grades": (LEADERS, None),
    "year.leave_out": (LEADERS, None),
    "year.changes": (LEADERS, None),
    "year.change_back": (LEADERS, None),
    "case.reopen": (COORDINATORS, "case"),
}
LEFT = {"on": "2026-11-20", "reason": "Grunnen"}
FRESH = ("entry_id", "addition_id", "record_id", "filing_id", "incident_id", "naming_id", "answer_id")
NOBODY = "0" * 32
SEEN = "0" * 16
TASK = {"task": "aktivitetskveld:2026-11-01"}
CHANGED = {"record_id": NOBODY, "reason": "Grunnen"}
ANSWERS = {
    "word.say": {"word": "hjelp"},
    "language.choose": {"language": "nb"},
    "handbook.section": {"section": "følge_med_mer"},
    "handbook.entry": {"entry": "tegn"},
    "handbook.who": {"role": "rektor"},
    "cases.found": {"pupil_name": "Kanari"},
    "subject_access.pupil": {"pupil_name": NAMES[0]},
    "statistics.report": {"half": "2026-01-01/2026-06-30"},
    "me.away": {"until": "2026-12-01"},
    "me.quiet": {"until": "2026-11-26"},
    "me.year_lines": {"wanted": "false"},
    "channel.bind": {"receives": "årshjul"},
    "year.post": {"post": "2026-11-01/2026-11-01/2026-11-02/1//1/0"},
    "year.list": {"day": "2026-12-01", "lists": "åpne_planer"},
    "year.open": TASK,
    "year.rounds": TASK,
    "year.finish_form": TASK,
    "year.finish": TASK,
    "year.undo_form": TASK | {"undoes": NOBODY},
    "year.undo": TASK | {"undoes": NOBODY, "reason": "Grunnen"},
    "year.put_off_form": TASK,
    "year.put_off": TASK | {"until": "2026-12-04", "reason": "Grunnen"},
    "year.happened_form": {"event": "resultatene_5_7"},
    "year.happened": {"event": "resultatene_5_7", "on": "2026-11-20"},
    "year.take_back_form": {"event": "resultatene_5_7"},
    "year.take_back": {"event": "resultatene_5_7", "reason": "Grunnen"},
    "calendar.link": {"to": "mine"},
    "year.new": CHANGED | {"title": "Skidag", "text": "Alle på ski", "day": "2026-12-25", "owners": "rektor"},
    "year.chosen": TASK,
    "year.change": TASK,
    "year.change_form": TASK | {"kind": "dag"},
    "year.to_day": TASK | CHANGED | {"day": "2026-12-25"},
    "year.to_owners": TASK | CHANGED | {"owners": "ukjent"},
    "year.to_grades": TASK | CHANGED | {"grades": "99"},
    "year.leave_out": TASK | CHANGED | {"reason": "..."},
    "year.change_back": {"change": NOBODY},
    "substitute.let_in": {"account": str(uuid.UUID(int=7)), "name": "Vera Vikar", "groups": "4B"},
    "substitute.end": {"person": NOBODY},
    "alert.facts": {"to": "more", "facts": FACT},
    "alert.class": {"group": "6A"},
    "alert.suspect": {"suspect": NOBODY},
    "alert.roles": {"to": "facts"},
    "alert.more": {"to": "facts"},
    "alert.page": {"page": "facts"},
    "alert.add": {"addition_id": NOBODY, "text": FACT},
    "alert.identify": {"group": "4B"},
    "alert.identified": {"group": "4B", "pupil": NOBODY},
    "alert.name_suspect": {"suspect": NOBODY, "naming_id": NOBODY},
    "alert.care": {"answer_id": NOBODY, "reported": "nei", "words": FACT},
    "alert.wrong": {"addition_id": NOBODY, "wrong": FACT},
    "log.group": {"group": "4B"},
    "log.pupil": {"group": "4B", "entry_id": NOBODY, "pupil": NOBODY, "type": "annet", "text": FACT},
    "pattern.show": {"pattern": NOBODY},
    "pattern.alert": {"pattern": NOBODY, "draft_id": NOBODY},
    "pattern.assess": {"pattern": NOBODY, "newest": NOBODY, "reason": "Grunnen"},
    "case.form": {"form": "log"},
    "case.keep_longer": {"record_id": NOBODY, "until": "2027-01-01", "reason": "Grunnen"},
    "case.hold": {"record_id": NOBODY, "reason": "Grunnen"},
    "case.in_need": {"record_id": NOBODY, "number": "2026-777", "reason": "Grunnen"},
    "case.log": {"entry_id": NOBODY, "type": "annet", "text": FACT},
    "case.add_member": {"person": NOBODY, "reason": "Grunnen"},
    "case.change_end": {"person": NOBODY, "until": "2026-12-24", "reason": "Grunnen"},
    "case.remove_member": {"person": NOBODY, "reason": "Grunnen"},
    "case.mark": {"incident_id": NOBODY, "serious": "true", "reason": "Grunnen"},
    "case.merge": {"other": NOBODY, "reason": "Grunnen"},
    "case.belongs": {"other": NOBODY},
    "case.split": {"other": NOBODY, "reason": "Grunnen"},
    "case.identified": {"group": "4B", "pupil": NOBODY},
    "case.another_group": {"group": "4B"},
    "case.another_pupil": {"group": "4B", "pupil": NOBODY, "record_id": NOBODY, "reason": "Grunnen"},
    "case.force_group": {"incident_id": NOBODY, "group": "4B"},
    "case.force_on": {"incident_id": NOBODY, "group": "4B", "pupil": NOBODY, "record_id": NOBODY},
    "case.role": {"pupil": NOBODY, "role": "vitne", "record_id": NOBODY, "reason": "Grunnen"},
    "case.misregister": {"record_id": NOBODY, "reason": "Gr"},
    "case.pupil_left": {"record_id": NOBODY} | LEFT | {"on": "2027-01-01"},
    "step.undo": {"step": "innkalling", "record_id": NOBODY, "undoes": NOBODY, "reason": "Grunnen"},
    "case.owner_notice": {"incident": NOBODY, "notice": "åpenbart_grunnløs"},
    "case.name_suspect": {"person": NOBODY, "naming_id": NOBODY},
    "case.lift_bar": {"person": NOBODY, "record_id": NOBODY, "reason": "Grunnen"},
    "case.step_aside": {"record_id": NOBODY, "reason": "x"},
    "case.set_aside": {"person": NOBODY, "record_id": NOBODY, "reason": "Grunnen"},
    "step.open": {"step": "innkalling"},
    "step.take": {"step": "innkalling", "record_id": NOBODY},
    "step.hand_over": {"step": "innkalling", "record_id": NOBODY, "person": NOBODY},
    "step.postpone": {"step": "observasjon", "record_id": NOBODY, "until": "2026-12-24", "reason": "Grunnen"},
    "step.not_needed": {"step": "medelever", "record_id": NOBODY, "reason": "Grunnen"},
    "step.map_again": {"step": "avslutt", "record_id": NOBODY, "reason": "Grunnen"},
    "step.other_cases": {"step": "andre_saker", "record_id": NOBODY, "reason": "Grunnen"},
    "step.own_case": {"step": "egen_sak"},
    "step.own_case_named": {"step": "egen_sak", "pupil": NOBODY, "record_id": NOBODY},
    "step.own_case_for": {"step": "egen_sak", "group": "4B", "pupil": NOBODY, "record_id": NOBODY},
    "case.close": {"step": "avslutt", "record_id": NOBODY, "safe_now": "ja", "pupil_words": "Ja", "reason": "Grunnen"},
    "case.reopen": {"record_id": NOBODY, "reason": "Grunnen"},
    "measure.log": {"entry_id": NOBODY, "text": FACT},
    "plan.part": {"part": "problem"},
    "plan.version": {"number": "1"},
    "plan.write": {"part": "problem", "problem": FACT, "seen": SEEN},
    "plan.measure": {
        "seen": SEEN,
        "measure_id": NOBODY,
        "level": "klasse",
        "what": FACT,
        "who": NOBODY,
        "start": "2026-11-24",
    },
    "plan.drop": {"measure_id": NOBODY},
    "plan.adopt": {"record_id": NOBODY, "seen": SEEN},
    "plan.baseline": {"record_id": NOBODY, "seen": SEEN, "first": "aldri", "second": "aldri", "third": "aldri"},
    "plan.read_aloud": {"record_id": NOBODY, "pupil_words": "Ja"},
    "plan.evaluate": {"step": "evaluere", "record_id": NOBODY, "seen": SEEN, "pupil_words": "Ja"},
    "document.open": {"kind": "kronologi"},
    "document.get": {"kind": "kronologi", "edition": "saken"},
    "document.filing": {"kind": "plan"},
    "document.file": {"kind": "plan", "filing_id": NOBODY, "number": "1", "on": "2026-11-20"},
}
ID_NAMES = {
    "case": "case_id",
    "draft": "draft_id",
    "alert": "alert_id",
    "entry": "corrects",
    "form": "draft",
    "measure": "measure_id",
}
VERDICTS = {
    "role": "Du har ikke tilgang til dette.",
    "case": "Fant ikke saken.",
    "form": "Dette utkastet finnes ikke lenger.",
    "draft": "Utkastet finnes ikke lenger.",
    "alert": "Fant ikke varselet.",
    "entry": "Fant ikke loggen som skal rettes.",
    "measure": "Fant ikke dette tiltaket.",
    "pattern": "Fant ikke det du er spurt om.",
    "number": "Fant ingen sak med det saksnummeret som du kan få nødtilgang til.",
    "unknown": "Jeg finner deg ikke i skolens liste over ansatte.",
}


def data_of(world: World, verb: str, whose: str) -> dict[str, str]:
    """What a press carries: good answers, or ones only a rule behind the gate can refuse."""
    subject = TABLE[verb][1]
    answers = ANSWERS.get(verb, {})
    fresh = {name: new_id() for name in FRESH if name in answers}
    return answers | fresh | ({ID_NAMES[subject]: world.own[whose][subject]} if subject in ID_NAMES else {})


@pytest.fixture
def world(chat: Chat, database: Database) -> World:
    return World(database)


def expected(verb: str, role: Role | None, standing: str) -> str:
    """What the table says: "through", or which refusal."""
    roles, subject = TABLE[verb]
    if role is None or standing == "left":
        return "unknown"
    if role not in roles:
        return "role"
    if subject in {"pattern", "number"}:  # There is none here: see tests/conversations/patterns and access.
        return subject
    return "through" if subject is None or standing == "member" else subject


def verdict(said: str) -> str:
    return next((name for name, text in VERDICTS.items() if said.startswith(text)), "through")


def test_every_button_stands_in_the_table() -> None:
    handlers.load()
    assert TABLE.keys() == Action.by_verb.keys()


async def test_every_button_of_every_role_and_standing_is_as_the_table_says(
    chat: Chat, world: World, record_property: Callable[[str, object], None]
) -> None:
    wrong = []
    record_property("tried", len(TABLE) * len(world.people))
    for verb, (key, (role, standing)) in itertools.product(TABLE, world.people.items()):
        whose = key if standing == "member" else f"{role.name}-member"
        await chat.invoke(key.lower(), verb, data_of(world, verb, whose))
        assert chat.last["statusCode"] == 200, chat.last
        if (got := verdict(chat.said)) != (said := expected(verb, role, standing)):
            wrong.append(f"{verb} by {role.name} ({standing}): {got}, not {said}: {chat.said}")
    assert wrong == []


async def test_a_stranger_is_told_the_same_by_every_button(chat: Chat, world: World) -> None:
    for verb in TABLE:
        await chat.invoke("fremmed", verb, data_of(world, verb, "PRINCIPAL-member"))
        assert verdict(chat.said) == expected(verb, None, "stranger")


async def test_what_exists_is_refused_byte_for_byte_as_what_does_not(chat: Chat, world: World) -> None:
    for verb, (_, subject) in TABLE.items():
        if subject not in ID_NAMES or verb == "alert.start":
            continue
        for key in ("PRINCIPAL-outsider", "DEPUTY-barred"):
            data = data_of(world, verb, "TEACHER-member")
            there = (await answer(chat, key.lower(), verb, data)).replace(data[ID_NAMES[subject]].encode(), b"0" * 32)
            assert there == await answer(chat, key.lower(), verb, data | {ID_NAMES[subject]: NOBODY})


@pytest.mark.easy_teams("counts refusals")
async def test_refusals_are_recorded_though_their_turn_came_to_nothing(
    chat: Chat, world: World, database: Database
) -> None:
    for verb in TABLE:
        await chat.invoke("assistant-outsider", verb, data_of(world, verb, "ASSISTANT-member"))
    refused = {verb for verb in TABLE if expected(verb, Role.ASSISTANT, "outsider") != "through"}
    me = world.ids["assistant-outsider"]
    with database.begin() as unit:
        tx = unit.school(SCHOOL)
        verbs = [event.verb for event in tx.events.of_school(EventKind.REFUSED, Details)]
    assert sorted(verbs) == sorted(refused)
    assert {one.by_id for one in events_in(database, EventKind.REFUSED)} == {me}


async def test_a_forged_verb_is_an_old_card(chat: Chat) -> None:
    await chat.invoke("principal", "case.delete", {"case_id": NOBODY})
    assert "eldre versjon" in chat.said


async def test_words_and_lists_count_only_what_the_asker_may_see(chat: Chat) -> None:
    reference = await chat.sends("teacher", NAMES[0])
    for who, sees in {"principal": True, "line": True, "line6": False, "assistant": False, "teacher6": False}.items():
        asked = words(await chat.says(who, "saker"))
        assert any("1 åpen sak" in line for line in asked) is sees
        await chat.invoke(who, "cases.list", {})
        assert (reference in chat.sees(who)) is sees
        assert any("1 åpen sak" in line for line in words(await chat.says(who, "mine"))) is sees
        there, not_there = await chat.says(who, f"sak {reference}"), await chat.says(who, "sak 2026-777")
        assert (there == not_there) is not sees


async def test_the_one_an_alert_points_at_sees_and_counts_nothing(chat: Chat) -> None:
    await chat.alert("teacher", NAMES[0], suspicion="ansatt", named=STAFF["social"].name)
    await chat.presses("teacher", "Send varselet")
    await chat.deliver()
    assert "Nytt varsel" not in chat.inbox("social")
    assert "ikke med i noen åpne saker" in "".join(words(await chat.says("social", "saker")))
    assert await chat.says("social", "sak 2026-001") == await chat.says("social", "sak 2026-777")
    assert "ingen åpne saker" in "".join(words(await chat.says("social", "mine")))
    assert any("1 åpen sak" in line for line in words(await chat.says("principal", "saker")))
    assert PUPILS[0].name not in chat.sees("social")
