"""What a focal point orders in a few words; a sentence with such a word in it is none."""

import re

from domain.understanding.absence import leave, read_extension
from domain.understanding.answers import LONG_ANSWER, NONE, Context, Understood
from domain.understanding.folding import Folded, fold
from domain.understanding.lexicon import (
    Meanings,
    before_number,
    fill,
    phrases,
    polite_off,
    squeezed,
    table,
)
from domain.understanding.snooze import snooze

_HEADS = (
    *("report", "progress", "help", "cancel", "back", "skip", "send", "edit"),
    *("resend_previous", "nothing_all", "my_data", "stop", "ask_coordinator"),
)
_WHOLE = Meanings({head: phrases("command", head) for head in _HEADS})
_JOINED = {
    squeezed(phrase): head for head in reversed(_HEADS) for phrase in phrases("command", head)
}
_OF_TASK = Meanings(table("command", "of_task"))
_TASK = fill(
    r"(?P<before>.*?) ?(?:{task} ?)?(?P<task>(?<![\d.,/])\d{1,3}(?:\.\d{1,3})?)"
    r"|(?:{task} ?)?(?P<first>\d{1,3}(?:\.\d{1,3})?)[ :,.\-]+(?P<behind>[^\d]+)",
    "command",
    task=before_number(phrases("command", "task")),
)
_ASK = fill(r"{ask_coordinator}[ :,].+", "command")
_MAY_BE_ASKED = frozenset({"help", "progress", "my_data", "ask_coordinator"})
_NOTHING_ONE = fill(r"{nothing}", "status")


def understand_command(text: str, context: Context) -> Understood:
    """The command that the whole message is, with its task, days, names or reason."""
    if len(text) > LONG_ANSWER:
        return NONE
    folded = polite_off(fold(text))
    if not folded.text:
        return Understood("help") if text.strip() == "?" else NONE
    if text.lstrip().startswith("/"):
        return _slashed(text.strip(), context)
    return _plain(folded, context, asked="?" in text)


def _slashed(text: str, context: Context) -> Understood:
    """Messengers' commands: "/baocao", "/sua@bot 1.3"."""
    word, _, rest = text[1:].partition(" ")
    word = word.partition("@")[0]
    spoken = polite_off(fold(f"{word.replace('_', ' ')} {rest}"))
    head = _JOINED.get(squeezed(word + rest)) or _JOINED.get(squeezed(word))
    if not rest.strip() and head:
        return Understood(head)
    answer = _plain(spoken, context, asked=False)
    if answer.head == "none" and head:
        return _with_task(head, rest.strip(), context)
    return answer


def _with_task(head: str, rest: str, context: Context) -> Understood:
    if head in table("command", "of_task") and re.fullmatch(r"\d{1,3}(?:\.\d{1,3})?", rest):
        return Understood(head, {"task": rest}) if _exists(rest, context) else NONE
    return Understood(head) if _JOINED.get(squeezed(rest)) is None and not rest else NONE


def _plain(folded: Folded, context: Context, *, asked: bool) -> Understood:
    head = _WHOLE.of(folded.text) or _joined_word(folded.text)
    if head:
        return NONE if asked and head not in _MAY_BE_ASKED else Understood(head)
    if _ASK.fullmatch(folded.text):
        return Understood("ask_coordinator")
    if context.step == "result_text":
        return NONE
    if context.step == "menu" and context.tasks == 1 and _NOTHING_ONE.fullmatch(folded.text):
        return Understood("nothing_all")
    for read in (_on_task, read_extension, leave, snooze):
        found = read(folded, context)
        if found:
            return found
    return NONE


def _joined_word(text: str) -> str | None:
    """ "quaylai", "baocao": run together and without diacritics."""
    return _JOINED.get(text) if text.isascii() and text.isalpha() and len(text) > 4 else None


def _on_task(folded: Folded, context: Context) -> Understood | None:
    match = _TASK.fullmatch(folded.text)
    if not match:
        return None
    head = _OF_TASK.of((match["before"] or match["behind"] or "").strip())
    task = match["task"] or match["first"]
    if head is None or not _exists(task, context):
        return None
    return Understood(head, {"task": task})


def _exists(task: str, context: Context) -> bool:
    """A plain number counts the tasks of the menu; a code (1.3) is looked up by the handler."""
    return "." in task or 1 <= int(task) <= (context.tasks or 999)
