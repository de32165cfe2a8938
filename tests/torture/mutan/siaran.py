"""Mutants of the relay and of the stream."""

from collections.abc import Sequence
from typing import Any

from schemas import subjects
from tests.torture.mutan.tanam import bungkus, ganti, lama


async def _polos(client: Any, fasyankes: str, epoch: int, baris: Sequence[Any]) -> None:
    """Send lines without saying which one must stand before them; wherever they land, and if at all, it is fine."""
    from workers import streams

    js = client.jetstream(timeout=streams.JAWAB_DETIK)
    for line in baris:
        subject = subjects.event(fasyankes, epoch, line.jenis)
        await js.publish(subject, line.isi, headers=lama(streams, "_headers")(line))


def tanpa_pagar() -> None:
    """The relay is not fenced."""
    from workers import streams

    ganti(streams, _beruntun=_polos, _rombongan=_polos)


def terbit_ulang_naif() -> None:
    """A damaged stream is purged and filled again, under the same ids, and a duplicate is taken for success."""
    from workers import carry

    def naif(bangun: Any) -> Any:
        async def kosongkan(self: Any, verdict: Any) -> None:
            if verdict.epoch == 1:
                await bangun(self, verdict)
                return
            await lama(self, "_js").purge_stream(subjects.stream(lama(self, "_fasyankes"), 1))
            ganti(self, epoch=1, sampai=0, _selesai=True)

        return kosongkan

    bungkus(carry.Pembawa, "_bangun", naif)
    tanpa_pagar()


def tanda_dini() -> None:
    """An epoch is marked whole when it is made."""
    from workers import carry, streams

    async def buat(js: Any, fasyankes: str, epoch: int, *, atomik: bool) -> None:
        await js.add_stream(lama(streams, "_config")(fasyankes, epoch, selesai=True, atomik=atomik))

    ganti(carry, buat=buat)
