"""The head of a document: letterhead, title, receiver, legal bases, opening."""

import re
from dataclasses import dataclass, field

from documents.plan.items import Item, Rank
from documents.plan.ledger import Ledger
from documents.plan.words import WORDS, any_of, begins, contains, same

_WORDS = WORDS["frame"]
_DATES = WORDS["dates"]
_NUMBER = re.compile(rf"(?<!\w){_WORDS['number']}\s*:\s*(\S*)")
_DATE = re.compile(
    rf"^(?P<place>[^,]{{2,60}}),\s*{_DATES['day']}\s*(?P<day>\d{{0,2}})[\s.…]*"
    rf"{_DATES['month']}\s*(?P<month>\d{{0,2}})[\s.…]*{_DATES['year']}\s*(?P<year>\d{{4}})?"
)
_ENDS = ".,;:/()"
_RULE = re.compile(r"[-–_=*]{3,}")
_CITED = re.compile(
    rf"(?<!\w)(?:{any_of(_WORDS['cited'])})\s+(?:{_WORDS['number']}\s+)?"
    r"\d{1,5}(?:/\d{4})?[/-]?[a-zđ][\w&/-]*"
    rf"(?:\s+{_DATES['day']}\s+\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{4}})?"
    rf"(?:\s+{_WORDS['issued_by']}\s+"
    rf"(?:(?!\s(?:{any_of(_WORDS['citation_ends'])})\s)[^;,.()]){{2,70}})?"
)


@dataclass
class Head:
    """What the head of a document says; empty where it does not."""

    issuer: str | None = None
    receiver: str | None = None
    number: str | None = None
    date: str | None = None
    place: str | None = None
    kind: str | None = None
    title: list[str] = field(default_factory=list)
    bases: list[str] = field(default_factory=list)
    opening: list[str] = field(default_factory=list)


def read_head(items: list[Item], ledger: Ledger) -> Head:
    """Reads the items before the first heading."""
    head = Head()
    for item in items:
        what = _read_row(head, item) if item.cells else _read_line(head, item)
        if what:
            ledger.place([item], what)
    head.bases += [base for text in head.opening for base in cited(text)]
    return head


def cited(text: str) -> list[str]:
    """The documents that a sentence cites: kind, number, date and who issued it."""
    return [text[found.start() : found.end()].strip() for found in _CITED.finditer(same(text))]


def with_place(issuer: str, place: str | None, opening: str | None) -> str:
    """A committee whose letterhead lost its place gets the level that its sentences name and the
    place of its date: "ỦY BAN NHÂN DÂN", "Ủy ban nhân dân tỉnh ban hành", Hà Tĩnh."""
    if same(issuer.strip()) not in _WORDS["governments"] or not place:
        return issuer
    pattern = rf"(?:{any_of(_WORDS['governments'])})\s+(?P<level>{any_of(_WORDS['places'])})(?!\w)"
    levels = [found["level"] for found in re.finditer(pattern, same(opening or ""))]
    whole = f"{issuer} {levels[-1]} {place}" if levels else issuer
    return whole.upper() if issuer.isupper() else whole


def government_in(text: str) -> str | None:
    """The first people's committee that stands with its own name: "UBND huyện Nghi Xuân"."""
    pattern = rf"(?<!\w)(?:{any_of(_WORDS['governments'])})\s+(?:{any_of(_WORDS['places'])})\s+"
    for found in re.finditer(pattern, same(text)):
        named: list[str] = []
        for word in text[found.end() :].split():
            if not word[0].isupper():
                break
            named.append(word.strip(_ENDS))
            if word[-1] in _ENDS:
                break
        if named:
            return text[found.start() : found.end()] + " ".join(named)
    return None


def _read_row(head: Head, item: Item) -> str | None:
    beside_motto = any(contains(cell, _WORDS["motto"]) for cell in item.cells)
    taken = [
        _letterhead(head, cell.upper() if beside_motto else cell)
        for cell in item.cells
        if cell.strip()
    ]
    return "letterhead" if taken and all(taken) else None


def _letterhead(head: Head, text: str) -> bool:
    """Takes one cell or line of the letterhead; False for anything else."""
    bare = _RULE.sub("", text).strip(" \n/")
    dated = _DATE.match(same(bare.replace("\n", " ")))
    if dated:
        head.place, head.date = bare[: dated.end("place")], _iso(dated)
        return True
    number = _NUMBER.match(same(bare))
    if number:
        head.number = bare[number.start(1) : number.end(1)].strip(".…") or None
        return True
    if contains(bare, _WORDS["motto"]) or not bare:
        return True
    if head.kind or (head.issuer and "\n" in text) or not bare.isupper() or len(bare) > 150:
        return False
    head.issuer = _issuer(f"{head.issuer}\n{bare}" if head.issuer else bare)
    return True


def _issuer(text: str) -> str:
    """A committee's name in two lines, or a department under its superior in two."""
    first, _, second = text.partition("\n")
    if not second or same(first.strip()) in _WORDS["governments"]:
        return " ".join(text.split())
    return f"{second}, {first}" if begins(first, _WORDS["governments"]) else text


def _read_line(head: Head, item: Item) -> str | None:
    if begins(item.text, [_WORDS["receiver"]]):
        return _read_receiver(head, item.text[len(_WORDS["receiver"]) :].lstrip(" :"))
    if _goes_on(head.receiver) and item.rank is Rank.DASH:
        return _read_receiver(head, item.text)
    if item.rank is not Rank.NONE:
        return None
    return _read_kind(head, item) or _read_sentence(head, item)


def _goes_on(receiver: str | None) -> bool:
    """Nothing stood behind the colon yet, or the last one ends in a semicolon."""
    return receiver is not None and (not receiver or receiver.endswith(";"))


def _read_receiver(head: Head, text: str) -> str:
    head.receiver = f"{head.receiver} {text}".strip() if head.receiver else text
    return "receiver"


def _read_kind(head: Head, item: Item) -> str | None:
    kind = begins(item.text, _WORDS["kinds"])
    if head.kind or not kind or not item.text[: len(kind)].isupper():
        return None
    head.kind = item.text[: len(kind)]
    if rest := item.text[len(kind) :].strip(" :"):
        head.title.append(rest)
    return "kind"


def _read_sentence(head: Head, item: Item) -> str | None:
    if _letterhead(head, item.text):
        return "letterhead"
    if begins(item.text, _WORDS["bases"]) and item.text.rstrip().endswith((";", ".", ",")):
        head.bases.append(item.text.strip(" ;.,"))
        return "legal basis"
    if head.title and item.text.isupper() and begins(item.text, _WORDS["authorities"]):
        return "letterhead"
    if _is_title(head, item.text):
        head.title.append(item.text)
        return "title"
    if head.kind or head.receiver or begins(item.text, _WORDS["openings"]):
        head.opening.append(item.text)
        return "opening"
    return None


def _is_title(head: Head, text: str) -> bool:
    still = head.kind and head.receiver is None and not head.opening and not head.bases
    return bool(still) and not text.endswith((":", ";", "."))


def _iso(dated: re.Match[str]) -> str | None:
    parts = dated["year"], dated["month"], dated["day"]
    if not all(parts):
        return None
    return f"{parts[0]}-{int(parts[1]):02}-{int(parts[2]):02}"
