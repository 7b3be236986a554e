"""Domain facts §1.5 to §1.7: issuers, signing forms, receivers and recipients."""

from collections.abc import Iterator

from tests.documents.report.ruler.checks import Check, Value, answer, exactly, near, yes
from tests.documents.report.ruler.checks_of_texts import issuer_of, place_of
from tests.documents.report.ruler.letters import FORMS, ISSUERS, SIGNER, Issuer, signing
from tests.documents.report.ruler.looks import paragraphs
from tests.documents.report.ruler.paper import Paper
from tests.documents.report.ruler.places import (
    AGENCY,
    NATION,
    RECIPIENTS,
    SIGNING,
    Found,
    placed,
)


def checks() -> Iterator[Check]:
    yield from _issuers()
    yield from _signatures()
    yield from _receivers()


def _issuers() -> Iterator[Check]:
    for key, issuer in ISSUERS.items():
        yield Check(
            "1.5",
            issuer.name,
            "Phụ lục I, Mục II.2 and II.4",
            exactly(_head(issuer)),
            _written_head(key),
            _printed_head(key),
        )


def _signatures() -> Iterator[Check]:
    for form in FORMS:
        yield Check(
            "1.6",
            f"Signed {form}",
            "Phụ lục I, Mục II.7",
            yes("yes"),
            _signed(form),
            _signed_page(form),
        )


def _receivers() -> Iterator[Check]:
    source = "Phụ lục I, Mục II.9"
    yield Check(
        "1.7",
        "One receiver: in the line of Kính gửi, full stop",
        source,
        yes("yes"),
        lambda p: [
            answer(e.text.startswith("Kính gửi: ") and e.text.endswith("."))
            for e in paragraphs(p, "Addressee")
        ],
        lambda p: [answer(placed(p, e.text) is not None) for e in paragraphs(p, "Addressee")],
    )
    yield Check(
        "1.7",
        "Several receivers: dashes, semicolons, a full stop at the end",
        source,
        yes("yes"),
        _listed("Addressee List"),
    )
    yield Check(
        "1.7",
        "Several receivers: dashes under the colon",
        source,
        yes("one indent"),
        _one_indent,
        _under_colon,
        near(2),
    )
    yield Check("1.7", "No receiver: no Kính gửi, and not Như trên", source, yes("yes"), _nobody)
    yield Check("1.7", "Sent upward: Như trên first", source, yes("yes"), _as_above)
    yield Check(
        "1.7",
        "Recipients: dashes, semicolons, Lưu: VT and a full stop last",
        source,
        yes("yes"),
        _listed("Recipient List"),
        _archived,
    )


def _written_head(key: str):
    def head(paper: Paper) -> Iterator[Value]:
        if issuer_of(paper) is ISSUERS[key]:
            agency = " | ".join(e.text for e in paragraphs(paper, "Letterhead Agency"))
            superior = [each.text for each in paragraphs(paper, "Letterhead Superior")]
            sign = paragraphs(paper, "Number Line")[0].text.rpartition("/")[2]
            yield " / ".join((*superior, agency, f"{place_of(paper)}, {sign}"))

    return head


def _printed_head(key: str):
    """The same, from words that stand within their column."""

    def head(paper: Paper) -> Iterator[Value]:
        if issuer_of(paper) is not ISSUERS[key]:
            return
        lines = [_line(paper, s, AGENCY) for s in ("Letterhead Superior", "Letterhead Agency")]
        agency = [" | ".join(each) for each in lines if each]
        place = _line(paper, "Place Line", NATION)[0].split(",")[0]
        sign = _line(paper, "Number Line", AGENCY)[0].rpartition("/")[2]
        yield " / ".join((*agency, f"{place}, {sign}"))

    return head


def _line(paper: Paper, style: str, column) -> list[str]:
    found = [placed(paper, each.text, column) for each in paragraphs(paper, style)]
    return [" ".join(line.text for line in each.lines) for each in found if each]


def _signed(form: str):
    def signed(paper: Paper) -> Iterator[Value]:
        issuer = issuer_of(paper)
        if issuer and paper.name.endswith(f"_{form[:-1]}"):
            cell = paper.document.tables[1].rows[0].cells[1]
            said = [each.text for each in cell.paragraphs if each.text]
            yield answer(said == [*signing(issuer, form), SIGNER], str(said))

    return signed


def _signed_page(form: str):
    """From top to bottom in the right column."""

    def signed(paper: Paper) -> Iterator[Value]:
        issuer = issuer_of(paper)
        if issuer and paper.name.endswith(f"_{form[:-1]}"):
            said = (*signing(issuer, form), SIGNER)
            found = [placed(paper, each, SIGNING) for each in said]
            levels = [each.lines[0].level for each in found if each]
            yield answer(len(levels) == len(said) and levels == sorted(levels))

    return signed


def _listed(style: str):
    """Each "- …;", the last "- … ."."""

    def listed(paper: Paper) -> Iterator[Value]:
        said = [each.text for each in paragraphs(paper, style) if each.text]
        for n, text in enumerate(said):
            mark = "." if n == len(said) - 1 else ";"
            yield answer(text.startswith("- ") and text.endswith(mark), text)

    return listed


def _one_indent(paper: Paper) -> Iterator[Value]:
    said = paragraphs(paper, "Addressee List")
    if said:
        left = {each.style.paragraph_format.left_indent for each in said}
        yield answer(len(left) == 1)


def _under_colon(paper: Paper) -> Iterator[Value]:
    for head in paragraphs(paper, "Addressees"):
        above: Found | None = placed(paper, head.text)
        for each in paragraphs(paper, "Addressee List"):
            found = placed(paper, each.text)
            if above and found:
                yield found.lines[0].left - above.right


def _nobody(paper: Paper) -> Iterator[Value]:
    if not paper.seen.receivers:
        said = [each.text for each in paper.document.paragraphs]
        listed = [each.text for each in paragraphs(paper, "Recipient List")]
        yield answer(
            not any(t.startswith("Kính gửi") for t in said) and "Như trên" not in listed[0]
        )


def _as_above(paper: Paper) -> Iterator[Value]:
    """Where the plan named nobody, or the report is one of the three."""
    first = paragraphs(paper, "Recipient List")[0].text
    if len(paper.seen.receivers) == 1:
        yield answer(first == "- Như trên;", first)


def _archived(paper: Paper) -> Iterator[Value]:
    last = paragraphs(paper, "Recipient List")[-1]
    yield answer(
        last.text.startswith("- Lưu: VT") and placed(paper, last.text, RECIPIENTS) is not None
    )


def _head(issuer: Issuer) -> str:
    said = (issuer.superior, issuer.agency, f"{issuer.place}, BC-{issuer.sign}")
    return " / ".join(filter(None, said))
