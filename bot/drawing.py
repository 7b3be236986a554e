"""A neutral message -> the parts a channel sends. Pure: the same message gives the same parts, so
that a message half sent goes on where it stopped."""

import logging
from collections.abc import Mapping, Sequence
from typing import Protocol

from bot.channels.base import Button, Carries, File, Part
from bot.splitting import split
from domain.messages import Choice, Picks, Reply

logger = logging.getLogger(__name__)

TYPED = {Picks.NUMBER: "choices/numbers.j2", Picks.WORD: "choices/words.j2"}


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
    fetched if the channel carries no files; what has no link either is left out and logged.
    `pictures` are the public addresses of pictures, shown instead of files: before the texts, so
    that the question is what stands last on a phone.
    """
    asked = next((reply for reply in reversed(replies) if reply.choices), None)
    texts = [words.text(reply) for reply in replies]
    labels = [words.label(choice) for choice in asked.choices] if asked else []
    carried = attachments(replies)
    if not carries.files_out:
        texts += _linked(message, carried, words, files, links)
        carried = []
    if asked and not carries.buttons:
        texts.append(words.text(Reply(TYPED[asked.picks], {"labels": labels})))
    whole = "\n\n".join(text for text in texts if text)
    parts = [Part(text) for text in split(whole, carries.max_text, carries.units)]
    if asked and carries.buttons and parts:
        drawn = tuple(Button(label, f"{message}:{i}") for i, label in enumerate(labels))
        parts[-1] = Part(parts[-1].text, drawn, asked.picks)
    shown = [] if carries.files_out or not carries.pictures else _shown(replies, words, pictures)
    return shown + parts + [Part("", file=files[sha]) for sha in carried]


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
) -> list[str]:
    if left_out := len(carried) - len([sha for sha in carried if sha in links]):
        logger.warning("message %d: %d files could not be carried", message, left_out)
    return [
        words.text(Reply("files/download.j2", {"name": files[sha].name, "url": links[sha]}))
        for sha in carried
        if sha in links
    ]
