"""One-time codes: made from the machine's randomness, kept as a keyed hash."""

import hashlib
import hmac
import secrets

from domain.invite_codes import ALPHABET, lone_code
from domain.messages import Address


def fresh_code() -> str:
    """Eight characters as in "K7Q2-M9XD": 39 bits, guessable only by trying, which is limited.

    Letters and digits are mixed, so that it is found within a sentence or a link.
    """
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(8))
        if found := lone_code(code):
            return found


def hash_code(secret: bytes, code: str) -> str:
    plain = "".join(code.split()).replace("-", "").upper()
    return hmac.new(secret, plain.encode(), hashlib.sha256).hexdigest()


def address_key(secret: bytes, address: Address) -> str:
    """By which a person's own addresses are told apart where their ids are not to be kept."""
    said = f"address:{address}".encode()
    return hmac.new(secret, said, hashlib.sha256).hexdigest()[:16]


def stranger_name(secret: bytes, owner: str) -> str:
    """What the audit log calls somebody who has not consented: the same each time, and no id."""
    digest = hmac.new(secret, owner.encode(), hashlib.sha256).hexdigest()
    return f"stranger:{digest[:16]}"
