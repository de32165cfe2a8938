"""What reactions about deadlines look at. Reads only."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from engine import facility
from engine import tables as t
from engine.settings import ZONA_INDONESIA
from engine.views.pasien import serumpun
from engine.workflows.kekurangan import BELUM_SELESAI
from engine.workflows.tenggat_berkas import DI_LUAR
from schemas.names import BerkasId, KeadaanKunjungan

_b, _k, _g = t.berkas.c, t.kunjungan.c, t.kekurangan.c


def zona(connection: Connection) -> ZoneInfo:
    """The zone the facility counts its days in."""
    milik = facility.read(connection)
    return ZoneInfo(ZONA_INDONESIA[milik.zona if milik else "WIB"])


def belum_terisi(connection: Connection, pasien: str, saat: datetime) -> list[str]:
    """The visits of a patient that ended by then and wait to be filled in, and that no open gap speaks of."""
    gaps = select(_g.id).where(_g.kunjungan == _k.id, _g.keadaan.in_(BELUM_SELESAI)).exists()
    query = (
        select(_k.id)
        .where(
            _k.pasien.in_(serumpun(connection, pasien)),
            _k.keadaan == KeadaanKunjungan.SELESAI,
            _k.isi_sebelum.is_not(None),
            _k.lengkap_pada.is_(None),
            _k.keluar <= saat,
            ~gaps,
        )
        .order_by(_k.keluar, _k.id)
    )
    return list(connection.execute(query).scalars())


def berkas_di_unit(connection: Connection, pasien: str, jenis_unit: str) -> list[BerkasId]:
    """The folders of a patient that a unit of this kind has, or has just sent on."""
    query = (
        select(_b.id)
        .join(t.unit, t.unit.c.kode == _b.lokasi)
        .where(
            _b.pasien.in_(serumpun(connection, pasien)),
            _b.keadaan.in_(DI_LUAR),
            t.unit.c.jenis == jenis_unit,
        )
        .order_by(_b.id)
    )
    return [BerkasId(id_) for id_ in connection.execute(query).scalars()]


def kekurangan_terbuka(connection: Connection, berkas: str) -> list[str]:
    """The gaps of a folder that are not closed."""
    query = select(_g.id).where(_g.berkas == berkas, _g.keadaan.in_(BELUM_SELESAI)).order_by(_g.id)
    return list(connection.execute(query).scalars())
