"""What the tests of projections build with: a day of moves, the messages the relay would carry, and poison."""

from hashlib import sha256

from sqlalchemy import Engine, insert, select

from engine import ledger, projections
from engine import tables as t
from engine.database import writing
from engine.facility import baru
from engine.projections import Proyeksi, cursor
from engine.projections.projector import Proyektor
from engine.projections.rebuild import banding
from schemas.commands import berkas as ask
from schemas.message import Telling
from schemas.names import BerkasId, PerintahId
from tests.kit import GIGI, PAGI, PKM, UMUM, Arsip

Sel = dict[tuple[str, str, str], int]


def rekap() -> Proyeksi:
    """The daily recap of the sample facility."""
    return projections.semua(PKM)[0]


def bernama(nama: str) -> Proyeksi:
    """A projection of the sample facility."""
    return next(one for one in projections.semua(PKM) if one.nama == nama)


def proyektor(engine: Engine, proyeksi: Proyeksi | None = None) -> Proyektor:
    """A worker's hand on it (the recap, if no other is named), that knows where it is."""
    made = Proyektor(engine, PKM.kode, proyeksi or rekap())
    made.mulai()
    return made


async def hari_kerja(arsip: Arsip, berkas: int = 3) -> int:
    """So many records go out and come home; the ledger's last position."""
    for _ in range(berkas):
        folder = await arsip.daftar()
        for unit in (UMUM, GIGI)[: 1 + _ % 2]:
            await arsip.minta(ask.Ambil, folder, tujuan=unit)
            await arsip.minta(ask.TerimaDiUnit, folder, unit=unit)
            await arsip.minta(ask.TerimaKembali, folder, cara_kembali="diantar")
    return kepala(arsip.engine)


def kepala(engine: Engine) -> int:
    """The ledger's last position."""
    with engine.connect() as connection:
        return ledger.head(connection, PKM.kode)[0]


def kursor(engine: Engine) -> int:
    """How far the recap says it is."""
    with engine.connect() as connection:
        found = cursor.baca(connection, rekap().nama)
        return found.seq if found else 0


def pesan(engine: Engine, dari: int = 1, sampai: int = 10**6) -> dict[int, bytes]:
    """Stream messages as the relay would carry them, by position."""
    with engine.connect() as connection:
        lines = ledger.read(connection, PKM.kode, dari - 1, sampai - dari + 1)
    return {telling.seq: telling.amplop() for telling, _ in lines}


def isi(engine: Engine) -> Sel:
    """What the recap says: facts by day, place and kind."""
    with engine.connect() as connection:
        return {(row.tanggal, row.unit, row.jenis): row.jumlah for row in connection.execute(select(t.rekap_gerak))}


def jumlah(engine: Engine) -> int:
    """All facts the recap counts."""
    return sum(isi(engine).values())


def sama_dengan_buku(engine: Engine) -> int:
    """Assert that the recap is what a rebuild at its position makes; that position."""
    found = banding(engine, PKM.kode, rekap())
    assert found.sama, found
    return found.seq


def surat(engine: Engine) -> list[tuple[int, str, str, int, bool]]:
    """The dead letters: position, origin, error, attempts, settled?"""
    c = t.surat_mati.c
    with engine.connect() as connection:
        rows = connection.execute(select(c.seq, c.asal, c.galat, c.percobaan, c.selesai).order_by(c.seq, c.asal))
        return [(row[0], row[1], row[2], row[3], row[4] is not None) for row in rows]


def racun(engine: Engine, jenis: str = "berkas.diambil.v2", data: str = '{"tujuan":"GIGI"}') -> int:
    """A line in the ledger that this version cannot read, as a newer one would have written it. Its position."""
    with writing(engine).begin() as connection:
        seq, hash_ = ledger.head(connection, PKM.kode)
        line = Telling(
            seq=seq + 1,
            fasyankes=PKM.kode,
            jenis=jenis,
            perintah_id=PerintahId(baru()),
            subjek=BerkasId(baru()),
            versi=1,
            terjadi_pada=PAGI,
            dicatat_pada=PAGI,
            pelaku=baru(),
            cara="api",
            di=None,
            selisih_jam=None,
            data=data.encode(),
        )
        row = line._asdict() | {
            "sidik": b"\0" * 32,
            "hash": sha256(hash_ + line.amplop()).digest(),
            "data": data,
        }
        del row["fasyankes"]
        connection.execute(insert(t.jejak), row)
        return seq + 1
