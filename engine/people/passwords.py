"""Passwords: argon2id, the same work for a user who does not exist, a floor against the easiest guesses."""

from functools import cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

TERPENDEK: Final = 10
TERPANJANG: Final = 128
"""Characters. Longer input is refused before it costs anything."""

_HASHER: Final = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
"""argon2id with 19 MiB, two passes, one lane: the OWASP password storage floor, fit for a clinic's small PC."""


def ramu(sandi: str) -> str:
    """The hash to keep."""
    return _HASHER.hash(sandi)


def cocok(hash_: str | None, sandi: str) -> bool:
    """Does the password match? Without a hash (unknown user, device) it costs the same and is always no."""
    try:
        return _HASHER.verify(hash_ or _dummy(), sandi[: TERPANJANG + 1]) and hash_ is not None
    except (VerificationError, InvalidHashError):
        return False


def usang(hash_: str) -> bool:
    """Was it made with other costs than today's?"""
    return _HASHER.check_needs_rehash(hash_)


def lemah(sandi: str, nama_pengguna: str) -> str | None:
    """Why this password will not do, or None."""
    if len(sandi) < TERPENDEK:
        return f"kurang dari {TERPENDEK} karakter"
    if len(sandi) > TERPANJANG:
        return f"lebih dari {TERPANJANG} karakter"
    if nama_pengguna in sandi.lower() and len(sandi) < len(nama_pengguna) + TERPENDEK // 2:
        return "memuat nama pengguna"
    if len(set(sandi.lower())) <= TERPENDEK // 3:
        return "hanya karakter yang diulang"
    return None


@cache
def _dummy() -> str:
    return _HASHER.hash("bukan sandi siapa pun")
