"""A referral for others: to SISRUTE at least once and only to hosts that were named; as FHIR, valid in every state."""

import asyncio
import base64
import hmac
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import md5, sha256
from pathlib import Path
from typing import Any

import orjson
import pytest
from fhir.resources.R4B.bundle import Bundle

from engine.execute import Accepted
from engine.pengingat.tahap import Tahap
from engine.policy import kebijakan
from engine.rujukan_luar import antrean, fhir, sisrute
from engine.rujukan_luar.antrean import Kiriman
from engine.rujukan_luar.bahan import Bahan, bahan
from engine.settings import Settings
from schemas.commands import rujukan as ask
from schemas.names import AlasanBatalRujukan, KeadaanRujukan
from tests.kit import Arsip
from tests.klinik import Klinik, klinik_baru
from tests.rujukan_kit import IDENTITAS, SURAT
from tests.tempat_kit import bergabung, masuk, susun, terima
from workers.sisrute import Jawaban, PengirimSisrute, arti, dari_setelan

pytestmark = pytest.mark.parametrize("url", ["sqlite"], indirect=True)
CONS, SANDI = "3201015", "rahasia-sisrute"
BAIK: dict[str, Any] = {"status": "200", "detail": "ok", "data": {"RUJUKAN": {"NOMOR": "RJ/77"}}}


@dataclass(slots=True)
class Palsu:
    """A SISRUTE of our own: takes what it is told, answers as it is told to."""

    port: int = 0
    jawaban: list[tuple[int, Any]] = field(default_factory=list)
    diterima: list[tuple[str, dict[str, str], dict[str, Any]]] = field(default_factory=list)

    async def layani(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        lines = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        head = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines[1:] if line)}
        body = await reader.readexactly(int(head["content-length"]))
        self.diterima.append((lines[0], head, orjson.loads(body)))
        status, told = self.jawaban.pop(0) if self.jawaban else (200, BAIK)
        if status:
            text = orjson.dumps(told)
            writer.write(
                b"HTTP/1.1 %d X\r\nContent-Length: %d\r\nConnection: close\r\n\r\n" % (status, len(text)) + text
            )
            await writer.drain()
        writer.close()


@asynccontextmanager
async def server(*jawaban: tuple[int, Any]) -> AsyncIterator[Palsu]:
    made = Palsu(jawaban=[*jawaban])
    running = await asyncio.start_server(made.layani, "127.0.0.1", 0)
    made.port = running.sockets[0].getsockname()[1]
    async with running:
        yield made


def pengirim(arsip: Arsip, folder: Path, palsu: Palsu, **setelan: str) -> PengirimSisrute:
    isi = {
        "data_dir": folder,
        "sisrute_url": f"http://127.0.0.1:{palsu.port}/v2",
        "sisrute_cons_id": CONS,
        "sisrute_sandi": SANDI,
        "sisrute_boleh": "127.0.0.1",
    } | setelan
    return PengirimSisrute(arsip.engine, Settings(**isi), now=arsip.jam)  # type: ignore[arg-type]


@pytest.fixture
async def dikirim(arsip: Arsip) -> str:
    """A referral that was sent."""
    bergabung(arsip.engine)
    klinik: Klinik = klinik_baru(arsip)
    id_ = await susun(arsip, await klinik.pasien(), kelas=None, layanan="rawat_jalan")
    assert isinstance(await arsip.minta(ask.Kirim, id_), Accepted)
    return id_


def baris(arsip: Arsip) -> list[Kiriman]:
    with arsip.engine.connect() as connection:
        return antrean.daftar(connection)


def isi(arsip: Arsip, id_: str) -> Bahan:
    with arsip.engine.connect() as connection:
        found = bahan(connection, id_)
    assert found is not None
    return found


async def test_a_referral_is_told_in_the_shape_sisrute_has_and_its_number_is_kept(
    arsip: Arsip, dikirim: str, tmp_path: Path
) -> None:
    async with server() as palsu:
        worker = pengirim(arsip, tmp_path, palsu)
        assert [await worker.langkah() for _ in range(3)] == [1, 0, 0], "once"
        assert isinstance(
            await arsip.minta(ask.Batalkan, dikirim, alasan_batal=AlasanBatalRujukan.KEADAAN_MEMBAIK), Accepted
        )
        assert await worker.langkah() == 1
    (made, head, told), (gone, _, cancelled) = palsu.diterima
    assert (made, gone) == ("POST /v2/rujukan HTTP/1.1", "PUT /v2/rujukan/batal/RJ%2F77 HTTP/1.1")
    assert {name: " ".join(part) for name, part in told.items()} == {
        "PASIEN": "NORM NIK NO_KARTU_JKN NAMA JENIS_KELAMIN TANGGAL_LAHIR TEMPAT_LAHIR ALAMAT KONTAK",
        "RUJUKAN": "JENIS_RUJUKAN TANGGAL FASKES_TUJUAN ALASAN ALASAN_LAINNYA DIAGNOSA DOKTER PETUGAS",
        "KONDISI_UMUM": "ANAMNESIS_DAN_PEMERIKSAAN_FISIK KESADARAN TEKANAN_DARAH FREKUENSI_NADI SUHU PERNAPASAN "
        "KEADAAN_UMUM NYERI ALERGI",
        "PENUNJANG": "LABORATORIUM RADIOLOGI TERAPI_ATAU_TINDAKAN",
    }
    assert told["RUJUKAN"]["TANGGAL"] == "2026-03-02 08:00:00"
    assert (told["RUJUKAN"]["DIAGNOSA"], told["KONDISI_UMUM"]["KESADARAN"]) == (SURAT.kode_diagnosis, "1")
    assert list(cancelled) == ["PETUGAS"]
    key = md5(SANDI.encode(), usedforsecurity=False).hexdigest().encode()
    word = f"{CONS}&{head['x-timestamp']}".encode()
    assert head["x-signature"] == base64.b64encode(hmac.new(key, word, sha256).digest()).decode()
    assert (head["x-cons-id"], head["idempotency-key"]) == (CONS, f"{dikirim}/buat")
    assert {(one.langkah.value, one.keadaan, one.nomor) for one in baris(arsip)} == {
        ("buat", Tahap.TERKIRIM, "RJ/77"),
        ("batal", Tahap.TERKIRIM, "RJ/77"),
    }


async def test_a_lost_answer_is_asked_again_under_the_same_key_until_the_tries_are_over(
    arsip: Arsip, dikirim: str, tmp_path: Path
) -> None:
    async with server((0, None), (503, {}), (200, {"status": 422, "detail": "NIK 3201"})) as palsu:
        worker = pengirim(arsip, tmp_path, palsu)
        seen = []
        for _ in range(3):
            await worker.langkah()
            (row,) = baris(arsip)
            seen.append((row.keadaan, row.galat))
            arsip.jam.maju(minutes=6)
        assert seen == [
            (Tahap.MENUNGGU, "sisrute_jawaban"),
            (Tahap.MENUNGGU, "http_503"),
            (Tahap.MATI, "sisrute_422"),
        ], "what it says of the patient is not kept"
        assert await worker.langkah() == 0
        with arsip.engine.begin() as connection:
            assert antrean.coba_lagi(connection, arsip.jam.saat) == 1
        assert await worker.langkah() == 1
    assert {head["idempotency-key"] for _, head, _ in palsu.diterima} == {f"{dikirim}/buat"}
    assert baris(arsip)[0].nomor == "RJ/77"


async def test_a_worker_that_died_after_posting_posts_again_and_one_called_off_before_is_never_told(
    arsip: Arsip, dikirim: str, tmp_path: Path
) -> None:
    with arsip.engine.begin() as connection:
        antrean.susun(connection, arsip.jam.saat)
        taken = antrean.ambil(connection, dikirim, antrean.Langkah.BUAT, arsip.jam.saat, timedelta(minutes=2))
        assert taken is not None
    async with server() as palsu:
        worker = pengirim(arsip, tmp_path, palsu)
        assert await worker.langkah() == 0, "somebody has it"
        arsip.jam.maju(minutes=2)
        assert isinstance(
            await arsip.minta(ask.Batalkan, dikirim, alasan_batal=AlasanBatalRujukan.SALAH_TUJUAN), Accepted
        )
        assert await worker.langkah() == 0
    assert (baris(arsip)[0].keadaan, palsu.diterima) == (Tahap.GUGUR, [])


@pytest.mark.parametrize(
    ("setelan", "galat"),
    [
        ({"sisrute_boleh": "api.sisrute.example"}, "sisrute_host_ditolak"),
        ({"sisrute_url": "http://localhost:{port}", "sisrute_boleh": "localhost"}, "sisrute_alamat_dalam"),
        ({"sisrute_url": "file:///etc/passwd"}, "sisrute_alamat"),
        ({"sisrute_cons_id": ""}, "sisrute_kunci"),
    ],
)
@pytest.mark.usefixtures("dikirim")
async def test_a_host_that_was_not_named_or_lies_within_is_never_spoken_to(
    arsip: Arsip, tmp_path: Path, setelan: dict[str, str], galat: str
) -> None:
    async with server() as palsu:
        filled = {name: value.replace("{port}", str(palsu.port)) for name, value in setelan.items()}
        await pengirim(arsip, tmp_path, palsu, **filled).langkah()
    assert (baris(arsip)[0].galat, baris(arsip)[0].keadaan, palsu.diterima) == (galat, Tahap.MATI, [])


@pytest.mark.usefixtures("dikirim")
async def test_off_means_off(arsip: Arsip, tmp_path: Path) -> None:
    assert dari_setelan(arsip.engine, Settings(data_dir=tmp_path)) is None
    assert baris(arsip) == []


@pytest.mark.usefixtures("url")
def test_a_redirect_is_an_answer_and_an_answer_that_says_no_is_a_no() -> None:
    assert arti(302, b"").gagal == ("sisrute_dialihkan", True)
    assert arti(200, b"<html>").gagal == ("sisrute_jawaban", False)
    assert arti(200, orjson.dumps({"status": 500})).gagal == ("sisrute_500", False)
    assert arti(200, orjson.dumps(BAIK)) == Jawaban(nomor="RJ/77")


# ── FHIR ────────────────────────────────────────────────────────────────────────────────────────────


async def test_the_bundle_is_valid_in_every_state_and_leads_nowhere_outside_itself(arsip: Arsip, dikirim: str) -> None:
    found = isi(arsip, dikirim)
    assert "PASIEN" not in repr(found)
    for state in KeadaanRujukan:
        if state in {KeadaanRujukan.BARU, KeadaanRujukan.DISUSUN}:
            continue
        made = fhir.bundel(found._replace(rujukan=found.rujukan._replace(keadaan=state)))
        Bundle.model_validate(made)
        here = {one["fullUrl"] for one in made["entry"]}
        assert len(here) == len(made["entry"])
        assert _acuan(made) <= here, "every reference is to something in it"
    kinds = [one["resource"]["resourceType"] for one in made["entry"]]
    assert sorted(set(kinds)) == sorted(
        ["Patient", "Organization", "Practitioner", "Condition", "ServiceRequest", "Task"]
    )
    assert fhir.bundel(found) == fhir.bundel(isi(arsip, dikirim)), "the same, however often it is asked for"


def _acuan(part: Any) -> set[str]:
    if isinstance(part, dict):
        own = {part["reference"]} if "reference" in part else set()
        return own.union(*(_acuan(one) for one in part.values()))
    return set().union(*(_acuan(one) for one in part)) if isinstance(part, list) else set()


async def test_what_came_in_is_a_bundle_too_and_a_draft_is_none(arsip: Arsip) -> None:
    klinik: Klinik = klinik_baru(arsip)
    bergabung(arsip.engine)
    draft = await susun(arsip, await klinik.pasien())
    with arsip.engine.connect() as connection:
        assert bahan(connection, draft) is None
    id_ = await masuk(arsip, darurat=True)
    assert isinstance(await terima(arsip, id_, kelas=None), Accepted)
    made = fhir.bundel(isi(arsip, id_))
    Bundle.model_validate(made)
    task = next(one["resource"] for one in made["entry"] if one["resource"]["resourceType"] == "Task")
    patient = next(one["resource"] for one in made["entry"] if one["resource"]["resourceType"] == "Patient")
    assert (task["status"], task["priority"]) == ("accepted", "stat")
    assert patient["name"][0]["text"] == IDENTITAS.nama
    shape = sisrute.bentuk(isi(arsip, id_), kebijakan().rujukan.sisrute)
    assert shape["RUJUKAN"]["JENIS_RUJUKAN"] == "2"
