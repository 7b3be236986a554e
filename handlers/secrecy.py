"""State secrets are refused, and what carried them is emptied, files and all."""

import re
from dataclasses import replace
from datetime import datetime

from domain.conversation import Edited, Event, FileKept, Said, SentFile, Session, Turn
from domain.effects import Effect, ForgetFiles, ForgetMessage, Record
from domain.facts import Facts
from domain.messages import Reply
from domain.understanding import understand
from handlers.contract import AskAgain
from handlers.reporting import waiting

_JOINTS = re.compile(r"[_.\-+]+")
"""What joins the words of a file's name."""
_REMEMBERED = 8
"""How many refused albums and messages are remembered: their files arrive within the minute."""
_RECORDED = "state_secret_refused"
_FORGET = ForgetMessage("state secret")


def is_marked(event: Event) -> bool:
    """Whether what a person typed, changed or named says that it is classified."""
    match event:
        case Said(text) | Edited(text):
            return _says_secret(text)
        case SentFile(name=name, caption=caption):
            return _says_secret(caption) or _says_secret(_JOINTS.sub(" ", name))
        case _:
            return False


def is_part_of_refused(session: Session, event: Event) -> bool:
    """A messenger puts the caption on one picture of an album; and captions are changed later."""
    a_file = isinstance(event, SentFile | FileKept)
    return a_file and not set(session.refused).isdisjoint(_origins(event))


def refuse(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    """Said once; what else belongs to it goes in silence."""
    if not is_marked(event):
        kept = (ForgetFiles(sha256=(event.sha256,)),) if isinstance(event, FileKept) else ()
        return Turn(session, (), (_FORGET, *kept))
    what = _what(event)
    words, record = Reply("secrecy/refused.j2", {"what": what}), Record(_RECORDED, {"what": what})
    if facts.person is None or not _origins(event):
        raise AskAgain(words, _FORGET, record)
    session, files = _without(session, event)
    raise AskAgain(words, _FORGET, record, files, session=session)


def _what(event: Event) -> str:
    match event:
        case SentFile(album=album):
            return "album" if album else "file"
        case Edited():
            return "edit"
        case _:
            return "text"


def _origins(event: Event) -> tuple[str, ...]:
    """What a file came with; a changed message may be the caption of one."""
    match event:
        case SentFile(album=album, message=message) | FileKept(album=album, message=message):
            named = {"album": album, "message": message}
        case Edited(message=message):
            named = {"message": message}
        case _:
            named = {}
    return tuple(f"{kind} {number}" for kind, number in named.items() if number)


def _without(session: Session, event: Event) -> tuple[Session, Effect]:
    refused = (*session.refused, *_origins(event))
    session, waited = waiting.without(session, refused)
    session = replace(session, refused=refused[-_REMEMBERED:])
    album = event.album if isinstance(event, SentFile) else ""
    message = event.message if isinstance(event, SentFile | Edited) else ""
    return session, ForgetFiles(message, album, waited)


def _says_secret(text: str) -> bool:
    return understand("secret", text).head == "yes"
