"""Whether a file is a Word document that is safe to open: looked at before anything reads it."""

from collections.abc import Iterator, Mapping
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from documents.report.findings import TemplateRefused, fault

MOST_BYTES = 20_000_000
"""Of the file itself."""
_MOST_UNPACKED = 100_000_000
_MOST_MEMBERS = 1_000
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_ENCRYPTED_FLAG = 0x1
_TYPES = "[Content_Types].xml"
_MAIN = "word/document.xml"
_MAIN_TYPE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TEMPLATE_TYPE = b"wordprocessingml.template.main+xml"
_MACROS = (b"macroEnabled", b"vbaProject")
_XML = (".xml", ".rels", ".vml")


def members_of(content: bytes) -> Mapping[str, bytes]:
    """What is packed into a .docx, by name. Raises TemplateRefused for what is no Word document,
    too large, protected by a password, with macros, damaged, or made to harm."""
    if len(content) > MOST_BYTES:
        raise TemplateRefused(fault("too_large", limit=str(MOST_BYTES // 1_000_000)))
    if content.startswith(_OLE):
        raise TemplateRefused(fault("encrypted" if _ENCRYPTED_STREAM in content else "old_word"))
    try:
        with ZipFile(BytesIO(content)) as archive:
            _look_at(archive.infolist())
            members = {member.filename: archive.read(member) for member in archive.infolist()}
    except (BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
        kind = "damaged" if content.startswith(b"PK") else "no_word_file"
        raise TemplateRefused(fault(kind)) from error
    _look_inside(members)
    return members


def _look_at(members: list[ZipInfo]) -> None:
    """By what the archive says of itself: more than it says is never unpacked."""
    if len(members) > _MOST_MEMBERS or sum(m.file_size for m in members) > _MOST_UNPACKED:
        raise TemplateRefused(fault("bomb"))
    if any(member.flag_bits & _ENCRYPTED_FLAG for member in members):
        raise TemplateRefused(fault("encrypted"))
    if any(_leads_out(member.filename) for member in members):
        raise TemplateRefused(fault("damaged"))


def _leads_out(name: str) -> bool:
    """Word never writes such names; whoever unpacked them would write elsewhere."""
    return name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")


def _look_inside(members: Mapping[str, bytes]) -> None:
    types = members.get(_TYPES)
    if types is None or _MAIN not in members:
        # Other files are archives, too: spreadsheets, OpenDocument.
        raise TemplateRefused(fault("no_word_file"))
    if any(mark in types for mark in _MACROS):
        raise TemplateRefused(fault("macros"))
    if _TEMPLATE_TYPE in types:
        raise TemplateRefused(fault("word_template"))
    if _MAIN_TYPE not in types:
        raise TemplateRefused(fault("no_word_file"))
    for content in _xml_of(members):
        # Also where it is written in two bytes a letter.
        if b"<!DOCTYPE" in content.replace(b"\0", b""):
            raise TemplateRefused(fault("doctype"))


def _xml_of(members: Mapping[str, bytes]) -> Iterator[bytes]:
    for name, content in members.items():
        if name.lower().endswith(_XML):
            yield content
