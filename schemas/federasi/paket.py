"""The package a facility joins with: one JSON file the office hands over, and the answer that goes back to it.

1. The facility makes its keys (`jejak federasi kunci`) and gives the office the file `PermohonanGabung`: public keys
   only. 2. The office enrols it (`jejak hub daftarkan`): writes it into the directory, signs that with the root, and
   hands back a `PaketGabung`. 3. The facility joins (`jejak federasi gabung`), comparing the fingerprint of the root
   key by another way (by telephone, on paper). No private key is ever in either file.
"""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints

from schemas.federasi.isi import Isi
from schemas.federasi.kunci import DirektoriTerbit, KunciTercatat, KunciUmum
from schemas.names.federasi import JenisFasyankes, KodeFasyankes

UrlHub = Annotated[str, StringConstraints(pattern=r"^tls://[A-Za-z0-9.\-\[\]:]{1,200}:[0-9]{1,5}$")]
Pem = Annotated[str, StringConstraints(pattern=r"^-----BEGIN CERTIFICATE-----\n", max_length=65_536)]
NkeyUmum = Annotated[str, StringConstraints(pattern=r"^U[A-Z2-7]{55}$")]


class PermohonanGabung(Isi):
    """What a facility says of itself to an office: who it is, and its public keys."""

    jenis: ClassVar[str] = "federasi.permohonan;1"
    format: Literal["jejak-permohonan-1"] = "jejak-permohonan-1"
    kode: KodeFasyankes
    nama: Annotated[str, StringConstraints(min_length=1, max_length=120)]
    fasyankes: JenisFasyankes
    nkey: NkeyUmum
    """What it logs in to the hub's server with: apart from the keys of messages."""
    kunci: Annotated[tuple[KunciTercatat, ...], Field(min_length=2)]


class PaketGabung(Isi):
    """What an office hands to a facility it enrolled."""

    jenis: ClassVar[str] = "federasi.paket;1"
    format: Literal["jejak-gabung-1"] = "jejak-gabung-1"
    hub: KodeFasyankes
    """The office's code as a facility: the hub is named after it."""
    url: UrlHub
    ca: Pem
    """The one root the hub's certificate is believed by."""
    akar: KunciUmum
    """The public root key its directories are signed with. Its fingerprint is compared by people."""
    fasyankes: KodeFasyankes
    """Whom the package is for."""
    direktori: DirektoriTerbit
