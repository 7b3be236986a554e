from io import BytesIO
from zipfile import ZipFile

from docxtpl import DocxTemplate

from documents.report.template import build
from documents.report.view import View
from documents.report.wording import template_file


def members(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_committed_template_is_what_the_builder_makes() -> None:
    assert members(template_file().read_bytes()) == members(build())


def test_the_template_knows_every_value_and_no_other() -> None:
    used = DocxTemplate(BytesIO(build())).get_undeclared_template_variables()
    assert used == set(View.__dataclass_fields__)
