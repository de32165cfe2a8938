"""The world of the state machine: doors on a database, wishes asked of them and of the model, and the comparison."""

import os
import warnings
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any, ClassVar, Final

from hypothesis.stateful import RuleBasedStateMachine
from sqlalchemy import Engine, select

from engine import tables as t
from engine.answers import Accepted, Answer
from engine.database import connect
from engine.execute import FrontDoor
from engine.facility import baru
from engine.points import Titik, hang
from engine.refusals import SENTENCES, Refusal
from schemas.commands import COMMANDS
from schemas.commands import kekurangan as kurang
from schemas.message import Command, Pelaku
from schemas.names import SEMUA_UNIT, BerkasId, Cara, Keperluan, Peran
from tests.buku import satu_cerita
from tests.kit import DOKTER, PKM, SERBA_BISA, Jam, orang, wish
from tests.mesin_model import JALAN, RM, Jawab, Kini, Tanya, catat_kurang, jawab

SERBA_LAIN: Final = orang(*Peran, unit=(SEMUA_UNIT,))
TAK_BERHAK: Final = orang(Peran.AUDITOR)
JENIS: Final = ("daftarkan", "pindai", "terlihat", "tahan", "lepas", *JALAN)
UNIT: Final = ("GIGI", "UMUM", RM)
TUNGGU: Final = 30.0
MATI: Final = 137
SEBELUM_COMMIT: Final = (
    Titik.PINTU_MENGAMBIL,
    Titik.TRANSAKSI_SEBELUM_MULAI,
    Titik.TRANSAKSI_SESUDAH_MULAI,
    Titik.TRANSAKSI_SESUDAH_PUTUSAN,
    Titik.BUKU_SESUDAH_BERKAS,
    Titik.BUKU_SESUDAH_JEJAK,
    Titik.BUKU_SESUDAH_TENGGAT,
    Titik.TRANSAKSI_SEBELUM_COMMIT,
)
SESUDAH_COMMIT: Final = (Titik.TRANSAKSI_SESUDAH_COMMIT, Titik.JAWABAN_SESUDAH)
HANYA_BERBARIS: Final = frozenset({Titik.BUKU_SESUDAH_BERKAS, Titik.BUKU_SESUDAH_JEJAK, Titik.BUKU_SESUDAH_TENGGAT})
"""Moments only a batch that writes a line comes to."""
GANGGUAN: Final = frozenset({"belum_tercatat", "antrean_penuh", "galat_dalam"})
"""Refusals that tell of a fault: no answer of this machine may be one."""

Adegan = tuple[Command, Answer]


class Dunia(RuleBasedStateMachine):
    """Doors on one database, and the model of what they owe. Its rules stand in `tests/mesin.py`."""

    hitung: ClassVar[Counter[str]] = Counter()
    """How often each thing happened, over all examples: for a report."""

    def __init__(self, url: str, buang: Callable[[], None]) -> None:
        super().__init__()
        self.url = url
        self.buang = buang
        self.engine = connect(url)
        self.jam = Jam()
        self.doors: list[tuple[Engine, FrontDoor]] = []
        self.ditinggal: list[tuple[Engine, FrontDoor]] = []
        self.model: dict[BerkasId, Kini] = {}
        self.jawaban: dict[str, Answer] = {}
        self.seq = 0
        self.nomor: dict[BerkasId, str] = {}
        self.kurang: dict[BerkasId, str] = {}
        self.buka()
        self.hitung["contoh"] += 1

    # ── the world ───────────────────────────────────────────────────────────────────────────────────

    def buka(self) -> None:
        """One more process at the ledger."""
        engine = connect(self.url)
        self.doors.append((engine, FrontDoor(engine, PKM.kode, now=self.jam).open()))

    def teardown(self) -> None:
        """Close what was opened; the last check of all."""
        try:
            for engine, door in self.doors + self.ditinggal:
                door.close()
                engine.dispose()
            assert satu_cerita(self.engine) == self.seq
        finally:
            self.engine.dispose()
            self.buang()

    def pintu(self, nomor: int) -> FrontDoor:
        """One of the open doors."""
        return self.doors[nomor % len(self.doors)][1]

    def perintah(self, berkas: BerkasId, tanya: Tanya) -> Command:
        """The wish as a command with a fresh id."""
        jenis = "catat_terlihat" if tanya.jenis == "terlihat" else tanya.jenis
        kelas = COMMANDS[f"berkas.{jenis}"]
        isi: dict[str, Any] = {
            "nomor": self.nomor.get(berkas, "000000"),
            "pembawa": "elektronik" if berkas in self.model and self.model[berkas].elektronik else "fisik",
            "unit": tanya.unit,
            "tujuan": tanya.unit,
            "pemegang": tanya.pemegang,
            "penanggung_jawab": DOKTER.id,
            "peminjam": tanya.pemegang,
            "keperluan": Keperluan.KLAIM,
            "jatuh_tempo": self.jam.saat + timedelta(days=7),
            "cara_kembali": "diantar",
        }
        amplop: dict[str, Any] = {}
        if tanya.jenis == "pindai":
            isi |= {"tujuan": tanya.tujuan, "cara_kembali": None}
            amplop["di"] = tanya.unit
        return kelas(
            command_id=baru(),
            subjek=berkas,
            pelaku=siapa(tanya),
            cara=tanya.cara,
            terjadi_pada=tanya.waktu,
            versi=tanya.versi,
            **amplop,
            **{nama: isi[nama] for nama in kelas.ISI if nama in isi and nama not in Command.model_fields},
        )

    def harap(self, berkas: BerkasId, tanya: Tanya) -> Jawab:
        """What the model says; it has happened then."""
        told = jawab(self.model[berkas], tanya, self.jam.saat)
        self.model[berkas] = told.kini
        self.seq += told.baris
        self.hitung["ditolak" if told.peristiwa is None else told.peristiwa] += 1
        return told

    def cocok(self, command: Command, told: Jawab, answer: Answer) -> Adegan:
        """The answer is the one the model gave; it is remembered."""
        assert not isinstance(answer, Refusal) or answer.kode not in GANGGUAN, answer
        if told.peristiwa is None:
            assert isinstance(answer, Refusal), (command.jenis, answer)
            assert answer.kode in SENTENCES
            assert "{" not in answer.kalimat + answer.sentence
        else:
            assert isinstance(answer, Accepted), (command.jenis, answer)
            found = (answer.peristiwa, answer.versi, str(answer.keadaan), answer.subjek, answer.diulang)
            kini = told.kini
            assert found == (f"berkas.{told.peristiwa}.v1", kini.versi, kini.keadaan, command.subjek, False)
        self.jawaban[command.command_id] = answer
        return command, answer

    def minta(self, door: FrontDoor, *wishes: tuple[BerkasId, Tanya]) -> list[Adegan]:
        """Ask all of these at once at one door, which answers them in this order."""
        commands = [self.perintah(berkas, tanya) for berkas, tanya in wishes]
        before = self.seq
        futures = [door.submit(command) for command in commands]
        told = [self.harap(berkas, tanya) for berkas, tanya in wishes]
        found = [
            self.cocok(command, jawaban, future.result(TUNGGU))
            for command, jawaban, future in zip(commands, told, futures, strict=True)
        ]
        seqs = [answer.seq for _, answer in found if isinstance(answer, Accepted)]
        assert seqs == sorted(set(seqs)), "answers stand in the ledger in the order they were asked"
        assert all(before < seq <= self.seq for seq in seqs)
        return found

    def satu(self, berkas: BerkasId, tanya: Tanya, door: int = 0) -> Adegan:
        """Ask for one thing."""
        return self.minta(self.pintu(door), (berkas, tanya))[0]

    def tanya(self, jenis: str, pelaku: Pelaku, unit: str, cara: Cara = Cara.API, **isi: Any) -> Tanya:
        """A wish that names people and places known here."""
        pemegang = DOKTER.id if jenis in {"pinjamkan", "ambil"} else None
        return Tanya(jenis, pelaku.id, unit, **{"pemegang": pemegang, "cara": cara.value} | isi)

    def daftar(self, *, elektronik: bool) -> BerkasId:
        berkas = BerkasId(baru())
        self.nomor[berkas] = f"{len(self.nomor) + 1:06d}"
        kini = Kini(elektronik, self.jam.saat, self.jam.saat)
        self.model[berkas] = kini
        command = self.perintah(berkas, self.tanya("daftarkan", SERBA_BISA, RM))
        self.seq += 1
        self.cocok(command, Jawab(kini, "didaftarkan", baris=True), self.pintu(0).submit(command).result(TUNGGU))
        return berkas

    def kurangi(self, berkas: BerkasId, door: int) -> None:
        """Write down a gap in it."""
        gap = wish(kurang.Catat, baru(), berkas=berkas, butir="identitas.terisi", penanggung_jawab=DOKTER.id)
        answer = self.pintu(door).submit(gap).result(TUNGGU)
        assert isinstance(answer, Accepted) == catat_kurang(self.model[berkas]), answer
        if isinstance(answer, Refusal):
            self.jawaban[gap.command_id] = answer
            return
        self.seq += 1
        self.kurang[berkas] = gap.subjek
        self.model[berkas] = replace(self.model[berkas], kurang=True)

    def penuhi(self, berkas: BerkasId, door: int) -> None:
        """Close what was missing in it."""
        gap = self.kurang.pop(berkas, None)
        if gap is None:
            return
        for kind in (kurang.NyatakanDilengkapi, kurang.Verifikasi):
            answer = self.pintu(door).submit(wish(kind, gap)).result(TUNGGU)
            assert isinstance(answer, Accepted), answer
            self.seq += 1
        self.model[berkas] = replace(self.model[berkas], kurang=False)

    def anak(self, titik: Titik, commands: list[Command]) -> int:
        """Ask these in a process of its own that dies at this moment; how it ended."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # other threads: the doors', all waiting
            child = os.fork()
        if child:
            return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        with suppress(BaseException):  # whatever happens in here, it is not the parent's test that goes on
            hang(lambda passed: os._exit(MATI) if passed is titik else None)
            gate = FrontDoor(connect(self.url), PKM.kode, now=self.jam)
            futures = [gate.submit(command) for command in commands]
            gate.open()
            for future in futures:
                future.result(TUNGGU)
            gate.close()
        os._exit(0)

    def semua_satu_cerita(self, kecuali: frozenset[str] = frozenset()) -> None:
        """Compare; `kecuali`: commands whose answer the model has not heard yet."""
        assert satu_cerita(self.engine) == self.seq
        c = t.berkas.c
        query = select(c.id, c.keadaan, c.versi, c.lokasi, c.tujuan, c.pemegang, c.ditahan, c.pembawa)
        with self.engine.connect() as connection:
            rows = {row[0]: tuple(row[1:]) for row in connection.execute(query)}
            refused = set(connection.execute(select(t.penolakan.c.perintah_id)).scalars())
        assert rows == {
            berkas: (k.keadaan, k.versi, k.tempat, k.tujuan, k.pemegang, k.ditahan, pembawa(k))
            for berkas, k in self.model.items()
        }
        heard = {key for key, answer in self.jawaban.items() if isinstance(answer, Refusal)}
        assert refused - kecuali == heard


def siapa(tanya: Tanya) -> Pelaku:
    return next(who for who in (SERBA_BISA, SERBA_LAIN, TAK_BERHAK) if who.id == tanya.pelaku)


def pembawa(kini: Kini) -> str:
    return "elektronik" if kini.elektronik else "fisik"


def serupa(first: Answer, again: Answer) -> bool:
    """The same answer; a repeat says that it is one."""
    if isinstance(first, Accepted) and isinstance(again, Accepted):
        return isi(first) == isi(again)
    return first == again


def isi(answer: Accepted) -> tuple[object, ...]:
    """All of an answer but whether it is a repeat."""
    return answer.seq, answer.versi, answer.keadaan, answer.peristiwa, answer.subjek
