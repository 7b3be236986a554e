"""Plays a transcript: a conversation as a text that an official could read and write.

    # a remark
    lan@y-te> báo cáo                  Lan types
    lan@y-te> [Đã hoàn thành]          Lan presses a button, or types its number or words
    lan@y-te> (ảnh hop.jpg) Buổi họp   Lan sends a photo with a caption; (tệp …) a document
    lan@y-te> (ảnh a.jpg, tập 1)       one photo of an album
    lan@y-te> (nhãn dán)               a sticker; (ghi âm) a voice message
    lan@y-te> (sửa) Đã mở 3 lớp        Lan changes the message she typed last
    lan@y-te> (nút cũ Xong)            Lan presses a button of a question before the last; where
                                       choices are typed, only if it is the last that she saw
    khach> (nhóm) {mã 1}               somebody writes in a group that the bot is in
    khach> /start {mã 1}               the first one-time code that the bot gave out
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
from pathlib import Path

from bot.channels.memory import MemoryChannel, Sent
from bot.world import World
from domain.calendar import VIETNAM
from domain.conversation import (
    AddedToGroup,
    Chose,
    Edited,
    Event,
    Said,
    SentFile,
    SentUnreadable,
    Started,
)
from domain.messages import Address
from storage import inbox
from tests.hand_clock import HandClock

FILES = Path(__file__).parent / "transcripts" / "files"
"""Documents that are sent under these names; of all others only the name matters."""
LINE = re.compile(r"(?P<who>[\w@-]+)> (?P<what>.*)", re.DOTALL)
PASSES = re.compile(r"\+ (\d+) (phút|giờ|ngày)")
FILE = re.compile(r"\((ảnh|tệp) ([^),]+)(?:, (tập [^)]+))?\)\s*(.*)", re.DOTALL)
OTHER = re.compile(r"\((sửa|nút cũ|nhóm)(?: ([^)]+))?\)\s*(.*)", re.DOTALL)
UNREADABLE = {"(nhãn dán)": "sticker", "(ghi âm)": "voice"}
CODE = re.compile(r"\b(?!K7Q2-M9XD)[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}\b")
GIVEN = re.compile(r"\{mã (\d+)\}")
UNITS = {"phút": "minutes", "giờ": "hours", "ngày": "days"}
NUMBERED = re.compile(r"(?:\n\n|^)((?:\d+\. [^\n]*\n)+)Để chọn, đồng chí nhắn số thứ tự\.$")
WORDED = re.compile(r"(?:\n\n|^)Để chọn, đồng chí nhắn(?: chữ \(không nhắn số\))?: ([^\n]*)\.$")
STEP = timedelta(minutes=30)
MESSENGERS = ("telegram", "zalo")
HEARD = ("Tình hình", "Giúp")
"""What can be typed whether or not it is offered."""
MESSENGER = "Zalo"
"""What transcripts call the messenger that stands for all."""


@dataclass
class Player:
    world: World
    clock: HandClock
    channel: MemoryChannel
    offered: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    """By chat: the labels last offered there, with what pressing or typing them means."""
    earlier: dict[str, dict[str, str]] = field(default_factory=dict)
    """By chat: what the buttons of all questions before meant."""
    typed: dict[str, str] = field(default_factory=dict)
    """By chat: the number of the message typed last."""
    codes: list[str] = field(default_factory=list)
    count: int = 0
    home: str = ""
    """The messenger of those whose name names no other, as in "lan@zalo"."""

    async def play(self, script: str) -> str:
        """The transcript as it really went."""
        lines: list[str] = []
        played = True
        for line in _logical_lines(script):
            if line.startswith("bot>") and played:
                continue
            played = played if line.startswith("bot>") else self._can(line)
            lines.append(_indented(line))
            if played:
                speaker = await self._act(line)
                lines += [said for sent in self._take() for said in self._heard(sent, speaker)]
        return "\n".join(lines).rstrip() + "\n"

    def _can(self, line: str) -> bool:
        """Whether this can happen here; if not, it stays as it stands, with its answer."""
        match = LINE.fullmatch(line)
        old = OTHER.fullmatch(match["what"]) if match else None
        if match is None or old is None or old[1] != "nút cũ" or self.channel.carries.buttons:
            return True
        return old[2] in dict(self.offered.get(match["who"], ()))

    def _take(self) -> list[Sent]:
        return self.channel.take()

    async def _act(self, line: str) -> str:
        if not line.strip() or line.startswith(("#", "%")):
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
        await self._does(match["who"], match["what"])
        return match["who"]

    async def _does(self, who: str, what: str) -> None:
        await self._receive(who, self._event(who, what))

    async def _wait(self, until: datetime) -> None:
        while self.clock.now < until:
            self.clock.to(min(self.clock.now + STEP, until))
            await self.world.tick()
            await self.world.settle()

    def _event(self, who: str, what: str) -> Event:
        self.count += 1
        number = f"m{self.count}"
        what = GIVEN.sub(lambda given: self.codes[int(given[1]) - 1], what)
        if what.startswith("[") and what.endswith("]"):
            return self._picked(who, what[1:-1], number)
        if what in UNREADABLE:
            return SentUnreadable(UNREADABLE[what])
        if match := FILE.fullmatch(what):
            return self._file(match, number)
        if match := OTHER.fullmatch(what):
            return self._other(who, match, number)
        if what.startswith("/start"):
            return Started(what.removeprefix("/start").strip())
        self.typed[who] = number
        return Said(what, number)

    def _file(self, match: re.Match[str], number: str) -> SentFile:
        mime = "image/jpeg" if match[1] == "ảnh" else "application/pdf"
        name, album, caption = match[2], match[3] or "", match[4]
        shelf = FILES / name
        self.channel.files[name] = shelf.read_bytes() if shelf.exists() else name.encode()
        return SentFile(name, name, mime, 10, caption, album, number)

    def _other(self, who: str, match: re.Match[str], number: str) -> Event:
        match match[1]:
            case "sửa":
                return Edited(match[3], self.typed[who])
            case "nhóm":
                return AddedToGroup(match[3])
        if not self.channel.carries.buttons:
            return self._picked(who, match[2], number)
        _, question, index = self.earlier[who][match[2]].split(":")
        return Chose(f"#{index}", int(question), number)

    def _picked(self, who: str, label: str, number: str) -> Event:
        means = dict(self.offered.get(who, ()))
        if label in HEARD and not self.channel.carries.buttons:
            means = {label: label, **means}
        assert label in means, f"{who} was not offered [{label}] but {list(means)}"
        if means[label].startswith("press:"):
            _, question, index = means[label].split(":")
            return Chose(f"#{index}", int(question), number)
        return Said(means[label], number)

    async def _receive(self, who: str, event: Event) -> None:
        own = who.partition("@")[2]
        channel = own if own in MESSENGERS else self.home or self.channel.name
        address = Address(channel, "tiendo", who)
        async with self.world.database.transaction() as connection:
            await inbox.add(connection, address, str(self.count), event, self.clock())
        await self.world.settle()

    def _heard(self, sent: Sent, speaker: str) -> list[str]:
        """What was sent, as lines of the transcript."""
        text, labels = self._choices(sent)
        text = text.replace(self.channel.name, MESSENGER)
        if sent.part.file:
            text = f"(tệp {sent.part.file.name})" + (f" {text}" if text else "")
        shown = " ".join(f"[{label}]" for label in labels)
        to = "" if sent.chat == speaker else f"{sent.chat}>"
        return [_indented(self._coded(f"bot>{to} {text}" + (f"\n{shown}" if shown else "")))]

    def _coded(self, text: str) -> str:
        """With {mã 1} instead of the first one-time code: they are random."""
        self.codes += [code for code in CODE.findall(text) if code not in self.codes]
        return CODE.sub(lambda code: f"{{mã {self.codes.index(code[0]) + 1}}}", text)

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
        self.earlier.setdefault(sent.chat, {}).update(self.offered.get(sent.chat, ()))
        self.offered[sent.chat] = list(zip(labels, means, strict=True))
        return text, labels


LONE = re.compile(r"(?<!\?)\n  \[(Tình hình|Giúp)\]$", re.MULTILINE)


def as_typed(script: str) -> str:
    """The transcript where choices are typed: a lone one that is heard anyway is not said."""
    return LONE.sub("", script)


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
