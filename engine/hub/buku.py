"""The hub's register, a directory of files: who is on it, what the server is told, which keys it has.

Whoever changes it holds its lock and writes the file anew, whole. A running hub sees the higher generation and takes
it over; a hub that does not run takes it over when it starts.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from filelock import FileLock, Timeout
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from engine import nkey
from engine.federasi import direktori as direktori_hub
from engine.hub import sertifikat
from engine.hub.konfigurasi import Anggota, Peladen, konfigurasi, uji
from engine.relay import KartuMasuk, NatsTujuan
from schemas.federasi.kunci import Direktori, DirektoriTerbit, KunciUmum, SekutuTercatat
from schemas.federasi.paket import PaketGabung, PermohonanGabung
from schemas.names.federasi import JenisFasyankes, KodeFasyankes

BUKU: Final = "hub.json"
DIREKTORI: Final = "direktori.json"
NATS: Final = "nats"
"""The server's own folder in the hub's."""
TLS: Final = "tls"
KUNCI: Final = "kunci"
ADMIN, SISTEM, UJI = "admin", "sistem", "uji"
TUNGGU_DETIK: Final = 20.0
SEMUA_ALAMAT: Final = frozenset({"0.0.0.0", "::"})
BITA: Final = 4 * 1024**3
"""Of the stream; a full hub takes nothing more, and everything waits at the facilities."""


class HubRusak(Exception):
    """There is no hub in this directory, or its files are not what they should be. Says what to do."""


class _Catatan(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Terdaftar(_Catatan):
    """A facility that was enrolled. A revoked one stays in the register; its account is gone."""

    permohonan: PermohonanGabung
    """What it said of itself, with its public keys."""
    tingkat: int = Field(ge=1, le=3)
    induk: KodeFasyankes | None = None
    sidik: str
    """The fingerprint somebody compared with the facility by another way."""
    sejak: datetime
    dicabut: datetime | None = None

    @property
    def kode(self) -> str:
        """Its code."""
        return self.permohonan.kode

    @property
    def jenis(self) -> JenisFasyankes:
        """What it is."""
        return self.permohonan.fasyankes


class Hub(_Catatan):
    """The office's hub."""

    kode: KodeFasyankes
    nama: str
    jenis: JenisFasyankes
    dengar: str
    port: int = Field(ge=1, le=65535)
    alamat: tuple[str, ...] = Field(min_length=1)
    """Names and addresses facilities reach it by; the first stands in the joining package."""
    maks_bita: int = Field(default=BITA, ge=1024**2)
    akar: KunciUmum
    """The public key its directories are believed by."""
    generasi: int = Field(default=1, ge=1)
    """Counts every change; the directory's version too."""
    dibuat: datetime
    anggota: tuple[Terdaftar, ...] = ()

    @property
    def url(self) -> str:
        """Where facilities connect."""
        return f"tls://{_berkurung(self.alamat[0])}:{self.port}"

    def cari(self, kode: str) -> Terdaftar | None:
        """The facility of this code that is on it now."""
        return next((one for one in self.aktif if one.kode == kode), None)

    @property
    def terakhir(self) -> tuple[Terdaftar, ...]:
        """Every facility as it stands: the newest enrolment of each code, by code."""
        newest = {one.kode: one for one in self.anggota}
        return tuple(newest[kode] for kode in sorted(newest))

    @property
    def aktif(self) -> tuple[Terdaftar, ...]:
        """Who is on it now, by code."""
        return tuple(one for one in self.terakhir if one.dicabut is None)


def baca(folder: Path) -> Hub:
    """The register. Raises HubRusak."""
    try:
        return Hub.model_validate_json((folder / BUKU).read_bytes())
    except FileNotFoundError as error:
        raise HubRusak(f"Belum ada hub di {folder}. Jalankan `jejak hub buat` dulu.") from error
    except (OSError, ValidationError) as error:
        raise HubRusak(
            f"Berkas {folder / BUKU} tidak terbaca ({type(error).__name__}); ambil dari cadangan."
        ) from error


def ada(folder: Path) -> bool:
    """Is there a hub?"""
    return (folder / BUKU).exists()


def buat(folder: Path, hub: Hub, now: datetime) -> None:
    """A new hub: keys, certificates, an empty register. Raises HubRusak where there is one already."""
    if ada(folder):
        raise HubRusak(f"Sudah ada hub di {folder}.")
    for name in ("", NATS, TLS, KUNCI):
        (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / name).chmod(0o700)
    root = sertifikat.buat_akar(hub.kode, now)
    tulis(folder / TLS / "ca.pem", root.sertifikat)
    tulis(folder / TLS / "ca.key", root.kunci)
    perbarui_sertifikat(folder, hub, now)
    for name in (ADMIN, SISTEM, UJI):
        tulis(folder / KUNCI / f"{name}.nk", nkey.buat().benih.encode())
    _simpan(folder, hub)


def perbarui_sertifikat(folder: Path, hub: Hub, now: datetime) -> datetime:
    """Another certificate of the server, of the same root: facilities need nothing new. Until when it holds."""
    tls = folder / TLS
    root = sertifikat.Pasangan((tls / "ca.pem").read_bytes(), (tls / "ca.key").read_bytes())
    here = () if hub.dengar in SEMUA_ALAMAT else (hub.dengar,)
    names = dict.fromkeys((*hub.alamat, *here, "127.0.0.1", "localhost"))
    made = sertifikat.buat_peladen(root, tuple(names), now)
    tulis(tls / "hub.key", made.kunci)
    tulis(tls / "hub.pem", made.sertifikat)
    return sertifikat.habis(made.sertifikat)


@contextmanager
def mengubah(folder: Path) -> Iterator[Hub]:
    """The register, while nobody else changes it. Raises HubRusak."""
    lock = FileLock(folder / f"{BUKU}.kunci", timeout=TUNGGU_DETIK)
    try:
        lock.acquire()
    except (Timeout, OSError) as error:
        raise HubRusak(f"Hub di {folder} sedang diubah orang lain, atau tidak bisa ditulis.") from error
    try:
        yield baca(folder)
    finally:
        lock.release()


def tulis_anggota(folder: Path, hub: Hub, anggota: Sequence[Terdaftar]) -> Hub:
    """The register with these facilities, in its next generation. Within `mengubah`."""
    changed = hub.model_copy(update={"anggota": tuple(anggota), "generasi": hub.generasi + 1})
    tulis(folder / KUNCI / f"{UJI}.nk", nkey.buat().benih.encode())
    _simpan(folder, changed)
    return changed


def teks(folder: Path, hub: Hub) -> str:
    """What the server is told."""
    return konfigurasi(
        Peladen(
            kode=hub.kode,
            dengar=f"{_berkurung(hub.dengar)}:{hub.port}",
            folder=str(folder / NATS),
            tls=str(folder / TLS),
            admin=_kunci(folder, ADMIN).publik,
            sistem=_kunci(folder, SISTEM).publik,
            uji=_kunci(folder, UJI).publik,
            generasi=hub.generasi,
        ),
        [Anggota(one.kode, one.jenis, one.permohonan.nkey) for one in hub.aktif],
    )


def tujuan(folder: Path, hub: Hub, siapa: str = ADMIN) -> NatsTujuan:
    """Where the hub's own hands connect, on its own machine."""
    host = "127.0.0.1" if hub.dengar in SEMUA_ALAMAT else hub.dengar
    names = {ADMIN: "HUB", SISTEM: "HUB_SISTEM", UJI: uji(hub.generasi)}
    kartu = KartuMasuk(_kunci(folder, siapa).benih, ca(folder), f"_INBOX_{names[siapa]}")
    return NatsTujuan(f"tls://{_berkurung(host)}:{hub.port}", kartu=kartu)


def ca(folder: Path) -> str:
    """The root certificate, as facilities are handed it."""
    return (folder / TLS / "ca.pem").read_text(encoding="ascii")


def direktori(hub: Hub, now: datetime) -> Direktori:
    """Who is on the hub and by which keys, those that were revoked with the moment since when."""
    return Direktori(hub=hub.kode, versi=hub.generasi, dibuat=now, sekutu=tuple(map(_sekutu, hub.terakhir)))


def terbitkan(folder: Path, hub: Hub, akar: Ed25519PrivateKey, now: datetime) -> DirektoriTerbit:
    """Sign the directory and put it beside the register."""
    made = direktori_hub.terbitkan(direktori(hub, now), akar)
    tulis(folder / DIREKTORI, made.kanonik())
    return made


def terbit(folder: Path) -> DirektoriTerbit:
    """The directory as it was signed last. Raises HubRusak."""
    try:
        return DirektoriTerbit.model_validate_json((folder / DIREKTORI).read_bytes())
    except (OSError, ValidationError) as error:
        raise HubRusak(f"Direktori hub di {folder} belum ditandatangani, atau rusak.") from error


def paket(folder: Path, hub: Hub, kode: str) -> PaketGabung:
    """What a facility joins with. Raises HubRusak."""
    return PaketGabung(
        hub=hub.kode, url=hub.url, ca=ca(folder), akar=hub.akar, fasyankes=kode, direktori=terbit(folder)
    )


def _sekutu(one: Terdaftar) -> SekutuTercatat:
    asked = one.permohonan
    keys = asked.kunci
    if one.dicabut is not None:
        keys = tuple(key.model_copy(update={"dicabut": key.dicabut or one.dicabut}) for key in keys)
    return SekutuTercatat(
        kode=asked.kode,
        nama=asked.nama,
        fasyankes=asked.fasyankes,
        tingkat=one.tingkat,
        induk=one.induk,
        aktif=one.dicabut is None,
        kunci=keys,
    )


def tulis(path: Path, isi: bytes) -> None:
    """A file only we can read, there whole or not at all."""
    made = path.with_name(f".{path.name}.baru")
    made.unlink(missing_ok=True)
    with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(isi)
        file.flush()
        os.fsync(file.fileno())
    made.replace(path)


def _simpan(folder: Path, hub: Hub) -> None:
    tulis(folder / BUKU, hub.model_dump_json(indent=2).encode() + b"\n")


def _kunci(folder: Path, siapa: str) -> nkey.Nkey:
    try:
        return nkey.dari_benih((folder / KUNCI / f"{siapa}.nk").read_text(encoding="ascii"))
    except (OSError, nkey.NkeySalah) as error:
        raise HubRusak(f"Kunci {siapa} hub di {folder / KUNCI} hilang atau rusak; ambil dari cadangan.") from error


def _berkurung(host: str) -> str:
    return f"[{host}]" if ":" in host else host
