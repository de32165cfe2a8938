"""Light clients of the every-point runner: threads outside the killed process, each with its own records and history.

Nothing of ours is imported but the wire and the history. What had no answer is kept, and asked again with the same
`command_id` once the system stands again.
"""

import http.client
import json
import threading
import time
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, Final, Literal
from urllib.parse import urlsplit

from tests.torture.kawat import Kawat
from tests.torture.riwayat import Baris, Riwayat

BORONGAN: Final = (20, 3, 30, 7)
"""Commands in one call of the batch door, in turn: over and under the relay's own limit for an atomic batch."""
DETIK: Final = 10.0
ULANG_DETIK: Final = 0.02
"""Pause before what got no answer is asked again."""
SEMENTARA: Final = frozenset({"antrean_penuh", "belum_tercatat", "galat_dalam"})
"""Refusals that say: not recorded, ask again."""
PUTUS: Final = (OSError, http.client.HTTPException, ValueError)
"""What a call may meet when its server dies under it."""

Perjalanan = tuple[tuple[str, dict[str, Any]], ...]


def perjalanan(unit: str, petugas: str, pinjam_sampai: str, *, diminta: bool = False) -> Perjalanan:
    """One round of a folder, from its rack to its rack, with every kind of deadline on the way.

    `diminta`: the unit asked for it first, so that scans send and fulfil; and it is missed and found on the way.
    """
    before: Perjalanan = (("permintaan.buat", {"unit": unit}),) if diminta else ()
    missed: Perjalanan = (("berkas.laporkan_hilang", {}), ("berkas.urungkan", {})) if diminta else ()
    return (
        *before,
        ("berkas.ambil", {"tujuan": unit}),
        ("berkas.terima_di_unit", {"unit": unit}),
        *missed,
        ("berkas.kirim_kembali", {}),
        ("berkas.terima_kembali", {"cara_kembali": "diantar"}),
        ("berkas.rakit", {}),
        ("kekurangan.catat", {"butir": "identitas.terisi", "penanggung_jawab": petugas}),
        ("berkas.nyatakan_tidak_lengkap", {"penanggung_jawab": petugas}),
        ("berkas.lengkapi", {}),
        ("kekurangan.hapuskan", {"sebab": "salah_catat"}),
        ("berkas.nyatakan_lengkap", {}),
        ("berkas.simpan", {}),
        ("berkas.pinjamkan", {"peminjam": petugas, "keperluan": "audit", "jatuh_tempo": pinjam_sampai}),
        ("berkas.kembalikan_pinjaman", {}),
        ("berkas.rakit", {}),
        ("berkas.nyatakan_lengkap", {}),
        ("berkas.simpan", {}),
    )


def uuid7(acak: Random) -> str:
    """A new UUIDv7: the time in front, the rest from the seed."""
    value = time.time_ns() // 1_000_000 << 80 | 0x7 << 76 | acak.getrandbits(12) << 64 | 0b10 << 62
    return str(uuid.UUID(int=value | acak.getrandbits(62)))


@dataclass(frozen=True, slots=True)
class Beban:
    """What makes a process come to a moment: clients at these doors, and what else must be done to it."""

    pintu: tuple[str, ...] = ("perintah", "borongan", "pindai")
    jeda: float = 0.0
    usik: Literal["", "aliran", "kursor"] = ""
    tenggat: bool = False
    """Deadlines and loans end within a moment."""
    diminta: bool = False
    """Units ask for the folders, and miss them: something follows from scans."""


BEBAN: Final = {
    "aliran": Beban(("perintah", "pindai"), jeda=0.01, usik="aliran"),
    "intake": Beban(("nats", "nats", "nats", "perintah")),
    "proyeksi": Beban(("perintah", "pindai"), jeda=0.005),
    "proyeksi.tengah_bangun": Beban(("perintah", "pindai"), jeda=0.005, usik="kursor"),
    "reaksi": Beban(("perintah", "pindai"), jeda=0.005, diminta=True),
    "tenggat": Beban(("perintah", "borongan"), jeda=0.02, tenggat=True),
}
"""By the moment, or its group, the word before the dot; the rest need nothing but the load of every day."""
BIASA: Final = Beban()


def beban_untuk(titik: str) -> Beban:
    """The load that makes a process come to this moment."""
    return BEBAN.get(titik) or BEBAN.get(titik.partition(".")[0]) or BIASA


@dataclass(slots=True)
class Tempat:
    """Where the system is reached."""

    url: str
    token: str
    fasyankes: str
    nats_url: str
    nats_token: str


@dataclass(slots=True)
class Folder:
    """A record as its client knows it, and how far its round has come."""

    id: str
    kode: str
    langkah: int = 0
    kurang: str = ""
    """The gap that was last found in it."""

    def tanya(self, jenis: str, isi: dict[str, Any], acak: Random) -> tuple[str, dict[str, Any]]:
        """Whom a step is about, and what it says: the folder, or the gap in it."""
        if jenis.startswith("permintaan."):
            return uuid7(acak), {"berkas": self.id} | isi
        if not jenis.startswith("kekurangan."):
            return self.id, isi
        if jenis != "kekurangan.catat":
            return self.kurang, isi
        self.kurang = uuid7(acak)
        return self.kurang, {"berkas": self.id} | isi


@dataclass(slots=True)
class Klien:
    """One client. `kerja` runs in a thread of its own until the system is gone or `berhenti` is set."""

    nomor: int
    pintu: str
    tempat: Tempat
    berkas: list[Folder]
    rute: Perjalanan
    riwayat: Riwayat
    acak: Random
    jeda: float = 0.0
    """Seconds between two calls of `kerja`."""
    berhenti: threading.Event = field(default_factory=threading.Event)
    belum: list[tuple[Baris, Folder]] = field(default_factory=list)
    """Asked and not answered: the last call's commands."""
    dijawab: int = 0
    _http: http.client.HTTPConnection | None = None
    _kawat: Kawat | None = None
    _giliran: int = 0

    def kerja(self) -> None:
        """Ask until something stops it."""
        for jumlah in self._ukuran():
            self.tanya(self.baru(jumlah))
            while self.belum and not self.berhenti.wait(ULANG_DETIK):
                self.selesaikan()
            if self.berhenti.wait(self.jeda):
                return

    def potong(self) -> None:
        """From another thread: the system is dead, so wait for no answer of its NATS door any more."""
        if self._kawat is not None:
            self._kawat.potong()

    def selesaikan(self) -> bool:
        """Ask what has no answer again, as it was asked. True once nothing is left."""
        if self.belum:
            self.tanya([(one | {"ulang": True}, folder) for one, folder in self.belum])
        return not self.belum

    def tutup(self) -> None:
        """Hang up and let go of the history."""
        self._putus()
        self.riwayat.tutup()

    def _ukuran(self) -> Iterator[int]:
        while True:
            self._giliran += 1
            yield BORONGAN[self._giliran % len(BORONGAN)] if self.pintu == "borongan" else 1

    def baru(self, jumlah: int = 1) -> list[tuple[Baris, Folder]]:
        """The next step of as many folders, each asked for in this client's own way."""
        chosen = [self.berkas[(self._giliran * 31 + place) % len(self.berkas)] for place in range(jumlah)]
        made = []
        for folder in chosen:
            jenis, isi = self.rute[folder.langkah % len(self.rute)]
            pintu = self.pintu
            if pintu == "pindai" and (found := _sebagai_pindaian(jenis, isi)):
                jenis, isi = "berkas.pindai", found
            elif pintu == "pindai":
                pintu = "perintah"
            subjek, isi = folder.tanya(jenis, isi, self.acak)
            asked = {"command_id": uuid7(self.acak), "pintu": pintu, "jenis": jenis, "subjek": subjek, "isi": isi}
            made.append((asked | {"ulang": False}, folder))
        return made

    def tanya(self, yang: list[tuple[Baris, Folder]]) -> bool:
        """One call: written down before, and after whatever came of it. False when it got no answer."""
        numbers = self.riwayat.tanya(one for one, _ in yang)
        try:
            answers = self._panggil([one for one, _ in yang])
        except PUTUS as error:
            self._putus()
            answers = [{"fase": "unknown", "galat": type(error).__name__}] * len(yang)
        told = [{"command_id": one["command_id"]} | answer for (one, _), answer in zip(yang, answers, strict=True)]
        self.riwayat.jawab(zip(numbers, told, strict=True))
        self.belum = []
        for (one, folder), answer in zip(yang, answers, strict=True):
            if answer["fase"] == "unknown":
                self.belum.append((one, folder))
            elif answer["fase"] == "ok":
                folder.langkah += 1
                self.dijawab += 1
        return not self.belum

    def _panggil(self, yang: Sequence[Baris]) -> list[Baris]:
        """The answers to what is asked together. Raises one of PUTUS."""
        pintu = yang[0]["pintu"]
        if pintu == "nats":
            return [self._lewat_nats(one) for one in yang]
        if pintu == "borongan":
            status, said = self._post("/api/v1/perintah/banyak", {"perintah": [_isi(one) for one in yang]})
            if status != 200:
                return [hasil(status, said)] * len(yang)
            return [hasil(one["status"], one) for one in said["jawaban"]]
        if pintu == "pindai":
            (one,) = yang
            kode = next(folder.kode for folder in self.berkas if folder.id == one["subjek"])
            return [hasil(*self._post("/api/v1/pindai", {"command_id": one["command_id"], "kode": kode} | one["isi"]))]
        return [hasil(*self._post("/api/v1/perintah", _isi(one))) for one in yang]

    def _post(self, path: str, body: Baris) -> tuple[int, Baris]:
        if self._http is None:
            parts = urlsplit(self.tempat.url)
            self._http = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=DETIK)
        headers = {"Authorization": f"Bearer {self.tempat.token}", "Content-Type": "application/json"}
        self._http.request("POST", path, json.dumps(body), headers)
        answer = self._http.getresponse()
        said = json.loads(answer.read())
        return answer.status, said

    def _lewat_nats(self, one: Baris) -> Baris:
        if self._kawat is None:
            self._kawat = Kawat(self.tempat.nats_url, self.tempat.nats_token)
        subject = f"jejak.{self.tempat.fasyankes}.perintah"
        said = json.loads(self._kawat.minta(subject, json.dumps(_isi(one)).encode(), {"token": self.tempat.token}))
        return hasil(int(said.get("status", 200)), said)

    def _putus(self) -> None:
        if self._http is not None:
            self._http.close()
        if self._kawat is not None:
            self._kawat.tutup()
        self._http = self._kawat = None


def _isi(one: Baris) -> Baris:
    """A command as the interface takes it."""
    return {"command_id": one["command_id"], "jenis": one["jenis"], "subjek": one["subjek"], "data": one["isi"]}


def _sebagai_pindaian(jenis: str, isi: dict[str, Any]) -> dict[str, Any] | None:
    """The scan that means this step, where a scan can mean it."""
    match jenis:
        case "berkas.ambil":
            return {"di": "RM", "tujuan": isi["tujuan"]}
        case "berkas.terima_di_unit":
            return {"di": isi["unit"]}
        case "berkas.terima_kembali" | "berkas.rakit":
            return {"di": "RM"}
        case _:
            return None


def hasil(status: int, said: Baris) -> Baris:
    """What an answer is, in the words of a history."""
    if status == 200:
        return {"fase": "ok", "http": status} | {name: said[name] for name in ("seq", "versi", "keadaan", "peristiwa")}
    kode = said.get("kode")
    if status >= 500 or kode in SEMENTARA:
        return {"fase": "unknown", "http": status, "kode": kode}
    return {"fase": "refused", "http": status, "kode": kode}


def klien(  # noqa: PLR0913 - one run's whole ground
    folder: Path,
    tempat: Tempat,
    isi: Baris,
    *,
    beban: Beban,
    acak: Random,
    pinjam_sampai: str,
) -> list[Klien]:
    """The clients of one run, one for each door named, with disjoint records of the template."""
    fisik = [one for one in isi["berkas"] if one.get("pembawa", "fisik") == "fisik"]
    each = len(fisik) // len(beban.pintu)
    return [
        Klien(
            nomor=number,
            pintu=door,
            tempat=tempat,
            berkas=[Folder(one["id"], one["kode"]) for one in fisik[number * each : (number + 1) * each]],
            rute=perjalanan(
                isi["unit"][number % len(isi["unit"])], isi["petugas"][0], pinjam_sampai, diminta=beban.diminta
            ),
            jeda=beban.jeda,
            riwayat=Riwayat(folder / "riwayat" / f"klien-{number:02d}.jsonl", number),
            acak=Random(acak.getrandbits(64)),  # noqa: S311 - a plan, not a secret
        )
        for number, door in enumerate(beban.pintu)
    ]
