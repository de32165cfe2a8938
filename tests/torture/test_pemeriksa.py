"""The checker's own tests: a correct day is clean, and every way of spoiling it is named for what it is."""

import shutil
from pathlib import Path
from typing import Final

import pytest

from tests.torture.cara_rusak import SALAH, Rusak
from tests.torture.contoh_bukti import DUA, SATU, TIGA, hari_biasa
from tests.torture.pemeriksa import periksa, periksa_lengkap
from tests.torture.pemeriksa.__main__ import main
from tests.torture.pemeriksa.bukti import BERISI, WAJIB

HARI: Final = hari_biasa()


def jenis(folder: Path) -> set[str]:
    return {satu.jenis for satu in periksa(folder)}


def rusak(folder: Path, cara: Rusak, *, rangkai: bool = False) -> set[str]:
    """The kinds of violation found in the day, spoiled like this. `rangkai`: chained and folded anew after it."""
    dunia = HARI.salin()
    cara(dunia)
    if rangkai:
        dunia.rangkai()
    return jenis(dunia.simpan(folder))


def test_a_correct_day_is_clean(tmp_path: Path) -> None:
    hasil = periksa_lengkap(HARI.salin().simpan(tmp_path))
    assert hasil.pelanggaran == []
    assert hasil.angka["dijawab_ok"] == 16
    assert hasil.angka["kekurangan"] == 2
    assert hasil.angka["tenggat_ditandai"] == 1


@pytest.mark.parametrize("cara", SALAH)
def test_every_spoiling_is_named_for_what_it_is(tmp_path: Path, cara: str) -> None:
    harap, merusak, rangkai = SALAH[cara]
    assert harap in rusak(tmp_path, merusak, rangkai=rangkai)


@pytest.mark.parametrize("nama", WAJIB)
def test_missing_evidence_is_no_pass(tmp_path: Path, nama: str) -> None:
    (HARI.salin().simpan(tmp_path) / nama).unlink()
    assert "bukti_hilang" in jenis(tmp_path)


@pytest.mark.parametrize("nama", [*BERISI, "riwayat/klien-01.jsonl", "log/app.log", "proyeksi/kursor.jsonl"])
def test_empty_evidence_is_no_pass(tmp_path: Path, nama: str) -> None:
    (HARI.salin().simpan(tmp_path) / nama).write_text("", encoding="utf-8")
    assert "bukti_kosong" in jenis(tmp_path)


@pytest.mark.parametrize("nama", WAJIB)
def test_garbled_evidence_is_no_pass_and_no_crash(tmp_path: Path, nama: str) -> None:
    (HARI.salin().simpan(tmp_path) / nama).write_text('{"a": \n[1]\n"x"\n{"seq": "x"}\n', encoding="utf-8")
    assert jenis(tmp_path)


def test_an_empty_folder_is_no_pass(tmp_path: Path) -> None:
    assert {"bukti_hilang", "bukti_kosong"} <= jenis(tmp_path)


def test_nobody_who_was_granted_anything_is_no_pass(tmp_path: Path) -> None:
    HARI.salin().simpan(tmp_path)
    shutil.copy(tmp_path / "gangguan.jsonl", tmp_path / "riwayat" / "klien-01.jsonl")
    assert "bukti_kosong" in jenis(tmp_path)


def test_a_half_written_last_line_of_a_history_is_left_out(tmp_path: Path) -> None:
    folder = HARI.salin().simpan(tmp_path)
    with (folder / "riwayat" / "klien-01.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"t": 1, "fase": "inv')
    assert periksa(folder) == []


def test_of_many_violations_of_one_kind_the_first_are_told_and_the_rest_counted(tmp_path: Path) -> None:
    dunia = HARI.salin()
    dunia.berkas["surat_mati.jsonl"] = [{"seq": seq} for seq in range(1, 200)]
    ditemukan = periksa(dunia.simpan(tmp_path))
    assert len(ditemukan) == 51
    assert ditemukan[-1].keterangan == "dan 149 lagi"


def test_planted_poison_may_lie_dead(tmp_path: Path) -> None:
    dunia = HARI.salin()
    dunia.objek["rencana.json"]["racun"] = [5]
    dunia.berkas["surat_mati.jsonl"].append({"seq": 5, "galat": "X"})
    assert periksa(dunia.simpan(tmp_path)) == []


def test_a_clock_that_leapt_over_a_deadline_is_forgiven(tmp_path: Path) -> None:
    dunia = HARI.salin()
    satu = dunia.gangguan.pop()
    w = satu["w"] - 3600 * 10**9
    dunia.gangguan.append({"t": satu["t"], "w": w, "jenis": "jam", "geser": 3600 + 60})
    assert periksa(dunia.simpan(tmp_path)) == []


def test_the_command_tells_and_exits_by_what_it_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    dunia = HARI.salin()
    assert main([str(dunia.simpan(tmp_path))]) == 0
    assert "0 pelanggaran" in capsys.readouterr().out
    dunia.berkas["hitungan.jsonl"][0]["jumlah"] = 7
    assert main([str(dunia.simpan(tmp_path))]) == 1
    assert "hitungan_salah" in capsys.readouterr().out
    assert main([]) == 2


def test_the_checker_imports_nothing_of_ours() -> None:
    folder = Path(__file__).parent / "pemeriksa"
    impor = {
        kata.split()[1].split(".")[0]
        for path in folder.glob("*.py")
        for kata in path.read_text(encoding="utf-8").splitlines()
        if kata.startswith(("from ", "import "))
    }
    assert not impor & {"engine", "web", "workers", "schemas", "cli", "orjson", "sqlalchemy", "nats"}
    assert {SATU, DUA, TIGA}
