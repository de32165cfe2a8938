"""Passwords at argon2's own price for tests: hashing as it is would be a large part of all the work the tests do.

What a password costs the product is held by `tests/test_people.py`, at the product's price.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from argon2 import PasswordHasher, profiles

from engine.people import passwords

MURAH = PasswordHasher.from_parameters(profiles.CHEAPEST)
MAHAL = vars(passwords)["_HASHER"]
"""The product's own."""


def murahkan() -> None:
    """From now on in this process."""
    _pakai(MURAH)


@contextmanager
def semahal_aslinya() -> Iterator[None]:
    """For as long as the block lasts, what the product does."""
    _pakai(MAHAL)
    try:
        yield
    finally:
        _pakai(MURAH)


def _pakai(hasher: PasswordHasher) -> None:
    vars(passwords)["_HASHER"] = hasher
    vars(passwords)["_dummy"].cache_clear()
