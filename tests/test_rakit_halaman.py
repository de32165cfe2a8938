"""The checklist and its work list, as pages: without a script, by who may, and sent as often as one likes."""

import re
from pathlib import Path

import pytest

from engine import rows
from engine.facility import baru
from engine.numbers import JenisKode, tulis_kode
from engine.views import timeline
from schemas.commands import kekurangan as ask
from schemas.message import Pelaku
from schemas.names import Keadaan, KeadaanKekurangan, Peran
from tests.kit import DI_GIGI, DI_UMUM, DOKTER
from tests.kit_web import Web
from tests.loket import Meja
from tests.rakit import Pulang, bidang, catatan, dirakit, kirim, pulang, terbuka
from tests.test_pages import Inline, Orang, notice


@pytest.fixture
def url(tmp_path: Path) -> str:
    """SQLite: what the pages read is held to both databases by the tests of the views."""
    return f"sqlite:///{tmp_path / 'jejak.db'}"


@pytest.fixture
def permed(web: Web) -> Orang:
    return Orang(web, "permed", Peran.PEREKAM_MEDIS)


@pytest.fixture
def dokter() -> Pelaku:
    """The visit's doctor; nobody logs in as them."""
    return DOKTER


async def test_a_scan_at_the_desk_begins_the_assembling_and_opens_the_checklist(web: Web, permed: Orang) -> None:
    folder = await pulang(web)
    nomor = (await web.baca(f"berkas/{folder.berkas}"))["nomor"]
    page = (await permed.buka("/rakit")).text
    assert nomor in page.split('id="antrean"')[1]
    answer = await permed.kirim("/rakit", kode=tulis_kode(JenisKode.BERKAS, nomor), command_id=baru())
    assert (answer.status_code, answer.headers["location"]) == (303, f"/berkas/{folder.berkas}/rakit")
    assert catatan(web, folder.berkas).keadaan is Keadaan.DIRAKIT
    page = (await permed.buka(answer.headers["location"])).text
    assert "Catatan rawat jalan" in page
    parser = Inline()
    parser.feed(page)
    assert parser.found == []


async def test_a_folder_with_nothing_marked_is_complete_and_the_next_scan_waits(
    web: Web, permed: Orang, dokter: Pelaku
) -> None:
    folder = await dirakit(web, dokter.id)
    answer = await kirim(permed, folder)
    assert answer.headers["location"] == f"/rakit?selesai={folder.berkas}"
    assert catatan(web, folder.berkas).keadaan is Keadaan.LENGKAP
    page = (await permed.buka(answer.headers["location"])).text
    assert "Simpan di rak" in page


async def test_what_is_marked_is_recorded_each_for_the_visits_doctor_and_the_verdict_follows(
    web: Web, permed: Orang, dokter: Pelaku
) -> None:
    folder = await dirakit(web, dokter.id)
    answer = await kirim(permed, folder, "catatan_rawat_jalan.tanda_tangan", "catatan_rawat_jalan.tanggal")
    assert answer.status_code == 303, notice(answer)
    found = terbuka(web, folder.berkas)
    assert {one.butir for one in found} == {"catatan_rawat_jalan.tanda_tangan", "catatan_rawat_jalan.tanggal"}
    assert {(one.penanggung_jawab, one.kunjungan) for one in found} == {(dokter.id, folder.kunjungan)}
    assert catatan(web, folder.berkas).keadaan is Keadaan.TIDAK_LENGKAP
    page = (await permed.buka(answer.headers["location"])).text
    assert "2 kekurangan" in page


async def test_of_a_sheet_that_is_not_there_nothing_else_is_missing(web: Web, permed: Orang, dokter: Pelaku) -> None:
    folder = await dirakit(web, dokter.id)
    await kirim(permed, folder, "catatan_rawat_jalan.ada", "catatan_rawat_jalan.tanggal")
    assert [one.butir for one in terbuka(web, folder.berkas)] == ["catatan_rawat_jalan.ada"]


async def test_a_checklist_sent_twice_records_nothing_twice(web: Web, permed: Orang, dokter: Pelaku) -> None:
    folder = await dirakit(web, dokter.id)
    dasar = baru()
    marks = ("catatan_rawat_jalan.ada", "identitas.terisi")
    page = await kirim(permed, folder, *marks, command_id=dasar)
    assert page.status_code == 303
    form = {"kurang": [f"{folder.kunjungan}:{one}" for one in marks], "penanggung_jawab": dokter.id}
    again = await permed.kirim(
        f"/berkas/{folder.berkas}/rakit", command_id=dasar, kunjungan=folder.kunjungan, versi_daftar="1", **form
    )
    assert again.headers["location"] == page.headers["location"], notice(again)
    assert len(terbuka(web, folder.berkas)) == 2
    with web.konteks.engine.connect() as connection:
        told = [line.jenis for line in timeline.riwayat(connection, folder.berkas).isi]
    assert told.count("berkas.tidak_lengkap.v1") == 1


async def test_a_checklist_cut_off_between_two_gaps_is_continued_by_the_same_form(
    web: Web, permed: Orang, dokter: Pelaku
) -> None:
    folder = await pulang(web, dokter.id)
    page = (await permed.buka(f"/berkas/{folder.berkas}/rakit")).text
    dasar = bidang(page, "command_id")[0]
    from schemas.commands import berkas as ask_berkas
    from web.pages.pendaftaran import turunan

    pelaku = permed.petugas.pelaku
    await web.arsip.door.execute(
        ask_berkas.Rakit(command_id=turunan(dasar, "berkas.rakit"), subjek=folder.berkas, pelaku=pelaku, cara="layar")
    )
    first = turunan(dasar, f"kekurangan.catat/{folder.kunjungan}/identitas.ada/{dokter.id}")
    await web.arsip.door.execute(
        ask.Catat(
            command_id=first,
            subjek=first,
            pelaku=pelaku,
            berkas=folder.berkas,
            kunjungan=folder.kunjungan,
            butir="identitas.ada",
            penanggung_jawab=dokter.id,
        )
    )
    answer = await kirim(permed, folder, "identitas.ada", "catatan_rawat_jalan.terisi", command_id=dasar)
    assert answer.status_code == 303, notice(answer)
    assert {one.butir for one in terbuka(web, folder.berkas)} == {"identitas.ada", "catatan_rawat_jalan.terisi"}
    assert catatan(web, folder.berkas).keadaan is Keadaan.TIDAK_LENGKAP


async def test_marks_without_anybody_to_complete_them_are_kept_and_asked_about(web: Web, permed: Orang) -> None:
    folder = await dirakit(web)
    answer = await kirim(
        permed, folder, "identitas.terisi", penanggung_jawab="", **{f"orang.{folder.kunjungan}:identitas": ""}
    )
    assert answer.status_code == 422
    assert "Belum ada yang dipilih untuk melengkapi" in notice(answer)
    assert re.search(rf'value="{folder.kunjungan}:identitas.terisi"[^>]* checked', answer.text)
    assert terbuka(web, folder.berkas) == []
    assert catatan(web, folder.berkas).keadaan is Keadaan.DIRAKIT


async def test_one_form_may_have_somebody_else_complete_it(web: Web, permed: Orang, dokter: Pelaku) -> None:
    folder = await dirakit(web, dokter.id)
    await kirim(
        permed,
        folder,
        "identitas.terisi",
        "catatan_rawat_jalan.terisi",
        **{f"orang.{folder.kunjungan}:identitas": DI_UMUM.id},
    )
    found = {one.butir: one.penanggung_jawab for one in terbuka(web, folder.berkas)}
    assert found == {"identitas.terisi": DI_UMUM.id, "catatan_rawat_jalan.terisi": dokter.id}


async def test_a_conditional_form_counts_as_examined_only_where_it_applies(
    web: Web, permed: Orang, dokter: Pelaku
) -> None:
    folder = await dirakit(web, dokter.id, cara_keluar="dirujuk")
    page = (await permed.buka(f"/berkas/{folder.berkas}/rakit")).text
    on = re.findall(r'name="berlaku" value="[^:]+:(\w+)" checked', page)
    assert on == ["surat_rujukan_keluar"], "the way the visit ended says so"
    await kirim(permed, folder, "persetujuan_tindakan.ada")
    with web.konteks.engine.connect() as connection:
        line = timeline.riwayat(connection, folder.berkas).isi[-1]
    assert line.jenis == "berkas.tidak_lengkap.v1"
    assert {one.butir for one in terbuka(web, folder.berkas)} == {"persetujuan_tindakan.ada"}, "a mark applies"


async def tidak_lengkap(web: Web, permed: Orang, dokter: Pelaku) -> Pulang:
    folder = await dirakit(web, dokter.id)
    await kirim(permed, folder, "identitas.terisi", "catatan_rawat_jalan.tanda_tangan")
    return folder


async def putus(permed: Orang, folder: Pulang, aksi: str, gap: str, **isi: object) -> str:
    page = (await permed.buka(f"/berkas/{folder.berkas}/rakit")).text
    (versi,) = bidang(page, f"versi.{gap}")
    answer = await permed.kirim(
        f"/berkas/{folder.berkas}/rakit",
        command_id=bidang(page, "command_id")[0],
        kunjungan=folder.kunjungan,
        aksi=f"{aksi}:{gap}",
        **{f"versi.{gap}": versi},
        **isi,
    )
    return answer.text if answer.status_code == 200 else notice(answer)


async def test_gaps_found_earlier_are_verified_and_the_last_one_makes_the_folder_complete(
    web: Web, permed: Orang, dokter: Pelaku
) -> None:
    folder = await tidak_lengkap(web, permed, dokter)
    first, second = [one.id for one in terbuka(web, folder.berkas)]
    page = await putus(permed, folder, "verifikasi", first, kurang=[f"{folder.kunjungan}:persetujuan_umum.ada"])
    assert "Tercatat." in page
    assert re.search(r'persetujuan_umum.ada"[^>]* checked', page), "what was marked is kept"
    await Meja(web.arsip).minta(ask.NyatakanDilengkapi, second, dokter)
    assert "Dikatakan sudah dilengkapi: 1" in (await permed.buka("/rakit")).text
    await putus(permed, folder, "verifikasi", second)
    assert terbuka(web, folder.berkas) == []
    assert (await kirim(permed, folder)).status_code == 303
    assert catatan(web, folder.berkas).keadaan is Keadaan.LENGKAP


async def test_a_gap_is_refused_struck_off_or_handed_on_each_with_its_reason(
    web: Web, permed: Orang, dokter: Pelaku
) -> None:
    folder = await tidak_lengkap(web, permed, dokter)
    first, second = [one.id for one in terbuka(web, folder.berkas)]
    await Meja(web.arsip).minta(ask.NyatakanDilengkapi, first, dokter)
    await putus(permed, folder, "tolak", first, **{f"sebab.tolak.{first}": "belum_terisi"})
    await putus(
        permed, folder, "alihkan", first, **{f"sebab.alihkan.{first}": "berhalangan", f"alih.{first}": DI_GIGI.id}
    )
    await putus(permed, folder, "hapuskan", second, **{f"sebab.hapuskan.{second}": "tidak_diperlukan"})
    with web.konteks.engine.connect() as connection:
        found = rows.records(connection, "kekurangan", [first, second])
    assert (found[first].keadaan, found[first].ditolak, found[first].penanggung_jawab) == (
        KeadaanKekurangan.TERBUKA,
        1,
        DI_GIGI.id,
    )
    assert found[second].keadaan is KeadaanKekurangan.DIHAPUSKAN
    assert "isian" in (await putus(permed, folder, "alihkan", first)).lower(), "without a person it is refused"


async def test_only_record_staff_analyse_and_the_head_looks(web: Web) -> None:
    folder = await dirakit(web)
    dokter = Orang(web, "dokter", Peran.DOKTER)
    kepala = Orang(web, "kepala", Peran.KEPALA)
    page = await kepala.buka(f"/berkas/{folder.berkas}/rakit")
    assert page.status_code == 200
    assert 'id="selesai"' not in page.text
    for who, path in ((dokter, "/rakit"), (dokter, f"/berkas/{folder.berkas}/rakit"), (kepala, "/rakit")):
        assert (await who.buka(path)).status_code == 403
    for who in (dokter, kepala):
        answer = await who.kirim(f"/berkas/{folder.berkas}/rakit", command_id=baru(), kunjungan=folder.kunjungan)
        assert answer.status_code == 403
    assert catatan(web, folder.berkas).keadaan is Keadaan.DIRAKIT


async def test_what_is_sent_is_escaped_and_what_is_unknown_is_refused(web: Web, permed: Orang, dokter: Pelaku) -> None:
    folder = await dirakit(web, dokter.id)
    evil = '"><script>alert(1)</script>'
    answer = await kirim(permed, folder, evil, **{f"orang.{evil}": evil}, penanggung_jawab=evil)
    assert evil not in answer.text
    assert terbuka(web, folder.berkas) == [], "no box of that name is on the list"
    other = await permed.buka(f"/berkas/{folder.berkas}/rakit?kunjungan={baru()}")
    assert other.status_code == 404
    assert (await permed.buka(f"/berkas/{baru()}/rakit")).status_code == 404
    typed = await permed.kirim("/rakit", kode=evil, command_id=baru())
    assert typed.status_code == 404
    assert evil not in typed.text


async def test_a_folder_that_is_elsewhere_is_not_analysed_and_its_state_is_said(web: Web, permed: Orang) -> None:
    berkas = await web.arsip.daftar(nomor="00-12-34")
    answer = await permed.kirim("/rakit", kode="00-12-34", command_id=baru())
    assert notice(answer) == "00-12-34 disimpan: tidak ada yang dianalisis sekarang."
    page = (await permed.buka(f"/berkas/{berkas}/rakit")).text
    assert "tidak sedang di meja" in page
    assert 'id="selesai"' not in page


async def test_an_electronic_record_is_analysed_where_it_lies_without_legibility(
    web: Web, permed: Orang, dokter: Pelaku
) -> None:
    berkas = await web.arsip.daftar(pembawa="elektronik", nomor="00-77-77")
    page = (await permed.buka(f"/berkas/{berkas}/rakit?jenis=rawat_inap")).text
    assert "resume_medis.tanda_tangan" in page
    assert ".terbaca" not in page
    form = {"command_id": baru(), "jenis": "rawat_inap", "versi_daftar": "1", "penanggung_jawab": dokter.id}
    answer = await permed.kirim(f"/berkas/{berkas}/rakit", kurang="-:resume_medis.tanda_tangan", **form)
    assert answer.status_code == 303, notice(answer)
    assert [one.butir for one in terbuka(web, berkas)] == ["resume_medis.tanda_tangan"]
    assert catatan(web, berkas).keadaan is Keadaan.TIDAK_LENGKAP


async def test_the_oldest_folder_stands_first_in_the_work_list(web: Web) -> None:
    first = await pulang(web)
    web.arsip.jam.maju(hours=5)
    second = await pulang(web)
    page = (await Orang(web, "permed", Peran.PEREKAM_MEDIS).buka("/rakit")).text.split('id="antrean"')[1]
    assert re.findall(r'href="/berkas/([0-9a-f-]+)/rakit"', page) == [first.berkas, second.berkas]
    assert "5 j 02 mnt" in page


async def test_two_who_analyse_one_folder_at_once_record_no_gap_twice_and_the_later_is_told(
    web: Web, permed: Orang, dokter: Pelaku
) -> None:
    folder = await dirakit(web, dokter.id)
    page = (await permed.buka(f"/berkas/{folder.berkas}/rakit")).text
    form = {"kunjungan": folder.kunjungan, "versi_daftar": bidang(page, "versi_daftar")[0], "aksi": "selesai"}
    mark = {"kurang": f"{folder.kunjungan}:identitas.ada", "penanggung_jawab": dokter.id}
    path = f"/berkas/{folder.berkas}/rakit"
    for _ in range(2):  # two screens, each with an id of its own
        assert (await permed.kirim(path, command_id=baru(), **form, **mark)).status_code == 303
    assert [one.butir for one in terbuka(web, folder.berkas)] == ["identitas.ada"]
    other = await dirakit(web, dokter.id)
    await kirim(permed, other)
    late = await permed.kirim(
        f"/berkas/{other.berkas}/rakit",
        command_id=baru(),
        kunjungan=other.kunjungan,
        versi_daftar=form["versi_daftar"],
        kurang=f"{other.kunjungan}:identitas.ada",
        penanggung_jawab=dokter.id,
    )
    assert late.status_code == 409
    assert "Berkas sedang lengkap" in notice(late)
    assert terbuka(web, other.berkas) == []


async def test_a_checklist_that_changed_meanwhile_is_refused_and_shown_anew(
    web: Web, permed: Orang, dokter: Pelaku
) -> None:
    folder = await dirakit(web, dokter.id)
    assert (await kirim(permed, folder, versi_daftar="999")).status_code == 409, "nothing marked is a verdict too"
    answer = await kirim(permed, folder, "identitas.ada", versi_daftar="999")
    assert answer.status_code == 409
    assert "Daftar periksa sudah berganti" in notice(answer)
    assert re.search(r'identitas.ada"[^>]* checked', answer.text), "what was marked is kept"
    assert catatan(web, folder.berkas).keadaan is Keadaan.DIRAKIT
