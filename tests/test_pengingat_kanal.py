"""The ways out of the application, over real servers: kind ones, slow ones, and ones that say no."""

import asyncio
import hmac
import json
import sys
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson
import pytest
import structlog
from pydantic import ValidationError
from sqlalchemy import Engine, select, update

from engine import tables as t
from engine.database import writing
from engine.pengingat.tahap import Tahap
from engine.policy import kebijakan, pakai
from engine.settings import Settings
from tests.gerbang import server_gerbang, server_surel
from tests.kit import DOKTER, Jam
from tests.pengingat_kit import MULAI, kiriman, kontak, kotak, kurang
from tests.siaran import sampai
from workers.notices import Notices


@pytest.fixture
def url(tmp_path: Path) -> str:
    """SQLite: what is sent does not depend on the database."""
    return f"sqlite:///{tmp_path / 'jejak.db'}"


KUNCI = "kunci-rahasia-untuk-uji"
CEPAT = """
waktu_kirim:
  batas: PT0.2S
  sumber: uji
  yakin: RENDAH
  arti: Cepat.
"""


@pytest.fixture
def jam() -> Jam:
    return Jam(MULAI + timedelta(hours=1))


@pytest.fixture
def terburu(tmp_path: Path) -> Iterator[None]:
    """A facility that waits a fifth of a second for a server."""
    folder = tmp_path / "kebijakan"
    folder.mkdir()
    (folder / "pengingat.yaml").write_text(CEPAT, encoding="utf-8")
    pakai(folder)
    yield
    pakai(None)


def pekerja(engine: Engine, jam: Jam, folder: Path, **setelan: Any) -> Notices:
    """A worker with these settings."""
    isi: dict[str, Any] = {
        "data_dir": folder,
        "alamat_luar": "https://jejak.rs.example",
        "surel_dari": "jejak@rs.example",
    }
    return Notices(engine, Settings(**(isi | setelan)), now=jam)


def lewat_gerbang(gerbang: Any, **lain: Any) -> dict[str, Any]:
    """The settings of a gateway on loopback, which is listed."""
    return {
        "webhook_url": gerbang.url,
        "webhook_kunci": KUNCI,
        "webhook_boleh": "127.0.0.1",
    } | lain


# ── e-mail ──────────────────────────────────────────────────────────────────────────────────────────


async def test_a_mail_says_how_many_and_where_to_open_them_under_a_key_of_its_own(
    engine: Engine, jam: Jam, tmp_path: Path
) -> None:
    kontak(engine, surel="dr@rs.example", kanal=["surel"])
    kurang(engine)
    kurang(engine, tempo=MULAI)
    async with server_surel() as box:
        worker = pekerja(engine, jam, tmp_path, smtp_url=box.url)
        await worker.susun()
        assert await worker.kirimkan("surel") == 1
        assert await worker.kirimkan("surel") == 0
    (mail,), (row,) = box.surat, kiriman(engine)
    assert (box.kepada, mail["Subject"]) == (["dr@rs.example"], "Jejak: 2 berkas belum lengkap, 1 lewat batas.")
    assert (mail["Message-ID"], mail["Auto-Submitted"]) == (f"<{row.id}@rs.example>", "auto-generated")
    body = mail.get_payload(decode=True)
    assert isinstance(body, bytes)
    said = body.decode()
    assert "2 berkas belum lengkap, 1 lewat batas.\r\n\r\nBuka: https://jejak.rs.example/t/" in said
    assert row.keadaan == Tahap.TERKIRIM


@pytest.mark.parametrize(
    ("jawaban", "tahap", "galat"),
    [
        ("450 greylisted", Tahap.MENUNGGU, "smtp_450"),
        ("451 try again", Tahap.MENUNGGU, "smtp_451"),
        ("550 no such user", Tahap.MATI, "smtp_550"),
        ("535 who are you", Tahap.MENUNGGU, "smtp_535"),
    ],
)
async def test_a_server_that_refuses_or_greylists_is_asked_again_or_not_as_it_says(  # noqa: PLR0913, PLR0917 - a case
    engine: Engine, jam: Jam, tmp_path: Path, jawaban: str, tahap: Tahap, galat: str
) -> None:
    kontak(engine, surel="dr@rs.example", kanal=["surel"])
    kurang(engine)
    async with server_surel() as box:
        box.jawaban = [jawaban]
        worker = pekerja(engine, jam, tmp_path, smtp_url=box.url)
        await worker.susun()
        await worker.kirimkan("surel")
        (row,) = kiriman(engine)
        assert (row.keadaan, row.galat, box.surat) == (tahap, galat, [])
        jam.maju(minutes=5)
        await worker.kirimkan("surel")
    assert len(box.surat) == (tahap is Tahap.MENUNGGU)


async def test_a_mail_that_was_to_go_encrypted_is_not_sent_in_the_clear(
    engine: Engine, jam: Jam, tmp_path: Path
) -> None:
    kontak(engine, surel="dr@rs.example", kanal=["surel"])
    kurang(engine)
    async with server_surel() as box:
        worker = pekerja(engine, jam, tmp_path, smtp_url=f"smtp://nama:sandi@127.0.0.1:{box.port}")
        await worker.susun()
        await worker.kirimkan("surel")
    (row,) = kiriman(engine)
    assert (box.surat, row.keadaan, row.galat) == ([], Tahap.MENUNGGU, "tls_tidak_ditawarkan")


@pytest.mark.usefixtures("terburu")
async def test_a_server_that_hangs_holds_up_nobody_else_and_is_tried_again(
    engine: Engine, jam: Jam, tmp_path: Path
) -> None:
    kontak(engine, surel="dr@rs.example", telepon="0811", kanal=["surel", "webhook"])
    kurang(engine)
    async with server_surel() as box, server_gerbang() as gerbang:
        box.diam = asyncio.Event()
        worker = pekerja(engine, jam, tmp_path, smtp_url=box.url, **lewat_gerbang(gerbang))
        task = asyncio.create_task(worker.run())
        await sampai(lambda: len(gerbang.diterima) == 1, "the webhook")
        await sampai(lambda: {row.galat for row in kiriman(engine)} == {None, "tidak_menjawab"}, "the mail's timeout")
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    assert len(kotak(engine)) == 1
    assert {row.kanal: row.keadaan for row in kiriman(engine)} == {
        "surel": Tahap.MENUNGGU,
        "webhook": Tahap.TERKIRIM,
    }


async def test_a_server_that_is_not_there_is_tried_again(engine: Engine, jam: Jam, tmp_path: Path) -> None:
    kontak(engine, surel="dr@rs.example", telepon="0811", kanal=["surel", "webhook"])
    kurang(engine)
    async with server_surel() as box, server_gerbang() as gerbang:
        setelan = {"smtp_url": box.url, **lewat_gerbang(gerbang)}
    worker = pekerja(engine, jam, tmp_path, **setelan)
    await worker.susun()
    for way in ("surel", "webhook"):
        await worker.kirimkan(way)
    assert [row.keadaan for row in kiriman(engine)] == [Tahap.MENUNGGU] * 2
    assert {row.galat for row in kiriman(engine)} <= {"tidak_tersambung", "smtp_connecterror"}


# ── webhook ─────────────────────────────────────────────────────────────────────────────────────────


async def test_a_post_is_signed_with_its_time_and_bears_the_key_of_its_delivery(
    engine: Engine, jam: Jam, tmp_path: Path
) -> None:
    kontak(engine, telepon="081234567", kanal=["webhook"])
    kurang(engine)
    async with server_gerbang([b"HTTP/1.1 500 Oops\r\n\r\n"]) as gerbang:
        worker = pekerja(engine, jam, tmp_path, **lewat_gerbang(gerbang))
        await worker.susun()
        for _ in range(2):
            await worker.kirimkan("webhook")
            jam.maju(minutes=2)
    (head, body), (again, _) = gerbang.diterima
    (row,) = kiriman(engine)
    assert (head[":"], head["idempotency-key"]) == ("POST /masuk?ruang=1 HTTP/1.1", row.id)
    assert again["idempotency-key"] == row.id
    stamp, _, sign = head["jejak-tanda"].removeprefix("t=").partition(",v1=")
    assert sign == hmac.new(KUNCI.encode(), stamp.encode() + b"." + body, sha256).hexdigest()
    said = json.loads(body)
    assert (said["kalimat"], said["telepon"], said["isi"]) == (
        "1 berkas belum lengkap.",
        "081234567",
        [["kekurangan", "sendiri", 1, 0, 1, 1]],
    )
    assert (row.keadaan, row.kali) == (Tahap.TERKIRIM, 2)


@pytest.mark.parametrize(
    ("jawaban", "tahap", "galat"),
    [
        (b"HTTP/1.1 500 Internal\r\n\r\n", Tahap.MENUNGGU, "http_500"),
        (b"HTTP/1.1 429 Slow down\r\n\r\n", Tahap.MENUNGGU, "http_429"),
        (b"HTTP/1.1 404 No\r\n\r\n", Tahap.MATI, "http_404"),
        (b"HTTP/1.1 302 There\r\nLocation: http://127.0.0.1:1/\r\n\r\n", Tahap.MATI, "webhook_dialihkan"),
        (b"SSH-2.0-other\r\n", Tahap.MENUNGGU, "webhook_jawaban"),
        (b"x" * 5000, Tahap.MENUNGGU, "webhook_jawaban"),
        (b"", Tahap.MENUNGGU, "webhook_jawaban"),
    ],
)
async def test_what_a_gateway_answers_is_what_becomes_of_the_delivery(  # noqa: PLR0913, PLR0917 - a case
    engine: Engine, jam: Jam, tmp_path: Path, jawaban: bytes, tahap: Tahap, galat: str
) -> None:
    kontak(engine, telepon="0811", kanal=["webhook"])
    kurang(engine)
    async with server_gerbang([jawaban]) as gerbang:
        worker = pekerja(engine, jam, tmp_path, **lewat_gerbang(gerbang))
        await worker.susun()
        await worker.kirimkan("webhook")
    (row,) = kiriman(engine)
    assert (row.keadaan, row.galat, len(gerbang.diterima)) == (tahap, galat, 1)


@pytest.mark.usefixtures("terburu")
async def test_a_slow_gateway_is_given_up_on_and_tried_again(engine: Engine, jam: Jam, tmp_path: Path) -> None:
    kontak(engine, telepon="0811", kanal=["webhook"])
    kurang(engine)
    async with server_gerbang() as gerbang:
        gerbang.diam = asyncio.Event()
        worker = pekerja(engine, jam, tmp_path, **lewat_gerbang(gerbang))
        await worker.susun()
        await worker.kirimkan("webhook")
    (row,) = kiriman(engine)
    assert (row.keadaan, row.galat) == (Tahap.MENUNGGU, "tidak_menjawab")


@pytest.mark.parametrize(
    ("setelan", "galat"),
    [
        ({"webhook_boleh": "gerbang.rs.example"}, "webhook_host_ditolak"),
        ({"webhook_boleh": ""}, "webhook_host_ditolak"),
        ({"webhook_url": "http://localhost:{port}/", "webhook_boleh": "localhost"}, "webhook_alamat_dalam"),
        ({"webhook_url": "ftp://127.0.0.1/"}, "webhook_alamat"),
        ({"webhook_kunci": "pendek"}, "webhook_kunci_pendek"),
    ],
)
async def test_a_host_that_is_not_listed_or_lies_within_is_never_spoken_to(
    engine: Engine, jam: Jam, tmp_path: Path, setelan: dict[str, str], galat: str
) -> None:
    kontak(engine, telepon="0811", kanal=["webhook"])
    kurang(engine)
    async with server_gerbang() as gerbang:
        filled = {name: value.replace("{port}", str(gerbang.port)) for name, value in setelan.items()}
        worker = pekerja(engine, jam, tmp_path, **lewat_gerbang(gerbang, **filled))
        await worker.susun()
        await worker.kirimkan("webhook")
    assert (kiriman(engine)[0].galat, kiriman(engine)[0].keadaan, gerbang.diterima) == (galat, Tahap.MATI, [])


async def test_an_inner_name_is_spoken_to_where_its_network_is_listed(engine: Engine, jam: Jam, tmp_path: Path) -> None:
    kontak(engine, telepon="0811", kanal=["webhook"])
    kurang(engine)
    async with server_gerbang() as gerbang:
        url, listed = f"http://localhost:{gerbang.port}/", "localhost, 127.0.0.0/8"
        setelan = lewat_gerbang(gerbang, webhook_url=url, webhook_boleh=listed)
        worker = pekerja(engine, jam, tmp_path, **setelan)
        await worker.susun()
        assert await worker.kirimkan("webhook") == 1


# ── apprise ─────────────────────────────────────────────────────────────────────────────────────────

HIDUP = """
kanal:
  apprise:
    pilihan: hidup
    sumber: uji
    yakin: RENDAH
    arti: Dipakai.
"""


@pytest.fixture
def dengan_apprise(tmp_path: Path) -> Iterator[None]:
    """A facility that uses apprise."""
    folder = tmp_path / "kebijakan"
    folder.mkdir()
    (folder / "pengingat.yaml").write_text(HIDUP, encoding="utf-8")
    pakai(folder)
    yield
    pakai(None)


@pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")  # one of apprise's many plugins
@pytest.mark.usefixtures("dengan_apprise")
async def test_apprise_carries_a_notice_to_the_persons_own_number(engine: Engine, jam: Jam, tmp_path: Path) -> None:
    kontak(engine, telepon="081234567", kanal=["apprise"])
    kurang(engine)
    async with server_gerbang([b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"]) as gerbang:
        worker = pekerja(engine, jam, tmp_path, apprise_url=f"json://127.0.0.1:{gerbang.port}/{{telepon}}")
        await worker.susun()
        assert await worker.kirimkan("apprise") == 1
    (head, body) = gerbang.diterima[0]
    assert head[":"].startswith("POST /081234567")
    assert json.loads(body)["message"].startswith("1 berkas belum lengkap. Buka: https://jejak.rs.example/t/")


@pytest.mark.usefixtures("dengan_apprise")
async def test_apprise_that_is_not_installed_is_said_in_a_word_and_parked(
    engine: Engine, jam: Jam, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "apprise", None)
    kontak(engine, telepon="081234567", kanal=["apprise"])
    kurang(engine)
    worker = pekerja(engine, jam, tmp_path, apprise_url="json://127.0.0.1/{telepon}")
    await worker.susun()
    await worker.kirimkan("apprise")
    assert (kiriman(engine)[0].keadaan, kiriman(engine)[0].galat) == (Tahap.MATI, "apprise_tidak_terpasang")


async def test_a_way_out_that_policy_turned_off_is_not_used(engine: Engine, jam: Jam, tmp_path: Path) -> None:
    assert "apprise" not in kebijakan().pengingat.kanal.hidup()
    kontak(engine, telepon="081234567", kanal=["apprise"])
    kurang(engine)
    await pekerja(engine, jam, tmp_path, apprise_url="json://127.0.0.1/").susun()
    assert (len(kotak(engine)), kiriman(engine)) == (1, [])


# ── nobody's secrets ────────────────────────────────────────────────────────────────────────────────

KENARI = {"NAMA": "Kenari Tanaman Rekaan", "NIK": "3299001122334455", "RM": "KENARI-77-88", "ICD": "Z99.KENARI"}


async def test_no_patients_name_number_or_diagnosis_leaves_by_mail_webhook_or_log(
    engine: Engine, jam: Jam, tmp_path: Path
) -> None:
    kontak(engine, surel="dr@rs.example", telepon="081234567", kanal=["surel", "webhook"])
    gap = kurang(engine, butir="resume_medis.terisi")
    with writing(engine).begin() as connection:
        connection.execute(update(t.petugas).where(t.petugas.c.id == DOKTER.id).values(nama=KENARI["NAMA"]))
        berkas = connection.execute(select(t.kekurangan.c.berkas).where(t.kekurangan.c.id == gap)).scalar_one()
        connection.execute(update(t.kekurangan).values(sebab=KENARI["ICD"], kunjungan=KENARI["NIK"]))
        connection.execute(update(t.kekurangan).values(berkas=KENARI["RM"]))
    told: list[str] = []
    structlog.configure(processors=[lambda _logger, _name, event: told.append(repr(event)) or repr(event)])  # type: ignore[func-returns-value]
    async with server_surel() as box, server_gerbang([b"HTTP/1.1 500 x\r\n\r\n"]) as gerbang:
        box.jawaban = [f"550 {KENARI['NAMA']} dr@rs.example unknown"]
        worker = pekerja(engine, jam, tmp_path, smtp_url=box.url, **lewat_gerbang(gerbang))
        await worker.susun()
        for way in ("surel", "webhook"):
            await worker.kirimkan(way)
        with writing(engine).begin() as connection:
            connection.execute(update(t.kiriman).values(keadaan=Tahap.MENUNGGU, berikut=jam.saat))
        for way in ("surel", "webhook"):
            await worker.kirimkan(way)
    out = [*box.mentah, *(body + orjson.dumps(head) for head, body in gerbang.diterima), "\n".join(told).encode()]
    assert (len(box.mentah), len(gerbang.diterima), bool(told)) == (1, 2, True)
    for planted in (*KENARI.values(), gap, berkas, "resume_medis"):
        assert not [one for one in out if planted.encode() in one], planted
    assert "dr@rs.example" not in out[-1].decode()
    assert "081234567" not in out[-1].decode()


@pytest.mark.parametrize(
    "setelan",
    [
        {"smtp_url": "http://sandi-rahasia@x"},
        {"smtp_url": "smtp+terbuka://nama:sandi-rahasia@x"},
        {"smtp_url": "x"},
        {"alamat_luar": "jejak.rs/sandi-rahasia"},
    ],
)
def test_a_wrong_setting_is_named_and_its_secret_is_not(setelan: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as caught:
        Settings(**setelan)
    error = caught.value.errors(include_url=False, include_input=False)[0]
    assert error["loc"] == (*setelan,)
    assert "sandi-rahasia" not in str(error["msg"])
