"""Addresses of the web pages that people are given."""


def join_link(public_url: str, code: str) -> str:
    """The page that joins by a code. Behind "#" it reaches no server, and so no log."""
    return f"{public_url}/join#{code}"
