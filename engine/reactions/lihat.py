"""What a reaction may look at: the records as they are now. Reads only."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select, union

from engine import arsip, facility, penyimpanan, rows
from engine import tables as t
from engine.penomoran import Skema
from engine.penyimpanan import Penyimpanan
from engine.rows.kunjungan import record_of as kunjungan_of
from engine.rows.permintaan import KOLOM, record_of
from engine.settings import ZONA_INDONESIA
from engine.views.pasien import serumpun
from engine.workflows.berkas import HIDUP, Berkas
from engine.workflows.kunjungan import Kunjungan, berlangsung
from engine.workflows.pencarian import TERBUKA as DICARI
from engine.workflows.pencarian import Pencarian
from engine.workflows.permintaan import TERBUKA, Permintaan
from schemas.names import BerkasId, JenisKunjungan, Keadaan, KeadaanPermintaan, Pembawa, SebabTidakTerpenuhi

PENUNJUK_TERBANYAK: Final = 20
"""Pointers of merged patients or folders followed before giving up: each merger leaves one."""
_p = t.permintaan.c
_ANTREAN: Final = (_p.dibutuhkan_pada, _p.terdaftar, _p.id)
"""The order in which requests for one folder are served."""


class Lihat:
    """The present records, for one reaction."""

    def __init__(self, connection: Connection, percobaan: int = 0) -> None:
        self._connection = connection
        self.percobaan = percobaan
        """How often the line was tried before: its wishes get other ids then."""
        self._simpan: tuple[tuple[Penyimpanan, ...], ZoneInfo] | None = None

    @property
    def connection(self) -> Connection:
        """For a reaction's own question."""
        return self._connection

    def berkas(self, berkas: str) -> Berkas | None:
        """A folder, where it is now."""
        found: Berkas | None = rows.records(self._connection, "berkas", [berkas]).get(berkas)
        return found

    def antrean(self, berkas: str) -> tuple[Permintaan, ...]:
        """Who waits for a folder, in the order in which they are served."""
        return self._requests(_p.berkas == berkas, _p.keadaan.in_(TERBUKA))

    def terpenuhi(self, berkas: str, unit: str, sejak: datetime) -> Permintaan | None:
        """The request that was fulfilled last by this folder's receipt in a unit, not before a moment."""
        done = self._requests(
            _p.berkas == berkas,
            _p.keadaan == KeadaanPermintaan.TERPENUHI,
            _p.unit == unit,
            _p.diterima >= sejak,
        )
        return max(done, key=lambda one: (one.diterima or sejak, one.id), default=None)

    def pulang_saja(self, berkas: str, unit: str, sejak: datetime) -> Permintaan | None:
        """The first request of a unit that ended, not before a moment, because the folder came home unreceived."""
        done = self._requests(
            _p.berkas == berkas,
            _p.keadaan == KeadaanPermintaan.TIDAK_TERPENUHI,
            _p.sebab == SebabTidakTerpenuhi.PULANG_TANPA_DITERIMA,
            _p.unit == unit,
            _p.selesai >= sejak,
        )
        return min(done, key=lambda one: (one.selesai or sejak, one.id), default=None)

    def permintaan_kunjungan(self, kunjungan: str) -> tuple[Permintaan, ...]:
        """Every request of a visit, ended or not."""
        return self._requests(_p.kunjungan == kunjungan)

    def pencarian(self, berkas: str) -> Pencarian | None:
        """The newest search for a folder."""
        c = t.pencarian.c
        query = select(c.id).where(c.berkas == berkas).order_by(c.terdaftar.desc(), c.id.desc()).limit(1)
        id_ = self._connection.execute(query).scalar()
        found: Pencarian | None = rows.records(self._connection, "pencarian", [id_]).get(id_) if id_ else None
        return found

    def kunjungan(self, kunjungan: str) -> Kunjungan | None:
        """A visit as it is now."""
        found: Kunjungan | None = rows.records(self._connection, "kunjungan", [kunjungan]).get(kunjungan)
        return found

    def kunjungan_berlangsung(self, pasien: str) -> tuple[Kunjungan, ...]:
        """The visits of a patient, and of whoever was merged into them, that go on; the oldest first."""
        k = t.kunjungan.c
        mine = k.pasien.in_(serumpun(self._connection, pasien))
        query = select(*(k[name] for name in Kunjungan._fields)).where(mine).order_by(k.terdaftar, k.id)
        return tuple(one for row in self._connection.execute(query) if berlangsung(one := kunjungan_of(row)))

    def rumpun(self, pasien: str) -> tuple[str, ...]:
        """This patient and everybody merged into them."""
        return serumpun(self._connection, pasien)

    def pemilik(self, berkas: str | None) -> str | None:
        """Whose folder this is."""
        query = select(t.berkas.c.pasien).where(t.berkas.c.id == berkas)
        found: str | None = self._connection.execute(query).scalar()
        return found

    def permintaan_terbuka(self, pasien: Sequence[str]) -> tuple[tuple[Kunjungan, Permintaan], ...]:
        """The open requests of visits that go on, where the visit or the folder is one of these patients'."""
        k, b = t.kunjungan.c, t.berkas.c
        theirs = select(b.id).where(b.pasien.in_(pasien))
        visits = select(k.id).where(k.pasien.in_(pasien))
        waiting = self._requests(_p.keadaan.in_(TERBUKA), _p.berkas.in_(theirs) | _p.kunjungan.in_(visits))
        pairs = ((self.kunjungan(one.kunjungan), one) for one in waiting if one.kunjungan)
        return tuple((visit, one) for visit, one in pairs if visit is not None and berlangsung(visit))

    def penyimpanan(self, saat: datetime) -> Penyimpanan:
        """Where folders live on the facility's day of a moment."""
        if self._simpan is None:
            milik = facility.read(self._connection)
            zona = ZoneInfo(ZONA_INDONESIA[milik.zona if milik else "WIB"])
            self._simpan = (penyimpanan.baca(self._connection), zona)
        plans, zona = self._simpan
        return penyimpanan.pada(plans, saat.astimezone(zona).date())

    def serumah(self, berkas: str, layanan: JenisKunjungan | None, saat: datetime) -> bool:
        """Is this the folder such a visit is written in? Any is, where all live together."""
        simpan = self.penyimpanan(saat)
        if not simpan.tersebar:
            return True
        home = self._connection.execute(select(t.berkas.c.rumah).where(t.berkas.c.id == berkas)).scalar()
        return home == simpan.rumah(layanan)

    def berkas_pasien(self, pasien: str, layanan: JenisKunjungan | None, saat: datetime) -> BerkasId | None:
        """The living paper folder a visit of this patient is written in: the newest, where there are several.

        Where folders live apart, only the one of that kind of visit. Pointers are followed: who was merged may have
        left the only folder there is; one of the patient's own comes first.
        """
        simpan = self.penyimpanan(saat)
        home = simpan.rumah(layanan)
        for _ in range(PENUNJUK_TERBANYAK):
            merged = self._connection.execute(select(t.pasien.c.digabung_ke).where(t.pasien.c.id == pasien)).scalar()
            if merged is None:
                break
            pasien = merged
        b = t.berkas.c
        mine = b.pasien.in_(serumpun(self._connection, pasien))
        query = select(b.id, b.keadaan, b.digabung_ke, b.pasien, b.rumah).where(mine, b.pembawa == Pembawa.FISIK)
        if simpan.tersebar:
            query = query.where(b.rumah == home)
        rows_ = self._connection.execute(query.order_by(b.terdaftar.desc(), b.id.desc())).all()
        found = sorted(rows_, key=lambda row: (row.rumah != home, row.pasien != pasien))  # the newest first, among each
        for row in found:
            if row.keadaan in HIDUP:
                return BerkasId(row.id)
        return next((self.hidup(row.id) for row in found if row.keadaan == Keadaan.DIGABUNG), None)

    def berkas_lain(self, pasien: str, berkas: str) -> tuple[BerkasId, ...]:
        """The patient's other living paper folders in the home of this one, the oldest first."""
        b = t.berkas.c
        home = select(b.rumah).where(b.id == berkas, b.pembawa == Pembawa.FISIK).scalar_subquery()
        mine = b.pasien.in_(serumpun(self._connection, pasien))
        query = select(b.id).where(mine, b.id != berkas, b.pembawa == Pembawa.FISIK, b.keadaan.in_(HIDUP))
        found = self._connection.execute(query.where(b.rumah == home).order_by(b.terdaftar, b.id)).scalars()
        return tuple(BerkasId(one) for one in found)

    def skema(self, saat: datetime) -> Skema:
        """The numbering scheme in force on the facility's day of a moment."""
        milik = facility.read(self._connection)
        zona = ZoneInfo(ZONA_INDONESIA[milik.zona if milik else "WIB"])
        return arsip.baca(self._connection).pada(saat.astimezone(zona).date()).skema

    def hidup(self, berkas: str) -> BerkasId | None:
        """The folder, or the one it was merged into, if that one lives."""
        for _ in range(PENUNJUK_TERBANYAK):
            record = self.berkas(berkas)
            if record is None or record.digabung_ke is None:
                return record.id if record is not None and record.keadaan in HIDUP else None
            berkas = record.digabung_ke
        return None

    def _requests(self, *conditions: object) -> tuple[Permintaan, ...]:
        query = select(*KOLOM).where(*conditions).order_by(*_ANTREAN)  # type: ignore[arg-type]
        return tuple(record_of(row) for row in self._connection.execute(query))


def diminati(connection: Connection, berkas: Sequence[str]) -> set[str]:
    """Which of these folders somebody waits for, or looks for."""
    if not berkas:
        return set()
    c = t.pencarian.c
    waited = select(_p.berkas).where(_p.berkas.in_(berkas), _p.keadaan.in_(TERBUKA))
    searched = select(c.berkas).where(c.berkas.in_(berkas), c.keadaan.in_(DICARI))
    return set(connection.execute(union(waited, searched)).scalars())
