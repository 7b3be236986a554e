"""Which hosts are ours, and where a request came from."""

from ipaddress import ip_network

import pytest

from bot.public import Public

OUTSIDE = Public("https://tiendo.example", (ip_network("10.0.0.2/32"),))
HERE = Public("http://localhost:8080")


@pytest.mark.parametrize(
    ("public", "host", "serves"),
    [
        (OUTSIDE, "tiendo.example", True),
        (OUTSIDE, "evil@tiendo.example", False),
        (HERE, "lan.localhost:8080", True),
        (HERE, "[::1]:8080", True),
        (HERE, "evil.com@localhost", False),
        (HERE, "localhost/evil.com", False),
        (HERE, "[::1", False),
        (HERE, "", False),
    ],
)
def test_a_host_is_a_name_and_a_port_of_ours(public: Public, host: str, serves: bool) -> None:
    assert public.serves(host) is serves


@pytest.mark.parametrize(
    ("remote", "forwarded", "client"),
    [
        ("203.0.113.9", ["198.51.100.7"], "203.0.113.9"),
        ("10.0.0.2", ["198.51.100.7"], "198.51.100.7"),
        # A proxy that adds a line of its own: the last word is its.
        ("10.0.0.2", ["1.2.3.4", "198.51.100.7"], "198.51.100.7"),
        ("10.0.0.2", ["1.2.3.4, 198.51.100.7"], "198.51.100.7"),
        ("127.0.0.1", ["198.51.100.7, 10.0.0.2"], "198.51.100.7"),
        ("10.0.0.2", ["rubbish"], "10.0.0.2"),
        ("10.0.0.2", [], "10.0.0.2"),
        ("2001:db8:1:2:aaaa::1", [], "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::9", [], "2001:db8:1:2::/64"),
    ],
)
def test_an_office_is_counted_by_its_address(
    remote: str, forwarded: list[str], client: str
) -> None:
    assert OUTSIDE.client(remote, forwarded) == client
