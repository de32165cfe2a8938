"""The demo: one planned day, the same from the same seed, only ever in the sample facility."""

import asyncio
import json
import shutil
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import func, select
from typer.testing import CliRunner

from cli.hari import KUNJUNGAN, LANGKAH, NASIB, rencana
from cli.main import app
from engine import facility, sample
from engine import tables as t
from engine.database import connect, writing
from engine.facility import Fasyankes
from engine.schema import upgrade
from tests.berjalan import jejak_up, perintah


def test_the_day_has_150_visits_in_all_ten_service_units_and_all_fourteen_steps() -> None:
    visits, scenes = rencana(1)
    assert len(visits) == KUNJUNGAN == sum(NASIB.values()) == 150
    assert {visit.unit for visit in visits} == set(sample.PELAYANAN)
    assert {scene.langkah for scene in scenes} == set(LANGKAH) == set(range(1, 15))
    assert Counter(visit.nasib for visit in visits) == Counter(NASIB)
    assert len(sample.UNITS) == 11


def test_the_same_seed_is_the_same_day_and_another_seed_another() -> None:
    assert rencana(7) == rencana(7)
    assert rencana(7) != rencana(8)


def test_scenes_come_in_order_of_time_and_each_visit_in_order_of_its_steps() -> None:
    _, scenes = rencana(3)
    assert [scene.menit for scene in scenes] == sorted(scene.menit for scene in scenes)
    assert scenes[-1].menit < 11 * 60


LEWAT = "berkas.lewat_tenggat.v1"


@pytest.fixture(scope="module")
def dasar(tmp_path_factory: pytest.TempPathFactory, sample_facility: Path) -> Path:
    """The sample facility after its first visit."""
    folder = tmp_path_factory.mktemp("dasar") / "contoh"
    folder.mkdir()
    shutil.copy(sample_facility, folder / "jejak.db")
    demo(folder, "--kunjungan", "1")
    return folder


@pytest.fixture
def sampel(dasar: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return shutil.copytree(dasar, tmp_path / "contoh")


def demo(folder: Path, *options: str) -> dict[str, int]:
    result = CliRunner().invoke(app, ["demo", "--dalam-proses", "--json", "--data", str(folder), *options])
    assert result.exit_code == 0, result.output
    told: dict[str, int] = json.loads(result.stdout)
    return told


def story(folder: Path) -> list[tuple[str, str | None]]:
    """What happened, without ids and times."""
    engine = connect(f"sqlite:///{folder / 'jejak.db'}")
    with engine.connect() as connection:
        lines = connection.execute(select(t.jejak.c.jenis, t.jejak.c.di).order_by(t.jejak.c.seq)).all()
    engine.dispose()
    return [(line.jenis, line.di) for line in lines]


def test_a_day_played_into_an_empty_directory_leaves_the_late_the_lost_and_the_misdirected(tmp_path: Path) -> None:
    told = demo(tmp_path / "satu")
    assert told["salah_pintu"] == NASIB["salah_unit"]
    assert told["tercatat"] > 1000
    engine = connect(f"sqlite:///{tmp_path / 'satu' / 'jejak.db'}")
    with engine.connect() as connection:
        kinds = Counter(connection.execute(select(t.jejak.c.jenis)).scalars())
        late = connection.execute(select(func.count()).where(t.jejak.c.jenis == "berkas.terlihat.v1")).scalar_one()
        future = connection.execute(
            select(func.count()).where(t.jejak.c.terjadi_pada > t.jejak.c.dicatat_pada)
        ).scalar()
    engine.dispose()
    assert kinds["berkas.dikembalikan_ke_unit.v1"] >= NASIB["tidak_lengkap"]
    assert kinds["berkas.dilaporkan_hilang.v1"] >= 2
    assert kinds["berkas.temuan_diverifikasi.v1"] >= 1
    assert late >= NASIB["salah_unit"]
    assert future == 0
    checked = CliRunner().invoke(app, ["db", "periksa", "--data", str(tmp_path / "satu")])
    assert checked.exit_code == 0, checked.output


def test_a_day_begins_at_the_front_desk_and_no_folder_is_pulled_before_it_was_asked_for(sampel: Path) -> None:
    before = len(story(sampel))
    demo(sampel, "--benih", "3", "--kunjungan", "40")
    engine = connect(f"sqlite:///{sampel / 'jejak.db'}")
    with engine.connect() as connection:
        kinds = Counter(
            connection.execute(
                select(t.jejak.c.jenis).where(t.jejak.c.seq > before, t.jejak.c.jenis != LEWAT)
            ).scalars()
        )
        lines = connection.execute(select(t.jejak.c.jenis, t.jejak.c.data).where(t.jejak.c.seq > before)).all()
        parked = connection.execute(select(func.count()).select_from(t.surat_mati)).scalar_one()
        started = [json.loads(line.data) for line in lines if line.jenis == "permintaan.dibuat.v1"]
    engine.dispose()
    visits, _ = rencana(3, 40)
    registered = [visit for visit in visits if visit.jenis is not None]
    assert kinds["kunjungan.terdaftar.v1"] == kinds["kunjungan.selesai.v1"] == len(registered)
    assert kinds["pasien.terdaftar.v1"] == sum(visit.baru for visit in visits)
    assert kinds["permintaan.dibuat.v1"] == len(visits)  # the wards ask for themselves, by hand
    assert {one["keadaan_awal"] for one in started} == {"di_rak"}
    assert kinds["permintaan.dikirim.v1"] == kinds["permintaan.terpenuhi.v1"] == kinds["berkas.diambil.v1"]
    assert parked == 0


def test_the_same_seed_tells_the_same_story_in_two_directories(sampel: Path, tmp_path: Path) -> None:
    other = shutil.copytree(sampel, tmp_path / "lain")
    for folder in (sampel, other):
        demo(folder, "--benih", "5", "--kunjungan", "30")
    assert story(sampel) == story(other)


def test_a_second_day_is_played_on_the_same_facility(sampel: Path) -> None:
    first = demo(sampel, "--kunjungan", "20")
    second = demo(sampel, "--kunjungan", "20", "--hari", "2", "--benih", "9")
    assert second["tercatat"] > first["tercatat"]


def test_a_real_facility_is_never_played_on(tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path / 'jejak.db'}")
    upgrade(engine)
    with writing(engine).begin() as connection:
        facility.create(connection, Fasyankes("NYATA", "Puskesmas Nyata", "WITA"), ())
    engine.dispose()
    for option in (["--dalam-proses"], []):
        result = CliRunner().invoke(app, ["demo", "--data", str(tmp_path), *option])
        assert result.exit_code == 1
        assert "hanya dimainkan di fasilitas contoh" in result.stderr
    assert story(tmp_path) == []


def test_without_a_running_jejak_the_demo_says_how_to_start_one(sampel: Path) -> None:
    result = CliRunner().invoke(app, ["demo", "--data", str(sampel), "--url", "http://127.0.0.1:1"])
    assert result.exit_code == 1
    assert "jejak up --contoh" in result.stderr
    result = CliRunner().invoke(app, ["demo", "--data", str(sampel), "--url", "ftp://x"])
    assert result.exit_code == 1
    assert "bukan alamat" in result.stderr


async def test_played_over_http_the_boards_stream_moves_and_the_demos_tokens_are_revoked(sampel: Path) -> None:
    with jejak_up(sampel) as jejak:
        await jejak.lancar()
        before = len(story(sampel))
        played = await asyncio.to_thread(
            perintah, "demo", "--kecepatan", "0", "--kunjungan", "12", "--benih", "4", "--json", "--data", str(sampel)
        )
        assert played.returncode == 0, played.stderr
        told = json.loads(played.stdout)
        assert told["tercatat"] > 60
        assert len(story(sampel)) - before >= told["tercatat"]
        listed = await asyncio.to_thread(perintah, "token", "daftar", "--json", "--data", str(sampel))
        assert all(token["dicabut"] for token in json.loads(listed.stdout) if token["nama"] == "demo")
