"""The first things people see: help, and what to say to someone the bot does not know."""

from collections.abc import Callable, Sequence

from cards.alert.actions import StartAlert
from cards.case.actions import SayWord, ShowUnreachable
from cards.kit.elements import Card, buttons, card, heading, points, problem, said, stamp, text
from domain.people.permissions import Permission, may
from domain.people.person import Person
from domain.school_plan.school_plan import SchoolPlan
from domain.text.messages import N_, Labels, _, worded

OLD_CLIENT = N_("Teams-appen din er for gammel for dette kortet. Oppdater Teams, og prøv igjen.")
DELETE_IT = N_(
    "Takk for at du sier fra. Slett meldingen over, og bruk knappen. Chatten er ikke et trygt sted for "
    "opplysninger om elever."
)
DELETE_IT_THERE = N_(
    "Takk for at du sier fra. Slett det du skrev til meg i kanalen eller gruppechatten: andre kan lese det der. "
    "Gjelder det en elev, kan du varsle her. Da kommer det bare til dem som skal ha det."
)

LABELS = Labels(
    {
        "varsle": N_("Varsle rektor"),
        "logg": N_("Ny logg"),
        "mine": N_("Mine"),
        "saker": N_("Åpne saker"),
        "hjelp": N_("Hjelp"),
    }
)


def welcome_or_help(
    person: Person, school_plan: SchoolPlan, words: Sequence[tuple[str, str]], *, new: bool = False
) -> Card:
    """What the bot can do, in the words a person may type."""
    what = _(
        "Jeg hjelper deg og {school} med å følge opp at elevene har det trygt og godt ({law}).",
        school=school_plan.school,
        law=school_plan.law,
    )
    return card(
        heading(_("Hei!") if new else _("Dette kan jeg hjelpe deg med")),
        said(what),
        points([f"**{word}** – {meaning}" for word, meaning in words]),
        text(_("Skriv aldri navn eller det som har skjedd rett i chatten. Bruk knappene."), subtle=True),
        buttons(
            SayWord.button(_("Hvem kan jeg ringe?"), word="hvem kan jeg ringe"),
            SayWord.button(_("Veiledning"), word="veiledning"),
        ),
        actions=[
            *[_say(word) for word in ("varsle", "logg", "mine", "saker")],
            ShowUnreachable.button(_("Ikke nåbare")) if may(person, Permission.SEE_UNREACHABLE) else None,
        ],
    )


def cannot_now(why: str) -> Card:
    """A word that cannot be answered now."""
    return card(problem(why))


def channel_help() -> Card:
    """In a channel others read along: nothing of a case is said there. Whatever was written is answered with the same,
    so it tells nobody what that was.
    """
    return card(
        heading("Skolemiljø"),
        text(
            _("Jeg svarer ikke om saker i kanaler. Skriv til meg i 1:1-chat: «varsle», «logg», «mine» eller «saker».")
        ),
        text(_("Skriv aldri om elever her. Har du gjort det, sletter du meldingen.")),
        text(_("Her kan du skrive «årshjul», eller «kanal»: da ser du hva kanalen får, og en leder kan velge det.")),
    )


def not_understood(likely: Sequence[str]) -> Card:
    """The three most likely buttons."""
    return card(
        heading(_("Hva vil du gjøre?")),
        text(_("Det ordet kjenner jeg ikke. Mente du en av disse?")),
        actions=[_say(word) for word in likely],
    )


def wrote_content(draft_id: str, likely: Sequence[str]) -> Card:
    """Who wrote about a pupil is helped to take it back (law 1), and to say it where it belongs."""
    return card(
        heading(_("Hva vil du gjøre?")),
        problem(worded(DELETE_IT)),
        actions=[
            StartAlert.button(_("Start varsel"), draft_id=draft_id, style="positive"),
            *[_say(word) for word in likely],
        ],
    )


def wrote_elsewhere(draft_id: str) -> Card:
    """The same, in the person's own chat, of what stands where others read it."""
    return card(
        heading(_("Slett meldingen")),
        text(worded(DELETE_IT_THERE)),
        actions=[StartAlert.button(_("Varsle her"), draft_id=draft_id, style="positive")],
    )


def unknown_person() -> Card:
    return card(
        heading(_("Jeg finner deg ikke")),
        text(
            _(
                "Du står ikke i skolens liste over ansatte, så jeg kan ikke hjelpe deg her. Si fra til rektor eller "
                "den som har ansvar for Skolemiljø på skolen. **Haster det, si fra til rektor muntlig nå.**"
            )
        ),
    )


def choose_school(schools: Sequence[tuple[str, str]], button: Callable[[str], Card], *, content: bool = False) -> Card:
    """For someone who works at several schools (id, name): what was asked for again, with the school in the button.
    Who wrote about a pupil is told to take it back.
    """
    actions = [button(name) for _id, name in schools]
    for action, (school_id, _name) in zip(actions, schools, strict=True):
        stamp(action, school_id)
    note = problem(worded(DELETE_IT)) if content else None
    return card(heading(_("Hvilken skole gjelder det?")), note, buttons(*actions))


def say(words: str) -> Card:
    """A plain answer to a typed word."""
    return card(said(words))


def old_client() -> Card:
    return card(problem(worded(OLD_CLIENT)))


def _say(word: str) -> Card:
    return SayWord.button(LABELS[word], word=word)
