"""What is said of a case that was deleted. A message: what people wrote, the documents' numbers too, is not in it."""

from cards.kit.elements import Card, card, heading, text
from domain.oslo import oslo_date
from domain.retention.rules import Rule
from domain.retention.stub import Stub
from domain.text.messages import N_, Labels, _, n_
from domain.text.moments import full_day

_WHY = Labels(
    {
        Rule.FILED: N_("Hele saken var journalført i {archive}, og den finnes der."),
        Rule.UNFILED: N_("Hele saken var ikke journalført. Kommunens egen regel sier når slike saker slettes."),
        Rule.GROUNDLESS: N_("Den var feilregistrert. Kommunens egen regel sier når slike saker slettes."),
    }
)


def deleted_card(stub: Stub, reference: str) -> Card:
    number = len(stub.documents)
    return card(
        heading(_("Sak {reference} er slettet {day}", reference=reference, day=full_day(oslo_date(stub.at)))),
        text(
            _(
                "Saken ble åpnet {first} og avsluttet {last}.",
                first=full_day(stub.opened_on),
                last=full_day(stub.closed_on),
            )
        ),
        text(_WHY[stub.rule]),
        text(n_("{count} dokument er journalført.", "{count} dokumenter er journalført.", number)) if number else None,
    )
