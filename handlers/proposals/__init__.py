"""How a coordinator takes over a plan: from a document or an issued report, block by block."""

from domain.conversation import Event
from domain.people import Power
from domain.proposal_events import PlanProposed, PlanUnread
from handlers.contract import Handler, Step
from handlers.coordinator.call import order
from handlers.proposals import arriving, blocks, offering, taking_over
from handlers.proposals.pressing import press

ORDERS: dict[str, Handler] = {
    "import_plan": order(offering.import_plan, Power.COORDINATE),
    "next_plan": order(offering.next_plan, Power.COORDINATE),
}

CHOICES: dict[str, Handler] = {**ORDERS, "proposal": press}

EVENTS: dict[type[Event], Handler] = {
    PlanProposed: offering.proposed,
    PlanUnread: offering.unread,
}

STEPS: dict[str, Step] = {
    **arriving.STEPS,
    **blocks.STEPS,
    **offering.STEPS,
    **taking_over.STEPS,
}
