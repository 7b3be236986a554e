"""`make layout`: measures every paper anew, writes docs/layout.md, and leaves the pages of the
three reports as pictures in out/pages/."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.documents.report.ruler.paper import Paper, printed, written
from tests.documents.report.ruler.table import PAGE, table

PICTURES = PAGE.parents[1] / "out" / "pages"
_DOTS = "90"
"""An inch."""


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        papers = printed(written(), Path(folder))
        _draw([paper for paper in papers if paper.is_report], Path(folder))
    text = table(papers)
    PAGE.write_text(text, "utf-8")
    wrong = text.count("| NO |")
    print(f"{PAGE.name}: {wrong} rules do not hold; pages in {PICTURES}")
    return 1 if wrong else 0


def _draw(papers: list[Paper], folder: Path) -> None:
    shutil.rmtree(PICTURES, ignore_errors=True)
    PICTURES.mkdir(parents=True)
    for paper in papers:
        for ending in (".docx", ".pdf"):
            shutil.copy(folder / f"{paper.name}{ending}", PICTURES)
        drawn = ["pdftoppm", "-r", _DOTS, "-png", str(folder / f"{paper.name}.pdf")]
        subprocess.run([*drawn, str(PICTURES / paper.name)], check=True, timeout=200)


if __name__ == "__main__":
    sys.exit(main())
