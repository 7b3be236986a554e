"""A neutral message -> the parts a channel sends. Pure: the same message gives the same parts, so
that a message half sent goes on where it stopped."""

import logging
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from bot.channels.base import Button, Carries, File, Part
from bot.splitting import split_over
from domain.messages import Choice, Picks, Reply

logger = logging.getLogger(__name__)

TYPED = {
    Picks.NUMBER: "choices/numbers.j2",
    Picks.WORD: "choices/words.j2",
    Picks.BESIDE_FIGURE: "choices/words_beside_figure.j2",
}
_ALWAYS_HEARD = re.compile(r"menu\|(help|overview)|overview(\|[^|]*)?")


class Words(Protocol):
    """What drawing needs of `bot.render.Renderer`."""

    def text(self, reply: Reply) -> str: ...

    def label(self, choice: Choice) -> str: ...


def draw(
    replies: Sequence[Reply],
    message: int,
    carries: Carries,
    words: Words,
    files: Mapping[str, File],
    links: Mapping[str, str],
    pictures: Mapping[str, str],
) -> list[Part]:
    """Texts in order, the choices of the last question on the last of them, then the files.

    `message` is the outbox id, `files` holds the attachments by sha256, `links` where each can be
    fetched if the channel carries no files; of what has no link either it is told that it does not
    come.
    `pictures` are the public addresses of pictures, shown instead of files: before the texts, so
    that the question is what stands last on a phone.
    """
    asked = next((reply for reply in reversed(replies) if reply.choices), None)
    text = _joined(words.text(reply) for reply in replies)
    labels = [words.label(choice) for choice in asked.choices] if asked else []
    carried, below = attachments(replies), []
    if not carries.files_out:
        below.append(_linked(message, carried, words, files, links))
        carried = []
    if asked and not carries.buttons and not _is_spared(asked, text):
        below.append(words.text(Reply(TYPED[asked.picks], {"labels": labels})))
    pieces = split_over(text, _joined(below), carries.max_text, carries.units)
    parts = [Part(piece) for piece in pieces]
    if asked and carries.buttons and parts:
        drawn = tuple(Button(label, f"{message}:{i}") for i, label in enumerate(labels))
        parts[-1] = Part(parts[-1].text, drawn, asked.picks)
    shown = [] if carries.files_out or not carries.pictures else _shown(replies, words, pictures)
    return shown + parts + [Part("", file=files[sha]) for sha in carried]


def _is_spared(asked: Reply, text: str) -> bool:
    """Whether the only choice is help or the situation, which can be typed at any time: two lines
    for nothing where choices are typed, unless something is asked."""
    if len(asked.choices) > 1 or text.endswith("?"):
        return False
    return _ALWAYS_HEARD.fullmatch(asked.choices[0].key) is not None


def _joined(texts: Iterable[str]) -> str:
    return "\n\n".join(text for text in texts if text)


def attachments(replies: Sequence[Reply]) -> list[str]:
    """The sha256 of each file that goes with the message, once."""
    return list(dict.fromkeys(sha for reply in replies for sha in reply.attachments))


def pictured(replies: Sequence[Reply]) -> list[str]:
    """The sha256 of each picture that stands for files of the message, once."""
    return list(dict.fromkeys(reply.picture for reply in replies if reply.picture))


def _shown(replies: Sequence[Reply], words: Words, pictures: Mapping[str, str]) -> list[Part]:
    caption = words.text(Reply("files/first_page.j2"))
    return [Part(caption, picture=pictures[sha]) for sha in pictured(replies) if sha in pictures]


def _linked(
    message: int,
    carried: Sequence[str],
    words: Words,
    files: Mapping[str, File],
    links: Mapping[str, str],
) -> str:
    """Where each can be fetched, in one paragraph; and that others cannot."""
    linked = [{"name": files[sha].name, "url": links[sha]} for sha in carried if sha in links]
    told = [Reply("files/download.j2", {"files": linked})] if linked else []
    if left_out := len(carried) - len(linked):
        logger.warning("message %d: %d files could not be carried", message, left_out)
        told.append(Reply("files/no_link.j2"))
    return _joined(words.text(reply) for reply in told)
