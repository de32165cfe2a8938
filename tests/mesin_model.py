"""What the front door owes its callers, told a second time: from the domain's documents, importing nothing of ours.

A record is where it is and who holds it; `JALAN` says what each daily wish does; `jawab` answers one wish.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

RM: Final = "RM"
DI_TANGAN: Final = {"pindai", "ketik"}
DI_DEPAN: Final = timedelta(minutes=10)
GANDA: Final = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Kini:
    """One record now."""

    elektronik: bool
    lahir: datetime
    akhir: datetime
    keadaan: str = "disimpan"
    versi: int = 1
    tempat: str = RM
    tujuan: str | None = None
    pemegang: str | None = None
    asal: str | None = None
    penemu: str | None = None
    tangan: str | None = None
    ditahan: bool = False
    kurang: bool = False
    """Something is known to be missing in it."""


@dataclass(frozen=True, slots=True)
class Tanya:
    """One wish: `unit` is where the hands are or where it goes, `waktu` when hands did it."""

    jenis: str
    pelaku: str
    unit: str
    pemegang: str | None = None
    tujuan: str | None = None
    cara: str = "api"
    waktu: datetime | None = None
    versi: int | None = None
    berhak: bool = True


def catat_kurang(kini: Kini) -> bool:
    """May a gap be written down in it, one that is not written down yet?"""
    return kini.keadaan in {"dirakit", "tidak_lengkap"} and not kini.kurang


class Jawab(NamedTuple):
    """The record after it, and the event told; None for a refusal. `baris`: it left a line in the ledger."""

    kini: Kini
    peristiwa: str | None
    baris: bool


Syarat = Callable[[Kini, Tanya], bool]
Akibat = Callable[[Kini, Tanya], dict[str, Any]]
PULANG: Final[Akibat] = lambda _k, _t: {"tempat": RM, "tujuan": None, "pemegang": None, "asal": None, "penemu": None}  # noqa: E731 - one line of the model is one row of its table
DIAM: Final[Akibat] = lambda _k, _t: {}  # noqa: E731 - one line of the model is one row of its table
SELALU: Final[Syarat] = lambda _k, _t: True  # noqa: E731 - one line of the model is one row of its table
KERTAS: Final[Syarat] = lambda k, _t: not k.elektronik  # noqa: E731 - one line of the model is one row of its table
DIBAWA: Final[Akibat] = lambda k, t: {"tujuan": t.unit, "pemegang": t.pemegang, "asal": k.keadaan}  # noqa: E731 - one line of the model is one row of its table
MEJA: Final = "kembali dirakit lengkap tidak_lengkap"
ADA: Final = f"disimpan diambil di_poli dalam_perjalanan {MEJA} dipinjam"

JALAN: Final[dict[str, tuple[str, str, str, Syarat, Akibat]]] = {
    # asked: from where, to where, told as, if, and what else changes
    "ambil": (f"disimpan {MEJA}", "diambil", "diambil", lambda k, t: KERTAS(k, t) and t.unit != RM, DIBAWA),
    "batal_ambil": ("diambil", "disimpan|kembali", "pengambilan_dibatalkan", SELALU, PULANG),
    "terima_di_unit": (
        "diambil dalam_perjalanan",
        "di_poli",
        "diterima",
        lambda k, t: t.unit == k.tujuan,
        lambda _k, t: {"tempat": t.unit, "tujuan": None, "asal": None, "pemegang": t.pemegang or t.pelaku},
    ),
    "alihkan": (
        "di_poli",
        "dalam_perjalanan",
        "dialihkan",
        lambda k, t: t.unit not in {k.tempat, RM},
        lambda _k, t: {"tujuan": t.unit, "pemegang": t.pemegang},
    ),
    "kirim_kembali": (
        "di_poli",
        "dalam_perjalanan",
        "dikirim_kembali",
        SELALU,
        lambda _k, t: {"tujuan": RM, "pemegang": t.pemegang},
    ),
    "terima_kembali": (
        "diambil di_poli dalam_perjalanan",
        "kembali",
        "kembali",
        lambda k, _t: k.keadaan != "dalam_perjalanan" or k.tujuan == RM,
        PULANG,
    ),
    "rakit": ("kembali disimpan", "dirakit", "dirakit", lambda k, _t: k.keadaan == "kembali" or k.elektronik, DIAM),
    "nyatakan_lengkap": ("dirakit", "lengkap", "lengkap", lambda k, _t: not k.kurang, DIAM),
    "nyatakan_tidak_lengkap": ("dirakit", "tidak_lengkap", "tidak_lengkap", lambda k, _t: k.kurang, DIAM),
    "kembalikan_ke_unit": (
        "tidak_lengkap",
        "diambil",
        "dikembalikan_ke_unit",
        lambda k, t: KERTAS(k, t) and t.unit != RM,
        DIBAWA,
    ),
    "lengkapi": ("tidak_lengkap", "dirakit", "dilengkapi", SELALU, DIAM),
    "simpan": ("lengkap", "disimpan", "disimpan", SELALU, DIAM),
    "pinjamkan": ("disimpan lengkap", "dipinjam", "dipinjamkan", KERTAS, lambda _k, t: {"pemegang": t.pemegang}),
    "kembalikan_pinjaman": ("dipinjam", "kembali", "pinjaman_dikembalikan", SELALU, PULANG),
    "laporkan_hilang": (ADA, "hilang", "dilaporkan_hilang", KERTAS, lambda _k, _t: {"tujuan": None}),
    "temukan": (
        "hilang",
        "ditemukan",
        "ditemukan",
        SELALU,
        lambda _k, t: {"tempat": t.unit, "tujuan": None, "pemegang": t.pelaku, "penemu": t.pelaku},
    ),
    "verifikasi_temuan": ("ditemukan", "kembali", "temuan_diverifikasi", lambda k, t: t.pelaku != k.penemu, PULANG),
}
PUTUSAN: Final = "?"
PINDAI_PULANG: Final = {
    **dict.fromkeys(["diambil", "di_poli", "dalam_perjalanan"], "terima_kembali"),
    **dict.fromkeys(["dirakit", "tidak_lengkap", "ditemukan"], PUTUSAN),
    "kembali": "rakit",
    "lengkap": "simpan",
    "dipinjam": "kembalikan_pinjaman",
    "hilang": "temukan",
}
PINDAI_KELUAR: Final = PINDAI_PULANG | {
    **dict.fromkeys(["disimpan", "kembali", "dirakit", "lengkap"], "ambil"),
    "tidak_lengkap": "kembalikan_ke_unit",
    "diambil": "terlihat",
}
PINDAI_UNIT: Final = {"diambil": "terima_di_unit", "dalam_perjalanan": "terima_di_unit", "hilang": "temukan"}


def sah(kini: Kini, tanya: Tanya) -> bool:
    """May this move be made from here?"""
    dari, _, _, syarat, _ = JALAN[tanya.jenis]
    return kini.keadaan in dari.split() and syarat(kini, tanya)


def jawab(kini: Kini, tanya: Tanya, now: datetime) -> Jawab:
    """The answer to one wish about a record that exists."""
    saat = tanya.waktu or now
    tidak = Jawab(kini, None, baris=False)
    terlihat = replace(kini, versi=kini.versi + 1)
    if saat - now > DI_DEPAN or saat < kini.lahir or not tanya.berhak:
        return tidak
    ditolak = Jawab(terlihat, None, baris=True) if tanya.cara in DI_TANGAN else tidak
    if saat < kini.akhir and tanya.jenis not in {"tahan", "lepas"}:  # late: seen, never moved
        return ditolak if tanya.jenis == "daftarkan" else Jawab(terlihat, "terlihat", baris=True)
    if tanya.versi is not None and tanya.versi != kini.versi:
        return tidak
    tanya = _maksud(kini, tanya, saat) if tanya.jenis == "pindai" else tanya
    if tanya.jenis == "terlihat":
        return Jawab(terlihat, "terlihat", baris=True)
    if tanya.jenis in {"tahan", "lepas"} and kini.ditahan == (tanya.jenis == "lepas"):
        ditahan = not kini.ditahan
        return Jawab(replace(terlihat, ditahan=ditahan, tangan=None), "ditahan" if ditahan else "dilepas", baris=True)
    if tanya.jenis not in JALAN or not sah(kini, tanya):
        salah_tempat = tanya.jenis in {"terima_di_unit", "terima_kembali"} and (
            kini.keadaan in JALAN[tanya.jenis][0].split()
        )
        return Jawab(terlihat, None, baris=True) if salah_tempat else ditolak
    _, ke, peristiwa, _, akibat = JALAN[tanya.jenis]
    if "|" in ke:
        ke = "disimpan" if kini.asal == "disimpan" else "kembali"
    pindah: dict[str, Any] = {"keadaan": ke, "akhir": min(saat, now), "tangan": tanya.pelaku} | akibat(kini, tanya)
    return Jawab(replace(terlihat, **pindah), peristiwa, baris=True)


def _maksud(kini: Kini, scan: Tanya, saat: datetime) -> Tanya:
    """The move a scan stands for."""
    if kini.tangan == scan.pelaku and kini.tempat == scan.unit and abs(saat - kini.akhir) <= GANDA:
        return replace(scan, jenis="terlihat")
    keluar = scan.tujuan not in {None, RM}
    if scan.unit == RM:
        jenis = (PINDAI_KELUAR if keluar else PINDAI_PULANG).get(kini.keadaan, "terlihat")
    elif kini.keadaan == "di_poli" and kini.tempat == scan.unit and scan.tujuan not in {None, scan.unit}:
        jenis = "alihkan" if keluar else "kirim_kembali"
    else:
        jenis = PINDAI_UNIT.get(kini.keadaan, "terlihat")
    ke = scan.tujuan if jenis in {"ambil", "kembalikan_ke_unit", "alihkan"} else scan.unit
    return replace(scan, jenis=jenis, unit=ke or scan.unit)
