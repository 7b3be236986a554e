import os
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path
from time import sleep

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml

from documents.report import view, write_docx
from documents.report.converting import ConverterFailed, can_convert, to_pdf
from documents.report.links import without_outside_links
from domain.compiling import compile_report
from tests.report_sample import PERIOD, PROGRAMME, papers

Fake = Callable[[str], None]


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fake:
    """A `soffice` of the test's own, the only one to be found."""

    def put(script: str) -> None:
        programs = tmp_path / "programs"
        programs.mkdir()
        program = programs / "soffice"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")

    return put


def test_without_libreoffice_it_is_said_that_it_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not can_convert()
    with pytest.raises(ConverterFailed, match="not installed"):
        to_pdf(b"")


def test_a_converter_that_hangs_is_ended_with_what_it_started(fake: Fake, tmp_path: Path) -> None:
    fake(f"sleep 600 & echo $! > {tmp_path}/child\nwait")
    with pytest.raises(ConverterFailed, match=r"more than 0\.5 s"):
        to_pdf(b"PK", seconds=0.5)
    assert is_gone(int((tmp_path / "child").read_text()))


def test_what_a_converter_left_behind_is_ended(fake: Fake, tmp_path: Path) -> None:
    fake(f"sleep 600 & echo $! > {tmp_path}/child")
    with pytest.raises(ConverterFailed):
        to_pdf(b"PK")
    assert is_gone(int((tmp_path / "child").read_text()))


def is_gone(number: int) -> bool:
    """Ended, or ended and not yet taken away by whoever inherits it; killed is not yet ended."""
    return any(_has_ended(number) or sleep(0.01) for _ in range(500))


def _has_ended(number: int) -> bool:
    try:
        state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return True
    return state == "Z"


@pytest.mark.parametrize("script", ["exit 1", "exit 0", "echo no > report.pdf", "kill -9 $$"])
def test_a_converter_that_writes_no_pdf_has_failed(fake: Fake, script: str) -> None:
    fake(script)
    with pytest.raises(ConverterFailed, match="no PDF"):
        to_pdf(b"PK")


def test_a_converter_sees_nothing_of_our_environment(
    fake: Fake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIENDO_TELEGRAM_TOKEN", "secret")
    fake(f"env > {tmp_path}/seen; printf %%PDF-1.6 > report.pdf")
    assert to_pdf(b"PK") == b"%PDF-1.6"
    seen = dict(line.split("=", 1) for line in (tmp_path / "seen").read_text().splitlines())
    assert "secret" not in seen.values()
    assert seen.keys() <= {"PATH", "LANG", "HOME", "TMPDIR", "PWD", "OLDPWD", "SHLVL", "_"}
    assert not Path(seen["HOME"]).exists()


def test_two_conversions_go_one_after_the_other(fake: Fake, tmp_path: Path) -> None:
    fake(
        f"mkdir {tmp_path}/busy || echo two > {tmp_path}/log\n"
        f"sleep 0.2; rmdir {tmp_path}/busy; printf %%PDF-1.6 > report.pdf"
    )
    with ThreadPoolExecutor(3) as threads:
        assert list(threads.map(to_pdf, [b"PK"] * 3)) == [b"%PDF-1.6"] * 3
    assert not (tmp_path / "log").exists()


def with_outside_picture(address: str) -> bytes:
    document = Document()
    document.add_paragraph("Báo cáo").add_run()
    number = document.part.relate_to(address, RELATIONSHIP_TYPE.IMAGE, is_external=True)
    document.paragraphs[0].runs[0]._r.append(parse_xml(LINKED_PICTURE.format(number=number)))
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()


LINKED_PICTURE = """
<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
<wp:inline><wp:extent cx="900000" cy="900000"/><wp:docPr id="1" name="a"/><a:graphic>
<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>
<pic:nvPicPr><pic:cNvPr id="1" name="a"/><pic:cNvPicPr/></pic:nvPicPr>
<pic:blipFill><a:blip r:link="{number}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>
<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>
</wp:inline></w:drawing>"""


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """The address of a picture on this machine, and who asked for it."""
    requests: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            requests.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

        def log_message(self, format: str, *arguments: object) -> None:
            """Nothing on the test's output."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/logo.png", requests
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.needs("soffice", "libreoffice-writer-nogui")
def test_a_picture_elsewhere_is_never_fetched(asked: tuple[str, list[str]]) -> None:
    address, requests = asked
    assert to_pdf(with_outside_picture(address)).startswith(b"%PDF-")
    assert requests == []


@pytest.mark.needs("soffice", "libreoffice-writer-nogui")
def test_a_report_becomes_a_pdf_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    report = compile_report(PROGRAMME, PERIOD, papers())
    assert to_pdf(write_docx(view(report))).startswith(b"%PDF-")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.needs("soffice", "libreoffice-writer-nogui")
def test_what_is_no_word_file_is_not_converted() -> None:
    with pytest.raises(ConverterFailed):
        to_pdf(b"\x00\x01\x02")


def test_only_what_is_fetched_is_led_nowhere() -> None:
    document = Document()
    for kind in ("image", "hyperlink", "attachedTemplate"):
        document.part.relate_to(f"http://xa.example/{kind}", f"{KINDS}/{kind}", is_external=True)
    kept = BytesIO()
    document.save(kept)
    cut = Document(BytesIO(without_outside_links(kept.getvalue())))
    targets = {r.target_ref for r in cut.part.rels.values() if r.is_external}
    assert targets == {"about:blank", "http://xa.example/hyperlink", "Normal.dotm"}


KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
