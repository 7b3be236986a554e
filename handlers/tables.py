"""What is handled where: listed, not discovered. Order does not matter within a table."""

from domain.conversation import (
    AddedToGroup,
    Apologised,
    Blocked,
    Event,
    FileKept,
    JobFailed,
    ReminderDue,
    SentFile,
    SentUnreadable,
    Started,
    Told,
)
from handlers import (
    absence,
    asking_coordinator,
    channels,
    coordinator,
    extension,
    failures,
    help,
    idle,
    joining,
    notices,
    proposals,
    reminding,
    reporting,
    rights,
    snoozing,
    starting,
)
from handlers.contract import Handler, Step
from handlers.proposals import arriving

# What the machine brings, and what is handled the same at every step.
EVENTS: dict[type[Event], Handler] = {
    AddedToGroup: joining.in_group,
    **coordinator.EVENTS,
    **proposals.EVENTS,
    **reporting.EVENTS,
    # A file may be evidence or a plan.
    SentFile: arriving.sent,
    FileKept: arriving.kept,
    Apologised: notices.apologised,
    Blocked: notices.blocked,
    JobFailed: failures.job_failed,
    ReminderDue: reminding.remind,
    SentUnreadable: notices.unreadable,
    Started: starting.start,
    Told: notices.told,
}

# The first word of a choice that is valid at any time: "report|<period>|<unit>".
CHOICES: dict[str, Handler] = {
    **coordinator.CHOICES,
    **proposals.CHOICES,
    **reporting.CHOICES,
    "answer": asking_coordinator.answer,
    "channels": channels.my_channels,
    "extension": extension.extension,
    "leave": absence.leave,
    "my_data": rights.my_data,
    "snooze": snoozing.snooze,
}

# What these do concerns others or is for good: a whole label or its number chooses them, never
# the beginning of a label. By the first word of a key or its first two; a "yes" is whole anywhere.
NEVER_BEGUN = frozenset(
    {
        "agree",
        "approve",
        "ask_reopen",
        "compile",
        "drop_rewriting",
        "extend|decline",
        "extend|grant",
        "keep_rewriting",
        "leave|end",
        "next_plan",
        "proposal",
        "recall",
        "restore_rewriting",
        "send_now",
        "sign",
        "sign_off",
        "stop_press",
        "withdraw",
        "yes",
    }
)

# Heads of understand("command"): they work at every point.
COMMANDS: dict[str, Handler] = {
    **reporting.COMMANDS,
    "ask_coordinator": asking_coordinator.ask_coordinator,
    "cancel": help.cancel,
    "extension": extension.extension,
    "help": help.help_out,
    "leave": absence.leave,
    "my_data": rights.my_data,
    "snooze": snoozing.snooze,
    "stop": rights.stop,
}

# Whole messages of words.toml that work at every point, too.
WHOLE_MESSAGES: dict[str, Handler] = {
    "my_channels": channels.my_channels,
    "one_more_channel": rights.more_channels,
    "send_file": notices.upload,
}

# By what `coordinator.spoken` makes of a text.
ORDERS: dict[str, Handler] = {
    **coordinator.ORDERS,
    **proposals.ORDERS,
}

STEPS: dict[str, Step] = {
    **absence.STEPS,
    **asking_coordinator.STEPS,
    **channels.STEPS,
    **coordinator.STEPS,
    **extension.STEPS,
    **joining.STEPS,
    **proposals.STEPS,
    **reporting.STEPS,
    **rights.STEPS,
    **starting.STEPS,
}

CHOICES["menu"] = idle.menu(COMMANDS, ORDERS)
