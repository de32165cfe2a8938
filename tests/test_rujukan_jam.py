"""The clocks of referrals: each to the second; what nobody answers is noticed here, at the office, and above it."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest
from sqlalchemy import insert, select

from engine import tables as t
from engine.database import writing
from engine.execute import Accepted
from engine.facility import baru
from engine.penerima import PENCATAT
from engine.pengingat import sumber_rujukan as sumber
from engine.pengingat.hal import Hal
from engine.pengingat.kalimat import POLA
from engine.policy import kebijakan
from engine.refusals import Refusal
from engine.rujukan_luar.pantau import naikkan
from engine.views import waktu_tanggap
from engine.views.waktu_tanggap import Pasangan, Tanggap, persentil
from engine.workflows.rujukan import tanda_lewat
from schemas.commands import rujukan as ask
from schemas.federasi.pantau import RujukanPantau
from schemas.names import AlasanTempat, AlasanTolakRujukan, JenisTenggat, KeadaanRujukan, Peran
from tests.kit import DOKTER, KEPALA, PAGI, SERBA_BISA, Arsip
from tests.klinik import IGD, Klinik, klinik_baru
from tests.pengingat_kit import Catatan, buat_orang, kontak, pekerja
from tests.rujukan_kit import IDENTITAS, SURAT
from tests.tempat_kit import HUB, bergabung, kini, masuk, masukan, susun, terima

DETIK = timedelta(seconds=1)
S = KeadaanRujukan


@pytest.fixture
def url(tmp_path: Path) -> str:
    """SQLite: what the reads ask is held to both databases by tests of beds."""
    return f"sqlite:///{tmp_path / 'jejak.db'}"


@pytest.fixture
def klinik(arsip: Arsip) -> Klinik:
    return klinik_baru(arsip)


async def lewat(arsip: Arsip, id_: str, tenggat: JenisTenggat, tempo: datetime, percobaan: int = 0) -> str:
    """What the door answers to the timer's wish: `ya`, or why not."""
    answer = await arsip.door.execute(tanda_lewat(id_, tenggat, tempo, kini(arsip, id_).versi, percobaan))
    return answer.kode if isinstance(answer, Refusal) else "ya"


async def tepat(arsip: Arsip, id_: str, tenggat: JenisTenggat, tempo: datetime) -> None:
    """One second before it is refused; at the very moment, and a second after, it is told."""
    arsip.jam.saat = tempo - DETIK
    assert await lewat(arsip, id_, tenggat, tempo) == "belum_jatuh_tempo"
    arsip.jam.saat = tempo
    assert await lewat(arsip, id_, tenggat, tempo, 1) == "ya"
    arsip.jam.saat = tempo + DETIK
    assert await lewat(arsip, id_, tenggat, tempo, 2) == "tenggat_tidak_berjalan", "told once"


@pytest.mark.parametrize("darurat", [True, False])
async def test_every_clock_is_late_at_its_very_moment_and_not_a_second_sooner(klinik: Klinik, *, darurat: bool) -> None:
    arsip, rules = klinik.arsip, kebijakan().rujukan
    pasien, id_ = await klinik.pasien(), await masuk(arsip, darurat=darurat)
    due = PAGI + (timedelta(minutes=10) if darurat else timedelta(days=1))
    assert kini(arsip, id_).jawab_sebelum == due
    await tepat(arsip, id_, JenisTenggat.JAWAB_RUJUKAN, due)
    assert (kini(arsip, id_).keadaan, kini(arsip, id_).jawab_lewat) == (S.DIKIRIM, True), "it goes on"
    arsip.jam.maju(seconds=1)
    assert isinstance(await terima(arsip, id_, kelas=None), Accepted)
    came = kini(arsip, id_).datang_sebelum
    assert came == arsip.jam.saat + (timedelta(hours=6) if darurat else timedelta(days=7))
    await tepat(arsip, id_, JenisTenggat.DATANG_RUJUKAN, came)
    arsip.jam.maju(seconds=1)
    assert isinstance(await arsip.minta(ask.Tiba, id_, pasien=pasien), Accepted)
    answer = kini(arsip, id_).balas_sebelum
    assert answer == arsip.jam.saat + timedelta(days=rules.balas.untuk(darurat=darurat).batas.hari)
    await tepat(arsip, id_, JenisTenggat.BALAS_RUJUKAN, answer)
    assert kini(arsip, id_).balas_lewat


# ── notices ─────────────────────────────────────────────────────────────────────────────────────────


def hal(arsip: Arsip, jenis: str, pada: datetime | None = None) -> list[Hal]:
    with arsip.engine.connect() as connection:
        return list(sumber.BARIS[jenis](connection, pada or arsip.jam.saat, None))


async def test_an_emergency_is_told_to_the_emergency_unit_at_once_and_the_next_does_not_wait_an_hour(
    klinik: Klinik, tmp_path: Path
) -> None:
    arsip = klinik.arsip
    jaga = buat_orang(arsip.engine, "jaga", Peran.DOKTER, unit=(IGD,))
    kontak(arsip.engine, jaga, surel="jaga@example.invalid", kanal=["surel"])
    out = Catatan()
    worker = pekerja(arsip.engine, arsip.jam, tmp_path, out)
    await masuk(arsip, darurat=True)
    arsip.jam.maju(seconds=1)
    await worker.susun()
    await worker.kirimkan("surel")
    assert [one.kalimat for one in out.surat] == ["Mendesak: 1 rujukan menunggu jawaban."]
    arsip.jam.maju(seconds=10)
    await masuk(arsip, darurat=True, perujuk="PKM8", nomor="8/03/2026")
    arsip.jam.maju(seconds=int(kebijakan().rujukan.selang_darurat.batas.total_seconds()))
    await worker.susun()
    await worker.kirimkan("surel")
    assert [one.kalimat for one in out.surat][1:] == ["Mendesak: 2 rujukan menunggu jawaban."], "within two minutes"
    with arsip.engine.connect() as connection:
        kept = orjson.dumps([list(row) for row in connection.execute(select(t.pemberitahuan.c.isi))]).decode()
    said = kept + "".join(f"{one.kalimat}{one.isi}{one.tautan}" for one in out.surat)
    assert not [word for word in (*IDENTITAS.nama.split(), IDENTITAS.nik, SURAT.diagnosis) if word and word in said]


async def test_what_is_late_is_told_to_both_sides_at_its_moment(klinik: Klinik) -> None:
    arsip = klinik.arsip
    kepala = buat_orang(arsip.engine, "kepala-rs", Peran.KEPALA)
    bergabung(arsip.engine)
    await masuk(arsip, darurat=True)
    own = await susun(arsip, await klinik.pasien(), darurat=True, dihubungi="telepon")
    sent = await arsip.minta(ask.Kirim, own, alasan_tempat=AlasanTempat.TERDEKAT)
    assert isinstance(sent, Accepted), sent
    due = PAGI + timedelta(minutes=10)
    assert hal(arsip, sumber.LEWAT, due - DETIK) == []
    late = hal(arsip, sumber.LEWAT, due)
    assert {(one.sejak, one.mendesak) for one in late} == {(due, True)}
    assert {one.orang for one in late if one.subjek == own} == {SERBA_BISA.id}, "who wrote it"
    assert {one.orang for one in late if one.subjek != own} >= {kepala, KEPALA.id}, "the heads of who should answer"
    assert DOKTER.id not in {one.orang for one in late}
    assert {one.jatuh_tempo for one in hal(arsip, sumber.JAWAB)} == {due}


async def test_who_sent_it_learns_of_the_answer_and_of_a_patient_who_did_not_come(klinik: Klinik) -> None:
    arsip = klinik.arsip
    own = await susun(arsip, await klinik.pasien(), layanan="rawat_jalan", kelas=None, tujuan=await _kertas(arsip))
    assert isinstance(await arsip.minta(ask.Kirim, own), Accepted)
    assert hal(arsip, sumber.DIJAWAB) == []
    assert isinstance(await terima(arsip, own, kelas=None), Accepted)
    assert [one.orang for one in hal(arsip, sumber.DIJAWAB)] == [SERBA_BISA.id]
    assert hal(arsip, sumber.DIJAWAB, PAGI + sumber.DIKABARKAN) == [], "news for a day"
    came = kini(arsip, own).datang_sebelum
    assert came is not None
    assert [len(hal(arsip, sumber.DATANG, came + more * DETIK)) for more in (-1, 0, 1)] == [0, 1, 1]


async def _kertas(arsip: Arsip) -> str:
    """A facility without keys: letters go on paper, and their status is kept by hand."""
    row = {"kode": "RS9", "hub": HUB, "nama": "RS Contoh Kertas", "jenis": "rs", "tingkat": 2, "aktif": True}
    with writing(arsip.engine).begin() as connection:
        connection.execute(insert(t.sekutu), row)
    return "RS9"


def test_every_kind_has_its_words() -> None:
    assert sumber.BARIS.keys() <= POLA.keys()


# ── the office above ────────────────────────────────────────────────────────────────────────────────


def kabar(versi: int = 2, **isi: Any) -> RujukanPantau:
    data = {
        "rujukan": "01900000-0000-7000-8000-000000000001",
        "versi": versi,
        "perujuk": "PKM7",
        "tujuan": "RS7",
        "darurat": True,
        "keadaan": S.DIKIRIM,
        "dikirim": PAGI,
        "jawab_sebelum": PAGI + timedelta(minutes=10),
    }
    return RujukanPantau(**(data | isi))


def dengar(arsip: Arsip, isi: RujukanPantau, asal: str = "PKM7") -> None:
    with writing(arsip.engine).begin() as connection:
        PENCATAT[isi.jenis](connection, masukan(isi, asal, PAGI))


def tercatat(arsip: Arsip) -> list[Any]:
    with arsip.engine.connect() as connection:
        return list(connection.execute(select(t.rujukan_pantau)))


async def test_the_office_is_told_of_each_step_and_of_no_patient(klinik: Klinik) -> None:
    arsip = klinik.arsip
    bergabung(arsip.engine)
    own = await susun(arsip, await klinik.pasien())
    assert isinstance(await arsip.minta(ask.Kirim, own, alasan_tempat=AlasanTempat.TERDEKAT), Accepted)
    due = kini(arsip, own).jawab_sebelum
    assert due is not None
    arsip.jam.saat = due
    assert await lewat(arsip, own, JenisTenggat.JAWAB_RUJUKAN, due) == "ya"
    c = t.fed_keluar.c
    with arsip.engine.connect() as connection:
        rows = connection.execute(select(c.jalur, c.isi).where(c.jenis == RujukanPantau.jenis).order_by(c.seq)).all()
    told = [RujukanPantau.model_validate(orjson.loads(row.isi)) for row in rows]
    assert [(row.jalur, one.tingkat, one.versi) for row, one in zip(rows, told, strict=True)] == [
        (f"fed.PKM1.agg.{HUB}", 0, 2),
        (f"fed.PKM1.agg.{HUB}", 1, 3),
    ]
    everything = b"".join(row.isi for row in rows)
    for word in (b"CONTOH", b"A01", b"Demam", b"pasien", b"surat"):
        assert word not in everything


async def test_nobody_tells_the_office_of_another_facilitys_referral_and_an_old_word_undoes_nothing(
    arsip: Arsip,
) -> None:
    bergabung(arsip.engine, jenis="dinkes_kabupaten", hub="K32")
    dengar(arsip, kabar(), asal="PKM8")
    assert tercatat(arsip) == []
    dengar(arsip, kabar(4, keadaan=S.DITERIMA, dijawab=PAGI + timedelta(minutes=4), jawab_sebelum=None))
    for old in (kabar(2), kabar(3, tingkat=1)):
        dengar(arsip, old)
    (row,) = tercatat(arsip)
    assert (row.versi, row.keadaan) == (4, "diterima")


async def test_the_office_is_told_and_tells_the_one_above_when_policy_says_to_the_second(arsip: Arsip) -> None:
    bergabung(arsip.engine, jenis="dinkes_kabupaten", hub="K32")
    kadis = buat_orang(arsip.engine, "kadis", Peran.KEPALA)
    dengar(arsip, kabar())
    due = PAGI + timedelta(minutes=15)
    told = [[one.orang for one in hal(arsip, sumber.PANTAU, due + more * DETIK)].count(kadis) for more in (-1, 0, 1)]
    assert told == [0, 1, 1]
    up, rules = PAGI + timedelta(minutes=40), kebijakan().rujukan
    passed = []
    for when in (up - DETIK, up, up + DETIK):
        with writing(arsip.engine).begin() as connection:
            passed.append(naikkan(connection, when, rules))
    assert passed == [0, 1, 0], "once"
    dengar(arsip, kabar(5, keadaan=S.DITOLAK, dijawab=up, jawab_sebelum=None))
    assert hal(arsip, sumber.PANTAU, up + DETIK) == []
    with writing(arsip.engine).begin() as connection:
        assert naikkan(connection, up + DETIK, rules) == 1, "the office above learns that it is over"
    c = t.fed_keluar.c
    with arsip.engine.connect() as connection:
        above = [
            RujukanPantau.model_validate(orjson.loads(row.isi))
            for row in connection.execute(select(c.isi).where(c.jalur == "fed.PKM1.agg.K32").order_by(c.seq))
        ]
    assert [(one.tingkat, one.keadaan) for one in above] == [(2, S.DIKIRIM), (2, S.DITOLAK)]


# ── how long answers take ───────────────────────────────────────────────────────────────────────────


def satu(menit: int | None, keadaan: KeadaanRujukan = S.DITERIMA, *, darurat: bool = True) -> Tanggap:
    told = None if menit is None else PAGI + timedelta(minutes=menit)
    return Tanggap(baru(), "PKM7", "RS7", darurat, keadaan, PAGI, PAGI + timedelta(minutes=10), told)


def ringkas(*rows: Tanggap, pada: datetime = PAGI) -> Pasangan:
    return waktu_tanggap.semua(rows, pada)


def test_a_share_of_nothing_is_no_number() -> None:
    nothing = ringkas()
    assert (nothing.bagian, nothing.median, nothing.p90) == (None, None, None)
    waits = ringkas(satu(None, S.DIKIRIM))
    assert (waits.bagian, waits.menunggu) == (None, 1), "not late yet: it says nothing"
    assert ringkas(satu(None, S.DIBATALKAN)).bagian is None
    assert persentil([], 0.9) is None


def test_the_median_the_ninth_tenth_and_the_share_in_time_are_measured_times() -> None:
    rows = [satu(n) for n in range(1, 11)]
    found = ringkas(*rows)
    assert (found.median, found.p90) == (timedelta(minutes=5), timedelta(minutes=9))
    assert (found.dalam_batas, found.lewat, found.bagian) == (9, 1, 0.9), "answered at the very limit is late"
    later = ringkas(*rows, satu(None, S.DIKIRIM), pada=PAGI + timedelta(minutes=10))
    assert (later.menunggu, later.lewat, later.bagian) == (1, 2, 9 / 11)


async def test_a_facility_counts_its_own_and_emergencies_apart(klinik: Klinik) -> None:
    arsip = klinik.arsip
    first, second = await masuk(arsip, darurat=True), await masuk(arsip, nomor="2/03/2026")
    arsip.jam.maju(minutes=4)
    assert isinstance(await terima(arsip, first, kelas=None), Accepted)
    refused = await arsip.minta(ask.Tolak, second, alasan_tolak=AlasanTolakRujukan.TENAGA_TIDAK_ADA)
    assert isinstance(refused, Accepted)
    third = await masuk(arsip, nomor="3/03/2026", perujuk="PKM8")
    with arsip.engine.connect() as connection:
        rows = waktu_tanggap.baca(connection, PAGI, PAGI + timedelta(days=1))
        waits = waktu_tanggap.menunggu(connection)
    pairs = waktu_tanggap.pasangan(rows, arsip.jam.saat)
    assert [(one.perujuk, one.darurat, one.median) for one in pairs] == [
        ("PKM9", True, timedelta(minutes=4)),
        ("PKM9", False, timedelta(minutes=4)),
        ("PKM8", False, None),
    ]
    assert [one.rujukan for one in waits] == [third]
