"""State secrets are refused, and what carried them is emptied."""

import re
from datetime import datetime

from domain.conversation import Edited, Event, Said, SentFile, Session, Turn
from domain.effects import ForgetMessage, Record
from domain.facts import Facts
from domain.messages import Reply
from domain.understanding import understand
from handlers.contract import AskAgain

_JOINTS = re.compile(r"[_.\-+]+")
"""What joins the words of a file's name."""


def is_marked(event: Event) -> bool:
    """Whether what a person typed, changed or named says that it is classified."""
    match event:
        case Said(text) | Edited(text):
            return _says_secret(text)
        case SentFile(name=name, caption=caption):
            return _says_secret(caption) or _says_secret(_JOINTS.sub(" ", name))
        case _:
            return False


def refuse(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    what = "file" if isinstance(event, SentFile) else "text"
    raise AskAgain(
        Reply("secrecy/refused.j2", {"what": what}),
        ForgetMessage("state secret"),
        Record("state_secret_refused", {"what": what}),
    )


def _says_secret(text: str) -> bool:
    return understand("secret", text).head == "yes"
