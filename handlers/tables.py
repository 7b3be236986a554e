"""What is handled where: listed, not discovered. Order does not matter within a table."""

from domain.conversation import (
    AddedToGroup,
    Apologised,
    Blocked,
    Event,
    ReminderDue,
    SentUnreadable,
    Started,
    Told,
)
from handlers import idle, joining, notices, reminding, snoozing, starting
from handlers.contract import Handler, Step

# What the machine brings, and what is handled the same at every step.
EVENTS: dict[type[Event], Handler] = {
    AddedToGroup: joining.in_group,
    Apologised: notices.apologised,
    Blocked: notices.blocked,
    ReminderDue: reminding.remind,
    SentUnreadable: notices.unreadable,
    Started: starting.start,
    Told: notices.told,
}

# The first word of a choice that is valid at any time: "report|<period>|<unit>".
CHOICES: dict[str, Handler] = {
    "snooze": snoozing.snooze,
}

# Heads of understand("command"): they work at every point.
COMMANDS: dict[str, Handler] = {
    "snooze": snoozing.snooze,
}

# Heads of understand("coordinator").
ORDERS: dict[str, Handler] = {}

STEPS: dict[str, Step] = {
    **joining.STEPS,
    **starting.STEPS,
}

CHOICES["menu"] = idle.menu(COMMANDS, ORDERS)
