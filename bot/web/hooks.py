"""What every messenger's webhook shares: its secret is compared, its body is bounded."""

import hmac

from aiohttp import web

PREFIX = "/webhook/"
MAX_BODY = 1024 * 1024
# Telegram obeys it; without it the first repetition comes at once.
REPEAT_AFTER = {"Retry-After": "5"}


def shows_secret(request: web.Request, header: str, secret: str) -> bool:
    """In constant time; nobody knows an empty secret."""
    given = request.headers.get(header, "").encode(errors="replace")
    return bool(secret) and hmac.compare_digest(given, secret.encode())


async def read_bounded(request: web.Request) -> bytes | None:
    """None for more than any event has, counted as it comes, whatever the headers say; nothing
    where it cannot be unpacked."""
    body = bytearray()
    try:
        async for chunk in request.content.iter_chunked(64 * 1024):
            body += chunk
            if len(body) > MAX_BODY:
                return None
    except web.RequestPayloadError:
        return b""
    return bytes(body)
