"""Paper through the pages: who may have it, in which forms, and that a station prints every going-out."""

import asyncio
import re
from datetime import date
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
import pytest
from pypdf import PdfReader

from engine import printing
from engine.database import writing
from engine.execute import Accepted
from engine.facility import baru
from engine.numbers import JenisKode, tulis_kode
from engine.printing import Tahap
from engine.views import requests
from schemas.commands import berkas as ask
from schemas.commands.pasien import Gabungkan, Identitas, PasienDaftarkan
from schemas.commands.permintaan import Buat
from schemas.names import SEMUA_UNIT, BerkasId, Peran
from tests.kit import DI_GIGI, DI_UMUM, GIGI, KIA, LOKET, PERMED, UMUM
from tests.kit_web import Web

HTML = {"Accept": "text/html"}


@pytest.fixture
def url(tmp_path: Path) -> str:
    """SQLite: what is read from the ledger is held to both databases by the tests of the views."""
    return f"sqlite:///{tmp_path / 'jejak.db'}"


class Orang:
    """A logged-in browser, without scripts."""

    def __init__(self, web: Web, nama: str, *peran: Peran) -> None:
        self.web = web
        self.petugas = web.orang(nama, *peran, unit=SEMUA_UNIT)
        self.headers, self.csrf = web.masuk(self.petugas)

    async def buka(self, path: str) -> httpx.Response:
        return await self.web.klien.get(path, headers=self.headers | HTML)

    async def kirim(self, path: str, **form: Any) -> httpx.Response:
        return await self.web.klien.post(path, headers=self.headers | HTML, data={"csrf": self.csrf} | form)

    async def tanya(self, path: str, **form: Any) -> httpx.Response:
        headers = self.headers | {"X-CSRF-Token": self.csrf, "Accept": "application/json"}
        return await self.web.klien.post(path, headers=headers, data=form)

    async def stasiun(self, nama: str = "Ruang berkas") -> str:
        made = await self.kirim("/cetak/stasiun", nama=nama)
        assert made.status_code == 303, made.text
        return made.headers["location"].partition("stasiun=")[2]


async def keluar(web: Web, tujuan: str = UMUM) -> BerkasId:
    berkas = await web.arsip.daftar()
    await web.arsip.minta(ask.Ambil, berkas, PERMED, tujuan=tujuan)
    return berkas


@pytest.mark.parametrize("jenis", ["tracer", "bon", "label", "sampul"])
async def test_every_paper_of_a_record_is_a_print_page_and_a_pdf_that_say_the_same(web: Web, jenis: str) -> None:
    orang, berkas = Orang(web, "siti", Peran.PEREKAM_MEDIS), await keluar(web)
    page = await orang.buka(f"/cetak/{jenis}/{berkas}")
    file = await orang.buka(f"/cetak/{jenis}/{berkas}.pdf")
    assert page.status_code == file.status_code == 200
    assert file.headers["content-type"] == "application/pdf"
    read = "\n".join(sheet.extract_text() for sheet in PdfReader(BytesIO(file.content)).pages)
    shown = re.findall(r"<text [^>]*>([^<]*)</text>", page.text)
    assert "000001" in read
    assert sorted(read.split()) == sorted(" ".join(shown).split())


async def test_a_tracer_says_where_to_and_never_in_its_address_who(web: Web) -> None:
    orang, berkas = Orang(web, "siti", Peran.PEREKAM_MEDIS), await keluar(web, GIGI)
    page = await orang.buka(f"/cetak/tracer/{berkas}")
    assert "POLI GIGI" in page.text
    answer = await orang.buka(f"/cetak/tracer/{berkas}.zpl")
    assert answer.text.startswith("^XA")
    assert "POLI GIGI" in answer.text
    assert "000001" not in answer.headers["content-disposition"]


@pytest.mark.parametrize("peran", [Peran.ADMIN, Peran.AUDITOR])
async def test_papers_with_names_are_refused_to_those_who_need_no_names(web: Web, peran: Peran) -> None:
    orang, berkas = Orang(web, "lain", peran), await keluar(web)
    for path in ("/cetak", "/cetak/ekspedisi", f"/cetak/tracer/{berkas}", f"/cetak/tracer/{berkas}.pdf"):
        assert (await orang.buka(path)).status_code == 403
    assert (await orang.tanya("/cetak/antrean", stasiun=baru())).status_code == 403


async def test_a_record_in_its_place_has_no_tracer(web: Web) -> None:
    orang, berkas = Orang(web, "siti", Peran.PEREKAM_MEDIS), await web.arsip.daftar()
    for jenis in ("tracer", "bon"):
        answer = await orang.buka(f"/cetak/{jenis}/{berkas}")
        assert answer.status_code == 409
        assert "tidak sedang keluar" in answer.text


async def test_no_paper_leaves_without_a_login(web: Web) -> None:
    berkas = await keluar(web)
    for path in ("/cetak", f"/cetak/tracer/{berkas}.pdf", "/cetak/ekspedisi.pdf"):
        answer = await web.klien.get(path, headers=HTML | {"Authorization": ""})
        assert answer.status_code in {303, 401}


async def test_a_station_prints_each_going_out_until_it_is_marked(web: Web) -> None:
    orang = Orang(web, "siti", Peran.PEREKAM_MEDIS)
    before = await keluar(web)
    kode = await orang.stasiun()
    await keluar(web, GIGI)
    first = (await orang.tanya("/cetak/antrean", stasiun=kode)).json()
    assert len(first["menunggu"]) == 1, f"{before} left before the station was there"
    again = (await orang.tanya("/cetak/antrean", stasiun=kode)).json()
    assert again["menunggu"] == first["menunggu"]
    slip = (await orang.tanya("/cetak/slip", stasiun=kode, seq=first["menunggu"])).json()
    assert "POLI GIGI" in slip["html"]
    assert "<svg" in slip["html"]
    for _twice in range(2):
        marked = await orang.tanya("/cetak/tandai", stasiun=kode, seq=slip["seq"], tahap="dicetak")
        assert marked.json()["menunggu"] == []
    assert (await orang.tanya("/cetak/slip", stasiun=kode, seq=slip["seq"])).json() == {"seq": [], "html": ""}
    wanted = await orang.tanya("/cetak/tandai", stasiun=kode, seq=slip["seq"], tahap="menunggu")
    assert wanted.json()["menunggu"] == slip["seq"]


async def test_a_slip_whose_folder_is_back_is_not_printed_any_more(web: Web) -> None:
    orang = Orang(web, "siti", Peran.PEREKAM_MEDIS)
    kode = await orang.stasiun()
    berkas = await keluar(web)
    await web.arsip.minta(ask.BatalAmbil, berkas, PERMED)
    assert (await orang.tanya("/cetak/antrean", stasiun=kode)).json()["menunggu"] == []
    with web.arsip.engine.connect() as connection:
        assert [tugas.tahap for tugas in printing.lainnya(connection, kode)] == [Tahap.DILEWATI]


async def test_two_stations_print_the_same_going_out_each_once(web: Web) -> None:
    orang = Orang(web, "siti", Peran.PEREKAM_MEDIS)
    satu, dua = await orang.stasiun("Satu"), await orang.stasiun("Dua")
    assert await orang.stasiun("  satu ") == satu
    await keluar(web)
    for kode in (satu, dua):
        assert len((await orang.tanya("/cetak/antrean", stasiun=kode)).json()["menunggu"]) == 1


async def test_a_folder_sent_on_prints_where_it_left_from_and_once(web: Web) -> None:
    orang = Orang(web, "permed", Peran.PEREKAM_MEDIS)
    rekam = await orang.stasiun("Rekam medis")
    berkas = await web.arsip.daftar()
    await web.arsip.minta(ask.Ambil, berkas, LOKET, tujuan=UMUM)
    await web.arsip.minta(ask.TerimaDiUnit, berkas, DI_UMUM, unit=UMUM)
    await web.arsip.minta(ask.Alihkan, berkas, DI_UMUM, tujuan=GIGI)
    first = (await orang.tanya("/cetak/antrean", stasiun=rekam)).json()["menunggu"]
    assert len(first) == 1, "the slip of the first going-out is needless by now"
    slip = (await orang.tanya("/cetak/slip", stasiun=rekam, seq=first)).json()
    assert "POLI GIGI" in slip["html"], "no station of its own: the record room changes the slip in the shelf"
    await orang.tanya("/cetak/tandai", stasiun=rekam, seq=first, tahap="dicetak")
    made = await orang.kirim("/cetak/stasiun", nama="Poli gigi", unit=GIGI)
    gigi = made.headers["location"].partition("stasiun=")[2]
    assert "Poli Gigi" in (await orang.buka("/cetak")).text
    await web.arsip.minta(ask.TerimaDiUnit, berkas, DI_GIGI, unit=GIGI)
    await web.arsip.minta(ask.Alihkan, berkas, DI_GIGI, tujuan=KIA)
    assert (await orang.tanya("/cetak/antrean", stasiun=rekam)).json()["menunggu"] == []
    again = (await orang.tanya("/cetak/antrean", stasiun=gigi)).json()["menunggu"]
    assert "POLI KIA" in (await orang.tanya("/cetak/slip", stasiun=gigi, seq=again)).json()["html"]
    other = await web.arsip.daftar()
    await web.arsip.minta(ask.Ambil, other, LOKET, tujuan=UMUM)
    assert (await orang.tanya("/cetak/antrean", stasiun=gigi)).json()["menunggu"] == again, "what the room gives out"
    refused = await orang.kirim("/cetak/stasiun", nama="Poli hantu", unit="HANTU")
    assert refused.status_code == 422
    assert "HANTU" in refused.text


async def test_a_locked_screen_goes_on_printing_and_shows_no_slip_again(web: Web) -> None:
    orang = Orang(web, "siti", Peran.PEREKAM_MEDIS)
    kode = await orang.stasiun()
    await keluar(web)
    web.arsip.jam.maju(minutes=web.konteks.settings.kunci_layar_menit + 1)
    seqs = (await orang.tanya("/cetak/antrean", stasiun=kode)).json()["menunggu"]
    assert "POLI UMUM" in (await orang.tanya("/cetak/slip", stasiun=kode, seq=seqs)).json()["html"]
    assert (await orang.tanya("/cetak/tandai", stasiun=kode, seq=seqs, tahap="dicetak")).status_code == 200
    assert (await orang.tanya("/cetak/tandai", stasiun=kode, seq=seqs, tahap="menunggu")).status_code == 401


async def test_the_station_is_asked_only_by_its_own_page(web: Web) -> None:
    orang = Orang(web, "siti", Peran.PEREKAM_MEDIS)
    kode = await orang.stasiun()
    answer = await web.klien.post("/cetak/antrean", headers=orang.headers, data={"stasiun": kode})
    assert answer.status_code == 403
    assert (await orang.kirim("/cetak/stasiun", csrf="palsu", nama="X")).status_code == 403


async def test_bad_input_to_the_station_gets_a_sentence(web: Web) -> None:
    orang = Orang(web, "siti", Peran.PEREKAM_MEDIS)
    kode = await orang.stasiun()
    assert (await orang.tanya("/cetak/tandai", stasiun=kode, seq="1", tahap="hilang")).status_code == 422
    assert (await orang.tanya("/cetak/antrean", stasiun="tak-ada")).status_code == 404
    assert (await orang.kirim("/cetak/stasiun", nama="")).status_code == 422
    for query in ("dari=kemarin", "dari=2026-03-02T08:00&sampai=2026-03-02T07:00", "dari=2020-01-01T00:00"):
        assert (await orang.buka(f"/cetak/ekspedisi?{query}")).status_code == 422


async def test_two_browsers_asking_at_once_make_no_job_twice(web: Web) -> None:
    orang = Orang(web, "siti", Peran.PEREKAM_MEDIS)
    kode = await orang.stasiun()
    for _folder in range(3):
        await keluar(web)
    answers = await asyncio.gather(*(orang.tanya("/cetak/antrean", stasiun=kode) for _ in range(6)))
    assert {tuple(answer.json()["menunggu"]) for answer in answers} == {tuple(answers[0].json()["menunggu"])}
    with writing(web.arsip.engine).begin() as connection:
        assert printing.jumlah_menunggu(connection, kode) == 3


# ── with a name on it ───────────────────────────────────────────────────────────────────────────────


async def pasien(web: Web, nama: str = "Budi Contoh") -> tuple[str, BerkasId]:
    """A patient with a folder that bears their number."""
    orang = baru()
    identitas = Identitas(nama=nama, gelar="S.Pd.", sebutan="Tn", tanggal_lahir=date(1980, 5, 3))
    made = await web.arsip.minta(PasienDaftarkan, BerkasId(orang), identitas=identitas)
    assert isinstance(made, Accepted), made
    berkas = BerkasId(baru())
    made = await web.arsip.minta(ask.Daftarkan, berkas, nomor="00-77-01", pasien=orang)
    assert isinstance(made, Accepted), made
    return orang, berkas


async def test_the_patients_card_bears_name_number_birth_and_a_code_that_is_no_folders(web: Web) -> None:
    orang = Orang(web, "siti", Peran.PETUGAS_PENDAFTARAN)
    siapa, _ = await pasien(web)
    page = await orang.buka(f"/cetak/kib/{siapa}")
    assert page.status_code == 200, page.text
    for words in ("BUDI CONTOH, S.Pd., Tn.", "00-77-01", "3 Mei 1980", "Puskesmas Contoh", "KARTU IDENTITAS BEROBAT"):
        assert words in page.text
    kode = tulis_kode(JenisKode.KARTU, "007701")
    assert kode in page.text
    scan = await web.klien.post("/api/v1/pindai", json={"command_id": baru(), "kode": kode, "di": "RM"})
    assert scan.status_code == 422, "a card that is scanned moves no folder"
    assert scan.json()["kode"] == "kode_salah_kotak"


async def test_a_patient_without_a_number_or_not_known_has_no_card(web: Web) -> None:
    orang, siapa = Orang(web, "siti", Peran.PEREKAM_MEDIS), baru()
    await web.arsip.minta(PasienDaftarkan, BerkasId(siapa), identitas=Identitas(nama="Ani Contoh"))
    assert (await orang.buka(f"/cetak/kib/{siapa}")).status_code == 409
    assert (await orang.buka(f"/cetak/kib/{baru()}")).status_code == 404


async def test_paper_of_a_merged_registration_bears_the_name_that_is_kept(web: Web) -> None:
    orang = Orang(web, "siti", Peran.PEREKAM_MEDIS)
    twice, berkas = await pasien(web, "Boedi Tjontoh")
    kept = BerkasId(baru())
    await web.arsip.minta(PasienDaftarkan, kept, identitas=Identitas(nama="Budi Contoh"))
    merged = await web.arsip.minta(Gabungkan, BerkasId(twice), ke_pasien=kept)
    assert isinstance(merged, Accepted), merged
    for path in (f"/cetak/label/{berkas}", f"/cetak/kib/{twice}", f"/cetak/kib/{kept}"):
        page = await orang.buka(path)
        assert "BUDI CONTOH" in page.text, path
        assert "00-77-01" in page.text, path
        assert "TJONTOH" not in page.text


@pytest.mark.parametrize("jenis", ["tracer", "bon", "label", "sampul"])
async def test_papers_of_a_folder_bear_its_patients_name(web: Web, jenis: str) -> None:
    orang = Orang(web, "siti", Peran.PEREKAM_MEDIS)
    _, berkas = await pasien(web)
    await web.arsip.minta(ask.Ambil, berkas, PERMED, tujuan=UMUM)
    page = await orang.buka(f"/cetak/{jenis}/{berkas}")
    nama = "BUDI CONTOH" if jenis in {"label", "sampul"} else "Budi Contoh, S.Pd., Tn."
    assert nama in page.text
    book = await orang.buka("/cetak/ekspedisi")
    assert "Budi Contoh, S.Pd., Tn." in book.text
    queue = (await orang.tanya("/cetak/antrean", stasiun=await orang.stasiun())).json()
    assert "Budi" not in queue["html"], "the station's list is a public screen"


async def test_a_label_asked_by_number_bears_a_name_only_for_those_who_may_see_one(web: Web) -> None:
    await pasien(web)
    for peran, seen in ((Peran.PEREKAM_MEDIS, True), (Peran.ADMIN, False)):
        orang = Orang(web, f"orang-{peran.value.replace('_', '')}", peran)
        file = await orang.kirim("/label", nomor="00-77-01", sebagai="pdf")
        assert file.headers["content-type"] == "application/pdf"
        words = PdfReader(BytesIO(file.content)).pages[0].extract_text()
        assert "00-77-01" in words
        assert ("BUDI CONTOH" in words) is seen
        roll = await orang.kirim("/label", nomor="00-77-01", sebagai="zpl")
        assert roll.text.count("^XA") == 1
        assert ("BUDI CONTOH" in roll.text) is seen


async def test_the_pull_list_is_in_shelf_order_and_says_where_a_folder_is_that_is_not_there(web: Web) -> None:
    orang = Orang(web, "siti", Peran.PEREKAM_MEDIS)
    numbers = ("00-12-30", "00-11-30", "00-12-29")
    folders = [await web.arsip.daftar(nomor=nomor) for nomor in numbers]
    out = await web.arsip.daftar(nomor="00-00-01")
    await web.arsip.minta(ask.Ambil, out, PERMED, tujuan=GIGI)
    for berkas in (*folders, out):
        made = await web.arsip.minta(Buat, BerkasId(baru()), berkas=berkas, unit=UMUM)
        assert isinstance(made, Accepted), made
    page = await orang.buka(f"/cetak/tarik?unit={UMUM}")
    shown = re.findall(r">(00-\d\d-\d\d)<", page.text)
    with web.arsip.engine.connect() as connection:
        wanted = [satu.nomor for satu in requests.daftar(connection, web.arsip.jam()).isi]
    assert shown == [nomor for nomor in wanted if nomor != "00-00-01"] + ["00-00-01"]
    assert "diambil Poli Gigi" in " ".join(re.findall(r"<text [^>]*>([^<]*)</text>", unescape(page.text)))
    empty = await orang.buka(f"/cetak/tarik?unit={GIGI}")
    assert "0 berkas" in empty.text
    file = await orang.buka(f"/cetak/tarik.pdf?unit={UMUM}")
    assert "DAFTAR TARIK" in PdfReader(BytesIO(file.content)).pages[0].extract_text()


async def test_printing_tells_nothing_of_the_folder_as_a_rivals_kiosk_does_that_marks_it_sent(web: Web) -> None:
    """mLITE writes "Sudah Dikirim" when its kiosk prints: paper says what is so, it never makes it so."""
    orang, berkas = Orang(web, "siti", Peran.PEREKAM_MEDIS), await keluar(web)
    kode = await orang.stasiun()
    await keluar(web)
    before = await web.baca("berkas/" + berkas), await web.baca("papan")
    for jenis in ("tracer", "bon", "label", "sampul"):
        for ending in ("", ".pdf"):
            assert (await orang.buka(f"/cetak/{jenis}/{berkas}{ending}")).status_code == 200
    seqs = (await orang.tanya("/cetak/antrean", stasiun=kode)).json()["menunggu"]
    await orang.tanya("/cetak/slip", stasiun=kode, seq=seqs)
    await orang.tanya("/cetak/tandai", stasiun=kode, seq=seqs, tahap="dicetak")
    await orang.buka("/cetak/ekspedisi.pdf")
    assert (await web.baca("berkas/" + berkas), await web.baca("papan")) == before
