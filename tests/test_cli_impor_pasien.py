"""`jejak impor pasien` and `jejak impor templat`: a rehearsal until it is said otherwise, and words for every no."""

import json
import shutil
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select
from typer.testing import CliRunner, Result

from cli.main import app
from engine import tables as t
from engine.database import connect
from tests.lembar import csv

ISI = (
    "no_rkm_medis;nm_pasien;no_ktp;tgl_lahir\n"
    "000001;Contoh Satu;3.37E+15;1990-01-02\n000002;Contoh Dua;;0000-00-00\n-;-;-;\n"
)


class Fasilitas:
    """A facility in a data directory, and the command line on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.engine: Engine = connect(f"sqlite:///{folder / 'jejak.db'}")

    def impor(self, isi: str, *options: str) -> Result:
        path = csv(self.folder, isi)
        return CliRunner().invoke(app, ["impor", "pasien", str(path), "--data", str(self.folder), *options])

    @property
    def pasien(self) -> int:
        with self.engine.connect() as connection:
            return int(connection.execute(select(func.count()).select_from(t.pasien)).scalar_one())


@pytest.fixture
def fasilitas(tmp_path: Path, sqlite_facility: Path) -> Fasilitas:
    """An empty facility."""
    shutil.copy(sqlite_facility, tmp_path / "jejak.db")
    return Fasilitas(tmp_path)


def test_without_the_word_nothing_is_written_and_every_row_is_judged(fasilitas: Fasilitas) -> None:
    answer = fasilitas.impor(ISI, "--preset", "khanza")
    assert answer.exit_code == 1, "a row was refused"
    assert "2 pasien akan didaftarkan" in answer.stdout
    assert "Belum ada yang ditulis" in answer.stdout
    assert fasilitas.pasien == 0
    with fasilitas.engine.connect() as connection:
        akun = select(t.petugas.c.id).where(t.petugas.c.nama_pengguna == "impor-pasien")
        assert connection.execute(akun).first() is None


def test_with_the_word_patients_are_imported_once(fasilitas: Fasilitas) -> None:
    first = fasilitas.impor(ISI, "--preset", "khanza", "--jalankan", "--json")
    again = fasilitas.impor(ISI, "--preset", "khanza", "--jalankan", "--json")
    made, same = json.loads(first.stdout), json.loads(again.stdout)
    assert (made["pasien_baru"], made["berkas_baru"], made["ditolak"], made["peringatan"]) == (2, 2, 1, 1)
    assert (same["pasien_baru"], same["berkas_baru"], same["sama"]) == (0, 0, 2)
    assert fasilitas.pasien == 2


def test_the_json_and_the_list_of_findings_hold_no_cell(fasilitas: Fasilitas) -> None:
    daftar = fasilitas.folder / "temuan.csv"
    answer = fasilitas.impor(ISI, "--json", "--galat", str(daftar))
    text = daftar.read_text(encoding="utf-8-sig")
    assert "nik_ilmiah" in text
    for told in (answer.stdout, text):
        assert "3.37E+15" not in told
        assert "Contoh" not in told


def test_a_map_of_ones_own_is_followed(fasilitas: Fasilitas) -> None:
    peta = fasilitas.folder / "peta.yaml"
    peta.write_text("sistem: lama\nkolom:\n  nomor: Kode\n  nama: Orang\n")
    answer = fasilitas.impor("Kode;Orang\n000001;Contoh Satu\n", "--peta", str(peta), "--jalankan")
    assert answer.exit_code == 0, answer.output
    assert fasilitas.pasien == 1


@pytest.mark.parametrize(
    ("isi", "options", "says"),
    [
        ("a;b\n1;2\n", (), "judul"),
        ("No RM;NIK\n1;2\n", (), "Kolom nama tidak ditemukan"),
        (ISI, ("--preset", "apa"), "Tidak ada preset apa"),
        (ISI, ("--lebar-nomor", "8"), "bertentangan"),
        ("", (), "kosong"),
    ],
)
def test_every_no_is_one_sentence_and_writes_nothing(
    fasilitas: Fasilitas, isi: str, options: tuple[str, ...], says: str
) -> None:
    answer = fasilitas.impor(isi, *options, "--jalankan")
    assert answer.exit_code == 1
    assert says in answer.stderr
    assert "Traceback" not in answer.output
    assert fasilitas.pasien == 0


@pytest.mark.parametrize("nama", ["templat.csv", "templat.xlsx"])
def test_the_template_is_imported_as_it_is_and_never_overwritten(fasilitas: Fasilitas, nama: str) -> None:
    path = fasilitas.folder / nama
    assert CliRunner().invoke(app, ["impor", "templat", str(path)]).exit_code == 0
    assert CliRunner().invoke(app, ["impor", "templat", str(path)]).exit_code == 1
    arguments = ["impor", "pasien", str(path), "--data", str(fasilitas.folder), "--jalankan", "--json"]
    made = json.loads(CliRunner().invoke(app, arguments).stdout)
    assert (made["pasien_baru"], made["ditolak"], made["peringatan"]) == (3, 0, 0)


def test_the_account_of_the_import_cannot_log_in(fasilitas: Fasilitas) -> None:
    fasilitas.impor(ISI, "--jalankan")
    with fasilitas.engine.connect() as connection:
        akun = connection.execute(select(t.petugas).where(t.petugas.c.nama_pengguna == "impor-pasien")).one()
    assert akun.sandi is None
