"""One-time codes: made from the machine's randomness, kept as a keyed hash."""

import hashlib
import hmac
import secrets

# Without letters and digits that look alike on paper.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def fresh_code() -> str:
    """Eight characters as in "K7Q2-M9XD": 39 bits, guessable only by trying, which is limited."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{code[:4]}-{code[4:]}"


def hash_code(secret: bytes, code: str) -> str:
    plain = "".join(code.split()).replace("-", "").upper()
    return hmac.new(secret, plain.encode(), hashlib.sha256).hexdigest()
