"""The kinds of values that settings take. Each refusal says what to write instead."""

import re
from datetime import datetime, time, timedelta
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Annotated, Any, TypeAlias
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainValidator
from pydantic_core import PydanticCustomError

from domain.calendar import VIETNAM

_LONGEST_TEXT = 200
_ENDING = re.compile(r"[a-z0-9]{1,10}")
_BOT_NAME = re.compile(r"[a-z0-9_]{1,20}")
_HOST = re.compile(r"\.?[a-z0-9-]+(\.[a-z0-9-]+)+")


class Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def refusal(remedy: str) -> PydanticCustomError:
    return PydanticCustomError("remedy", "{remedy}", {"remedy": remedy})


def whole(low: int, high: int) -> BeforeValidator:
    """A whole number, bounds included."""

    def check(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise refusal(f"write a whole number from {low} to {high}")
        return value

    return BeforeValidator(check)


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip() or min(value) < " ":
        raise refusal("write one line of words in quotes")
    if len(value) > _LONGEST_TEXT:
        raise refusal(f"write at most {_LONGEST_TEXT} letters")
    return value.strip()


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise refusal("write true or false, without quotes")
    return value


def _clock(value: Any) -> time:
    """A quoted time; or TOML's own, 07:30:00."""
    if isinstance(value, time):
        return value
    try:
        hour, minute = str(value).split(":")
        return time(int(hour), int(minute))
    except ValueError:
        raise refusal('not a time of day; write it as "07:30"') from None


def _pair(value: Any) -> Any:
    if not isinstance(value, list) or len(value) != 2:
        raise refusal('write where they begin and end, as ["07:30", "11:30"]')
    return value


def _zone(value: Any) -> ZoneInfo:
    remedy = f'write "{VIETNAM.key}"'
    try:
        zone = ZoneInfo(str(value))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise refusal(f"no such time zone; {remedy}") from None
    if _offsets(zone) != _offsets(VIETNAM):
        raise refusal(f"deadlines of Vietnamese offices are not counted in this zone; {remedy}")
    return zone


def _offsets(zone: ZoneInfo) -> list[timedelta | None]:
    """In winter and in summer."""
    return [datetime(2026, month, 1, tzinfo=zone).utcoffset() for month in (1, 7)]


def _address(value: Any) -> str:
    remedy = 'write an address as "https://api.telegram.org"'
    try:
        parts = urlsplit(value)
        well = parts.scheme in ("http", "https") and parts.hostname and (parts.port or 1)
    except (ValueError, TypeError, AttributeError):
        raise refusal(remedy) from None
    if not well or parts.query or parts.fragment:
        raise refusal(remedy)
    return str(value).rstrip("/")


def _listen(value: Any) -> str:
    """An address of this machine with a port, "127.0.0.1:8080"; "[::1]:8080" for IPv6."""
    remedy = 'write an address of this machine and a port, as "127.0.0.1:8080"'
    try:
        parts = urlsplit(f"//{value}")
        well = bool(parts.hostname and parts.port) and parts.netloc == value
        ip_address(str(parts.hostname))
    except ValueError:
        raise refusal(remedy) from None
    if not well:
        raise refusal(remedy)
    return str(value)


def _public_url(value: Any) -> str:
    """https, but where it leads to this machine only."""
    url = _address(value)
    parts = urlsplit(url)
    if parts.path or (parts.scheme != "https" and not is_loopback(parts.hostname or "")):
        raise refusal('write the address people open, as "https://tiendo.hatinh.gov.vn"')
    return url


def is_loopback(host: str) -> bool:
    """Whether a host name or address leads to this machine and to nowhere else."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _networks(value: Any) -> tuple[IPv4Network | IPv6Network, ...]:
    remedy = 'write the addresses of your proxies, as ["10.0.0.2"] or ["10.0.0.0/24"]'
    if not isinstance(value, list | tuple):
        raise refusal(remedy)
    try:
        return tuple(ip_network(str(one)) for one in value)
    except ValueError:
        raise refusal(remedy) from None


def _endings(value: Any) -> tuple[str, ...]:
    """As people write them: in capitals or small letters, with or without the dot."""
    remedy = 'write the endings of files, as ["jpg", "pdf"]'
    if not isinstance(value, list | tuple) or not value:
        raise refusal(remedy)
    endings = [str(ending).lower().removeprefix(".") for ending in value]
    if not all(_ENDING.fullmatch(ending) for ending in endings):
        raise refusal(remedy)
    return tuple(dict.fromkeys(endings))


def _bot_name(value: Any) -> str:
    """Small: the variable of its token has the same in capitals."""
    if not isinstance(value, str) or not _BOT_NAME.fullmatch(value):
        raise refusal('write small letters, digits and _, as "mot"; at most 20')
    return value


def _hosts(value: Any) -> tuple[str, ...]:
    remedy = 'write names of hosts, a leading dot for all below it, as [".zdn.vn"]'
    if not isinstance(value, list | tuple):
        raise refusal(remedy)
    hosts = [str(host).lower() for host in value]
    if not all(_HOST.fullmatch(host) for host in hosts):
        raise refusal(remedy)
    return tuple(dict.fromkeys(hosts))


Text: TypeAlias = Annotated[str, BeforeValidator(_text)]
Flag: TypeAlias = Annotated[bool, BeforeValidator(_flag)]
Clock: TypeAlias = Annotated[time, BeforeValidator(_clock)]
Span: TypeAlias = Annotated[tuple[Clock, Clock], BeforeValidator(_pair)]
Zone: TypeAlias = Annotated[ZoneInfo, PlainValidator(_zone)]
Endings: TypeAlias = Annotated[tuple[str, ...], BeforeValidator(_endings)]
WebAddress: TypeAlias = Annotated[str, BeforeValidator(_address)]
Listen: TypeAlias = Annotated[str, BeforeValidator(_listen)]
PublicUrl: TypeAlias = Annotated[str, BeforeValidator(_public_url)]
BotName: TypeAlias = Annotated[str, BeforeValidator(_bot_name)]
Hosts: TypeAlias = Annotated[tuple[str, ...], BeforeValidator(_hosts)]
Networks: TypeAlias = Annotated[tuple[IPv4Network | IPv6Network, ...], PlainValidator(_networks)]
