"""The kill loop: clients go on asking while parts of the system are killed, one after the other, as planned."""

import json
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any, Final

from tests.torture.gerombolan import Gerombolan, TidakSelesai
from tests.torture.kumpul import kumpulkan
from tests.torture.laporan import batas, persentil
from tests.torture.pemeriksa import periksa_lengkap
from tests.torture.pesan import Angka
from tests.torture.rencana import Langkah, Rencana
from tests.torture.riwayat import catat_gangguan, saat
from tests.torture.sistem import Mati, Sistem
from tests.torture.tenang import kepala
from tests.torture.zigot import Zigot

TERSENDAT_DETIK: Final = 30.0
"""A running system must acknowledge what a step waits for within this time; else it is stuck."""
TENANG_DETIK: Final = 180.0
COBA_MULAI: Final = 6
"""Starts that may fail in a row, where what they stand on was killed too."""
COBA_KUMPUL: Final = 10
CONTOH: Final = 20
"""Violations that are spelt out in the report."""


@dataclass(slots=True)
class Hasil:
    """What was done and what came of it."""

    rencana: Rencana
    bunuh: Counter[str] = field(default_factory=Counter)
    pulih: list[float] = field(default_factory=list)
    """Seconds from each kill until the system was ready again."""
    mulai_gagal: int = 0
    """Starts that ended because what they need was just being killed; they were tried again."""
    pelanggaran: list[str] = field(default_factory=list)
    periksa: list[dict[str, Any]] = field(default_factory=list)
    angka: Angka = field(default_factory=Angka)
    """What the clients count while they go."""
    dijawab_ok: int = 0
    """Commands with an `ok` in the histories, each once: the checker's own count."""
    detik: float = 0.0
    bukti: str | None = None

    @property
    def jumlah_bunuh(self) -> int:
        """Every kill, those during recovery too."""
        return sum(self.bunuh.values())

    def isi(self) -> dict[str, Any]:
        """This run, for the report."""
        return {
            "benih": self.rencana.benih,
            "profil": self.rencana.profil,
            "terjawab": self.dijawab_ok,
            "ditolak": self.angka.ditolak,
            "tak_tahu": self.angka.tak_tahu,
            "tak_tahu_terjawab": self.angka.terjawab,
            "galat_500": self.angka.galat,
            "bunuh": dict(sorted(self.bunuh.items())),
            "mulai_gagal": self.mulai_gagal,
            "pulih": [round(seconds, 3) for seconds in self.pulih],
            "periksa": self.periksa,
            "detik": round(self.detik, 1),
            "pelanggaran": {
                "jumlah": len(self.pelanggaran),
                "contoh": self.pelanggaran[:CONTOH],
                "bukti": self.bukti,
            },
        }


DIJUMLAH: Final = ("terjawab", "ditolak", "tak_tahu", "tak_tahu_terjawab", "galat_500", "mulai_gagal", "detik")


def bagian(putaran: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The report's section of one or several runs of one profile; each run keeps its own seed and origin."""
    kills: Counter[str] = Counter()
    for run in putaran:
        kills.update(run["bunuh"])
    wrong = sum(run["pelanggaran"]["jumlah"] for run in putaran)
    total = {name: round(sum(run[name] for run in putaran), 1) for name in DIJUMLAH}
    pulih = [seconds for run in putaran for seconds in run["pulih"]]
    number, ok, unknown = kills.total(), total["terjawab"], total["tak_tahu"]
    return total | {
        "benih": ", ".join(dict.fromkeys(str(run["benih"]) for run in putaran)),
        "profil": putaran[-1]["profil"],
        "bunuh": dict(sorted(kills.items())),
        "jumlah_bunuh": number,
        "mulai_ulang": len(pulih),
        "siap_detik": persentil(pulih),
        "pelanggaran": {
            "jumlah": wrong,
            "contoh": [one for run in putaran for one in run["pelanggaran"]["contoh"]][:CONTOH],
        },
        "batas": [batas(wrong, number, "kill -9"), batas(wrong, ok, "perintah yang dijawab")],
        "ringkas": f"{ok:,} dijawab, {number} kill -9, {unknown:,} tak tentu",
        "putaran": list(putaran),
    }


Kabar = Callable[[Hasil], None]
"""Told now and then how far it is."""


def siksa(  # noqa: PLR0913 - what a run is made of
    rencana: Rencana,
    folder: Path,
    *,
    periksa_tiap: int,
    kabar: Kabar,
    menit: float | None = None,
    zigot: Zigot | None = None,
) -> Hasil:
    """Go through the plan, for so many minutes at most, and check.

    Stops at the first check that finds something: what follows would be tainted.
    """
    hasil, began = Hasil(rencana), time.monotonic()
    with Sistem(folder, rencana.profil, zigot=zigot) as sistem, Gerombolan(sistem, rencana.benih) as clients:
        sistem.siapkan()
        plan = rencana.tulis(fasyankes=sistem.fasyankes, kepala_templat=len(sistem.isi["berkas"]))
        (sistem.bukti / "rencana.json").write_text(json.dumps(plan, indent=1), encoding="utf-8")
        sistem.mulai()
        putaran = Putaran(sistem, clients, hasil, kabar)
        checked = 0
        clients.mulai()
        for place, langkah in enumerate(rencana.langkah, 1):
            putaran.langkah(langkah)
            over = menit is not None and time.monotonic() - began > menit * 60
            last = over or place == len(rencana.langkah)
            if hasil.jumlah_bunuh - checked >= periksa_tiap or last or hasil.pelanggaran:
                checked = hasil.jumlah_bunuh
                putaran.periksa()
                if hasil.pelanggaran or last:
                    break
                clients.mulai()
        hasil.detik = time.monotonic() - began
        if hasil.pelanggaran:
            hasil.bukti = str(sistem.bukti)
    return hasil


@dataclass(slots=True)
class Putaran:
    """One running system, its clients, and what has come of it so far."""

    sistem: Sistem
    klien: Gerombolan
    hasil: Hasil
    kabar: Kabar
    _sebelum: Angka = field(default_factory=Angka)
    """What was counted before the clients were last started."""

    def langkah(self, langkah: Langkah) -> None:
        """Wait for so many answers, kill, see it ready again."""
        self._tunggu(self.hasil.angka.ok + langkah.sesudah)
        time.sleep(langkah.jeda)
        self._hidup_sendiri()
        awal, began = saat(), time.monotonic()
        killed = self.sistem.bunuh(*langkah.sasaran)
        target = "+".join(langkah.sasaran)
        self.hasil.bunuh[target] += 1
        if langkah.lagi:
            self._lagi(langkah)
        self._mulai()
        took = time.monotonic() - began
        self.hasil.pulih.append(took)
        akhir = saat()
        catat_gangguan(
            self.sistem.bukti,
            "bunuh",
            target,
            **awal,
            pulih_t=akhir["t"],
            pulih_w=akhir["w"],
            pid=killed,
            lagi="+".join(langkah.lagi),
            detik=round(took, 3),
        )
        self.kabar(self.hasil)

    def periksa(self) -> None:
        """Let everything come to rest, dump it, and let the checker read it."""
        hasil, sistem = self.hasil, self.sistem
        began = time.monotonic()
        try:
            self._hitung(self.klien.selesai())
            self._sebelum = hasil.angka
            sistem.tunggu_siap(TENANG_DETIK, lancar=True)
            self._kumpul()
        except (TidakSelesai, TimeoutError, Mati) as error:
            hasil.pelanggaran.append(f"macet: {type(error).__name__}: {error}")
            if not (sistem.bukti / "jejak.jsonl").exists():
                return
        dumped = time.monotonic()
        found = periksa_lengkap(sistem.bukti)
        hasil.pelanggaran += [str(one) for one in found.pelanggaran]
        hasil.dijawab_ok = found.angka["dijawab_ok"]
        took = {"kumpul_detik": round(dumped - began, 1), "periksa_detik": round(time.monotonic() - dumped, 1)}
        hasil.periksa.append({"bunuh": hasil.jumlah_bunuh, **found.angka, **took})
        self.kabar(hasil)

    def _kumpul(self) -> None:
        """Dump ledger and stream at one and the same position: while one is read a deadline may still fire."""
        sistem = self.sistem
        for _ in range(COBA_KUMPUL):
            sistem.tunggu_tenang(TENANG_DETIK)
            before, url = kepala(sistem.database_url), sistem.nats_url
            if url is None:
                continue
            kumpulkan(
                sistem.database_url, url, sistem.nats_token, sistem.fasyankes, sistem.bukti, log_dir=sistem.log_dir
            )
            if kepala(sistem.database_url) == before:
                return
        raise TimeoutError("the ledger does not come to rest")

    def _tunggu(self, sampai: int) -> None:
        """Until so many commands are acknowledged. A client that ended, or a system that stands still, is a finding."""
        began, best = time.monotonic(), -1
        while True:
            self._hitung(self.klien.angka())
            if self.hasil.angka.ok >= sampai:
                return
            if self.hasil.angka.ok > best:
                began, best = time.monotonic(), self.hasil.angka.ok
            if gone := self.klien.gugur():
                self.hasil.pelanggaran.append(f"klien berakhir sendiri: {gone}")
                return
            if time.monotonic() - began > TERSENDAT_DETIK:
                self.hasil.pelanggaran.append(f"macet: tak ada jawaban baru dalam {TERSENDAT_DETIK:.0f} detik")
                return
            self.kabar(self.hasil)
            time.sleep(0.02)

    def _hitung(self, now: Angka) -> None:
        before = self._sebelum
        names = Angka.__slots__
        self.hasil.angka = Angka(*(getattr(before, name) + getattr(now, name) for name in names))

    def _hidup_sendiri(self) -> None:
        """Nothing of ours may end without being killed."""
        for nama in self.sistem.bagian:
            if self.sistem.pid(nama) is None and not (nama == "nats" and self.sistem.profil == "tertanam"):
                self.hasil.pelanggaran.append(f"{nama} berakhir sendiri")

    def _lagi(self, langkah: Langkah) -> None:
        """Kill again on the way up."""
        usual = median(self.sistem.waktu_siap) if self.sistem.waktu_siap else 1.0
        began = time.monotonic()
        try:
            self.sistem.mulai(tunggu=False)
        except (Mati, ChildProcessError, TimeoutError):
            self.hasil.mulai_gagal += 1
        time.sleep(max(0.0, usual * langkah.lagi_pada - (time.monotonic() - began)))
        self.sistem.bunuh(*langkah.lagi)
        self.hasil.bunuh[f"pemulihan:{'+'.join(langkah.lagi)}"] += 1

    def _mulai(self) -> None:
        """Start what is down; what it stands on may only just be coming up."""
        for _ in range(COBA_MULAI):
            try:
                self.sistem.mulai()
            except (Mati, ChildProcessError):
                self.hasil.mulai_gagal += 1
            except TimeoutError as error:
                self.hasil.pelanggaran.append(f"macet: {error}")
                return
            else:
                return
        self.hasil.pelanggaran.append("tidak mau mulai lagi")
