"""The first things people see: help, and what to say to someone the bot does not know."""

from collections.abc import Callable, Sequence

from cards.case.actions import SayWord, ShowUnreachable
from cards.kit.elements import Card, buttons, card, heading, own_chat, points, problem, said, stamp, text
from domain.people.permissions import Permission, may
from domain.people.person import Person
from domain.school_plan.school_plan import SchoolPlan
from domain.text.messages import N_, Labels, _, worded

OLD_CLIENT = N_("Teams-appen din er for gammel for dette kortet. Oppdater Teams, og prøv igjen.")
DELETE_IT = N_(
    "Takk for at du sier fra. Slett meldingen over, og bruk knappen. Chatten er ikke et trygt sted for "
    "opplysninger om elever."
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


def channel_help(bot_id: str = "") -> Card:
    """In a channel others read along: nothing of a case is said there."""
    return card(
        heading("Skolemiljø"),
        text(
            _("Jeg svarer ikke om saker i kanaler. Skriv til meg i 1:1-chat: «varsle», «logg», «mine» eller «saker».")
        ),
        text(_("Her kan du skrive «årshjul», eller «kanal»: da ser du hva kanalen får, og en leder kan velge det.")),
        actions=[own_chat(bot_id)],
    )


def not_understood(likely: Sequence[str], *, wrote_content: bool) -> Card:
    """The three most likely buttons; who wrote about a pupil is helped to take it back (law 1)."""
    return card(
        heading(_("Hva vil du gjøre?")),
        problem(worded(DELETE_IT)) if wrote_content else text(_("Det ordet kjenner jeg ikke. Mente du en av disse?")),
        actions=[_say(word) for word in likely],
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


def choose_school(schools: Sequence[tuple[str, str]], button: Callable[[str], Card]) -> Card:
    """For someone who works at several schools (id, name): what was asked for again, with the school in the button."""
    actions = [button(name) for _id, name in schools]
    for action, (school_id, _name) in zip(actions, schools, strict=True):
        stamp(action, school_id)
    return card(heading(_("Hvilken skole gjelder det?")), buttons(*actions))


def say(words: str) -> Card:
    """A plain answer to a typed word."""
    return card(said(words))


def old_client() -> Card:
    return card(problem(worded(OLD_CLIENT)))


def _say(word: str) -> Card:
    return SayWord.button(LABELS[word], word=word)
