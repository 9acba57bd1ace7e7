"""Which IP addresses lie inside: networks, machines and services that are nobody's public web site.

The standard library's `is_global` follows IANA's registries, and that is where we begin; but it leaves out what matters
to somebody who asks for pages on another's behalf: an IPv6 address that carries an IPv4 address within it, and whatever
a cloud's machines ask for their keys.
"""

import ipaddress
from ipaddress import IPv4Address, IPv6Address

IP = IPv4Address | IPv6Address

_V4 = tuple(
    ipaddress.IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",
        "100.64.0.0/10",  # behind a provider's NAT
        "127.0.0.0/8",
        "168.63.129.16/32",  # Azure's machines ask it for their settings; a public number, and yet inside
        "169.254.0.0/16",  # link-local, and every cloud's metadata
        "172.16.0.0/12",
        "192.0.0.0/24",  # protocol assignments, and a cloud's metadata (192.0.0.192)
        "192.0.2.0/24",  # documentation
        "192.31.196.0/24",  # AS112
        "192.52.193.0/24",  # AMT
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",
        "192.175.48.0/24",  # AS112
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, and broadcast
    )
)
#: Only here are IPv6 addresses given to public sites; and of it, not these.
_V6_GLOBAL = ipaddress.IPv6Network("2000::/3")
_V6 = tuple(
    ipaddress.IPv6Network(network)
    for network in (
        "2001::/23",  # protocol assignments: Teredo (2001::/32), benchmarks, ORCHID
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: carries an IPv4 address
        "2620:4f:8000::/48",  # AS112
        "3fff::/20",  # documentation
    )
)


def is_inside(ip: IP) -> bool:
    """Whether an address is anything but a public site's."""
    if isinstance(ip, IPv4Address):
        return any(ip in network for network in _V4) or not ip.is_global
    if ip.scope_id is not None:  # fe80::1%eth0
        return True
    # security: mapped, compatible, NAT64, unique-local, link-local, site-local, multicast: all lie outside 2000::/3
    return ip not in _V6_GLOBAL or any(ip in network for network in _V6) or not ip.is_global
