"""A catalogue as translators keep it (gettext's .po), read into what messages are worded by."""

from gettext import GNUTranslations
from io import BytesIO

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po


def read_catalogue(text: str) -> GNUTranslations:
    """What is not translated, or unsure, is left in bokmål. Raises `ValueError`."""
    try:
        catalogue = read_po(BytesIO(text.encode()), abort_invalid=True)
    except PoFileError as error:
        raise ValueError(str(error)) from error
    read = _compiled(catalogue)
    read.add_fallback(_compiled(_of_one(catalogue)))
    return read


def _of_one(catalogue: Catalog) -> Catalog:
    """The words for one, of messages that have a plural: a text may ask for these alone, which early releases of
    Python 3.11 do not find.
    """
    found = Catalog(charset="utf-8")
    for message in catalogue:
        if isinstance(message.id, tuple) and message.string and not message.fuzzy:
            found.add(message.id[0], message.string[0])
    return found


def _compiled(catalogue: Catalog) -> GNUTranslations:
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)
