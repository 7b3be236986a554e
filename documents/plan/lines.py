"""A document as lines: what text, Markdown and DOCX have in common."""

import re
import unicodedata
from dataclasses import dataclass

_QUOTED = re.compile(r"^\s{0,3}>\s?")
_HEADING = re.compile(r"^\s{0,3}(#{1,6})(?:\s+|$)")
_EMPHASIS = re.compile(r"\*{1,3}|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)|`")
_BOLD_ALL = re.compile(r"^(\*\*|__)(?!\s)[^*]+(\*\*|__)\s*$")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~/&])")
# Also what a symbol font leaves behind.
_BULLET = re.compile(r"^(\s*)[*•●▪◦·■□►▶➢➤✓✔\uf000-\uf0ff](?=\s)\s*")
_TAG = re.compile(r"</?(?:b|i|u|p|strong|em|center|span|div)(?:\s[^<>]{0,200})?/?>", re.IGNORECASE)
_BREAK = re.compile(r"<br\s{0,5}/?>", re.IGNORECASE)
_INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u2060\u00ad\u200e\u200f"))
# Letters that no Vietnamese has: a damaged font's, in many files of the web.
_MISPRINTS = {0x01DC: "\u0169", 0x01DB: "\u0168", 0x01F6: "\u1ef3", 0x0195: "\u1ef3"}
_SPECK = re.compile(r"(?<!\S)[¬¦^~§¤°´`¨\\�]+(?!\S)")
# A scanner reads 1 as l or I and 0 as O; a word never mixes them with digits.
_NUMERAL = re.compile(r"(?<!\w)(?=[lIO]*\d)[\dlI]+(?:(?<=\d)O+[\dlIO]*)?(?!\w)|(?<!\w)O\d(?=/)")
_MONTH = re.compile(r"(?<=\d/)l{1,2}(?!\w)")
_DIGITS = str.maketrans("lIO", "110")


@dataclass(frozen=True, slots=True)
class Line:
    """`number` counts from 1. `strong`: heading marks, or bold throughout. `cells`: a row, which
    in a Word document is the `row`-th of the `table`-th table, both from 1."""

    number: int
    text: str
    strong: bool = False
    cells: tuple[str, ...] = ()
    table: int = 0
    row: int = 0


def clean(text: str) -> str:
    """NFC, one kind of blank, nothing invisible, no control characters, no specks of a scan."""
    whole = unicodedata.normalize("NFC", text.translate(_INVISIBLE)).replace("\u2011", "-")
    kept = (c if unicodedata.category(c) != "Cc" else " " for c in whole)
    said = _SPECK.sub("", "".join(kept).translate(_MISPRINTS))
    return " ".join(_MONTH.sub(_digits, _NUMERAL.sub(_digits, said)).split())


def _digits(found: re.Match[str]) -> str:
    return found[0].translate(_DIGITS)


def is_blank(text: str) -> bool:
    """Without a letter or a digit: a rule, a row of dots."""
    return not any(c.isalnum() for c in text)


def row(number: int, cells: list[str], table: int = 0, at: int = 0) -> Line:
    """A table row; a cell's paragraphs are parted by line breaks."""
    kept = tuple("\n".join(filter(None, map(clean, cell.split("\n")))) for cell in cells)
    text = " | ".join(cell.replace("\n", " / ") for cell in kept)
    return Line(number, text, cells=kept, table=table, row=at)


def lines_of_text(text: str) -> list[Line]:
    """The lines of a plain text or Markdown document, blank ones left out."""
    whole = text.replace("\r\n", "\n").replace("\r", "\n")
    lines: list[Line] = []
    for number, raw in enumerate(whole.split("\n"), start=1):
        if not is_blank(raw):
            lines += _lines(number, _QUOTED.sub("", raw))
    return lines


def _lines(number: int, raw: str) -> list[Line]:
    if "|" in raw and (cells := _cells(raw)):
        return [row(number, cells)]
    parts = [part for part in _BREAK.split(raw) if not is_blank(part)]
    return [line for part in parts if not is_blank((line := _line(number, part)).text)]


def _cells(raw: str) -> list[str]:
    bare = _unmarked(raw.strip().strip("|"))
    cells = [_BREAK.sub("\n", cell).replace(" / ", "\n") for cell in bare.split("|")]
    return cells if len(cells) > 1 or raw.strip().startswith("|") else []


def _line(number: int, raw: str) -> Line:
    heading = _HEADING.match(raw)
    body = raw[heading.end() :].rstrip().rstrip("#") if heading else raw
    strong = bool(heading) or bool(_BOLD_ALL.match(body.strip()))
    text = clean(_unmarked(_BULLET.sub(r"\1- ", body)))
    return Line(number, text or clean(raw), strong)


def _unmarked(text: str) -> str:
    return _ESCAPE.sub(r"\1", _EMPHASIS.sub("", _TAG.sub("", text)))
