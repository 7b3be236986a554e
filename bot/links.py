"""Links that sign for themselves: each for one purpose, one person, and a limited time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from itsdangerous import BadSignature, URLSafeSerializer

from bot.applying.others import owner_of

DOWNLOAD = "download"
UPLOAD = "upload"
PICTURE = "picture"
LASTS = {
    DOWNLOAD: timedelta(days=7),
    UPLOAD: timedelta(hours=24),
    # A messenger fetches it as soon as it is told of it.
    PICTURE: timedelta(hours=24),
}


@dataclass(frozen=True, slots=True)
class Signed:
    """What a link says. `owner` is whom it was given to, `about` the sha256 of a file."""

    owner: str
    about: str
    until: datetime
    made: datetime


@dataclass(frozen=True, slots=True)
class Links:
    public_url: str
    secret: bytes
    clock: Callable[[], datetime]

    def download(self, owner: str, sha256: str) -> str:
        return self._link(DOWNLOAD, owner, sha256)

    def picture(self, owner: str, sha256: str) -> str:
        """Ends like a file's name: some go by that to know what they fetch."""
        return f"{self._link(PICTURE, owner, sha256)}.png"

    def upload(self, person: str) -> str:
        return self._link(UPLOAD, owner_of(person), "")

    def read(self, purpose: str, token: str) -> Signed | None:
        """None for a link that is not ours, of another purpose, or over."""
        try:
            owner, about, until = self._signer(purpose).loads(token)
        except (BadSignature, ValueError, TypeError):
            return None
        ends = datetime.fromtimestamp(until, self.clock().tzinfo)
        signed = Signed(owner, about, ends, ends - LASTS[purpose])
        return signed if signed.until > self.clock() else None

    def _link(self, purpose: str, owner: str, about: str) -> str:
        until = int((self.clock() + LASTS[purpose]).timestamp())
        token = self._signer(purpose).dumps([owner, about, until])
        return f"{self.public_url}/{purpose}/{token}"

    def _signer(self, purpose: str) -> URLSafeSerializer:
        """The purpose goes into the key: a link of one kind is rubbish to another."""
        return URLSafeSerializer(self.secret, salt=f"tiendo.{purpose}")
