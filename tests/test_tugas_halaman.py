"""The doctor's page: what is missing in plain words, until when, where the folder is, and one tap to say it is done."""

import re
from pathlib import Path

import pytest
from sqlalchemy import update

from engine import rows
from engine import tables as t
from engine.database import writing
from engine.facility import baru
from schemas.commands import berkas as ask_berkas
from schemas.commands import kekurangan as ask
from schemas.names import KeadaanKekurangan, Peran
from tests.kit import PERMED, UMUM
from tests.kit_web import Web
from tests.loket import Meja
from tests.rakit import Pulang, bidang, dirakit, terbuka
from tests.test_pages import Inline, Orang, notice

S = KeadaanKekurangan


@pytest.fixture
def url(tmp_path: Path) -> str:
    """SQLite: what the pages read is held to both databases by the tests of the views."""
    return f"sqlite:///{tmp_path / 'jejak.db'}"


@pytest.fixture
def permed(web: Web) -> Orang:
    return Orang(web, "permed", Peran.PEREKAM_MEDIS)


@pytest.fixture
def dokter(web: Web) -> Orang:
    return Orang(web, "dokter", Peran.DOKTER)


async def kurang(web: Web, dokter: Orang, *butir: str) -> Pulang:
    """A folder that was found incomplete, for this doctor to complete."""
    folder, meja = await dirakit(web, dokter.petugas.id), Meja(web.arsip)
    for one in butir or ("catatan_rawat_jalan.tanda_tangan", "catatan_rawat_jalan.tanggal"):
        isi = {"berkas": folder.berkas, "kunjungan": folder.kunjungan, "butir": one}
        await meja.minta(ask.Catat, baru(), PERMED, penanggung_jawab=dokter.petugas.id, **isi)
    await meja.minta(ask_berkas.NyatakanTidakLengkap, folder.berkas, PERMED, kunjungan=folder.kunjungan)
    return folder


def keadaan(web: Web, *ids: str) -> list[KeadaanKekurangan]:
    with web.konteks.engine.connect() as connection:
        found = rows.records(connection, "kekurangan", ids)
    return [found[id_].keadaan for id_ in ids]


async def nyatakan(orang: Orang, aksi: str, *ids: str, **isi: object) -> str:
    answer = await orang.kirim("/tugas", **{"command_id": baru(), "aksi": aksi, "kekurangan": list(ids)} | isi)
    return answer.headers["location"] if answer.status_code == 303 else notice(answer)


async def test_the_list_says_what_is_missing_until_when_and_where_the_folder_is(web: Web, dokter: Orang) -> None:
    folder = await kurang(web, dokter)
    page = (await dokter.buka("/tugas")).text
    nomor = (await web.baca(f"berkas/{folder.berkas}"))["nomor"]
    assert nomor in page
    assert "Contoh Rekaan" in page, "a doctor knows their patients by name"
    assert "Catatan rawat jalan: belum ditandatangani" in page
    assert "Catatan rawat jalan: belum bertanggal" in page
    assert "Berkas ada di Ruang Rekam Medis" in page
    assert re.search(r"sisa \d+ hari", page)
    parser = Inline()
    parser.feed(page)
    assert parser.found == []


async def test_a_folder_on_its_way_is_told_with_its_holder_and_the_phone_of_where_it_goes(
    web: Web, dokter: Orang
) -> None:
    folder = await kurang(web, dokter)
    perawat = web.orang("perawat", Peran.PETUGAS_UNIT)
    with writing(web.konteks.engine).begin() as connection:
        connection.execute(update(t.unit).where(t.unit.c.kode == UMUM).values(telepon="(0341) 555-012"))
        connection.execute(update(t.petugas).where(t.petugas.c.id == perawat.id).values(telepon="0812 000 111"))
    meja = Meja(web.arsip)
    await meja.minta(ask_berkas.KembalikanKeUnit, folder.berkas, PERMED, tujuan=UMUM, pemegang=perawat.id)
    page = (await dokter.buka("/tugas")).text
    assert "Menuju Poli Umum" in page
    assert "Nama perawat" in page
    assert 'href="tel:0812000111"' in page
    assert 'href="tel:0341555012"' in page


async def test_one_tap_says_one_gap_and_another_all_of_the_folder(web: Web, dokter: Orang) -> None:
    folder = await kurang(web, dokter)
    first, second = [one.id for one in terbuka(web, folder.berkas)]
    assert await nyatakan(dokter, f"satu:{first}", first, second) == "/tugas?kabar=dilengkapi"
    assert keadaan(web, first, second) == [S.DILENGKAPI, S.TERBUKA]
    page = (await dokter.buka("/tugas?kabar=dilengkapi")).text
    assert "Tercatat. Rekam medis akan memeriksanya." in page
    assert "Menunggu diperiksa" in page
    assert bidang(page, "kekurangan") == [second]
    assert await nyatakan(dokter, "semua", second) == "/tugas?kabar=dilengkapi"
    assert keadaan(web, first, second) == [S.DILENGKAPI, S.DILENGKAPI]


async def test_a_tap_sent_twice_is_granted_once_and_answered_the_same(web: Web, dokter: Orang) -> None:
    folder = await kurang(web, dokter, "identitas.ada", "catatan_rawat_jalan.ada")
    mine = [one.id for one in terbuka(web, folder.berkas)]
    dasar = baru()
    answers = [await nyatakan(dokter, "semua", *mine, command_id=dasar) for _ in range(2)]
    assert answers == ["/tugas?kabar=dilengkapi"] * 2
    assert keadaan(web, *mine) == [S.DILENGKAPI] * 2


async def test_a_gap_somebody_settled_meanwhile_is_said_and_the_others_are_taken(web: Web, dokter: Orang) -> None:
    folder = await kurang(web, dokter)
    first, second = [one.id for one in terbuka(web, folder.berkas)]
    struck = next(one.butir for one in terbuka(web, folder.berkas) if one.id == first)
    await Meja(web.arsip).minta(ask.Hapuskan, first, PERMED, sebab="salah_catat")
    told = await nyatakan(dokter, "semua", first, second)
    word = "belum ditandatangani" if struck.endswith("tanda_tangan") else "belum bertanggal"
    assert told == f"Catatan rawat jalan: {word}: sementara itu sudah dihapuskan."
    assert keadaan(web, first, second) == [S.DIHAPUSKAN, S.DILENGKAPI]


async def test_what_did_not_hold_comes_back_with_its_reason(web: Web, dokter: Orang) -> None:
    folder = await kurang(web, dokter, "catatan_rawat_jalan.tanda_tangan")
    (gap,) = [one.id for one in terbuka(web, folder.berkas)]
    await nyatakan(dokter, f"satu:{gap}")
    await Meja(web.arsip).minta(ask.Tolak, gap, PERMED, sebab="belum_ditandatangani")
    page = (await dokter.buka("/tugas")).text
    assert "Diperiksa, ternyata belum lengkap" in page
    assert "Masih belum ditandatangani" in page
    assert bidang(page, "kekurangan") == [gap]


async def test_nobody_says_it_for_somebody_else_and_no_list_is_read_by_who_may_not(web: Web, dokter: Orang) -> None:
    folder = await kurang(web, dokter, "identitas.ada")
    (gap,) = [one.id for one in terbuka(web, folder.berkas)]
    lain = Orang(web, "lain", Peran.DOKTER)
    assert "Anda bukan penanggung jawabnya" in await nyatakan(lain, f"satu:{gap}")
    assert keadaan(web, gap) == [S.TERBUKA]
    assert (await lain.buka(f"/tugas?orang={dokter.petugas.id}")).status_code == 403
    forged = await dokter.kirim("/tugas", aksi=f"satu:{gap}", command_id=baru(), csrf="palsu")
    assert forged.status_code == 403
    assert keadaan(web, gap) == [S.TERBUKA]


async def test_record_staff_and_the_head_see_who_owes_what_and_open_their_lists_without_the_buttons(
    web: Web, permed: Orang, dokter: Orang
) -> None:
    await kurang(web, dokter)
    kepala = Orang(web, "kepala", Peran.KEPALA)
    for who in (permed, kepala):
        page = (await who.buka("/tugas")).text
        assert "Nama dokter" in page
        listed = await who.buka(f"/tugas?orang={dokter.petugas.id}")
        assert "Tugas Nama dokter" in listed.text
        assert "Catatan rawat jalan: belum ditandatangani" in listed.text
        assert "Sudah saya lengkapi" not in listed.text
    assert (await kepala.buka(f"/tugas?orang={baru()}")).status_code in {404, 422}


async def test_a_doctor_finds_the_list_first_in_the_menu_with_how_many_folders_wait(
    web: Web, permed: Orang, dokter: Orang
) -> None:
    page = (await dokter.buka("/papan")).text
    menu = page.split("<nav")[1].split("</nav>")[0]
    assert re.findall(r'href="(/\w+)"', menu)[0] == "/tugas"
    assert "lencana" not in menu
    await kurang(web, dokter)
    await kurang(web, dokter)
    menu = (await dokter.buka("/papan")).text.split("<nav")[1].split("</nav>")[0]
    assert '<b class="lencana">2</b>' in menu
    assert (await dokter.buka("/")).headers["location"] == "/tugas", "and begins the day there"
    assert "lencana" not in (await permed.buka("/papan")).text


async def test_the_first_due_is_told_late_in_words_and_not_in_colour_alone(web: Web, dokter: Orang) -> None:
    await kurang(web, dokter)
    web.arsip.jam.maju(days=20)
    again = Orang(web, "tamu", Peran.PEREKAM_MEDIS)
    page = (await again.buka(f"/tugas?orang={dokter.petugas.id}")).text
    assert re.search(r"lewat \d+ hari", page)
    assert "1 lewat batas" in page


async def test_a_word_of_the_list_is_escaped(web: Web, permed: Orang, dokter: Orang) -> None:
    evil = '"><script>alert(1)</script>'
    await kurang(web, dokter)
    for path in (f"/tugas?orang={evil}", f"/tugas?kabar={evil}"):
        assert evil not in (await permed.buka(path)).text
    assert evil not in (await dokter.kirim("/tugas", aksi=evil, command_id=baru())).text


async def test_where_a_person_is_chosen_no_device_is_offered(web: Web, permed: Orang, dokter: Orang) -> None:
    """An account of a device or an import scans and registers: nobody can hand it a folder or a gap."""
    web.perangkat(Peran.DOKTER, Peran.PEREKAM_MEDIS)
    folder = await kurang(web, dokter)
    for path in ("/pindai", "/cari", f"/berkas/{folder.berkas}", f"/berkas/{folder.berkas}/rakit"):
        page = (await permed.buka(path)).text
        assert dokter.petugas.nama in page, path
        assert "Perangkat uji" not in page, path
