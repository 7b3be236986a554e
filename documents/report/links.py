"""Ways out of a Word file: what Word or LibreOffice would fetch when it is opened."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile, ZipInfo

from lxml import etree

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_NOWHERE = {"attachedTemplate": "Normal.dotm"}
_BLANK = "about:blank"
# A hyperlink is followed by whoever clicks it, never by opening the file.
_CLICKED = "hyperlink"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
_FETCHING = re.compile(
    r"\s*(INCLUDEPICTURE|INCLUDETEXT|INCLUDE|IMPORT|DDE|DDEAUTO|LINK|DATABASE|RD)\b",
    re.IGNORECASE,
)


def outside_links(relations: bytes) -> Iterator[tuple[str, str]]:
    """(kind, target) of what lies outside of the file, hyperlinks left out. `relations`: the bytes
    of a .rels member."""
    for relation in _outside(etree.fromstring(relations, _PARSER)):
        yield _kind(relation), relation.get("Target", "")


def fetching_field(instruction: str) -> str | None:
    """The name of a field that reads another file or program when it is brought up to date."""
    found = _FETCHING.match(instruction)
    return found.group(1).upper() if found else None


def without_outside_links(docx: bytes) -> bytes:
    """The same file, led nowhere by pictures, objects and templates that lie outside of it.
    What is no archive is given back as it is: whoever opens it will say so."""
    kept = BytesIO()
    try:
        with ZipFile(BytesIO(docx)) as old, ZipFile(kept, "w") as new:
            for member in old.infolist():
                new.writestr(_like(member), _led_nowhere(member, old.read(member)))
    except (BadZipFile, etree.XMLSyntaxError):
        return docx
    return kept.getvalue()


def _like(member: ZipInfo) -> ZipInfo:
    same = ZipInfo(member.filename, member.date_time)
    same.compress_type = member.compress_type
    return same


def _led_nowhere(member: ZipInfo, content: bytes) -> bytes:
    if not member.filename.lower().endswith(".rels"):
        return content
    root = etree.fromstring(content, _PARSER)
    outside = list(_outside(root))
    for relation in outside:
        relation.set("Target", _NOWHERE.get(_kind(relation), _BLANK))
    if not outside:
        return content
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return written


def _outside(root: Any) -> Iterator[Any]:
    for relation in root.iter(_RELATIONSHIP):
        if relation.get("TargetMode") == "External" and _kind(relation) != _CLICKED:
            yield relation


def _kind(relation: Any) -> str:
    kind: str = relation.get("Type", "").rpartition("/")[2]
    return kind
