"""Poison: what no client of ours would send, on every door and on the stream. The rest must go on being served."""

import http.client
import json
import uuid
from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import Any, Final
from urllib.parse import urlsplit

from tests.torture import kawat
from tests.torture.gangguan.bohong import epoch_kini, pulih_utuh, tangan
from tests.torture.sistem import Sistem

SERATUS: Final = 100
DALAM: Final = 100_000
SATU_MB: Final = 1024 * 1024
DETIK: Final = 10.0


def isi_racun(sistem: Sistem, acak: Random) -> Iterator[tuple[str, bytes]]:
    """Bodies of commands, each wrong in its own way, with what is wrong about it."""
    berkas = acak.choice(sistem.isi["berkas"])["id"]
    baik: dict[str, Any] = {"command_id": _id(), "jenis": "berkas.ambil", "subjek": berkas, "data": {"tujuan": "UMUM"}}

    def ubah(**lain: Any) -> bytes:
        return json.dumps(baik | {"command_id": _id()} | lain).encode()

    yield "kosong", b""
    yield "bukan_json", b'{"command_id": '
    yield "bukan_utf8", b"\xff\xfe" * 50
    yield "nul", b"\0" * 200
    yield "larik", b"[]"
    yield "angka", b"7"
    yield "dalam", b"[" * DALAM + b"]" * DALAM
    yield "objek_dalam", b'{"data":' * 20_000 + b"1" + b"}" * 20_000
    yield "satu_mb", ubah(data={"tujuan": "U" * (SATU_MB - 1024)})[: SATU_MB - 600]
    yield "jenis_asing", ubah(jenis="berkas.terbang")
    yield "jenis_versi", ubah(jenis="berkas.ambil.v9")
    yield "jenis_bukan_teks", ubah(jenis=["berkas.ambil"])
    yield "id_bukan_uuid", ubah(command_id="../../etc/passwd")
    yield "id_angka", ubah(command_id=1)
    yield "subjek_objek", ubah(subjek={"$ne": None})
    yield "subjek_sql", ubah(subjek="' OR 1=1 --")
    yield "data_larik", ubah(data=[1, 2])
    yield "medan_asing", ubah(data={"tujuan": "UMUM", "nama_pasien": "x"})
    yield "tujuan_null", ubah(data={"tujuan": None})
    yield "tujuan_nul", ubah(data={"tujuan": "UM\0UM"})
    yield "surogat", ubah(data={"tujuan": "\ud800"})
    yield "waktu_asing", ubah(terjadi_pada="kemarin sore")
    yield "waktu_jauh", ubah(terjadi_pada="9999-12-31T23:59:59+00:00")
    yield "waktu_tanpa_zona", ubah(terjadi_pada="2026-01-01T00:00:00")
    yield "angka_besar", ubah(data={"tujuan": 10**400})
    yield "kembar", b'{"command_id":"%s","command_id":"%s"}' % (_id().encode(), _id().encode())
    yield "pelaku_sisipan", ubah(pelaku={"id": "admin", "peran": ["admin"]})


def lewat_nats(sistem: Sistem, acak: Random) -> dict[str, Any]:
    """On the command subject: each gets an answer that says no, with and without a token, and none is a 5xx."""
    subject = f"jejak.{sistem.fasyankes}.perintah"
    answers: dict[str, str] = {}
    with kawat.Kawat(str(sistem.nats_url), sistem.nats_token, detik=DETIK) as wire:
        for nama, body in isi_racun(sistem, acak):
            said = json.loads(wire.minta(subject, body, {"token": sistem.token}, detik=DETIK))
            answers[nama] = _tolak(nama, int(said.get("status", 200)), said)
        for nama, head in (
            ("tanpa_token", None),
            ("token_asing", {"token": "jejak_bukan"}),
            ("token_kosong", {"token": ""}),
        ):
            said = json.loads(wire.minta(subject, b"{}", head, detik=DETIK))
            answers[nama] = _tolak(nama, int(said.get("status", 200)), said)
    return {"jenis": "racun", "sasaran": "nats", "jawaban": dict(Counter(answers.values()))}


def lewat_http(sistem: Sistem, acak: Random) -> dict[str, Any]:
    """Over HTTP: the same, on every door that takes commands."""
    answers: dict[str, str] = {}
    for path in ("/api/v1/perintah", "/api/v1/perintah/banyak", "/api/v1/pindai"):
        for nama, body in isi_racun(sistem, acak):
            status, said = _post(sistem, path, body, sistem.token)
            answers[f"{path.rpartition('/')[2]}/{nama}"] = _tolak(nama, status, said)
        status, said = _post(sistem, path, b"{}", "bukan")
        answers[f"{path.rpartition('/')[2]}/token_asing"] = _tolak("token_asing", status, said)
    return {"jenis": "racun", "sasaran": "http", "jawaban": dict(Counter(answers.values()))}


def seratus_kali(sistem: Sistem, acak: Random) -> dict[str, Any]:
    """The same question a hundred times on both doors at once: the same answer a hundred times, whatever it was."""
    berkas = acak.choice(sistem.isi["berkas"])["id"]
    body = {"command_id": _id(), "jenis": "berkas.ambil", "subjek": berkas, "data": {"tujuan": "TIDAK-ADA"}}
    raw = json.dumps(body).encode()
    subject = f"jejak.{sistem.fasyankes}.perintah"
    said: set[str] = set()
    with kawat.Kawat(str(sistem.nats_url), sistem.nats_token, detik=DETIK) as wire:
        for _ in range(SERATUS):
            answer = json.loads(wire.minta(subject, raw, {"token": sistem.token}, detik=DETIK))
            said.add(str(answer.get("kode")))
            said.add(str(_post(sistem, "/api/v1/perintah", raw, sistem.token)[1].get("kode")))
    if len(said) != 1:
        raise AssertionError(f"one question, several answers: {sorted(said)}")
    return {"jenis": "racun", "sasaran": "nats+http", "jawaban": {"seratus_kali": said.pop()}}


def di_aliran(sistem: Sistem, acak: Random) -> dict[str, Any]:
    """On the stream: an event of a version nobody knows. It is no line of the ledger, so the stream is built again."""
    lama = epoch_kini(sistem)
    body = json.dumps(
        {
            "specversion": "1.0",
            "id": _id(),
            "source": f"/{sistem.fasyankes}",
            "type": "berkas.diambil.v99",
            "subject": acak.choice(sistem.isi["berkas"])["id"],
            "data": {"versi": 9, "asing": True},
        }
    ).encode()

    async def publish(js: Any, nama: str) -> None:
        await js.publish(f"jejak.{sistem.fasyankes}.{nama.rpartition('_')[2]}.berkas.diambil.v99", body)

    tangan(sistem, publish)
    return pulih_utuh(sistem, lama, "peristiwa_asing") | {"jenis": "racun"}


def _tolak(nama: str, status: int, said: dict[str, Any]) -> str:
    """The stable code of a refusal. Raises AssertionError where it was granted, or something broke."""
    if not 400 <= status < 500:
        raise AssertionError(f"{nama}: {status} {str(said)[:200]}")
    return str(said.get("kode"))


def _post(sistem: Sistem, path: str, body: bytes, token: str) -> tuple[int, dict[str, Any]]:
    parts = urlsplit(sistem.url)
    connection = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=DETIK)
    try:
        connection.request("POST", path, body, {"Authorization": f"Bearer {token}", "Content-Type": "application/json"})
        answer = connection.getresponse()
        said = json.loads(answer.read())
        return answer.status, said if isinstance(said, dict) else {}
    finally:
        connection.close()


def _id() -> str:
    return str(uuid.uuid4())
