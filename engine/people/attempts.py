"""How often somebody may try a password: per account and per address, counted in this process' memory."""

import math
from hashlib import sha256
from typing import Final

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from engine import clock
from engine.refusals import Refusal

PER_AKUN: Final = parse("8/5 minutes")
PER_ALAMAT: Final = parse("60/5 minutes")
"""An address is often a whole clinic behind one router, so it gets more than one account does."""


class Percobaan:
    """The tries of this process. One per process, shared by all doors that ask for a password."""

    def __init__(self, *, per_akun: RateLimitItem = PER_AKUN, per_alamat: RateLimitItem = PER_ALAMAT) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._storage = self._limiter.storage
        self._per_akun = per_akun
        self._per_alamat = per_alamat

    def catat(self, akun: str, alamat: str) -> Refusal | None:
        """Count one try before the password is looked at; a refusal says how many seconds to wait."""
        for item, key in ((self._per_alamat, f"alamat:{alamat}"), (self._per_akun, _key(akun))):
            if not self._limiter.hit(item, key):
                reset = self._limiter.get_window_stats(item, key).reset_time
                wait = max(1, math.ceil(reset - clock.now().timestamp()))
                return Refusal("terlalu_sering", nilai={"detik": wait})
        return None

    def berhasil(self, akun: str) -> None:
        """The right password came: the account's earlier slips are forgotten."""
        self._limiter.clear(self._per_akun, _key(akun))


def _key(akun: str) -> str:
    """Hashed: what people type by mistake into the box for the user name is sometimes their password."""
    return "akun:" + sha256(akun.strip().lower().encode("utf-8", "replace")).hexdigest()[:32]
