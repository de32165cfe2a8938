"""What tests of reminders build with: a doctor who owes, things that are open, a worker on the test's clock."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, insert, select, update

from engine import points
from engine import tables as t
from engine.database import writing
from engine.facility import baru
from engine.pengingat.kalimat import Aturan
from engine.pengingat.kirim import Gagal
from engine.points import Titik
from engine.settings import Settings
from schemas.names import Peran
from tests.kit import DOKTER, PAGI, UMUM, Jam
from workers.kanal.kiriman import Surat
from workers.notices import Notices

MULAI = PAGI - timedelta(hours=2)
"""Monday 06:00 WIB, an hour before the digest."""


class Catatan:
    """A way out that keeps what it was given: a real channel of another kind, not a stand-in for one of ours."""

    def __init__(self, *jawaban: Gagal | None) -> None:
        self.surat: list[Surat] = []
        self._jawaban = list(jawaban)

    async def kirim(self, surat: Surat) -> Gagal | None:
        """Keep it, and answer what was planned; then always yes."""
        self.surat.append(surat)
        return self._jawaban.pop(0) if self._jawaban else None


def buat_orang(engine: Engine, nama: str, *peran: Peran, unit: tuple[str, ...] = (UMUM,), **isi: Any) -> str:
    """Somebody with these roles and contacts; their id."""
    made = baru()
    row = {
        "id": made,
        "nama_pengguna": nama,
        "nama": f"Orang {nama}",
        "peran": sorted(peran),
        "unit": sorted(unit),
        "aktif": True,
        "harus_ganti_sandi": False,
        "dibuat": PAGI,
    }
    with writing(engine).begin() as connection:
        connection.execute(insert(t.petugas), row | isi)
    return made


def kurang(  # noqa: PLR0913 - what a gap has
    engine: Engine,
    orang: str = DOKTER.id,
    *,
    sejak: datetime = MULAI - timedelta(days=1),
    tempo: datetime | None = None,
    berkas: str | None = None,
    butir: str = "resume_medis.tanda_tangan",
    keadaan: str = "terbuka",
) -> str:
    """An open gap of somebody's; its id."""
    made = baru()
    row = {
        "id": made,
        "keadaan": keadaan,
        "versi": 1,
        "berkas": berkas or baru(),
        "butir": butir,
        "penanggung_jawab": orang,
        "penemu": baru(),
        "versi_daftar": 1,
        "jatuh_tempo": tempo or sejak + timedelta(days=14),
        "lewat": False,
        "ditolak": 0,
        "sejak": sejak,
        "terakhir": sejak,
        "terdaftar": sejak,
    }
    with writing(engine).begin() as connection:
        connection.execute(insert(t.kekurangan), row)
    return made


def jadi(engine: Engine, kekurangan: str, keadaan: str = "dilengkapi") -> None:
    """The gap is in another state from now on."""
    with writing(engine).begin() as connection:
        connection.execute(update(t.kekurangan).where(t.kekurangan.c.id == kekurangan).values(keadaan=keadaan))


def kontak(engine: Engine, orang: str = DOKTER.id, **isi: Any) -> None:
    """How somebody is reached from now on."""
    with writing(engine).begin() as connection:
        connection.execute(update(t.petugas).where(t.petugas.c.id == orang).values(isi))


def pekerja(engine: Engine, jam: Jam, folder: Path, kanal: Catatan | None = None, nama: str = "surel") -> Notices:
    """A worker that tells by one way, or by the inbox alone."""
    return Notices(engine, Settings(data_dir=folder), now=jam, kanal={nama: kanal} if kanal else {})


def kotak(engine: Engine, orang: str | None = None) -> list[Any]:
    """The notices there are, oldest first."""
    c = t.pemberitahuan.c
    query = select(t.pemberitahuan).where(c.aturan != Aturan.UJI).order_by(c.id)
    with engine.connect() as connection:
        return list(connection.execute(query if orang is None else query.where(c.petugas == orang)))


def kiriman(engine: Engine) -> list[Any]:
    """The deliveries there are, oldest first."""
    with engine.connect() as connection:
        return list(connection.execute(select(t.kiriman).order_by(t.kiriman.c.id)))


@pytest.fixture
def saat_lewat() -> Iterator[dict[Titik, list[object]]]:
    """What is done, once, when a moment is passed."""
    planned: dict[Titik, list[object]] = {}

    def hook(point: Titik) -> None:
        for deed in planned.pop(point, []):
            deed()  # type: ignore[operator]

    points.hang(hook)
    yield planned
    points._hooks.remove(hook)  # noqa: SLF001 - what a test hung up it takes down
