"""How a fault is planted: an attribute that exists is replaced. One that is gone is an error, not a harmless mutant."""

from collections.abc import Callable
from typing import Any


def lama(tempat: Any, nama: str) -> Any:
    """What stands there now. Raises AttributeError where the product has changed under the mutant."""
    return getattr(tempat, nama)


def ganti(tempat: Any, **baru: Any) -> None:
    """Put these in the place of what has their names."""
    for nama, nilai in baru.items():
        lama(tempat, nama)
        setattr(tempat, nama, nilai)


def bungkus(tempat: Any, nama: str, buat: Callable[[Any], Any]) -> None:
    """Put what is made of it in its place."""
    setattr(tempat, nama, buat(lama(tempat, nama)))
