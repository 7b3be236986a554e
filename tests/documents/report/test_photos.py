"""Photos made ready for paper, rubbish and traps included."""

from io import BytesIO

from PIL import Image

from documents.pictures import MOST_SCANS, SCAN
from documents.report.photos import LONGEST_SIDE, MOST_PHOTOS, for_paper, side_among

_ORIENTATION, _MAKER, _PLACE = 0x0112, 0x010F, 0x8825
_ON_ITS_SIDE = 6


def photo(across: int, down: int, kind: str = "JPEG", **more: object) -> bytes:
    made = BytesIO()
    Image.effect_noise((across, down), 80).convert("RGB").save(made, kind, **more)
    return made.getvalue()


def opened(content: bytes | None) -> Image.Image:
    assert content is not None
    return Image.open(BytesIO(content))


def test_a_large_photo_gets_as_small_as_paper_needs_and_a_small_one_stays() -> None:
    assert opened(for_paper(photo(2400, 1200))).size == (LONGEST_SIDE, LONGEST_SIDE // 2)
    assert opened(for_paper(photo(300, 200))).size == (300, 200)


def test_a_photo_taken_on_its_side_stands_upright_and_does_not_say_where_it_was_taken() -> None:
    exif = Image.Exif()
    exif[_ORIENTATION], exif[_MAKER] = _ON_ITS_SIDE, "maker"
    exif[_PLACE] = {1: "N", 2: (18.0, 30.0, 0.0)}
    upright = opened(for_paper(photo(300, 200, exif=exif)))
    assert upright.size == (200, 300)
    assert not upright.getexif() and "exif" not in upright.info


def test_what_phones_and_screens_send_becomes_jpeg() -> None:
    for kind in ("PNG", "WEBP"):
        assert opened(for_paper(photo(60, 40, kind))).format == "JPEG"


def test_the_same_photo_gives_the_same_bytes() -> None:
    content = photo(500, 400)
    assert for_paper(content) == for_paper(content)


def test_what_is_no_picture_has_none() -> None:
    assert for_paper(b"") is None
    assert for_paper(b"%PDF-1.7") is None
    assert for_paper(photo(300, 200)[:400]) is None


def test_a_bomb_is_not_opened() -> None:
    made = BytesIO()
    Image.new("1", (13_500, 13_500)).save(made, "PNG")
    assert for_paper(made.getvalue()) is None
    assert for_paper(photo(60, 40) + SCAN * MOST_SCANS) is None


def test_many_photos_take_no_more_memory_than_sixty() -> None:
    most = 60 * LONGEST_SIDE**2
    assert side_among(1) == side_among(60) == LONGEST_SIDE
    assert all(n * side_among(n) ** 2 <= most for n in range(1, MOST_PHOTOS + 1))
    assert opened(for_paper(photo(2400, 1200), side_among(MOST_PHOTOS))).size == (800, 400)
