"""One client outside the system: asks, writes down what it asked and heard, and asks again what had no answer.

Imports nothing of ours but the torture's own words and wire. Its orders are one JSON object on standard input (see
`Pesan`); `tests.torture.gerombolan` starts sixteen of them. Closed loop: one call at a time.
"""

import http.client
import json
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any, Final

from tests.torture import kawat
from tests.torture.gerak import Minta, Pengarang, Yakin
from tests.torture.pesan import Angka, Pesan, Sambungan
from tests.torture.riwayat import Baris, Riwayat

SEMENTARA: Final = frozenset({"antrean_penuh", "belum_tercatat", "galat_dalam", "terlalu_sering", "belum_masuk"})
"""Refusals that say: not now."""
PUTUS: Final = (OSError, http.client.HTTPException, ValueError, KeyError)
"""What a call may end with when its server dies under it."""
JEDA: Final = 0.03
PRIBADI: Final = 80
"""Records a client registers for itself alone, until it has so many."""


@dataclass(slots=True)
class Klien:
    """The client's whole state."""

    pesan: Pesan
    riwayat: Riwayat
    rng: Random
    pengarang: Pengarang
    bersama: list[Yakin]
    pribadi: list[Yakin]
    satu: Sambungan
    dua: Sambungan
    angka: Angka = field(default_factory=Angka)
    tertunda: list[Minta] = field(default_factory=list)
    """Asked, not answered: asked again with the same id until they are."""
    dijawab: list[Minta] = field(default_factory=list)
    """A few that were answered, for asking again what is known."""
    berhenti: bool = False
    _kawat: kawat.Kawat | None = None
    _angka: int = -1

    # ── calls ───────────────────────────────────────────────────────────────────────────────────────

    def minta(self, wishes: Sequence[Minta], *, ulang: bool = False, pintu: str | None = None) -> None:
        """Ask these, through the door of the first or the one named; whatever comes of it is written down."""
        door = "borongan" if len(wishes) > 1 else pintu or wishes[0].pintu
        try:
            if door != "nats":
                self.satu.buka()
            elif self._kawat is None:
                self._kawat = self._nats()
        except (*PUTUS, kawat.Terputus):
            self._nanti(wishes)
            return
        numbers = self.riwayat.tanya(wish.catatan(ulang=ulang, pintu=door if ulang else None) for wish in wishes)
        self.angka.panggilan += 1
        try:
            answers = self._panggil(door, wishes)
        except (*PUTUS, kawat.Terputus):
            self._putus()
            answers = [(0, {})] * len(wishes)
        self.angka.galat += any(status == 500 for status, _ in answers)
        self._dengar(wishes, numbers, answers)

    def _panggil(self, door: str, wishes: Sequence[Minta]) -> list[tuple[int, dict[str, Any]]]:
        first = wishes[0]
        if door == "nats":
            assert self._kawat is not None
            head = {"token": self.pesan.token[first.siapa]}
            said = json.loads(self._kawat.minta(self._subjek_nats(), json.dumps(first.tubuh()).encode(), head))
            return [(int(said.get("status", 200)), said)]
        if door == "borongan":
            body = {"perintah": [wish.tubuh() for wish in wishes]}
            self.satu.kirim("POST", "/api/v1/perintah/banyak", body, first.siapa)
            status, said = self.satu.terima()
            if status != 200:
                return [(status, said)] * len(wishes)
            return [(int(one["status"]), one) for one in said["jawaban"]]
        self.satu.kirim("POST", _alamat(first), first.tubuh(), first.siapa)
        return [self.satu.terima()]

    def _subjek_nats(self) -> str:
        return f"jejak.{self.pesan.fasyankes}.perintah"

    def _nats(self) -> kawat.Kawat:
        found = kawat.alamat(Path(self.pesan.nats_dir or ""))
        if found is None:
            raise kawat.Terputus("no server")
        return kawat.Kawat(*found)

    def _putus(self) -> None:
        self.satu.putus()
        if self._kawat is not None:
            self._kawat.tutup()
            self._kawat = None

    def bersamaan(self, wish: Minta) -> None:
        """The same command through two connections at once: one is answered first, both alike."""
        try:
            self.satu.buka()
            self.dua.buka()
        except PUTUS:
            self._nanti([wish])
            return
        numbers = self.riwayat.tanya([wish.catatan(ulang=False), wish.catatan(ulang=True)])
        self.angka.panggilan += 2
        heard: list[tuple[int, dict[str, Any]]] = []
        try:
            for line in (self.satu, self.dua):
                line.kirim("POST", _alamat(wish), wish.tubuh(), wish.siapa)
        except PUTUS:
            self.satu.putus()
            self.dua.putus()
        for line in (self.satu, self.dua):
            try:
                heard.append(line.terima())
            except (*PUTUS, AssertionError):
                line.putus()
                heard.append((0, {}))
        self._dengar([wish], numbers[:1], heard[:1])
        self._dengar([wish], numbers[1:], heard[1:])

    # ── answers ─────────────────────────────────────────────────────────────────────────────────────

    def _dengar(
        self, wishes: Sequence[Minta], numbers: Sequence[int], answers: Sequence[tuple[int, dict[str, Any]]]
    ) -> None:
        kept: list[tuple[int, Baris]] = []
        again: list[Minta] = []
        for wish, n, (status, said) in zip(wishes, numbers, answers, strict=True):
            line: Baris = {"command_id": wish.command_id}
            waiting = any(wish is one for one in self.tertunda)
            fresh = not wish.terjawab
            if status == 200 and "seq" in said:
                told = {name: said[name] for name in ("seq", "versi", "keadaan", "peristiwa")}
                kept.append((n, {"fase": "ok"} | line | told))
                if fresh:
                    self._diterima(wish, said)
            elif status in {0, 429} or status >= 500 or said.get("kode") in SEMENTARA:
                kept.append((n, {"fase": "unknown"} | line | {"http": status, "kode": said.get("kode")}))
                self.angka.tak_tahu += not waiting
                again.append(wish)
                continue
            else:
                kept.append((n, {"fase": "refused"} | line | {"http": status, "kode": said.get("kode")}))
                self.angka.ditolak += fresh
            wish.terjawab = True
            if waiting:
                self.tertunda = [one for one in self.tertunda if one is not wish]
                self.angka.terjawab += 1
        self.riwayat.jawab(kept)
        self._nanti(again)
        for (_, line), wish in zip(kept, wishes, strict=True):
            if line["fase"] == "refused" and wish.berkas is not None and self.rng.random() < 0.5:
                self.lihat(wish.berkas)
        self.angka.tulis(self._angka, self.pesan.k)

    def _diterima(self, wish: Minta, said: dict[str, Any]) -> None:
        self.angka.ok += 1
        if wish.jenis == "berkas.daftarkan":
            elektronik = wish.isi.get("pembawa") == "elektronik"
            self.pribadi.append(Yakin(said["subjek"], elektronik=elektronik, milik=True))
        elif wish.berkas is not None and not wish.berkas.dengar(wish.jenis, wish.isi, said) and "berkas" in said:
            _baca(wish.berkas, said["berkas"])
        elif wish.berkas is not None and wish.jenis == "berkas.urungkan":
            self.lihat(wish.berkas)
        if self.rng.random() < 0.05:
            self.dijawab = [*self.dijawab[-19:], wish]

    def _nanti(self, wishes: Sequence[Minta]) -> None:
        known = set(map(id, self.tertunda))
        self.tertunda += [wish for wish in wishes if id(wish) not in known]

    def lihat(self, berkas: Yakin) -> None:
        """Look a record up, to ask something sensible next. Reading leaves no history."""
        try:
            self.satu.buka()
            self.satu.kirim("GET", f"/api/v1/berkas/{berkas.id}", None, 0)
            status, said = self.satu.terima()
        except PUTUS:
            self.satu.putus()
            return
        if status == 200:
            _baca(berkas, said)

    # ── the loop ────────────────────────────────────────────────────────────────────────────────────

    def jalan(self) -> bool:
        """Go on until told to stop; then until nothing is open, or time is up. True where nothing is open."""
        self._angka = os.open(self.pesan.angka, os.O_RDWR | os.O_CREAT, 0o644)
        stop = Path(self.pesan.berhenti)
        pause = 1.0 / self.pesan.laju if self.pesan.laju else 0.0
        while not self.berhenti and not stop.exists():
            began = time.monotonic()
            if self.tertunda:
                self.ulangi()
            else:
                self.langkah()
            if pause > (took := time.monotonic() - began):
                time.sleep(pause - took)
        until = time.monotonic() + self.pesan.batas_selesai
        while self.tertunda and time.monotonic() < until:
            self.ulangi()
        return not self.tertunda

    def ulangi(self) -> None:
        """Ask again what had no answer: commands of one asker in one call, by whatever door; scans by their own.

        What went out over NATS is asked again there or over HTTP: one command, whichever door it comes through.
        """
        before = len(self.tertunda)
        alone = [w for w in self.tertunda if w.jenis == "berkas.pindai"]
        alone += [w for w in self.tertunda if w.pintu == "nats" and self.rng.random() < 0.5]
        for siapa in (0, 1):
            plain = [w for w in self.tertunda if w.siapa == siapa and all(w is not one for one in alone)]
            for start in range(0, len(plain), 200):
                self.minta(plain[start : start + 200], ulang=True, pintu="perintah")
        for wish in alone:
            self.minta([wish], ulang=True)
        if len(self.tertunda) >= before:
            time.sleep(JEDA)

    def langkah(self) -> None:
        """One call of the mix."""
        rng, made = self.rng, self.pengarang
        choose: list[tuple[int, Callable[[], None]]] = [
            (30, self._borongan),
            (28, lambda: self.minta([made.gerak(self._salah_satu(), self._pintu())])),
            (14, lambda: self.minta([made.pindai(self._salah_satu())])),
            (10, lambda: self.minta([made.susulan(self._salah_satu())])),
            (8, lambda: self.minta([made.salah(self._salah_satu(), self._pintu())])),
            (5, lambda: self.minta([made.permintaan(self._salah_satu(), self._pintu())])),
            (2, lambda: self.minta(made.kunjungan("borongan"))),
            (4, lambda: self.bersamaan(made.gerak(self._salah_satu(), "perintah"))),
            (3, self._tanya_lagi),
        ]
        rng.choices([do for _, do in choose], [weight for weight, _ in choose])[0]()

    def _borongan(self) -> None:
        rng, made = self.rng, self.pengarang
        many = min(len(self.pribadi), rng.randint(self.pesan.borongan // 3, self.pesan.borongan))
        wishes = [made.gerak(one, "borongan", rng.choice(self.bersama)) for one in rng.sample(self.pribadi, many)]
        wishes += [made.gerak(one, "borongan") for one in rng.sample(self.bersama, min(3, len(self.bersama)))]
        wishes += [made.salah(self._salah_satu(), "borongan") for _ in range(rng.randrange(2))]
        wishes += [made.permintaan(self._salah_satu(), "borongan") for _ in range(rng.randrange(3))]
        if len(self.pribadi) < PRIBADI:
            wishes += [made.daftar("borongan") for _ in range(4)]
        self.minta([wish for wish in wishes if wish.siapa == 0])
        self.pribadi = [one for one in self.pribadi if one.keadaan not in {"dimusnahkan", "digabung", "dilestarikan"}]

    def _tanya_lagi(self) -> None:
        if self.dijawab:
            self.minta([self.rng.choice(self.dijawab)], ulang=True)

    def _salah_satu(self) -> Yakin:
        return self.rng.choice(self.bersama if self.rng.random() < 0.7 or not self.pribadi else self.pribadi)

    def _pintu(self) -> str:
        return "nats" if self.pesan.nats_dir and self.rng.random() < 0.7 else "perintah"


def _alamat(wish: Minta) -> str:
    return "/api/v1/pindai" if wish.jenis == "berkas.pindai" else "/api/v1/perintah"


def _baca(berkas: Yakin, said: dict[str, Any]) -> None:
    berkas.keadaan, berkas.versi = said["keadaan"], int(said["versi"])
    berkas.lokasi, berkas.tujuan = said["lokasi"], said["tujuan"]


def _kenal(known: list[dict[str, str]], *, milik: bool) -> list[Yakin]:
    return [Yakin(one["id"], one["kode"], elektronik=one["pembawa"] == "elektronik", milik=milik) for one in known]


def main() -> int:
    """Be a client until told to stop. 0: nothing is left open; 3: something is."""
    os.nice(5)  # what is being looked at is the system, not its clients
    pesan = Pesan(**json.load(sys.stdin))
    rng = Random(f"{pesan.benih}:{pesan.k}")  # noqa: S311 - a plan, not a secret
    with Riwayat(Path(pesan.riwayat), pesan.k) as riwayat:
        klien = Klien(
            pesan,
            riwayat,
            rng,
            Pengarang(rng, pesan.k, pesan.unit, pesan.petugas),
            _kenal(pesan.bersama, milik=False),
            _kenal(pesan.pribadi, milik=True),
            Sambungan(pesan),
            Sambungan(pesan),
        )

        def stop(_number: int, _frame: FrameType | None) -> None:
            klien.berhenti = True

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        return 0 if klien.jalan() else 3


if __name__ == "__main__":
    sys.exit(main())
