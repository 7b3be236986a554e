"""Domain facts §1.2 and §1.3: the end of the body and the signature."""

from collections.abc import Iterator

from docx.oxml.ns import qn

from tests.documents.report.ruler.checks import (
    Check,
    Value,
    answer,
    at_least,
    exactly,
    within,
    yes,
)
from tests.documents.report.ruler.looks import columns, look, paragraphs
from tests.documents.report.ruler.paper import Paper
from tests.documents.report.ruler.places import RECIPIENTS, SIGNING, Found, placed

_POINT = 25.4 / 72
_LINE = 1.149


def checks() -> Iterator[Check]:
    yield Check(
        "1.2",
        "The body ends with ./.",
        "Phụ lục I, Mục II.6",
        yes("yes"),
        lambda p: [answer(_closing(p).count("./.") == 1 and _closing(p)[-3:] == "./.")],
        lambda p: [answer(any("./." in page.text for page in p.pages))],
    )
    yield Check(
        "1.3", "The signature is never alone on a page", "practice", yes("yes"), _held, _with_words
    )
    yield Check(
        "1.3", "The signature's block is not split", "practice", yes("yes"), _whole, _on_one_page
    )
    yield Check(
        "1.3",
        "Room for the signature",
        "practice: 4 to 5 lines of 13 to 14 pt",
        within(52, 84, " pt"),
        lambda p: [look(each).before for each in paragraphs(p, "Signer")],
        _room,
    )
    yield Check(
        "1.2",
        "The signature stands in the right half",
        "Phụ lục I, Mục V, row 7a",
        exactly("5.3 | 11.2 cm"),
        lambda p: [columns(p.document.tables[1])],
        lambda p: [f.left for f in _signers(p)],
        at_least(82.8, " mm"),
    )


def _closing(paper: Paper) -> str:
    (closing,) = paragraphs(paper, "Closing Words")
    return closing.text


def _held(paper: Paper) -> Iterator[Value]:
    (closing,) = paragraphs(paper, "Closing Words")
    yield answer(look(closing).keeps_with_next)


def _signers(paper: Paper) -> Iterator[Found]:
    for each in paragraphs(paper, "Signer"):
        found = placed(paper, each.text, SIGNING)
        if found:
            yield found


def _with_words(paper: Paper) -> Iterator[Value]:
    """The last words of the body stand on the page of the name."""
    last = _closing(paper).split()[-1]
    for signer in _signers(paper):
        yield answer(any(word.text == last for word in signer.page.words))


def _whole(paper: Paper) -> Iterator[Value]:
    for row in paper.document.tables[1].rows:
        yield answer(row._tr.trPr.find(qn("w:cantSplit")) is not None)


def _on_one_page(paper: Paper) -> Iterator[Value]:
    last = paragraphs(paper, "Recipient List")[-1]
    for signer in _signers(paper):
        found = placed(paper, last.text, RECIPIENTS)
        yield answer(found is not None and found.page is signer.page)


def _room(paper: Paper) -> Iterator[Value]:
    offices = [*paragraphs(paper, "Signing Office First"), *paragraphs(paper, "Signing Office")]
    last = placed(paper, offices[-1].text, SIGNING)
    for signer in _signers(paper):
        assert last
        yield (signer.lines[0].level - last.lines[-1].level) / _POINT - _LINE * 14
