"""What an outbreak report is at one level, and how each fact changes it. The table of its moves is `w1.py`."""

from datetime import datetime
from typing import Any, NamedTuple

from schemas.commands import w1 as ask
from schemas.events import w1 as told
from schemas.message import Event, Waktu
from schemas.names import AlasanTutup, JenisTenggat, KeadaanW1, Tahap

S = KeadaanW1


class W1(NamedTuple):
    """Where an outbreak report stands here. Village and district are kept beside it, in no event."""

    id: str
    keadaan: KeadaanW1 = S.BARU
    versi: int = 0
    pelapor: str = ""
    """Who composed it."""
    pengirim: str | None = None
    """The neighbour below who told us; None: it is ours."""
    tujuan: str | None = None
    """The neighbour above we told."""
    penyakit: str = ""
    diketahui: datetime | None = None
    """When it was known, by the clock of whoever composed it: the 24 hours begin here."""
    mulai: str = ""
    bawah: int = 0
    atas: int = 0
    mati: int = 0
    kriteria: str = ""
    langkah: str = ""
    sinyal: str | None = None
    penyata: str | None = None
    """The office that declared the outbreak by issuing W1; None: nobody has."""
    kirim_sebelum: datetime | None = None
    tanda_sebelum: datetime | None = None
    tanda_pada: datetime | None = None
    """When the level above said it had it."""
    dikirim: datetime | None = None
    """When we sent it on."""
    lewat_kirim: bool = False
    lewat_tanda: bool = False
    alasan_tutup: AlasanTutup | None = None
    sejak: datetime | None = None
    terakhir: datetime | None = None
    terdaftar: datetime | None = None


class Penyusunan(ask.Susun):
    """The wish to compose, with who we are and how long there is."""

    pelapor: str
    kirim_sebelum: Waktu


class Pengiriman(ask.Kirim):
    """The wish to send, with where to, and whether that declares the outbreak."""

    fasyankes: str
    tujuan: str | None
    tanda_sebelum: Waktu | None
    penyata: str | None


class Penerusan(ask.Teruskan):
    """The wish to pass it on, likewise."""

    fasyankes: str
    tujuan: str | None
    tanda_sebelum: Waktu | None
    penyata: str | None


class Penerimaan(ask.Masuk):
    """What a neighbour told, with who we are and how long we have."""

    fasyankes: str
    kirim_sebelum: Waktu | None


class Penutupan(ask.Tutup):
    """The wish to close, with who we are."""

    fasyankes: str


def _kata(words: tuple[Any, ...]) -> str:
    return " ".join(str(word) for word in words)


def _isi(event: "told.W1Disusun | told.W1Diterima") -> dict[str, Any]:
    return {
        "pelapor": event.pelapor,
        "penyakit": event.penyakit,
        "diketahui": event.diketahui,
        "mulai": event.mulai,
        "bawah": event.bawah,
        "atas": event.atas,
        "mati": event.mati,
        "kriteria": _kata(event.kriteria),
        "langkah": _kata(event.langkah),
        "kirim_sebelum": event.kirim_sebelum,
    }


def settle(w1: W1, event: Event) -> W1:  # noqa: C901 - one arm a fact
    """The report after the fact."""
    if isinstance(event, told.W1LewatTenggat):
        sent = event.tenggat is JenisTenggat.W1
        return w1._replace(
            versi=event.versi, lewat_kirim=w1.lewat_kirim or sent, lewat_tanda=w1.lewat_tanda or not sent
        )
    saat = min(event.terjadi_pada, event.dicatat_pada)
    changed: dict[str, Any] = {"versi": event.versi, "keadaan": S(event.ke), "terakhir": saat}
    if event.ke != event.dari:
        changed["sejak"] = saat
    match event:
        case told.W1Disusun():
            changed |= _isi(event) | {"sinyal": event.sinyal, "terdaftar": saat}
        case told.W1Diterima():
            changed |= _isi(event) | {"pengirim": event.pengirim, "penyata": event.penyata, "terdaftar": saat}
        case told.W1Diperbarui():
            changed |= {
                "bawah": event.bawah,
                "atas": event.atas,
                "mati": event.mati,
                "langkah": _kata(event.langkah),
            }
        case told.W1Dikirim() | told.W1Diteruskan():
            changed |= {
                "tujuan": event.tujuan,
                "tanda_sebelum": event.tanda_sebelum,
                "penyata": event.penyata or w1.penyata,
                "dikirim": saat,
            }
        case told.W1Ditandai():
            changed["penyata"] = event.penyata or w1.penyata
            if event.mata.fasyankes == w1.tujuan and event.mata.tahap is Tahap.DITERIMA:
                changed["tanda_pada"] = w1.tanda_pada or saat
        case told.W1Ditutup():
            changed["alasan_tutup"] = event.alasan_tutup
        case told.W1Dibatalkan():
            pass
        case _:
            raise KeyError(type(event).__name__)
    return w1._replace(**changed)
