"""The reports of completeness as people read them: what they count, who sees it, and the events behind each number."""

import re
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from sqlalchemy import insert, select, update

from engine import tables as t
from engine.database import writing
from engine.facility import baru
from engine.projections.analisis import analisis
from engine.projections.analisis_baris import Siklus
from engine.projections.laporan import Angka, Kurun, Saring, bagi, hitung
from engine.projections.projector import Proyektor
from engine.projections.rebuild import banding
from schemas.commands import berkas as ask
from schemas.commands import kekurangan as gap
from schemas.commands import kunjungan as visit
from schemas.names import CaraKeluar, CaraKembali, JenisTenggat, Peran
from tests.kit import DI_UMUM, DOKTER, LOKET, MESIN, PERMED, PKM, SERBA_BISA, UMUM
from tests.kit_web import Web
from tests.loket import Meja
from tests.rakit import catatan, terbuka
from tests.test_pages import Inline, Orang

FORMULIR = ("identitas", "catatan_rawat_jalan")


class Ruang:
    """A record room that analyses folders, and the projection that counts it."""

    def __init__(self, web: Web) -> None:
        self.web = web
        self.meja = Meja(web.arsip)
        self.jam = web.arsip.jam

    async def pulang(self, dokter: str | None = DOKTER.id) -> tuple[str, str]:
        """A folder that came home from a visit, assembled; it and the visit."""
        who, berkas = await self.meja.pasien()
        seen = await self.meja.kunjungan(who, unit=UMUM)
        await self.meja.minta(visit.Layani, seen, SERBA_BISA, dokter=dokter)
        await self.meja.minta(ask.Ambil, berkas, LOKET, tujuan=UMUM)
        await self.meja.minta(ask.TerimaDiUnit, berkas, DI_UMUM, unit=UMUM)
        self.jam.maju(minutes=1)
        await self.meja.minta(visit.Selesaikan, seen, SERBA_BISA, cara_keluar=CaraKeluar.PULANG)
        await self.meja.minta(ask.TerimaKembali, berkas, LOKET, cara_kembali=CaraKembali.DIANTAR)
        await self.meja.minta(ask.Rakit, berkas, PERMED)
        return berkas, seen

    async def lengkap(self, dokter: str | None = DOKTER.id, **isi: Any) -> str:
        """One found complete."""
        berkas, seen = await self.pulang(dokter)
        await self.meja.minta(ask.NyatakanLengkap, berkas, PERMED, kunjungan=seen, formulir=FORMULIR, **isi)
        return berkas

    async def kurang(self, *butir: str, dokter: str | None = DOKTER.id, **isi: Any) -> str:
        """One found incomplete."""
        berkas, seen = await self.pulang(dokter)
        for one in butir or ("catatan_rawat_jalan.tanda_tangan",):
            await self.meja.minta(
                gap.Catat, baru(), PERMED, berkas=berkas, kunjungan=seen, butir=one, penanggung_jawab=DOKTER.id
            )
        await self.meja.minta(ask.NyatakanTidakLengkap, berkas, PERMED, kunjungan=seen, formulir=FORMULIR, **isi)
        return berkas

    def nomor(self, berkas: str) -> str:
        """Its number."""
        with self.web.arsip.engine.connect() as connection:
            return str(connection.execute(select(t.berkas.c.nomor).where(t.berkas.c.id == berkas)).scalar_one())

    def hitung(self) -> None:
        """Let the projection count, and be what a rebuild makes."""
        proyektor = Proyektor(self.web.arsip.engine, PKM.kode, analisis(PKM.zona))
        proyektor.mulai()
        while proyektor.kejar():
            pass
        found = banding(self.web.arsip.engine, PKM.kode, analisis(PKM.zona))
        assert found.sama, found


@pytest.fixture
def ruang(web: Web) -> Ruang:
    return Ruang(web)


SATU_CUKUP = pytest.mark.parametrize("url", ["sqlite"], indirect=True)
"""What the other database would answer just so."""
LINK = re.compile(r'href="(/laporan/kelengkapan/rincian\?[^"]+)" aria-label="([^"]*): (\d+)"')


async def buka_semua(orang: Orang, alamat: str) -> dict[str, int]:
    """Every number of a report, each of which opens as many events."""
    page = (await orang.buka(alamat)).text
    found: dict[str, int] = {}
    for link, name, number in LINK.findall(page):
        shown = (await orang.buka(link.replace("&amp;", "&"))).text
        assert shown.count('class="hari-rincian"') == int(number), (name, link)
        found[name] = int(number)
    return found


async def test_every_number_opens_exactly_the_events_it_counts(web: Web, ruang: Ruang) -> None:
    for _ in range(3):
        await ruang.lengkap()
    await ruang.kurang("catatan_rawat_jalan.tanda_tangan", "identitas.ada")
    berkas = await ruang.lengkap()
    await ruang.meja.minta(ask.Urungkan, berkas, PERMED)  # an undone verdict does not count
    later = ruang.jam() + timedelta(minutes=5)
    await ruang.kurang(dokter=None)
    ruang.jam.saat = later
    ruang.hitung()
    kepala = Orang(web, "kepala", Peran.KEPALA)
    page = (await kepala.buka("/laporan/kelengkapan")).text
    assert "40,0\u00a0%" in page
    parser = Inline()
    parser.feed(page)
    assert parser.found == []
    numbers = await buka_semua(kepala, "/laporan/kelengkapan")
    assert numbers["Poli Umum, Tidak lengkap"] == 2
    assert numbers["Tidak tercatat, Tidak lengkap"] == 1
    assert numbers["Catatan rawat jalan, Tanpa tanda tangan"] == 2
    assert numbers["Identitas pasien, Tanpa kekurangan"] == 4
    narrow = await buka_semua(kepala, "/laporan/kelengkapan?unit=UMUM&dokter=-&jenis=rawat_jalan")
    assert (narrow["Poli Umum, Diperiksa"], narrow["Poli Umum, Tidak lengkap"]) == (1, 1)
    own = await kepala.buka("/laporan/kelengkapan?bagian=tanggal&mulai=2026-03-02&sampai=2026-03-09")
    assert {name: int(n) for _, name, n in LINK.findall(own.text)} == numbers
    with web.arsip.engine.connect() as connection:  # counted by the month, and by its days
        month = hitung(connection, Kurun(date(2026, 3, 1), date(2026, 3, 31)), Saring())
        assert hitung(connection, Kurun(date(2026, 3, 2), date(2026, 3, 30)), Saring()) == month


@SATU_CUKUP
async def test_a_doctor_sees_their_own_figures_an_auditor_no_names_and_others_none(web: Web, ruang: Ruang) -> None:
    dokter = Orang(web, "dokter", Peran.DOKTER)
    await dokter.buka("/laporan/kelengkapan")
    mine = dokter.petugas.id
    await ruang.lengkap(dokter=mine)
    nomor = ruang.nomor(await ruang.kurang(dokter=mine))
    other = ruang.nomor(await ruang.kurang())
    ruang.hitung()
    own = await buka_semua(dokter, "/laporan/kelengkapan?dokter=" + DOKTER.id)
    assert own["Poli Umum, Diperiksa"] == 2
    shown = (await dokter.buka("/laporan/kelengkapan/rincian?macam=diperiksa&dokter=" + DOKTER.id)).text
    assert nomor in shown
    assert other not in shown
    auditor = Orang(web, "auditor", Peran.AUDITOR)
    page = (await auditor.buka("/laporan/kelengkapan")).text
    assert "Menurut dokter" not in page
    listed = (await auditor.buka("/laporan/kelengkapan/rincian?macam=diperiksa")).text
    assert listed.count("Buka riwayat") == 3
    assert nomor not in listed
    for peran in (Peran.PETUGAS_PENDAFTARAN, Peran.PETUGAS_UNIT, Peran.ADMIN):
        nobody = Orang(web, str(peran), peran)
        for path in ("", "/rincian", ".xlsx", ".pdf"):
            assert (await nobody.buka(f"/laporan/kelengkapan{path}")).status_code == 403


@SATU_CUKUP
async def test_a_period_of_which_nothing_is_known_has_no_data_rather_than_nothing_wrong(web: Web, ruang: Ruang) -> None:
    await ruang.lengkap()
    ruang.hitung()
    permed = Orang(web, "permed", Peran.PEREKAM_MEDIS)
    for asked in ("?bagian=tahun&tahun=2019", "?bagian=tanggal&mulai=2024-02-29&sampai=2024-02-29", "?unit=GIGI"):
        page = (await permed.buka(f"/laporan/kelengkapan{asked}")).text
        assert page.count('angka-besar tanpa-data">tidak ada data') == 5
        assert "0,0" not in page
        assert LINK.findall(page) == []
    wrong = await permed.buka("/laporan/kelengkapan?bagian=13&tahun=x&mulai=9&unit=%00&setelah=a~b~c")
    assert "Maret 2026" in wrong.text
    for after in ("2~%00~1", "z~b~1", "2026-13-01~b~1"):
        odd = f"/laporan/kelengkapan/rincian?macam=x&rinci=%00&setelah={after}&lembar=z"
        assert (await permed.buka(odd)).status_code == 200


async def test_a_list_of_very_many_events_comes_page_by_page_each_once(web: Web) -> None:
    rows = [
        Siklus(f"{n:036d}", 1 + n % 2, n, putusan="lengkap", tanggal=f"2026-03-{1 + n % 9:02d}") for n in range(123)
    ]
    with writing(web.arsip.engine).begin() as connection:
        connection.execute(insert(t.analisis), [row._asdict() for row in rows])
        counted = {"bulan": "2026-03", "macam": "diperiksa", "unit": "", "dokter": "", "jenis": "", "rinci": ""}
        connection.execute(insert(t.analisis_hitungan), [counted | {"jumlah": len(rows)}])
    permed = Orang(web, "permed", Peran.PEREKAM_MEDIS)
    address, seen, pages = "/laporan/kelengkapan/rincian?macam=diperiksa&bagian=03&tahun=2026", [], 0
    while address:
        page = (await permed.buka(address)).text
        seen += re.findall(r'href="/berkas/(\d{36})"', page)
        pages += 1
        found = re.search(r'rel="next" href="([^"]+)"', page)
        address = found.group(1).replace("&amp;", "&") if found else ""
    assert (pages, len(seen), len(set(seen))) == (3, 123, 123)


@SATU_CUKUP
async def test_the_workbook_and_the_paper_say_what_each_number_means_and_no_name_becomes_a_formula(
    web: Web, ruang: Ruang
) -> None:
    with writing(web.arsip.engine).begin() as connection:
        connection.execute(update(t.petugas).where(t.petugas.c.id == DOKTER.id).values(nama="=CONTOH()"))
    await ruang.kurang()
    ruang.hitung()
    kepala = Orang(web, "kepala", Peran.KEPALA)
    book = await kepala.buka("/laporan/kelengkapan.xlsx?bagian=q1&tahun=2026")
    with ZipFile(BytesIO(book.content)) as parts:
        sheets = "".join(parts.read(name).decode() for name in parts.namelist() if "sheet" in name)
    assert "<f>" not in sheets
    assert "=CONTOH()" in sheets
    for word in ("Triwulan I 2026", "Pemeriksaan yang putusannya tidak lengkap", "Kepmenkes 129/2008", "RENDAH"):
        assert word in sheets
    paper = await kepala.buka("/laporan/kelengkapan.pdf?bagian=q1&tahun=2026")
    again = await kepala.buka("/laporan/kelengkapan.pdf?bagian=q1&tahun=2026")
    assert paper.content[:5] == b"%PDF-"
    assert paper.content == again.content


@SATU_CUKUP
async def test_a_program_reads_the_same_figures(web: Web, ruang: Ruang) -> None:
    await ruang.lengkap()
    await ruang.kurang()
    ruang.hitung()
    found = await web.baca("laporan/kelengkapan", mulai="2026-03-02", sampai="2026-03-02")
    first = found["ukuran"][0]
    assert (first["kode"], first["pembilang"], first["penyebut"], Decimal(first["persen"])) == (
        "aklpcm",
        1,
        2,
        Decimal(50),
    )
    assert found["formulir"][0]["kurang"] == {"tanda_tangan": 1}
    page = await web.baca("laporan/kelengkapan/rincian", macam="diperiksa", mulai="2026-03-02", batas="1")
    rest = await web.baca("laporan/kelengkapan/rincian", macam="diperiksa", mulai="2026-03-02", setelah=page["setelah"])
    assert [len(page["isi"]), len(rest["isi"]), rest["setelah"]] == [1, 1, None]
    for asked, days in (
        ({"mulai": "2026-02-10"}, ("2026-02-10", "2026-03-02")),
        ({"sampai": "2024-02-29"}, ("2024-02-01", "2024-02-29")),
        ({}, ("2026-03-01", "2026-03-31")),
        ({"mulai": "2026-03-09", "sampai": "2026-03-01"}, ("2026-03-01", "2026-03-09")),
    ):
        answer = await web.baca("laporan/kelengkapan", **asked)
        assert (answer["mulai"], answer["sampai"]) == days
    empty = await web.baca("laporan/kelengkapan", mulai="2020-01-01", sampai="2020-12-31")
    assert [one["persen"] for one in empty["ukuran"]] == [None] * 5


@SATU_CUKUP
async def test_a_folder_that_is_late_counts_as_delinquent_once_and_a_second_verdict_counts_no_second_time(
    web: Web, ruang: Ruang
) -> None:
    berkas = await ruang.kurang()
    gap_ = next(iter(terbuka(web, berkas))).id
    ruang.jam.maju(days=20)
    due = catatan(web, berkas).jatuh_tempo
    await ruang.meja.minta(ask.TandaiLewat, berkas, MESIN, tenggat=JenisTenggat.KELENGKAPAN, jatuh_tempo=due)
    await ruang.meja.minta(gap.NyatakanDilengkapi, gap_, DOKTER)
    await ruang.meja.minta(gap.Verifikasi, gap_, PERMED)
    await ruang.meja.minta(ask.Lengkapi, berkas, PERMED)
    await ruang.meja.minta(ask.NyatakanLengkap, berkas, PERMED)
    ruang.hitung()
    found = (await web.baca("laporan/kelengkapan", mulai="2026-03-01", sampai="2026-03-31"))["ukuran"]
    assert [(one["kode"], one["pembilang"], one["penyebut"]) for one in found] == [
        ("aklpcm", 1, 1),
        ("kmk129", 0, 1),
        ("pengembalian", 1, 1),
        ("imr", 1, 1),
        ("dmr", 1, 1),
    ]


def test_a_share_of_nothing_is_none_and_twelve_of_eighty_is_fifteen_per_cent() -> None:
    assert Angka(12, 80).persen == Decimal("15.0")
    assert Angka(1, 16).persen == Decimal("6.3")  # half is rounded up
    assert Angka(0, 7).persen == 0
    assert Angka(0, 0).persen is None


@pytest.mark.parametrize(
    ("mulai", "sampai", "bulan", "hari"),
    [
        ("2024-02-01", "2024-02-29", ("2024-02", "2024-02"), 0),
        ("2024-02-01", "2024-02-28", ("2024-02", "2024-02"), -1),
        ("2023-12-31", "2024-03-01", ("2024-01", "2024-02"), 2),
        ("2025-01-15", "2025-02-14", ("2025-01", "2025-01"), 0),
        ("2025-01-16", "2025-02-14", ("2025-01", "2025-01"), -1),
        ("2025-01-17", "2025-02-14", None, 29),
        ("2025-01-01", "2025-12-31", ("2025-01", "2025-12"), 0),
        ("2025-01-02", "2025-02-28", ("2025-01", "2025-02"), -1),
    ],
)
def test_a_period_is_months_with_some_days_added_or_taken_away(
    mulai: str, sampai: str, bulan: tuple[str, str] | None, hari: int
) -> None:
    months, beside = bagi(Kurun(date.fromisoformat(mulai), date.fromisoformat(sampai)))
    assert (months, sum(kali * one.hari for one, kali in beside)) == (bulan, hari)
