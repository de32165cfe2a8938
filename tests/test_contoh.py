"""The sample facility is whole or it is finished on the next start; nothing in it is told twice."""

import shutil
import signal
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import Connection, Engine, func, select, text

from cli.contoh import buat_contoh, cerita, perintah_id
from engine import berlaku, facility, ledger, rak, sample
from engine import tables as t
from engine.database import connect, writing
from engine.facility import Fasyankes
from engine.projections.analisis import analisis
from engine.projections.analisis_baris import Macam
from engine.projections.projector import Proyektor
from engine.sample import Langkah
from engine.schema import upgrade
from engine.views import board, loans, overdue, rekonsiliasi, sums
from engine.workflows.kunjungan import CARA_KELUAR
from schemas.commands import berkas as ask_berkas
from schemas.commands import kunjungan as visit
from schemas.names import CaraKeluar, JenisKunjungan, MacamSelisih
from tests.berjalan import jejak_up
from tests.siaran import sampai

SEPARUH = 100
"""Lines after which it is interrupted: far from the first, far from the last."""


@pytest.fixture
def kosong(url: str) -> Iterator[Engine]:
    """An empty database of each kind, at this version's schema."""
    made = connect(url)
    upgrade(made)
    yield made
    made.dispose()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def contoh(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The sample facility, made once on each kind of database: those who get it only look, or make it again."""
    path = tmp_path_factory.mktemp("contoh") / "jejak.db"
    where = f"sqlite:///{path}"
    if request.param == "postgresql":
        base: str = request.getfixturevalue("postgres")
        admin = connect(base).execution_options(isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.execute(text("CREATE DATABASE contoh"))
        admin.dispose()
        where = base.replace("/postgres?", "/contoh?")
    else:
        shutil.copy(request.getfixturevalue("sample_facility"), path)
    made = connect(where)
    upgrade(made)
    buat_contoh(made)
    yield made
    made.dispose()


def keadaan(engine: Engine) -> tuple[int, bytes, int]:
    """The ledger's head, and how many refusals are kept."""
    with engine.connect() as connection:
        refused = len(connection.execute(select(t.penolakan.c.perintah_id)).all())
        return *ledger.head(connection, sample.CONTOH.kode), refused


MENYUSUL: Final = frozenset(
    {
        "berkas.lewat_tenggat.v1",
        "kekurangan.lewat_tenggat.v1",
        "kunjungan.lewat_tenggat.v1",
        "peminjaman.diserahkan.v1",
        "peminjaman.dikembalikan.v1",
        "permintaan.dibuat.v1",
        "permintaan.dikirim.v1",
        "permintaan.terpenuhi.v1",
        "permintaan.dibatalkan.v1",
        "pencarian.dimulai.v1",
        "pencarian.ditemukan.v1",
        "sensus.ditutup.v1",
        "sinyal.muncul.v1",
        "sinyal.lewat_tenggat.v1",
        "w2.disusun.v1",
        "w2.lewat_tenggat.v1",
    }
)
"""What others may add to the story: the timer that something is overdue, the reactions what follows by itself."""


def buku(connection: Connection) -> tuple[set[str], Counter[str]]:
    """The sample's own wishes that have their line, and the kinds of all other lines. A wish has one line at most."""
    lahir = facility.born(connection)
    ours = {perintah_id(lahir, ke) for ke in range(len(cerita(connection)))}
    lines = connection.execute(select(t.jejak.c.perintah_id, t.jejak.c.jenis)).all()
    assert len({line.perintah_id for line in lines}) == len(lines)
    return (
        {line.perintah_id for line in lines if line.perintah_id in ours},
        Counter(line.jenis for line in lines if line.perintah_id not in ours),
    )


def utuh(connection: Connection) -> Counter[str]:
    """Every wish of the story has its one line, and only what may follow was added; how much of it.

    A folder at the wrong door is refused, and its being seen there is the line of that wish.
    """
    own, others = buku(connection)
    assert len(own) == len(cerita(connection))
    assert set(others) <= MENYUSUL
    return others


def di_kertas(step: Langkah) -> bool:
    """Is it about somebody with a paper folder? The weeks before today are told of people with electronic records."""
    return step.tempat < sample.PASIEN


def test_a_sample_that_is_whole_stays_as_it_is(contoh: Engine) -> None:
    made = keadaan(contoh)
    with contoh.connect() as connection:
        steps = cerita(connection)
        papan = board.papan(connection, steps[-1].pada)
        followed = utuh(connection)
    elektronik = sum(step.kind is ask_berkas.Daftarkan and step.tempat >= sample.PASIEN for step in steps)
    assert papan.jumlah == sample.JUMLAH + elektronik
    wrong_doors = sum(takdir.jumlah for takdir in sample.TAKDIR if takdir.akhir == "salah_unit")
    assert made[2] == wrong_doors
    missed = sum(takdir.jumlah for takdir in sample.TAKDIR if takdir.akhir in {"hilang", "ditemukan"})
    visits = sum(step.kind in {visit.Daftarkan, visit.MasukRawatInap} and di_kertas(step) for step in steps)
    assert (followed["pencarian.dimulai.v1"], followed["permintaan.dibuat.v1"]) == (missed, visits)
    buat_contoh(contoh)
    assert keadaan(contoh) == made


def test_a_facility_that_only_bears_the_samples_code_is_left_alone(kosong: Engine) -> None:
    with writing(kosong).begin() as connection:
        facility.create(connection, Fasyankes(sample.CONTOH.kode, "Puskesmas Sungguhan", "WIT"), sample.UNITS)
    buat_contoh(kosong)
    assert keadaan(kosong)[0] == 0


def test_every_folder_of_the_sample_is_somebodys_and_the_front_desk_is_open(contoh: Engine) -> None:
    p = t.pasien.c
    with contoh.connect() as connection:
        whose = connection.execute(select(t.berkas.c.pasien)).scalars().all()
        people_ = connection.execute(select(p.id, p.nama, p.nik, p.dikenal, p.sebutan)).all()
        visits = connection.execute(select(t.kunjungan.c.keadaan, t.kunjungan.c.jenis)).all()
        wishes = Counter(connection.execute(select(t.permintaan.c.keadaan)).scalars())
        sections = rak.semua(connection)
        parked = connection.execute(select(t.surat_mati.c.seq)).all()
    assert sorted(whose) == sorted(one.id for one in people_)
    children = [one.id for one in people_ if one.sebutan == "By"]
    assert 0 < len(children) < len({one.nama for one in people_}) == len(people_) - len(children)
    assert sum(not one.dikenal for one in people_) == 1
    ids = [one.nik for one in people_ if one.nik]
    assert 0 < len(ids) < len(people_) / 5
    assert all(nik.startswith("979999") for nik in ids)  # no district's
    assert {one.keadaan for one in visits} == {"terdaftar", "dilayani", "selesai", "dibatalkan"}
    assert {one.jenis for one in visits} == {"rawat_jalan", "rawat_inap", "gawat_darurat"}
    assert min(wishes[keadaan] for keadaan in ("menunggu", "dikirim", "terpenuhi")) >= 2
    assert len(sections) == len(sample.RAK) * len(sample.MUAT)
    assert parked == []


@pytest.mark.parametrize("lalu", [timedelta(0), timedelta(hours=1)])
def test_the_sample_shows_a_few_exceptions_of_every_kind_between_visits_and_folders(
    contoh: Engine, lalu: timedelta
) -> None:
    with contoh.connect() as connection:
        saat = facility.born(connection) + lalu
        found = rekonsiliasi.daftar(connection, saat, sample.CONTOH.zona)
    assert {kind: 2 <= page.jumlah <= 14 for kind, page in found.halaman.items()} == dict.fromkeys(MacamSelisih, True)


def test_the_samples_loans_wait_for_approval_are_out_too_long_and_name_nobody_real(contoh: Engine) -> None:
    with contoh.connect() as connection:
        saat = facility.born(connection)
        waiting, ready = loans.menunggu(connection), loans.siap(connection)
        late = overdue.terlambat(connection, saat)
        named = connection.execute(select(t.peminjaman.c.nama_peminjam).where(t.peminjaman.c.pihak.is_not(None))).all()
    assert (len(waiting), len(ready)) == (2, 1)
    assert sum(one.peminjaman is not None for one in late.isi) == 2
    assert all(row.nama_peminjam.startswith("Contoh ") for row in named)


@pytest.mark.parametrize("jam", ["00:00:00", "00:03:00", "02:00:00", "23:59:00"])
def test_at_whatever_hour_it_is_made_the_samples_visits_are_of_today_and_in_order(jam: str) -> None:
    saat = datetime.fromisoformat(f"2026-11-22T{jam}+07:00")
    steps = sample.langkah(saat)
    visits = [step for step in steps if step.alur == "kunjungan"]
    today = [step for step in visits if di_kertas(step)]
    assert all(step.pada.astimezone(saat.tzinfo).date() < saat.date() for step in visits if not di_kertas(step))
    at_the_desk = [step for step in today if step.diikuti]  # the others are why folders are still out, days later
    assert sum(step.kind is visit.Daftarkan for step in at_the_desk) == len(sample.TAMU) + 2  # admitted, and unknown
    assert {step.pada.astimezone(saat.tzinfo).date() for step in at_the_desk} == {saat.date()}
    assert all(step.pada <= saat for step in steps)
    for tempat in {step.tempat for step in today}:
        kinds = [step.kind for step in today if step.tempat == tempat]
        assert kinds[0] in {visit.Daftarkan, visit.MasukRawatInap}


def baris(folder: Path) -> int:
    """Lines in the ledger, seen from outside; 0 while there is none."""
    if not (folder / "jejak.db").exists():
        return 0
    with closing(sqlite3.connect(f"file:{folder / 'jejak.db'}?mode=ro", uri=True)) as connection:
        try:
            return int(connection.execute("SELECT count(*) FROM jejak").fetchone()[0])
        except sqlite3.OperationalError:
            return 0


@pytest.mark.skipif(sys.platform == "win32", reason="signals as POSIX knows them")
async def test_a_sample_killed_in_the_middle_is_finished_on_the_next_start(tmp_path: Path) -> None:
    folder = tmp_path / "contoh"
    with jejak_up(folder, "--contoh") as jejak:
        await sampai(lambda: baris(folder) > SEPARUH, "separuh jalan")
        await jejak.berhenti(signal.SIGKILL)
    engine = connect(f"sqlite:///{folder / 'jejak.db'}")
    with engine.connect() as connection:
        steps = cerita(connection)
        wanted = len(steps)
        assert SEPARUH / 2 < len(buku(connection)[0]) < wanted
    with jejak_up(folder) as jejak:  # whoever starts it, and however
        await jejak.lancar()
        await jejak.berhenti()
    with engine.connect() as connection:
        followed = utuh(connection)
        asking = {visit.Daftarkan, visit.MasukRawatInap}  # a paper folder is asked for by each visit
        visits = sum(step.kind in asking and di_kertas(step) for step in steps)
        assert followed["permintaan.dibuat.v1"] == visits > len(sample.TAMU)
        assert board.papan(connection, facility.born(connection)).jumlah > sample.JUMLAH
        assert list(ledger.verify(connection, sample.CONTOH.kode))[-1] >= wanted  # the timer has told what is overdue
        assert sums.counts(connection) == []
    engine.dispose()


def test_the_samples_weeks_have_every_way_a_visit_goes_and_the_same_seed_tells_them_again() -> None:
    saat = datetime.fromisoformat("2026-11-22T09:00:00+07:00")
    steps = [step for step in sample.langkah(saat) if step.alur == "kunjungan" and not di_kertas(step)]
    assert steps == [step for step in sample.langkah(saat) if step.alur == "kunjungan" and not di_kertas(step)]
    ended = {step.tempat: step for step in steps if step.kind is visit.Selesaikan}
    admitted = {step.tempat: step.pada for step in steps if step.kind is visit.MasukRawatInap}
    stays = {tempat: ended[tempat].pada - admitted[tempat] for tempat in admitted if tempat in ended}
    ways = {ended[tempat].isi["cara_keluar"] for tempat in stays}
    assert ways == CARA_KELUAR[JenisKunjungan.RAWAT_INAP]
    died = [stays[tempat] for tempat in stays if ended[tempat].isi["cara_keluar"] is CaraKeluar.MENINGGAL]
    assert {stay >= timedelta(hours=48) for stay in died} == {True, False}
    assert any(admitted[tempat].date() == ended[tempat].pada.date() for tempat in stays)
    assert set(admitted) - set(ended), "somebody lies in a bed now"
    outside = {step.isi["cara_keluar"] for tempat, step in ended.items() if tempat not in admitted}
    assert outside == CARA_KELUAR[JenisKunjungan.RAWAT_JALAN]
    kinds = Counter(step.kind for step in steps)
    assert kinds[visit.Pindahkan] >= 3
    assert sum(step.isi.get("bayi_lahir") is True for step in steps) >= 2
    coded = {step.tempat for step in steps if step.kind is visit.Kodekan}
    assert coded < set(ended), "a few wait for their codes"


def test_more_months_are_told_on_demand() -> None:
    saat = datetime.fromisoformat("2026-11-22T09:00:00+07:00")
    first = [
        min(step.pada for step in sample.langkah(saat, hari=hari) if step.alur == "kunjungan") for hari in (21, 90)
    ]
    assert [(saat.date() - one.date()).days for one in first] == [21, 90]


def test_the_samples_reports_have_something_to_count_and_its_people_an_address_nobody_has(contoh: Engine) -> None:
    with contoh.connect() as connection:
        zona = analisis(sample.CONTOH.zona)
        people_ = connection.execute(select(t.petugas.c.surel, t.petugas.c.telepon, t.petugas.c.kanal)).all()
        policies = connection.execute(select(t.kebijakan_diterapkan.c.sidik).order_by("nomor")).scalars().all()
        notices = connection.execute(select(t.pemberitahuan.c.isi)).scalars().all()
        gaps = connection.execute(select(t.kekurangan.c.keadaan, t.kekurangan.c.kunjungan)).all()
        bound = berlaku.aturan(connection).sidik
    worker = Proyektor(contoh, sample.CONTOH.kode, zona)
    worker.mulai()
    while worker.kejar():
        pass
    with contoh.connect() as connection:
        h = t.analisis_hitungan.c
        query = select(h.macam, func.sum(h.jumlah)).where(h.dokter != "").group_by(h.macam)
        counted = {row[0]: row[1] for row in connection.execute(query)}
    assert counted[Macam.LAYANAN] > counted[Macam.LAYANAN_DIPERIKSA] > counted[Macam.TERISI] > 0
    assert counted[Macam.DIPERIKSA] > counted[Macam.TIDAK_LENGKAP] > 0
    assert {one.keadaan for one in gaps if one.kunjungan} >= {"terbuka", "diverifikasi"}
    assert all(one.surel.endswith("@example.invalid") and one.telepon.startswith("0800000000") for one in people_)
    assert all(one.kanal == [] for one in people_), "nothing leaves the sample"
    assert (len(set(policies)), policies[-1]) == (2, bound)
    assert {part[1] for isi in notices for part in isi} >= {"sendiri", "komite_medik"}
