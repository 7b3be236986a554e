"""How the pages are reached from outside: at which address, through which web servers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

from bot.settings.values import is_loopback

_HOST = re.compile(r"([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?")
_OWN_NETWORK = 64
"""Bits of an IPv6 address that name a household or an office; the rest its machines choose."""


@dataclass(frozen=True, slots=True)
class Public:
    url: str
    proxies: tuple[IPv4Network | IPv6Network, ...] = ()
    is_trial: bool = False

    @property
    def is_secure(self) -> bool:
        return self.url.startswith("https://")

    @property
    def is_here(self) -> bool:
        """Whether the pages are opened on this machine alone."""
        return is_loopback(urlsplit(self.url).hostname or "")

    @property
    def cookie(self) -> str:
        """The prefix makes browsers insist on Secure, and on this host alone."""
        return "__Host-tiendo" if self.is_secure else "tiendo"

    def serves(self, host: str) -> bool:
        """Whether a Host header is ours: a page of somebody else may not speak for us."""
        if not (named := _HOST.fullmatch(host)):
            return False
        if self.is_here:
            return is_loopback(named[1].strip("[]"))
        return host == urlsplit(self.url).netloc

    def is_from_us(self, origin: str, host: str) -> bool:
        return origin == (f"http://{host}" if self.is_here else self.url)

    def client(self, remote: str, forwarded: Sequence[str]) -> str:
        """Where a request came from, as far as web servers of ours say so; `forwarded` are the
        lines of X-Forwarded-For. For counting: an office's IPv6 addresses are one."""
        came = remote
        for said in reversed(",".join(forwarded).split(",")):
            if not self._is_proxy(came) or not _is_address(said.strip()):
                break
            came = said.strip()
        return _counted(came)

    def _is_proxy(self, client: str) -> bool:
        if not _is_address(client):
            return False
        address = ip_address(client)
        return address.is_loopback or any(address in network for network in self.proxies)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _counted(client: str) -> str:
    if not _is_address(client) or ip_address(client).version == 4:
        return client
    return str(ip_network(f"{client.partition('%')[0]}/{_OWN_NETWORK}", strict=False))
