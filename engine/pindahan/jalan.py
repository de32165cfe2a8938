"""An import from end to end: look at the file, judge every row, and (unless it is a rehearsal) ask the front door.

Rows are read as a stream, some hundred at a time; kept of a row are a fingerprint and what there is to say of it.
Stopped anywhere, the same file is imported again: what is there already is seen and left alone.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Final

from sqlalchemy import Engine

from engine.execute import Accepted, Answer, FrontDoor
from engine.impor.baris import Aturan, BarisPasien, baca, ditolak
from engine.impor.buka import buka
from engine.impor.judul import Judul, cari_judul, data
from engine.impor.lembar import Mentah, TidakTerbaca
from engine.impor.peta import Peta, Pratata, tebak
from engine.impor.survei import Survei, survei
from engine.impor.temuan import Catatan, Keparahan, Temuan, kelas, temuan
from engine.kiup.nama import kata
from engine.numbers import kunci
from engine.pindahan.rencana import Asal, Fakta, Rencana, pasien_id, rencanakan
from engine.refusals import Golongan, Refusal
from engine.views import pindahan as views
from schemas.message import Command

SEKALIGUS: Final = 500
"""Rows asked about and imported together: bounds what is held in memory, and how long a scan waits behind them."""


@dataclass(frozen=True, slots=True)
class Berkas:
    """A file to import: where it is, which sheet of it, how its columns are known, how wide its numbers are."""

    path: Path
    pratata: Pratata
    lembar: str | None = None
    peta: Peta | None = None
    """The person's own choice of columns; None: by name."""
    lebar: int | None = None
    paksa: bool = False
    """Columns are chosen by hand: a header of unknown names is one too."""


@dataclass(slots=True)
class Hasil:
    """What an import did, or would do."""

    jumlah: int = 0
    """Rows of the file."""
    baris: int = 0
    """Rows looked at so far."""
    pasien_baru: int = 0
    pasien_diubah: int = 0
    berkas_baru: int = 0
    berkas_dikaitkan: int = 0
    sama: int = 0
    kembar: int = 0
    catatan: Catatan = field(default_factory=Catatan)
    umum: tuple[str, ...] = ()
    """What there is to say of the file as a whole."""
    berhenti: bool = False
    """The front door could not write any more: import the same file again later."""


@dataclass(frozen=True, slots=True)
class Dilihat:
    """A first look: how the file was read, its header, some of its rows."""

    rupa: str
    judul: Judul
    peta: Peta
    contoh: tuple[Mentah, ...]
    lembar: tuple[str, ...]
    dipakai: str


def lihat(berkas: Berkas, banyak: int = 3) -> Dilihat:
    """The header, the guessed columns and the first rows. Raises TidakTerbaca or OSError."""
    with buka(berkas.path, berkas.lembar) as lembar:
        judul, _, rows = cari_judul(lembar, berkas.pratata.kolom, paksa=berkas.paksa)
        peta = berkas.peta or tebak(judul.kolom, berkas.pratata)
        contoh = tuple(islice(data(judul, rows, peta.letak), banyak))
        return Dilihat(lembar.rupa, judul, peta, contoh, lembar.nama, lembar.dipakai)


@contextmanager
def _rows(berkas: Berkas, peta: Peta) -> Iterator[Iterator[Mentah]]:
    with buka(berkas.path, berkas.lembar) as lembar:
        judul, _, rows = cari_judul(lembar, berkas.pratata.kolom, paksa=berkas.paksa)
        yield data(judul, rows, peta.letak)


@dataclass(slots=True)
class Impor:
    """One import of one file. `door` None: a rehearsal, which writes nothing."""

    engine: Engine
    berkas: Berkas
    asal: Asal
    hari_ini: date
    door: FrontDoor | None = None
    maju: Callable[[Hasil], bool] = field(default=lambda _: True)
    """Told after each batch; False stops."""
    hasil: Hasil = field(default_factory=Hasil)
    _survei: Survei = field(default_factory=Survei)
    _terlihat: set[str] = field(default_factory=set)
    _nik: set[str] = field(default_factory=set)
    _orang: set[int] = field(default_factory=set)
    """Fingerprints of the names and birth dates of earlier rows."""

    def jalankan(self) -> Hasil:
        """Read the file through, twice: the whole of it first, then row by row. Raises TidakTerbaca or OSError."""
        peta = lihat(self.berkas).peta
        with _rows(self.berkas, peta) as rows:
            self._survei = survei(rows, peta, self.berkas.lebar)
        if self.berkas.lebar is not None and not self._survei.lebar_cocok(self.berkas.lebar):
            raise TidakTerbaca("lebar_tidak_cocok")
        self.hasil.jumlah = self._survei.baris
        self.hasil.umum = _umum(self._survei, peta, self.berkas.lebar)
        aturan = Aturan(self.hari_ini, self.berkas.lebar, self._survei.terpanjang)
        with _rows(self.berkas, peta) as rows:
            while batch := list(islice(rows, SEKALIGUS)):
                self._batch([baca(row, peta, aturan) for row in batch])
                self.hasil.baris += len(batch)
                if not self.maju(self.hasil) or self.hasil.berhenti:
                    self.hasil.berhenti = True
                    break
        return self.hasil

    def _batch(self, rows: list[tuple[BarisPasien | None, list[Temuan]]]) -> None:
        fakta = self._fakta([baris for baris, _ in rows if baris])
        plans: list[Rencana] = []
        for baris, found in rows:
            if baris is None:
                self.hasil.catatan.baris(found)
            elif plan := self._rencana(baris, fakta):
                plans.append(plan)
        if self.door is not None:
            self._minta(self.door, plans)
        for plan in plans:
            self.hasil.catatan.baris(plan.temuan)
            self._hitung(plan)

    def _rencana(self, baris: BarisPasien, fakta: Fakta) -> Rencana | None:
        nomor = kunci(baris.nomor)
        if nomor in self._survei.beberapa_orang:
            found = [*baris.temuan, temuan(baris.baris, "nomor", "nomor_beberapa_orang", baris.nomor)]
            self.hasil.catatan.baris(found)
            return None
        keluarga = nomor in self._survei.keluarga
        siapa = pasien_id(self.asal, baris, keluarga=keluarga)
        if siapa in self._terlihat:
            self.hasil.catatan.baris([temuan(baris.baris, "nomor", "baris_kembar", baris.nomor)])
            self.hasil.kembar += 1
            return None
        pertama = nomor not in self._terlihat
        self._terlihat |= {siapa, nomor}
        plan = rencanakan(self.asal, baris, fakta, keluarga=keluarga, pertama=pertama)
        if keluarga and not pertama:
            plan.lapor("nomor", "satu_map_keluarga")
        self._kembar(plan)
        return plan

    def _kembar(self, plan: Rencana) -> None:
        """Earlier rows of this file that may be the same person under another number."""
        siapa = plan.baris.identitas
        if siapa.nik:
            if siapa.nik in self._nik:
                plan.lapor("nik", "nik_kembar")
            self._nik.add(siapa.nik)
        if siapa.tanggal_lahir:
            orang = hash((frozenset(kata(siapa.nama)), siapa.tanggal_lahir))
            if orang in self._orang:
                plan.lapor("nama", "orang_kembar")
            self._orang.add(orang)

    def _fakta(self, rows: list[BarisPasien]) -> Fakta:
        with self.engine.connect() as connection:
            maps = views.folder(connection, [kunci(baris.nomor) for baris in rows])
            ids = {
                pasien_id(self.asal, baris, keluarga=kunci(baris.nomor) in self._survei.keluarga) for baris in rows
            } | {one.pasien for one in maps.values() if one.pasien}
            people = views.pasien(connection, ids)
            kembaran = views.kembaran(
                connection,
                {baris.identitas.nik for baris in rows if baris.identitas.nik},
                {baris.identitas.tanggal_lahir for baris in rows if baris.identitas.tanggal_lahir},
            )
        return Fakta(maps, people, kembaran.tanpa(self._terlihat))

    def _minta(self, door: FrontDoor, plans: list[Rencana]) -> None:
        """Patients first; a folder only for a patient who was accepted."""
        asked = [(plan, plan.pasien) for plan in plans if plan.pasien and not plan.dilewati]
        for (plan, _), answer in zip(asked, _ask(door, [command for _, command in asked]), strict=True):
            self._jawaban(plan, answer)
        asked = [(plan, plan.berkas) for plan in plans if plan.berkas and not plan.dilewati]
        for (plan, _), answer in zip(asked, _ask(door, [command for _, command in asked]), strict=True):
            self._jawaban(plan, answer)

    def _jawaban(self, plan: Rencana, answer: Answer) -> None:
        if isinstance(answer, Accepted):
            return
        plan.dilewati = True
        if answer.golongan in {Golongan.BELUM_TERCATAT, Golongan.TERLALU_BANYAK}:
            self.hasil.berhenti = True
            plan.lapor("", "belum_selesai")
            return
        plan.temuan.append(_dari_penolakan(plan.baris.baris, answer))

    def _hitung(self, plan: Rencana) -> None:
        if plan.dilewati:
            return
        hasil = self.hasil
        hasil.sama += plan.sama
        if plan.pasien:
            hasil.pasien_baru += plan.pasien.jenis == "pasien.daftarkan"
            hasil.pasien_diubah += plan.pasien.jenis == "pasien.ubah_identitas"
        if plan.berkas:
            hasil.berkas_baru += plan.berkas.jenis == "berkas.daftarkan"
            hasil.berkas_dikaitkan += plan.berkas.jenis == "berkas.kaitkan"


def _ask(door: FrontDoor, commands: Iterable[Command]) -> list[Answer]:
    futures = [door.submit(command) for command in commands]
    return [future.result() for future in futures]


def _dari_penolakan(baris: int, refusal: Refusal) -> Temuan:
    return Temuan(baris, refusal.field or "", refusal.kode, Keparahan.DITOLAK, refusal.kalimat, kelas(""))


UMUM: Final = {
    "kolom_kembar": "Ada kolom yang bernama sama; yang pertama dipakai.",
    "nik_dibulatkan": "Lebih dari separuh NIK berakhir 0: berkas ini agaknya pernah melewati Excel, dan angka terakhir "
    "setiap NIK mungkin salah. Ekspor ulang langsung dari sumbernya.",
    "nomor_beragam": "Nomor rekam medis tidak sama panjang. Bila di map tertulis dengan nol di depan, sebut lebar "
    "nomornya.",
}
"""What there is to say of a file as a whole, by kode."""


def _umum(found: Survei, peta: Peta, lebar: int | None) -> tuple[str, ...]:
    told = {
        "kolom_kembar": bool(peta.kembar),
        "nik_dibulatkan": found.nik_dibulatkan,
        "nomor_beragam": lebar is None and found.tidak_sama_panjang,
    }
    return tuple(kode for kode, so in told.items() if so)


__all__ = ["UMUM", "Berkas", "Dilihat", "Hasil", "Impor", "ditolak", "lihat"]
