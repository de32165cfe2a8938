"""(j) The report of one year: 500,000 visits analysed, some with gaps, read back as its page reads it.

The lines of every eighth visit go through the projection itself, a ledger page at a time, as a worker gives them to it;
the rows they make are copied for the other seven. The report is then read many times beside a plain SQL recount of the
same rows in the same run, which is what it would cost without the monthly counts; both must come to the same numbers.
"""

import random
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from statistics import median
from typing import Final

from sqlalchemy import Connection, Engine, func, insert, literal, select, text, update

from bench import moves
from bench.arena import named, postgres_server
from bench.lags import p99
from bench.work import Figures, Work
from engine import tables as t
from engine.aturan_laporan import KodeUkuran
from engine.database import connect, writing
from engine.projections.analisis import analisis
from engine.projections.analisis_baris import TIDAK_LENGKAP, Macam
from engine.projections.kinds import Berita
from engine.projections.laporan import BANDEL, Kurun, Saring, hitung, tren
from engine.projections.laporan_rincian import Pilih, rincian
from engine.projections.projector import HALAMAN
from engine.schema import upgrade

TAHUN: Final = 2025
SETAHUN: Final = Kurun(date(TAHUN, 1, 1), date(TAHUN, 12, 31))
SENDIRI: Final = Kurun(date(TAHUN, 1, 16), date(TAHUN, 12, 15))
"""Days of one's own at their worst: half a month at either end is read from the rows."""
MULAI: Final = datetime(TAHUN, 1, 1, 1, tzinfo=UTC)
DOKTER: Final = tuple(f"{number:08x}-0000-7000-8000-000000000000" for number in range(60))
UNIT: Final = tuple(f"POLI{number}" for number in range(20))
BERKAS: Final = 5
"""Visits of one folder, on average."""
TAK_ADA: Final = "TAKADA"
"""A unit nobody was seen in: a list that looks through the whole year and finds nothing."""
KURANG: Final = 0.3
FORMULIR: Final = (
    ("identitas", "persetujuan_umum", "catatan_rawat_jalan"),
    ("identitas", "persetujuan_umum", "catatan_rawat_jalan", "hasil_penunjang"),
    ("identitas", "ringkasan_masuk_keluar", "catatan_perkembangan", "resume_medis"),
)
UNSUR: Final = ("ada", "terisi", "terbaca", "tanda_tangan", "tanggal")
LIHAT: Final = 30
"""Times the report is read, at most in so many seconds each."""
DETIK_LIHAT: Final = 25.0
SALINAN: Final = 8
"""How often each visit stands in the year."""


def measure(work: Work) -> list[Figures]:
    """Each database in turn."""
    visits = work.size.reported
    found = [_one(work, "SQLite", f"sqlite:///{work.folder / 'laporan.db'}", visits)]
    with postgres_server(work.folder / "pg") as base:
        admin = connect(base).execution_options(isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.execute(text("CREATE DATABASE laporan"))
        admin.dispose()
        found.append(_one(work, "PostgreSQL", named(base, "laporan"), visits))
    return found


def _one(work: Work, nama: str, url: str, visits: int) -> Figures:
    engine = connect(url)
    upgrade(engine)
    lines, seconds = _isi(work, engine, visits // SALINAN)
    _salin(engine)
    with engine.begin() as connection:
        connection.execute(text("ANALYZE"))
    times = min(LIHAT, work.size.requests)
    with engine.connect() as connection:
        made = hitung(connection, SETAHUN, Saring())
        plain = _ulang(connection)
        same = [made.ukuran(kode)[0] for kode in (KodeUkuran.AKLPCM, KodeUkuran.DMR)] == [plain[1], plain[2]]
        ours = _kali(times, lambda: _laporan(connection))
        days = _kali(times, lambda: hitung(connection, SENDIRI, Saring()))
        floor = _kali(times, lambda: _ulang(connection))
        pick = Pilih(Macam.BUTIR, SETAHUN, Saring(), "resume_medis.tanda_tangan")
        listed = _kali(times, lambda: rincian(connection, pick))
        nothing = Pilih(Macam.BUTIR, SETAHUN, Saring(unit=TAK_ADA), "resume_medis.tanda_tangan")
        sought = _kali(times, lambda: rincian(connection, nothing))
    engine.dispose()
    if not same:
        raise ValueError("laporan berbeda dari hitungan ulangnya")
    return {
        "basis_data": nama,
        "kunjungan": plain[0],
        "baris": lines,
        "baris_per_detik": round(lines / seconds),
        "p50_ms": _ms(median(ours)),
        "p99_ms": _ms(p99(ours)),
        "lantai_p50_ms": _ms(median(floor)),
        "lantai_p99_ms": _ms(p99(floor)),
        "rasio_p50": round(median(ours) / median(floor), 3),
        "tanggal_sendiri_p99_ms": _ms(p99(days)),
        "rincian_p99_ms": _ms(p99(listed)),
        "rincian_kosong_p99_ms": _ms(p99(sought)),
    }


def _isi(work: Work, engine: Engine, visits: int) -> tuple[int, float]:
    """Give the year's lines to the projection; how many there were, and the seconds that took."""
    proyeksi, lines, spent = analisis(moves.FASYANKES.zona), 0, 0.0
    source = _tahun(visits)
    with work.told.progress("baris", visits * 5) as bar:
        while spent < work.size.making / 2 and (page := list(islice(source, HALAMAN))):
            start = time.perf_counter()
            with writing(engine).begin() as connection:
                proyeksi.terapkan(connection, page)
            spent += time.perf_counter() - start
            lines += len(page)
            bar.at(lines)
    return lines, spent


def _tahun(visits: int) -> Iterator[Berita]:
    """A year of visits in the order of their days: registered, ended, the folder home, its gaps, the verdict."""
    some, seq = random.Random(11), 0  # noqa: S311 - an example, the same each time
    versi: dict[str, int] = {}
    for number in range(visits):
        saat = MULAI + timedelta(seconds=int(number * 365 * 86400 / visits))
        kunjungan = f"{number:08x}-1111-7000-8000-000000000000"
        berkas = f"{some.randrange(max(1, visits // BERKAS)):08x}-2222-7000-8000-000000000000"
        jam = saat.isoformat()[:19]
        dokter = some.choice(DOKTER)
        forms, unit = some.choice(FORMULIR), UNIT[int(dokter[:8], 16) % len(UNIT)]
        jenis = "rawat_inap" if "resume_medis" in forms else "rawat_jalan"
        first = versi.get(berkas, 0)
        due = (saat + timedelta(hours=some.randrange(-4, 40))).isoformat()
        told: list[tuple[str, str, int, dict[str, object]]] = [
            ("kunjungan.terdaftar.v1", kunjungan, 1, {"unit": unit, "dokter": dokter, "jenis_kunjungan": jenis}),
            ("kunjungan.selesai.v1", kunjungan, 2, {"isi_sebelum": due}),
            ("berkas.diterima.v1", berkas, first + 1, {"unit": unit, "kembali_sebelum": due}),
            ("berkas.kembali.v1", berkas, first + 2, {}),
        ]
        said: dict[str, object] = {"kunjungan": kunjungan, "formulir": forms}
        if some.random() < KURANG:
            gap = f"{number:08x}-3333-7000-8000-000000000000"
            butir = f"{some.choice(forms)}.{some.choice(UNSUR)}"
            told.append(("kekurangan.tercatat.v1", gap, 1, {"berkas": berkas, "butir": butir}))
            told.append(("berkas.tidak_lengkap.v1", berkas, first + 3, said | {"jatuh_tempo": due}))
            told.append(("kekurangan.diverifikasi.v1", gap, 2, {}))
        else:
            told.append(("berkas.lengkap.v1", berkas, first + 3, said))
        versi[berkas] = first + 3
        for jenis_, subjek, versi_, data in told:
            seq += 1
            yield Berita(seq, jenis_, subjek, versi_, jam, None, data)


def _salin(engine: Engine) -> None:
    """The same visits again, of other folders; the counts grow with them."""
    for table, ids in ((t.analisis, ("berkas", "kunjungan")), (t.analisis_kunjungan, ("kunjungan",))):
        for copy in range(1, SALINAN):
            values = [
                (literal(str(copy)) + func.substr(c, 2)).label(c.name) if c.name in ids else c for c in table.columns
            ]
            own = select(*values).where(table.c[ids[0]].startswith("0"))
            with writing(engine).begin() as connection:
                connection.execute(insert(table).from_select([c.name for c in table.columns], own))
    with writing(engine).begin() as connection:
        connection.execute(update(t.analisis_hitungan).values(jumlah=t.analisis_hitungan.c.jumlah * SALINAN))


def _laporan(connection: Connection) -> None:
    """What the page of a year reads."""
    hitung(connection, SETAHUN, Saring())
    tren(connection, f"{TAHUN}-01", f"{TAHUN}-12", Saring())


def _ulang(connection: Connection) -> tuple[int, int, int]:
    """The same year counted again from the rows with plain SQL, by each dimension: all, incomplete, past the limit."""
    c = t.analisis.c
    year = c.tanggal.between(SETAHUN.mulai.isoformat(), SETAHUN.sampai.isoformat())
    for column in (c.unit, c.dokter, c.jenis, func.substr(c.tanggal, 1, 7), c.susunan, c.kurang):
        rows = select(column.label("menurut"), c.putusan).where(year).subquery().c
        connection.execute(select(*rows, func.count()).group_by(*rows)).all()
    returned = c.kembali.between(SETAHUN.mulai.isoformat(), SETAHUN.sampai.isoformat())
    connection.execute(select(c.asal, func.count(), func.sum(c.tepat)).where(returned).group_by(c.asal)).all()
    k = t.analisis_kunjungan.c
    ended = k.selesai.between(SETAHUN.mulai.isoformat(), SETAHUN.sampai.isoformat())
    connection.execute(select(k.unit, func.count(), func.sum(k.tepat)).where(ended).group_by(k.unit)).all()
    incomplete = c.putusan == TIDAK_LENGKAP
    total = connection.execute(select(func.count()).where(year)).scalar_one()
    bad = connection.execute(select(func.count()).where(year, incomplete)).scalar_one()
    late = connection.execute(select(func.count()).where(year, incomplete, BANDEL == 1)).scalar_one()
    return total, bad, late


def _kali(times: int, look: Callable[[], object]) -> list[float]:
    """Seconds each took, after one to warm up; fewer times where one takes long."""
    look()
    taken: list[float] = []
    while len(taken) < times and sum(taken) < DETIK_LIHAT:
        start = time.perf_counter()
        look()
        taken.append(time.perf_counter() - start)
    return taken


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 1)
