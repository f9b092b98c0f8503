"""Words as they are compared: without endings, nynorsk and English as the bokmål that plans are mostly in."""

from collections.abc import Iterable
from functools import lru_cache

import snowballstemmer

from domain.privacy.content import tokens

_STEMMER = snowballstemmer.stemmer("norwegian")
_SAME = {
    "aks": "aks sfo sfoen",
    "ansatt": "tilsett tilsette employee staff kollega kollegaer kolleger colleague lærer teacher",
    "atferd": "åtferd adferd behaviour behavior oppførsel",
    "barn": "born unge child children kid kids",
    "bekymring": "uro uroa bekymra bekymret worried concern",
    "dokumentere": "dokumentert document skriv skrive skriver ned",
    "egnet": "eigna egna egnede appropriate suitable",
    "elev": "pupil pupils student students eleven",
    "evaluere": "evaluering evaluate evaluation",
    "foresatt": "foreldre forelder foreldra føresette guardian guardians parent parents mor far",
    "fortelle": "fortel fortell fortelje tell",
    "fravær": "fråvær borte absence absent skulk",
    "frist": "deadline fristar",
    "følge": "følgje følgjer watch",
    "gripe": "intervene gripa",
    "hjem": "heim heimen heime hjemme home",
    "inspeksjon": "utevakt playground tilsyn",
    "krenke": "krenkje krenkjer krenkt krenking krenkingar krenkelse krenkelser violation krenkende krenkjande",
    "ledelse": "leiing leiinga leder leiar management",
    "makt": "force fysisk",
    "medvirke": "medverke medverknad medvirkning",
    "mobbe": "mobbing mobbesak bully bullying erting",
    "møte": "møtet meeting",
    "oppleve": "opplevelse opplevelsen oppleving opplevinga experience",
    "plikt": "duty duties plikter pliktene delplikt delpliktene",
    "rektor": "principal headmaster",
    "samtale": "snakke snakker prate talk conversation",
    "se": "sjå look",
    "skole": "skule skulen school",
    "sårbar": "sårbare sårbart vulnerable utsatt",
    "tegn": "teikn teikna signal signaler sign signs symptom",
    "tiltak": "tiltaka measure measures",
    "undersøke": "undersøkje undersøkjer undersøking undersøkelse undersøkelser investigate",
    "varsle": "varsel varselet alert notify melde melder",
    "vold": "vald violence",
}
"""What is meant by several words."""
SAYS_NOTHING = frozenset(
    tokens(
        """
        hva hvordan når hvem hvorfor hvilken hvilke hvilket hvor kva korleis kven kvifor kvar kor what how when who why
        which where skal bør må kan vil er var blir gjør gjer gjøre gjere jeg eg vi du dere dykk man en ein et eit den
        det de dei som om på i til for av med fra frå og eller the a an is are do does i we should must can to of in on
        for my min mi mitt mine vår vårt våre seg sin si sitt sine å at hos ved etter noe noko noen nokon når betyr
        tyder menes mer meir alle all være vere ha har hadde meg deg oss dem seg han hun ho ham henne me us them him her
        """
    )
)
_QUESTIONS = frozenset(
    tokens(
        """
        hva hvordan når hvem hvorfor hvilken hvilke hvilket hvor kva korleis kven kvifor kvar what how when who why
        which where
        """
    )
)


def asks(text: str) -> bool:
    """Whether it begins as a question does."""
    words = tokens(text.casefold())
    return bool(words) and words[0] in _QUESTIONS


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """Of one word in small letters."""
    return _MEANT.get(word) or _MEANT.get(_ending_gone(word)) or _ending_gone(word)


def stems(text: str) -> list[str]:
    """Of the words that say something, in order."""
    return [stem(word) for word in tokens(text.casefold()) if word not in SAYS_NOTHING]


def _ending_gone(word: str) -> str:
    gone: str = _STEMMER.stemWord(word)
    return gone


def _meanings(same: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {word: _ending_gone(meant) for meant, others in same for word in (meant, *others.split())}


_MEANT = {form: meant for word, meant in _meanings(_SAME.items()).items() for form in (word, _ending_gone(word))}
