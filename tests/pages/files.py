"""Files as people send them."""

import io

from PIL import Image
from playwright.async_api import FilePayload


def photo(name: str = "tap-huan.jpg") -> FilePayload:
    """A real one, such as a phone takes."""
    noise = Image.effect_noise((500, 400), 90).convert("RGB")
    out = io.BytesIO()
    noise.save(out, "JPEG", quality=85)
    return {"name": name, "mimeType": "image/jpeg", "buffer": out.getvalue()}
