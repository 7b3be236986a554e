"""Small pictures of what people send, rubbish and traps included."""

import io

from PIL import Image

from documents.pictures import MOST_SCANS, SCAN
from documents.thumbnails import LONGEST_SIDE, thumbnail


def photo() -> bytes:
    made = io.BytesIO()
    Image.effect_noise((900, 600), 80).convert("RGB").save(made, "JPEG", progressive=True)
    return made.getvalue()


def test_a_photo_in_layers_becomes_a_small_picture() -> None:
    small = thumbnail(photo())
    assert small
    with Image.open(io.BytesIO(small)) as picture:
        assert max(picture.size) == LONGEST_SIDE


def test_a_photo_of_a_thousand_layers_is_not_decoded() -> None:
    assert thumbnail(photo() + SCAN * MOST_SCANS) is None


def test_what_is_no_picture_has_none() -> None:
    assert thumbnail(b"%PDF-1.7") is None
    assert thumbnail(b"") is None
