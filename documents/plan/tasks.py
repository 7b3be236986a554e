"""The tasks of one block's paragraphs."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from documents.plan.details import Details, detail, details_in, label_of, several_in
from documents.plan.items import Item, Rank
from documents.plan.leads import led_by
from documents.plan.ledger import Ledger
from documents.plan.tables import rows_of
from domain.programme import Indicator

_MATTERS = 2
_MATTER_WORDS = 6


@dataclass
class Draft:
    """A task being read: of paragraphs, or of a table's row with `words` and a `figure`."""

    items: list[Item]
    details: Details = field(default_factory=Details)
    words: str | None = None
    figure: Indicator | None = None

    @property
    def text(self) -> str:
        first, *others = self.items
        return self.words or "\n".join([first.text, *(other.raw for other in others)])


@dataclass
class _Block:
    level: Rank
    drafts: list[Draft] = field(default_factory=list)
    common: Details = field(default_factory=Details)
    labelled: bool = False
    """The block has a line "Nhiệm vụ:": what is said beside it concerns all its tasks."""
    matters: bool = False
    """Its tasks begin with their matter: "Truyền thông: …"; so may one with "Sản phẩm: …"."""


def drafts_of(items: Sequence[Item], year: int | None, ledger: Ledger, name: str) -> list[Draft]:
    """The tasks of a block; places what it takes as "task NAME.1", and leaves lead-ins alone."""
    block = _Block(_level(items), matters=_are_matters(items))
    for item in items:
        _take(block, item, year, ledger, name)
    for row in rows_of(items, year, ledger, with_leads=False):
        block.drafts.append(Draft([row.item], row.details, row.text, row.figure))
        ledger.place([row.item], f"task {name}.{len(block.drafts)}")
    for draft in block.drafts:
        draft.details = draft.details.over(details_in(draft.text, year)).over(block.common)
    return block.drafts


def _level(items: Sequence[Item]) -> Rank:
    """The rank of the marks that tasks have; NONE where they are plain paragraphs."""
    own = (item for item in items if not item.cells and label_of(item.text) is None)
    return min((item.rank for item in own), default=Rank.NONE)


def _are_matters(items: Sequence[Item]) -> bool:
    """Several points begin with a word or two and a colon, and these are no labels of a task."""
    level = _level(items)
    matters = [item for item in items if item.rank is level and _matter(item.text)]
    return level is not Rank.NONE and len(matters) >= _MATTERS


def _matter(text: str) -> bool:
    before, colon, after = text.partition(": ")
    short = len(before.split()) <= _MATTER_WORDS
    return bool(colon and after and short) and label_of(text) is None


def _take(block: _Block, item: Item, year: int | None, ledger: Ledger, name: str) -> None:
    if item.cells:
        return
    own = block.matters and item.rank is block.level
    label = None if own else label_of(item.text)
    if label and (several := several_in(item.text, year)):
        _add(block, several)
        ledger.place([item], f"task {name}.{max(len(block.drafts), 1)}")
        return
    if label and label[0] != "number":
        kind, value = label
        if kind != "task":
            if not _take_detail(block, kind, value, year):
                ledger.refuse(item, item.raw)
            ledger.place([item], f"task {name}.{max(len(block.drafts), 1)}")
            return
        block.labelled = True
        if not value:
            ledger.place([item], f"block {name}")
            return
        item = Item(item.lines, block.level, item.label, item.text.partition(":")[2].strip())
    if _take_task(block, item):
        ledger.place([item], f"task {name}.{len(block.drafts)}")


def _take_task(block: _Block, item: Item) -> bool:
    """False for a lead-in before the first task, which is none itself."""
    if item.rank is block.level:
        block.drafts.append(Draft([item]))
    elif not block.drafts:
        if item.text.endswith(":"):
            return False
        block.drafts.append(Draft([item]))
    elif item.rank is Rank.NONE and not _belongs(block):
        block.drafts.append(Draft([item]))
    else:
        block.drafts[-1].items.append(item)
    return True


def _belongs(block: _Block) -> bool:
    """A plain paragraph after a marked one: part of "a) …", and of what ends in a colon."""
    return block.level < Rank.DASH or block.drafts[-1].items[-1].text.endswith(":")


def _take_detail(block: _Block, kind: str, value: str, year: int | None) -> bool:
    """False where the value is not understood, or was said before."""
    value, rest = _first_sentence(kind, value)
    said = detail(kind, value, year).over(details_in(rest, year))
    known = _add(block, said)
    understood = said != Details() and known.over(said) != known
    return (understood and not (kind == "lead" and led_by(value).rest)) or not value


def _first_sentence(kind: str, value: str) -> tuple[str, str]:
    """Names end with a sentence; what follows may say more: "Phòng Y tế. Hoàn thành trước …"."""
    if kind not in ("lead", "supporting"):
        return value, ""
    first, stop, rest = value.partition(". ")
    return first, stop + rest


def _add(block: _Block, said: Details) -> Details:
    """To the last task, or to all where none was yet or a label opened them; what was known."""
    if block.labelled or not block.drafts:
        known = block.common
        block.common = known.over(said)
    else:
        known = block.drafts[-1].details
        block.drafts[-1].details = known.over(said)
    return known
