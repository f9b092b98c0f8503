"""What needs no more than a kind word back: «takk», «ok», «tusen takk», a thumb; in bokmål, nynorsk and English."""

import re

from domain.privacy.content import tokens

_THANKS = frozenset(
    tokens(
        """
        takk takker takkar takksam ok oki okei okey okay k ja jo yes notert mottatt motteke greit grei fint flott
        supert topp perfekt skjønner skjønar forstått god japp jepp thanks thank thx ty great cool cheers understood
        """
    )
)
_BESIDE = frozenset(
    tokens(
        """
        tusen hjertelig hjarteleg mange så mye mykje den det er var bra skal ha du deg nei sist da då gjør gjer jeg eg
        sånn for hjelpen hjelpa hjelp nå no ja yes you so much a lot got it fine good the help til igjen
        """
    )
)
_SIGN = re.compile(
    r"[\U0001F44D\U0001F44C\U0001F64F\U0001F44F\U0001F600-\U0001F60D\U0001F642\u2764\u2705\u263A\uFE0F\U0001F3FB-\U0001F3FF]"
    r"|\(y\)|[:;]-?\)|<3"
)


def is_thanks(text: str) -> bool:
    """Nothing else is said, in letters or signs."""
    said = _SIGN.sub(" ", text.casefold())
    words = tokens(said)
    if not words:
        return said != text.casefold() and not said.strip(" !.")
    return not _THANKS.isdisjoint(words) and (_THANKS | _BESIDE).issuperset(words)
