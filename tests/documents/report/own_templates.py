"""Word templates as offices, and others, may hand them in."""

from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document

from documents.report.template import build

CONTENT = (
    "{%p for part in parts %}",
    "{{ part.label }} {{ part.title }}",
    "{%p for line in part.lines %}",
    "{{ line }}",
    "{%p endfor %}",
    "{%p endfor %}",
)
"""The least that a template needs."""


def saved(document: Any) -> bytes:
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()


def typed(*paragraphs: str) -> bytes:
    """A new Word file with these paragraphs and no others."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return saved(document)


def with_content(*paragraphs: str) -> bytes:
    return typed(*paragraphs, *CONTENT)


def built_in(change: Callable[[Any], None]) -> bytes:
    """The template that comes with tiendo, changed in Word."""
    document = Document(BytesIO(build()))
    change(document)
    return saved(document)


def repacked(content: bytes, members: Mapping[str, bytes]) -> bytes:
    """The same archive with other members in it."""
    kept = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(kept, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in members:
                new.writestr(name, old.read(name))
        for name, changed in members.items():
            new.writestr(name, changed)
    return kept.getvalue()


def member(content: bytes, name: str) -> bytes:
    with ZipFile(BytesIO(content)) as archive:
        return archive.read(name)


def with_body(content: bytes, old: str, new: str) -> bytes:
    """Its document.xml with `new` for `old`, once."""
    text = member(content, "word/document.xml").decode()
    assert old in text
    return repacked(content, {"word/document.xml": text.replace(old, new, 1).encode()})
