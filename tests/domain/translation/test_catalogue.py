"""A translators' file is read, or said to be none."""

import pytest

from domain.translation.catalogue import read_catalogue

HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'


def test_what_is_unsure_or_not_translated_stays_as_it_was() -> None:
    unsure = '#, fuzzy\nmsgid "Takk"\nmsgstr "Tank"\n\nmsgid "Ny"\nmsgstr ""\n'
    found = read_catalogue(f'{HEAD}msgid "Hei"\nmsgstr "Hello"\n\n{unsure}')
    assert [found.gettext(one) for one in ("Hei", "Takk", "Ny", "Annet")] == ["Hello", "Takk", "Ny", "Annet"]


def test_the_word_for_one_of_what_has_a_plural_is_found_alone() -> None:
    plural = 'msgid "Elev"\nmsgid_plural "Elever"\n'
    head = HEAD.replace("\n\n", '\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n')
    told = read_catalogue(f'{head}{plural}msgstr[0] "Pupil"\nmsgstr[1] "Pupils"\n')
    assert (told.gettext("Elev"), told.ngettext("Elev", "Elever", 2)) == ("Pupil", "Pupils")
    for missing in ("#, fuzzy\n", ""):
        unsure = read_catalogue(f'{head}{missing}{plural}msgstr[0] "{"Tvil" if missing else ""}"\nmsgstr[1] ""\n')
        assert unsure.gettext("Elev") == "Elev"


def test_what_is_no_catalogue_is_said_to_be_none() -> None:
    with pytest.raises(ValueError, match="Unknown or misformatted"):
        read_catalogue("dette er ikke en oversettelse\n")
