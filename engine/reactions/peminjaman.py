"""A loan follows its folder, and the folder's due time follows its loan.

Repeat story: each wish bears an id made from the wish that caused it, so that asking again moves nothing.
"""

from typing import Final
from uuid import UUID, uuid5

from schemas.commands import berkas as ask_berkas
from schemas.commands import peminjaman as ask
from schemas.events import berkas as told_berkas
from schemas.events import peminjaman as told
from schemas.message import Command, Event, Pelaku
from schemas.names import SISTEM, Cara, PeranMesin, PerintahId

RUMPUN: Final = UUID("6a656a61-6b00-5000-8000-696b7574616e")
"""The name space of the ids of what follows."""
PENGIKUT: Final = Pelaku(SISTEM, frozenset({PeranMesin.SISTEM}))


def ikutan(event: Event, percobaan: int = 0) -> tuple[Command, ...]:
    """What follows from a fact, about loans. `percobaan` makes another wish of one that was refused and parked."""
    again = f"/{percobaan}" if percobaan else ""
    id_ = PerintahId(str(uuid5(RUMPUN, f"{event.perintah_id}{again}")))
    match event:
        case told_berkas.BerkasDipinjamkan(peminjaman=str(pinjam)):
            return (
                ask.Serahkan(
                    command_id=id_,
                    subjek=pinjam,
                    pelaku=PENGIKUT,
                    cara=Cara.SISTEM,
                    terjadi_pada=min(event.terjadi_pada, event.dicatat_pada),
                ),
            )
        case (
            told_berkas.PinjamanDikembalikan(peminjaman=str(pinjam))
            | told_berkas.TemuanDiverifikasi(peminjaman=str(pinjam))
        ):
            return (
                ask.Kembalikan(
                    command_id=id_,
                    subjek=pinjam,
                    pelaku=PENGIKUT,
                    cara=Cara.SISTEM,
                    terjadi_pada=min(event.terjadi_pada, event.dicatat_pada),
                ),
            )
        case told.PeminjamanDiperpanjang():
            return (
                ask_berkas.PerpanjangPinjaman(
                    command_id=id_,
                    subjek=event.berkas,
                    pelaku=PENGIKUT,
                    cara=Cara.SISTEM,
                    peminjaman=event.subjek,
                    jatuh_tempo=event.jatuh_tempo,
                ),
            )
        case _:
            return ()
