"""The fast path: one message "1. … 2. … 3. …" fills several tasks; one answer shows them all."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.conversation import Chose, Event, Said
from domain.messages import Choice, Reply
from domain.programme import Task
from domain.status import Said as What
from domain.submission import Entry
from domain.understanding import numbered_items
from handlers.contract import NotUnderstood
from handlers.reporting import moving, sending
from handlers.reporting.desk import Desk, put
from handlers.reporting.slips import slips
from handlers.reporting.summary import header, task_line
from handlers.reporting.telling import is_status, is_wordy, status_told

_LISTING = " \t\r\n;,"
"""What stands between the items of a list; a full stop belongs to what was said."""
_CODED = re.compile(r"(?m)^[ \t]*\d+\.\d+[.):,\-]*[ \t]+\S*[^\W\d]")


@dataclass(frozen=True, slots=True)
class Segments:
    """What a message says, task by task; numbers of no task are said, not lost."""

    texts: tuple[tuple[str, str], ...]
    out_of_range: tuple[str, ...] = ()


def read(tasks: Sequence[Task], text: str) -> Segments | None:
    """The parts of a numbered message, or None: by task codes, or by numbers of the list."""
    return by_codes(tasks, text) or _by_numbers(tasks, text)


def is_list(text: str) -> bool:
    """Whether it is clearly one message about several tasks, whatever was asked."""
    worded = [item for item in numbered_items(text) if _has_words(item.text)]
    return len(worded) > 1 or len(_CODED.findall(unicodedata.normalize("NFC", text))) > 1


def listed(tasks: Sequence[Task], text: str) -> Segments | None:
    """The parts of a message that is about several of these tasks."""
    read_parts = read(tasks, text)
    worded = [words for _, words in read_parts.texts if _has_words(words)] if read_parts else []
    return read_parts if len(worded) > 1 else None


def _has_words(text: str) -> bool:
    return any(char.isalpha() for char in text)


def by_codes(tasks: Sequence[Task], text: str) -> Segments | None:
    """Lines that begin with a task's code: "1.3. …"."""
    codes = "|".join(re.escape(task.code) for task in tasks if "." in task.code)
    if not codes:
        return None
    text = unicodedata.normalize("NFC", text)
    marks = list(re.finditer(rf"(?m)^[ \t]*({codes})(?![\d.]\d)[ \t]*[.):,\-]*[ \t]+", text))
    if not marks or text[: marks[0].start()].strip():
        return None
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    parts = [
        (mark.group(1), text[mark.end() : end].strip(_LISTING))
        for mark, end in zip(marks, ends, strict=True)
    ]
    texts = tuple((code, part) for code, part in parts if part)
    return Segments(texts) if texts else None


def _by_numbers(tasks: Sequence[Task], text: str) -> Segments | None:
    items = numbered_items(text)
    known = [item for item in items if 1 <= item.number <= len(tasks)]
    if not known:
        return None
    beyond = [str(item.number) for item in items if item not in known]
    texts = [(tasks[item.number - 1].code, item.words.strip(_LISTING)) for item in known]
    return Segments(tuple(texts), tuple(beyond))


def fill(desk: Desk, segments: Segments, said: Said, *, anew: bool = False) -> Desk:
    """Every part saved at once; then all of them shown with the status understood."""
    entries: dict[str, Entry] = {}
    for code, text in segments.texts:
        entry = entries.get(code) or desk.paper.entry(code)
        first = code not in entries
        entry = replace(entry, statements=()) if anew and first else entry
        entries[code] = filled(desk, entry, text, said)
    for entry in entries.values():
        desk = desk.save(entry)
    if segments.out_of_range:
        numbers, total = list(segments.out_of_range), len(desk.paper.tasks)
        desk = desk.say("reporting/out_of_range.j2", numbers=numbers, total=total)
    return desk.go("report.preview", items=sorted(entries, key=desk.paper.items.index))


def filled(desk: Desk, entry: Entry, text: str, said: Said) -> Entry:
    """An entry with what one part of the message says. An unclear status stays open."""
    understood = status_told(desk, text)
    if not is_status(understood):
        return entry.saying(desk.statement(said, text))
    entry = moving.settled(entry, understood)
    if entry.said is What.NOT_STARTED:
        return entry.because(desk.statement(said, text))
    if entry.said is What.NOTHING_TO_REPORT and not is_wordy(text):
        return entry
    return entry.saying(desk.statement(said, text))


def ask(desk: Desk) -> Reply:
    shown = _shown(desk)
    lines = [task_line(desk, task) for task in shown]
    others = [t.short_title for t in desk.paper.missing_tasks() if t not in shown]
    to_mend = [task for task, line in zip(shown, lines, strict=True) if line["lacks"]]
    mends = [
        Choice(task.code, "mend_task", {"code": task.code, "title": task.short_title})
        for task in to_mend
    ]
    return put(
        "reporting/preview.j2",
        {
            **header(desk),
            "tasks": lines,
            "others": others,
            "slips": slips(desk.paper, [task.code for task in shown]),
        },
        Choice("send", "send"),
        *mends,
        Choice("edit", "edit"),
    )


def answer(desk: Desk, event: Event) -> Desk:
    match event:
        case Chose(key="send"):
            return sending.send_or_ask(desk, unsaid_only=True)
        case Chose(key="edit"):
            return desk.go("report.menu")
        case Chose(key=key) if task := desk.paper.task(key):
            return moving.mend(desk, task)
        case Said():
            return _said(desk, event)
    raise NotUnderstood


def _said(desk: Desk, said: Said) -> Desk:
    """A correction of some of the parts, or an order."""
    if segments := read(desk.paper.tasks, said.text):
        return fill(desk, segments, said, anew=True)
    head = desk.command(said.text, "preview").head
    if head == "send":
        return sending.send_or_ask(desk, unsaid_only=True)
    if head == "edit":
        return desk.go("report.menu")
    raise NotUnderstood


def _shown(desk: Desk) -> list[Task]:
    items = desk.session.data.get("items")
    codes = items if isinstance(items, list | tuple) else ()
    return [task for task in desk.paper.tasks if task.code in codes]
