"""Deadlines in a Jejak as people start it: told late by the facility's own limits, listed by `jejak tenggat`."""

import asyncio
import json
import shutil
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import yaml

from engine.facility import baru
from schemas.names import Peran
from tests.berjalan import TENGGAT, Berjalan, perintah, proses
from tests.siaran import sampai

SEGERA = {"batas": "PT1S", "sumber": "SK Direktur 1/2026", "yakin": "TINGGI", "arti": "Untuk diuji."}


def kirim(jejak: Berjalan, token: str, jenis: str, subjek: str, **data: object) -> tuple[int, dict[str, Any]]:
    """One command over HTTP; the status and the body."""
    body = {"command_id": baru(), "jenis": jenis, "subjek": subjek, "data": data}
    request = urllib.request.Request(  # noqa: S310 - our own loopback
        f"{jejak.url}/api/v1/perintah",
        data=json.dumps(body).encode(),
        headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as response:  # noqa: S310 - our own loopback
            return response.status, json.load(response)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)


def tenggat(data: Path, *words: str) -> dict[str, Any]:
    """What `jejak tenggat --json` says."""
    ended = perintah("tenggat", *words, "--json", "--data", str(data))
    assert ended.returncode == 0, ended.stderr
    found: dict[str, Any] = json.loads(ended.stdout)
    return found


async def test_a_running_jejak_tells_a_deadline_late_by_the_facilitys_own_limit(
    tmp_path: Path, sqlite_facility: Path
) -> None:
    (tmp_path / "kebijakan").mkdir()
    limits = {"pengembalian": {"rawat_jalan": SEGERA}}
    (tmp_path / "kebijakan" / "tenggat.yaml").write_text(yaml.safe_dump(limits), encoding="utf-8")
    data = tmp_path / "data"
    data.mkdir()
    shutil.copy(sqlite_facility, data / "jejak.db")
    own = {"JEJAK_KEBIJAKAN_DIR": str(tmp_path / "kebijakan")}
    with proses(data, "up", "--port", "0", **own) as jejak:
        await jejak.lancar()
        token = await asyncio.to_thread(jejak.token, *Peran)
        status, made = await asyncio.to_thread(kirim, jejak, token, "berkas.daftarkan", baru(), nomor="99-77-55")
        assert status == 200, made
        subjek = made["subjek"]
        for jenis, isi in (("ambil", {"tujuan": "UMUM"}), ("terima_di_unit", {"unit": "UMUM"})):
            status, told = await asyncio.to_thread(kirim, jejak, token, f"berkas.{jenis}", subjek, **isi)
            assert status == 200, told

        async def sudah() -> bool:
            timeline = await asyncio.to_thread(jejak.ambil, f"/api/v1/berkas/{subjek}/jejak", token)
            return str(timeline["isi"][-1]["jenis"]) == "berkas.lewat_tenggat.v1"

        await sampai(sudah, "ditandai lewat", TENGGAT)
        status, told = await asyncio.to_thread(
            kirim,
            jejak,
            token,
            "berkas.tandai_lewat",
            subjek,
            tenggat="pengembalian",
            jatuh_tempo="2026-03-02T01:00:00Z",
        )
        assert (status, told["kode"]) == (403, "peran_tidak_boleh")
        found = await asyncio.to_thread(tenggat, data, "--lewat")
        assert [row["subjek"] for row in found["isi"]] == [subjek]
        assert (found["berjalan"], found["jatuh_tempo"]) == (0, 0)
    shown = perintah("tenggat", "--lewat", "--data", str(data))
    assert "Poli Umum" in shown.stdout, shown.stderr
    assert perintah("db", "periksa", "--data", str(data)).returncode == 0
