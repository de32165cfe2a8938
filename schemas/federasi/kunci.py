"""Keys on their way: a facility that proposes new ones, and the directory an office signed."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints

from schemas.federasi.isi import Isi
from schemas.message import Waktu
from schemas.names.federasi import JenisFasyankes, KodeFasyankes, MacamJalur

Kid = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{1,31}$")]
"""The name of a key: `pkm1-t1`."""
KunciUmum = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""A public key of 32 bytes, in hex."""
TandaTangan = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{128}$")]
"""An Ed25519 signature, in hex."""


class KunciTercatat(Isi):
    """One public key and when it is good. `tanda` proves who wrote (Ed25519), `sandi` seals to them (X25519)."""

    kid: Kid
    guna: Literal["tanda", "sandi"]
    kunci: KunciUmum
    mulai: Waktu
    sampai: Waktu
    dicabut: Waktu | None = None
    """From then on it proves nothing and nothing is sealed to it."""


class SekutuTercatat(Isi):
    """One facility of a directory."""

    kode: KodeFasyankes
    nama: Annotated[str, StringConstraints(min_length=1, max_length=120)]
    fasyankes: JenisFasyankes
    tingkat: Annotated[int, Field(ge=1, le=3)]
    induk: KodeFasyankes | None = None
    aktif: bool = True
    kunci: tuple[KunciTercatat, ...]


class Direktori(Isi):
    """Who is on a hub and by which keys: signed by the hub's root, which is kept offline. The newest version wins."""

    jenis: ClassVar[str] = "direktori.isi;1"
    macam: ClassVar[MacamJalur] = MacamJalur.KEY
    hub: KodeFasyankes
    versi: Annotated[int, Field(ge=1, le=2**31 - 1)]
    dibuat: Waktu
    sekutu: tuple[SekutuTercatat, ...]


class DirektoriTerbit(Isi):
    """A directory as it travels: its canonical bytes in hex and the root's signature over them."""

    jenis: ClassVar[str] = "direktori.terbit;1"
    macam: ClassVar[MacamJalur] = MacamJalur.KEY
    isi: Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{2})+$", max_length=1_600_000)]
    tanda: TandaTangan


class KunciDiajukan(Isi):
    """A facility's new public keys, proposed to the office: they count once its directory has them."""

    jenis: ClassVar[str] = "kunci.diajukan;1"
    macam: ClassVar[MacamJalur] = MacamJalur.KEY
    kode: KodeFasyankes
    kunci: tuple[KunciTercatat, ...]
