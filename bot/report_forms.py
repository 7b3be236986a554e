"""The written forms of a compiled version: made once, kept, and given out again ever after."""

import asyncio
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from pathlib import Path

from aiosqlite import Connection

from bot.filing import keep, place, read
from bot.rulebook import Rulebook
from documents.report import (
    MOST_PHOTOS,
    Issued,
    NoPicture,
    first_page,
    for_paper,
    issued_number,
    part_of,
    side_among,
    write_form,
)
from domain.facts import StoredReport
from domain.report import CompiledReport
from domain.report_files import (
    BRIEF,
    PICTURE,
    STORED_FORMS,
    WHOLE,
    ReportFile,
    file_name,
)
from storage import files, reports
from storage.codec import load
from storage.database import Database

MIMES: Mapping[str, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    PICTURE: "image/png",
}
WORD = (WHOLE, "docx")
FULL = (*((WHOLE, form) for form in STORED_FORMS), (BRIEF, "pdf"), (WHOLE, PICTURE))
"""What goes with every version, by part and form."""
_IMAGES = "image/"

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Written:
    """A form on the disk; the books do not know of it yet."""

    file: ReportFile
    path: str
    size: int


async def load_compiled(reader: Connection, stored: StoredReport) -> CompiledReport:
    """The data a version was written from."""
    return load(CompiledReport, await reports.compiled(reader, stored.id))


async def photos_for(
    reader: Connection, folder: Path, *shown: CompiledReport
) -> Mapping[str, bytes]:
    """Photos of the evidence of these reports or parts of one, made ready for paper, by sha256:
    the first MOST_PHOTOS of them, without those that are gone or cannot be read."""
    hashes = dict.fromkeys(
        item.sha256
        for report in shown
        for group in report.evidence
        for item in group.items
        if item.mime.startswith(_IMAGES)
    )
    some = sorted(islice(hashes, MOST_PHOTOS))
    found = {sha256: await files.path_and_mime(reader, sha256) for sha256 in some}
    paths = {sha256: kept[0] for sha256, kept in found.items() if kept}
    return await asyncio.to_thread(_photos, folder, paths)


def _photos(folder: Path, paths: Mapping[str, str]) -> Mapping[str, bytes]:
    side = side_among(len(paths))
    made = {sha256: _photo(folder, path, side) for sha256, path in paths.items()}
    return {sha256: photo for sha256, photo in made.items() if photo}


def _photo(folder: Path, path: str, side: int) -> bytes | None:
    try:
        return for_paper(read(folder, path), side)
    except OSError:
        return None


def issued_as(stored: StoredReport) -> Issued | None:
    if not stored.is_issued or stored.number is None or stored.issued_on is None:
        return None
    return Issued(issued_number(stored.number), stored.issued_on)


def _name(stored: StoredReport, part: str, form: str) -> str:
    issued = issued_as(stored)
    return file_name(stored.code, stored.version, part, form, issued.number if issued else None)


def write_all(
    book: Rulebook,
    stored: StoredReport,
    report: CompiledReport,
    photos: Mapping[str, bytes],
    wanted: Iterable[tuple[str, str]],
) -> list[Written]:
    """Slow: call it in a thread. Raises NothingSuch."""
    wanted, issued = list(wanted), issued_as(stored)
    written = [
        keep_form(
            book,
            stored,
            (part, form),
            write_form(report, part, form, issued, photos, book.template),
        )
        for part, form in wanted
        if form != PICTURE
    ]
    if (WHOLE, PICTURE) in wanted:
        written += _pictured(
            book, replace(stored, files=(*stored.files, *(w.file for w in written)))
        )
    return written


def _pictured(book: Rulebook, stored: StoredReport) -> list[Written]:
    """The first page of the PDF that is kept. Where it cannot be drawn the report goes without."""
    pdf = stored.file(WHOLE, "pdf")
    assert pdf is not None, "written before, or just now"
    try:
        content = read(book.folder, str(place(pdf.sha256)))
        page = first_page(content, own_layout=book.template is not None)
    except (NoPicture, OSError) as error:
        logger.warning("%s goes without a picture of its first page: %s", pdf.name, error)
        return []
    return [keep_form(book, stored, (WHOLE, PICTURE), page)]


def keep_form(
    book: Rulebook, stored: StoredReport, which: tuple[str, str], content: bytes
) -> Written:
    """On the disk, under the name it is handed out by."""
    part, form = which
    digest, path = keep(book.folder, content)
    file = ReportFile(part, form, digest, _name(stored, part, form), stored.is_issued)
    return Written(file, str(path), len(content))


async def record(
    connection: Connection, number: int, written: Sequence[Written], now: datetime
) -> StoredReport:
    """Within a transaction: the files, and that they belong to the version."""
    for one in written:
        mime = MIMES[one.file.form]
        await files.put(connection, one.file.sha256, one.path, mime, one.size, now)
    return await reports.add_files(connection, number, [one.file for one in written])


async def with_forms(
    database: Database,
    book: Rulebook,
    stored: StoredReport,
    wanted: Iterable[tuple[str, str]],
    now: datetime,
) -> StoredReport:
    """The version with these forms kept: those that lack are written, never those that are there.

    Raises NothingSuch for a unit or heading that is not in the report.
    """
    lacking = [one for one in wanted if stored.file(*one) is None]
    if not lacking:
        return stored
    report = await load_compiled(database.reader, stored)
    parts = dict.fromkeys(part for part, form in lacking if part != BRIEF and form != PICTURE)
    shown = await asyncio.to_thread(lambda: [part_of(report, part) for part in parts])
    photos = await photos_for(database.reader, book.folder, *shown)
    written = await asyncio.to_thread(write_all, book, stored, report, photos, lacking)
    async with database.transaction() as connection:
        return await record(connection, stored.id, written, now)


async def bytes_of(database: Database, book: Rulebook, file: ReportFile) -> bytes:
    """Raises FileNotFoundError."""
    found = await files.path_and_mime(database.reader, file.sha256)
    if found is None:
        raise FileNotFoundError(file.name)
    return await asyncio.to_thread(read, book.folder, found[0])


async def form_of(
    database: Database, book: Rulebook, stored: StoredReport, part: str, form: str, now: datetime
) -> tuple[str, bytes]:
    """A form's name and bytes: kept ones as they are, others written now.

    Raises NothingSuch, and FileNotFoundError where the disk lost it.
    """
    if form not in STORED_FORMS:
        report = await load_compiled(database.reader, stored)
        issued = issued_as(stored)
        content = await asyncio.to_thread(write_form, report, part, form, issued)
        return _name(stored, part, form), content
    stored = await with_forms(database, book, stored, [(part, form)], now)
    file = stored.file(part, form)
    assert file is not None, "with_forms keeps what it was asked for"
    return file.name, await bytes_of(database, book, file)
