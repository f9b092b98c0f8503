"""What is promised of every button, tried on all that the walk through the bot presses (tests/kit/promises.py)."""

import asyncio
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from cards.kit.again import LEFT
from storage.database import Database
from tests.kit.audit import events_in
from tests.kit.cards.gallery import WRONG, Gallery, school_database, walk_through
from tests.kit.promises import Promise, faults, spared, unexplained
from tests.kit.school import Json, buttons, open_school, walk
from tests.kit.shown import last_event, left_since, shows_content, unrecorded
from tests.kit.teams.forged import rows

pytestmark = pytest.mark.slow

RECORDED = (
    *("alert:read", "case:listed", "case:read", "document:asked", "log:read", "pattern:read"),
    *("refused:press", "refused:word"),
)
"""Who looked, and what was refused: recorded each time."""
SHOW = {
    *("alert.show", "case.form", "case.open", "cases.list", "draft.open", "log.correct", "measure.open", "mine.show"),
    *("pattern.show", "plan.evaluation", "plan.open_measure", "plan.part", "plan.show", "plan.version", "step.open"),
    "week.list",
}
"""Some of those that show what was written, or of whom."""


@dataclass(slots=True)
class Walk(Gallery):
    """Presses everything twice, then everything again from the old cards, then every form with a wrong answer."""

    made: list[tuple[str, str, Json]] = field(default_factory=list)
    left: dict[str, set[str]] = field(default_factory=dict)
    unkind: list[str] = field(default_factory=list)
    refilled: set[str] = field(default_factory=set)
    lost: list[str] = field(default_factory=list)
    showed: set[str] = field(default_factory=set)
    shown_to_nobody: set[str] = field(default_factory=set)

    async def post(self, body: Json) -> tuple[int, Any]:
        """Whoever is shown something of a case has left an event on it, of that moment."""
        before = last_event(self.database)
        status, answer = await super(Walk, self).post(body)
        action = body.get("value", {}).get("action", {})
        if action and shows_content(answer, action["data"]):
            left = left_since(self.database, before, body["from"]["aadObjectId"])
            self.showed.add(action["verb"])
            self.shown_to_nobody |= {
                f"{action['verb']}: {one}" for one in unrecorded(answer, action["data"], left, self.database)
            }
        return status, answer

    async def invoke(self, who: str, verb: str, data: Mapping[str, object], **change: object) -> Json:
        answer = await super(Walk, self).invoke(who, verb, data, **change)
        in_sight = self.cards.get(who, {})
        self.made.append((who, verb, dict(data)))
        once = _stored(self.database)
        await super(Gallery, self).invoke(who, verb, data, **change)
        self.left.setdefault(verb, set()).update(_stored(self.database) - once)
        if answer["type"].endswith("card.adaptive"):
            await self._wrongly(who, answer["value"])
        self.last, self.cards[who] = answer, in_sight
        return answer

    async def answers_every_form_wrongly(self) -> None:
        """Each was, when it was shown."""

    async def _wrongly(self, who: str, card: Json) -> None:
        """Something is written everywhere in the form, and one answer cannot be taken."""
        asked = {p["id"]: p for p in walk(card) if str(p.get("type", "")).startswith("Input.")}
        written = {key: "Kanarisvar"[: p["maxLength"]] for key, p in asked.items() if p["type"] == "Input.Text"}
        wrong = {key: WRONG.get(p["type"], "finnes ikke") for key, p in asked.items() if key not in written}
        if not wrong and written:
            written[next(iter(written))] = "x" * 5000
        sends = [one for one in buttons(card) if one.get("associatedInputs") != "none" and LEFT not in one["data"]]
        for button in sends if asked else []:
            self.cards[who] = {}
            await super(Gallery, self).invoke(who, button["verb"], button["data"] | written | wrong)
            shown = [p for p in walk(self.cards[who]) if str(p.get("type", "")).startswith("Input.")]
            back = {p["id"]: p.get("value") for p in shown if p["id"] in written}
            if shown:
                self.refilled.add(button["verb"])
                room = {key: text[: asked[key]["maxLength"]] for key, text in written.items()}
                lost = [key for key, text in room.items() if not str(back.get(key)).startswith(text)]
                self.lost += [f"{button['verb']}: {key}" for key in lost]

    async def presses_old_cards(self) -> None:
        for who, verb, data in self.made[:]:
            await super(Gallery, self).invoke(who, verb, data)
            if self.last["statusCode"] != 200:
                self.unkind.append(f"{verb} by {who}: {self.last}")


def _stored(database: Database) -> Counter[str]:
    """The rows of all that a press could leave behind, and the events by kind."""
    kinds = [one.kind for one in events_in(database)]
    tables = Counter(rows(database))
    return tables - Counter(events=tables["events"]) + Counter(kinds)


@pytest.fixture(scope="module")
def walked(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    with school_database(sqlite_template, tmp_path_factory.mktemp("promises")) as (database, url):
        yield asyncio.run(_walked(database, url))


async def _walked(database: Database, url: str) -> Walk:
    async with open_school(database, url) as chat:
        walked = Walk.of(chat)
        assert isinstance(walked, Walk)
        await walk_through(walked)
        await walked.presses_old_cards()
        return walked


def test_every_button_has_a_full_row() -> None:
    assert faults() == []


def test_every_line_a_linter_leaves_alone_says_why() -> None:
    assert unexplained() == []


def test_a_second_press_leaves_nothing_behind(walked: Walk) -> None:
    harm = {verb: left - {*RECORDED} for verb, left in walked.left.items() if left - {*RECORDED}}
    assert harm == {}


def test_what_a_second_press_records_is_known(walked: Walk) -> None:
    recorded = {verb for verb, left in walked.left.items() if left}
    assert recorded == spared(Promise.TWICE)


def test_whoever_is_shown_something_of_a_case_stands_in_the_audit(walked: Walk) -> None:
    """Every card, form, list, word and old card, drawn the first time or again: there is an event by that person on the
    very case, alert or log (law 5).
    """
    assert walked.showed > SHOW
    assert walked.shown_to_nobody == set()


def test_an_old_card_is_answered_kindly(walked: Walk) -> None:
    assert len(walked.made) > 250
    assert walked.unkind == []


def test_a_wrong_answer_gives_the_form_back_as_it_was_written(walked: Walk) -> None:
    assert walked.lost == []
    assert {*walked.left} - walked.refilled == spared(Promise.REFILLED)
