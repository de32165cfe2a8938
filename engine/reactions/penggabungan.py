"""Serial-unit numbering: who comes back gets a new number, and the old folder is asked for by itself, to be merged.

Source: seed 003 (serial unit), FACTS A3.5. `engine/penomoran.py` says when; the record room is the unit that asks.

Repeat story: a request bears an id made of both folders, so that whoever reads the line again asks for the same one.
"""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID, uuid5

from engine.penomoran import kebutuhan
from engine.reactions.lihat import Lihat
from schemas.commands import permintaan as ask
from schemas.events import berkas as told
from schemas.message import Command, Pelaku
from schemas.names import (
    RUANG_REKAM_MEDIS,
    SISTEM,
    AsalPermintaan,
    BerkasId,
    Cara,
    PeranMesin,
    PerintahId,
)

RUMPUN: Final = UUID("6a656a61-6b00-5000-8000-676162756e67")
"""The name space of the ids of what follows here."""
PENGIKUT: Final = Pelaku(SISTEM, frozenset({PeranMesin.SISTEM}))


def berkas_lama(event: told.BerkasDidaftarkan | told.BerkasDikaitkan, lihat: Lihat) -> tuple[Command, ...]:
    """A new folder for a patient who has one: the old ones are asked for, unless they wait for it already."""
    if event.pasien is None or not (old := lihat.berkas_lain(event.pasien, event.subjek)):
        return ()
    saat = min(event.terjadi_pada, event.dicatat_pada)
    if not kebutuhan(lihat.skema(saat), punya_berkas=True).gabungkan:
        return ()
    return tuple(
        ask.Buat(
            command_id=_id("minta", event, lihat, berkas),
            subjek=str(uuid5(RUMPUN, f"permintaan/{event.subjek}/{berkas}")),
            pelaku=PENGIKUT,
            cara=Cara.SISTEM,
            terjadi_pada=saat,
            berkas=berkas,
            unit=RUANG_REKAM_MEDIS,
            dibutuhkan_pada=saat,
            asal=AsalPermintaan.PENGGABUNGAN,
        )
        for berkas in old
        if all(one.asal is not AsalPermintaan.PENGGABUNGAN for one in lihat.antrean(berkas))
    )


def digabung(event: told.BerkasDigabung, lihat: Lihat, amplop: Callable[..., dict[str, Any]]) -> tuple[Command, ...]:
    """Merged: what it was asked for is done."""
    return tuple(
        ask.Penuhi(**amplop(event, lihat, one, "digabung", one.id))
        for one in lihat.antrean(event.subjek)
        if one.asal is AsalPermintaan.PENGGABUNGAN
    )


def _id(apa: str, event: told.PeristiwaBerkas, lihat: Lihat, berkas: BerkasId) -> PerintahId:
    again = f"/{lihat.percobaan}" if lihat.percobaan else ""
    return PerintahId(str(uuid5(RUMPUN, f"perintah/{apa}/{event.perintah_id}/{berkas}{again}")))
