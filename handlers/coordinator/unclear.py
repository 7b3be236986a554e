"""An order whose meaning is not certain: nothing is done; the near units are offered."""

from domain.conversation import Turn
from domain.messages import Choice
from handlers.coordinator.call import Call, codes_by_name
from handlers.coordinator.offering import offer
from handlers.coordinator.units import near_units


def unclear(call: Call) -> Turn:
    codes = codes_by_name(call.facts)
    key = call.looked_at.period.key if call.looked_at else ""
    reply = offer(
        "coordinator/unclear.j2",
        *(
            Choice(f"view|{key}|{codes[name]}", "order_unit", {"name": name})
            for name in near_units(call.text, codes)
        ),
        Choice(f"overview|{key}", "order_overview"),
        Choice(f"view|{key}", "order_view_unit"),
    )
    return Turn(call.session, (reply,))
