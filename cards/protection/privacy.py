"""The short module on privacy: one card with parts that unfold. It is offered, and stands in front of nothing."""

from datetime import date

from cards.kit import wording as words
from cards.kit.elements import Card, buttons, card, fold, heading, points, text
from cards.kit.forms import Action
from cards.oversight import month_counts
from domain.people.permissions import Permission
from domain.protection.learning import Offer
from domain.text.messages import N_, _, worded

PARTS = (
    (
        N_("Hva du skriver"),
        N_("Skriv kort det du selv så og hørte, og elevens egne ord i anførselstegn."),
        N_("Skriv ikke diagnoser, tro, familieforhold eller det du gjetter på. Nevn bare dem det gjelder."),
        N_("Skriv aldri om elever rett i chatten. Bruk knappene: det du skriver der, blir ikke en melding."),
    ),
    (
        N_("Hvem som ser det"),
        N_("Et varsel går til rektor og dem som har ansvar for eleven. En sak ser bare de som er med i den."),
        N_("Den et varsel om ansatte gjelder, ser det ikke."),
        N_("Hver gang noen åpner en sak, blir det lagret hvem og når. Åpne bare det du trenger i arbeidet."),
    ),
    (
        N_("Taushetsplikten"),
        N_("Du har taushetsplikt om det du vet om elever og familier (forvaltningsloven § 13), også når du slutter."),
        N_("Snakk bare med dem som trenger å vite det for å hjelpe eleven, og der ingen andre hører det."),
        N_("Taushetsplikten hindrer deg aldri i å varsle rektor eller melde til barnevernet."),
    ),
    (
        N_("Telefonen og PC-en din"),
        N_("Ha skjermlås, og gå ikke fra en åpen skjerm. La ingen hjemme bruke Teams på din bruker."),
        N_("Ikke ta skjermbilder, og ikke lagre eller send dokumenter videre utenom skolens arkiv."),
        N_("Mister du telefonen, sier du fra til skolen med en gang."),
    ),
    (
        N_("Når noe har gått galt"),
        N_("Slett det som står på feil sted, og si fra til rektor med en gang, også når du er i tvil."),
        N_("Skolen vurderer om Datatilsynet skal få melding. Fristen er 72 timer, så ikke vent."),
        N_("Du skal ikke finne ut av det alene. Det viktigste er at du sier fra."),
    ),
)


class ShowPrivacy(Action, verb="privacy.show", requires=Permission.HAVE_OWN, reads=True):
    """The module, for whoever asks, also when it has been done."""


class FinishPrivacy(Action, verb="privacy.done", requires=Permission.HAVE_OWN):
    pass


class PutOffPrivacy(Action, verb="privacy.put_off", requires=Permission.HAVE_OWN):
    """Once between two times that it is done."""


def offer() -> Card:
    """The button on the cards of «hei» and «mine», while it is due."""
    return ShowPrivacy.button(_("Personvern på tre minutter"))


def privacy_card(stands: Offer, known: tuple[int, int] | None, *, counted: bool) -> Card:
    """`known`: how many have done it within the year, and of how many; for leaders. `counted`: what is counted for the
    school owner's contact is about the person, or for them.
    """
    return card(
        heading(_("Personvern på tre minutter")),
        text(_("Alle som bruker Skolemiljø, skal kjenne dette (forskrift til opplæringslova § 20-2). Åpne hver del.")),
        *(fold(f"part-{at}", worded(part[0]), points([*map(worded, part[1:])])) for at, part in enumerate(PARTS)),
        fold("counts", _("Tall til skoleeier"), month_counts.what_is_counted(), buttons(month_counts.offer()))
        if counted
        else None,
        text(_done(stands.done_on), subtle=True) if stands.done_on else None,
        text(_("{known} av {all} ansatte har gjort dette det siste året.", known=known[0], all=known[1]), subtle=True)
        if known
        else None,
        actions=[
            FinishPrivacy.button(_("Jeg har lest alt"), style="positive"),
            PutOffPrivacy.button(_("Utsett")) if stands.may_be_put_off else None,
        ],
    )


def who_sees_card() -> Card:
    """The answer to «hvem ser det jeg skriver»."""
    title, *told = map(worded, PARTS[1])
    return card(heading(title), points(told), actions=[offer()])


def _done(on: date) -> str:
    return _("Du gjorde dette {day}. Du får tilbud om det igjen etter et år.", day=words.day(on))


def finished_card() -> Card:
    return card(heading(_("Takk")), text(_("Du får tilbud om dette igjen om et år.")))


def put_off_card() -> Card:
    return card(heading(_("Utsatt i en uke")), text(_("Du kan gjøre det når du vil: skriv «hei».")))
