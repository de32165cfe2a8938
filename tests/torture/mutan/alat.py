"""Tools, no faults: they bring the moment of a fault nearer or hold it open longer. The sound product bears them."""

import asyncio
import secrets
import sys
import time
from collections.abc import Sequence
from typing import Any, Final

from tests.torture.mutan.tanam import bungkus, ganti

ZOMBI_DETIK: Final = 0.3
BANYAK: Final = 100
BANGUN_DETIK: Final = 0.5
COMMIT_DETIK: Final = 0.03


def cepat() -> None:
    """Look more often, so that a play need not wait."""
    from workers import deadlines, projections, relay

    ganti(relay, SAPU_DETIK=0.1, TILIK_DETIK=0.2)
    ganti(deadlines, SAPU_DETIK=0.1)
    ganti(projections, TILIK_DETIK=0.3, ULANG_DETIK=0.1)


def zombi() -> None:
    """A relay stops between reading lines and sending them, for longer than the server remembers ids.

    Two relays stop for different times: the slower one always sends what the other has sent already.
    """
    from workers import carry, relay, streams

    ganti(relay, SAPU_DETIK=0.05)

    def pelan(kirim: Any) -> Any:
        async def nanti(client: Any, fasyankes: str, epoch: int, baris: Sequence[Any], *, atomik: bool) -> None:
            if len(baris) < BANYAK:  # what it must make good at its start, it makes good at once
                await asyncio.sleep(ZOMBI_DETIK * (1 + ("pekerja" in sys.argv)))
            await kirim(client, fasyankes, epoch, baris, atomik=atomik)

        return nanti

    def pelupa(config: Any) -> Any:
        def lupa(*given: Any, **named: Any) -> Any:
            made = config(*given, **named)
            made.duplicate_window = 0.1
            return made

        return lupa

    bungkus(carry, "terbitkan", pelan)
    bungkus(streams, "_config", pelupa)


def bangun_pelan() -> None:
    """A new epoch stands empty for a while before it is filled."""
    from engine import points

    def kait(point: points.Titik) -> None:
        if point is points.Titik.ALIRAN_SESUDAH_BUAT:
            time.sleep(BANGUN_DETIK)

    points.hang(kait)


def commit_pelan() -> None:
    """Every other commit takes its time, so that a later one overtakes it where nothing forbids that."""
    from engine import points

    def kait(point: points.Titik) -> None:
        if point is points.Titik.TRANSAKSI_SEBELUM_COMMIT and secrets.randbelow(2):
            time.sleep(COMMIT_DETIK)

    points.hang(kait)
