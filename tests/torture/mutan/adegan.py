"""One small play: a real Jejak, a scripted client that writes everything down, a fault, and the real checker."""

import http.client
import json
import os
import shutil
import signal
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final, Protocol
from urllib.parse import urlsplit

from tests.torture import kawat, kumpul, proses
from tests.torture.anak import Senjata
from tests.torture.gerak import uuid7
from tests.torture.pemeriksa import Hasil, periksa_lengkap
from tests.torture.riwayat import Baris, Riwayat, catat_gangguan, saat
from tests.torture.sistem import Mati, Profil, Sistem
from tests.torture.zigot import Zigot

SEMENTARA: Final = frozenset({"antrean_penuh", "belum_tercatat", "galat_dalam", "terlalu_sering", "belum_masuk"})
CATAT: Final[tuple[str, ...]] = ("command_id", "jenis", "subjek", "terjadi_pada", "versi")
JAWABAN: Final[tuple[str, ...]] = ("seq", "versi", "keadaan", "peristiwa")
SABAR: Final = 15.0
"""Seconds anything may take that must come about, however busy the machine."""
TENANG: Final = 1.5
"""Seconds a mutant may take to come to rest: many never do, and are looked at as they then are."""
ULANG: Final = 3


class Perlu(Protocol):
    """What a stage must know of its play."""

    @property
    def mutan(self) -> str:
        """What is planted."""

    @property
    def sehat(self) -> bool:
        """Nothing but a tool."""

    @property
    def siaran_utuh(self) -> bool:
        """Nobody touches the stream: there is no cause to build it anew."""

    @property
    def profil(self) -> Profil:
        """On which databases."""

    @property
    def jam(self) -> bool:
        """Is the clock set?"""

    @property
    def gagal_flush(self) -> bool:
        """Does the disk fail?"""


@dataclass(slots=True)
class Panggung:
    """A system and its one client. `mutan`: what is planted in every process that is started."""

    sistem: Sistem
    mutan: str
    riwayat: Riwayat
    sehat: bool
    """Nothing but a tool is planted."""
    tunda: list[tuple[str, Baris]] = field(default_factory=list)
    """Asked, not answered."""
    gembok: threading.Lock = field(default_factory=threading.Lock)
    tambahan: list[proses.Proses] = field(default_factory=list)
    geser: float = 0.0
    _n: int = 0

    @classmethod
    def buka(cls, folder: Path, zigot: Zigot, adegan: "Perlu") -> "Panggung":
        """A fresh system, not started."""
        profil = adegan.profil
        sistem = Sistem(folder, profil, zigot=zigot, jam=adegan.jam, gagal_flush=adegan.gagal_flush).siapkan()
        riwayat = Riwayat(sistem.bukti / "riwayat" / "klien-01.jsonl", 1)
        rencana = {"fasyankes": sistem.fasyankes, "kepala_templat": len(sistem.isi["berkas"]), "profil": profil}
        rencana |= {"epoch": 1} if adegan.siaran_utuh else {}
        (sistem.bukti / "rencana.json").write_text(json.dumps(rencana), encoding="utf-8")
        (sistem.bukti / "gangguan.jsonl").touch()
        return cls(sistem, adegan.mutan, riwayat, adegan.sehat)

    def mulai(self, titik: str | None = None) -> None:
        """Start it, the mutant planted."""
        self.sistem.mulai(titik, self.mutan)

    @property
    def sabar(self) -> float:
        """How long what a mutant may never reach is waited for."""
        return SABAR if self.sehat else TENANG

    def berkas(self, nomor: int) -> str:
        """One of the records of the template."""
        return str(self.sistem.isi["berkas"][nomor]["id"])

    @property
    def petugas(self) -> list[str]:
        """People that commands may name."""
        return list(self.sistem.isi["petugas"])

    # ── asking ──────────────────────────────────────────────────────────────────────────────────────

    def minta(
        self, jenis: str, subjek: str | None = None, *, siapa: int = 0, url: str | None = None, **isi: Any
    ) -> Baris:
        """Ask one thing; the answer, or {} where there was none. `terjadi_pada` and `versi` are the envelope's."""
        kunci = uuid7()
        lain = {nama: isi.pop(nama) for nama in ("terjadi_pada", "versi") if nama in isi}
        lengkap = jenis if "." in jenis else f"berkas.{jenis}"
        tubuh = {"command_id": kunci, "jenis": lengkap, "subjek": subjek or kunci, "data": isi} | lain
        return self._tanya(tubuh, siapa, url, ulang=False)

    def ulangi(self, jawaban: Baris) -> Baris:
        """Ask the same again."""
        return self._tanya(jawaban["_tubuh"], jawaban["_siapa"], None, ulang=True)

    def selesaikan(self) -> None:
        """Ask what was never answered again, with the same ids."""
        for _ in range(ULANG):
            tertunda, self.tunda = self.tunda, []
            for _kunci, lama in tertunda:
                self.ulangi(lama)

    def _tanya(self, tubuh: Baris, siapa: int, url: str | None, *, ulang: bool) -> Baris:
        kunci = str(tubuh["command_id"])
        minta = kenal(tubuh) | {"pintu": "perintah", "isi": tubuh["data"], "ulang": ulang}
        with self.gembok:
            (n,) = self.riwayat.tanya([minta])
        status, kata = self._kirim(tubuh, siapa, url or self.sistem.url)
        baris: Baris = {"command_id": kunci, "http": status}
        if status == 200 and "seq" in kata:
            baris |= {nama: kata[nama] for nama in JAWABAN}
            baris["fase"] = "ok"
        elif status and kata.get("kode") not in {None, *SEMENTARA} and status < 500:
            baris |= {"fase": "refused", "kode": kata["kode"]}
        else:
            baris |= {"fase": "unknown", "kode": kata.get("kode")}
        with self.gembok:
            self.riwayat.jawab([(n, baris)])
            kata |= {"_tubuh": tubuh, "_siapa": siapa, "_fase": baris["fase"]}
            if baris["fase"] == "unknown":
                self.tunda.append((kunci, kata))
        return kata

    def _kirim(self, tubuh: Baris, siapa: int, url: str) -> tuple[int, Baris]:
        tujuan = urlsplit(url)
        sambungan = http.client.HTTPConnection(tujuan.hostname or "", tujuan.port, timeout=SABAR)
        kepala = {"Authorization": f"Bearer {self.sistem.isi['token'][siapa]}", "Content-Type": "application/json"}
        try:
            sambungan.request("POST", "/api/v1/perintah", json.dumps(tubuh), kepala)
            jawaban = sambungan.getresponse()
            kata = json.loads(jawaban.read())
        except (OSError, ValueError, http.client.HTTPException):
            return 0, {}
        finally:
            sambungan.close()
        return jawaban.status, kata if isinstance(kata, dict) else {}

    # ── faults ──────────────────────────────────────────────────────────────────────────────────────

    def mati_di(self, titik: str) -> None:
        """The system died at this moment, as it was armed to; start it again, not armed."""
        mulai = saat()
        self.sistem.tunggu_mati("app", SABAR)
        self.mulai()
        self.catat("titik", titik, mulai)

    def bunuh(self, *bagian: str) -> None:
        """kill -9, and start again."""
        mulai = saat()
        self.sistem.bunuh(*bagian)
        self.mulai()
        self.catat("bunuh", ",".join(bagian), mulai)

    def catat(self, jenis: str, sasaran: str, mulai: Baris, **isi: Any) -> None:
        """A fault that is over."""
        kini = saat()
        pulih = {"pulih_t": kini["t"], "pulih_w": kini["w"]}
        catat_gangguan(self.sistem.bukti, jenis, sasaran, **(mulai | pulih | isi))

    def majukan_jam(self, **lama: float) -> None:
        """Set the system's clock forward."""
        mulai = saat()
        self.geser += timedelta(**lama).total_seconds()
        assert self.sistem.jam is not None
        baru = self.sistem.jam.with_suffix(".baru")
        baru.write_text(str(self.geser), encoding="ascii")
        baru.rename(self.sistem.jam)
        catat_gangguan(self.sistem.bukti, "jam", "app", **mulai, geser=self.geser)

    def sumbat_cakram(self) -> Baris:
        """From now on no flush of the application succeeds; when that began."""
        pid = self.sistem.pid("app")
        assert pid is not None
        assert self.sistem.gagal_flush is not None
        tanda = self.sistem.gagal_flush.with_name(f"{self.sistem.gagal_flush.name}.terpasang")
        os.kill(pid, signal.SIGUSR2)
        proses.tunggu(tanda.exists, SABAR, "flushes fail")
        return saat()

    def tambah_proses(self, nama: str, *kata: str) -> proses.Proses:
        """Another process of Jejak on the same data and the same NATS, with the same mutant."""
        env = proses.lingkungan(
            {"JEJAK_NATS_URL": str(self.sistem.nats_url), "JEJAK_NATS_TOKEN": str(self.sistem.nats_token)}
            | ({"JEJAK_DATABASE_URL": self.sistem.database_url} if self.sistem.profil == "postgres" else {})
        )
        assert self.sistem.zigot is not None
        senjata = Senjata(mutan=self.mutan, perintah=[*kata, "--data", str(self.sistem.data_dir)])
        made = self.sistem.zigot.mulai(senjata, env, self.sistem.log_dir / f"{nama}.log")
        self.tambahan.append(made)
        return made

    def nats(self, subjek: str, isi: Baris | None = None) -> Baris:
        """Ask the nats-server itself."""
        with kawat.Kawat(str(self.sistem.nats_url), self.sistem.nats_token) as sambungan:
            jawaban: Baris = json.loads(sambungan.minta(subjek, json.dumps(isi or {}).encode()))
            return jawaban

    def aliran(self) -> list[Baris]:
        """The facility's streams now: name, whole or not, last position."""
        ada = kawat.aliran(str(self.sistem.nats_url), self.sistem.nats_token)
        return [
            {
                "nama": satu["config"]["name"],
                "selesai": (satu["config"].get("metadata") or {}).get("selesai"),
                "terakhir": satu["state"]["last_seq"],
            }
            for satu in ada
            if satu["config"]["name"].startswith(f"JEJAK_{self.sistem.fasyankes}_")
        ]

    # ── the end ─────────────────────────────────────────────────────────────────────────────────────

    def akhir(self) -> Hasil:
        """Let it come to rest, gather the evidence, check it."""
        self.selesaikan()
        try:
            self.sistem.tunggu_tenang(self.sabar)
        except TimeoutError:  # the evidence shows what never came to rest; it must only hold still meanwhile
            proses.tunggu(self._nats_hidup, SABAR, "NATS is there")
            self.sistem.henti("app")
            self.sistem.henti("pekerja")
        self.riwayat.tutup()
        sistem = self.sistem
        url = sistem.nats_url
        if url is None:
            raise Mati("nats", None)
        kumpul.kumpulkan(
            sistem.database_url, url, sistem.nats_token, sistem.fasyankes, sistem.bukti,
            log_dir=sistem.log_dir, geser=self.geser,
        )  # fmt: skip
        return periksa_lengkap(sistem.bukti)

    def _nats_hidup(self) -> bool:
        try:
            self.aliran()
        except (kawat.Terputus, TimeoutError):
            return False
        return True

    def tutup(self) -> None:
        """Leave nothing behind."""
        for satu in self.tambahan:
            if satu.poll() is None:
                proses.kirim(satu.pid, signal.SIGKILL)
        self.sistem.tutup()
        shutil.rmtree(self.sistem.folder, ignore_errors=True)


def lalu(**lama: float) -> str:
    """A moment in the past, as clients write it."""
    return (datetime.fromtimestamp(time.time(), UTC) - timedelta(**lama)).isoformat()  # noqa: TID251 - a client's clock


def kenal(tubuh: Baris) -> Baris:
    """What of a wish stands in the history by its own name."""
    return {nama: tubuh[nama] for nama in CATAT if nama in tubuh}
