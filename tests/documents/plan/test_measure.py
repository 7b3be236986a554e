"""The figures of docs/importer.md are those of the reader as it is."""

import pytest

from tests.documents.plan.measure import (
    KINDS,
    PAGE,
    SHARED,
    WIDTHS,
    hand_counts,
    kept,
    page,
    scores,
)

pytestmark = pytest.mark.skipif(not SHARED.exists(), reason="the shared folder is absent")


def test_the_page_is_what_the_command_writes() -> None:
    assert PAGE.read_text("utf-8") == page(), "make importer"


def test_every_real_document_is_counted() -> None:
    counted = {SHARED / document["file"] for document in hand_counts()}
    real = {*(SHARED / "texts").glob("*.txt"), *(SHARED / "seed").glob("nghi-xuan-2021.*")}
    assert counted == real


@pytest.mark.parametrize("kind", KINDS)
def test_nearly_all_is_found_and_little_else(kind: str) -> None:
    results = [scores(document)[kind] for document in hand_counts()]
    right = sum(score.right for score in results)
    assert right >= 0.9 * sum(score.counted for score in results)
    assert right >= 0.9 * sum(score.found for score in results)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_scan_of_them_holds_nearly_the_same_tasks(width: int) -> None:
    texts = [each for each in hand_counts() if not each["file"].endswith(".docx")]
    results = [kept(document, width) for document in texts]
    right = sum(score.right for score in results)
    assert right >= 0.95 * sum(score.counted for score in results)
