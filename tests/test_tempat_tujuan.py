"""A patient is sent where a bed is known to be free: how new that is decides, to the second; else a reason is asked."""

from datetime import timedelta
from itertools import count

import orjson
import pytest
from sqlalchemy import select

from engine import tables as t
from engine.database import writing
from engine.execute import Accepted
from engine.penerima import PENCATAT
from engine.policy import kebijakan
from engine.refusals import Refusal
from engine.rujukan_luar.terbit import terbitkan
from engine.views.tempat_tujuan import Butuh, keadaan_tempat, tempat_tujuan
from schemas.commands import rujukan as ask
from schemas.federasi.tempat_tidur import TempatTidurKosong
from schemas.names import AlasanTempat, KeadaanTempat, KelasRawat, LayananRujukan
from tests.kit import PAGI, Arsip
from tests.klinik import Klinik, klinik_baru
from tests.rujukan_kit import SURAT
from tests.tempat_kit import HUB, RS, bergabung, kini, kosong, masuk, masukan, susun, terima
from workers.tempat_tidur import PenerbitTempatTidur

pytestmark = pytest.mark.parametrize("url", ["sqlite"], indirect=True)
KELAS_2 = KelasRawat.KELAS_2
WANT = Butuh(perlu=True, kelas=KELAS_2, kemampuan="umum")
ANGKA = kebijakan().rujukan.tempat_tidur
_urut = count(1)


@pytest.fixture
def klinik(arsip: Arsip) -> Klinik:
    return klinik_baru(arsip)


def kabar(arsip: Arsip, isi: TempatTidurKosong, asal: str = RS, lama: timedelta = timedelta(0)) -> None:
    """The hospital told it, and it came so long after; always the newest of the inbox."""
    with writing(arsip.engine).begin() as connection:
        PENCATAT[isi.jenis](connection, masukan(isi, asal, isi.pada, next(_urut), isi.pada + lama))


def keadaan(arsip: Arsip, **sesudah: int) -> KeadaanTempat:
    with arsip.engine.connect() as connection:
        return keadaan_tempat(connection, RS, WANT, PAGI + timedelta(**sesudah))


async def test_a_figure_is_fresh_to_its_last_second_then_stale_then_of_no_use(arsip: Arsip) -> None:
    assert keadaan(arsip) is KeadaanTempat.TIDAK_PERLU, "without a hub nothing is told, and nothing is asked"
    bergabung(arsip.engine)
    assert keadaan(arsip) is KeadaanTempat.TIDAK_DIKETAHUI
    kabar(arsip, kosong(PAGI, (KELAS_2, ("umum",), 1)))
    fresh, used = (int(one.batas.total_seconds()) for one in (ANGKA.segar, ANGKA.berlaku))
    assert [keadaan(arsip, seconds=fresh + more).value for more in (-1, 0, 1)] == ["ada", "ada", "basi"]
    assert [keadaan(arsip, seconds=used + more).value for more in (-1, 0, 1)] == ["basi", "basi", "tidak_diketahui"]


async def test_the_age_counts_from_when_it_was_true_and_no_clock_makes_it_newer_than_its_coming(arsip: Arsip) -> None:
    bergabung(arsip.engine)
    kabar(arsip, kosong(PAGI, (KELAS_2, ("umum",), 1)), lama=timedelta(hours=5))
    assert keadaan(arsip, hours=5) is KeadaanTempat.BASI, "it waited five hours at the hub"
    ahead = kosong(PAGI + timedelta(hours=9), (KELAS_2, ("umum",), 1))
    kabar(arsip, ahead, lama=timedelta(hours=-3))
    assert keadaan(arsip, hours=6) is KeadaanTempat.ADA
    assert keadaan(arsip, hours=7) is KeadaanTempat.BASI, "their clock is three hours ahead: it came at six"


async def test_the_newest_figure_is_the_last_told_whatever_its_clock_says(arsip: Arsip) -> None:
    bergabung(arsip.engine)
    kabar(arsip, kosong(PAGI + timedelta(hours=1), (KELAS_2, ("umum",), 3)))
    newer = kosong(PAGI, (KELAS_2, ("umum",), 0))
    again = masukan(newer, RS, PAGI, next(_urut), PAGI)
    older = masukan(kosong(PAGI, (KELAS_2, ("umum",), 2)), RS, PAGI, 0, PAGI)
    with writing(arsip.engine).begin() as connection:
        for one in (again, again, older):
            PENCATAT[one.jenis](connection, one)
    assert keadaan(arsip) is KeadaanTempat.PENUH, "a clock that was set back; and a second time, and an older one"


async def test_the_capable_with_a_free_bed_come_first_and_those_without_such_beds_last(arsip: Arsip) -> None:
    bergabung(arsip.engine)
    kabar(arsip, kosong(PAGI, (KELAS_2, ("umum",), 0)), RS)
    kabar(arsip, kosong(PAGI, (KELAS_2, ("bersalin",), 4)), "PKM2")
    with arsip.engine.connect() as connection:
        before = tempat_tujuan(connection, PAGI, WANT)
    assert [(one.kode, one.keadaan.value, one.mampu) for one in before] == [
        ("RS2", "tidak_diketahui", True),
        ("RS1", "penuh", True),
        ("PKM2", "penuh", False),
    ], "an office is no place for a patient"
    kabar(arsip, kosong(PAGI, (KELAS_2, ("umum",), 2)), RS)
    with arsip.engine.connect() as connection:
        first = tempat_tujuan(connection, PAGI, WANT)[0]
    assert (first.kode, first.kosong, first.perlu_alasan) == (RS, 2, False)


@pytest.mark.parametrize(
    ("baris", "lama", "perlu"),
    [(1, 0, False), (0, 0, True), (1, 31, True), (None, 0, True)],
    ids=["free", "full", "stale", "no figure"],
)
async def test_a_place_without_a_known_free_bed_is_chosen_with_a_reason(
    klinik: Klinik, baris: int | None, lama: int, *, perlu: bool
) -> None:
    arsip = klinik.arsip
    bergabung(arsip.engine)
    if baris is not None:
        kabar(arsip, kosong(PAGI, (KELAS_2, ("umum",), baris)))
    id_ = await susun(arsip, await klinik.pasien())
    arsip.jam.maju(minutes=lama)
    answer = await arsip.minta(ask.Kirim, id_)
    if perlu:
        assert isinstance(answer, Refusal)
        assert answer.kode == "tempat_beralasan"
        answer = await arsip.minta(ask.Kirim, id_, alasan_tempat=AlasanTempat.SUDAH_DIHUBUNGI)
    assert isinstance(answer, Accepted), answer
    expected = {1: "basi" if lama else "ada", 0: "penuh", None: "tidak_diketahui"}[baris]
    assert kini(arsip, id_).tempat_tidur == expected


async def test_an_outpatient_needs_no_bed_and_no_reason(klinik: Klinik) -> None:
    arsip = klinik.arsip
    bergabung(arsip.engine)
    id_ = await susun(arsip, await klinik.pasien(), layanan=LayananRujukan.RAWAT_JALAN, kelas=None, surat=SURAT)
    assert isinstance(await arsip.minta(ask.Kirim, id_), Accepted)
    assert kini(arsip, id_).tempat_tidur is KeadaanTempat.TIDAK_PERLU


# ── telling one's own ───────────────────────────────────────────────────────────────────────────────


def terkirim(arsip: Arsip) -> list[TempatTidurKosong]:
    c = t.fed_keluar.c
    with arsip.engine.connect() as connection:
        rows = connection.execute(select(c.jalur, c.isi).where(c.jenis == TempatTidurKosong.jenis).order_by(c.seq))
        found = [(row.jalur, TempatTidurKosong.model_validate(orjson.loads(row.isi))) for row in rows]
    assert {jalur for jalur, _ in found} <= {f"fed.PKM1.bed.{HUB}"}
    return [isi for _, isi in found]


async def test_beds_are_told_when_they_change_and_again_before_they_look_old(klinik: Klinik) -> None:
    arsip = klinik.arsip
    worker = PenerbitTempatTidur(arsip.engine, now=arsip.jam)
    assert not await worker.langkah(), "no hub was joined"
    bergabung(arsip.engine, jenis="rs")
    for _ in range(3):
        assert await worker.langkah()
    assert [[line.kosong for line in one.baris] for one in terkirim(arsip)] == [[2, 2]]
    await klinik.dirawat("M1-A")
    await worker.langkah()
    id_ = await masuk(arsip)
    until = arsip.jam.saat + timedelta(minutes=2)
    assert isinstance(await terima(arsip, id_, janji_sampai=until), Accepted)
    await worker.langkah()
    arsip.jam.maju(minutes=2)
    await PenerbitTempatTidur(arsip.engine, now=arsip.jam).langkah()
    told = terkirim(arsip)
    assert [one.baris[0].kosong for one in told] == [2, 1, 0, 1], "taken, promised, and free again at the promise's end"
    assert (told[0].baris[0].kelas, told[0].baris[0].jumlah) == (KELAS_2, 2)
    arsip.jam.maju(seconds=int(ANGKA.terbit.batas.total_seconds()) - 1)
    await worker.langkah()
    assert len(terkirim(arsip)) == 4
    arsip.jam.maju(seconds=1)
    await worker.langkah()
    assert len(terkirim(arsip)) == 5


async def test_who_has_no_inpatient_beds_to_tell_of_tells_nothing(klinik: Klinik) -> None:
    bergabung(klinik.arsip.engine)
    with writing(klinik.arsip.engine).begin() as connection:
        assert terbitkan(connection, PAGI, ANGKA) == 0
