"""Secrets: from the environment or a file it names, never from the settings."""

import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from domain.errors import StartError

TELEGRAM_TOKEN = "TIENDO_TELEGRAM_TOKEN"  # noqa: S105 (a name, not a token)
SECRET_KEY = "TIENDO_SECRET_KEY"  # noqa: S105 (a name, not a key)
ZALO_TOKEN = "TIENDO_ZALO_TOKEN_"  # noqa: S105 (the beginning of names, not a token)
WEBHOOK_SECRET = "TIENDO_WEBHOOK_SECRET"  # noqa: S105 (a name, not a secret)
KEY_FILE = "secret.key"

_TOKEN_FORM = re.compile(r"\d+:[A-Za-z0-9_-]+")
_ZALO_NAME = re.compile(rf"{ZALO_TOKEN}([A-Z0-9_]+?)(?:_FILE)?")
_ZALO_FORM = re.compile(r"[!-~]{8,200}")
# Telegram takes 1 to 256 letters, Zalo 8 to 256.
_WEBHOOK_FORM = re.compile(r"[A-Za-z0-9_-]{8,256}")
_SHORTEST_KEY = 16


@dataclass(frozen=True, slots=True)
class Secrets:
    """`key` signs links and hashes invite codes; by `webhook_secret` Telegram proves that it is
    Telegram, by `zalo_webhook_secrets` Zalo that it is Zalo. None is shown by `repr`."""

    key: bytes = field(repr=False)
    webhook_secret: str = field(repr=False)
    telegram_token: str | None = field(default=None, repr=False)
    zalo_tokens: Mapping[str, str] = field(default_factory=dict, repr=False)
    """By the name of the bot, as the settings have it."""
    zalo_webhook_secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    """By the same names."""

    def words(self) -> tuple[str, ...]:
        """What must never be written to a log."""
        key = self.key.decode("utf-8", "replace")
        hooks = (self.webhook_secret, *self.zalo_webhook_secrets.values())
        shown = (self.telegram_token, key, *hooks, *self.zalo_tokens.values())
        return tuple(dict.fromkeys(word for word in shown if word))


def load_secrets(folder: Path, environ: Mapping[str, str] = os.environ) -> Secrets:
    """The secrets of an installation whose data lie in `folder`, where a key is made on the first
    start. Raises StartError, in which no secret is shown."""
    key, tokens = _key(folder, environ), zalo_tokens(environ)
    return Secrets(
        key,
        webhook_secret(key, "telegram", environ),
        telegram_token(environ),
        tokens,
        {name: webhook_secret(key, f"zalo {name}", environ) for name in tokens},
    )


def telegram_token(environ: Mapping[str, str] = os.environ) -> str | None:
    token = _given(TELEGRAM_TOKEN, environ)
    if token is not None and not _TOKEN_FORM.fullmatch(token):
        raise StartError(
            f"{TELEGRAM_TOKEN}: not the form of a bot token (digits, a colon, letters); "
            "copy it again from BotFather, whole and without quotes"
        )
    return token


def zalo_tokens(environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The tokens of all Zalo bots that are given, by the bots' names in small letters."""
    named = sorted({found[1] for name in environ if (found := _ZALO_NAME.fullmatch(name))})
    tokens = {name: _given(f"{ZALO_TOKEN}{name}", environ) for name in named}
    for name, token in tokens.items():
        if token is not None and not _ZALO_FORM.fullmatch(token):
            raise StartError(
                f"{ZALO_TOKEN}{name}: not the form of a bot token; copy it again from Zalo, "
                "whole, without blanks and quotes"
            )
    return {name.lower(): token for name, token in tokens.items() if token}


def twins(tokens: Mapping[str, str]) -> str:
    """What is wrong where two bots have one token, by their names; "" where none have."""
    known: dict[str, str] = {}
    for name, token in tokens.items():
        other = known.setdefault(token, name)
        if other != name:
            return same_bot(other, name)
    return ""


def same_bot(one: str, other: str) -> str:
    return f"{one} and {other} are the same bot of Zalo: each needs its own token"


def webhook_secret(key: bytes, of: str, environ: Mapping[str, str] = os.environ) -> str:
    """The given one; else one made from the key, so that nobody has to set it up: another `of`
    each messenger and bot, so that who knows one knows no other."""
    given = _given(WEBHOOK_SECRET, environ)
    if given is None:
        return hmac.new(key, f"{of} webhook".encode(), hashlib.sha256).hexdigest()
    if not _WEBHOOK_FORM.fullmatch(given):
        raise StartError(
            f"{WEBHOOK_SECRET}: not the form that messengers take; write 8 to 256 of A-Z, a-z, "
            "0-9, _ and -, or leave it out"
        )
    return given


def _given(name: str, environ: Mapping[str, str]) -> str | None:
    value, file = environ.get(name, "").strip(), environ.get(f"{name}_FILE", "").strip()
    if value and file:
        raise StartError(f"{name} and {name}_FILE are both set; keep one of them")
    if not file:
        return value or None
    try:
        found = Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "not text"
        raise StartError(f"{name}_FILE = {file}: cannot be read ({why}); mend the path") from None
    if not found:
        raise StartError(f"{name}_FILE = {file}: the file is empty; put the secret into it")
    return found


def _key(folder: Path, environ: Mapping[str, str]) -> bytes:
    given = _given(SECRET_KEY, environ)
    key = _kept_key(folder / KEY_FILE) if given is None else given
    if len(key) < _SHORTEST_KEY:
        where = SECRET_KEY if given is not None else str(folder / KEY_FILE)
        raise StartError(f"{where}: too short; give at least {_SHORTEST_KEY} random letters")
    return key.encode()


def _kept_key(path: Path) -> str:
    try:
        if not path.exists():
            _make_key(path)
        return path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        raise StartError(f"{path}: cannot be read or made; mend the rights of the file") from None


def _make_key(path: Path) -> None:
    """Written aside and linked: of two first starts at once, one key wins, whole."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(32))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
