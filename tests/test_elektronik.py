"""The system that holds electronic records says what is in them; gaps and verdict follow by rule, and only once."""

import asyncio
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from engine import tables as t
from engine.elektronik import Lapor, mesin, rencana
from engine.execute import Accepted
from engine.facility import baru
from engine.people import Cakupan
from engine.policy import kebijakan
from engine.workflows.berkas import Berkas
from engine.workflows.kekurangan import Kekurangan
from schemas.commands import berkas as ask
from schemas.commands import kekurangan as kurang
from schemas.commands import kunjungan as visits
from schemas.names import BerkasId, JenisKunjungan, Keadaan, KeadaanKekurangan, Pembawa, Peran, Unsur
from tests.buku import baris, berkas_kini, riwayat, satu_cerita
from tests.kit import DOKTER, KEPALA, LOKET, PERMED
from tests.kit_web import Web
from tests.klinik import Klinik, klinik_baru

SATU_BASIS = pytest.mark.parametrize("url", ["sqlite"], indirect=True)
"""What a database cannot change is tried on one."""
UTUH = {"ada": True, "terisi": True, "tanda_tangan": True, "tanggal": True}


class Emr:
    """A patient with an electronic record and a visit that is over, and the robot that speaks of it."""

    def __init__(self, web: Web, klinik: Klinik) -> None:
        self.web, self.klinik = web, klinik
        token = web.perangkat(Peran.PEREKAM_MEDIS, cakupan=[Cakupan.ELEKTRONIK])
        self.headers = web.sebagai(token)
        self.berkas = BerkasId(baru())
        self.pasien = self.kunjungan = ""

    async def mulai(self) -> "Emr":
        """The record, and the visit."""
        arsip = self.klinik.arsip
        self.pasien = await self.klinik.pasien()
        isi = {"nomor": f"9{arsip.jam.saat:%H%M%S}", "pasien": self.pasien, "pembawa": Pembawa.ELEKTRONIK}
        assert isinstance(await arsip.minta(ask.Daftarkan, self.berkas, LOKET, **isi), Accepted)
        self.kunjungan = await self.dilayani()
        return self

    async def dilayani(self) -> str:
        """One visit that is over."""
        visit = await self.klinik.terdaftar(self.pasien)
        for kind, isi in ((visits.Layani, {"dokter": DOKTER.id}), (visits.Selesaikan, {"cara_keluar": "pulang"})):
            assert isinstance(await self.klinik.minta(kind, subjek=visit.id, **isi), Accepted)
        return visit.id

    async def lapor(self, formulir: list[dict[str, Any]], **lain: Any) -> httpx.Response:
        """What the EMR sends."""
        body = {"command_id": baru(), "kunjungan": self.kunjungan, "formulir": formulir} | lain
        return await self.web.klien.post("/api/v1/kelengkapan/elektronik", json=body, headers=self.headers)


@pytest.fixture
async def emr(web: Web) -> Emr:
    return await Emr(web, klinik_baru(web.arsip)).mulai()


def lengkap(**lain: dict[str, Any]) -> list[dict[str, Any]]:
    """Every form of an outpatient visit, whole but for what is said."""
    wanted = kebijakan().kelengkapan.daftar_untuk(JenisKunjungan.RAWAT_JALAN, Pembawa.ELEKTRONIK)
    return [{"kode": kode} | UTUH | lain.get(kode, {}) for kode in wanted]


async def test_a_whole_record_is_complete_at_once_and_rests_where_it_was(emr: Emr) -> None:
    sent = {"command_id": baru()}
    first = (await emr.lapor(lengkap(), **sent)).json()
    assert (first["putusan"], first["kurang"], first["keadaan"], first["diulang"]) == ("lengkap", [], "disimpan", False)
    lines = baris(emr.web.arsip.engine)
    assert [line["jenis"] for line in lines[-3:]] == ["berkas.dirakit.v1", "berkas.lengkap.v1", "berkas.disimpan.v1"]
    with emr.web.arsip.engine.connect() as connection:
        robot = connection.execute(select(t.petugas.c.id).where(t.petugas.c.nama == "Perangkat uji")).scalars().all()
    assert lines[-1]["pelaku"] in robot
    again = (await emr.lapor(lengkap(), **sent)).json()
    assert again == first | {"diulang": True}
    assert len(baris(emr.web.arsip.engine)) == len(lines)
    satu_cerita(emr.web.arsip.engine)


async def test_gaps_are_found_completed_and_closed_by_what_the_emr_says(emr: Emr) -> None:
    unsigned = {"catatan_rawat_jalan": {"tanda_tangan": False, "tanggal": False}}
    first = (await emr.lapor([*lengkap(**unsigned)[:2], lengkap(**unsigned)[2]])).json()
    assert first["putusan"] == "tidak_lengkap"
    assert [one["butir"] for one in first["kurang"]] == [
        "catatan_rawat_jalan.tanda_tangan",
        "catatan_rawat_jalan.tanggal",
    ]
    assert {one["penanggung_jawab"] for one in first["kurang"]} == {DOKTER.id}  # the visit's own doctor
    assert berkas_kini(emr.web.arsip.engine, emr.berkas).keadaan is Keadaan.TIDAK_LENGKAP
    arsip = emr.web.arsip
    signed, dated = [one["id"] for one in first["kurang"]]
    await arsip.minta(kurang.NyatakanDilengkapi, dated, DOKTER)
    arsip.jam.maju(hours=2)
    half = {"catatan_rawat_jalan": {"tanggal": False}}
    second = (await emr.lapor(lengkap(**half))).json()
    assert [one["id"] for one in second["kurang"]] == [dated]
    assert [event.jenis for event in riwayat(arsip.engine, BerkasId(dated))][-1] == "kekurangan.ditolak.v1"
    assert [event.jenis for event in riwayat(arsip.engine, BerkasId(signed))] == [
        "kekurangan.tercatat.v1",
        "kekurangan.dinyatakan_lengkap.v1",
        "kekurangan.diverifikasi.v1",
    ]
    third = (await emr.lapor(lengkap())).json()
    assert (third["putusan"], third["kurang"], third["keadaan"]) == ("lengkap", [], "disimpan")
    satu_cerita(arsip.engine)


@SATU_BASIS
async def test_a_form_that_is_not_named_is_missing_and_one_that_does_not_apply_any_more_is_struck_off(emr: Emr) -> None:
    first = (await emr.lapor(lengkap(), syarat=["dioperasi"], penanggung_jawab=KEPALA.id)).json()
    assert [(one["butir"], one["penanggung_jawab"]) for one in first["kurang"]] == [
        ("persetujuan_tindakan.ada", KEPALA.id)
    ]
    gap = first["kurang"][0]["id"]
    assert (await emr.lapor(lengkap())).json()["putusan"] == "lengkap"
    with emr.web.arsip.engine.connect() as connection:
        k = t.kekurangan.c
        assert connection.execute(select(k.keadaan, k.sebab).where(k.id == gap)).one() == (
            "dihapuskan",
            "tidak_diperlukan",
        )


@SATU_BASIS
async def test_what_another_visit_lacks_keeps_the_record_incomplete(emr: Emr) -> None:
    first = (await emr.lapor([])).json()
    assert len(first["kurang"]) == 3
    emr.web.arsip.jam.maju(days=1)
    emr.kunjungan = await emr.dilayani()
    second = (await emr.lapor(lengkap())).json()
    assert second["putusan"] == "tidak_lengkap"
    assert [one["id"] for one in second["kurang"]] == [one["id"] for one in first["kurang"]]


@SATU_BASIS
async def test_each_thing_that_is_wrong_is_named_and_nothing_was_done(emr: Emr) -> None:
    before = len(baris(emr.web.arsip.engine))

    async def salah(*isi: Any, **lain: Any) -> tuple[int, str, str | None]:
        answer = await emr.lapor(isi[0] if isi else lengkap(), **lain)
        said = answer.json()
        return answer.status_code, said["kode"], said.get("field")

    assert await salah([{"kode": "resep"}]) == (422, "formulir_tidak_dikenal", "formulir.0.kode")
    assert await salah([{"kode": "identitas"}] * 2) == (422, "formulir_dua_kali", "formulir.1.kode")
    assert await salah([{"kode": "identitas", "cap": True}]) == (422, "isian_tidak_sah", "formulir.0.cap")
    assert await salah(syarat=["hamil"]) == (422, "syarat_tidak_dikenal", "syarat.0")
    assert await salah(kunjungan=baru()) == (404, "kunjungan_tidak_dikenal", "kunjungan")
    assert await salah(versi_daftar=9) == (409, "daftar_usang", "versi_daftar")
    assert await salah(berkas="999999") == (404, "berkas_tidak_dikenal", "berkas")
    assert await salah(command_id="x") == (422, "isian_tidak_sah", "command_id")
    open_ = await emr.klinik.terdaftar(await emr.klinik.pasien())
    assert await salah(kunjungan=open_.id, berkas=emr.berkas) == (409, "kunjungan_belum_selesai", "kunjungan")
    paper = await emr.web.arsip.daftar()
    assert await salah(berkas=paper) == (409, "bukan_elektronik", "berkas")
    emr.headers = emr.web.sebagai(emr.web.perangkat(Peran.PEREKAM_MEDIS, cakupan=[Cakupan.PERINTAH]))
    assert (await salah())[:2] == (403, "cakupan_kurang")
    emr.headers = emr.web.sebagai(emr.web.perangkat(Peran.DOKTER))
    assert (await salah())[:2] == (403, "peran_tidak_boleh")
    told = {line["jenis"] for line in baris(emr.web.arsip.engine)[before:]}
    assert told.isdisjoint({"berkas.dirakit.v1", "kekurangan.tercatat.v1"})


async def test_the_same_call_twice_at_once_is_one_verdict(emr: Emr) -> None:
    sent = {"command_id": baru()}
    answers = await asyncio.gather(*(emr.lapor([], **sent) for _ in range(2)))
    assert {answer.status_code for answer in answers} == {200}
    told = [line["jenis"] for line in baris(emr.web.arsip.engine)]
    assert told.count("berkas.tidak_lengkap.v1") == 1
    assert told.count("kekurangan.tercatat.v1") == 3
    satu_cerita(emr.web.arsip.engine)


async def test_a_key_that_was_used_stands_for_what_was_said_then_and_for_nothing_else(emr: Emr) -> None:
    """A repeated key with other content used to get the first call's answer: the second call was lost unseen."""
    sent = {"command_id": baru()}
    first = (await emr.lapor([], **sent)).json()
    lines = len(baris(emr.web.arsip.engine))
    other = await emr.lapor(lengkap(), **sent)
    assert (other.status_code, other.json()["kode"], other.json()["field"]) == (
        409,
        "perintah_id_terpakai",
        "command_id",
    )
    assert len(baris(emr.web.arsip.engine)) == lines
    done = await emr.lapor(lengkap())  # under a key of its own it is heard
    assert done.json()["putusan"] == "lengkap"
    assert (await emr.lapor([], **sent)).json() == first | {"diulang": True}  # as it was then, gaps and all
    emr.headers = emr.web.sebagai(emr.web.perangkat(Peran.PEREKAM_MEDIS, cakupan=[Cakupan.ELEKTRONIK]))
    assert (await emr.lapor([], **sent)).json()["kode"] == "perintah_id_terpakai"


@SATU_BASIS
async def test_of_two_calls_at_once_under_one_key_one_is_refused_and_what_was_said_by_the_other_stands(
    emr: Emr,
) -> None:
    sent = {"command_id": baru()}
    answers = await asyncio.gather(emr.lapor([], **sent), emr.lapor(lengkap(), **sent))
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    told = [line["jenis"] for line in baris(emr.web.arsip.engine)]
    assert (told.count("berkas.tidak_lengkap.v1"), told.count("kekurangan.tercatat.v1")) in {(1, 3), (0, 0)}


def test_what_the_checklist_no_longer_asks_of_a_form_is_struck_off_and_not_called_completed() -> None:
    """The EMR said nothing of it: a gap about it was neither completed nor found to be."""
    aturan, kunjungan = kebijakan().kelengkapan, baru()
    found = [
        Kekurangan(baru(), KeadaanKekurangan.TERBUKA, 1, kunjungan=kunjungan, butir=butir)
        for butir in ("catatan_rawat_jalan.terbaca", "catatan_rawat_jalan.tanggal")
    ]
    whole = {kode: frozenset(Unsur) for kode in aturan.formulir}
    said = Lapor(baru(), kunjungan, JenisKunjungan.RAWAT_JALAN, frozenset(), whole, {}, None)
    berkas = Berkas(BerkasId(baru()), keadaan=Keadaan.TIDAK_LENGKAP, pembawa=Pembawa.ELEKTRONIK)
    asked = {one.subjek: type(one) for one in rencana(berkas, found, said, aturan, PERMED).awal}
    assert (asked[found[0].id], asked[found[1].id]) == (kurang.Hapuskan, kurang.Verifikasi)


@SATU_BASIS
async def test_by_rule_a_machine_never_judges_paper(emr: Emr) -> None:
    paper = await emr.web.arsip.daftar()
    await emr.web.arsip.minta(ask.Ambil, paper, tujuan="UMUM")
    await emr.web.arsip.minta(ask.TerimaKembali, paper, cara_kembali="diantar")
    refused = await emr.web.arsip.minta(ask.Rakit, paper, mesin(PERMED))
    assert not isinstance(refused, Accepted)
    assert refused.kode == "diperiksa_orang"
