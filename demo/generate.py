"""The made-up school of the demo: `python -m demo.generate` writes its people and the clients' configuration anew.

The same bytes every time. Directory ids follow the post, not the name, so that a change of names keeps histories.
"""

import csv
import io
import random
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from demo.names import made_up

HERE = Path(__file__).parent
BOT_ID = "28:skolemiljo-demo"
BOT_NAME = "Skolemiljø"
_DOMAIN = "rosenholm.example"
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, _DOMAIN)
TENANT_ID = str(uuid.uuid5(_NAMESPACE, "tenant"))
SEED = 2026
GRADES = range(1, 8)
PUPILS = 450
AKS_SHARE = 0.7
PROTECTED = 3
STAFF_COLUMNS = ("entra_object_id", "upn", "navn", "roller", "trinn", "klasser", "base")
PUPIL_COLUMNS = ("elev_id", "navn", "trinn", "klasse", "aks", "base", "fortrolig_adresse")
CLASSES = tuple(f"{grade}{letter}" for grade in GRADES for letter in "ABC")


class Post(NamedTuple):
    """A place on the staff. `key` is what its directory id is made from; lists are parted by commas, as in the file."""

    key: str
    roles: str
    grades: str = ""
    classes: str = ""
    bases: str = ""

    @property
    def entra_object_id(self) -> str:
        return str(uuid.uuid5(_NAMESPACE, self.key))


class Employee(NamedTuple):
    """Someone made up, in a post."""

    post: Post
    name: str
    upn: str


POSTS = (
    Post("principal", "rektor"),
    Post("deputy-1", "assisterende rektor"),
    Post("deputy-2", "assisterende rektor"),
    Post("line-1-2", "trinnleder", grades="1,2"),
    Post("line-3-4", "trinnleder,lærer", grades="3,4"),
    Post("line-5-7", "trinnleder,lærer", grades="5,6,7"),
    Post("social-1", "sosiallærer"),
    Post("social-2", "sosiallærer,lærer"),
    *(Post(f"contact-{name}", "kontaktlærer,lærer", grades=name[0], classes=name) for name in CLASSES),
    *(Post(f"teacher-{grades}", "lærer", grades=grades) for grades in ("1,2", "3,4", "5,6,7")),
    *(Post(f"base-{number}", "baseleder,aks-ansatt", bases=f"Base {number}") for number in range(1, 5)),
    *(Post(f"aks-{number}", "aks-ansatt", bases=f"Base {number}") for number in range(1, 5)),
    Post("assistant-1", "assistent,aks-ansatt", grades="2", bases="Base 2"),
    Post("assistant-2", "assistent", grades="6"),
    Post("nurse", "helsesykepleier"),
    Post("owner", "skoleeier"),
)
_CAST = ("principal", "contact-4B", "social-1", "line-3-4", "base-4", "owner")
CLIENTS = {"teacher": "contact-4B", "principal": "principal"}


def generate() -> dict[str, bytes]:
    """The files, by their path under `demo/`. The lists open in Excel as they are (UTF-8 with BOM)."""
    chance = random.Random(SEED)
    names = made_up(chance)
    staff = list(_staff(names))
    lists = {
        "people/ansatte.csv": _csv(STAFF_COLUMNS, map(_staff_row, staff)),
        "people/elever.csv": _csv(PUPIL_COLUMNS, _pupils(names, chance)),
    }
    return lists | {
        f"playground/{client}/.m365agentsplayground.yml": _client(client, key, staff) for client, key in CLIENTS.items()
    }


def _staff(names: Iterator[str]) -> Iterator[Employee]:
    for post in POSTS:
        name = next(names)
        yield Employee(post, name, f"{_plain(name)}@{_DOMAIN}")


def _plain(name: str) -> str:
    """«Åse Vik» is «ase.vik» in an address."""
    letters = str.maketrans({"æ": "ae", "ø": "o", "å": "a", " ": "."})
    return name.lower().translate(letters)


def _staff_row(person: Employee) -> tuple[str, ...]:
    post = person.post
    return post.entra_object_id, person.upn, person.name, post.roles, post.grades, post.classes, post.bases


def _pupils(names: Iterator[str], chance: random.Random) -> Iterator[tuple[str, ...]]:
    """Classes as even as they can be; AKS for the four lowest grades, a base to each grade."""
    protected = set(chance.sample(range(PUPILS), PROTECTED))
    for number in range(PUPILS):
        school_class = CLASSES[number * len(CLASSES) // PUPILS]
        aks = school_class[0] <= "4" and chance.random() < AKS_SHARE
        base = f"Base {school_class[0]}" if aks else ""
        row = (next(names), school_class[0], school_class, _yes(aks), base, _yes(number in protected))
        yield f"R{number + 1:04}", *row


def _yes(answer: bool) -> str:  # noqa: FBT001  (another's signature)
    return "ja" if answer else "nei"


def _csv(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\n").writerows([columns, *rows])
    return text.getvalue().encode("utf-8-sig")


def _client(client: str, key: str, staff: list[Employee]) -> bytes:
    """One client of the Microsoft 365 Agents Playground: who sits at it, and the five others of the demo's cast."""
    cast = {person.post.key: _user(person) for person in staff if person.post.key in _CAST}
    config = {
        "version": "0.1.1",
        "tenantId": TENANT_ID,
        "bot": {"id": BOT_ID, "name": BOT_NAME},
        "currentUser": cast[key],
        "users": [cast[other] for other in _CAST if other != key],
        "personalChat": {"id": f"personal-{client}"},
        "groupChat": {"id": f"group-{client}", "name": "Sosialpedagogisk team"},
        "team": {
            "id": f"team-{client}",
            "name": "Rosenholm skole",
            "aadGroupId": str(uuid.uuid5(_NAMESPACE, "team")),
            "channels": [{"id": f"channel-{client}", "name": "Trygt skolemiljø"}],
        },
    }
    return yaml.safe_dump(config, allow_unicode=True, sort_keys=False).encode()


def _user(person: Employee) -> dict[str, Any]:
    given, surname = person.name.split(" ", 1)
    return {
        "id": f"29:{person.post.entra_object_id}",
        "name": person.name,
        "userPrincipleName": person.upn,
        "aadObjectId": person.post.entra_object_id,
        "givenName": given,
        "surname": surname,
        "email": person.upn,
    }


if __name__ == "__main__":
    for path, content in generate().items():
        target = HERE / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
