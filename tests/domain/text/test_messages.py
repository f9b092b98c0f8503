from contextvars import copy_context
from gettext import NullTranslations

from domain.text.messages import N_, Labels, _, add_catalogue, language, n_


class English(NullTranslations):
    def gettext(self, message: str) -> str:
        return {"Sak {reference}": "Case {reference}", "Ja": "Yes"}.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return "{count} case" if n == 1 else "{count} cases"


def in_english() -> tuple[str, str, str]:
    language.set("english")
    return _("Sak {reference}", reference="{1}"), n_("{count} sak", "{count} saker", 2), Labels({True: N_("Ja")})[True]


def test_a_message_is_worded_in_the_language_of_whoever_reads_it() -> None:
    add_catalogue("english", English())
    assert copy_context().run(in_english) == ("Case {1}", "2 cases", "Yes")
    assert _("Sak {reference}", reference=1) == "Sak 1"
    assert [n_("{count} sak", "{count} saker", number) for number in (0, 1, 2)] == ["0 saker", "1 sak", "2 saker"]
    assert len(Labels({True: "Ja"})) == 1
