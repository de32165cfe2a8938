"""Racks: every number has one place, sections say how full they are, a new order is made while people work."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, select

from engine import arsip as susunan
from engine import facility, rak
from engine import tables as t
from engine.arsip import Jajaran
from engine.database import writing
from engine.execute import Accepted
from engine.facility import Rak
from engine.penjajaran import Bentuk, SistemJajar, kunci_urut
from engine.penomoran import Rencana, Skema, kebutuhan
from engine.refusals import Refusal
from engine.views import nomor as nomor_view
from engine.views import rak as peta_rak
from schemas.commands import berkas as ask
from schemas.names import RUANG_REKAM_MEDIS, BerkasId, KodeUnit
from tests.kit import GIGI, KEPALA, PAGI, PERMED, RANAP, Arsip
from tests.test_penomoran import pasien_baru

RM = RUANG_REKAM_MEDIS
AKHIR = Jajaran(SistemJajar.AKHIR, Bentuk())


def tulis(engine: Engine, ubah: Any, *isi: Any) -> str | None:
    """Make a change in a transaction of its own; the `kode` where it was refused."""
    with writing(engine).begin() as connection:
        answer = ubah(connection, *isi)
    if isinstance(answer, Refusal):
        assert answer.kalimat
        assert answer.sentence
        return answer.kode
    return None


def rak_dua(engine: Engine, jajaran: Jajaran | None = AKHIR, kapasitas: int = 10) -> None:
    """Two racks of two sections."""
    for kode in ("001", "002"):
        assert tulis(engine, facility.add_rack, Rak(kode, f"Rak {kode}")) is None
    if jajaran is not None:
        assert tulis(engine, susunan.jajarkan, jajaran, PAGI) is None
        while_more(engine)
    assert tulis(engine, rak.bagi, RM, 2, kapasitas) is None


def while_more(engine: Engine, banyak: int = 2000) -> int:
    """Make the order again to its end; how many steps that took."""
    steps, more = 0, True
    while more:
        with writing(engine).begin() as connection:
            more = susunan.susun(connection, banyak)
        steps += 1
    return steps


def letak(engine: Engine, nomor: str) -> tuple[str, int, int] | None:
    with engine.connect() as connection:
        found = peta_rak.tempat_nomor(connection, nomor, RM)
    return (found.ruas.rak, found.ruas.nomor, found.posisi) if found else None


def urutan(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return list(connection.execute(select(t.berkas.c.nomor).order_by(t.berkas.c.urutan)).scalars())


# ── places ──────────────────────────────────────────────────────────────────────────────────────────


async def test_every_number_has_a_rack_a_section_and_a_place_registered_or_not(arsip: Arsip) -> None:
    rak_dua(arsip.engine)
    for nomor in ("00-01-10", "00-02-10", "01-01-10", "00-00-30", "00-00-99"):
        await arsip.daftar(nomor=nomor)
    assert letak(arsip.engine, "00-00-00") == ("001", 1, 1)
    assert letak(arsip.engine, "00-01-10") == ("001", 1, 1)
    assert letak(arsip.engine, "01-01-10") == ("001", 1, 2)
    assert letak(arsip.engine, "00-02-10") == ("001", 1, 3)
    assert letak(arsip.engine, "50-01-10") == ("001", 1, 3)
    assert letak(arsip.engine, "00-00-30") == ("001", 2, 1)
    assert letak(arsip.engine, "99-99-99") == ("002", 2, 2)


async def test_sections_count_who_lives_there_who_is_in_and_the_pointers(arsip: Arsip) -> None:
    rak_dua(arsip.engine, kapasitas=3)
    out, old, new = [await arsip.daftar(nomor=f"00-0{n}-10") for n in range(3)]
    await arsip.daftar(nomor="00-09-10", pembawa="elektronik")
    await arsip.minta(ask.Ambil, out, PERMED, tujuan=GIGI)
    await arsip.minta(ask.Gabungkan, old, PERMED, ke_berkas=new)
    with arsip.engine.connect() as connection:
        first, second = peta_rak.peta(connection)
    isi = first.isi[0]
    assert (isi.berumah, isi.hadir, isi.penunjuk, isi.persen, isi.rupa) == (2, 1, 1, 66, "lega")
    assert (first.berumah, first.kapasitas, second.berumah) == (2, 6, 0)
    assert [satu.sampai for satu in (*first.isi, *second.isi)] == ["00-00-25", "00-00-50", "00-00-75", None]


async def test_an_old_folder_leaves_a_pointer_that_stands_in_its_place(arsip: Arsip) -> None:
    rak_dua(arsip.engine)
    old, new = await arsip.daftar(nomor="00-00-10"), await arsip.daftar(nomor="00-00-80")
    await arsip.minta(ask.Gabungkan, old, PERMED, ke_berkas=new)
    with arsip.engine.connect() as connection:
        found = peta_rak.tempat(connection, old)
    assert found is not None
    assert (found.ruas.rak, found.ruas.nomor) == ("001", 1)


async def test_what_left_the_active_shelves_has_no_place_there(arsip: Arsip) -> None:
    rak_dua(arsip.engine)
    kept, gone = await arsip.daftar(nomor="00-00-10"), await arsip.daftar(nomor="00-00-11")
    await arsip.minta(ask.Inaktifkan, gone, PERMED)
    with arsip.engine.connect() as connection:
        assert peta_rak.tempat(connection, gone) is None
        assert peta_rak.letak_banyak(connection, [kept, gone]).keys() == {kept}
        assert peta_rak.letak_banyak(connection, []) == {}


def test_without_sections_there_is_no_place(engine: Engine) -> None:
    assert letak(engine, "00-00-01") is None
    assert tulis(engine, rak.bagi, RM, 2, 10) == "rak_tanpa_ruas"


def test_straight_order_gives_each_section_as_many_numbers_as_it_holds(engine: Engine) -> None:
    rak_dua(engine, None, kapasitas=400)
    with engine.connect() as connection:
        assert [satu.dari for satu in rak.semua(connection)] == ["00-00-00", "00-04-00", "00-08-00", "00-12-00"]


async def test_straight_order_divides_what_is_there_where_it_does_not_fit(arsip: Arsip) -> None:
    for n in range(1, 41):
        await arsip.daftar(nomor=f"{n * 100:06d}")
    rak_dua(arsip.engine, None, kapasitas=5)
    with arsip.engine.connect() as connection:
        assert [isi.berumah for satu in peta_rak.peta(connection) for isi in satu.isi] == [10, 10, 10, 10]


def test_middle_digit_is_divided_by_its_middle_group(engine: Engine) -> None:
    rak_dua(engine, replace(AKHIR, sistem=SistemJajar.TENGAH))
    with engine.connect() as connection:
        assert [satu.dari for satu in rak.semua(connection)] == ["00-00-00", "00-25-00", "00-50-00", "00-75-00"]


def test_sections_are_added_changed_and_removed_and_every_no_has_words(engine: Engine) -> None:
    rak_dua(engine)
    assert tulis(engine, rak.tambah, "001", "00-00-10", 20) is None
    assert letak(engine, "00-00-15") == ("001", 3, 1)
    assert tulis(engine, rak.ubah, "001", 3, "00-00-12", 20) is None
    assert letak(engine, "00-00-11") == ("001", 1, 1)
    for wanted, kode in (
        ((rak.tambah, "009", "00-00-01", 5), "rak_tidak_dikenal"),
        ((rak.tambah, "001", "00.00.25", 5), "ruas_terpakai"),
        ((rak.tambah, "001", "?", 5), "dari_tidak_sah"),
        ((rak.tambah, "001", "00-00-13", 0), "kapasitas_tidak_sah"),
        ((rak.ubah, "001", 9, "00-00-13", 5), "ruas_tidak_dikenal"),
        ((rak.hapus, "001", 9), "ruas_tidak_dikenal"),
        ((rak.bagi, RM, 0, 5), "jumlah_ruas_tidak_sah"),
        ((rak.bagi, RM, 2, -1), "kapasitas_tidak_sah"),
        ((rak.pindah_ruang, "009", RM), "rak_tidak_dikenal"),
        ((rak.pindah_ruang, "001", KodeUnit("ENTAH")), "unit_tidak_dikenal"),
    ):
        assert tulis(engine, *wanted) == kode
    assert tulis(engine, rak.hapus, "001", 3) is None
    assert letak(engine, "00-00-15") == ("001", 1, 1)
    assert tulis(engine, facility.remove_rack, "001") is None
    with engine.connect() as connection:
        assert {satu.rak for satu in rak.semua(connection)} == {"002"}


def test_a_rack_in_another_room_takes_nothing_of_the_record_room(engine: Engine) -> None:
    rak_dua(engine)
    assert tulis(engine, rak.pindah_ruang, "002", RANAP) is None
    assert letak(engine, "00-00-99") == ("001", 2, 1)


# ── another order ───────────────────────────────────────────────────────────────────────────────────


async def test_a_new_order_is_made_in_steps_while_folders_are_registered(arsip: Arsip) -> None:
    numbers = ["00-02-01", "00-01-02", "01-01-01", "00-01-01", "00-00-03"]
    for nomor in numbers:
        await arsip.daftar(nomor=nomor)
    assert urutan(arsip.engine) == sorted(numbers)
    assert tulis(arsip.engine, _jajarkan, AKHIR) is None
    with writing(arsip.engine).begin() as connection:
        assert _susun(connection, 2)
        progress = _kemajuan(connection)
    assert (progress.sudah, progress.semua, progress.selesai) == (2, 5, False)
    await arsip.daftar(nomor="99-00-01")
    while_more(arsip.engine, 2)
    assert urutan(arsip.engine) == sorted([*numbers, "99-00-01"], key=lambda satu: kunci_urut(satu, SistemJajar.AKHIR))
    with arsip.engine.connect() as connection:
        assert _kemajuan(connection).selesai
    assert tulis(arsip.engine, _jajarkan, AKHIR) == "jajaran_tidak_berubah"


_jajarkan, _susun, _kemajuan = (lambda c, wanted: susunan.jajarkan(c, wanted, PAGI)), susunan.susun, susunan.kemajuan


# ── plans ───────────────────────────────────────────────────────────────────────────────────────────

HARI = date(2026, 3, 2)


def rencana(engine: Engine, berlaku: date, skema: Skema, bentuk: Bentuk | None = None, mulai: int | None = None) -> Any:
    made = Rencana(berlaku, skema, bentuk or Bentuk(), mulai)
    return tulis(engine, susunan.rencanakan, made, HARI, KEPALA.id, PAGI)


async def test_a_plan_is_made_shown_replaced_and_taken_back_until_it_gave_a_number(arsip: Arsip) -> None:
    engine = arsip.engine
    assert rencana(engine, date(2026, 3, 1), Skema.SERIAL) == "rencana_lampau"
    assert rencana(engine, HARI, Skema.KELUARGA) == "anggota_tidak_sah"
    assert rencana(engine, HARI, Skema.UNIT, Bentuk(anggota=2)) == "anggota_tidak_sah"
    assert rencana(engine, HARI, Skema.UNIT, mulai=1_000_000) == "mulai_tidak_sah"
    assert rencana(engine, HARI, Skema.UNIT, mulai=700) is None
    assert rencana(engine, HARI, Skema.UNIT, mulai=800) is None
    with engine.connect() as connection:
        known = _baca(connection)
        assert nomor_view.berikut(connection, known, known.pada(HARI)).nomor == "00-08-00"
        assert nomor_view.berikut(connection, known, known.pada(date(2026, 3, 1))).nomor == "00-00-01"
    berkas = BerkasId(facility.baru())
    assert isinstance(await arsip.minta(ask.Daftarkan, berkas, PERMED), Accepted)
    assert rencana(engine, HARI, Skema.SERIAL) == "rencana_terpakai"
    assert tulis(engine, _hapus_rencana, HARI) == "rencana_terpakai"
    assert rencana(engine, date(2026, 3, 9), Skema.KELUARGA, Bentuk(anggota=2)) is None
    assert tulis(engine, _hapus_rencana, date(2026, 3, 9)) is None
    assert tulis(engine, _hapus_rencana, date(2026, 3, 9)) == "rencana_tidak_dikenal"


_baca, _hapus_rencana = susunan.baca, susunan.hapus_rencana


@pytest.mark.parametrize("typed", ["", "2-", "7-2", "2-2-2-2-2", "0-2", "1", "aa", "6-6-6"])
def test_a_form_that_is_none_is_refused(typed: str) -> None:
    answer = susunan.bentuk_dari(typed, 0)
    assert isinstance(answer, Refusal)
    assert answer.kode == "bentuk_tidak_sah"


def test_a_plan_by_household_lets_members_stand_together_on_the_shelf(engine: Engine) -> None:
    assert rencana(engine, HARI, Skema.KELUARGA, Bentuk(anggota=2)) is None
    with engine.connect() as connection:
        found = susunan.jajaran(connection)
    assert found.bentuk.anggota == 2
    assert found.kursor == ""


@pytest.mark.parametrize(
    ("skema", "punya", "wanted"),
    [
        (Skema.UNIT, False, (True, False)),
        (Skema.UNIT, True, (False, False)),
        (Skema.KELUARGA, True, (False, False)),
        (Skema.SERIAL, True, (True, False)),
        (Skema.SERIAL_UNIT, True, (True, True)),
        (Skema.SERIAL_UNIT, False, (True, False)),
    ],
)
def test_what_a_visit_needs_of_the_archive(skema: Skema, punya: bool, wanted: tuple[bool, bool]) -> None:
    assert tuple(getattr(kebutuhan(skema, punya_berkas=punya), n) for n in ("nomor_baru", "gabungkan")) == wanted


async def test_older_folders_of_a_patient_wait_to_be_merged_into_the_newest(arsip: Arsip) -> None:
    pasien = await pasien_baru(arsip)
    made = [BerkasId(facility.baru()) for _ in range(3)]
    for n, berkas in enumerate(made):
        arsip.jam.maju(minutes=1)
        await arsip.minta(ask.Daftarkan, berkas, PERMED, nomor=f"00-00-0{n}", pasien=pasien)
    with arsip.engine.connect() as connection:
        waiting = nomor_view.menunggu_gabung(connection)
    assert [(satu.nomor_lama, satu.nomor_baru) for satu in waiting] == [
        ("00-00-00", "00-00-02"),
        ("00-00-01", "00-00-02"),
    ]
    await arsip.minta(ask.Gabungkan, made[0], PERMED, ke_berkas=made[2])
    with arsip.engine.connect() as connection:
        assert len(nomor_view.menunggu_gabung(connection)) == 1
