"""A hospital with beds to promise and a hub to tell: for tests of free beds and of referrals on real databases."""

from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Engine, insert, update

from engine import rows
from engine import tables as t
from engine.database import writing
from engine.execute import Accepted, Answer
from engine.facility import baru
from engine.federasi.masuk import Masuk
from engine.workflows.rujukan import Rujukan
from schemas.commands import rujukan as ask
from schemas.federasi.isi import Isi
from schemas.federasi.tempat_tidur import BarisKosong, TempatTidurKosong
from schemas.message import Pelaku
from schemas.names import AlasanRujukan, KelasRawat, LayananRujukan
from tests.kit import PAGI, SERBA_BISA, UMUM, Arsip
from tests.rujukan_kit import IDENTITAS, SURAT

HUB: Final = "K3201"
RS: Final = "RS1"


def bergabung(engine: Engine, *, jenis: str = "puskesmas", hub: str = HUB) -> None:
    """This facility joined a hub, and knows a hospital on it that has its keys."""
    nothing = b""
    with writing(engine).begin() as connection:
        connection.execute(update(t.fasyankes).values(jenis=jenis, induk=hub))
        connection.execute(
            insert(t.fed_hub),
            {
                "kode": hub, "url": "tls://127.0.0.1:4443", "ca": "-", "akar": "0" * 64, "aktif": True, "sejak": PAGI,
                "versi": 1, "direktori": nothing, "tanda": nothing, "diperbarui": PAGI,
            },
        )  # fmt: skip
        for kode, kind, level in (
            (RS, "rs", 2),
            ("RS2", "rs", 2),
            ("PKM2", "puskesmas", 1),
            (hub, "dinkes_kabupaten", 1),
        ):
            sekutu(connection, kode, kind, level, hub)


def sekutu(connection: Connection, kode: str, jenis: str, tingkat: int, hub: str = HUB) -> None:
    """Another facility, with a key."""
    row = {"kode": kode, "hub": hub, "nama": f"Contoh {kode}", "jenis": jenis, "tingkat": tingkat, "aktif": True}
    connection.execute(insert(t.sekutu), row | {"induk": None})
    key = {"hub": hub, "kid": f"{kode.lower()}-s1", "fasyankes": kode, "guna": "sandi", "kunci": b"\0" * 32}
    until = PAGI + timedelta(days=3650)
    connection.execute(insert(t.sekutu_kunci), key | {"mulai": PAGI, "sampai": until, "dicabut": None})


def masukan(isi: Isi, asal: str, pada: datetime, urut: int = 1, masuk: datetime | None = None) -> Masuk:
    """A message that was believed."""
    return Masuk(urut, baru(), asal, isi.macam, isi.jenis, isi, pada, masuk or pada, None)


def kosong(pada: datetime, *baris: tuple[KelasRawat, tuple[str, ...], int], jumlah: int = 4) -> TempatTidurKosong:
    """A figure: so many free of each."""
    lines = (BarisKosong(kelas=kelas, kemampuan=able, jumlah=jumlah, kosong=n) for kelas, able, n in baris)
    return TempatTidurKosong(pada=pada, baris=tuple(lines))


async def masuk(arsip: Arsip, *, darurat: bool = False, perujuk: str = "PKM9", **isi: Any) -> str:
    """A referral that came in on paper; its id."""
    id_ = baru()
    data: dict[str, Any] = {
        "perujuk": perujuk,
        "nama_perujuk": "Puskesmas Sebelah",
        "layanan": LayananRujukan.DARURAT_INAP,
        "alasan_rujukan": AlasanRujukan.RAWAT_INAP,
        "darurat": darurat,
        "nomor": "12/03/2026",
        "identitas": IDENTITAS,
        "surat": SURAT,
    }
    answer = await arsip.minta(ask.Masuk, id_, **(data | isi))
    assert isinstance(answer, Accepted), answer
    return id_


async def terima(arsip: Arsip, id_: str, kelas: KelasRawat | None = KelasRawat.KELAS_2, **isi: Any) -> Answer:
    """Accepted, a bed of that class promised."""
    return await arsip.minta(ask.Terima, id_, **({"janji_kelas": kelas} | isi))


async def susun(arsip: Arsip, pasien: str, *, pelaku: Pelaku = SERBA_BISA, **isi: Any) -> str:
    """A draft of ours to the hospital; its id."""
    id_ = baru()
    data: dict[str, Any] = {
        "pasien": pasien,
        "tujuan": RS,
        "unit": UMUM,
        "layanan": LayananRujukan.DARURAT_INAP,
        "alasan_rujukan": AlasanRujukan.RAWAT_INAP,
        "kelas": KelasRawat.KELAS_2,
        "surat": SURAT,
    }
    answer = await arsip.minta(ask.Susun, id_, pelaku, **(data | isi))
    assert isinstance(answer, Accepted), answer
    return id_


def kini(arsip: Arsip, id_: str) -> Rujukan:
    """The present record."""
    with arsip.engine.connect() as connection:
        found: Rujukan = rows.records(connection, "rujukan", [id_])[id_]
        return found
