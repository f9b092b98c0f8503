"""Every text a person sees is a message: bokmål in the code, worded in the language of the context when it is shown.

`_("Sak {reference}", reference=…)` and `n_("{count} sak", "{count} saker", count)` word at once. What stands in a
constant is only marked, with `N_`, and worded when it is read: by `Labels`, or by `worded`.

What a school calls things by its plan file is set for what one does, as the language is: a message may name `{archive}`
and the other words of `SchoolWords` without being given them, and `SchoolLabels` are the school's.
"""

from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from gettext import NullTranslations
from typing import Any, TypeVar

K = TypeVar("K")

SOURCE = "nb"
LANGUAGES: Mapping[str, str] = {"nb": "bokmål", "nn": "nynorsk", "en": "English"}
"""What can be spoken, each by the name it has in itself."""
language: ContextVar[str] = ContextVar("language", default=SOURCE)
"""What is spoken: bokmål, until someone sets another for what they do."""
_CATALOGUES: dict[str, NullTranslations] = {SOURCE: NullTranslations()}


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolWords:
    """What a school calls things. `named`: what messages may name; `labels`: by the name of some `SchoolLabels`, what
    it calls each, in its own order.
    """

    named: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


NAMED = {"archive": "arkivet", "violence_register": "avvikssystemet", "after_school": "SFO"}
"""The common words, for a school that has no other."""
COMMON_WORDS = SchoolWords()
school_words: ContextVar[SchoolWords] = ContextVar("school_words", default=COMMON_WORDS)


def language_of(locale: str) -> str:
    """Of a client's locale («nn-NO», «en-GB»); empty for one that the bot does not speak."""
    name = locale.replace("_", "-").partition("-")[0].lower()
    return SOURCE if name == "no" else name if name in LANGUAGES else ""


def add_catalogue(name: str, catalogue: NullTranslations) -> None:
    """A language the bot can speak from now on."""
    _CATALOGUES[name] = catalogue


def _(message: str, /, **values: object) -> str:
    """The message in the reader's language, with its values in their named places."""
    return worded(message, values)


def n_(one: str, many: str, count: int, /, **values: object) -> str:
    """The message for one, or for `count` of them; both may name `{count}`."""
    return _catalogue().ngettext(one, many, count).format_map({"count": count, **values})


def quoted(text: str) -> str:
    """In the quotation marks of the reader's language."""
    return _("«{text}»", text=text)


def N_(message: str) -> str:  # noqa: N802  (another's signature)
    """Marks a message that is worded later."""
    return message


def worded(message: str, values: Mapping[str, object] | None = None) -> str:
    """A message that was marked elsewhere. Braces in the values are letters like others."""
    named = {**NAMED, **school_words.get().named, **(values or {})}
    return _catalogue().gettext(message).format_map(named) if message else ""


class Labels(Mapping[K, str]):
    """What each of some values is called, in the reader's language. The labels are given marked with `N_`."""

    def __init__(self, labels: Mapping[K, str]) -> None:
        self._labels = dict(labels)

    def __getitem__(self, key: K) -> str:
        return worded(self._labels[key])

    def __iter__(self) -> Iterator[K]:
        return iter(self._labels)

    def __len__(self) -> int:
        return len(self._labels)


class SchoolLabels(Labels[K]):
    """As `Labels`, but that a school's plan file may have its own, and fewer or more of them."""

    def __init__(self, name: str, labels: Mapping[K, str]) -> None:
        super().__init__(labels)
        self._name = name

    @property
    def _own(self) -> Mapping[Any, str]:
        return school_words.get().labels.get(self._name) or self._labels

    def __getitem__(self, key: K) -> str:
        """What the school does not name is called as we call it, or, when we do not know it either, by its id."""
        named = school_words.get().labels.get(self._name, {}).get(str(key))
        return named or (super().__getitem__(key) if key in self._labels else str(key))

    def __iter__(self) -> Iterator[K]:
        return iter(self._own)

    def __len__(self) -> int:
        return len(self._own)


def _catalogue() -> NullTranslations:
    return _CATALOGUES.get(language.get(), _CATALOGUES[SOURCE])
