"""Whether what was typed looks like content about a pupil: that does not belong in a chat (law 1)."""

import re
import unicodedata
from collections.abc import Iterable
from collections.abc import Set as AbstractSet


def tokens(text: str) -> list[str]:
    """The words as they were written, without signs."""
    return re.findall(r"\w+", unicodedata.normalize("NFC", text))


LONG = 8
"""More words than this are content, whatever they say."""
COMMON = frozenset(
    tokens(
        """
        a alle alt andre at av bare bruke bruker da dag de del den denne der det dette din disse dit ditt du eg ein
        eit eller en enn ennå er et etter for fordi forfalt forfalte fra frist fristen får få før gi gjelder gjør
        gjøre gå går ha hadde hallo har hei hele her hjelp hjelpe hva hvem hvilke hvilken hvis hvor hvordan hvorfor
        i idag ikke imot inn jeg kan klasse kunne lage legg legge logg logge lukkede man med meg mellom melde men
        meny min mine mitt mot må ned nei nye ny noe noen nå når og også om opp oss på sa sak saken saker sakene se
        seg si siste sin skal skole skolen skrive skulle slik som så tatt takk til trenger trinn trinnet under ut
        var varsel varsle varsler ved venter vi vil ville vis vise vite være vært vår ønsker å åpen åpne åpent
        """
    )
)
"""Words that say nothing of anyone; a name among them is not one."""
NAMES_TOO = frozenset(
    tokens(
        """
        alv april ask august bjørn bror can do else even fin finn fred glede gro hans hope jan jo joy june juni lan
        liv live lo love lykke mai mars odd per pål rein ro rose sander si sky so sol stein stig storm svein to tor
        trygg ulv unn viking
        """
    )
)
"""Words that are first names too: they count with a harm word, or in a full name."""
PERSONS = frozenset(
    tokens(
        """
        han hun hen ham henne hans hennes hu gutt gutten gutter guttene jente jenta jenten jenter jentene elev
        eleven elever elevene barn barnet barna mor moren mora far faren foreldre foreldrene bror broren søster
        søsteren søstera medelev medelever medeleven klassekamerat klassekamerater venn venner vennen vennene
        venninne lærer læreren
        """
    )
)
_HAPPENED = re.compile(
    r"slo(?:ss)?|slår|slått|slåss|dytt\w*|mobb\w*|gråt\w*|gren|griner|grinte|utest\w+|utfrys\w*|fryst|frøs|spark\w*"
    r"|ert(?:e|er|et|a|es)|kal(?:te|t|la|ler|les|tes)|tru(?:a|e|er|et|es)|redd|skrem\w*|krenk\w*|lugg\w*|b(?:eit|itt)"
    r"|kl(?:ype|øp|yper|orte|orer)|spytt\w*|plag\w*|herj\w*|hån(?:e|er|te|t)|kast(?:a|et|er)|stjal|stjål\w*|stjeler"
    r"|tv(?:inger|unget)|film(?:a|et|er)|trakass\w*|gruer|grudde|gruet|alene|ensom\w*|lei|skad\w*|blø(?:r|dde)"
    r"|kvel(?:te|er)|kvalt|ekskluder\w*|ignorer\w*|baksnakk\w*|drep\w*|drept|beføl\w*|misbruk\w*|voldt\w*|løy|slem\w*"
)
_TOPIC = re.compile(
    r"(?:mobb|ert|krenk|trakasser|utest|utfrys|plag|baksnakk|skad|spark|dytt|trus+|slåss|misbruk)\w*(?:ing|els?e)\w*"
    r"|mobbesak\w*|slag|vold|volds\w*|trus+el|trusler|tvang|rasis\w*|blod|blåmerk\w*|overgrep\w*|selvmord\w*|drap\w*"
)
_HELPERS = frozenset(tokens("er var ble blir blei vart har hadde fikk får ofte også igjen ikke alltid nå bare"))


def names_among(names: Iterable[str]) -> frozenset[str]:
    """First names and full names of people, casefolded, as `looks_like_content` takes them."""
    split = [tokens(name.casefold()) for name in names]
    return frozenset(known for words in split if words for known in (words[0], " ".join(words)))


def may_name(text: str, explained: AbstractSet[str], *, known: bool) -> bool:
    """Whether a word is left unexplained; beside a `known` word only when it has a capital."""
    left = [word for word in tokens(text) if word.casefold() not in explained and not word[0].isdecimal()]
    return any(word[0].isupper() for word in left) if known else bool(left)


def looks_like_content(text: str, names: frozenset[str] = frozenset()) -> bool:
    """It names a pupil, tells that someone was harmed, or is long. `names` are those of `names_among`."""
    written = tokens(text)
    words = [word.casefold() for word in written]
    if len(words) > LONG or tells_of_someone(text, names):
        return True
    return any(map(_harm, words)) and (not PERSONS.isdisjoint(words) or any(map(_like_a_name, written[1:])))


def tells_of_someone(text: str, names: frozenset[str]) -> bool:
    """It names a pupil, or tells that someone was harmed; however long it is, and whatever topic it is about."""
    words = [word.casefold() for word in tokens(text)]
    named = {name for word in words for name in (word, word.removesuffix("s")) if name in names}
    happened = [at for at, word in enumerate(words) if _happened(word)]
    if any(_name_alone(name) for name in named) or _full_name(words, named, names):
        return True
    return bool(happened) and (bool(named) or any(_subject(words, at) for at in happened))


def _happened(word: str) -> bool:
    """«slo», «gråt», «utestengt»; not the mere topic: «mobbing»."""
    return bool(_HAPPENED.fullmatch(word)) and not _TOPIC.fullmatch(word)


def _harm(word: str) -> bool:
    return bool(_HAPPENED.fullmatch(word) or _TOPIC.fullmatch(word))


def _name_alone(name: str) -> bool:
    return len(name) > 2 and name not in COMMON | NAMES_TOO


def _full_name(words: list[str], firsts: set[str], names: frozenset[str]) -> bool:
    starts = (at for at, word in enumerate(words) if word in firsts)
    return any(" ".join(words[at:end]) in names for at in starts for end in range(at + 2, min(at + 4, len(words)) + 1))


def _subject(words: list[str], at: int) -> bool:
    """Whether someone stands before what happened: «Ola slo», «ola ble slått»; not «hvem slo»."""
    before = [word for word in words[:at] if word not in _HELPERS]
    return bool(before) and before[-1] not in COMMON and not _harm(before[-1])


def _like_a_name(word: str) -> bool:
    return word.isalpha() and word.istitle() and word.casefold() not in COMMON and not _harm(word.casefold())
