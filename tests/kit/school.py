"""A school behind the real application: signed tokens in, a connector that records everything out.

`Chat` sees only cards, and can press only what they offer. Whatever any test sends to the connector is searched for
canaries when the test ends (law 1).
"""

import asyncio
import itertools
import json
import re
import uuid
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from aiohttp import ClientSession
from aiohttp.test_utils import TestClient

from bot.app import DELIVERY, REACH, Parts, create_app
from bot.settings.settings import Carrier, Settings
from bot.teams.credentials import Anonymous
from bot.teams.edge import Edge
from bot.turns.limits import NO_LIMITS, Rates
from cards.kit.forms import Action
from domain.ids import PersonId, PupilId, SchoolId
from domain.people.person import Person, Pupil, Role
from domain.school_plan.school_plan import SchoolPlan
from services.load_school_plans import read_school_plans
from storage.database import Database
from storage.people.references import Reference
from storage.unit_of_work import Tx, Unit
from tests.kit.cards.dialogs import CardClient
from tests.kit.databases import KEY_TEXT
from tests.kit.served import GuardedTestServer
from tests.kit.teams.activities import APP_ID, BOT_ID, TENANT, activity
from tests.kit.teams.client import EASY, Client, Teams
from tests.kit.teams.connector import FakeConnector
from tests.kit.teams.issuer import Issuer

PLAN = Path(__file__).parents[2] / "plans" / "rosenholm.yaml"
METRICS_TOKEN = "made-up-token-of-a-watcher"
WATCHER = {"Authorization": f"Bearer {METRICS_TOKEN}"}
SCHOOL = SchoolId("rosenholm")
MONDAY = datetime(2026, 11, 23, 11, 41, tzinfo=UTC)
TODAY = MONDAY.date()
PROBLEM = "⚠ "
"""What begins a line that says what is wrong."""
WAYS_ON = ("Vis planen", "Vis dokumentene", "Vis evalueringen", "Tilbake til listen", "Vis saken", "Vis")
ANSWER = "answers-"
WHY = "names_reason"
"""What the inputs of a step's questions begin with."""
FACT = "Kanarifakta: dyttet i garderoben"
Json = dict[str, Any]


@dataclass(slots=True)
class Clock:
    """Time is a value that tests move."""

    now: datetime = MONDAY

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)


def _person(key: str, *roles: Role, grades: str = "", classes: str = "", bases: str = "") -> Person:
    return Person(
        id=PersonId(""),
        school_id=SCHOOL,
        entra_object_id=str(uuid.uuid5(uuid.NAMESPACE_OID, key)),
        upn=f"{key}@skole.test",
        name=f"Ansatt {key.title()}",
        roles=frozenset(roles),
        grades=frozenset(int(grade) for grade in grades.split()),
        classes=frozenset(classes.split()),
        bases=frozenset(filter(None, bases.split(","))),
    )


STAFF: dict[str, Person] = {
    "principal": _person("principal", Role.PRINCIPAL),
    "deputy": _person("deputy", Role.DEPUTY),
    "line": _person("line", Role.LINE_LEADER, grades="4"),
    "line6": _person("line6", Role.LINE_LEADER, grades="6"),
    "social": _person("social", Role.SOCIAL_TEACHER),
    "teacher": _person("teacher", Role.CONTACT_TEACHER, grades="4", classes="4B"),
    "teacher6": _person("teacher6", Role.CONTACT_TEACHER, grades="6", classes="6A"),
    "base": _person("base", Role.AKS_BASE_LEADER, bases="Base 4"),
    "aks": _person("aks", Role.AKS_STAFF, bases="Base 4"),
    "assistant": _person("assistant", Role.ASSISTANT),
    "owner": _person("owner", Role.SCHOOL_OWNER),
}
NAMES = ("Kanariane Fuglesang", "Kanaribert Fuglevik", "Kanarise Fuglemoen", "Kanarild Fugleås")


def _pupils() -> Iterator[Pupil]:
    classes = [("4B", True), ("4B", False), ("4B", True), ("6A", False)]
    for number, (name, (school_class, aks)) in enumerate(zip(NAMES, classes, strict=True)):
        yield Pupil(
            id=PupilId(""),
            school_id=SCHOOL,
            external_id=f"E{number}",
            name=name,
            grade=int(school_class[0]),
            school_class=school_class,
            aks=aks,
            base="Base 4" if aks else None,
        )


PUPILS = tuple(_pupils())


@dataclass(slots=True)
class Chat:
    """What the people of the school see and do in Teams."""

    client: TestClient[Any, Any] | ClientSession
    connector: FakeConnector
    issuer: Issuer
    clock: Clock
    database: Database
    delivery: Any
    reach: Any
    phone: Client = field(default_factory=Client)
    cards: dict[str, Json] = field(default_factory=dict)
    messages: dict[str, str] = field(default_factory=dict)
    last: Json = field(default_factory=dict)
    receipts: dict[str, list[str]] = field(default_factory=dict)
    goes_on: bool = True
    locale: str = "nb-NO"
    shown_in: CardClient = field(default_factory=CardClient)
    canaries: list[str] = field(default_factory=lambda: [*NAMES, *(n.split()[0] for n in NAMES), FACT, *of_steps()])
    _ids: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def _from(self, who: str) -> Json:
        person = STAFF.get(who)
        oid = person.entra_object_id if person else str(uuid.uuid5(uuid.NAMESPACE_OID, who))
        return {
            "id": f"act-{next(self._ids)}",
            "locale": self.locale,
            "serviceUrl": self.connector.service_url,
            "from": {"id": f"29:{who}", "name": who, "aadObjectId": oid},
            "conversation": {"id": f"a:{who}", "conversationType": "personal", "tenantId": TENANT},
        }

    async def post(self, body: Json) -> tuple[int, Any]:
        token = self.issuer.usual_token(self.phone.claimed(body["serviceUrl"]) if "serviceUrl" in body else None)
        response = await self.client.post("/api/messages", json=body, headers={"Authorization": f"Bearer {token}"})
        return response.status, await response.json() if response.content_type == "application/json" else None

    async def metrics(self) -> str:
        """What the operator's Prometheus is told."""
        async with self.client.get("/metrics", headers=WATCHER) as answer:
            assert answer.status == 200
            return await answer.text()

    async def says(self, who: str, text: str) -> Json:
        """Type a word; the answer is the card that came through the connector."""
        status, _ = await self.post(activity("message", **self.phone.typed(text), **self._from(who)))
        assert status == 200
        await self._hears_again(who)
        return self.newest(who)

    async def installs(self, who: str) -> Json:
        await self.post(activity("installationUpdate", action="add", **self._from(who)))
        await self._hears_again(who)
        return self.newest(who)

    async def _hears_again(self, who: str) -> None:
        """Of the install, in both of the ways in which Teams tells of it."""
        if self.phone.tells_again():
            await self.post(activity("conversationUpdate", membersAdded=[{"id": BOT_ID}], **self._from(who)))
            await self.post(activity("installationUpdate", action="add", **self._from(who)))

    def newest(self, who: str) -> Json:
        """The newest message in a person's own chat, but for those that should have changed another and came late."""
        found = self.connector.messages[f"a:{who}"]
        anew = self.connector.anew
        self.messages[who] = [name for name, body in found.items() if body.get("attachments") and name not in anew][-1]
        self.cards[who] = self.shown_in.message(found[self.messages[who]]["attachments"][0]["content"])
        return self.cards[who]

    def looks_at_every_message(self) -> None:
        """As its client does: each that was sent, or changed into."""
        for request in self.connector.requests:
            for attachment in request.body.get("activity", request.body).get("attachments", []):
                self.shown_in.message(attachment["content"])

    def inbox(self, who: str) -> list[str]:
        """The headings of all messages in a person's chat."""
        return [words(body["attachments"][0]["content"])[0] for body in self.connector.cards(f"a:{who}")]

    def told(self, who: str) -> list[str]:
        """All that each message in a person's chat says, a line each."""
        return ["\n".join(words(body["attachments"][0]["content"])) for body in self.connector.cards(f"a:{who}")]

    async def deliver(self) -> int:
        """Let the outbox run empty. What Teams refuses of its own is tried again after a while, unseen by the test."""
        at, taken = self.clock.now, int(await self.delivery.drain())
        while seconds := self.connector.owes():
            self.clock.forward(seconds=seconds)
            taken += await self.delivery.drain()
        self.clock.now = at
        return taken

    async def presses(self, who: str, title: str, /, **inputs: str) -> Json:
        """Press a button of the card in sight, by its title. Refuses inputs the card does not have.

        Who has finished a form reads the receipt, and goes on to what came of it.
        """
        card = self.cards[who]
        button = next((b for b in buttons(card) if b["title"] == title), None)
        assert button, f"«{title}» is not on the card, but {[b['title'] for b in buttons(card)]}"
        offered = {piece["id"]: piece for piece in walk(card) if str(piece.get("type", "")).startswith("Input.")}
        inputs = by_input(inputs, offered)
        assert inputs.keys() <= offered.keys(), f"{inputs.keys() - offered.keys()} not among {list(offered)}"
        values = {name: piece.get("value", "") for name, piece in offered.items()}
        await self._reloads(who)
        sent = self.phone.carried(button, offered, values | inputs)
        await self.invoke(who, button["verb"], button["data"] | sent)
        await self._goes_on(who)
        return self.last

    async def _goes_on(self, who: str) -> None:
        """From the receipt of a form to what it was about."""
        heading = words(self.cards[who])[0]
        ways = [b for way in WAYS_ON for b in buttons(self.cards[who]) if b["title"] == way]
        if self.goes_on and heading.startswith("✓ ") and ways:
            receipt = words(self.cards[who])
            await self.invoke(who, ways[0]["verb"], ways[0]["data"])
            self.receipts[who] = receipt

    async def _reloads(self, who: str) -> None:
        """The message's own card comes back, and one of its buttons that only look is pressed before the next."""
        message = self.connector.messages[f"a:{who}"].get(self.messages.get(who, ""), {})
        looks = [b for b in buttons(message.get("attachments", [])) if Action.by_verb[b["verb"]].reads]
        if looks and self.phone.reloads():
            await self._press(who, looks[0]["verb"], looks[0]["data"])

    async def _press(self, who: str, verb: str, data: Mapping[str, object], **change: object) -> Json:
        """What the person sees in the end: a line of words stands under the card for a moment only."""
        told = {"replyToId": self.messages.get(who, "none")} | change
        told |= self.shown_in.press(self.cards.get(who, {}), verb, data)
        body = self.phone.addressed(activity("invoke", **(self._from(who) | told)))
        answers = [await self.post(body) for _ in range(1 + self.phone.taps_twice())]
        assert {status for status, _ in answers} == {200}, answers[0][0]
        seen = [self.shown_in.answer(answer) for _, answer in answers]
        cards = [one for one in seen if one["type"].endswith("card.adaptive")]
        return dict(cards[-1] if cards else seen[-1])

    async def invoke(self, who: str, verb: str, data: Mapping[str, object], **change: object) -> Json:
        """Send a press, from a card or forged. The reply is in `last`; a card takes the place of the one in sight."""
        self.last = await self._press(who, verb, data, **change)
        self.receipts.pop(who, None)
        if self.last["type"].endswith("card.adaptive"):
            self.cards[who] = self.last["value"]
        return self.last

    @property
    def said(self) -> str:
        """What the last press was answered with when it could not be done: in words, or at the top of the form."""
        if "message" in self.last["type"]:
            return str(self.last["value"])
        first = words(self.last["value"])[0] if self.last["type"].endswith("card.adaptive") else ""
        return first.removeprefix(PROBLEM) if first.startswith(PROBLEM) else ""

    def sees(self, who: str) -> str:
        """The card in sight, below the receipt that led to it."""
        return "\n".join([*self.receipts.get(who, []), *words(self.cards[who])])

    def school(self, unit: Unit) -> Tx:
        return unit.school(SCHOOL)

    def spilled(self) -> list[str]:
        """Canaries found in anything sent to the connector."""
        sent = [json.dumps(request.body, ensure_ascii=False) for request in self.connector.requests]
        return [canary for canary in self.canaries if any(canary in of_cases(body) for body in sent if canary in body)]

    async def alert(self, who: str = "teacher", pupil: str = NAMES[0], **answers: str) -> Json:
        """The shortest alert: a pupil of the class in sight, what, a sentence and «no»."""
        await self.says(who, "varsle")
        await self.presses(who, "Start varsel")
        filled = {"pupils": self.choice(who, "pupils", pupil), "kinds": "mobbing", "facts": FACT, "suspicion": "nei"}
        return await self.answers(who, **(filled | answers))

    async def answers(self, who: str, **answers: str) -> Json:
        """The pages of an alert from the one in sight to the last, as far as they lack nothing: what each asks of what
        is said. `named`: the colleague a suspicion is about.
        """
        named = answers.pop("named", "")
        for page in ("facts", "suspect", "immediate_actions"):
            if page in self.inputs(who):
                here = {
                    name: value
                    for name, value in answers.items()
                    if by_input({name: ""}, self.inputs(who)).keys() <= self.inputs(who).keys()
                }
                if page == "suspect" and named:
                    here["suspect"] = self.choice(who, "suspect", named)
                await self.presses(who, "Videre", **here)
        return self.cards[who]

    async def sends(self, who: str = "teacher", pupil: str = NAMES[0], **answers: str) -> str:
        """An alert all the way; its reference."""
        await self.alert(who, pupil, **answers)
        await self.presses(who, "Send varselet")
        await self.deliver()
        return next(line.split(": ")[1] for line in words(self.cards[who]) if line.startswith("Saksnummer"))

    async def says_who_is_who(self, who: str, *roles: str, **more: str) -> None:
        """On the page that asks of several pupils, in its order."""
        asked = [name for piece in walk(self.cards[who]) if (name := str(piece.get("id", ""))).startswith("roles-")]
        await self.presses(who, "Videre", **dict(zip(asked, roles, strict=True)), **more)

    def inputs(self, who: str) -> dict[str, Json]:
        """Those of the card in sight, by id."""
        return {p["id"]: p for p in walk(self.cards[who]) if str(p.get("type", "")).startswith("Input.")}

    def sees_inputs(self, who: str) -> set[str]:
        return {*self.inputs(who)}

    def choice(self, who: str, name: str, title: str) -> str:
        """The value behind a choice that the card in sight offers."""
        return next(str(c["value"]) for c in self._choices(who, name) if title in c["title"])

    def _choices(self, who: str, name: str) -> list[Json]:
        """Of an input, or of all its parts."""
        return [one for piece in walk(self.cards[who]) if is_part(piece, name) for one in piece["choices"]]

    def ticked(self, who: str, name: str) -> str:
        """What a choice of the card in sight is filled in with."""
        asked = [piece for piece in walk(self.cards[who]) if is_part(piece, name)]
        return ",".join(filter(None, (str(piece.get("value", "")) for piece in asked)))

    def offers(self, who: str, name: str) -> str:
        """All that a choice of the card in sight offers, as if all were ticked."""
        return ",".join(str(one["value"]) for one in self._choices(who, name))

    def titles(self, who: str) -> list[str]:
        return [button["title"] for button in buttons(self.cards[who])]

    def everyone_has_said_hello(self) -> None:
        """What eleven greetings leave in the database, and the chats they were said in."""
        with self.database.begin() as unit:
            for who, person in STAFF.items():
                reference = Reference(
                    entra_object_id=person.entra_object_id,
                    service_url=self.connector.service_url,
                    tenant_id=TENANT,
                    bot_id=BOT_ID,
                    user_id=f"29:{who}",
                    conversation_id=f"a:{who}",
                    language="nb",
                    seen_at=self.clock(),
                )
                unit.references.learn(reference)
                self.connector.messages[f"a:{who}"].clear()


def by_input(said: Mapping[str, str], offered: Mapping[str, Json]) -> dict[str, str]:
    """What is said, by the inputs of the card: a step's question may be called by its id alone, of a choice that stands
    in parts each says what is chosen of it, and one reason is given for each name that is asked about.
    """
    found: dict[str, str] = {}
    for name, value in said.items():
        whole = next((one for one in (name, ANSWER + name) if one in offered), "")
        if name == WHY:
            found |= {one: value for one in offered if one.startswith(f"{WHY}-")} or {WHY: value}
            continue
        parts = [] if whole else [piece for piece in offered.values() if is_part(piece, name)]
        found |= {piece["id"]: _of_part(piece, value) for piece in parts} or {whole or name: value}
    return found


def is_part(piece: Json, name: str) -> bool:
    """Whether it is the choice, or one of its parts."""
    return "choices" in piece and re.fullmatch(rf"({ANSWER})?{name}(-\d)?", str(piece.get("id", ""))) is not None


def _of_part(piece: Json, value: str) -> str:
    offered = {one["value"] for one in piece["choices"]}
    return ",".join(one for one in value.split(",") if one in offered)


def walk(piece: Any, *, past: str = "") -> Iterator[Json]:  # noqa: ANN401  (any type)
    """Every part of a card; what is called `past` is passed by."""
    left = [piece]
    while left:
        one = left.pop()
        if isinstance(one, dict):
            yield one
            left += [value for name, value in reversed(one.items()) if name != past and isinstance(value, dict | list)]
        elif isinstance(one, list):
            left += reversed(one)


def buttons(card: Json) -> list[Json]:
    """Also those under «…». What a box does when it is pressed stands on a button of its own."""
    return [piece for piece in walk(card, past="selectAction") if piece.get("type") == "Action.Execute"]


def words(card: Json) -> list[str]:
    """The lines a person reads, in order."""
    lines = []
    for piece in walk(card):
        if piece.get("type") == "TextBlock":
            lines.append(piece["text"])
        elif piece.get("type") == "RichTextBlock":
            lines.append("".join(run["text"] for run in piece["inlines"]))
    return lines


@cache
def the_plan() -> SchoolPlan:
    """The school's plan, read once: reading it takes longer than most tests. It is known in other languages too."""
    return read_school_plans(PLAN)[SCHOOL]


def of_steps() -> tuple[str, ...]:
    """What the plan says of its steps and messages do not: titles that are no step's name for messages, and texts."""
    steps = the_plan().procedure.steps
    notices = {step.notice for step in steps}
    return (*(step.title for step in steps if step.title not in notices), *(step.text for step in steps))


def of_cases(body: str) -> str:
    """A message without the tasks of the årshjul: «Elevsamtaler i alle klasser» is about no case."""
    for said in sorted((said for task in the_plan().year for said in (task.title, task.text)), key=len, reverse=True):
        body = body.replace(said, "")
    return body


def fill(database: Database) -> None:
    """The school of the tests, in the database."""
    with database.begin() as unit:
        unit.schools.ensure(SCHOOL)
        unit.school_plans.keep(the_plan(), MONDAY)
        tx = unit.school(SCHOOL)
        tx.people.replace(STAFF.values())
        tx.pupils.replace(PUPILS)


def settings_of(
    url: str, *, plan_file: Path = PLAN, scheduler: bool = False, carrier: Carrier = Carrier.CARDS
) -> Settings:
    """As for a municipality, on that database."""
    return Settings.of(
        {
            "microsoft_app_id": APP_ID,
            "microsoft_app_tenant_id": TENANT,
            "microsoft_app_password": "not used: the connector takes no token",
            "encryption_keys": KEY_TEXT,
            "database_url": url,
            "public_url": "https://skolemiljo.test",
            "metrics_token": METRICS_TOKEN,
            "scheduler": scheduler,
            "plan_file": plan_file,
            "carrier": carrier,
        }
    )


@asynccontextmanager
async def open_school(
    database: Database,
    url: str,
    *,
    hello: bool = True,
    plans: Mapping[SchoolId, SchoolPlan] | None = None,
    connector: FakeConnector | None = None,
    rates: Rates = NO_LIMITS,
    shown_in: CardClient | None = None,
    teams: Teams = EASY,
    forgetful: bool = False,
) -> AsyncIterator[Chat]:
    """The application of `url`'s database, with everyone reachable unless told otherwise. Tests press faster than
    people: `rates` are for those about that. `shown_in`: the client of everyone, and so the carrier; `forgetful`: it
    loses what it showed when it is loaded again.
    """
    shown_in = shown_in or CardClient()
    connector, clock = connector or teams.connector(), Clock()
    await connector.start()
    with Issuer(APP_ID, connector.service_url) as issuer:
        parts = Parts(
            settings=settings_of(url, carrier=shown_in.carrier),
            database=database,
            school_plans=plans or {SCHOOL: the_plan()},
            edge=Edge(metadata_url=issuer.metadata_url, hosts=frozenset({"127.0.0.1", "localhost"}), scheme="http"),
            tokens=Anonymous(),
            bot_id=BOT_ID,
            tenant_id=TENANT,
            clock=clock,
            rates=rates,
            forgetful=forgetful,
        )
        app = create_app(parts)
        async with TestClient(GuardedTestServer(app, host="127.0.0.1")) as client:
            delivery, reach = app[DELIVERY], app[REACH]
            chat = Chat(client, connector, issuer, clock, database, delivery, reach, teams.client(), shown_in=shown_in)
            if hello:
                chat.everyone_has_said_hello()
            yield chat
    await connector.stop()
    await asyncio.sleep(0)
