"""The tail of a document: closing sentence, recipients, signature, and where annexes begin."""

import re
from dataclasses import dataclass, field

from documents.plan.items import Item, Rank
from documents.plan.ledger import Ledger
from documents.plan.words import WORDS, any_of, begins, contains, same

_WORDS = WORDS["frame"]
_RECIPIENT = re.compile(r"(?:^|[\n;.])[\s/]*[-–]\s+|\n")
_SIGNERS = any_of(_WORDS["signing"] + _WORDS["offices_signing"])
_SIGNING = re.compile(rf"(?<=[^\s.])(?<!{_WORDS['deputy']})\s+(?=(?:{_SIGNERS})(?:\s|$))")
_NAME_WORDS = 6
_CLOSING_REACH = 6


@dataclass
class Tail:
    """What stands behind the plan itself; lines as they are written."""

    closing: list[str] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    signature: list[str] = field(default_factory=list)
    annex: list[Item] = field(default_factory=list)
    listing: bool = False
    """The list of recipients has begun."""


def tail_start(items: list[Item]) -> int:
    """Where the closing sentence, or else the recipients or the signature, begin."""
    ends = next((i for i, item in enumerate(items) if _ends_body(item)), len(items))
    for i in range(ends - 1, max(ends - 1 - _CLOSING_REACH, -1), -1):
        item = items[i]
        if item.rank is not Rank.NONE or item.cells or item.strong:
            break
        if begins(item.text, _WORDS["closings"]):
            ends = i
    return ends


def read_tail(items: list[Item], ledger: Ledger) -> Tail:
    """Reads the items from `tail_start` on; what belongs to annexes is handed back."""
    tail = Tail()
    for position, item in enumerate(items):
        what = _read(tail, item)
        if what is None and (tail.signature or tail.recipients or _is_annex(item)):
            tail.annex = items[position:]
            break
        if what:
            ledger.place([item], what)
    return tail


def abbreviations(recipients: list[str]) -> list[str]:
    """The short forms in "Lưu: VT, KT&HT", without the office of the archive itself."""
    kept = [r for r in recipients if begins(r, [_WORDS["archive"]])]
    words = re.findall(r"[^\s,;:.()]+", " ".join(kept))
    return [w for w in words if same(w) not in (*_WORDS["offices"], _WORDS["archive"])]


def _ends_body(item: Item) -> bool:
    return any(_is_recipients(text) or _is_signing(text) for text in item.cells or (item.text,))


def _is_recipients(text: str) -> bool:
    return begins(text.strip(), [_WORDS["recipients"]]) is not None


def _is_signing(text: str) -> bool:
    first = text.strip().split("\n")[0]
    return bool(re.match(rf"(?:{any_of(_WORDS['signing'])})\s*\S", same(first))) and (
        first.split(" ", 1)[-1][:3].isupper()
    )


def _is_annex(item: Item) -> bool:
    return begins(item.text, WORDS["headings"]["annex"]) is not None


def _read(tail: Tail, item: Item) -> str | None:
    if item.cells:
        taken = [_read_cell(tail, cell) for cell in item.cells if cell.strip()]
        return "signature" if taken and all(taken) else None
    if _is_annex(item):
        return None
    if _is_recipients(item.text):
        _add_recipients(tail, item.text)
        return "recipients"
    if _is_signature(tail, item.raw):
        tail.signature.append(item.raw)
        return "signature"
    return _read_recipient(tail, item) if tail.listing else _read_closing(tail, item)


def _read_closing(tail: Tail, item: Item) -> str | None:
    if tail.signature or not (tail.closing or begins(item.text, _WORDS["closings"])):
        return None
    tail.closing.append(item.raw)
    return "closing"


def _read_recipient(tail: Tail, item: Item) -> str | None:
    if item.rank is not Rank.DASH and not item.text.endswith((";", ".")):
        return None
    tail.recipients.append(_stripped(item.text))
    return "recipients"


def _is_signature(tail: Tail, text: str) -> bool:
    if tail.signature and _is_name(tail.signature[-1]):
        return False
    return _is_signing(text) or text.isupper() or (bool(tail.signature) and _is_name(text))


def _is_name(text: str) -> bool:
    words = text.split()
    return (
        1 < len(words) <= _NAME_WORDS
        and not text.isupper()
        and all(word[0].isupper() for word in words)
    ) or contains(text, _WORDS["signed"])


def _read_cell(tail: Tail, cell: str) -> bool:
    if _is_recipients(cell):
        _add_recipients(tail, cell)
        return True
    if not (_is_signing(cell) or cell.split("\n")[0].isupper()):
        return False
    for line in filter(None, (_stripped(line) for line in cell.split("\n"))):
        tail.signature += _signature_lines(line)
    return True


def _signature_lines(text: str) -> list[str]:
    parts: list[str] = []
    start = 0
    for found in _SIGNING.finditer(same(text)):
        parts.append(text[start : found.start()])
        start = found.end()
    words = text[start:].split()
    named = next((i for i, w in enumerate(words) if not w.isupper()), len(words))
    return [p for p in [*parts, " ".join(words[:named]), " ".join(words[named:])] if p]


def _add_recipients(tail: Tail, text: str) -> None:
    tail.listing = True
    rest = text[len(_WORDS["recipients"]) :].lstrip(" :")
    tail.recipients += [_stripped(p) for p in _RECIPIENT.split(rest) if _stripped(p)]


def _stripped(text: str) -> str:
    return text.strip(" ;./-–")
