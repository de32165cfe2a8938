"""Our own private keys: files only we can read, in the data directory. No database and no backup of one holds them.

Two kinds, and the NATS nkey apart from both: `tanda` proves what is ours (Ed25519), `sandi` opens what was sealed to
us (X25519). After a rotation the old `sandi` keys stay until the policy says that nothing sealed to them can come any
more; then they are destroyed, so that a stolen one opens nothing old. A restored database without these files cannot
read referrals that were under way: keeping a copy of the folder is a written decision of the facility.
"""

import json
import os
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, Literal

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from filelock import FileLock
from pydantic import BaseModel, ConfigDict, ValidationError

from engine import nkey
from engine.aturan_federasi import AturanFederasi
from engine.federasi.amplop import KunciTanda, tulis_saat
from schemas.federasi.kunci import Kid, KunciTercatat, KunciUmum
from schemas.message import Waktu

TANDA, SANDI = "tanda", "sandi"
Guna = Literal["tanda", "sandi"]
AKHIRAN: Final = ".kunci"
NKEY: Final = "nkey.benih"
_NOMOR: Final = re.compile(r"-[ts]([0-9]{1,6})$")


class KunciRusak(Exception):
    """A file of keys is missing or not what it should be. Says which, and nothing of what is in it."""


class _Berkas(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)
    kid: Kid
    guna: Guna
    rahasia: KunciUmum
    mulai: Waktu
    sampai: Waktu


@dataclass(frozen=True, slots=True)
class KunciSendiri:
    """One private key of ours. Its secret is never shown."""

    kid: str
    guna: Guna
    mulai: datetime
    sampai: datetime
    rahasia: bytes = field(repr=False)

    @property
    def umum(self) -> bytes:
        """The public half."""
        private = self.tanda if self.guna == TANDA else self.sandi
        return private.public_key().public_bytes_raw()

    @property
    def tanda(self) -> Ed25519PrivateKey:
        """For signing."""
        return Ed25519PrivateKey.from_private_bytes(self.rahasia)

    @property
    def sandi(self) -> X25519PrivateKey:
        """For opening."""
        return X25519PrivateKey.from_private_bytes(self.rahasia)

    @property
    def tercatat(self) -> KunciTercatat:
        """As a directory lists it."""
        return KunciTercatat(kid=self.kid, guna=self.guna, kunci=self.umum.hex(), mulai=self.mulai, sampai=self.sampai)


@dataclass(frozen=True, slots=True)
class Laci:
    """The folder our keys are in: `federasi` in the data directory."""

    folder: Path

    @classmethod
    def di(cls, data_dir: Path) -> "Laci":
        """Of this data directory."""
        return cls(data_dir / "federasi")

    def semua(self) -> tuple[KunciSendiri, ...]:
        """Every key, the newest last. Raises KunciRusak."""
        found = [self._baca(path) for path in sorted(self.folder.glob(f"*{AKHIRAN}"))]
        return tuple(sorted(found, key=lambda one: (one.guna, one.mulai, _nomor(one.kid))))

    def buat(self, kode: str, guna: Guna, aturan: AturanFederasi, now: datetime) -> KunciSendiri:
        """A new key, good from a little before now (clocks differ) for as long as the policy says."""
        self._siapkan()
        with FileLock(self.folder / ".gembok"):
            made = Ed25519PrivateKey.generate() if guna == TANDA else X25519PrivateKey.generate()
            lasts = aturan.kunci_tanda if guna == TANDA else aturan.kunci_sandi
            number = max((_nomor(one.kid) for one in self.semua() if one.guna == guna), default=0) + 1
            start = now.replace(microsecond=0) - aturan.selisih_jam.batas
            kid = f"{kode.lower()}-{guna[0]}{number}"
            key = KunciSendiri(kid, guna, start, start + lasts.batas, made.private_bytes_raw())
            self._tulis(self.folder / f"{kid}{AKHIRAN}", _isi(key))
        return key

    def siapkan(self, kode: str, aturan: AturanFederasi, now: datetime) -> tuple[KunciTercatat, ...]:
        """A key of each kind where there is none; all public halves that are not past."""
        here = {one.guna for one in self.semua()} if self.folder.is_dir() else set()
        if TANDA not in here:
            self.buat(kode, "tanda", aturan, now)
        if SANDI not in here:
            self.buat(kode, "sandi", aturan, now)
        return self.umum(now)

    def umum(self, now: datetime) -> tuple[KunciTercatat, ...]:
        """The public halves that are not past, as a directory lists them."""
        return tuple(one.tercatat for one in self.semua() if one.sampai > now)

    def penanda(self, terdaftar: frozenset[str]) -> KunciTanda | None:
        """The newest key of ours among those the directory holds good now. None: nobody would believe us."""
        own = [one for one in self.semua() if one.guna == TANDA and one.kid in terdaftar]
        return KunciTanda(own[-1].kid, own[-1].tanda) if own else None

    def pembuka(self) -> dict[str, X25519PrivateKey]:
        """What opens, by name: old ones too."""
        return {one.kid: one.sandi for one in self.semua() if one.guna == SANDI}

    def buang_lama(self, aturan: AturanFederasi, now: datetime) -> list[str]:
        """Destroy keys nothing can come for any more. The newest of a kind stays, however old. Which went."""
        gone = []
        for guna, keep in ((SANDI, aturan.simpan_kunci_lama.batas), (TANDA, timedelta(0))):
            for one in [key for key in self.semua() if key.guna == guna][:-1]:
                if one.sampai + keep < now:
                    (self.folder / f"{one.kid}{AKHIRAN}").unlink(missing_ok=True)
                    gone.append(one.kid)
        return gone

    def nkey(self) -> nkey.Nkey:
        """What logs in to a hub's server; made at the first question. Raises KunciRusak."""
        path = self.folder / NKEY
        if not path.exists():
            self._siapkan()
            self._tulis(path, nkey.buat().benih.encode("ascii"))
        try:
            return nkey.dari_benih(path.read_text(encoding="ascii"))
        except (OSError, ValueError) as error:
            raise KunciRusak(f"{path.name} hilang atau rusak; ambil dari cadangan kunci") from error

    def _siapkan(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o700)

    def _baca(self, path: Path) -> KunciSendiri:
        try:
            read = _Berkas.model_validate_json(path.read_bytes())
        except (OSError, ValidationError):
            raise KunciRusak(f"{path.name} rusak atau tidak terbaca; ambil dari cadangan kunci") from None
        return KunciSendiri(read.kid, read.guna, read.mulai, read.sampai, bytes.fromhex(read.rahasia))

    def _tulis(self, path: Path, isi: bytes) -> None:
        """There whole or not at all, and readable by us alone from its first byte."""
        made = path.with_name(f".{path.name}.baru")
        made.unlink(missing_ok=True)
        with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(isi)
            file.flush()
            os.fsync(file.fileno())
        made.replace(path)


def _isi(key: KunciSendiri) -> bytes:
    told = {
        "kid": key.kid,
        "guna": key.guna,
        "rahasia": key.rahasia.hex(),
        "mulai": tulis_saat(key.mulai),
        "sampai": tulis_saat(key.sampai),
    }
    return json.dumps(told, indent=1).encode("ascii")


def _nomor(kid: str) -> int:
    found = _NOMOR.search(kid)
    return int(found.group(1)) if found else 0
