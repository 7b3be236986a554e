"""Every paper written, printed by LibreOffice in one run, and measured."""

import shutil
import subprocess
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document

from documents.report import View
from tests.documents.report.ruler.letters import endings, letters
from tests.documents.report.ruler.samples import Sample, reports
from tests.documents.report.ruler.sheet import Page, measure

OFFICE = "soffice"


@dataclass(frozen=True, eq=False)
class Paper:
    """A paper: what it is to say, its Word file, and its pages where they have been printed."""

    name: str
    seen: View
    content: bytes = field(repr=False)
    document: Any = field(repr=False)
    pages: tuple[Page, ...] = field(repr=False, default=())

    @property
    def is_report(self) -> bool:
        """One of the three whole reports, with annexes."""
        return bool(self.seen.annex_tasks)


def samples() -> Iterator[Sample]:
    yield from reports()
    yield from letters()
    yield from endings()


def written() -> tuple[Paper, ...]:
    """Without the pages, which need LibreOffice."""
    return tuple(_written(each) for each in samples())


def printed(papers: Iterable[Paper], folder: Path) -> tuple[Paper, ...]:
    """The papers with their pages; leaves a .docx and a .pdf of each in `folder`."""
    papers = tuple(papers)
    for paper in papers:
        (folder / f"{paper.name}.docx").write_bytes(paper.content)
    to_pdf([folder / f"{paper.name}.docx" for paper in papers], folder)
    with ThreadPoolExecutor(2) as pool:
        files = [(folder / f"{paper.name}.pdf").read_bytes() for paper in papers]
        return tuple(pool.map(on_pages, papers, files))


def on_pages(paper: Paper, pdf: bytes) -> Paper:
    """The same paper as another printer has it: its pages are asked what the Word file's are."""
    return replace(paper, pages=measure(pdf))


def to_pdf(files: Iterable[Path], folder: Path) -> None:
    """All files in one run of LibreOffice, with a profile of its own."""
    profile = folder / "profile"
    turn = [OFFICE, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to"]
    given = [*turn, "pdf", "--outdir", str(folder), *map(str, files)]
    subprocess.run(given, check=True, capture_output=True, timeout=280)
    shutil.rmtree(profile)


def _written(sample: Sample) -> Paper:
    content = sample.docx()
    return Paper(sample.name, sample.seen, content, Document(BytesIO(content)))
