"""What is pointed out, kindly, before an alert or a log is sent: words that judge, diagnoses, and names (L669–674).

It never stops anyone. What stands between quotation marks is what somebody said, and is let be.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from domain.errors import Unsure
from domain.privacy import telling
from domain.text.messages import N_, quoted, worded

_QUOTED = re.compile("«[^»]*»|“[^”]*”|„[^“”]*[“”]|\"[^\"]*\"|'[^']*'(?!\\w)")
_ADDRESS = re.compile(r"https?://\S+")
_STRONGER = re.compile(r"^(?:kjempe|super|drit|mega|over|hyper)-?(?=\w{4})")
_LABELS = re.compile(
    r"(?:vanskelige?|vanskelege?|difficult|problematiske?|krevende|krevjande) "
    r"(?:elev\w*|barn\w*|gutt?\w*|jent\w*|unge\w*|foreldre\w*|pupils?|child\w*|boys?|girls?|kids?|parents?)"
)
MOST_SHOWN = 5
JUDGES = N_("Ord som vurderer: {words}. Skriv heller hva du så og hørte: «slo to ganger», «ropte i timen».")
DIAGNOSES = N_("Diagnoser: {words}. Skriv heller hva eleven gjorde eller sa. Diagnosen trengs ikke her.")
NAMES = N_("Navn på andre elever: {words}. Skriv heller «en medelev», eller velg eleven i listen.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """What was found, as it is written in the text, each once."""

    judging: tuple[str, ...] = ()
    diagnoses: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def lines(self) -> list[str]:
        """What to write instead, a line for each sort."""
        found = ((JUDGES, self.judging), (DIAGNOSES, self.diagnoses), (NAMES, self.names))
        return [worded(template, {"words": _listed(words)}) for template, words in found if words]


def advice_on(text: str, names: Iterable[str] = ()) -> Advice:
    """`names` are those of other pupils that stand in it."""
    plain = _ADDRESS.sub(" ", _QUOTED.sub(" ", text))
    written = re.findall(r"[\w-]+", plain)
    judging = [word for word in written if _is(telling.JUDGEMENTS, word)]
    judging += [found[0] for found in _LABELS.finditer(plain.casefold())]
    diagnoses = [word for word in written if _is(telling.DIAGNOSES, word)]
    return Advice(judging=_once(judging), diagnoses=_once(diagnoses), names=_once(names))


def _is(words: re.Pattern[str], word: str) -> bool:
    """The word, a part of it between hyphens, or what is made stronger: «kjempeaggressiv», «ADHD-medisin»."""
    parts = (word, *word.split("-"))
    return any(words.fullmatch(_STRONGER.sub("", part.casefold())) for part in parts if part)


def require_looked_over(field: str, advice: Advice, sure: frozenset[str]) -> None:
    """Raises `Unsure`, on the field, the first time; who sends the form again has looked it over."""
    key = f"{field}:words"
    if advice.lines and key not in sure:
        raise Unsure(
            field, "{advice} Trykk en gang til for å lagre det som det står.", sure=key, advice=" ".join(advice.lines)
        )


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple({word.casefold(): word for word in reversed([*words])}.values())[::-1]


def _listed(words: Iterable[str]) -> str:
    return ", ".join(quoted(word) for word in [*words][:MOST_SHOWN])
