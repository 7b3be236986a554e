"""Plays a transcript: a conversation as a text that an official could read and write.

    # a remark
    lan@y-te> báo cáo                  Lan types
    lan@y-te> [Đã hoàn thành]          Lan presses a button, or types its number or words
    lan@y-te> (ảnh hop.jpg) Buổi họp   Lan sends a photo with a caption; (tệp …) a document
    bot> Kỳ báo cáo … [1 …] [2 …]      the answer, with what may be chosen
    bot>ha> …                          a message to somebody else
    + 2 ngày                           time passes: giờ, phút, ngày
    @ 2022-12-12 08:00                 until then

A line that begins with two blanks continues the one before.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.channels.memory import MemoryChannel, Sent
from bot.world import World
from domain.calendar import VIETNAM
from domain.conversation import Chose, Event, Said, SentFile, Started
from domain.messages import Address
from storage import inbox
from tests.hand_clock import HandClock

LINE = re.compile(r"(?P<who>[\w@-]+)> (?P<what>.*)", re.DOTALL)
PASSES = re.compile(r"\+ (\d+) (phút|giờ|ngày)")
FILE = re.compile(r"\((ảnh|tệp) ([^)]+)\)\s*(.*)", re.DOTALL)
UNITS = {"phút": "minutes", "giờ": "hours", "ngày": "days"}
NUMBERED = re.compile(r"(?:\n\n|^)((?:\d+\. [^\n]*\n)+)Để chọn, đồng chí nhắn số thứ tự\.$")
WORDED = re.compile(r"(?:\n\n|^)Để chọn, đồng chí nhắn: ([^\n]*)\.$")
STEP = timedelta(minutes=30)


@dataclass
class Player:
    world: World
    clock: HandClock
    channel: MemoryChannel
    offered: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    """By chat: the labels last offered there, with what pressing or typing them means."""
    count: int = 0

    async def play(self, script: str) -> str:
        """The transcript as it really went."""
        lines: list[str] = []
        for line in _logical_lines(script):
            if line.startswith("bot>"):
                continue
            lines.append(_indented(line))
            speaker = await self._act(line)
            lines += [self._heard(sent, speaker) for sent in self.channel.take()]
        return "\n".join(lines).rstrip() + "\n"

    async def _act(self, line: str) -> str:
        if not line.strip() or line.startswith("#"):
            return ""
        if match := PASSES.fullmatch(line):
            await self._wait(self.clock.now + timedelta(**{UNITS[match[2]]: int(match[1])}))
            return ""
        if line.startswith("@ "):
            moment = datetime.strptime(line[2:], "%Y-%m-%d %H:%M").replace(tzinfo=VIETNAM)
            await self._wait(moment)
            return ""
        match = LINE.fullmatch(line)
        assert match, f"not a line of a transcript: {line}"
        await self._receive(match["who"], self._event(match["who"], match["what"]))
        return match["who"]

    async def _wait(self, until: datetime) -> None:
        while self.clock.now < until:
            self.clock.to(min(self.clock.now + STEP, until))
            await self.world.tick()
            await self.world.settle()

    def _event(self, who: str, what: str) -> Event:
        self.count += 1
        number = f"m{self.count}"
        if what.startswith("[") and what.endswith("]"):
            return self._picked(who, what[1:-1], number)
        if match := FILE.fullmatch(what):
            photo = match[1] == "ảnh"
            mime = "image/jpeg" if photo else "application/pdf"
            self.channel.files[match[2]] = match[2].encode()
            return SentFile(match[2], match[2], mime, 10, match[3], message=number)
        if what.startswith("/start"):
            return Started(what.removeprefix("/start").strip())
        return Said(what, number)

    def _picked(self, who: str, label: str, number: str) -> Event:
        means = dict(self.offered.get(who, ()))
        assert label in means, f"{who} was not offered [{label}] but {list(means)}"
        if means[label].startswith("press:"):
            _, question, index = means[label].split(":")
            return Chose(f"#{index}", int(question), number)
        return Said(means[label], number)

    async def _receive(self, who: str, event: Event) -> None:
        address = Address(self.channel.name, "tiendo", who)
        async with self.world.database.transaction() as connection:
            await inbox.add(connection, address, str(self.count), event, self.clock())
        await self.world.settle()

    def _heard(self, sent: Sent, speaker: str) -> str:
        text, labels = self._choices(sent)
        if sent.part.file:
            text = f"(tệp {sent.part.file.name})" + (f" {text}" if text else "")
        shown = " ".join(f"[{label}]" for label in labels)
        to = "" if sent.chat == speaker else f"{sent.chat}>"
        return _indented(f"bot>{to} {text}" + (f"\n{shown}" if shown else ""))

    def _choices(self, sent: Sent) -> tuple[str, list[str]]:
        """The text without its choices, and their labels, however the channel draws them."""
        text = sent.part.text
        if sent.part.buttons:
            labels = [button.label for button in sent.part.buttons]
            means = [f"press:{button.data}" for button in sent.part.buttons]
        elif match := NUMBERED.search(text):
            labels = [line.split(". ", 1)[1] for line in match[1].strip().splitlines()]
            means = [str(number) for number in range(1, len(labels) + 1)]
            text = text[: match.start()]
        elif match := WORDED.search(text):
            labels = re.findall(r"“([^”]*)”", match[1])
            means = labels
            text = text[: match.start()]
        else:
            return text, []
        self.offered[sent.chat] = list(zip(labels, means, strict=True))
        return text, labels


def _logical_lines(script: str) -> Iterator[str]:
    line = ""
    for raw in script.splitlines():
        if raw.startswith("  ") and line:
            line += "\n" + raw[2:]
        else:
            if line:
                yield line
            line = raw
            if not raw:
                yield ""
    if line:
        yield line


def _indented(line: str) -> str:
    return line.replace("\n", "\n  ").replace("\n  \n", "\n  \n")
