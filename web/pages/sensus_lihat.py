"""Who looks at a census, at what: one reader, one connection, one set of rules; words for its codes."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import Connection

from engine import facility
from engine.aturan_sensus import TAK_DIKETAHUI, AturanSensus
from engine.policy import kebijakan
from engine.sensus import baca, orang
from engine.sensus.hari import hari_sensus
from engine.sensus.lembaran import Lembaran, lembaran
from engine.sensus.orang import Kunjung
from engine.views import kode as kode_diagnosis
from engine.views import names, visits
from engine.workflows.kunjungan import melayani
from schemas.message import Pelaku
from schemas.names import SEMUA_UNIT, Macam, Peran
from web.i18n import N_
from web.pages.kata_kunjungan import BOLEH_NAMA, UNIT
from web.pages.sensus_hitung import Hitungan
from web.pages.tampil import Ucapan

TAK_TERCATAT: Final = N_("Tidak tercatat")
SEUNIT: Final = UNIT | {Peran.AUDITOR, Peran.PETUGAS_SURVEILANS, Peran.ADMIN}
"""Roles that show, together, no more names than those of one's own units."""
UNIT_LAIN: Final = N_(
    "Pasien satu per satu hanya diperlihatkan kepada unit yang melayaninya, pendaftaran, rekam medis dan kepala."
)


@dataclass(frozen=True, slots=True)
class Siapa:
    """The patient of a visit, for those who may see names."""

    nomor: str = ""
    nama: str = ""
    alamat: str = ""
    jenis_kelamin: str = ""
    lahir: date | None = None

    def umur_pada(self, hari: date) -> int | None:
        """Whole years on that day."""
        if self.lahir is None or self.lahir > hari:
            return None
        return hari.year - self.lahir.year - ((hari.month, hari.day) < (self.lahir.month, self.lahir.day))


class Lihat:
    """One look at the census."""

    def __init__(self, connection: Connection, say: Ucapan, pelaku: Pelaku | None = None) -> None:
        self.connection = connection
        self.say = say
        self.zona = say.zona.key
        self.aturan: AturanSensus = kebijakan().sensus
        self._pelaku = pelaku
        self.boleh_nama = pelaku is not None and not pelaku.peran.isdisjoint(BOLEH_NAMA)
        """May this reader see names at all: of all patients, or of their units' (`boleh_unit`)? Nobody's to a file."""
        self.boleh_kode = pelaku is not None and not pelaku.peran.isdisjoint(kode_diagnosis.BOLEH)
        self.units = [one.unit for one in facility.all_units(connection)]
        self._unit = names.unit(connection)
        self._dokter: dict[str, str] | None = None
        self._kunjung: list[Kunjung] = []
        self._siapa: dict[str, Siapa] = {}
        self._kode: dict[str, list[str]] = {}
        self._pembayar = kebijakan().kunjungan.pembayar
        self._umur = {one.kode: at for at, one in enumerate(self.aturan.golongan_umur.kelompok)}

    @property
    def hari_ini(self) -> date:
        """The census day that runs."""
        return hari_sensus(self.say.kini, self.zona, self.aturan.batas)

    # ── words ──

    @property
    def batas(self) -> str:
        """When the day changes."""
        return self.aturan.batas.strftime("%H.%M")

    def nama_unit(self, kode: str) -> str:
        """A unit."""
        return self._unit.get(kode, kode)

    def nama_dokter(self, id_: str) -> str:
        """A doctor, also one who left; to those who see no names the end of their id, which tells them apart."""
        if not self.boleh_nama:
            return self.say(N_("Dokter {kode}")).format(kode=id_[-6:])
        if self._dokter is None:
            query_ids = {one.dokter for one in self._kunjung}
            self._dokter = names.petugas(self.connection, query_ids | {id_})
        return self._dokter.get(id_) or self.say(TAK_TERCATAT)

    def nama_pembayar(self, kode: str) -> str:
        """Who pays."""
        return self.say(self._pembayar.get(kode, kode))

    def nama_umur(self, kode: str) -> str:
        """An age group."""
        if kode == TAK_DIKETAHUI:
            return self.say(N_("Umur tidak diketahui"))
        at = self._umur.get(kode)
        return kode if at is None else self.aturan.golongan_umur.kelompok[at].nama

    def urutan_umur(self, kode: str) -> str:
        """Where it stands, as text that sorts."""
        return f"{self._umur.get(kode, 99):02d}"

    def gawat_darurat(self, unit: str) -> bool:
        """Is it an emergency unit?"""
        return any(one.kode == unit and one.jenis == "gawat_darurat" for one in self.units)

    # ── inpatients ──

    def per_kelas(self, hari: date, unit: str) -> Mapping[tuple[str, bool], Hitungan]:
        """A ward's numbers of one day by class, newborns apart, with its beds."""
        beds = {key[1:]: n for key, n in self._tempat_tidur(hari).items() if key[0] == unit}
        found = baca.inap(self.connection, self.zona, self.aturan, hari, hari, unit=unit)
        rows = {(str(one.kelas), one.bayi): one.isi for one in found}
        return {key: _hitungan(rows.get(key), beds.get(key, 0)) for key in rows.keys() | beds.keys()}

    def per_unit(self, dari: date, sampai: date) -> Mapping[tuple[date, str, bool], Hitungan]:
        """Each ward's numbers of each day, with its beds; a change of class within a ward is no move here."""
        found = baca.jumlah(self.connection, self.zona, self.aturan, dari, sampai, menurut=("hari", "unit", "bayi"))
        rows = {(one.hari or dari, str(one.unit), bool(one.bayi)): one.isi for one in found}
        beds: Counter[tuple[date, str, bool]] = Counter()
        for one in baca.tempat_tidur(self.connection, self.zona, self.aturan, dari, sampai):
            beds[one.hari, one.unit, one.bayi] += one.jumlah
        return {key: _hitungan(rows.get(key), beds.get(key, 0)) for key in rows.keys() | beds.keys()}

    def _tempat_tidur(self, hari: date) -> Mapping[tuple[str, str, bool], int]:
        """The beds of a day, by ward, class and newborns."""
        found = baca.tempat_tidur(self.connection, self.zona, self.aturan, hari, hari)
        return {(str(one.unit), str(one.kelas), one.bayi): one.jumlah for one in found}

    def lembaran(self, unit: str, hari: date) -> list[Lembaran]:
        """The lines of a ward's lists."""
        found = lembaran(self.connection, unit, hari)
        self.kenali((one.kunjungan, unit) for one in found)
        return found

    # ── outpatients ──

    def jalan(self, dari: date, sampai: date, *, unit: str | None = None) -> list[Kunjung]:
        """The visits counted on these days."""
        self._kunjung = orang.kunjung(self.connection, self.aturan.golongan_umur, dari, sampai, unit=unit)
        self._dokter = None
        return self._kunjung

    def jalan_harian(self, dari: date, sampai: date) -> Mapping[date, int]:
        """How many visits each day had."""
        return orang.per_hari(self.connection, dari, sampai)

    # ── people ──

    def boleh_unit(self, unit: str) -> bool:
        """May this reader see who a unit's patients are? Those who work in units see their own units' only."""
        if self._pelaku is None or not self.boleh_nama:
            return False
        return not self._pelaku.peran <= SEUNIT or not self._pelaku.unit.isdisjoint({unit, SEMUA_UNIT})

    def kenali(self, kunjungan: Iterable[tuple[str, str]]) -> None:
        """Look up whose these visits are, all at once; each with the unit it is counted in, which sees its own."""
        if self._pelaku is None or not self.boleh_nama:
            return
        units: dict[str, set[str]] = {}
        for id_, unit in kunjungan:
            units.setdefault(id_, set()).add(unit)
        coded = set()
        for some in orang.potong(sorted(units.keys() - self._siapa.keys())):
            for id_, row in visits.beberapa(self.connection, some).items():
                visit = row.kunjungan
                own = visit.dokter == self._pelaku.id or melayani(visit, self._pelaku.unit)
                if own or any(map(self.boleh_unit, units[id_])):
                    self._siapa[id_] = _siapa(row)
                if kode_diagnosis.boleh_lihat(visit, self._pelaku):
                    coded.add(id_)
        self._kode |= orang.kode(self.connection, sorted(coded))

    def dikenal(self, kunjungan: str) -> bool:
        """May this reader know whose visit it is?"""
        return kunjungan in self._siapa

    def siapa(self, kunjungan: str) -> Siapa:
        """Whose visit it is; nobody to those who may not see names."""
        return self._siapa.get(kunjungan, Siapa())

    def kode(self, kunjungan: str) -> list[str]:
        """Its diagnosis codes, for those who may see them."""
        return self._kode.get(kunjungan, [])


def _hitungan(isi: Mapping[Macam, int] | None, tempat_tidur: int) -> Hitungan:
    return Hitungan({str(macam): n for macam, n in (isi or {}).items()}, tempat_tidur)


def _siapa(row: visits.Baris) -> Siapa:
    who = row.orang
    nomor = row.folder.nomor if row.folder else ""
    if who is None:
        return Siapa(nomor)
    return Siapa(nomor, who.nama, who.alamat or "", who.jenis_kelamin, who.tanggal_lahir)
