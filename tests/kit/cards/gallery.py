"""A walk through everything the bot can show, with long names, long texts and a full school; every card is kept."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.language.known_words import CONTACTS, GUIDANCE
from domain.alert.alert import PUPILS_MAX
from domain.case.log import LogEntry
from domain.ids import EntryId, new_id
from domain.text.messages import SOURCE
from domain.translation.plan_in_language import in_language
from storage.database import Database
from storage.engine.crypto import KeyRing
from tests.kit.cards import gallery_correcting, gallery_patterns, gallery_saksgang, gallery_year
from tests.kit.cards.interpreter import LOCALES, as_shown, interpreted
from tests.kit.databases import KEY, sqlite_url
from tests.kit.school import (
    MONDAY,
    NAMES,
    PUPILS,
    SCHOOL,
    STAFF,
    Chat,
    Json,
    buttons,
    fill,
    open_school,
    the_plan,
    walk,
    words,
)
from tests.kit.teams.connector import Fault

LINK = "[lenke](https://eksempel.test)"
"""What would be a link if it were markdown: it is in every name, of a class too, and in what is written."""
LONG = [f"{name.split()[0]}-Kanarimarie {name.split()[1]}-Fuglebergsvingen" for name in NAMES]
WRITTEN = (
    f"24. november: **Kanarifett** og <b>Kanarihtml</b> {LINK}\n- punkt\n"
    "Kanarietveldiglangtsammensattordutenmellomromsomikkekandelesnoested " + "og så skjedde det noe mer " * 18
)
PAGE_1 = {"kinds": "mobbing,vold,digital", "facts": WRITTEN[:600], "suspicion": "nei"}
LOG = {"type": "elevsamtale", "text": WRITTEN[:600], "quote": "1. Jeg er redd", "present": "2. Kanarirad"}
WRONG = {"Input.Text": "x" * 5000, "Input.Date": "i går", "Input.Time": "nå", "Input.Toggle": "kanskje"}
_IDS = re.compile(r"[0-9a-f]{32}|20\d\d-\d{3}")


@dataclass(slots=True)
class Gallery(Chat):
    """Keeps one of each card: two that differ in ids and references only are the same."""

    shown: dict[str, Json] = field(default_factory=dict)

    def choice(self, who: str, name: str, title: str) -> str:
        """Of a pupil the first name is enough: the rest may be left out on a phone."""
        return super(Gallery, self).choice(
            who, name, title.split(maxsplit=1)[0] if name in {"pupils", "found"} else title
        )

    verbs: set[str] = field(default_factory=set)
    forms: dict[str, tuple[str, Json]] = field(default_factory=dict)
    _kept: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, chat: Chat) -> "Gallery":
        return cls(**{f.name: getattr(chat, f.name) for f in fields(Chat)})

    async def invoke(self, who: str, verb: str, data: Mapping[str, object], **change: object) -> Json:
        answer = await super(Gallery, self).invoke(who, verb, data, **change)
        if answer["type"].endswith("card.adaptive"):
            self.verbs.add(verb)
            self._keep(f"{verb} for {who}", answer["value"])
            if any(str(piece.get("type", "")).startswith("Input.") for piece in walk(answer["value"])):
                self.forms[_IDS.sub("", json.dumps(answer["value"]))] = (who, answer["value"])
        return answer

    def _keep(self, where: str, seen: Json) -> None:
        name = f"{where}: {words(seen)[0]}"
        card = as_shown(seen)
        if (text := _IDS.sub("", json.dumps(card))) not in self._kept:
            self._kept.add(text)
            self.shown[f"{len(self.shown)} {name}"] = card

    def keep_messages(self) -> None:
        for request in self.connector.requests:
            for attachment in request.body.get("activity", request.body).get("attachments", []):
                self._keep("message", self.shown_in.message(attachment["content"]))

    async def opens(self, who: str, reference: str) -> None:
        await self.says_and_shows(who, f"sak {reference}")

    async def says_and_shows(self, who: str, text: str) -> None:
        await self.says(who, text)
        if "Vis" in self.titles(who):
            await self.presses(who, "Vis")

    async def answers_every_form_wrongly(self) -> None:
        for who, card in list(self.forms.values()):
            offered = {p["id"]: p["type"] for p in walk(card) if str(p.get("type", "")).startswith("Input.")}
            wrong = {name: WRONG.get(kind, "finnes ikke") for name, kind in offered.items()}
            for answers in (wrong, dict.fromkeys(offered, "")):
                for button in [b for b in buttons(card) if b.get("associatedInputs") != "none"]:
                    await self.invoke(who, button["verb"], button["data"] | answers)


@contextmanager
def school_database(template: Path, folder: Path) -> Iterator[tuple[Database, str]]:
    """The school of the tests in a database of its own, for a walk that several tests look at, and its URL."""
    url = sqlite_url(template, folder)
    database = Database(url, KeyRing([KEY]))
    fill(database)
    yield database, url
    database.dispose()


def crowd(chat: Chat) -> None:
    """Everyone has a long name, the class is full, and the staff room too."""
    pupils = [replace(pupil, name=f"{name} {LINK}") for pupil, name in zip(PUPILS, LONG, strict=True)]
    for number in range(26):
        name, external_id = f"{LONG[0]} nr. {number} {LINK}", f"F{number}"
        pupils.append(replace(PUPILS[0], name=name, external_id=external_id, protected_address=number == 0))
    pupils[3] = replace(pupils[3], school_class=gallery_saksgang.ANOTHER_CLASS)
    staff = [replace(person, name=f"{person.name}-Kanarinavn Fuglebergsvingen {LINK}") for person in STAFF.values()]
    for number in range(60):
        name, key = f"Ansatt Kanarinummer {number}", f"o{number}"
        staff.append(replace(STAFF["assistant"], entra_object_id=key, upn=key, name=name))
    with chat.database.begin() as unit:
        tx = unit.school(SCHOOL)
        tx.people.replace(staff)
        tx.pupils.replace(pupils)


async def walked(database: Database, url: str, language: str = SOURCE) -> Gallery:
    """All that is shown to a school whose people have chosen that language."""
    with interpreted(language) as client:
        plans = {SCHOOL: in_language(the_plan(), language)}
        async with open_school(database, url, shown_in=client, plans=plans) as chat:
            chat.locale = LOCALES[language]
            gallery = Gallery.of(chat)
            await walk_through(gallery)
            return gallery


async def walk_through(gallery: Gallery) -> None:
    for who in STAFF:
        await gallery.says(who, "hei")
    crowd(gallery)
    await _first_things(gallery)
    await _alert(gallery)
    await _drafts(gallery)
    await _unknown_pupil(gallery)
    await _suspicions(gallery)
    await _logs(gallery)
    await _case(gallery)
    await _lists(gallery)
    await gallery_saksgang.walk_through(gallery)
    await gallery_correcting.walk_through(gallery, LONG)
    await gallery_year.walk_through(gallery)
    await gallery_patterns.walk_through(gallery, LOG)
    await _inhabil(gallery)
    await gallery.answers_every_form_wrongly()
    gallery.keep_messages()


async def _first_things(g: Gallery) -> None:
    for who in ("principal", "teacher", "owner", "stranger"):
        await g.installs(who)
        for text in (
            "hjelp",
            "varsle",
            "logg",
            "mine",
            "saker",
            "sak",
            "sak 2026-999",
            CONTACTS,
            GUIDANCE,
            "xyz",
            "x ble slått i dag av y",
        ):
            await g.says(who, text)
        for word in ("hjelp", "varsle", "logg", "mine", "saker", "sak", CONTACTS, GUIDANCE):
            await g.invoke(who, "word.say", {"word": word})
    for verb, data in {"cases.list": {"which": ""}, "mine.show": {}}.items():
        await g.invoke("teacher", verb, data)


async def _to_page_1(g: Gallery, who: str = "teacher") -> None:
    await g.says(who, "varsle")
    await g.presses(who, "Start varsel")


async def _alert(g: Gallery) -> None:
    """One of as many pupils as there is room for, of two classes, with everything said."""
    await _to_page_1(g, "assistant")
    await _to_page_1(g)
    everyone = ",".join(g.offers("teacher", "pupils").split(",")[: PUPILS_MAX - 1])
    await g.presses("teacher", "Annen klasse", pupils=everyone, **PAGE_1)
    await g.presses("teacher", "Søk", name="Ingen som heter det")
    await g.presses("teacher", "Søk igjen")
    await g.presses("teacher", "Søk", name="Kanari")
    await g.presses("teacher", "Velg", found=g.offers("teacher", "found").split(",")[1])
    await g.presses("teacher", "Annen klasse")
    await g.presses("teacher", "Vis elevene", group=gallery_saksgang.ANOTHER_CLASS)
    said = {"source": "så_selv", "place": "garderobe", "immediate_actions": "stoppet,skilte,snakket,fulgte,hentet"}
    yes = dict.fromkeys(("physical_intervention", "serious", "care_concern"), "true")
    violator = g.choice("teacher", "pupils", LONG[3])
    told = {"pupil_told": "vurdert_ikke_nå", "guardians_told": "vet_ikke", "on_behalf_of": "3. Kanarivikar"}
    await g.answers("teacher", pupils=violator, **said, **yes, **told)
    await g.presses("teacher", "Videre", force_against=violator)
    roles = {name: "utsatt" for name in g.sees_inputs("teacher") if name.startswith("roles-")}
    await g.presses("teacher", "Videre", **roles | {f"roles-{violator}": "krenker"})
    await g.presses("teacher", "Endre rolle")
    await g.presses("teacher", "Videre")
    await g.presses("teacher", "Legg til mer")
    await g.presses("teacher", "Tilbake")
    await g.answers("teacher")
    await g.presses("teacher", "Send varselet")
    await g.presses("teacher", "Vis")
    await g.presses("teacher", "Meldt, eller hvorfor ikke")
    await g.presses("teacher", "Lagre", reported="nei", words=WRITTEN[:600])
    await g.presses("teacher", "Legg til", text=WRITTEN[:600])
    await g.deliver()


async def _drafts(g: Gallery) -> None:
    await _to_page_1(g)
    await g.presses("teacher", "Lagre utkast", facts=WRITTEN[:600])
    await g.says_and_shows("teacher", "mine")
    await g.presses("teacher", "Fortsett utkastet")
    await g.presses("teacher", "Avbryt")
    await g.presses("teacher", "Slett utkastet")


async def _unknown_pupil(g: Gallery) -> None:
    await _to_page_1(g)
    await g.presses("teacher", "Jeg vet ikke hvem", **PAGE_1)
    await g.answers("teacher")
    await g.presses("teacher", "Send varselet")
    reference = next(line.split(": ")[1] for line in words(g.cards["teacher"]) if line.startswith("Saksnummer"))
    await g.says_and_shows("social", f"sak {reference}")
    await g.presses("social", "Finn ut hvem eleven er")
    await g.presses("social", "Vis elevene", group=gallery_saksgang.ANOTHER_CLASS)
    await g.presses("teacher", "Vis")
    await g.presses("teacher", "Jeg vet hvem eleven er")
    await g.presses("teacher", "Vis elevene", group="Base 4")
    await g.presses("teacher", "Det er denne eleven", pupil=g.choice("teacher", "pupil", LONG[2]))
    await g.presses("social", "Lagre", pupil=g.choice("social", "pupil", LONG[3]))
    await g.presses("social", "Vis saken")


async def _suspicions(g: Gallery) -> None:
    await g.alert("teacher", LONG[1], suspicion="ledelsen")
    await g.presses("teacher", "Send varselet")
    await g.presses("teacher", "Vis")
    for leader in ("Ansatt Social", "Ansatt Deputy"):
        await g.alert("teacher", LONG[1], suspicion="ansatt")
        await g.presses("teacher", "Send varselet")
        reference = next(line.split(": ")[1] for line in words(g.cards["teacher"]) if line.startswith("Saksnummer"))
        await g.presses("teacher", "Vis")
        await g.presses("teacher", "Navngi den ansatte")
        await g.says_and_shows("principal", f"sak {reference}")
        await g.presses("principal", "Meld fra til skoleeier")
        await g.presses("principal", "Lagre", notice="åpenbart_grunnløs", reason=WRITTEN[:500])
        await g.presses("principal", "Hvem er med?")
        await g.presses("principal", "Navngi den ansatte")
        await g.presses("principal", "Lagre", person=g.choice("principal", "person", leader))
        await g.presses("teacher", "Lagre", suspect=g.choice("teacher", "suspect", "Ansatt Line"))
    await _named_late(g)
    await g.deliver()
    await g.says_and_shows("owner", "saker")
    await g.presses("owner", next(title for title in g.titles("owner") if title.startswith("Åpne sak 2026")))


async def _named_late(g: Gallery) -> None:
    """A bar that is lifted; then a naming after the case has been taken, and what is decided of the other cases."""
    await g.alert("teacher", LONG[1], suspicion="ansatt", named="Ansatt Aks")
    await g.presses("teacher", "Send varselet")
    reference = _reference(g, "teacher")
    await g.presses("teacher", "Vis")
    await g.says_and_shows("principal", f"sak {reference}")
    await g.presses("principal", "Ta imot")
    await g.presses("principal", "Hvem er med?")
    await g.presses("principal", "Opphev utestenging")
    await g.presses("principal", "Lagre", person=g.choice("principal", "person", "Ansatt Aks"), reason=WRITTEN[:500])
    await g.presses("principal", "Kort fortalt")
    await g.presses("principal", "Vis saken")
    await g.presses("principal", "Hvem er med?")
    await g.presses("principal", "Legg til")
    await g.presses("principal", "Lagre", person=g.choice("principal", "person", "Ansatt Base"), reason=WRITTEN[:500])
    await g.presses("principal", "Hvem er med?")
    await g.presses("principal", "Navngi den ansatte")
    base = g.choice("principal", "person", "Ansatt Base")
    await g.presses("principal", "Send varselet", person=base, facts=WRITTEN[:500])
    await g.presses("teacher", "Navngi en til")
    await g.presses("teacher", "Send varselet", suspect=g.choice("teacher", "suspect", "Ansatt Base"))
    await g.says_and_shows("principal", f"sak {_reference(g, 'teacher')}")
    await g.presses("principal", "Gå gjennom elevens andre saker")
    asked = next(piece for piece in walk(g.cards["principal"]) if piece.get("id") == "cases")
    await g.presses("principal", "Ferdig", cases=asked["choices"][0]["value"], reason=WRITTEN[:500])


def _reference(g: Gallery, who: str) -> str:
    return next(line.split(": ")[1] for line in words(g.cards[who]) if line.startswith("Saksnummer"))


async def _logs(g: Gallery) -> None:
    await g.says("teacher", "logg")
    await g.presses("teacher", "Skriv logg")
    await g.presses("teacher", "Vis elevene", group=gallery_saksgang.ANOTHER_CLASS)
    await g.presses("teacher", "Annen klasse")
    await g.presses("teacher", "Vis elevene")
    await g.presses("teacher", "Lagre", pupil=g.choice("teacher", "pupil", LONG[0]), **LOG)
    await g.says_and_shows("teacher", "mine")
    while "Rett" not in g.titles("teacher"):
        await g.presses("teacher", "Neste")
    await g.presses("teacher", "Rett")
    await g.presses("teacher", "Lagre", text=WRITTEN[:600])


async def _case(g: Gallery) -> None:
    await g.sends("aks", LONG[0])
    await g.says_and_shows("principal", "sak 2026-001")
    await g.presses("principal", "Ta imot")
    await g.presses("principal", "Meld fra til skoleeier")
    await g.presses("principal", "Jeg har meldt fra til skoleeier", document="4. Kanaridokument")
    await g.presses("principal", "Skriv i loggen")
    await g.presses("principal", "Lagre", **LOG)
    g.clock.forward(minutes=1)
    await g.presses("principal", "Rett")
    await g.presses("principal", "Lagre", **LOG)
    await g.presses("principal", "Hvem er med?")
    await g.presses("principal", "Legg til")
    await g.presses(
        "principal", "Lagre", person=g.choice("principal", "person", "Kanarinummer 7"), reason=WRITTEN[:500]
    )
    await g.presses("principal", "Hvem er med?")
    await g.presses("principal", "Endre sluttdag")
    seventh = g.choice("principal", "person", "Kanarinummer 7")
    await g.presses("principal", "Lagre", person=seventh, until="2027-02-01", reason=WRITTEN[:500])
    await g.presses("principal", "Hvem er med?")
    await g.presses("principal", "Ta ut")
    await g.presses(
        "principal", "Lagre", person=g.choice("principal", "person", "Kanarinummer 7"), reason=WRITTEN[:500]
    )
    _two_hundred_entries(g)
    g.connector.fail("a:social", Fault(403, "MessageWritesBlocked"))
    await g.sends("aks", LONG[0])
    await g.says_and_shows("principal", "saker")
    await g.says_and_shows("principal", "sak 2026-001")
    await _in_need(g)
    await g.says_and_shows("principal", "sak 2026-001")
    await g.presses("principal", "Hvem har åpnet saken?")
    await g.presses("principal", "Tilbake til saken")
    await g.presses("principal", "Eldre")
    await g.presses("principal", "Til de nyeste")
    await g.presses("principal", "Slå sammen")
    asked = next(piece for piece in walk(g.cards["principal"]) if piece.get("id") == "other")
    other, form = asked["choices"][0], g.cards["principal"]
    await g.says_and_shows("principal", " ".join(other["title"].lower().removesuffix(",").split()[:2]).rstrip(","))
    await g.presses("principal", "Nei, egen sak")
    g.cards["principal"] = form
    await g.presses("principal", "Slå sammen", other=other["value"], reason=WRITTEN[:500])
    await g.presses("principal", "Del opp igjen")
    await g.presses("principal", "Del opp igjen", reason=WRITTEN[:500])


def _two_hundred_entries(g: Gallery) -> None:
    case_id = next(b["data"]["case_id"] for b in buttons(g.cards["principal"]) if "case_id" in b["data"])
    with g.database.begin() as unit:
        tx = unit.school(SCHOOL)
        for at in range(200):
            when = MONDAY - timedelta(days=at)
            values: dict[str, Any] = {"author": tx.people.active()[0].id, "logged_at": MONDAY, "occurred_at": when}
            texts: dict[str, Any] = {
                "type": "møte",
                "text": WRITTEN[:600] * 2,
                "quote": WRITTEN[:600],
                "present": WRITTEN[:200],
            }
            tx.events.log(LogEntry(id=EntryId(new_id()), school_id=SCHOOL, case_id=case_id, **values, **texts))


async def _inhabil(g: Gallery) -> None:
    """Of another, of oneself, and of the principal, whose case the owner decides on."""
    reference = await g.sends("aks", LONG[0])
    await g.says_and_shows("principal", f"sak {reference}")
    await g.presses("principal", "Hvem er med?")
    await g.presses("principal", "Noen er inhabil")
    await g.presses("principal", "Lagre", person=g.choice("principal", "person", "Ansatt Base"), reason=WRITTEN[:500])
    for who in ("social", "principal"):
        await g.says_and_shows(who, f"sak {reference}")
        await g.presses(who, "Hvem er med?")
        await g.presses(who, "Jeg er inhabil")
        await g.presses(who, "Lagre", reason=WRITTEN[:500])
    await g.says_and_shows("owner", f"sak {reference}")


async def _in_need(g: Gallery) -> None:
    """A leader who is not on the case reads it."""
    await g.says("line6", "sak 2026-001")
    await g.presses("line6", "Nødtilgang")
    await g.says("line6", "nødtilgang 2026-001")
    await g.presses("line6", "Be om nødtilgang")
    await g.presses("line6", "Gi meg nødtilgang", reason=WRITTEN[:500])
    await g.presses("line6", "Kort fortalt")
    await g.presses("line6", "Vis saken")
    await g.presses("line6", "Eldre")
    await g.presses("line6", "Til de nyeste")


async def _access(g: Gallery) -> None:
    await g.says("teacher", "innsyn")
    await g.says("principal", "innsyn")
    await g.presses("principal", "Om meg selv")
    await g.says("principal", "innsyn")
    await g.presses("principal", "Om en elev")
    await g.presses("principal", "Lag dokumentet", pupil_name=f"{LONG[0]} {LINK}")


async def _lists(g: Gallery) -> None:
    g.clock.forward(days=3)
    await _access(g)
    await g.says("principal", "søk elev")
    await g.presses("principal", "Søk elev")
    await g.presses("principal", "Søk", pupil_name="Kanari")
    for which in ("", "4. trinn", "forfalt", "ikke tatt imot", "mine", "nye", "vold", "avsluttede", "lukkede i fjor"):
        await g.says("principal", f"saker {which}")
        await g.invoke("principal", "cases.list", {"which": which})
        await g.invoke("principal", "cases.list", {"which": which, "page": 2})
    await g.says_and_shows("teacher", "mine")
    for page in (1, 2):
        await g.invoke("principal", "people.unreachable", {"page": page})
