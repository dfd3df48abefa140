"""Names to addresses, and which addresses are of the public internet.

What is fetched may name any host, and a name may lead anywhere: to the machine itself, to the network that it
stands in, to the service that tells a cloud machine its passwords.  So what a name leads to is judged, not the name.
"""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from .troubles import Trouble

# IANA, IPv4 and IPv6 Special-Purpose Address Registries, and registries of multicast; the first that fits tells.
_REFUSED = [
    (ip_network(network), reason)
    for network, reason in (
        ("0.0.0.0/8", "unspecified"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "carrier-grade NAT"),
        ("127.0.0.0/8", "loopback"),
        ("169.254.0.0/16", "link-local, where clouds keep metadata"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "reserved"),
        ("192.0.2.0/24", "documentation"),
        ("192.88.99.0/24", "6to4"),
        ("192.168.0.0/16", "private"),
        ("198.18.0.0/15", "benchmarking"),
        ("198.51.100.0/24", "documentation"),
        ("203.0.113.0/24", "documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
        # looks public, and is where one large cloud's machines ask about themselves
        ("168.63.129.16/32", "cloud metadata"),
        ("::/128", "unspecified"),
        ("::1/128", "loopback"),
        ("::ffff:0:0/96", "IPv4-mapped"),
        ("64:ff9b:1::/48", "NAT64 of a private network"),
        ("2001::/23", "reserved, tunnels among them"),
        ("2001:db8::/32", "documentation"),
        ("2002::/16", "6to4"),
        ("3fff::/20", "documentation"),
        ("fc00::/7", "private"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "private"),
        ("ff00::/8", "multicast"),
    )
]
_NAT64 = ip_network("64:ff9b::/96")
_GLOBAL = ip_network("2000::/3")


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host, the best first.  Raises Trouble `unreachable`."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        again = error.errno == socket.EAI_AGAIN
        raise Trouble("unreachable", f"no address is known for {host}; check the name", again, silent=True) from error
    except (OSError, UnicodeError) as error:
        raise Trouble("unreachable", f"no address is known for {host}; check the name", silent=True) from error
    return list(dict.fromkeys(str(address[0]).partition("%")[0] for *_, address in found))


def why_not_public(address: str) -> str | None:
    """Of what kind an IP address is that must not be fetched from; None where it is of the public internet."""
    ip = ip_address(address)
    reason = next((reason for network, reason in _REFUSED if ip in network), None)
    if reason is not None:
        return reason
    if isinstance(ip, IPv4Address):
        return None if ip.is_global else "reserved"
    return _judge_ipv6(ip)


def _judge_ipv6(ip: IPv6Address) -> str | None:
    if ip in _NAT64:
        # an IPv6-only network reaches all IPv4 hosts so: what counts is whom it leads to
        inner = why_not_public(str(IPv4Address(int(ip) & 0xFFFFFFFF)))
        return f"NAT64 of a {inner} address" if inner else None
    return None if ip in _GLOBAL and ip.is_global else "reserved"


def literal(host: str) -> str | None:
    """The IP address that a host name is, in whichever spelling the system takes ("127.1", "0x7f000001"); else None."""
    try:
        return str(ip_address(host))
    except ValueError:
        pass
    try:
        return socket.inet_ntoa(socket.inet_aton(host))
    except OSError:
        return None
