"""One exception between visits and folders, as far as somebody said something about it.

What the exceptions are is read from the records as they stand (`engine/views/rekonsiliasi.py`), and one that is mended
is gone by itself. What cannot be mended is explained here, by a fact of the ledger: who said so, when, and why.
Its id is made of what it is about, so that the same exception is the same subject to everybody.
"""

from datetime import UTC, datetime
from typing import Any, Final, NamedTuple
from uuid import UUID, uuid5

from engine.workflow import Move, Workflow
from schemas.commands import selisih as ask
from schemas.events import selisih as told
from schemas.message import Event
from schemas.names import (
    SEMUA_UNIT,
    AlasanSelisih,
    BerkasId,
    KeadaanSelisih,
    KodeUnit,
    MacamSelisih,
    Peran,
    PetugasId,
)

S = KeadaanSelisih
A = AlasanSelisih
_RUANG: Final = UUID("0b1f6ab2-77c5-5d0b-9d28-5b6b9f0f6a11")


class Selisih(NamedTuple):
    """What was said last of one exception."""

    id: str
    keadaan: KeadaanSelisih = S.BARU
    versi: int = 0
    macam: MacamSelisih = MacamSelisih.BELUM_KELUAR
    berkas: BerkasId | None = None
    kunjungan: str | None = None
    unit: KodeUnit = KodeUnit("")
    awal: datetime | None = None
    """Since when it is an exception: a folder that comes to the same unit another day is another one."""
    penjelasan: AlasanSelisih | None = None
    penjelas: PetugasId | None = None
    sejak: datetime | None = None
    terakhir: datetime | None = None
    terdaftar: datetime | None = None


def id_selisih(macam: MacamSelisih, berkas: str | None, kunjungan: str | None, awal: datetime) -> str:
    """The name of an exception, from what it is about and since when (to the second)."""
    since = awal.astimezone(UTC).replace(microsecond=0).isoformat()
    return str(uuid5(_RUANG, f"{macam}|{berkas or ''}|{kunjungan or ''}|{since}"))


ALASAN: Final[dict[MacamSelisih, tuple[AlasanSelisih, ...]]] = {
    MacamSelisih.BELUM_KELUAR: (A.TANPA_BERKAS_KERTAS, A.BERKAS_SEMENTARA, A.SUDAH_DITANGANI),
    MacamSelisih.TANPA_KUNJUNGAN: (A.KEPERLUAN_LAIN, A.KUNJUNGAN_DI_LUAR, A.SUDAH_DITANGANI),
    MacamSelisih.BELUM_KEMBALI: (A.MASIH_DIPAKAI, A.KEPERLUAN_LAIN, A.SUDAH_DITANGANI),
    MacamSelisih.TANPA_BERKAS: (A.TANPA_BERKAS_KERTAS, A.BERKAS_SEMENTARA, A.SUDAH_DITANGANI),
    MacamSelisih.DUA_TEMPAT: (A.SALAH_PINDAI, A.SUDAH_DITANGANI),
}
"""What explains which."""
MILIK_UNIT: Final = frozenset({MacamSelisih.TANPA_KUNJUNGAN, MacamSelisih.BELUM_KEMBALI})
"""What the unit owns where the folder is; the rest is the record room's."""
REKAM_MEDIS: Final = frozenset({Peran.PEREKAM_MEDIS, Peran.KEPALA})
UNIT: Final = frozenset({Peran.PETUGAS_UNIT, Peran.DOKTER})


# ── guards ──────────────────────────────────────────────────────────────────────────────────────────


def selisih_itu(_selisih: Selisih, command: ask.Jelaskan) -> bool:
    """It is about what its name says: nobody explains one thing under the name of another."""
    return command.subjek == id_selisih(command.macam, command.berkas, command.kunjungan, command.awal)


def penjelasan_cocok(_selisih: Selisih, command: ask.Jelaskan) -> bool:
    """Each kind has its own explanations."""
    return command.penjelasan in ALASAN[command.macam]


def selisih_unit_itu(_selisih: Selisih, command: ask.Jelaskan) -> bool:
    """A unit explains what is its own; the record room and the head everything."""
    return bool(command.pelaku.peran & REKAM_MEDIS or command.pelaku.unit & {command.unit, SEMUA_UNIT})


# ── the table ───────────────────────────────────────────────────────────────────────────────────────


def settle(selisih: Selisih, event: Event) -> Selisih:
    """The exception after the fact."""
    saat = min(event.terjadi_pada, event.dicatat_pada)
    changed: dict[str, Any] = {"versi": event.versi, "keadaan": S(event.ke), "sejak": saat, "terakhir": saat}
    if isinstance(event, told.SelisihDijelaskan):
        changed |= {
            "macam": event.macam,
            "berkas": event.berkas,
            "kunjungan": event.kunjungan,
            "unit": event.unit,
            "awal": event.awal,
            "penjelasan": event.penjelasan,
            "penjelas": event.pelaku,
            "terdaftar": selisih.terdaftar or saat,
        }
    return selisih._replace(**changed)


SELISIH: Final = Workflow(
    settle=settle,
    hal="Selisih",
    moves=(
        Move(
            ask.Jelaskan,
            (S.BARU, S.DIBUKA_LAGI),
            S.DIJELASKAN,
            told.SelisihDijelaskan,
            oleh=REKAM_MEDIS | UNIT,
            jika=(selisih_itu, selisih_unit_itu, penjelasan_cocok),
        ),
        Move(ask.BukaLagi, S.DIJELASKAN, S.DIBUKA_LAGI, told.SelisihDibukaLagi, oleh=REKAM_MEDIS),
    ),
)
