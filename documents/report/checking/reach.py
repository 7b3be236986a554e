"""What a template brings along or would fetch when it is opened."""

from collections.abc import Iterator, Mapping

from docx.oxml.ns import qn

from documents.report.checking.paragraphs import root_of
from documents.report.findings import Finding, fault, remark
from documents.report.links import fetching_field, outside_links

# Nearly every file that was made on a Windows machine names its writer's own Normal.dotm.
_USUAL = "attachedTemplate"
_FOREIGN = b"/relationships/aFChunk"
_OBJECTS = ("word/embeddings/", "word/activeX/")


def reach_findings(members: Mapping[str, bytes]) -> Iterator[Finding]:
    """What would be fetched from elsewhere, or read from other files. Raises TemplateRefused."""
    for name, content in members.items():
        if name.endswith(".rels"):
            root_of(content)
            yield from _links(content)
        elif name.startswith("word/") and name.endswith(".xml"):
            yield from _fields(content)
    objects = [name for name in members if name.startswith(_OBJECTS)]
    if objects:
        yield remark("embedded_object")


def _links(relations: bytes) -> Iterator[Finding]:
    if _FOREIGN in relations:
        yield fault("foreign_part")
    for kind, target in outside_links(relations):
        if kind != _USUAL:
            yield remark("outside_link", target=target[:100])


def _fields(content: bytes) -> Iterator[Finding]:
    """A field may be split over runs: what is read is the whole of a paragraph's instructions."""
    if b"instr" not in content:
        return
    root = root_of(content)
    simple = [node.get(qn("w:instr")) or "" for node in root.iter(qn("w:fldSimple"))]
    complex_ = [
        "".join(node.text or "" for node in paragraph.iter(qn("w:instrText")))
        for paragraph in root.iter(qn("w:p"))
    ]
    for name in filter(None, map(fetching_field, (*simple, *complex_))):
        yield fault("fetching_field", field=name)
