"""A catalogue as translators keep it (gettext's .po), read into what messages are worded by."""

from gettext import GNUTranslations
from io import BytesIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po


def read_catalogue(text: str) -> GNUTranslations:
    """What is not translated, or unsure, is left in bokmål. Raises `ValueError`."""
    compiled = BytesIO()
    try:
        catalogue = read_po(BytesIO(text.encode()), abort_invalid=True)
    except PoFileError as error:
        raise ValueError(str(error)) from error
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)
