"""Files brought to the import page: where each lies, how far it is, and the thread that works on it.

A file lies in the data directory, out of the web's reach, readable by this process alone; it is deleted when its import
is done or called off, and after a day at the latest. What is kept on disk beside it are choices and counts, no row. The
findings with their cells live in memory only. A restart loses nothing: the file is still there, and importing it again
repeats nothing.
"""

import json
import secrets
import shutil
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import IO, Final
from zoneinfo import ZoneInfo

import structlog

from engine.impor.lembar import TidakTerbaca, teks
from engine.impor.peta import PRATATA, Kolom, Peta
from engine.log import places
from engine.pindahan.jalan import Berkas, Dilihat, Hasil, Impor, lihat
from engine.pindahan.rencana import Asal
from engine.settings import ZONA_INDONESIA
from schemas.message import Pelaku
from schemas.names import Peran, PetugasId
from web.context import Konteks

log = structlog.get_logger()

UNGGAH_TERBESAR: Final = 64_000_000
"""Bytes of a file; 50,000 patients are about a fifth of it."""
DISIMPAN: Final = timedelta(days=1)
SEPOTONG: Final = 1 << 20
PERAN: Final = frozenset({Peran.PEREKAM_MEDIS, Peran.PETUGAS_PENDAFTARAN})
"""As whom an import acts, whoever of those who may started it."""


class Tahap(StrEnum):
    """How far a file is."""

    DIPETAKAN = "dipetakan"
    MEMERIKSA = "memeriksa"
    DIPERIKSA = "diperiksa"
    MENGIMPOR = "mengimpor"
    SELESAI = "selesai"
    TERPUTUS = "terputus"
    """Stopped before its end, by somebody, a restart or a full disk: import it again."""
    GAGAL = "gagal"


BERJALAN: Final = frozenset({Tahap.MEMERIKSA, Tahap.MENGIMPOR})


@dataclass(slots=True)
class Pekerjaan:
    """One file that was brought, and the choices made about it."""

    id: str
    folder: Path
    pemilik: str
    nama: str
    dibuat: datetime
    pratata: str = "otomatis"
    lembar: str | None = None
    lebar: int | None = None
    letak: dict[str, int] | None = None
    """The person's own choice of columns."""
    tahap: Tahap = Tahap.DIPETAKAN
    hasil: Hasil = field(default_factory=Hasil, repr=False)
    galat: str = ""
    henti: bool = False

    @property
    def isi(self) -> Path:
        """The file itself."""
        return self.folder / "isi"

    @property
    def berkas(self) -> Berkas:
        """The file as the import reads it."""
        pratata = PRATATA[self.pratata]
        peta = None
        if self.letak is not None:
            peta = Peta(pratata.sistem, {Kolom(nama): tempat for nama, tempat in self.letak.items()})
        return Berkas(self.isi, pratata, self.lembar, peta, self.lebar, paksa=True)

    def simpan(self) -> None:
        """Write the choices down, for after a restart."""
        kept = {
            name: getattr(self, name) for name in ("pemilik", "nama", "pratata", "lembar", "lebar", "letak", "tahap")
        } | {"dibuat": self.dibuat.isoformat()}
        sementara = self.folder / "keadaan.baru"
        sementara.write_text(json.dumps(kept), encoding="utf-8")
        sementara.replace(self.folder / "keadaan.json")


@dataclass(slots=True)
class Meja:
    """All files that were brought; at most one of them is worked on at a time."""

    konteks: Konteks
    _ada: dict[str, Pekerjaan] = field(default_factory=dict)
    _kunci: threading.Lock = field(default_factory=threading.Lock)
    _dibaca: bool = False

    @property
    def folder(self) -> Path:
        """Where they lie."""
        return self.konteks.settings.data_dir / "impor"

    def milik(self, petugas: PetugasId) -> list[Pekerjaan]:
        """Somebody's own files, the newest first; old ones are deleted on the way."""
        with self._kunci:
            self._baca()
            self._basi()
            found = [one for one in self._ada.values() if one.pemilik == petugas]
        return sorted(found, key=lambda one: one.dibuat, reverse=True)

    def satu(self, id_: str, petugas: PetugasId) -> Pekerjaan | None:
        """One of somebody's own files."""
        return next((one for one in self.milik(petugas) if one.id == id_), None)

    def terima(self, isi: IO[bytes], nama: str, pratata: str, petugas: PetugasId) -> Pekerjaan | TidakTerbaca:
        """Take a file in and look at it; what is no sheet is not kept."""
        id_ = secrets.token_hex(16)
        with self._kunci:
            self._baca()  # before there is a folder that looks left behind
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder = self.folder / id_
        folder.mkdir(mode=0o700)
        made = Pekerjaan(id_, folder, petugas, _nama(nama), self.konteks.now(), pratata)
        try:
            made.isi.touch(mode=0o600)
            with made.isi.open("wb") as file:
                shutil.copyfileobj(isi, file, SEPOTONG)
            lihat(made.berkas)
        except TidakTerbaca as error:
            shutil.rmtree(folder, ignore_errors=True)
            return error
        except OSError:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        made.simpan()
        with self._kunci:
            self._ada[id_] = made
        return made

    def dilihat(self, satu: Pekerjaan) -> Dilihat:
        """The header and some rows. Raises TidakTerbaca or OSError."""
        return lihat(satu.berkas)

    def mulai(self, satu: Pekerjaan, *, sungguh: bool) -> bool:
        """Rehearse or import, in a thread of its own. False where another file is being worked on."""
        with self._kunci:
            if any(one.tahap in BERJALAN for one in self._ada.values()):
                return False
            satu.tahap = Tahap.MENGIMPOR if sungguh else Tahap.MEMERIKSA
            satu.hasil, satu.henti, satu.galat = Hasil(), False, ""
        satu.simpan()
        threading.Thread(target=self._kerjakan, args=(satu, sungguh), name="impor", daemon=True).start()
        return True

    def hentikan(self, satu: Pekerjaan) -> None:
        """Stop after the rows that are under way."""
        satu.henti = True

    def buang(self, satu: Pekerjaan) -> None:
        """Delete the file and everything about it."""
        with self._kunci:
            self._ada.pop(satu.id, None)
            shutil.rmtree(satu.folder, ignore_errors=True)

    def _kerjakan(self, satu: Pekerjaan, sungguh: bool) -> None:
        try:
            hasil = self._impor(satu, sungguh=sungguh).jalankan()
        except TidakTerbaca as error:
            satu.galat, satu.tahap = str(error), Tahap.GAGAL
        except Exception as error:  # noqa: BLE001 - a thread's last guard: told and logged by its kind, never by its content
            log.error("impor_gagal", galat=type(error).__name__, di=places(error))
            satu.galat, satu.tahap = "galat_dalam", Tahap.GAGAL
        else:
            if hasil.berhenti:
                satu.tahap = Tahap.TERPUTUS
            else:
                satu.tahap = Tahap.SELESAI if sungguh else Tahap.DIPERIKSA
        with suppress(OSError):
            if satu.tahap is Tahap.SELESAI:
                shutil.rmtree(satu.folder, ignore_errors=True)
            elif satu.folder.exists():
                satu.simpan()

    def _impor(self, satu: Pekerjaan, *, sungguh: bool) -> Impor:
        parts = self.konteks
        milik = parts.fasyankes()
        kode, zona = (milik.kode, milik.zona) if milik else ("", parts.settings.zona)
        pelaku = Pelaku(PetugasId(satu.pemilik), PERAN)
        made = Impor(
            parts.engine,
            satu.berkas,
            Asal(kode, PRATATA[satu.pratata].sistem, pelaku),
            parts.now().astimezone(ZoneInfo(ZONA_INDONESIA[zona])).date(),
            parts.door if sungguh else None,
        )
        satu.hasil = made.hasil
        made.maju = lambda _: not satu.henti
        return made

    def _baca(self) -> None:
        """What lay there before this process began; what was being worked on was cut off."""
        if self._dibaca:
            return
        self._dibaca = True
        for folder in self.folder.iterdir() if self.folder.is_dir() else ():
            if (found := _dari_disk(folder)) is not None:
                self._ada[found.id] = found
            else:
                shutil.rmtree(folder, ignore_errors=True)

    def _basi(self) -> None:
        batas = self.konteks.now() - DISIMPAN
        for one in [one for one in self._ada.values() if one.dibuat < batas and one.tahap not in BERJALAN]:
            del self._ada[one.id]
            shutil.rmtree(one.folder, ignore_errors=True)


def _dari_disk(folder: Path) -> Pekerjaan | None:
    try:
        kept = json.loads((folder / "keadaan.json").read_text(encoding="utf-8"))
        tahap = Tahap(kept.pop("tahap"))
        dibuat = datetime.fromisoformat(kept.pop("dibuat"))
        found = Pekerjaan(folder.name, folder, dibuat=dibuat, **kept)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    if not found.isi.is_file() or found.pratata not in PRATATA:
        return None
    found.tahap = Tahap.TERPUTUS if tahap is Tahap.MENGIMPOR else Tahap.DIPETAKAN
    return found


def _nama(nama: str) -> str:
    """A file's name as it is shown: no path, nothing that cannot be printed."""
    last = nama.replace("\\", "/").rpartition("/")[2]
    return "".join(satu for satu in last if satu.isprintable())[:80] or "tanpa nama"


def rows_of(satu: Dilihat) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """Each column: its place, its name, its first cells."""
    for tempat, nama in enumerate(satu.judul.sebutan):
        cells = tuple(teks(row.sel[tempat])[:40] if tempat < len(row.sel) else "" for row in satu.contoh)
        if nama or any(cells):
            yield tempat, nama, cells


__all__ = ["BERJALAN", "PERAN", "UNGGAH_TERBESAR", "Meja", "Pekerjaan", "Tahap", "rows_of"]
