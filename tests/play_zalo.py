"""Transcripts as they go on Zalo: choices typed, at most 2,000 UTF-16 units, documents in and
out by signed links.

What Zalo says in other words is brought back to those of the transcript:

    a paragraph with links to files     a line (tệp …) each
    (tệp …) of a person                 is announced by Zalo as something unknown; the bot answers
                                        with a link, and by it the file comes
    a picture of the report             nothing: it goes with the files
    % zalo: A => B                      the transcript's words A are B here
"""

import re
from dataclasses import dataclass, field, replace

from bot.channels.memory import MemoryChannel, Sent
from bot.channels.web import BOT
from bot.channels.zalo.channel import ZaloChannel
from bot.links import UPLOAD, Links
from bot.splitting import UTF_16, length
from domain.conversation import Event, SentFile, SentUnreadable
from domain.messages import PAGE
from tests.play import FILE, Player, as_typed

ZALO = ZaloChannel({}, []).carries
SECRET = b"a secret for the tests"
PUBLIC_URL = "https://tiendo.nghixuan.gov.vn"
TO_UPLOAD = re.compile(rf"{PUBLIC_URL}/upload/(\S+)")
TO_DOWNLOAD = re.compile(
    rf"(?:\n\n|^)((?:Tệp \S+: {PUBLIC_URL}/download/\S+\n)+)(?:Mỗi đường dẫn|Đường dẫn) dùng được"
    " trong 7 ngày, dành riêng cho đồng chí\\.$"
)
ASIDE = re.compile(rf"\nNếu không gửi được tệp tại đây: {PUBLIC_URL}/upload/\S+")
OTHER_WORDS = re.compile(r"^% zalo: (.+) => (.+)$", re.MULTILINE)


def as_on_zalo(script: str) -> str:
    """The transcript with the words that are others on Zalo."""
    lines = as_typed(script).splitlines(keepends=True)
    for ours, theirs in OTHER_WORDS.findall(script):
        said = [line if line.startswith("%") else line.replace(ours, theirs) for line in lines]
        assert said != lines, f"never said: {ours}"
        lines = said
    return "".join(lines)


@dataclass
class ZaloPlayer(Player):
    links: Links = field(kw_only=True)
    page: MemoryChannel = field(kw_only=True)
    """Where files come that Zalo does not carry."""
    texts: list[str] = field(default_factory=list)
    """All that was sent, word by word."""

    async def _does(self, who: str, what: str) -> None:
        file = FILE.fullmatch(what)
        if file and file[1] == "tệp":
            await self._hand_in(who, file)
        else:
            await super()._does(who, what)

    async def _hand_in(self, who: str, file: re.Match[str]) -> None:
        """A document: the bot is told that there was one, and answers with a link."""
        self.count += 1
        await self._receive(who, SentUnreadable("unsupported", documents=False))
        (answer,) = self._take()
        link = TO_UPLOAD.search(answer.part.text)
        assert link, f"no way for a document: {answer.part.text}"
        self._choices(answer)
        signed = self.links.read(UPLOAD, link[1])
        assert signed is not None
        self.count += 1
        event = self._file(file, f"m{self.count}")
        assert isinstance(event, SentFile)
        self.page.files[event.reference] = self.channel.files[event.reference]
        number = f"{who}:{self.count}"
        assert await self.world.intake.store_for(signed.owner, (PAGE, BOT), number, event)
        await self.world.settle()

    def _event(self, who: str, what: str) -> Event:
        event = super()._event(who, what)
        return replace(event, documents=False) if isinstance(event, SentUnreadable) else event

    def _heard(self, sent: Sent, speaker: str) -> list[str]:
        if sent.part.picture:
            return []
        self.texts.append(sent.part.text)
        assert 0 < length(sent.part.text, UTF_16) <= ZALO.max_text
        assert not sent.part.buttons and sent.part.file is None
        lines = super()._heard(sent, speaker)
        to = lines[0].partition(" ")[0]
        return [*lines, *(f"{to} (tệp {name})" for name in self._linked(sent))]

    def _linked(self, sent: Sent) -> list[str]:
        found = TO_DOWNLOAD.search(Player._choices(self, sent)[0])
        return re.findall(r"^Tệp (\S+): ", found[1], re.MULTILINE) if found else []

    def _choices(self, sent: Sent) -> tuple[str, list[str]]:
        text, labels = super()._choices(sent)
        return ASIDE.sub("", TO_DOWNLOAD.sub("", text)), labels
