"""The command line: what it prints, how it refuses, what it exits with."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text, update
from typer.testing import CliRunner, Result

from cli.main import app, main
from engine import ledger, people
from engine import tables as t
from engine.database import connect, writing
from schemas.names import Keadaan


@pytest.fixture(scope="module")
def dasar(tmp_path_factory: pytest.TempPathFactory, sample_facility: Path) -> Path:
    """The sample facility, made once."""
    folder = tmp_path_factory.mktemp("dasar") / "contoh"
    folder.mkdir()
    shutil.copy(sample_facility, folder / "jejak.db")
    return folder


@pytest.fixture
def data(dasar: Path, tmp_path: Path) -> Path:
    """A copy of it, to be changed."""
    return shutil.copytree(dasar, tmp_path / "contoh")


def jejak(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(app, [*words, "--data", str(folder)])


def told(folder: Path, *words: str) -> Any:
    result = jejak(folder, *words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


# ── reading ─────────────────────────────────────────────────────────────────────────────────────────


def test_a_record_is_read_by_its_number_its_spelling_its_code_or_its_last_digits(dasar: Path) -> None:
    wanted = told(dasar, "berkas", "000123")
    assert wanted["nomor"] == "000123"
    for sebutan in ("00-01-23", wanted["kode"], wanted["id"]):
        assert told(dasar, "berkas", sebutan) == wanted
    assert told(dasar, "berkas", "lihat", "000123") == wanted
    assert "000123  fisik" in jejak(dasar, "berkas", "000123").stdout


def test_an_unknown_number_and_an_ambiguous_ending_are_refused_in_a_sentence(dasar: Path) -> None:
    for sebutan, says in (("999999", "tidak ada di sini"), ("23", "berkas dengan akhiran itu")):
        result = jejak(dasar, "berkas", sebutan)
        assert result.exit_code == 1
        assert says in result.stderr
        assert result.stdout == ""


def _nomor(folder: Path) -> list[str]:
    engine = connect(f"sqlite:///{folder / 'jejak.db'}")
    with engine.connect() as connection:
        found = list(connection.execute(select(t.berkas.c.nomor)).scalars())
    engine.dispose()
    return found


def test_records_are_found_by_state_unit_and_part_of_a_number_page_by_page(dasar: Path) -> None:
    lost = told(dasar, "berkas", "cari", "--keadaan", "hilang")
    assert {one["keadaan"] for one in lost["isi"]} == {"hilang"}
    assert {
        one["lokasi"] for one in told(dasar, "berkas", "cari", "--keadaan", "di_poli", "--unit", "ranap")["isi"]
    } == {"RANAP"}
    seen: list[str] = []
    cursor: list[str] = []
    while True:
        page = told(dasar, "berkas", "cari", "12", "--batas", "3", *cursor)
        seen += [one["nomor"] for one in page["isi"]]
        if page["kursor"] is None:
            break
        cursor = ["--kursor", page["kursor"]]
    assert sorted(seen) == sorted(number for number in _nomor(dasar) if "12" in number)
    assert len(jejak(dasar, "berkas", "cari", "--batas", "5").stdout.splitlines()) == 6


def test_a_timeline_tells_what_happened_where_by_whom(dasar: Path) -> None:
    missing = told(dasar, "berkas", "cari", "--keadaan", "hilang")["isi"][0]
    timeline = told(dasar, "jejak", missing["nomor"])["isi"]
    assert timeline[0]["kalimat"].startswith("Masuk ke arsip")
    assert timeline[-1]["kalimat"] == "Dilaporkan hilang"
    assert [line["terjadi_pada"] for line in timeline] == sorted(line["terjadi_pada"] for line in timeline)
    plain = jejak(dasar, "jejak", missing["nomor"]).stdout
    assert "Dilaporkan hilang" in plain
    assert "Contoh Perekam Medis" in plain


def test_every_reading_command_has_json_and_every_command_a_help_in_indonesian() -> None:
    reading = (
        ["berkas", "lihat"],
        ["berkas", "cari"],
        ["jejak"],
        ["db", "status"],
        ["db", "periksa"],
        ["db", "verifikasi"],
        ["pengguna", "daftar"],
        ["token", "daftar"],
    )
    for words in reading:
        result = CliRunner().invoke(app, [*words, "--help"], env={"COLUMNS": "160"})
        assert result.exit_code == 0
        assert "--json" in result.stdout, words
    listed = CliRunner().invoke(app, ["--help"]).stdout
    for word in ("up", "demo", "kirim", "web", "pekerja", "impor", "db", "pengguna", "token"):
        assert word in listed


# ── the database ────────────────────────────────────────────────────────────────────────────────────


def test_the_status_tells_the_ledgers_last_position_and_its_hash(dasar: Path) -> None:
    engine = connect(f"sqlite:///{dasar / 'jejak.db'}")
    with engine.connect() as connection:
        seq, kepala = ledger.head(connection, "CONTOH")
    engine.dispose()
    status = told(dasar, "db", "status")
    assert (status["seq"], status["hash"]) == (seq, kepala.hex())
    assert f"hash baris terakhir {kepala.hex()}" in jejak(dasar, "db", "status").stdout


def test_the_status_counts_what_is_there(dasar: Path) -> None:
    status = told(dasar, "db", "status")
    assert status["berkas"] == sum(status["keadaan"].values()) == len(_nomor(dasar)) > 500
    assert status["fasyankes"]["kode"] == "CONTOH"
    assert "Puskesmas Contoh" in jejak(dasar, "db", "status").stdout


def test_a_sound_database_passes_every_check(dasar: Path) -> None:
    assert jejak(dasar, "db", "verifikasi").exit_code == 0
    found = told(dasar, "db", "periksa")
    assert (found["utuh"], found["selisih"], found["aliran"]) == (True, [], None)


def test_a_changed_line_of_the_ledger_is_found_and_named(data: Path) -> None:
    engine = connect(f"sqlite:///{data / 'jejak.db'}")
    with writing(engine).begin() as connection:
        connection.execute(text("DROP TRIGGER jejak_tidak_diubah"))
        connection.execute(update(t.jejak).where(t.jejak.c.seq == 1207).values(pelaku="0" * 36))
    engine.dispose()
    for words in (("db", "verifikasi"), ("db", "periksa")):
        result = jejak(data, *words)
        assert result.exit_code == 1
        assert "1207" in result.stderr


def test_a_record_or_a_count_that_is_not_the_sum_of_its_lines_is_found(data: Path) -> None:
    engine = connect(f"sqlite:///{data / 'jejak.db'}")
    with writing(engine).begin() as connection:
        victim = connection.execute(select(t.berkas.c.id).where(t.berkas.c.nomor == "000001")).scalar_one()
        connection.execute(update(t.berkas).where(t.berkas.c.id == victim).values(keadaan=Keadaan.DIMUSNAHKAN))
    engine.dispose()
    result = jejak(data, "db", "periksa", "--json")
    assert result.exit_code == 1
    found = json.loads(result.stdout)["selisih"]
    assert f"berkas {victim} keadaan" in {one["apa"] for one in found}
    assert any(one["apa"].startswith("hitungan dimusnahkan") for one in found)
    assert "000001" not in result.output, "a record is named by its id"


def test_migrating_is_safe_to_repeat_and_an_older_schema_is_refused_until_then(tmp_path: Path) -> None:
    first = jejak(tmp_path / "baru", "db", "migrasi")
    assert first.exit_code == 0
    assert jejak(tmp_path / "baru", "db", "migrasi").stdout == first.stdout
    engine = connect(f"sqlite:///{tmp_path / 'baru' / 'jejak.db'}")
    with writing(engine).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'lama'"))
    engine.dispose()
    result = jejak(tmp_path / "baru", "db", "status")
    assert result.exit_code == 1
    assert "jejak db migrasi" in result.stderr


def test_a_directory_without_a_database_is_one_sentence(tmp_path: Path) -> None:
    for words in (("berkas", "1"), ("db", "status"), ("token", "daftar"), ("pengguna", "daftar")):
        result = jejak(tmp_path / "tiada", *words)
        assert result.exit_code == 1
        assert "Belum ada basis data" in result.stderr
    assert not (tmp_path / "tiada").exists()


# ── people ──────────────────────────────────────────────────────────────────────────────────────────


def test_a_token_is_printed_and_nothing_else_on_standard_output(data: Path) -> None:
    made = jejak(data, "token", "buat", "--peran", "petugas_unit", "--nama", "Pemindai Umum", "--unit", "umum")
    assert made.exit_code == 0
    assert made.stdout.split() == [made.stdout.strip()]
    engine = connect(f"sqlite:///{data / 'jejak.db'}")
    found = people.kenali(engine, made.stdout.strip())
    assert found is not None
    assert (sorted(found.petugas.unit), found.dicabut) == (["UMUM"], None)
    assert jejak(data, "token", "cabut", found.id).exit_code == 0
    assert people.kenali(engine, made.stdout.strip()) is None
    engine.dispose()
    assert jejak(data, "token", "cabut", found.id).exit_code == 1
    assert made.stdout.strip() not in jejak(data, "token", "daftar", "--json").output


def test_an_account_is_made_listed_given_a_password_and_closed(data: Path) -> None:
    made = jejak(data, "pengguna", "buat", "uji.coba", "--peran", "dokter", "--peran", "kepala", "--nama", "Uji Coba")
    assert made.exit_code == 0
    first = made.stdout.strip()
    again = jejak(data, "pengguna", "sandi", "uji.coba").stdout.strip()
    assert again != first
    assert jejak(data, "pengguna", "nonaktif", "uji.coba").exit_code == 0
    akun = next(one for one in told(data, "pengguna", "daftar") if one["nama_pengguna"] == "uji.coba")
    assert (akun["peran"], akun["aktif"]) == (["dokter", "kepala"], False)
    assert "sandi" not in akun


@pytest.mark.parametrize(
    ("words", "kode"),
    [
        (("pengguna", "buat", "loket", "--peran", "dokter"), 1),
        (("pengguna", "buat", "X y", "--peran", "dokter"), 1),
        (("pengguna", "buat", "baru", "--peran", "raja"), 2),
        (("pengguna", "buat", "baru"), 2),
        (("pengguna", "sandi", "siapa"), 1),
        (("pengguna", "nonaktif", "siapa"), 1),
        (("token", "buat", "--peran", "dokter", "--nama", "x", "--unit", "BULAN"), 1),
        (("token", "buat", "--peran", "dokter"), 2),
        (("berkas", "cari", "--batas", "0"), 2),
        (("berkas", "cari", "--keadaan", "terbang"), 2),
        (("berkas", "cari", "--kursor", "rusak!"), 1),
        (("impor", "khanza-mutasi", "/tidak/ada.csv"), 2),
        (("tak-dikenal",), 2),
    ],
)
def test_bad_input_is_refused_with_its_own_exit_code_and_no_trace(
    data: Path, words: tuple[str, ...], kode: int
) -> None:
    result = jejak(data, *words)
    assert result.exit_code == kode
    assert "Traceback" not in result.output
    assert result.stdout == ""
    assert result.stderr


def test_a_broken_settings_value_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JEJAK_PORT", "banyak")
    result = jejak(tmp_path, "db", "status")
    assert result.exit_code == 1
    assert "port" in result.stderr


def test_a_database_out_of_reach_is_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JEJAK_DATABASE_URL", "postgresql://127.0.0.1:1/tiada")
    result = jejak(tmp_path, "db", "status")
    assert result.exit_code == 1
    assert "Basis data tidak bisa dipakai" in result.stderr


def test_whatever_goes_wrong_a_user_reads_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    def broken() -> None:
        raise ZeroDivisionError("rahasia 000123")

    with pytest.raises(SystemExit) as ended:
        main(broken)
    assert ended.value.code == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "ZeroDivisionError" in said.err
    assert "Traceback" not in said.err
    assert "rahasia" not in said.err


def test_a_file_that_is_no_database_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "jejak.db").write_text("bukan basis data, hanya tulisan\n" * 200)
    result = jejak(tmp_path, "db", "status")
    assert result.exit_code == 1
    assert "Basis data tidak bisa dipakai" in result.stderr
