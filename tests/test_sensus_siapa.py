"""Who may see what of the census: every page and file of it, asked by every kind of staff, held against one table."""

import re
from io import BytesIO
from typing import Final
from zipfile import ZipFile

from sqlalchemy import insert, select
from starlette.routing import Route

from engine import tables as t
from engine.database import writing
from schemas.names import Peran
from tests.kit import GIGI, PAGI, RANAP, UMUM
from tests.kit_web import Web
from tests.test_pages import Orang, notice
from tests.test_sensus_halaman import SATU_CUKUP, bernama, ramai
from web.pages import routers

NAMA: Final = "Rahasia Rekaan"
KODE: Final = "Z99.9"
HARI: Final = "2026-03-02"
INAP, JALAN = f"unit={RANAP}&tanggal={HARI}", f"unit={UMUM}&tanggal={HARI}"
SEMUA: Final = frozenset({"inap", "jalan"})
SIAPA: Final[dict[str, tuple[Peran, str, frozenset[str], bool]]] = {
    "pendaftaran": (Peran.PETUGAS_PENDAFTARAN, "*", SEMUA, False),
    "rekam": (Peran.PEREKAM_MEDIS, "*", SEMUA, True),
    "kepala": (Peran.KEPALA, "*", SEMUA, True),
    "perawat": (Peran.PETUGAS_UNIT, RANAP, frozenset({"inap"}), False),
    "poli": (Peran.PETUGAS_UNIT, UMUM, frozenset({"jalan"}), False),
    "perawat_lain": (Peran.PETUGAS_UNIT, GIGI, frozenset(), False),
    "dokter": (Peran.DOKTER, UMUM, frozenset({"jalan"}), True),
    "dokter_lain": (Peran.DOKTER, GIGI, frozenset(), True),
    "auditor": (Peran.AUDITOR, "*", frozenset(), False),
    "surveilans": (Peran.PETUGAS_SURVEILANS, "*", frozenset(), False),
    "admin": (Peran.ADMIN, "*", frozenset(), False),
}
"""By who asks: the role, the unit, whose patients' names they are shown, and whether they may see diagnosis codes."""
BERNAMA: Final = {
    f"/sensus/inap?{INAP}": "inap",
    f"/sensus/inap.xlsx?{INAP}": "inap",
    f"/sensus/inap/rincian?macam=sisa&mulai={HARI}&unit={RANAP}": "inap",
    f"/sensus/jalan?{JALAN}": "jalan",
    f"/sensus/jalan.xlsx?{JALAN}": "jalan",
    f"/sensus/jalan/rincian?mulai={HARI}&unit={UMUM}": "jalan",
}
"""The pages and files that bear names, and whose. Every other one bears none, whoever asks."""
ANGKA: Final = (
    f"/sensus?tanggal={HARI}",
    f"/sensus/papan?tanggal={HARI}",
    f"/sensus/inap?tanggal={HARI}",
    f"/sensus/inap.xlsx?tanggal={HARI}",
    "/sensus/inap/bulan?bulan=2026-03",
    "/sensus/inap/bulan.csv?bulan=2026-03",
    f"/sensus/jalan?tanggal={HARI}",
    f"/sensus/jalan/rekap?kurun=hari&tanggal={HARI}",
    f"/sensus/jalan/rekap.csv?kurun=hari&tanggal={HARI}",
    "/sensus/tren?bulan=2026-03",
    "/sensus/tren.csv?bulan=2026-03",
    "/sensus/bulanan?bulan=2026-03",
    "/sensus/bulanan.csv?bulan=2026-03",
    "/sensus/penutupan",
    f"/sensus/penutupan/{RANAP}/{HARI}",
    "/indikator?tahun=2026&bulan=03",
    "/indikator.xlsx?tahun=2026&bulan=03",
    "/indikator.pdf?tahun=2026&bulan=03",
)
"""Numbers: for everybody who may log in."""


def _teks(isi: bytes) -> str:
    if isi.startswith(b"PK"):
        with ZipFile(BytesIO(isi)) as book:
            return book.read("xl/sharedStrings.xml").decode()
    return isi.decode(errors="replace")


def _rute(alamat: str) -> str:
    path = alamat.split("?", maxsplit=1)[0].replace(f"/{RANAP}/{HARI}", "/{unit}/{hari}")
    return path if path.startswith("/indikator") else re.sub(r"\.(pdf|xlsx|csv)$", ".{bentuk}", path)


def test_no_page_of_the_census_is_left_out_of_the_table() -> None:
    routes = {
        one.path
        for router in routers
        for one in router.routes
        if isinstance(one, Route) and "GET" in (one.methods or ())
    }
    census = {one for one in routes if one.startswith(("/sensus", "/indikator"))}
    assert census == {_rute(one) for one in (*BERNAMA, *ANGKA)}


@SATU_CUKUP
async def test_names_and_codes_go_to_those_the_table_names_and_to_no_other_unit(web: Web) -> None:
    await ramai(web.arsip)
    bernama(web.arsip, NAMA)
    _kodekan(web)
    for siapa, (peran, unit, milik, kode) in SIAPA.items():
        orang = Orang(web, siapa, peran, unit=unit)
        for alamat in (*BERNAMA, *ANGKA):
            answer, named = await orang.buka(alamat), BERNAMA.get(alamat) in milik
            shown = _teks(answer.content)
            assert answer.status_code == 200, (siapa, alamat)
            assert (NAMA in shown) is named, (siapa, alamat)
            coded = kode and named and alamat.startswith(("/sensus/jalan?", "/sensus/jalan.xlsx"))
            assert (KODE in shown) is coded, (siapa, alamat)
            if alamat in BERNAMA:
                assert ("/kunjungan/" in shown) is (named and "xlsx" not in alamat), (siapa, alamat)


@SATU_CUKUP
async def test_who_may_not_code_or_register_a_child_is_told_so_on_a_page_and_a_stranger_is_led_to_the_door(
    web: Web,
) -> None:
    klinik = await ramai(web.arsip)
    stay = await klinik.dirawat("M3-B")
    bernama(web.arsip, NAMA)
    auditor = Orang(web, "auditor", Peran.AUDITOR)
    for alamat in ("/kode", f"/kode/{stay.id}", f"/bangsal/{stay.id}/bayi-lahir", f"/kunjungan/{stay.id}"):
        answer = await auditor.buka(alamat)
        assert answer.status_code == 403, alamat
        assert answer.headers["content-type"].startswith("text/html")
        assert 'lang="id"' in answer.text
        assert "<h1" in answer.text
        assert "Traceback" not in answer.text
        assert NAMA not in answer.text
    for alamat in (*BERNAMA, *ANGKA, "/kode"):
        answer = await web.klien.get(alamat, headers={"Authorization": "", "Accept": "text/html"})
        assert answer.status_code in {303, 401}, alamat
        assert NAMA not in answer.text


@SATU_CUKUP
async def test_a_day_before_the_calendar_is_no_fault_of_ours(web: Web) -> None:
    orang = Orang(web, "rekam", Peran.PEREKAM_MEDIS)
    for alamat in ("/sensus/penutupan?sampai=0001-01-01", "/sensus/penutupan?sampai=9999-12-31"):
        assert (await orang.buka(alamat)).status_code == 200, alamat
    assert (await orang.buka(f"/sensus/penutupan/{RANAP}/0001-01-01")).status_code == 404


@SATU_CUKUP
async def test_a_day_that_is_none_or_not_yet_is_never_another_day_in_silence(web: Web) -> None:
    orang = Orang(web, "rekam", Peran.PEREKAM_MEDIS)
    for alamat in ("/sensus?tanggal=x", "/sensus/inap?tanggal=1900-01-01", "/sensus/tren?bulan=2026-13"):
        assert "yang diminta tidak dikenal" in notice(await orang.buka(alamat)), alamat
    later = await orang.buka(f"/sensus/inap?tanggal=2099-01-01&unit={RANAP}")
    assert "belum mulai" in notice(later)
    assert "Berjalan" not in later.text
    assert not notice(await orang.buka(f"/sensus/inap?{INAP}"))


@SATU_CUKUP
async def test_nobody_who_does_not_code_everything_is_told_that_all_is_coded(web: Web) -> None:
    for peran, said in ((Peran.KEPALA, "dikerjakan perekam medis"), (Peran.DOKTER, "dari Anda")):
        page = (await Orang(web, peran.value, peran).buka("/kode")).text
        assert said in page
        assert "semua kunjungan yang selesai sudah dikode" not in page
    assert "sudah dikode" in (await Orang(web, "rekam", Peran.PEREKAM_MEDIS).buka("/kode")).text


def _kodekan(web: Web) -> None:
    """Every visit has the same diagnosis."""
    who = web.orang("pengode", Peran.PEREKAM_MEDIS).id
    with writing(web.arsip.engine).begin() as connection:
        for id_ in connection.execute(select(t.kunjungan.c.id)).scalars().all():
            connection.execute(
                insert(t.kunjungan_kode),
                {"kunjungan": id_, "urutan": 1, "kode": KODE, "kasus_baru": True, "pelaku": who, "pada": PAGI},
            )
