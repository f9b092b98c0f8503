"""Who must not stand in what is handed out to one person: everybody else."""

from collections.abc import Iterable, Mapping, Sequence

from documents.parts.masks import Mask
from domain.ids import PersonId
from domain.people.person import UNNAMED_REPORTER, Person, Pupil
from domain.privacy.names.close import Close
from domain.protection.address import Whereabouts
from domain.text.messages import _


class HandedOut(Mask):
    """All other pupils are found by one name alone, those `near` also with a letter wrong, and staff stand as their
    roles, all but the one it is of (`who`). Where those with a protected address go and live is not told, nor where the
    pupil it is of does.
    """

    def __init__(
        self,
        others: Sequence[Pupil],
        own: Pupil | None,
        people: Mapping[PersonId, Person],
        *,
        near: Iterable[Close] = (),
        who: PersonId | None = None,
    ) -> None:
        closest = [*near]
        close = Close(
            frozenset(str(one.id) for one in others),
            misspelt=frozenset[str]().union(*(one.misspelt for one in closest)),
            tied=frozenset[str]().union(*(one.tied for one in closest)),
        )
        colleagues = {id_: person for id_, person in people.items() if id_ != who}
        super().__init__(others, own, colleagues, hide_staff=True, close=close)
        self._whereabouts = Whereabouts(own, others, close.tied, home=True)
        if who:
            self.staff_names[who] = people[who].name

    def staff(self, person_id: PersonId | None) -> str:
        return _("den som varslet") if person_id == UNNAMED_REPORTER else super().staff(person_id)
