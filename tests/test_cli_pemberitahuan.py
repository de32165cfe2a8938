"""`jejak pemberitahuan`: a facility's dead letters, and a test delivery that goes the whole way."""

import json
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, update
from typer.testing import CliRunner, Result

from cli.main import app
from engine import tables as t
from engine.database import connect, writing
from engine.pengingat.kirim import Gagal
from engine.pengingat.tahap import Tahap
from engine.settings import Settings
from tests.gerbang import server_surel
from tests.kit import DOKTER, Jam
from tests.pengingat_kit import MULAI, Catatan, kiriman, kontak, kurang, pekerja
from workers.notices import Notices


@pytest.fixture
def rumah(sqlite_facility: Path, tmp_path: Path) -> Iterator[Engine]:
    """The database of a data directory."""
    shutil.copy(sqlite_facility, tmp_path / "jejak.db")
    made = connect(f"sqlite:///{tmp_path / 'jejak.db'}")
    kontak(made, surel="dr@rs.example", kanal=["surel"], nama_pengguna="dokter")
    yield made
    made.dispose()


def jejak(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(app, ["pemberitahuan", *words, "--data", str(folder)])


async def test_dead_letters_are_listed_and_sent_again_by_id_or_all(rumah: Engine, tmp_path: Path) -> None:
    kurang(rumah)
    worker = pekerja(rumah, Jam(MULAI + timedelta(hours=1)), tmp_path, Catatan(Gagal("smtp_550", tetap=True)))
    await worker.susun()
    await worker.kirimkan("surel")
    (one,) = kiriman(rumah)
    told = json.loads(jejak(tmp_path, "--json").stdout)
    assert [(row["id"], row["keadaan"], row["galat"]) for row in told["isi"]] == [(one.id, "mati", "smtp_550")]
    assert told["jumlah"]["mati"] == 1
    listed = jejak(tmp_path).output
    assert "mati 1" in listed
    assert "dr@rs.example" not in listed
    assert jejak(tmp_path, "coba-lagi", one.id).exit_code == 0
    assert kiriman(rumah)[0].keadaan == Tahap.MENUNGGU
    again = jejak(tmp_path, "coba-lagi", one.id)
    assert (again.exit_code, "bukan surat mati" in again.output) == (1, True)
    assert "0 surat mati akan dikirim lagi" in jejak(tmp_path, "coba-lagi").output


async def test_a_test_delivery_goes_the_way_of_all_and_a_way_that_is_not_set_up_is_said(
    rumah: Engine, tmp_path: Path
) -> None:
    assert "Tidak ada akun aktif" in jejak(tmp_path, "uji", "siapa").output
    refused = jejak(tmp_path, "uji", "dokter")
    assert (refused.exit_code, "JEJAK_SMTP_URL belum diisi" in refused.output) == (1, True)
    async with server_surel() as box:
        toml = f'smtp_url = "{box.url}"\nsurel_dari = "jejak@rs.example"\n'
        (tmp_path / "jejak.toml").write_text(toml, encoding="utf-8")
        assert jejak(tmp_path, "uji", "dokter").exit_code == 0
        assert await Notices(rumah, Settings(data_dir=tmp_path)).kirimkan("surel") == 1
        with writing(rumah).begin() as connection:
            connection.execute(update(t.petugas).where(t.petugas.c.id == DOKTER.id).values(surel=None))
        assert "isi dulu surel Anda" in jejak(tmp_path, "uji", "dokter").output
    assert box.surat[0]["Subject"] == "Jejak: Ini kiriman uji dari Jejak. Tidak ada yang perlu dikerjakan."
