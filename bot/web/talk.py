"""Lines of a conversation as the page shows them: what was heard; what was told, drawn anew."""

import logging
from collections.abc import Sequence

from aiosqlite import Connection
from jinja2 import TemplateError

from bot.drawing import Words, attachments
from domain.conversation import Chose, Edited, Event, Said, SentFile
from domain.messages import Choice, Reply
from storage import files, outbox
from storage.lines import Line

logger = logging.getLogger(__name__)

Shown = dict[str, object]


async def show_lines(
    reader: Connection, words: Words, lines: Sequence[Line], owners: Sequence[str]
) -> list[Shown]:
    shown = [await show_line(reader, words, line, owners) for line in lines]
    return [line for line in shown if line is not None]


async def show_line(
    reader: Connection, words: Words, line: Line, owners: Sequence[str]
) -> Shown | None:
    """None for what is no speech: a stop, an old button without its question."""
    about = {"id": line.id, "at": line.at.isoformat(timespec="seconds")}
    if line.message is not None:
        said = await _told(reader, words, line)
        return {**about, "by": "bot", **said} if said else None
    heard = await _heard(reader, words, line.event, owners)
    # The page's own number: what it shows as being sent has arrived.
    key = line.number.rpartition(":")[2]
    return {**about, "by": "person", "key": key, **heard} if heard is not None else None


async def _heard(
    reader: Connection, words: Words, event: Event | None, owners: Sequence[str]
) -> Shown | None:
    match event:
        case None:
            return {"gone": True}
        case Said(text) | Edited(text):
            return {"text": text}
        case Chose(key, int(question)) if key.startswith("#"):
            label = await _label(reader, words, owners, question, key.removeprefix("#"))
            return {"text": label} if label else None
        case SentFile(name=name, size=size, caption=caption):
            return {"text": caption, "files": [{"name": name, "size": size, "url": None}]}
        case _:
            return None


async def _label(
    reader: Connection, words: Words, owners: Sequence[str], question: int, index: str
) -> str | None:
    """Only of a question that was put to this person."""
    for owner in owners:
        asked = await outbox.question_of(reader, owner, question)
        if asked and index.isdecimal() and int(index) < len(asked.choices):
            return words.label(asked.choices[int(index)])
    return None


async def _told(reader: Connection, words: Words, line: Line) -> Shown | None:
    if not line.replies:
        return None
    replies = [reply for reply in line.replies if reply.data or not reply.fleeting]
    if not replies:
        return {"gone": True}
    try:
        texts = [words.text(reply) for reply in replies]
        asked = next((reply for reply in reversed(replies) if reply.choices), None)
        choices = asked.choices if asked else ()
        drawn = [_choice(words, choice, line, index) for index, choice in enumerate(choices)]
    except (TemplateError, KeyError) as error:
        logger.warning("line %d can no longer be drawn: %s", line.id, type(error).__name__)
        return {"gone": True}
    return {
        "text": "\n\n".join(text for text in texts if text),
        "choices": drawn,
        "files": [
            {
                "name": await files.name_of(reader, sha),
                "size": None,
                "url": f"/chat/lines/{line.id}/files/{number}",
            }
            for number, sha in enumerate(attachments(line.replies))
        ],
        "once": _is_read_once(line.replies),
    }


def _choice(words: Words, choice: Choice, line: Line, index: int) -> Shown:
    return {"label": words.label(choice), "question": line.message, "index": index}


def _is_read_once(replies: Sequence[Reply]) -> bool:
    return any(reply.fleeting for reply in replies)
