"""What adopting a policy of deadlines would change: every deadline that runs or is owed, reckoned by it. Reads only.

The same reckoning as the door's (`engine/handlers/tenggat.py`), for pages of many: what is told here to change is
then asked for, one wish each, and reckoned once more in the commit.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, and_, func, or_, select

from engine import rows, tempo
from engine import tables as t
from engine.aturan_tempo import AwalTempo
from engine.berlaku import Aturan
from engine.lines import event_of
from engine.rows.kekurangan import record_of as kekurangan_of
from engine.rows.kunjungan import record_of as kunjungan_of
from engine.ukuran import Batas
from engine.views.pasien import serumpun
from engine.workflows.awal_tempo import BERMULA, Awal, awal, mulai_kembali, mulai_melengkapi
from engine.workflows.berkas import Berkas
from engine.workflows.kekurangan import BELUM_SELESAI, Kekurangan
from engine.workflows.kunjungan import Kunjungan, terjadi
from engine.workflows.tenggat_berkas import DI_LUAR
from schemas.message import Event
from schemas.names import JenisTenggat, Keadaan, KeadaanKekurangan, KeadaanKunjungan

HALAMAN: Final = 500
Maju = Callable[[int, int], None]
"""Told how many of how many were looked at."""
_b, _g, _k = t.berkas.c, t.kekurangan.c, t.kunjungan.c
_DITANGGUNG: Final = {
    "berkas": or_(_b.keadaan.in_(DI_LUAR), and_(_b.penanggung_jawab.is_not(None), _b.jatuh_tempo.is_not(None))),
    "kekurangan": _g.keadaan.in_(BELUM_SELESAI),
    "kunjungan": and_(_k.keadaan == KeadaanKunjungan.SELESAI, _k.isi_sebelum.is_not(None), _k.lengkap_pada.is_(None)),
}
"""What somebody answers for, in each workflow that has deadlines of policy."""


@dataclass(frozen=True, slots=True)
class Rencana:
    """One deadline, as it is and as it would be."""

    jenis: JenisTenggat
    subjek: str
    versi: int
    berkas: str | None
    unit: str | None
    """Who has the folder; where the visit was."""
    petugas: str | None
    """Who answers for it by name."""
    kini: datetime | None
    lewat: bool
    """It was told late."""
    baru: datetime | None
    berjalan: bool = True
    """It is owed; what is said to be completed waits for record staff, and is nobody's delay."""

    def berubah(self, now: datetime) -> bool:
        """Adopting it changes this one. What was told late and stays so is left alone."""
        return self.baru != self.kini and not (self.lewat and self.baru is not None and self.baru <= now)

    def menjadi_lewat(self, now: datetime) -> bool:
        """In time now, overdue by that policy."""
        return self.berjalan and not self._lewat_kini(now) and self.baru is not None and self.baru <= now

    def tidak_lagi_lewat(self, now: datetime) -> bool:
        """Overdue now, in time by that policy."""
        return self.berjalan and self._lewat_kini(now) and (self.baru is None or self.baru > now)

    def _lewat_kini(self, now: datetime) -> bool:
        return self.lewat or (self.kini is not None and self.kini <= now)


class Penghitung:
    """Reckons pages of deadlines by one policy."""

    def __init__(self, connection: Connection, aturan: Aturan, zona: ZoneInfo) -> None:
        self._connection = connection
        self._aturan = aturan
        self._zona = zona
        self._jenis = {row.kode: row.jenis for row in connection.execute(select(t.unit.c.kode, t.unit.c.jenis))}

    def jumlah(self) -> int:
        """How many records there are to look at."""
        return sum(
            self._connection.execute(select(func.count()).select_from(table).where(_DITANGGUNG[nama])).scalar_one()
            for nama, table in _TABEL.items()
        )

    def semua(self, maju: Maju | None = None) -> Iterator[Rencana]:
        """Every deadline, in the order of the cursor. `maju` is told of each page: records looked at, of how many."""
        kursor, sudah, semua = "", 0, self.jumlah() if maju else 0
        while (page := self.halaman(kursor))[0]:
            kursor, banyak, found = page
            sudah += banyak
            if maju:
                maju(sudah, semua)
            yield from found

    def halaman(self, kursor: str) -> tuple[str, int, list[Rencana]]:
        """The deadlines behind a cursor: the cursor behind them ("" at the end), how many records, and each."""
        nama, _, id_ = kursor.partition("/")
        for alur, table in _TABEL.items():
            if alur < nama:
                continue
            after = id_ if alur == nama else ""
            c = table.c
            query = select(*(c[name] for name in _MEDAN[alur])).where(c.id > after, _DITANGGUNG[alur])
            found = [_BACA[alur](row) for row in self._connection.execute(query.order_by(c.id).limit(HALAMAN))]
            if found:
                return f"{alur}/{found[-1].id}", len(found), list(self._hitung[alur](found))
        return "", 0, []

    @property
    def _hitung(self) -> dict[str, Callable[[Sequence[Any]], Iterator[Rencana]]]:
        return {"berkas": self._berkas, "kekurangan": self._kekurangan, "kunjungan": self._kunjungan}

    def _berkas(self, found: Sequence[Berkas]) -> Iterator[Rencana]:
        asked = [one.id for one in found if one.penanggung_jawab or one.keadaan is not Keadaan.DI_POLI]
        awal_ = self._awal(asked)
        visits = self._visits([one.kunjungan for one in awal_.values()])
        for one in found:
            began = awal_.get(one.id, Awal())
            if one.keadaan in DI_LUAR and one.lokasi is not None:
                diterima = one.sejak if one.keadaan is Keadaan.DI_POLI else began.di_unit
                due = one.kembali_sebelum if diterima is None else self._kembali(one, diterima)
                yield Rencana(
                    JenisTenggat.PENGEMBALIAN, one.id, one.versi, one.id, one.lokasi, None,
                    one.kembali_sebelum, one.kembali_lewat, due,
                )  # fmt: skip
            if one.penanggung_jawab is not None and one.jatuh_tempo is not None and began.dinyatakan is not None:
                visit = visits.get(began.kunjungan or "")
                unit = visit.unit if visit else one.lokasi
                due = self._melengkapi(began.dinyatakan, visit, began)
                yield Rencana(
                    JenisTenggat.KELENGKAPAN, one.id, one.versi, one.id, unit, one.penanggung_jawab,
                    one.jatuh_tempo, one.tempo_lewat, due,
                )  # fmt: skip

    def _kembali(self, berkas: Berkas, diterima: datetime) -> datetime | None:
        jenis = self._jenis.get(berkas.lokasi or "", "")
        limit = self._aturan.tenggat.pengembalian_dari(jenis)
        mulai: datetime | None = diterima
        if limit.mulai is AwalTempo.PULANG and berkas.pasien is not None:
            kin = serumpun(self._connection, berkas.pasien)
            query = select(*(_k[name] for name in Kunjungan._fields)).where(_k.pasien.in_(kin), _k.jenis == jenis)
            there = [kunjungan_of(row) for row in self._connection.execute(query)]
            mulai = mulai_kembali(diterima, [one for one in there if terjadi(one)])
        return None if mulai is None else self._tempo(mulai, limit)

    def _melengkapi(self, dinyatakan: datetime, visit: Kunjungan | None, began: Awal) -> datetime:
        mulai = mulai_melengkapi(
            self._aturan.tenggat.awal_kelengkapan.pilihan,
            dinyatakan,
            pulang=visit.keluar if visit else None,
            diterima=began.diterima,
            dikembalikan=began.dikembalikan,
        )
        return self._tempo(mulai, self._aturan.tenggat.kelengkapan)

    def _kekurangan(self, found: Sequence[Kekurangan]) -> Iterator[Rencana]:
        visits = self._visits([one.kunjungan for one in found])
        pilihan = self._aturan.tenggat.awal_kelengkapan.pilihan
        folders = [] if pilihan in {AwalTempo.PULANG, AwalTempo.DINYATAKAN} else [one.berkas or "" for one in found]
        awal_ = self._awal(folders)
        for one in found:
            if one.terdaftar is None:
                continue
            visit = visits.get(one.kunjungan or "")
            due = self._melengkapi(one.terdaftar, visit, awal_.get(one.berkas or "", Awal()))
            yield Rencana(
                JenisTenggat.KEKURANGAN, one.id, one.versi, one.berkas, visit.unit if visit else None,
                one.penanggung_jawab, one.jatuh_tempo, one.lewat, due, one.keadaan is KeadaanKekurangan.TERBUKA,
            )  # fmt: skip

    def _kunjungan(self, found: Sequence[Kunjungan]) -> Iterator[Rencana]:
        for one in found:
            due = self._tempo(one.keluar, self._aturan.tenggat.pengisian) if one.keluar else one.isi_sebelum
            yield Rencana(
                JenisTenggat.PENGISIAN, one.id, one.versi, None, one.unit, one.dokter,
                one.isi_sebelum, one.isi_lewat, due,
            )  # fmt: skip

    def _tempo(self, mulai: datetime, batas: Batas) -> datetime:
        return tempo.jatuh_tempo(mulai, batas, self._zona, self._aturan.libur.kalender)

    def _awal(self, ids: Sequence[str]) -> dict[str, Awal]:
        """Where the clocks of these folders began."""
        if not ids:
            return {}
        c = t.jejak.c
        kinds = [kind.jenis for kind in BERMULA]
        query = select(t.jejak).where(c.subjek.in_(ids), c.jenis.in_(kinds)).order_by(c.subjek, c.versi)
        events: defaultdict[str, list[Event]] = defaultdict(list)
        for row in self._connection.execute(query):
            events[row.subjek].append(event_of(row))
        return {id_: awal(own) for id_, own in events.items()}

    def _visits(self, ids: Sequence[str | None]) -> dict[str, Kunjungan]:
        wanted = sorted({id_ for id_ in ids if id_ is not None})
        return rows.records(self._connection, "kunjungan", wanted) if wanted else {}


_TABEL: Final = {"berkas": t.berkas, "kekurangan": t.kekurangan, "kunjungan": t.kunjungan}
_MEDAN: Final = {"berkas": Berkas._fields, "kekurangan": Kekurangan._fields, "kunjungan": Kunjungan._fields}
_BACA: Final[dict[str, Callable[[Any], Any]]] = {
    "berkas": rows.berkas.record_of,
    "kekurangan": kekurangan_of,
    "kunjungan": kunjungan_of,
}
