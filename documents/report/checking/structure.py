"""Tags that Word's user wrote in the wrong shape or place: found in the paragraphs alone."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from itertools import groupby

from documents.report.checking.paragraphs import (
    Place,
    Tag,
    broken_in,
    places,
    tags_in,
    unfilled_places,
)
from documents.report.findings import Finding, fault, near, remark

_CLOSED_BY = {"for": "endfor", "if": "endif", "macro": "endmacro", "with": "endwith"}
_BETWEEN = {"elif": {"if"}, "else": {"if", "for"}}
_SINGLE = {"set", "colspan", "cellbg", "vm", "hm"}
_ENDS = {end: word for word, end in _CLOSED_BY.items()}
_ALLOWED = {*_CLOSED_BY, *_ENDS, *_BETWEEN, *_SINGLE}
_FORBIDDEN = {"include", "import", "from", "extends", "block", "autoescape", "call", "filter"}
_MARKERS = {"p", "tr", "tc", "r"}
_IN_TABLES = {"tr", "tc"}


def structure_findings(members: Mapping[str, bytes]) -> Iterator[Finding]:
    """Tags that stand where they cannot be filled, or that do not open and close in turn."""
    for place in unfilled_places(members):
        for tag in tags_in(place):
            yield fault("not_filled_here", tag=tag.text, near=_near(tag))
    everywhere = list(places(members))
    for place in everywhere:
        yield from _in_paragraph(place)
    for _, part in groupby(everywhere, lambda place: place.part):
        yield from _blocks(tag for place in part for tag in tags_in(place))
    boxed = [tag for place in everywhere if place.in_box for tag in tags_in(place)]
    if boxed:
        yield remark("in_text_box", near=_near(boxed[0]))


def _in_paragraph(place: Place) -> Iterator[Finding]:
    broken = broken_in(place)
    if broken is not None:
        yield fault("broken_tag", tag=broken, near=near(place.text, broken))
    tags = list(tags_in(place))
    for tag in tags:
        yield from _statement(tag)
        yield from _marker(tag)
    whole = [tag for tag in tags if tag.marker == "p" and tag.kind == "%"]
    if whole and place.text.strip() != whole[0].text:
        yield fault("not_alone", tag=whole[0].text, near=_near(whole[0]))


def _statement(tag: Tag) -> Iterator[Finding]:
    if tag.kind != "%" or tag.word in _ALLOWED:
        return
    if tag.word in _FORBIDDEN:
        yield fault("forbidden", tag=tag.text, near=_near(tag))
    elif tag.word in _MARKERS and not tag.marker:
        yield fault("marker_apart", tag=tag.text, marker=tag.word, near=_near(tag))
    else:
        alike = get_close_matches(tag.word, sorted(_ALLOWED), 1)
        yield fault("no_such_word", tag=tag.text, alike="".join(alike), near=_near(tag))


def _marker(tag: Tag) -> Iterator[Finding]:
    if tag.kind == "{" and tag.marker:
        yield fault("marked_value", tag=tag.text, plain=f"{{{{ {tag.said} }}}}", near=_near(tag))
    elif tag.marker in _IN_TABLES and tag.place.row is None:
        yield fault("not_in_table", tag=tag.text, near=_near(tag))
    elif tag.marker == "tr" and tag.kind == "%":
        row = tag.place.row or ""
        if row.strip() != tag.text:
            yield fault("not_alone_in_row", tag=tag.text, near=near(row, tag.text))


def _blocks(tags: Iterable[Tag]) -> Iterator[Finding]:
    """Every beginning with its end, in reading order; markers of both alike."""
    open_: list[Tag] = []
    for tag in tags:
        if tag.kind != "%":
            continue
        if tag.word in _CLOSED_BY:
            open_.append(tag)
        elif tag.word in _ENDS:
            if not open_ or open_[-1].word != _ENDS[tag.word]:
                yield _out_of_order(tag, open_)
                return
            yield from _pair(open_.pop(), tag)
        elif tag.word in _BETWEEN and (not open_ or open_[-1].word not in _BETWEEN[tag.word]):
            yield _out_of_order(tag, open_)
            return
    for tag in open_:
        yield fault("unclosed", tag=tag.text, end=_CLOSED_BY[tag.word], near=_near(tag))


def _out_of_order(tag: Tag, open_: list[Tag]) -> Finding:
    """What comes after cannot be judged any more."""
    if open_:
        begun = open_[-1]
        end = _CLOSED_BY[begun.word]
        return fault("unclosed", tag=begun.text, end=end, near=_near(begun))
    return fault("end_alone", tag=tag.text, near=_near(tag))


def _pair(begin: Tag, end: Tag) -> Iterator[Finding]:
    if begin.marker != end.marker:
        yield fault("unlike_pair", begin=begin.text, end=end.text, near=_near(begin))
    elif not begin.marker and begin.place is not end.place:
        better = begin.text.replace("{%", "{%p", 1)
        yield remark("over_paragraphs", tag=begin.text, better=better, near=_near(begin))


def _near(tag: Tag) -> str:
    return near(tag.place.text, tag.text)
