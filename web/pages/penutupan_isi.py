"""A closed sheet as a table: its lines and columns in the order of the form, and where each number leads."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlencode

from schemas.sel import BedaSel, SelSensus
from web.i18n import N_
from web.pages import kata_penutupan as kata
from web.pages.kata_sensus import KELUAR_HIDUP, KOLOM_INAP
from web.pages.tampil import Ucapan

KELAS_SAJA: Final = {"pindahan": "pindahan_kelas", "dipindahkan": "dipindahkan_kelas"}
"""What of each is a move between the classes of one ward: nothing at ward level."""
JALAN: Final = ("kunjungan", "baru", "lama", "rujukan")
TURUNAN: Final = frozenset({*KELAS_SAJA.values(), "pindahan_ruang", "dipindahkan_ruang", "lewat"})


@dataclass(frozen=True, slots=True)
class Sel:
    """One number; `ke`: what is behind it."""

    nilai: int
    ke: str = ""


@dataclass(frozen=True, slots=True)
class Lembaran:
    """One table of the sheet."""

    judul: str
    kolom: Sequence[str]
    baris: Sequence[tuple[str, Sequence[Sel]]]
    jumlah: Sequence[int]
    inap: bool = False


@dataclass(frozen=True, slots=True)
class Beda:
    """One cell two editions tell differently, in words."""

    baris: str
    kolom: str
    dulu: int
    kini: int


def lembaran(  # noqa: PLR0913 - a sheet and what its words need
    sel: Iterable[SelSensus], unit: str, hari: date, say: Ucapan, petugas: dict[str, str], *, inap: bool
) -> list[Lembaran]:
    """The tables of an edition; `inap`: a ward's has its table even where every number is zero."""
    cells = {(one.baris, one.kolom): one.nilai for one in sel}
    lines = list(dict.fromkeys(baris for baris, _ in sorted(cells)))
    wards = [one for one in lines if kata.kelas(one)]
    clinics = [one for one in lines if not kata.kelas(one)]
    found = []
    if wards or inap:
        found.append(_inap(cells, wards, unit, hari, say))
    if clinics:
        found += _jalan(cells, clinics, unit, hari, say, petugas)
    return found


def beda(changed: Iterable[BedaSel], say: Ucapan, petugas: dict[str, str]) -> list[Beda]:
    """What differs, in words; a ward's columns in the order of the form."""
    form = list(KOLOM_INAP)
    told = sorted(changed, key=lambda one: (one.baris, form.index(one.kolom) if one.kolom in form else len(form)))
    return [Beda(_baris(one.baris, say, petugas), say(kata.kolom(one.kolom)), one.dulu, one.kini) for one in told]


def _inap(cells: dict[tuple[str, str], int], lines: list[str], unit: str, hari: date, say: Ucapan) -> Lembaran:
    rows, total = [], dict.fromkeys(KOLOM_INAP, 0)
    for baris in lines:
        isi = {kolom: cells.get((baris, kolom), 0) for kolom in KOLOM_INAP}
        isi["keluar_hidup"] = sum(isi[one] for one in KELUAR_HIDUP)
        rows.append((_baris(baris, say, {}), [Sel(n, _rincian(kolom, baris, unit, hari)) for kolom, n in isi.items()]))
        for kolom, n in isi.items():
            total[kolom] += n - cells.get((baris, KELAS_SAJA.get(kolom, "")), 0)
    columns = [say(one) for one in KOLOM_INAP.values()]
    return Lembaran(say(N_("Rawat inap")), columns, rows, list(total.values()), inap=True)


def _jalan(  # noqa: PLR0913, PLR0917 - a table and what its words need
    cells: dict[tuple[str, str], int], lines: list[str], unit: str, hari: date, say: Ucapan, petugas: dict[str, str]
) -> Iterable[Lembaran]:
    own = sorted({kolom for baris, kolom in cells if baris in lines})
    groups: list[tuple[str, list[str]]] = [
        (say(N_("Kunjungan")), [one for one in JALAN if one == "kunjungan" or one in own]),
        (say(N_("Cara bayar")), [one for one in own if one.startswith("cara_bayar.")]),
        (say(N_("Asal pasien")), [one for one in own if one.startswith("asal.")]),
        (say(N_("Keluar sebelum batas hari")), [one for one in own if one.startswith("cara_keluar.")]),
    ]
    for judul, columns in groups:
        if not columns:
            continue
        rows = [
            (
                _baris(baris, say, petugas),
                [Sel(cells.get((baris, one), 0), _kunjungan(one, baris, unit, hari)) for one in columns],
            )
            for baris in lines
        ]
        total = [sum(cells.get((baris, one), 0) for baris in lines) for one in columns]
        yield Lembaran(judul, [say(kata.kolom(one)) for one in columns], rows, total)


def _baris(kode: str, say: Ucapan, petugas: dict[str, str]) -> str:
    found = kata.kelas(kode)
    said = say(kata.baris(kode, petugas))
    return f"{said}, {say(N_('bayi'))}" if found and found[1] else said


def _rincian(kolom: str, baris: str, unit: str, hari: date) -> str:
    kelas, bayi = kata.kelas(baris) or ("", False)
    day = hari.isoformat()
    asked = {"macam": kolom, "mulai": day, "sampai": day, "unit": unit, "kelas": kelas, "bayi": int(bayi)}
    return f"/sensus/inap/rincian?{urlencode(asked)}"


def _kunjungan(kolom: str, baris: str, unit: str, hari: date) -> str:
    jenis, _, isi = kolom.partition(".")
    day = hari.isoformat()
    asked = {"mulai": day, "sampai": day, "unit": unit} | ({"dokter": baris} if len(baris) > 1 else {})
    asked |= {jenis: isi} if isi else {"kolom": "jumlah" if jenis == "kunjungan" else jenis}
    return f"/sensus/jalan/rincian?{urlencode(asked)}"
