"""Addresses of pages that are handed out."""


def join_link(public_url: str, code: str) -> str:
    """Where a one-time code is used. Behind "#" it reaches no server log and no link preview."""
    return f"{public_url}/join#{code}"
