"""Whom we may speak to outside: hosts of the settings only, inner addresses only where listed as such.

A name is looked up once and that very address is used, so that it cannot turn into an inner one in between.
"""

import asyncio
import ipaddress
import socket
from collections.abc import Collection


def daftar(setelan: str) -> list[str]:
    """The hosts, addresses and networks of a setting, which has commas between them."""
    return [one.strip().lower() for one in setelan.split(",") if one.strip()]


async def alamat(host: str, port: int, boleh: Collection[str]) -> str | None:
    """An address of that host that may be spoken to; None where all are within and none was listed. Raises OSError."""
    loop = asyncio.get_running_loop()
    for *_, address in await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        found = ipaddress.ip_address(str(address[0]).partition("%")[0])
        if found.is_global and not found.is_multicast:
            return str(found)
        if any(found in network for network in _jaringan(boleh)):
            return str(found)
    return None


def _jaringan(boleh: Collection[str]) -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    """The addresses and networks that were listed as such."""
    made = []
    for one in boleh:
        try:
            made.append(ipaddress.ip_network(one.strip("[]")))
        except ValueError:
            continue  # a name
    return made
