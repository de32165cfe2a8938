"""A report of completeness as one document: what the page, the workbook, the paper and the interface all show.

Every count is a link to the events it is made of.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from sqlalchemy import Connection

from engine.aturan_laporan import KodeUkuran, Ukuran
from engine.policy import kebijakan
from engine.projections import analisis, laporan
from engine.projections.analisis_baris import Macam
from engine.projections.laporan import Angka, Hitungan, Kurun, rasio
from engine.projections.laporan_rincian import DISEBUT
from engine.projections.views import Posisi, posisi
from engine.views import names
from schemas.names import JenisKunjungan, Unsur
from web import kurun
from web.i18n import N_
from web.kurun import Akses, Pilihan
from web.pages.kata_kekurangan import UNSUR
from web.pages.kata_kunjungan import JENIS
from web.pages.tampil import Ucapan

TIDAK_ADA_DATA: Final = N_("tidak ada data")
TAK_TERCATAT: Final = N_("Tidak tercatat")
BULAN_TREN: Final = 6
"""Months a trend shows at least."""
TREN_TERPANJANG: Final = 24


@dataclass(frozen=True, slots=True)
class Sel:
    """One cell: what it says, the number it is, where it leads."""

    kata: str
    nilai: int | Decimal | None = None
    ke: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Tabel:
    """One table. The first column names the row."""

    kode: str
    judul: str
    kolom: tuple[str, ...]
    baris: tuple[tuple[Sel, ...], ...]
    catatan: str = ""


@dataclass(frozen=True, slots=True)
class Kartu:
    """One big number."""

    kode: KodeUkuran
    ukuran: Ukuran
    angka: Angka
    persen: str
    nilai: str
    """How it stands to what is asked for: `baik`, `kurang`, or nothing is asked or known."""
    pembilang: Mapping[str, str]
    penyebut: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Titik:
    """One month of the trend."""

    bulan: str
    nama: str
    kurang: Angka
    tepat: Angka
    kurang_kata: str
    tepat_kata: str
    ke: Mapping[str, str]
    """The report of that month."""


@dataclass(frozen=True, slots=True)
class Laporan:
    """The whole report."""

    pilihan: Pilihan
    akses: Akses
    posisi: Posisi
    kartu: tuple[Kartu, ...]
    tren: tuple[Titik, ...]
    tabel: tuple[Tabel, ...]
    kosong: bool
    unit: Mapping[str, str]
    dokter: Mapping[str, str]
    tanpa_formulir: int
    semua: Mapping[Macam, int]
    """How many of each there are."""


class Penyusun:
    """Puts one report together."""

    def __init__(self, connection: Connection, found: Pilihan, siapa: Akses, say: Ucapan) -> None:
        self._say = say
        self._pilihan = found
        self._akses = siapa
        self._connection = connection
        self._hitung = laporan.hitung(connection, found.kurun, siapa.saring)
        self._unit = names.unit(connection)
        self._dokter = names.petugas(connection, self._hitung.nilai("dokter")) if siapa.nama_dokter else {}

    def susun(self) -> Laporan:
        """The report."""
        found = self._hitung
        tables = [self._bulan(), self._menurut("unit", self._say(N_("Unit")), self._nama_unit)]
        tables.append(self._menurut("jenis", self._say(N_("Jenis kunjungan")), self._nama_jenis))
        if self._akses.nama_dokter:
            tables.append(self._menurut("dokter", self._say(N_("Dokter")), self._nama_dokter))
        tables += [self._formulir(), self._unsur()]
        examined = found.semua[Macam.DIPERIKSA]
        return Laporan(
            pilihan=self._pilihan,
            akses=self._akses,
            posisi=posisi(self._connection, analisis.NAMA),
            kartu=tuple(self._kartu(kode) for kode in laporan.BESAR),
            tren=self._tren(),
            tabel=tuple(tables),
            kosong=not any(found.semua.values()),
            unit=self._unit,
            dokter=self._dokter,
            tanpa_formulir=examined - found.disebut,
            semua=dict(found.semua),
        )

    # ── numbers that lead somewhere ──

    def _ke(
        self, macam: Macam, rinci: str = "", *, tanpa: bool = False, kurun_: Kurun | None = None, **dari: str
    ) -> dict[str, str]:
        saring = self._akses.saring._asdict() | dari
        if self._akses.sendiri:
            del saring["dokter"]
        first, last = kurun_ or self._pilihan.kurun
        where = {name: kurun.disebut(value) for name, value in saring.items()}
        query = {"macam": macam.value, "mulai": first.isoformat(), "sampai": last.isoformat(), **where, "rinci": rinci}
        return {name: value for name, value in (query | {"tanpa": "1" if tanpa else ""}).items() if value}

    def _jumlah(self, n: int, ke: Mapping[str, str]) -> Sel:
        return Sel(str(n), n, ke if n else None)

    def _persen(self, angka: Angka) -> Sel:
        return Sel(persen(angka, self._say), angka.persen)

    def _kartu(self, kode: KodeUkuran) -> Kartu:
        ukuran, angka = kebijakan().laporan.ukuran[kode], self._hitung.ukuran(kode)
        over, under = rasio(kode)
        judged = ""
        if ukuran.sasaran is not None and angka.persen is not None:
            judged = "baik" if angka.persen >= ukuran.sasaran else "kurang"
        return Kartu(kode, ukuran, angka, persen(angka, self._say), judged, self._ke(over), self._ke(under))

    # ── tables ──

    def _baris(self, nama: str, nilai: str, menurut: str, **ke: str | Kurun) -> tuple[Sel, ...]:
        """One row: analyses, those incomplete, AKLPCM; returns with a due time, those in time, the share."""
        row = [Sel(nama)]
        for kode in (KodeUkuran.AKLPCM, KodeUkuran.PENGEMBALIAN, KodeUkuran.KMK129):
            over, under = rasio(kode)
            angka = self._hitung.di(menurut, nilai, kode)
            row += [
                self._jumlah(angka.penyebut, self._ke(under, **ke)),  # type: ignore[arg-type]
                self._jumlah(angka.pembilang, self._ke(over, **ke)),  # type: ignore[arg-type]
                self._persen(angka),
            ]
        return tuple(row)

    def _kolom(self, judul: str) -> tuple[str, ...]:
        say = self._say
        return (
            judul,
            say(N_("Diperiksa")), say(N_("Tidak lengkap")), "AKLPCM",
            say(N_("Kembali")), say(N_("Tepat waktu")), say(N_("Tepat waktu (%)")),
            say(N_("Selesai dilayani")), say(N_("Lengkap 24 jam")), say(N_("Lengkap 24 jam (%)")),
        )  # fmt: skip

    def _bulan(self) -> Tabel:
        rows = []
        for month in self._hitung.nilai("tanggal"):
            first, last = _bulan_hari(month)
            within = Kurun(max(first, self._pilihan.kurun.mulai), min(last, self._pilihan.kurun.sampai))
            name = self._say.hari(first, "MMMM yyyy")
            rows.append(self._baris(name, month, "tanggal", kurun_=within))
        return Tabel("bulan", self._say(N_("Menurut bulan")), self._kolom(self._say(N_("Bulan"))), tuple(rows))

    def _menurut(self, menurut: str, judul: str, nama: Callable[[str], str]) -> Tabel:
        rows = [(nama(value), value) for value in self._hitung.nilai(menurut)]
        ranked = sorted(rows, key=lambda row: (row[1] == "", row[0].casefold()))
        made = tuple(self._baris(label, value, menurut, **{menurut: value}) for label, value in ranked)
        title = {
            "unit": N_("Menurut unit"), "jenis": N_("Menurut jenis kunjungan"), "dokter": N_("Menurut dokter"),
        }[menurut]  # fmt: skip
        return Tabel(menurut, self._say(title), self._kolom(judul), made)

    def _formulir(self) -> Tabel:
        forms = kebijakan().kelengkapan.formulir
        rows = []
        for kode, angka in self._hitung.formulir().items():
            gaps = [
                self._jumlah(
                    self._hitung.rinci[Macam.BUTIR, f"{kode}.{unsur.value}"],
                    self._ke(Macam.BUTIR, f"{kode}.{unsur.value}"),
                )
                for unsur in Unsur
            ]
            name = forms[kode].nama if kode in forms else kode
            rows.append((Sel(name), *self._lengkap(angka, kode, Macam.FORMULIR, kode), *gaps))
        rows.sort(key=lambda row: (row[3].nilai or Decimal(0), row[0].kata.casefold()))
        say = self._say
        head = (say(N_("Formulir")), say(N_("Diperiksa")), say(N_("Tanpa kekurangan")), say(N_("Lengkap (%)")))
        missing = tuple(say(KURANG_UNSUR[unsur]) for unsur in Unsur)
        return Tabel("formulir", say(N_("Menurut formulir")), (*head, *missing), tuple(rows))

    def _unsur(self) -> Tabel:
        say = self._say
        rows = []
        if self._hitung.disebut:
            for unsur in Unsur:
                angka = self._hitung.unsur(unsur.value)
                missing = self._hitung.rinci[Macam.UNSUR, unsur.value]
                first, *rest = self._lengkap(angka, DISEBUT, Macam.UNSUR, unsur.value)
                rows.append(
                    (Sel(say(UNSUR[unsur])), first, *rest, self._jumlah(missing, self._ke(Macam.UNSUR, unsur.value)))
                )
        head = (
            say(N_("Unsur")),
            say(N_("Diperiksa")),
            say(N_("Tanpa kekurangan")),
            say(N_("Lengkap (%)")),
            say(N_("Dengan kekurangan")),
        )
        return Tabel("unsur", say(N_("Menurut unsur")), head, tuple(rows))

    def _lengkap(self, angka: Angka, dari: str, macam: Macam, rinci: str) -> tuple[Sel, Sel, Sel]:
        return (
            self._jumlah(angka.penyebut, self._ke(Macam.DIPERIKSA, dari)),
            self._jumlah(angka.pembilang, self._ke(macam, rinci, tanpa=True)),
            self._persen(angka),
        )

    def _tren(self) -> tuple[Titik, ...]:
        """Whole months: those of the period, and a few before a short one."""
        last = self._pilihan.kurun.sampai.replace(day=1)
        first = self._pilihan.kurun.mulai.replace(day=1)
        months = [last]
        while (months[0] > first or len(months) < BULAN_TREN) and len(months) < TREN_TERPANJANG and months[0].year > 1:
            at = months[0].year * 12 + months[0].month - 2
            months.insert(0, months[0].replace(year=at // 12, month=at % 12 + 1))
        names_ = [month.isoformat()[:7] for month in months]
        found = laporan.tren(self._connection, names_[0], names_[-1], self._akses.saring)
        return tuple(self._titik(found, month) for month in months)

    def _titik(self, found: Hitungan, month: date) -> Titik:
        key = month.isoformat()[:7]
        less = found.di("tanggal", key, KodeUkuran.AKLPCM)
        timely = found.di("tanggal", key, KodeUkuran.PENGEMBALIAN)
        where = {name: kurun.disebut(value) for name, value in self._akses.saring._asdict().items()}
        if self._akses.sendiri:
            del where["dokter"]
        ke = kurun.alamat(_bulan_hari(key)) | {name: value for name, value in where.items() if value}
        name = self._say.hari(month, "MMM yyyy")
        return Titik(key, name, less, timely, persen(less, self._say), persen(timely, self._say), ke)

    # ── names ──

    def _nama_unit(self, kode: str) -> str:
        return self._unit.get(kode, kode) if kode else self._say(TAK_TERCATAT)

    def _nama_dokter(self, id_: str) -> str:
        return self._dokter.get(id_, id_) if id_ else self._say(TAK_TERCATAT)

    def _nama_jenis(self, kode: str) -> str:
        return self._say(JENIS[JenisKunjungan(kode)]) if kode else self._say(TAK_TERCATAT)


KURANG_UNSUR: Final[dict[Unsur, str]] = {
    Unsur.ADA: N_("Tidak ada"),
    Unsur.TERISI: N_("Tidak terisi"),
    Unsur.TERBACA: N_("Tidak terbaca"),
    Unsur.TANDA_TANGAN: N_("Tanpa tanda tangan"),
    Unsur.TANGGAL: N_("Tanpa tanggal"),
}


def persen(angka: Angka, say: Ucapan) -> str:
    """A share in words: one decimal with the language's comma, or that there is nothing to tell."""
    found = angka.persen
    if found is None:
        return say(TIDAK_ADA_DATA)
    return f"{found}\u00a0%".replace(".", "," if say.bahasa == "id" else ".")


def _bulan_hari(month: str) -> Kurun:
    year, number = int(month[:4]), int(month[5:])
    last = kurun.akhir_bulan(year, number)
    return Kurun(last.replace(day=1), last)


def susun(connection: Connection, found: Pilihan, siapa: Akses, say: Ucapan) -> Laporan:
    """The report of a period for a reader."""
    return Penyusun(connection, found, siapa, say).susun()
