"""What to do when nothing can be kept: an alert is told of by voice, past the school if need be."""

from collections.abc import Mapping

from bot.teams.incoming import Incoming
from cards.kit.elements import SCHOOL
from domain.alert.alert import Suspicion
from domain.ids import SchoolId
from domain.school_plan.school_plan import SchoolPlan
from domain.text.messages import N_, Labels, _, worded

_DAMAGED = Labels(
    {
        "drafts": N_("Utkastet kan ikke leses. Skriv «varsle» og begynn på nytt, og si fra til drift."),
        "alerts": N_("Varselet kan ikke leses. Si fra til drift. Haster det, si fra muntlig."),
    }
)
_SOMETHING = N_("Noe her kan ikke leses. Si fra til drift. Haster det, si fra muntlig.")
WRITING_AN_ALERT = frozenset(
    f"alert.{press}" for press in ("start", "facts", "class", "found", "roles", "suspect", "more", "page", "send")
)
"""The presses of one that is not sent yet."""


def unavailable(incoming: Incoming, school_plans: Mapping[SchoolId, SchoolPlan]) -> str:
    """Made of what the press carried, without the database."""
    if incoming.verb not in WRITING_AN_ALERT:
        return _("Dette gikk ikke nå, og ingenting er lagret. Prøv igjen om litt. Haster det, si fra muntlig.")
    owner = _owner(incoming, school_plans)
    if incoming.data.get("suspicion") == Suspicion.LEADERSHIP:
        return _("Varselet er ikke sendt. Ring skoleeieren: {owner}.", owner=owner)
    return _(
        "Varselet er ikke sendt. Ring rektor. Gjelder det noen i ledelsen, ring i stedet skoleeieren: {owner}.",
        owner=owner,
    )


def damaged(table: str) -> str:
    """What cannot be read, and what to do instead. Never which case: the asker may not be on it."""
    return _DAMAGED.get(table) or worded(_SOMETHING)


def _owner(incoming: Incoming, school_plans: Mapping[SchoolId, SchoolPlan]) -> str:
    """The numbers of the school the button was of."""
    own = school_plans.get(SchoolId(str(incoming.data.get(SCHOOL))))
    plan = own or (next(iter(school_plans.values())) if len(school_plans) == 1 else None)
    contacts = (plan.contacts.school_owner, plan.contacts.school_owner_director) if plan else ()
    said = [" ".join(filter(None, (one.title, one.phone))) for one in contacts if one.phone]
    return ", ".join(said) or _("nummeret står i skolens handlingsplan")
