"""PDF of a Word file, by LibreOffice where it is installed."""

import os
import shutil
import tempfile
import threading
from importlib.resources import files
from pathlib import Path

from documents.apart import TookTooLong, run_apart
from documents.report.links import without_outside_links

SECONDS = 120.0
"""A report of a province takes about 3 s; a first start on a slow disk 20 s."""
_PROGRAM = "soffice"
_PDF_MARK = b"%PDF-"
# Two at once would take the memory of two, and each is short.
_one_at_a_time = threading.Lock()


class ConverterFailed(Exception):
    """LibreOffice gave no PDF; the text says in English why, for the log."""


def can_convert() -> bool:
    """Whether LibreOffice is there to be asked."""
    return shutil.which(_PROGRAM) is not None


def to_pdf(docx: bytes, seconds: float = SECONDS) -> bytes:
    """The PDF of a Word file. Not the same bytes twice: LibreOffice writes the time into it.

    Blocks for seconds: call it in a thread. One conversion at a time in this process; LibreOffice
    gets a profile of its own, nothing of our environment, and is ended after `seconds` with all
    it started. Pictures that lie elsewhere are not fetched. Raises ConverterFailed.
    """
    program = shutil.which(_PROGRAM)
    if program is None:
        raise ConverterFailed("it is not installed")
    with (
        _one_at_a_time,
        tempfile.TemporaryDirectory(prefix="tiendo-", ignore_cleanup_errors=True) as folder,
    ):
        return _convert(program, docx, Path(folder), seconds)


def _convert(program: str, docx: bytes, folder: Path, seconds: float) -> bytes:
    (folder / "report.docx").write_bytes(without_outside_links(docx))
    _set_up(folder / "profile")
    command = [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        # Without it whatever comes is taken for some kind of text.
        "--infilter=MS Word 2007 XML",
        "--convert-to",
        "pdf:writer_pdf_Export",
        "--outdir",
        str(folder),
        str(folder / "report.docx"),
    ]
    try:
        run_apart(command, folder, seconds, _environment(folder))
    except TookTooLong:
        raise ConverterFailed(f"it took more than {seconds:g} s") from None
    except OSError as error:
        raise ConverterFailed("it did not start") from error
    return _read(folder / "report.pdf")


def _set_up(profile: Path) -> None:
    user = profile / "user"
    user.mkdir(parents=True)
    settings = files("documents.report") / "office_profile.xcu"
    (user / "registrymodifications.xcu").write_bytes(settings.read_bytes())


def _environment(folder: Path) -> dict[str, str]:
    """Its home, its places for what is passing, and where programs lie."""
    own = {name: str(folder) for name in ("HOME", "TMPDIR")}
    return {"PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8", **own}


def _read(pdf: Path) -> bytes:
    """It ends with 0 also where it wrote nothing: what counts is the file."""
    content = pdf.read_bytes() if pdf.is_file() else b""
    if not content.startswith(_PDF_MARK):
        raise ConverterFailed("it wrote no PDF")
    return content
