"""Opening a file and decoding its text."""

import codecs
from pathlib import Path

from documents.plan.errors import (
    PlanDamaged,
    PlanEmpty,
    PlanEncrypted,
    PlanNotRead,
    PlanOfOtherType,
    PlanTooLarge,
)

_TEXTS = (".md", ".markdown", ".txt")
_OLD_OFFICE = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def opened(path: Path, limit: int) -> bytes:
    """The bytes of a file of a type we read; raises PlanNotRead or a kind of it."""
    kind = path.suffix.lower()
    if kind not in (*_TEXTS, ".docx"):
        raise PlanOfOtherType(name=path.name)
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise PlanNotRead(name=path.name) from error
    if len(data) > limit:
        raise PlanTooLarge(name=path.name, limit_mb=max(limit // 2**20, 1))
    if not data.strip():
        raise PlanEmpty(name=path.name)
    if data.startswith(_OLD_OFFICE):
        raise (PlanEncrypted if _ENCRYPTED in data else PlanOfOtherType)(name=path.name)
    return data


def text_of(data: bytes, name: str) -> str:
    """UTF-8, or UTF-16 with its mark; anything else raises PlanDamaged or PlanOfOtherType."""
    if data.startswith((b"%PDF", b"PK\x03\x04", b"{\\rtf")):
        raise PlanOfOtherType(name=name)
    marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = data.decode("utf-16" if marked else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise PlanDamaged(name=name) from error
    if "\0" in text:
        raise PlanDamaged(name=name)
    return text
