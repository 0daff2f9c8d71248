# SPDX-License-Identifier: Apache-2.0
"""Keytabs in MIT's format 0x502, taken apart and put together again."""

import struct


def _entries(data):
    """(name without the realm, the entry as it is) each."""
    at = 2
    while at + 4 <= len(data):
        (size,) = struct.unpack_from(">i", data, at)
        at += 4
        if size > 0:
            entry = data[at : at + size]
            (parts,) = struct.unpack_from(">H", entry)
            place, names = 2, []
            for _ in range(parts + 1):  # the realm comes first
                (length,) = struct.unpack_from(">H", entry, place)
                names.append(entry[place + 2 : place + 2 + length].decode())
                place += 2 + length
            yield "/".join(names[1:]), entry
        at += abs(size)


def only(path, out, *names, wrong=False):
    """Writes a keytab of these names' keys, of a wrong key each where that is wanted."""
    with open(path, "rb") as file:
        data = file.read()
    found = [entry for name, entry in _entries(data) if name in names]
    if not found:
        raise AssertionError(f"{path}: no key of {names}")
    with open(out, "wb") as file:
        file.write(data[:2])
        for entry in found:
            if wrong:  # the key, and behind it 4 bytes of a long version number
                entry = entry[:-12] + bytes(byte ^ 0x55 for byte in entry[-12:-4]) + entry[-4:]
            file.write(struct.pack(">i", len(entry)) + entry)
    return out
