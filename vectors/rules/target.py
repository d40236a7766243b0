# SPDX-License-Identifier: Apache-2.0
"""The normal form of an http URL without query and fragment (RFC 3986 §6.2.2 and §6.2.3)."""

import re

URL = re.compile(r"(https?)://(\[[A-Za-z0-9._:\[-]*\]|[A-Za-z0-9._\[\]-]+)(?::([0-9]{0,5}))?((?:/[^?#]*)?)([?#].*)?", re.I)
UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")


def normalized(text: str) -> str | None:
    """The normal form, or None for what is no acceptable URL."""
    if len(text.encode()) > 2048 or not all(0x20 < ord(character) < 0x7F for character in text) or "\\" in text:
        return None
    match = URL.fullmatch(text)
    if not match:
        return None
    scheme, host, digits, path = match[1].lower(), match[2].lower(), match[3], match[4]
    default = 443 if scheme == "https" else 80
    port = int(digits) if digits else default
    if not 1 <= port <= 65_535 or re.search(r"%(?![0-9A-Fa-f]{2})", path):
        return None
    return f"{scheme}://{host}{'' if port == default else f':{port}'}{without_dots(re.sub('%(..)', unescaped, path))}"


def unescaped(match: re.Match[str]) -> str:
    character = chr(int(match[1], 16))
    return character if UNRESERVED.fullmatch(character) else f"%{match[1].upper()}"


def without_dots(path: str) -> str:
    """RFC 3986 §5.2.4."""
    rest, output = path or "/", ""
    while rest:
        if rest.startswith("/./") or rest == "/.":
            rest = "/" + rest[3:]
        elif rest.startswith("/../") or rest == "/..":
            rest, output = "/" + rest[4:], output.rpartition("/")[0]
        else:
            end = rest.find("/", 1)
            end = len(rest) if end < 0 else end
            output, rest = output + rest[:end], rest[end:]
    return output
