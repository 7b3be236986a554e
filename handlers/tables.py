"""What is handled where: listed, not discovered. Order does not matter within a table."""

from domain.conversation import Event
from handlers import idle
from handlers.contract import Handler, Step

# What the machine brings, and what is handled the same at every step.
EVENTS: dict[type[Event], Handler] = {}

# The first word of a choice that is valid at any time: "report|<period>|<unit>".
CHOICES: dict[str, Handler] = {}

# Heads of understand("command"): they work at every point.
COMMANDS: dict[str, Handler] = {}

# Heads of understand("coordinator").
ORDERS: dict[str, Handler] = {}

STEPS: dict[str, Step] = {
    **idle.STEPS,
}
