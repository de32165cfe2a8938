"""One record, found by its id or by its number in any spelling."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, Select, bindparam, select

from engine import penyimpanan
from engine import tables as t
from engine.numbers import SEBUTAN, JenisKode, baca_kode, kode_berkas, kunci
from engine.refusals import Refusal
from engine.views import names
from engine.workflow import said
from engine.workflows.berkas import BERKAS, Berkas
from schemas.names import BerkasId, Keadaan, KodeUnit, Pembawa, Peran, PetugasId

BEREDAR: Final = (Keadaan.DIAMBIL, Keadaan.DALAM_PERJALANAN)
"""The states in which a record is being carried: it counts at the place it is going to."""

GANDA_DIHITUNG: Final = 99
"""Records with one ending are counted up to here; more would cost time and say nothing more."""


@dataclass(frozen=True, slots=True)
class Ringkas:
    """A record as lists show it."""

    id: BerkasId
    nomor: str
    pembawa: Pembawa
    keadaan: Keadaan
    versi: int
    lokasi: KodeUnit | None
    tujuan: KodeUnit | None
    pemegang: PetugasId | None
    ditahan: bool
    sejak: datetime
    terakhir: datetime
    kembali_sebelum: datetime | None
    """When it is due back in the record room, while a unit has it."""
    jatuh_tempo: datetime | None
    """When it must be complete, or a borrower must have brought it back."""
    rumah: KodeUnit
    """The unit in whose room it lives."""

    @property
    def tempat(self) -> KodeUnit | None:
        """Where it counts: where it is, or where it is being carried to."""
        return self.tujuan or self.lokasi

    @property
    def kode(self) -> str:
        """What its label's barcode says."""
        return kode_berkas(self.nomor, self.rumah)


@dataclass(frozen=True, slots=True)
class Rinci:
    """A record with everything its page shows: names, and what may be asked of it now."""

    ringkas: Ringkas
    nama_lokasi: str | None
    nama_tujuan: str | None
    nama_pemegang: str | None
    penanggung_jawab: PetugasId | None
    nama_penanggung_jawab: str | None
    digabung_ke: BerkasId | None
    terdaftar: datetime
    pelaku_terakhir: PetugasId | None
    bisa: tuple[str, ...]
    """The `jenis` of the commands its state allows, whoever asks."""

    @property
    def sebutan_keadaan(self) -> str:
        """Its state as people say it."""
        return said(self.ringkas.keadaan)


_c = t.berkas.c
KOLOM: Final = (
    _c.id,
    _c.nomor,
    _c.pembawa,
    _c.keadaan,
    _c.versi,
    _c.lokasi,
    _c.tujuan,
    _c.pemegang,
    _c.ditahan,
    _c.sejak,
    _c.terakhir,
    _c.kembali_sebelum,
    _c.jatuh_tempo,
    _c.rumah,
)
"""The columns of a Ringkas, in the order of its fields."""

_a = t.nomor_akhiran.c
# made once: a scan asks one of these for every folder
_MENURUT_ID: Final = select(*KOLOM).where(_c.id == bindparam("id"))
_MENURUT_NOMOR: Final = select(*KOLOM, _c.kunci).where(_c.kunci == bindparam("kunci"))
_MENURUT_AKHIRAN: Final = (
    select(*KOLOM, _c.kunci)
    .join(t.nomor_akhiran, _a.berkas_id == _c.id)
    .where(_a.akhiran == bindparam("kunci"))
    .order_by(_a.berkas_id)
    .limit(GANDA_DIHITUNG)
)


def ringkas_dari(values: Sequence[Any]) -> Ringkas:
    """A Ringkas from the values of KOLOM."""
    nomor_id, nomor, pembawa, keadaan, *rest = values
    return Ringkas(nomor_id, nomor, Pembawa(pembawa), Keadaan(keadaan), *rest)


def ringkas(
    connection: Connection, sebutan: str, *, pembawa: Pembawa | None = None, akhiran: bool = True
) -> Ringkas | Refusal:
    """The record people mean by an id, a number, or (with `akhiran`) the last digits of one.

    One number may have a paper and an electronic carrier: without `pembawa` the paper one is meant. Where folders
    live apart it may have several of paper: its home's code behind the number says which, as on its label.
    """
    if (as_id := _as_id(sebutan)) is not None:
        row = connection.execute(_MENURUT_ID, {"id": as_id}).first()
        return ringkas_dari(row) if row else Refusal("berkas_tidak_dikenal", "subjek")
    key = kunci(sebutan)
    if not key.isascii() or not key.isalnum():
        return Refusal("berkas_tidak_dikenal", "subjek")
    found = _pick(connection, _MENURUT_NOMOR, key, pembawa)
    if not found:
        found = _berumah(connection, key, pembawa)
    if not found and akhiran:
        found = _pick(connection, _MENURUT_AKHIRAN, key, pembawa)
    if not found:
        return Refusal("berkas_tidak_dikenal", "subjek")
    if len(found) > 1:
        return _beberapa(connection, found)
    return found[0]


def senomor(connection: Connection, nomor: str) -> list[Ringkas]:
    """The paper folders of exactly this number, wherever each lives."""
    key = kunci(nomor)
    return _pick(connection, _MENURUT_NOMOR, key, Pembawa.FISIK) if key.isascii() and key.isalnum() else []


def _berumah(connection: Connection, key: str, pembawa: Pembawa | None) -> list[Ringkas]:
    """A number with its home behind it, as labels write it where folders live apart."""
    for home in _rumah(connection):
        nomor = key.removesuffix(kunci(home))
        if nomor and nomor != key:
            found = _pick(connection, _MENURUT_NOMOR, nomor, pembawa)
            own = [record for record in found if record.rumah == home]
            if own or len(found) == 1:  # one that was carried elsewhere since keeps its old label
                return own or found
    return []


def _rumah(connection: Connection) -> list[str]:
    """Every home there is or was."""
    plans = penyimpanan.baca(connection)
    return sorted({home for plan in plans for home in plan.rumah_rumah}) if len(plans) > 1 else []


def _beberapa(connection: Connection, found: Sequence[Ringkas]) -> Refusal:
    """Several are meant: of different numbers, or of one that is kept in several places."""
    if len({record.nomor for record in found}) > 1:
        return Refusal("nomor_ganda", "subjek", {"jumlah": len({record.nomor for record in found})})
    units = names.unit(connection)
    homes = ", ".join(units.get(record.rumah, record.rumah) for record in found)
    words: dict[str, str | int] = {
        "jumlah": len(found),
        "rumah": homes,
        "contoh": f"{found[-1].nomor} {found[-1].rumah}",
    }
    return Refusal("nomor_beberapa_rumah", "subjek", words)


def rinci(
    connection: Connection, sebutan: str, *, pembawa: Pembawa | None = None, akhiran: bool = True
) -> Rinci | Refusal:
    """The same record with all its page shows."""
    found = ringkas(connection, sebutan, pembawa=pembawa, akhiran=akhiran)
    if isinstance(found, Refusal):
        return found
    columns = (_c.penanggung_jawab, _c.digabung_ke, _c.terdaftar, _c.pelaku_terakhir)
    orang, digabung_ke, terdaftar, pelaku = connection.execute(select(*columns).where(_c.id == found.id)).one()
    units = names.unit(connection)
    people = names.petugas(connection, (found.pemegang, orang))
    asked = Berkas(found.id, pembawa=found.pembawa, keadaan=found.keadaan, versi=found.versi)
    return Rinci(
        found,
        units.get(found.lokasi or ""),
        units.get(found.tujuan or ""),
        people.get(found.pemegang or ""),
        orang,
        people.get(orang or ""),
        digabung_ke,
        terdaftar,
        pelaku,
        tuple(command.jenis for command in BERKAS.possible(asked) if not BERKAS.roles(command).isdisjoint(Peran)),
    )


def id_berkas(connection: Connection, sebutan: str, *, pembawa: Pembawa | None = None) -> BerkasId | Refusal:
    """The id behind an id, a whole number or a folder's code: an ending is not enough to command by."""
    if (as_id := _as_id(sebutan)) is not None:
        return BerkasId(as_id)
    found = ringkas(connection, sebutan, pembawa=pembawa, akhiran=False)
    if isinstance(found, Refusal):
        kode = baca_kode(sebutan)
        if isinstance(kode, Refusal):
            return found
        if kode.jenis is not JenisKode.BERKAS:
            return salah_kotak("subjek", kode.jenis, JenisKode.BERKAS)
        found = ringkas(connection, kode.isi, pembawa=pembawa, akhiran=False)
    return found if isinstance(found, Refusal) else found.id


def salah_kotak(field: str, jenis: JenisKode, diminta: JenisKode) -> Refusal:
    """A good code in a box that asks for another kind."""
    return Refusal("kode_salah_kotak", field, {"jenis": SEBUTAN[jenis], "diminta": SEBUTAN[diminta]})


def _as_id(text: str) -> str | None:
    try:
        return str(UUID(text))
    except ValueError:
        return None


def _pick(connection: Connection, query: Select[Any], key: str, pembawa: Pembawa | None) -> list[Ringkas]:
    """One record a number and home: the carrier asked for, or paper before electronic."""
    by_number: dict[str, dict[str, Ringkas]] = {}
    for row in connection.execute(query, {"kunci": key}):
        record = ringkas_dari(row[:-1])
        if pembawa is not None and record.pembawa is not pembawa:
            continue
        own = by_number.setdefault(row.kunci, {})
        if record.pembawa is Pembawa.FISIK:
            for home in [home for home, other in own.items() if other.pembawa is not Pembawa.FISIK]:
                del own[home]
            own[record.rumah] = record
        elif not own:
            own[record.rumah] = record
    return [record for own in by_number.values() for _, record in sorted(own.items())]
