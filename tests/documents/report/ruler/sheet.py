"""A printed page as a ruler sees it: words with their places and faces, lines drawn.

Takes any PDF: the one that LibreOffice makes of a Word file and the one made without it.
"""

import re
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from pathlib import Path

_MM = 25.4 / 72
_ZOOM = 3
_PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)
_WORD = re.compile(
    r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>'
)
_FACES = re.compile(r"<page number=.*?</page>", re.DOTALL)
_FONT = re.compile(r'<fontspec id="(\d+)" size="(\d+)"')
_LINE = re.compile(
    r'<text top="(-?\d+)" left="(-?\d+)" width="(-?\d+)" height="(-?\d+)" '
    r'font="(\d+)">(.*?)</text>'
)
_PATH = re.compile(r'<path ([^>]*?)d="([^"]*)"([^>]*)/>')
_MATRIX = re.compile(r'transform="matrix\(([^)]*)\)"')
_THICKNESS = re.compile(r"stroke-width:([\d.]+)")
_SHORTEST, _THICKEST = 3.0, 1.0


@dataclass(frozen=True, slots=True)
class Word:
    """Places are millimetres from the page's top left, `size` is points."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    bold: bool
    italic: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal line: millimetres, `thickness` in points."""

    left: float
    right: float
    y: float
    thickness: float

    @property
    def length(self) -> float:
        return self.right - self.left

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True, eq=False)
class Page:
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...]
    pictures: int

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class Line:
    """Words that stand beside each other."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def left(self) -> float:
        return min(word.left for word in self.words)

    @property
    def right(self) -> float:
        return max(word.right for word in self.words)

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2

    @property
    def level(self) -> float:
        """About where its letters stand: the middle, lowered by a third of the size."""
        word = self.words[0]
        return (word.top + word.bottom) / 2 + word.size * _MM / 3


def measure(pdf: bytes) -> tuple[Page, ...]:
    """The pages of a PDF; needs poppler's pdftotext, pdftohtml and pdftocairo."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "paper.pdf"
        file.write_bytes(pdf)
        boxes = _PAGE.findall(_run("pdftotext", "-bbox", str(file), "-"))
        faces = _FACES.findall(
            _run("pdftohtml", "-xml", "-i", "-stdout", "-zoom", str(_ZOOM), str(file))
        )
        fonts = {n: int(size) / _ZOOM for face in faces for n, size in _FONT.findall(face)}
        return tuple(
            _page(box, _faces(face, fonts), _drawn(file, n))
            for n, (box, face) in enumerate(zip(boxes, faces, strict=True), start=1)
        )


def lines(words: Sequence[Word]) -> Iterator[Line]:
    """Words by the line they stand in, from top to bottom."""
    rest = sorted(words, key=lambda word: (word.bottom, word.left))
    while rest:
        first = rest[0]
        middle = (first.top + first.bottom) / 2
        row = [word for word in rest if word.top < middle < word.bottom]
        yield Line(tuple(sorted(row, key=lambda word: word.left)))
        rest = [word for word in rest if word not in row]


def find(page: Page, text: str, left: float = 0, right: float = 1000) -> tuple[Line, ...]:
    """The lines that `text` fills, as many as it takes, between two places of the page; empty
    where it does not. Small and capital letters are alike."""
    wanted = _bare(text)
    here = _between(page, left, right)
    for start, line in enumerate(here):
        taken, said = [line], _bare(line.text)
        while len(said) < len(wanted) and start + len(taken) < len(here):
            taken.append(here[start + len(taken)])
            said += _bare(taken[-1].text)
        if said == wanted:
            return tuple(taken)
    return ()


@lru_cache(maxsize=4096)
def _between(page: Page, left: float, right: float) -> tuple[Line, ...]:
    return tuple(lines([w for w in page.words if left <= w.left and w.right <= right]))


def _bare(text: str) -> str:
    """Without blanks: a line may also end within a word, after a hyphen."""
    return "".join(text.casefold().split())


def _run(program: str, *arguments: str) -> str:
    done = subprocess.run([program, *arguments], check=True, capture_output=True, timeout=120)
    return done.stdout.decode("utf-8")


@dataclass(frozen=True, slots=True)
class _Face:
    left: float
    top: float
    right: float
    bottom: float
    size: float
    bold: bool
    italic: bool


def _faces(page: str, fonts: dict[str, float]) -> list[_Face]:
    found = []
    for top, left, width, height, font, text in _LINE.findall(page):
        y, x, w, h = (int(each) / _ZOOM for each in (top, left, width, height))
        found.append(_Face(x, y, x + w, y + h, fonts[font], "<b>" in text, "<i>" in text))
    return found


def _page(
    box: tuple[str, str, str], faces: list[_Face], drawn: tuple[tuple[Rule, ...], int]
) -> Page:
    width, height, inside = box
    words = tuple(_word(found, faces) for found in _WORD.findall(inside))
    return Page(float(width) * _MM, float(height) * _MM, words, *drawn)


def _word(found: tuple[str, ...], faces: list[_Face]) -> Word:
    left, top, right, bottom = map(float, found[:4])
    x, y = (left + right) / 2, (top + bottom) / 2
    around = [f for f in faces if f.left - 1 <= x <= f.right + 1 and f.top <= y <= f.bottom]
    face = min(around, key=lambda f: abs((f.top + f.bottom) / 2 - y))
    place = (each * _MM for each in (left, top, right, bottom))
    return Word(unescape(found[4]), *place, face.size, face.bold, face.italic)


def _drawn(file: Path, page: int) -> tuple[tuple[Rule, ...], int]:
    """The horizontal lines of a page, each once, and how many pictures it has."""
    svg = _run("pdftocairo", "-svg", "-noshrink", "-f", str(page), "-l", str(page), str(file), "-")
    drawn = svg.split("</defs>", 1)[-1]
    rules = {rule for path in _PATH.findall(drawn) for rule in _rule(*path)}
    return tuple(sorted(rules, key=lambda rule: (rule.y, rule.left))), svg.count("<image ")


def _rule(before: str, shape: str, after: str) -> Iterator[Rule]:
    said = f"{before} {after}"
    found = _MATRIX.search(said)
    a, b, c, d, e, f = map(float, found[1].split(",")) if found else (1, 0, 0, 1, 0, 0)
    numbers = [float(each) for each in re.findall(r"-?\d+(?:\.\d+)?", shape)]
    points = [
        (a * x + c * y + e, b * x + d * y + f) for x, y in zip(*[iter(numbers)] * 2, strict=False)
    ]
    if len(points) < 2 or "C " in shape:
        return
    xs, ys = zip(*points, strict=True)
    thick = _THICKNESS.search(said) if "fill:none" in said or 'fill="none"' in said else None
    high = float(thick[1]) * abs(d or 1) if thick else max(ys) - min(ys)
    if max(ys) - min(ys) <= _THICKEST and high > 0 and (max(xs) - min(xs)) * _MM >= _SHORTEST:
        y = (min(ys) + max(ys)) / 2
        yield Rule(*(round(each * _MM, 2) for each in (min(xs), max(xs), y)), round(high, 2))
