"""Importing what Khanza and mLITE export: once, at its own times, through the front door, reported not repaired."""

import csv
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, select
from typer.testing import CliRunner, Result

from cli.main import app
from engine import facility
from engine import tables as t
from engine.database import connect, writing
from engine.facility import Fasyankes, Unit
from engine.schema import upgrade
from schemas.names import KodeUnit

CONTOH = Path(__file__).parent / "samples" / "khanza"
RASA = ("phpmyadmin", "heidisql", "excel_id")
NOL = "0000-00-00 00:00:00"
PAGI, SIANG, SORE = "2025-03-03 08:00:00", "2025-03-03 11:30:00", "2025-03-03 15:00:00"


class Impor:
    """A facility in a data directory, and the command line on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.engine: Engine = connect(f"sqlite:///{folder / 'jejak.db'}")
        upgrade(self.engine)
        units = (
            Unit(KodeUnit("UMUM"), "Poli Umum", "rawat_jalan"),
            Unit(KodeUnit("GIGI"), "Poli Gigi", "rawat_jalan"),
            Unit(KodeUnit("RANAP"), "Rawat Inap", "rawat_inap"),
        )
        with writing(self.engine).begin() as connection:
            facility.create(connection, Fasyankes("UJI", "Puskesmas Uji", "WIB"), units)

    def jalan(self, file: Path, *options: str) -> Result:
        arguments = ["impor", "khanza-mutasi", str(file), "--data", str(self.folder), *options]
        return CliRunner().invoke(app, [*arguments, "--lapor", str(self.laporan)])

    @property
    def laporan(self) -> Path:
        return self.folder / "laporan.csv"

    def temuan(self) -> list[dict[str, str]]:
        with self.laporan.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    def buku(self) -> list[tuple[object, ...]]:
        with self.engine.connect() as connection:
            return [tuple(line) for line in connection.execute(select(t.jejak).order_by(t.jejak.c.seq))]

    def jenis(self, nomor: str) -> list[str]:
        query = (
            select(t.jejak.c.jenis)
            .join(t.berkas, t.berkas.c.id == t.jejak.c.subjek)
            .where(t.berkas.c.nomor == nomor)
            .order_by(t.jejak.c.versi)
        )
        with self.engine.connect() as connection:
            return [kind.removeprefix("berkas.").removesuffix(".v1") for kind in connection.execute(query).scalars()]

    def keadaan(self, nomor: str) -> tuple[str, str | None, str | None]:
        c = t.berkas.c
        with self.engine.connect() as connection:
            found = connection.execute(select(c.keadaan, c.lokasi, c.tujuan).where(c.nomor == nomor)).one()
        return found.keadaan, found.lokasi, found.tujuan


@pytest.fixture
def impor(tmp_path: Path) -> Impor:
    return Impor(tmp_path)


def mutasi(folder: Path, *rows: str) -> Path:
    file = folder / "mutasi.csv"
    file.write_text("\n".join(["no_rawat,status,dikirim,diterima,kembali,tidakada,ranap", *rows]) + "\n")
    return file


def test_sensible_rows_become_moves_at_their_own_times_and_without_a_map_each_visit_is_a_record(impor: Impor) -> None:
    result = impor.jalan(CONTOH / "mutasi_phpmyadmin.csv")
    assert result.exit_code == 1, result.output
    assert impor.jenis("2025/03/03/000001") == ["didaftarkan", "diambil", "diterima", "kembali"]
    assert impor.keadaan("2025/03/03/000002") == ("di_poli", "KHANZA", None)
    assert impor.keadaan("2025/03/03/000003") == ("diambil", "RM", "KHANZA")
    assert impor.jenis("2025/03/03/000004") == ["didaftarkan", "diambil", "kembali"]
    assert impor.keadaan("2025/03/03/000005")[0] == "hilang"
    assert impor.keadaan("2025/03/03/000007") == ("dalam_perjalanan", "KHANZA", "RANAP")
    with impor.engine.connect() as connection:
        times = connection.execute(
            select(t.jejak.c.terjadi_pada).where(t.jejak.c.jenis == "berkas.kembali.v1").order_by(t.jejak.c.seq)
        ).scalars()
        assert next(times) == datetime(2025, 3, 3, 4, 2, 17, tzinfo=UTC)
        assert set(connection.execute(select(t.jejak.c.cara)).scalars()) == {"impor"}
    assert "bernomor no_rawat" in result.output


def test_an_impossible_row_moves_nothing_and_keeps_what_was_observed_as_sightings(impor: Impor) -> None:
    impor.jalan(CONTOH / "mutasi_phpmyadmin.csv")
    for nomor in ("2025/03/04/000001", "2025/03/04/000002", "2025/03/04/000006", "2025/03/05/000001"):
        assert set(impor.jenis(nomor)) == {"didaftarkan", "terlihat"}, nomor
        assert impor.keadaan(nomor) == ("disimpan", "RM", None)
    assert impor.jenis("2025/03/04/000003") == ["didaftarkan", "terlihat"]
    found = {(int(one["baris"]), one["kolom"]): one["kode"] for one in impor.temuan()}
    assert found == {
        (8, "diterima"): "waktu_kembar",
        (9, "kembali"): "waktu_kembar",
        (10, "kembali"): "tanpa_dikirim",
        (11, "diterima"): "status_tanpa_waktu",
        (12, "diterima"): "urutan_terbalik",
        (13, "tidakada"): "waktu_kembar",
    }


@pytest.mark.parametrize("rasa", RASA)
def test_importing_the_same_file_twice_changes_nothing(impor: Impor, rasa: str) -> None:
    impor.jalan(CONTOH / f"mutasi_{rasa}.csv")
    before, report = impor.buku(), impor.temuan()
    again = impor.jalan(CONTOH / f"mutasi_{rasa}.csv")
    assert again.exit_code == 1
    assert impor.buku() == before
    assert impor.temuan() == report
    assert "0 gerak, 0 terlihat" in again.output


def test_two_flavours_of_one_table_tell_the_same_story(impor: Impor) -> None:
    impor.jalan(CONTOH / "mutasi_phpmyadmin.csv")
    before = impor.buku()
    impor.jalan(CONTOH / "mutasi_heidisql.csv")
    assert impor.buku() == before


def test_minutes_that_tie_are_reported_as_an_order_nobody_can_tell(impor: Impor) -> None:
    impor.jalan(CONTOH / "mutasi_excel_id.csv")
    kode = Counter(one["kode"] for one in impor.temuan())
    assert kode["urutan_tidak_pasti"] == 3
    assert impor.temuan()[0]["baris"] == "10", "lines are counted as the spreadsheet shows them, title rows included"


def test_a_later_export_of_the_same_row_adds_only_what_is_new(impor: Impor) -> None:
    first = mutasi(impor.folder, f"2025/03/03/000001,Sudah Dikirim,{PAGI},{NOL},{NOL},{NOL},{NOL}")
    assert impor.jalan(first).exit_code == 0
    assert impor.keadaan("2025/03/03/000001")[0] == "diambil"
    later = mutasi(impor.folder, f"2025/03/03/000001,Sudah Kembali,{PAGI},{SIANG},{SORE},{NOL},{NOL}")
    assert impor.jalan(later).exit_code == 0
    assert impor.jenis("2025/03/03/000001") == ["didaftarkan", "diambil", "diterima", "kembali"]
    assert impor.keadaan("2025/03/03/000001") == ("kembali", "RM", None)


def test_a_row_that_became_impossible_keeps_its_first_telling_and_is_reported(impor: Impor) -> None:
    impor.jalan(mutasi(impor.folder, f"2025/03/03/000001,Sudah Dikirim,{PAGI},{NOL},{NOL},{NOL},{NOL}"))
    later = impor.jalan(mutasi(impor.folder, f"2025/03/03/000001,Sudah Kembali,{PAGI},{NOL},{PAGI},{NOL},{NOL}"))
    assert later.exit_code == 1
    assert impor.jenis("2025/03/03/000001") == ["didaftarkan", "diambil", "terlihat"]
    assert [one["kode"] for one in impor.temuan()] == ["waktu_kembar"]


def test_with_a_map_the_visits_of_one_record_run_in_order_of_time(impor: Impor) -> None:
    peta = ("--peta", str(CONTOH / "reg_periksa.csv"))
    impor.jalan(CONTOH / "mutasi_heidisql.csv", *peta)
    assert impor.keadaan("000102") == ("di_poli", "GIGI", None)
    assert impor.keadaan("000103") == ("diambil", "RM", "KHANZA"), "a poli nobody knows here is not guessed"
    assert impor.jenis("000101")[:4] == ["didaftarkan", "diambil", "diterima", "kembali"]
    found = {(one["baris"], one["kode"]) for one in impor.temuan()}
    assert {("10", "nomor_rm_terpotong"), ("11", "nomor_rm_tidak_sah"), ("13", "tidak_ada_di_peta")} <= found
    before = impor.buku()
    impor.jalan(CONTOH / "mutasi_heidisql.csv", *peta)
    assert impor.buku() == before


def test_a_move_the_front_door_refuses_is_reported_and_its_time_is_kept(impor: Impor) -> None:
    file = mutasi(
        impor.folder,
        f"2025/03/03/000001,Sudah Dikirim,{PAGI},{NOL},{NOL},{NOL},{NOL}",
        f"2025/03/03/000002,Sudah Dikirim,{SIANG},{NOL},{NOL},{NOL},{NOL}",
    )
    peta = impor.folder / "peta.csv"
    peta.write_text("no_rawat,no_rkm_medis\n2025/03/03/000001,000101\n2025/03/03/000002,00-01-01\n")
    assert impor.jalan(file, "--peta", str(peta)).exit_code == 1
    assert impor.jenis("000101") == ["didaftarkan", "diambil", "terlihat"]
    assert [(one["baris"], one["kode"]) for one in impor.temuan()] == [("3", "keadaan_tidak_sesuai")]


def test_a_report_names_no_patient_and_a_clean_run_leaves_none(impor: Impor) -> None:
    impor.jalan(CONTOH / "mutasi_phpmyadmin.csv", "--peta", str(CONTOH / "reg_periksa.csv"))
    text = impor.laporan.read_text(encoding="utf-8-sig")
    assert not [word for word in ("000101", "2025/03", "KARANGAN", "JALAN") if word in text]
    clean = mutasi(impor.folder, f"2025/03/09/000001,Sudah Dikirim,{PAGI},{NOL},{NOL},{NOL},{NOL}")
    assert impor.jalan(clean).exit_code == 0
    assert not impor.laporan.exists()


def test_an_admission_followed_by_a_return_does_not_invent_what_the_ward_did(impor: Impor) -> None:
    row_ = f"2025/03/03/000001,Sudah Kembali,{PAGI},2025-03-03 08:20:00,{SORE},{NOL},{SIANG}"
    assert impor.jalan(mutasi(impor.folder, row_)).exit_code == 0
    assert impor.jenis("2025/03/03/000001") == ["didaftarkan", "diambil", "diterima", "terlihat", "kembali"]


def test_a_file_that_is_no_export_is_one_sentence_and_writes_nothing(impor: Impor) -> None:
    file = impor.folder / "lain.csv"
    file.write_text("a,b\n1,2\n")
    result = impor.jalan(file)
    assert result.exit_code == 1
    assert "tidak ada baris judul dengan kolom no_rawat" in result.stderr
    assert "Traceback" not in result.output
    with impor.engine.connect() as connection:
        assert connection.execute(select(t.petugas.c.id)).all() == []
    assert impor.jalan(impor.folder / "tidak-ada.csv").exit_code == 2


def test_the_account_of_the_import_acts_and_cannot_log_in(impor: Impor) -> None:
    impor.jalan(CONTOH / "mutasi_phpmyadmin.csv")
    with impor.engine.connect() as connection:
        akun = connection.execute(select(t.petugas)).one()
        assert (akun.nama_pengguna, akun.sandi) == ("impor-khanza", None)
        assert set(connection.execute(select(t.jejak.c.pelaku)).scalars()) == {akun.id}


# ── faults of others, never ours ────────────────────────────────────────────────────────────────────


def test_khanza_overwrites_the_row_on_a_second_trip_and_we_keep_both_with_who_did_it(impor: Impor) -> None:
    impor.jalan(mutasi(impor.folder, f"2025/03/03/000001,Sudah Dikirim,{PAGI},{NOL},{NOL},{NOL},{NOL}"))
    impor.jalan(mutasi(impor.folder, f"2025/03/03/000001,Sudah Kembali,{PAGI},{NOL},{SIANG},{NOL},{NOL}"))
    impor.jalan(mutasi(impor.folder, f"2025/03/03/000001,Sudah Dikirim,{SORE},{NOL},{NOL},{NOL},{NOL}"))
    assert impor.jenis("2025/03/03/000001") == ["didaftarkan", "diambil", "kembali", "diambil"]


def test_mlite_writes_received_and_sent_in_one_click_and_we_say_so(impor: Impor) -> None:
    impor.jalan(mutasi(impor.folder, f"2025/03/03/000001,Sudah Diterima,{PAGI},{PAGI},{NOL},{NOL},{NOL}"))
    assert [one["kode"] for one in impor.temuan()] == ["waktu_kembar"]
    assert impor.keadaan("2025/03/03/000001")[0] == "disimpan"


def test_khanza_deletes_the_row_to_undo_and_a_vanished_row_takes_nothing_back(impor: Impor) -> None:
    sent = f"2025/03/03/000001,Sudah Dikirim,{PAGI},{NOL},{NOL},{NOL},{NOL}"
    impor.jalan(mutasi(impor.folder, sent))
    before = impor.buku()
    impor.jalan(mutasi(impor.folder))
    assert impor.buku() == before
