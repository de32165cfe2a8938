"""Pages over HTTP, each answer beside its floor: the same rows fetched by primary key on plain sqlite3, in turns."""

import random
import re
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

import httpx

from bench import lags
from bench.copies import BERKAS_ID
from bench.work import Figures
from engine import people
from engine.database import connect, writing
from engine.facility import baru
from engine.people import Masuk, Percobaan, Petugas
from schemas.names import SEMUA_UNIT, Peran
from web.auth import KUKI

SANDI: Final = "sandi-ukur-yang-panjang"
_RECORD: Final = re.compile(rf"{BERKAS_ID}[0-9a-f]{{2}}-[0-9a-f]{{4}}-7000-8000-[0-9a-f]{{12}}")
"""How the ids of copied records look, wherever they stand in an answer."""


@dataclass(frozen=True, slots=True)
class Page:
    """One kind of page: its address for one record, and whether the floor reads the record's lines too."""

    name: str
    path: Callable[[str, str], str]
    """From a record's id and number."""
    lines: bool = False
    fresh: bool = False
    """Made anew for every request: a folder moves before each."""


PAGES: Final = (
    Page("papan_html", lambda _id, _nomor: "/papan", fresh=True),
    Page("papan_api", lambda _id, _nomor: "/api/v1/papan", fresh=True),
    Page("berkas_html", lambda id_, _nomor: f"/berkas/{id_}", lines=True),
    Page("jejak_api", lambda id_, _nomor: f"/api/v1/berkas/{id_}/jejak", lines=True),
    Page("nomor_utuh", lambda _id, nomor: f"/api/v1/berkas/{nomor}"),
    Page("nomor_bagian", lambda _id, nomor: f"/api/v1/berkas?nomor={nomor[2:6]}"),
    Page("nomor_akhiran", lambda _id, nomor: f"/api/v1/berkas?nomor={nomor[-3:]}"),
    Page("cari_html", lambda _id, nomor: f"/cari?nomor={nomor[-4:]}"),
    Page("daftar_keadaan", lambda _id, _nomor: "/api/v1/berkas?keadaan=disimpan"),
    Page("daftar_unit", lambda _id, _nomor: "/api/v1/berkas?unit=UMUM"),
)


@dataclass(frozen=True, slots=True)
class Readers:
    """Who reads: a browser that is logged in, a device, and the floor."""

    browser: httpx.Client
    device: httpx.Client
    raw: sqlite3.Connection

    def client(self, path: str) -> httpx.Client:
        """Who asks for this address."""
        return self.device if path.startswith("/api") else self.browser


@contextmanager
def readers(address: str, file: Path) -> Iterator[Readers]:
    """Accounts made in the database, clients on that address."""
    engine = connect(f"sqlite:///{file}")
    with writing(engine).begin() as connection:
        petugas = people.buat(connection, "ukur-layar", "Layar Ukur", list(Peran), unit=[SEMUA_UNIT], sandi=SANDI,
                              harus_ganti_sandi=False)  # fmt: skip
        token = people.buat_perangkat(connection, "ukur", list(Peran))
    assert isinstance(petugas, Petugas), petugas
    made = people.masuk(engine, Percobaan(), petugas.nama_pengguna, SANDI, alamat="127.0.0.1")
    assert isinstance(made, Masuk), made
    engine.dispose()
    raw = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    raw.execute("PRAGMA cache_size=-16384")
    with (
        closing(raw),
        httpx.Client(base_url=address, cookies={KUKI: made.kuki}, timeout=60) as browser,
        httpx.Client(base_url=address, headers={"Authorization": f"Bearer {token}"}, timeout=60) as device,
    ):
        yield Readers(browser, device, raw)


def measure(page: Page, reader: Readers, records: int, requests: int) -> Figures:
    """So many requests for it, each for another record, after one that warms up."""
    chance = random.Random(page.name)  # noqa: S311 - the same every time
    ours: list[float] = []
    floor: list[float] = []
    rows = size = 0
    for turn in range(requests + 1):
        place = chance.randint(1, records)
        id_, nomor = reader.raw.execute("SELECT id, nomor FROM berkas WHERE rowid = ?", (place,)).fetchone()
        if page.fresh:
            _move(reader)
        path = page.path(id_, nomor)
        client = reader.client(path)
        start = time.perf_counter()
        answer = client.get(path)
        seconds = time.perf_counter() - start
        answer.raise_for_status()
        found = sorted({id_} if page.lines else set(_RECORD.findall(answer.text)))
        start = time.perf_counter()
        rows = _fetch(reader.raw, found, lines=page.lines)
        if turn:
            ours.append(seconds)
            floor.append(time.perf_counter() - start)
        size = len(answer.content)
    return {
        "isi": page.name,
        "permintaan": requests,
        **lags.spread(ours),
        "lantai_p50_ms": lags.spread(floor)["p50_ms"],
        "rasio_lantai": round(median(our / other for our, other in zip(ours, floor, strict=True)), 1),
        "baris_lantai": rows,
        "byte": size,
    }


def _fetch(raw: sqlite3.Connection, ids: Sequence[str], *, lines: bool) -> int:
    """The floor: whole rows by primary key; a record's lines by its own index."""
    marks = ", ".join("?" * len(ids))
    rows = raw.execute(f"SELECT * FROM berkas WHERE id IN ({marks})", ids).fetchall()  # noqa: S608 - marks
    if lines:
        rows += raw.execute("SELECT * FROM jejak WHERE subjek = ? ORDER BY versi DESC LIMIT 500", ids).fetchall()
    return len(rows)


def _move(reader: Readers) -> None:
    """One folder out of the rack or back: every board must be made anew."""
    query = "SELECT id, keadaan FROM berkas WHERE keadaan = ? AND {} LIMIT 1"
    out = reader.raw.execute(query.format("tujuan = 'THT'"), ("diambil",)).fetchone()
    rest = reader.raw.execute(query.format("lokasi = 'RM'"), ("disimpan",)).fetchone()
    id_, keadaan = out or rest
    jenis, data = ("berkas.batal_ambil", {}) if keadaan == "diambil" else ("berkas.ambil", {"tujuan": "THT"})
    body = {"command_id": baru(), "jenis": jenis, "subjek": id_, "data": data}
    reader.device.post("/api/v1/perintah", json=body).raise_for_status()
