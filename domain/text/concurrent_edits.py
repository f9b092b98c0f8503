"""Two people who write in one form at once: no words are lost, and none are written over unseen."""

from collections.abc import Mapping
from dataclasses import dataclass, is_dataclass
from hashlib import sha256

from domain.text.messages import N_
from domain.value import to_json

APART = "."
MARK = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """The fields of a form as they become, and those that both have changed, each to something else."""

    fields: dict[str, str]
    overtaken: tuple[str, ...]


def mark_of(*content: object) -> str:
    """What a form was opened on, as a short digest: whoever saves it has seen what stands there, or is told."""
    told = "\n".join(to_json(one) if is_dataclass(one) else str(one) for one in content)
    return sha256(told.encode()).hexdigest()[:16]


def marks(stands: Mapping[str, str]) -> str:
    """What each field of a form says, as digests that travel with it."""
    return APART.join(mark_of(stands[name])[:MARK] for name in sorted(stands))


OVERTAKEN = N_("Noen har skrevet her siden du åpnet skjemaet. Lagre på nytt for å skrive over, eller gå tilbake.")
"""What is said, once, of a field that both have changed."""


def together(opened: str, stands: Mapping[str, str], mine: Mapping[str, str]) -> Together:
    """What is written in a form that was opened on other words (`marks`) than what `stands` there now.

    A field only one has changed becomes what that one wrote; one that both have changed is mine, and `overtaken`.
    """
    were = dict(zip(sorted(stands), opened.split(APART), strict=False))
    fields, overtaken = {}, []
    for name, now in stands.items():
        own = mine.get(name, "")
        untouched = own == now or mark_of(own)[:MARK] == were.get(name)
        fields[name] = now if untouched else own
        if not untouched and mark_of(now)[:MARK] != were.get(name):
            overtaken.append(name)
    return Together(fields=fields, overtaken=tuple(overtaken))
