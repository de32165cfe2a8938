"""What a way out is given, and what it may answer."""

import ssl
from typing import Final, NamedTuple, Protocol

from engine.pengingat.kirim import Gagal
from engine.people.kontak import Kontak


class Surat(NamedTuple):
    """One message: numbers and a link. There is no field a patient could stand in."""

    id: str
    """Its key outside: sent twice, it is recognised."""
    aturan: str
    petugas: str
    kontak: Kontak
    kalimat: str
    tautan: str
    isi: list[list[object]]
    """The numbers of `kalimat`, for programs."""
    pada: int
    """When it goes, in seconds of the epoch."""


class TidakSiap(Exception):
    """This way out cannot work as it is set up; `kode` names why."""

    def __init__(self, kode: str) -> None:
        super().__init__(kode)
        self.kode = kode


BUKAN_HOSTNYA: Final = frozenset({62, 64})
"""OpenSSL's numbers for a certificate that is good, and another host's or address's."""


def galat_tls(error: BaseException) -> str | None:
    """Why no encrypted connection came about; None for an error that has nothing to do with that.

    The libraries wrap it, so what an error was raised from is looked at too.
    """
    found: BaseException | None = error
    while found is not None:
        if isinstance(found, ssl.SSLCertVerificationError):
            return "tls_bukan_hostnya" if found.verify_code in BUKAN_HOSTNYA else "tls_sertifikat"
        if isinstance(found, ssl.SSLError):
            return "tls_gagal"
        found = found.__cause__ or found.__context__
    return None


class Kanal(Protocol):
    """A way out."""

    async def kirim(self, surat: Surat) -> Gagal | None:
        """Send it. None: it was taken; else why not. Raises OSError and TimeoutError, which mean: later."""
        ...
