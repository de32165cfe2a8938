"""Staff accounts: who they are, what they may be, where they serve, the badge they carry.

An expected no is a Refusal; the caller brings a writing connection and commits.
"""

import re
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, delete, func, insert, select, update

from engine import clock
from engine import tables as t
from engine.facility import baru
from engine.numbers import check_character, kunci
from engine.people.passwords import cocok, lemah, ramu
from engine.refusals import Refusal
from schemas.message import Pelaku
from schemas.names import SEMUA_UNIT, KodeUnit, Peran, PetugasId

_NAMA_PENGGUNA: Final = re.compile(r"[a-z0-9][a-z0-9._-]{1,63}")
_KARTU: Final = re.compile(r"[A-Z0-9]{2,16}")
_NAMA_TERPANJANG: Final = 120
AWALAN_MESIN: Final = ("perangkat-", "impor-")
"""What the accounts of devices and imports are called; no person's account begins so."""
_HURUF_KARTU: Final = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""No I and no O: badges are also read aloud."""


@dataclass(frozen=True, slots=True)
class Petugas:
    """A member of staff, or a device's account, as everybody may know them: no password here."""

    id: PetugasId
    nama_pengguna: str
    nama: str
    peran: frozenset[Peran]
    unit: frozenset[KodeUnit]
    kartu: str | None
    aktif: bool
    harus_ganti_sandi: bool

    @property
    def pelaku(self) -> Pelaku:
        """The actor of the commands they give."""
        return Pelaku(self.id, self.peran, self.unit)

    @property
    def mesin(self) -> bool:
        """Is this the account of a device or an import?"""
        return self.nama_pengguna.startswith(AWALAN_MESIN)

    def adalah(self, *peran: Peran) -> bool:
        """Has one of these roles."""
        return not self.peran.isdisjoint(peran)


def kolom() -> tuple[Any, ...]:
    """The columns a Petugas is made of, in the order of its fields."""
    c = t.petugas.c
    return (c.id, c.nama_pengguna, c.nama, c.peran, c.unit, c.kartu, c.aktif, c.harus_ganti_sandi)


def dari(values: Collection[Any]) -> Petugas:
    """A Petugas from the values of `kolom()`."""
    nomor, nama_pengguna, nama, peran, unit, kartu, aktif, harus = values
    return Petugas(
        PetugasId(nomor),
        nama_pengguna,
        nama,
        frozenset(map(Peran, peran)),
        frozenset(map(KodeUnit, unit)),
        kartu,
        aktif,
        harus,
    )


def buat(  # noqa: PLR0913 - an account has that many parts
    connection: Connection,
    nama_pengguna: str,
    nama: str,
    peran: Collection[Peran],
    *,
    unit: Collection[KodeUnit] = (),
    sandi: str | None = None,
    kartu: str | None = None,
    harus_ganti_sandi: bool = True,
    mesin: bool = False,
) -> Petugas | Refusal:
    """A new account. Without `sandi` nobody can log in with it (devices, imports); without `kartu` one is drawn.

    `mesin`: of a device or an import, and called like one.
    """
    nama_pengguna = nama_pengguna.strip().lower()
    kartu = kunci(kartu) if kartu else _kartu_baru(connection)
    if not _NAMA_PENGGUNA.fullmatch(nama_pengguna):
        return _tidak_sah("nama_pengguna", "2 sampai 64 huruf kecil, angka, titik, garis")
    if nama_pengguna.startswith(AWALAN_MESIN) is not mesin:
        return _tidak_sah("nama_pengguna", f"awalan {' dan '.join(AWALAN_MESIN)} hanya untuk akun perangkat dan impor")
    if _terpakai(connection, t.petugas.c.nama_pengguna == nama_pengguna):
        return Refusal("nama_pengguna_terpakai", "nama_pengguna")
    if refusal := _isian_ditolak(connection, nama, peran, unit, kartu):
        return refusal
    if sandi is not None and (sebab := lemah(sandi, nama_pengguna)):
        return Refusal("sandi_lemah", "sandi", {"sebab": sebab})
    petugas = Petugas(
        PetugasId(baru()),
        nama_pengguna,
        nama.strip(),
        frozenset(peran),
        frozenset(unit),
        kartu,
        aktif=True,
        harus_ganti_sandi=sandi is not None and harus_ganti_sandi,
    )
    connection.execute(insert(t.petugas), _baris(petugas) | {"sandi": ramu(sandi) if sandi else None})
    return petugas


def sandi_bersama(connection: Connection, sandi: str, petugas: Collection[str]) -> None:
    """One password for all of these new accounts (the sample's): the costly part is done once."""
    connection.execute(update(t.petugas).where(t.petugas.c.id.in_(petugas)).values(sandi=ramu(sandi)))


def ubah(  # noqa: PLR0913 - an account has that many parts
    connection: Connection,
    petugas_id: str,
    *,
    nama: str,
    peran: Collection[Peran],
    unit: Collection[KodeUnit],
    kartu: str | None,
) -> Petugas | Refusal:
    """Change name, roles, units or badge of an account; its open sessions see it at once."""
    before = dengan_id(connection, petugas_id)
    if before is None:
        return Refusal("akun_tidak_dikenal", "petugas")
    kartu = kunci(kartu) if kartu else None
    if refusal := _isian_ditolak(connection, nama, peran, unit, kartu, kecuali=petugas_id):
        return refusal
    if Peran.ADMIN not in peran and _admin_terakhir(connection, before):
        return Refusal("admin_terakhir", "peran")
    values = {"nama": nama.strip(), "peran": sorted(peran), "unit": sorted(unit), "kartu": kartu}
    connection.execute(update(t.petugas).where(t.petugas.c.id == petugas_id).values(values))
    return dengan_id(connection, petugas_id) or before


def nonaktifkan(connection: Connection, petugas_id: str) -> Petugas | Refusal:
    """Close an account: its sessions end, its tokens are revoked; its name stays in the history."""
    before = dengan_id(connection, petugas_id)
    if before is None:
        return Refusal("akun_tidak_dikenal", "petugas")
    if _admin_terakhir(connection, before):
        return Refusal("admin_terakhir", "petugas")
    connection.execute(update(t.petugas).where(t.petugas.c.id == petugas_id).values(aktif=False))
    connection.execute(delete(t.sesi).where(t.sesi.c.petugas_id == petugas_id))
    connection.execute(
        update(t.token)
        .where(t.token.c.petugas_id == petugas_id, t.token.c.dicabut.is_(None))
        .values(dicabut=clock.now())
    )
    return dengan_id(connection, petugas_id) or before


def aktifkan(connection: Connection, petugas_id: str) -> Petugas | Refusal:
    """Open a closed account again; its tokens stay revoked."""
    connection.execute(update(t.petugas).where(t.petugas.c.id == petugas_id).values(aktif=True))
    return dengan_id(connection, petugas_id) or Refusal("akun_tidak_dikenal", "petugas")


def ganti_sandi(
    connection: Connection, petugas_id: str, lama: str, sandi: str, *, sesi_ini: bytes | None = None
) -> Petugas | Refusal:
    """Change one's own password. Every other session of the account ends; `sesi_ini` (its `sidik`) goes on."""
    petugas = dengan_id(connection, petugas_id)
    if petugas is None or not petugas.aktif:
        return Refusal("akun_tidak_dikenal", "petugas")
    if not cocok(_sandi(connection, petugas_id), lama):
        return Refusal("sandi_salah", "sandi_lama")
    if lama == sandi:
        return Refusal("sandi_lemah", "sandi", {"sebab": "sama dengan yang lama"})
    if sebab := lemah(sandi, petugas.nama_pengguna):
        return Refusal("sandi_lemah", "sandi", {"sebab": sebab})
    _tulis_sandi(connection, petugas_id, sandi, harus_ganti=False, sesi_ini=sesi_ini)
    return dengan_id(connection, petugas_id) or petugas


def setel_ulang_sandi(connection: Connection, petugas_id: str) -> str | Refusal:
    """A new random password, to be changed at the next login; all sessions of the account end."""
    if dengan_id(connection, petugas_id) is None:
        return Refusal("akun_tidak_dikenal", "petugas")
    sandi = sandi_acak()
    _tulis_sandi(connection, petugas_id, sandi, harus_ganti=True, sesi_ini=None)
    return sandi


def admin_pertama(connection: Connection) -> str | None:
    """Create the account `admin` with a random password and return that; None where an account exists already."""
    if connection.execute(select(t.petugas.c.id).limit(1)).first():
        return None
    sandi = sandi_acak()
    made = buat(connection, "admin", "Admin", {Peran.ADMIN, Peran.KEPALA}, unit={SEMUA_UNIT}, sandi=sandi)
    return None if isinstance(made, Refusal) else sandi


def dengan_id(connection: Connection, petugas_id: str) -> Petugas | None:
    """The account with this id, active or not."""
    row = connection.execute(select(*kolom()).where(t.petugas.c.id == petugas_id)).first()
    return dari(row) if row else None


def dengan_nama(connection: Connection, nama_pengguna: str) -> Petugas | None:
    """The account with this user name, active or not."""
    query = select(*kolom()).where(t.petugas.c.nama_pengguna == nama_pengguna.strip().lower())
    row = connection.execute(query).first()
    return dari(row) if row else None


def dengan_kartu(connection: Connection, kartu: str) -> Petugas | None:
    """The active member of staff with this badge (the body of a `P` code)."""
    query = select(*kolom()).where(t.petugas.c.kartu == kunci(kartu), t.petugas.c.aktif)
    row = connection.execute(query).first()
    return dari(row) if row else None


def semua(connection: Connection) -> list[Petugas]:
    """Every account, by name."""
    return [dari(row) for row in connection.execute(select(*kolom()).order_by(t.petugas.c.nama, t.petugas.c.id))]


def orang(connection: Connection) -> list[Petugas]:
    """Everybody who works here, by name: open accounts of persons, not of devices or imports."""
    return [one for one in semua(connection) if one.aktif and not one.mesin]


def sandi_acak() -> str:
    """A random password people can type: four groups of four, about 80 bits."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(4))


def _baris(petugas: Petugas) -> dict[str, object]:
    return {
        "id": petugas.id,
        "nama_pengguna": petugas.nama_pengguna,
        "nama": petugas.nama,
        "peran": sorted(petugas.peran),
        "unit": sorted(petugas.unit),
        "kartu": petugas.kartu,
        "aktif": petugas.aktif,
        "harus_ganti_sandi": petugas.harus_ganti_sandi,
        "dibuat": clock.now(),
    }


def _isian_ditolak(  # noqa: PLR0913 - the parts of an account
    connection: Connection,
    nama: str,
    peran: Collection[Peran],
    unit: Collection[KodeUnit],
    kartu: str | None,
    *,
    kecuali: str = "",
) -> Refusal | None:
    if not nama.strip() or len(nama) > _NAMA_TERPANJANG or not nama.isprintable():
        return _tidak_sah("nama", f"1 sampai {_NAMA_TERPANJANG} karakter")
    if not peran:
        return _tidak_sah("peran", "pilih sedikitnya satu")
    if kartu is not None and not _KARTU.fullmatch(kartu):
        return _tidak_sah("kartu", "2 sampai 16 huruf dan angka")
    known = set(connection.execute(select(t.unit.c.kode).where(t.unit.c.aktif)).scalars()) | {SEMUA_UNIT}
    if unknown := sorted(set(unit) - known):
        return Refusal("unit_tidak_dikenal", "unit", {"unit": unknown[0]})
    if kartu is not None and _terpakai(connection, (t.petugas.c.kartu == kartu) & (t.petugas.c.id != kecuali)):
        return Refusal("kartu_terpakai", "kartu")
    return None


def _tidak_sah(field: str, sebab: str) -> Refusal:
    return Refusal("akun_tidak_sah", field, {"field": field, "sebab": sebab})


def _terpakai(connection: Connection, clause: Any) -> bool:  # noqa: ANN401 - an SQL expression
    return connection.execute(select(t.petugas.c.id).where(clause)).first() is not None


def _kartu_baru(connection: Connection) -> str:
    """A badge code nobody has: seven drawn characters and their check character."""
    while True:
        body = "".join(secrets.choice(_HURUF_KARTU) for _ in range(7))
        kartu = body + check_character(body)
        if not _terpakai(connection, t.petugas.c.kartu == kartu):
            return kartu


def _admin_terakhir(connection: Connection, petugas: Petugas) -> bool:
    if not petugas.aktif or Peran.ADMIN not in petugas.peran:
        return False
    others = [other for other in semua(connection) if other.aktif and other.id != petugas.id]
    return not any(Peran.ADMIN in other.peran for other in others)


def _sandi(connection: Connection, petugas_id: str) -> str | None:
    return connection.execute(select(t.petugas.c.sandi).where(t.petugas.c.id == petugas_id)).scalar()


def _tulis_sandi(
    connection: Connection, petugas_id: str, sandi: str, *, harus_ganti: bool, sesi_ini: bytes | None
) -> None:
    values = {"sandi": ramu(sandi), "harus_ganti_sandi": harus_ganti}
    connection.execute(update(t.petugas).where(t.petugas.c.id == petugas_id).values(values))
    gone = t.sesi.c.petugas_id == petugas_id
    if sesi_ini is not None:
        gone &= t.sesi.c.sidik != sesi_ini
    connection.execute(delete(t.sesi).where(gone))


def jumlah(connection: Connection) -> int:
    """How many accounts there are."""
    return connection.execute(select(func.count()).select_from(t.petugas)).scalar_one()
