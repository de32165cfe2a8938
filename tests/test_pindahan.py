"""Patients brought over: rehearsed, once, only what is new or changed, never over what people wrote in Jejak."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from engine import tables as t
from engine.impor.peta import PRATATA
from engine.pindahan.jalan import Berkas, Impor
from engine.pindahan.rencana import Asal
from schemas.commands import pasien as ask_pasien
from schemas.commands.pasien import Identitas
from schemas.names import BerkasId
from tests.kit import LOKET, PKM, Arsip, wish
from tests.lembar import HARI_INI, csv
from tests.pindahan import JUDUL, TIGA, Pindahan, angka, di_loket


@pytest.fixture
def url(tmp_path: Path) -> str:
    """SQLite; what asks the database most is held to both in `test_pindahan_basis_data`."""
    return f"sqlite:///{tmp_path / 'jejak.db'}"


@pytest.fixture
def pindahan(arsip: Arsip, tmp_path: Path) -> Pindahan:
    """A facility to import into."""
    return Pindahan(arsip.engine, arsip.door, tmp_path)


def test_a_rehearsal_tells_what_would_happen_and_writes_nothing(pindahan: Pindahan) -> None:
    assert angka(pindahan.impor(*TIGA, "-;-;;;;;;", sungguh=False)) == (3, 0, 3, 0, 0, 1)
    assert pindahan.baris_buku() == 0


def test_what_a_file_leaves_empty_takes_nothing_away(pindahan: Pindahan) -> None:
    pindahan.impor(TIGA[0])
    assert angka(pindahan.impor("000001;Contoh Satu;;;;;;")) == (0, 0, 0, 0, 1, 0)
    assert pindahan.pasien()["000001"] == ("Contoh Satu", "Jl. Satu")


async def test_what_people_changed_in_jejak_is_not_overwritten(pindahan: Pindahan) -> None:
    pindahan.impor(TIGA[0])
    siapa = Identitas(nama="Contoh Satu", alamat="Jl. Dari Loket", nik="6171014107900001")
    await pindahan.door.execute(
        wish(ask_pasien.UbahIdentitas, BerkasId(pindahan.id_pasien("000001")), LOKET, identitas=siapa)
    )
    hasil = pindahan.impor(TIGA[0])
    assert hasil.pasien_diubah == 0
    assert {(one.kolom, one.kode) for one in hasil.catatan.semua} >= {("alamat", "diubah_di_jejak")}
    assert pindahan.pasien()["000001"] == ("Contoh Satu", "Jl. Dari Loket")


async def test_a_patient_of_the_desk_with_the_same_number_and_name_is_that_patient(pindahan: Pindahan) -> None:
    loket = await di_loket(pindahan, "000001", nama="CONTOH SATU", alamat="Jl. Lain")
    hasil = pindahan.impor(TIGA[0])
    assert angka(hasil)[:4] == (0, 0, 0, 0)
    assert pindahan.id_pasien("000001") == loket
    assert ("alamat", "sudah_ada_di_jejak") in {(one.kolom, one.kode) for one in hasil.catatan.semua}


async def test_a_number_that_belongs_to_somebody_else_in_jejak_is_refused(pindahan: Pindahan) -> None:
    loket = await di_loket(pindahan, "000001", nama="Orang Lain")
    hasil = pindahan.impor(*TIGA)
    assert angka(hasil) == (2, 0, 2, 0, 0, 1)
    assert hasil.catatan.kode["nomor_milik_orang_lain"] == 1
    assert pindahan.id_pasien("000001") == loket


def test_quirk_4_one_number_of_several_people_is_refused_for_all_of_them(pindahan: Pindahan) -> None:
    """One RM, several people."""
    hasil = pindahan.impor(*TIGA, "00-00-02;Orang Lain;;1970-01-01;;;;")
    assert angka(hasil) == (2, 0, 2, 0, 0, 2)
    assert [one.baris for one in hasil.catatan.semua if one.kode == "nomor_beberapa_orang"] == [3, 5]
    assert "000002" not in pindahan.pasien()


def test_quirk_4_one_family_folder_holds_several_patients(pindahan: Pindahan) -> None:
    """One family folder (kode_kk), several patients."""
    keluarga = [
        "000007;Ayah Contoh;;1980-01-01;L;;;6171010101010001",
        "000007;Ibu Contoh;;1982-01-01;P;;;6171010101010001",
    ]
    hasil = pindahan.impor(*keluarga)
    assert angka(hasil) == (2, 0, 1, 0, 0, 0)
    assert [(one.baris, one.kode) for one in hasil.catatan.semua] == [(3, "satu_map_keluarga")]
    assert pindahan.pasien() == {"000007": ("Ayah Contoh", "")}
    assert angka(pindahan.impor(*keluarga)) == (0, 0, 0, 0, 2, 0)


def test_one_person_under_two_numbers_of_one_file_is_told(pindahan: Pindahan) -> None:
    hasil = pindahan.impor(TIGA[1], "000009;DUA CONTOH;;31/01/1985;;;;", sungguh=False)
    assert [(one.baris, one.kode) for one in hasil.catatan.semua] == [(3, "orang_kembar")]


def test_a_rehearsal_tells_of_the_same_doubles_as_the_import_itself(
    pindahan: Pindahan, monkeypatch: pytest.MonkeyPatch
) -> None:
    from engine.pindahan import jalan

    monkeypatch.setattr(jalan, "SEKALIGUS", 1)
    rows = (
        "000001;Contoh Satu;;1990-07-01;;;;",
        "000002;Contoh Satuu;;1990-07-01;;;;",
        TIGA[0].replace("01;C", "03;C"),
    )
    told = [
        [(one.baris, one.kode) for one in pindahan.impor(*rows, sungguh=yes).catatan.semua] for yes in (False, True)
    ]
    assert told[0] == told[1] == [(4, "orang_kembar")]


def test_the_same_row_twice_in_one_file_is_one_patient(pindahan: Pindahan) -> None:
    hasil = pindahan.impor(TIGA[0], TIGA[0])
    assert (angka(hasil), hasil.kembar) == ((1, 0, 1, 0, 0, 0), 1)


def test_an_import_that_was_stopped_is_finished_by_the_same_file(
    pindahan: Pindahan, monkeypatch: pytest.MonkeyPatch
) -> None:
    from engine.pindahan import jalan

    monkeypatch.setattr(jalan, "SEKALIGUS", 2)
    rows = [f"{n:06d};Contoh Nomor {chr(65 + n)};;;;;;" for n in range(1, 8)]
    mulai = pindahan.impor(*rows, berhenti_di=3)
    assert (mulai.berhenti, mulai.pasien_baru) == (True, 4)
    assert angka(pindahan.impor(*rows)) == (3, 0, 3, 0, 4, 0)
    assert len(pindahan.pasien()) == 7


def test_another_system_may_use_the_same_numbers_for_its_own_ids(pindahan: Pindahan) -> None:
    pindahan.impor(TIGA[0])
    assert angka(pindahan.impor(TIGA[0], sistem="mlite")) == (0, 0, 0, 0, 1, 0), "the folder's patient is known"


def test_no_personal_data_of_an_import_is_in_the_ledger_or_among_refusals(pindahan: Pindahan) -> None:
    pindahan.impor(*TIGA)
    with pindahan.engine.connect() as connection:
        told = "".join(str(row) for row in connection.execute(select(t.jejak)))
        told += "".join(str(row) for row in connection.execute(select(t.penolakan)))
    for satu in ("Contoh", "6171014107900001", "000001", "Jl."):
        assert satu not in told


def test_whoever_imports_again_is_not_told_that_the_command_is_anothers(pindahan: Pindahan) -> None:
    pindahan.impor(*TIGA)
    berkas = Berkas(csv(pindahan.folder, "\n".join((JUDUL, *TIGA))), PRATATA["otomatis"])
    lain = Impor(pindahan.engine, berkas, Asal(PKM.kode, "khanza", LOKET), HARI_INI + timedelta(1), pindahan.door)
    assert angka(lain.jalankan()) == (0, 0, 0, 0, 3, 0)


def test_a_file_whose_niks_were_rounded_says_so_as_a_whole(pindahan: Pindahan) -> None:
    rows = [f"{n:06d};Contoh Nomor {chr(64 + n)};61710141079{n:04d}0;;;;;" for n in range(1, 25)]
    assert "nik_dibulatkan" in pindahan.impor(*rows, sungguh=False).umum
