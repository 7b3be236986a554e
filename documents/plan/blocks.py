"""A section cut into blocks, each under a heading that names units."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from documents.plan.items import Item, Rank, looks_like_heading
from documents.plan.units import Named, before_verb, is_many, speaks, units_in


@dataclass(frozen=True, slots=True)
class Header:
    """A block's heading; `inline` is the text that follows on the same line."""

    item: Item
    named: Named
    inline: str = ""

    @property
    def text(self) -> str:
        whole = self.item.raw.strip()
        return whole.removesuffix(self.inline).rstrip(" :.;") or whole.rstrip(" :.;")


@dataclass
class Cut:
    """`before`: what stands before the first block; `after`: what belongs to none."""

    before: list[Item] = field(default_factory=list)
    blocks: list[tuple[Header, list[Item]]] = field(default_factory=list)
    after: list[Item] = field(default_factory=list)
    closed: bool = False


def cut(items: Sequence[Item]) -> Cut:
    """The blocks of a section; none where no heading names a unit."""
    found = Cut()
    for position, item in enumerate(items):
        following = items[position + 1] if position + 1 < len(items) else None
        header = _header(item) or _trusted(found, item, following)
        if header and _is_on_level(found, item):
            found.blocks.append((header, _inline_items(header)))
            found.closed = False
        elif not found.blocks:
            found.before.append(item)
        elif found.closed or _ends_blocks(found, item):
            found.closed = True
            found.after.append(item)
        else:
            found.blocks[-1][1].append(item)
    return found


def _header(item: Item) -> Header | None:
    if item.cells:
        return None
    if item.rank <= Rank.LETTER or item.strong or item.text.endswith(":"):
        named = units_in(item.text)
        if named:
            return Header(item, named)
    return _inline_header(item)


def _inline_header(item: Item) -> Header | None:
    """ "Phòng Y tế: tham mưu …", or a numbered "Phòng Y tế tham mưu …"."""
    name, _, text = item.text.partition(":")
    named = units_in(name) if text.strip() and item.rank is not Rank.PLUS else None
    if named:
        return Header(item, named, text.strip())
    name = before_verb(item.text) if item.rank is Rank.NUMBER else ""
    named = units_in(name)
    return Header(item, named, item.text[len(name) :].strip()) if named else None


def _trusted(found: Cut, item: Item, following: Item | None) -> Header | None:
    """The next number after a block's: a heading even where its unit is of an unknown kind."""
    if not found.blocks or not _is_next(found, item) or not looks_like_heading(item):
        return None
    goes_on = following is not None and following.rank > Rank.NUMBER
    if not (item.strong or goes_on) or speaks(item.text):
        return None
    name = item.text.rstrip(" :.;")
    return Header(item, Named((name,), frozenset([name] if is_many(name) else [])))


def _is_next(found: Cut, item: Item) -> bool:
    header, items = found.blocks[-1]
    if item.rank is not Rank.NUMBER or header.item.rank is not Rank.NUMBER:
        return False
    counted = any(inner.rank is Rank.NUMBER for inner in items)
    return not counted and int(item.label) == int(header.item.label) + 1


def _is_on_level(found: Cut, item: Item) -> bool:
    """Not inside another block: a task may begin with a unit's name too."""
    if not found.blocks:
        return True
    first = found.blocks[0][0].item
    alone = item.rank is Rank.NONE and (item.strong or item.text.endswith(":"))
    return item.rank <= first.rank or alone


def _ends_blocks(found: Cut, item: Item) -> bool:
    """A numbered heading that is no unit's, in the blocks' own count."""
    return _is_next(found, item) and looks_like_heading(item)


def _inline_items(header: Header) -> list[Item]:
    if not header.inline:
        return []
    return [replace(header.item, rank=Rank.NONE, label="", text=header.inline, strong=False)]
