"""Every text a person sees is a message: bokmål in the code, worded in the language of the context when it is shown.

`_("Sak {reference}", reference=…)` and `n_("{count} sak", "{count} saker", count)` word at once. What stands in a
constant is only marked, with `N_`, and worded when it is read: by `Labels`, or by `worded`.
"""

from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from gettext import NullTranslations
from typing import TypeVar

K = TypeVar("K")

SOURCE = "nb"
language: ContextVar[str] = ContextVar("language", default=SOURCE)
"""What is spoken: bokmål, until someone sets another for what they do."""
_CATALOGUES: dict[str, NullTranslations] = {SOURCE: NullTranslations()}


def add_catalogue(name: str, catalogue: NullTranslations) -> None:
    """A language the bot can speak from now on."""
    _CATALOGUES[name] = catalogue


def _(message: str, /, **values: object) -> str:
    """The message in the reader's language, with its values in their named places."""
    return worded(message, values)


def n_(one: str, many: str, count: int, /, **values: object) -> str:
    """The message for one, or for `count` of them; both may name `{count}`."""
    return _catalogue().ngettext(one, many, count).format_map({"count": count, **values})


def N_(message: str) -> str:  # noqa: N802  (another's signature)
    """Marks a message that is worded later."""
    return message


def worded(message: str, values: Mapping[str, object] | None = None) -> str:
    """A message that was marked elsewhere. Braces in the values are letters like others."""
    return _catalogue().gettext(message).format_map(values or {}) if message else ""


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


def _catalogue() -> NullTranslations:
    return _CATALOGUES[language.get()]
