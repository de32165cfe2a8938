"""The directory: which facility has which public keys, signed by the root key an office keeps offline.

The hub only carries it. Whoever reads one checks the signature against the root key of joining, whose fingerprint
people compared; the newest version wins, an older one changes nothing. A facility is believed on one hub alone.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Final, NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from sqlalchemy import Connection, delete, insert, select, update

from engine import tables as t
from engine.aturan_federasi import AturanFederasi
from engine.federasi.amplop import AmplopDitolak, KunciSandi
from schemas.federasi import IsiTidakTerbaca
from schemas.federasi.kunci import Direktori, DirektoriTerbit, SekutuTercatat
from schemas.federasi.paket import PaketGabung
from schemas.names.federasi import JenisFasyankes, SebabGalat

_DOMAIN: Final = b"jejak-fed-direktori-1\0"
_KELOMPOK: Final = 8
"""Groups of four hex digits in a fingerprint: 128 bits, short enough to be read out."""


class DirektoriTidakSah(Exception):
    """A directory, or a package, is not to be believed: why, in words for people."""


class Sekutu(NamedTuple):
    """A facility of the directories."""

    kode: str
    hub: str
    nama: str
    jenis: JenisFasyankes
    tingkat: int
    induk: str | None
    aktif: bool


class KunciSekutu(NamedTuple):
    """One public key of a directory."""

    kid: str
    fasyankes: str
    guna: str
    kunci: bytes
    mulai: datetime
    sampai: datetime
    dicabut: datetime | None


def sidik(akar: str | bytes) -> str:
    """The fingerprint of a root key (hex or bytes), as people read it to each other: `1a2b 3c4d …`."""
    raw = bytes.fromhex(akar) if isinstance(akar, str) else akar
    told = sha256(_DOMAIN + raw).hexdigest()
    return " ".join(told[4 * place : 4 * place + 4] for place in range(_KELOMPOK))


def terbitkan(direktori: Direktori, akar: Ed25519PrivateKey) -> DirektoriTerbit:
    """Sign a directory with the root key. Only the office's own hands do it (`jejak hub`)."""
    isi = direktori.kanonik()
    return DirektoriTerbit(isi=isi.hex(), tanda=akar.sign(_DOMAIN + isi).hex())


def periksa(terbit: DirektoriTerbit, akar: str, hub: str) -> Direktori:
    """What it says, if the root of this hub signed it. Raises DirektoriTidakSah."""
    isi = bytes.fromhex(terbit.isi)
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(akar)).verify(bytes.fromhex(terbit.tanda), _DOMAIN + isi)
        read = Direktori.baca(isi)
    except InvalidSignature:
        raise DirektoriTidakSah("tanda tangan akarnya tidak cocok") from None
    except IsiTidakTerbaca as error:
        raise DirektoriTidakSah(f"isinya tidak terbaca ({error})") from None
    if not isinstance(read, Direktori) or read.hub != hub:
        raise DirektoriTidakSah("direktori ini untuk hub lain")
    _tanpa_ganda(read)
    return read


def gabung(connection: Connection, paket: PaketGabung, dibandingkan: str, now: datetime) -> Direktori:
    """Join a hub: where it is, by which root, and its directory. Within a writing transaction.

    `dibandingkan`: the fingerprint somebody had of the office by another way; blanks and case do not matter.
    Raises DirektoriTidakSah where the package is another's, or the fingerprint is.
    """
    own = connection.execute(select(t.fasyankes.c.kode)).scalar()
    if own != paket.fasyankes:
        raise DirektoriTidakSah(f"paket ini untuk {paket.fasyankes}, bukan untuk {own}")
    if _polos(dibandingkan) != _polos(sidik(paket.akar)):
        raise DirektoriTidakSah("sidik kunci akar tidak sama dengan yang dibandingkan: jangan bergabung, tanya dinas")
    read = periksa(paket.direktori, paket.akar, paket.hub)
    if all(one.kode != own or not one.aktif for one in read.sekutu):
        raise DirektoriTidakSah("fasyankes ini belum ada di direktorinya")
    row = {
        "url": paket.url,
        "ca": paket.ca,
        "akar": paket.akar,
        "aktif": True,
    }
    c = t.fed_hub.c
    if connection.execute(update(t.fed_hub).where(c.kode == paket.hub).values(row)).rowcount == 0:
        fresh = {"kode": paket.hub, "sejak": now, "versi": 0, "direktori": b"", "tanda": b"", "diperbarui": now}
        connection.execute(insert(t.fed_hub), row | fresh)
    pasang(connection, paket.hub, paket.direktori, now)
    return read


def pasang(connection: Connection, hub: str, terbit: DirektoriTerbit, now: datetime) -> bool:
    """Put a directory in force if it is newer than ours. Was it? Raises DirektoriTidakSah; then nothing changed."""
    c = t.fed_hub.c
    row = connection.execute(select(c.akar, c.versi).where(c.kode == hub)).one()
    read = periksa(terbit, row.akar, hub)
    if read.versi <= row.versi:
        return False
    told = {"direktori": bytes.fromhex(terbit.isi), "tanda": bytes.fromhex(terbit.tanda)}
    connection.execute(update(t.fed_hub).where(c.kode == hub).values(told | {"versi": read.versi, "diperbarui": now}))
    _tulis_sekutu(connection, hub, read.sekutu)
    keys = t.sekutu_kunci
    connection.execute(delete(keys).where(keys.c.hub == hub))
    rows = [
        one.model_dump(include={"kid", "guna", "mulai", "sampai", "dicabut"})
        | {"hub": hub, "fasyankes": peer.kode, "kunci": bytes.fromhex(one.kunci)}
        for peer in read.sekutu
        for one in peer.kunci
    ]
    if rows:
        connection.execute(insert(keys), rows)
    return True


def terpasang(connection: Connection, hub: str) -> DirektoriTerbit | None:
    """The directory in force, as its root signed it: to be told on."""
    c = t.fed_hub.c
    row = connection.execute(select(c.direktori, c.tanda).where(c.kode == hub, c.versi > 0)).first()
    return DirektoriTerbit(isi=row.direktori.hex(), tanda=row.tanda.hex()) if row else None


def hub_kita(connection: Connection) -> list[str]:
    """The hubs this facility joined and has not left."""
    c = t.fed_hub.c
    return list(connection.execute(select(c.kode).where(c.aktif).order_by(c.kode)).scalars())


def sekutu(connection: Connection, kode: str) -> Sekutu | None:
    """The facility of this code; None where no directory has it."""
    return next(iter(_sekutu(connection, [kode])), None)


def semua_sekutu(connection: Connection, *, hub: str | None = None) -> list[Sekutu]:
    """Every facility of the directories, or of one hub's, by code; ourselves too, and those no longer active."""
    return [one for one in _sekutu(connection, None) if hub is None or one.hub == hub]


def semua_kunci(connection: Connection) -> list[KunciSekutu]:
    """Every public key of the directories in force, by facility."""
    c = t.sekutu_kunci.c
    query = select(c.kid, c.fasyankes, c.guna, c.kunci, c.mulai, c.sampai, c.dicabut)
    return [KunciSekutu(*row) for row in connection.execute(query.order_by(c.fasyankes, c.guna, c.mulai))]


def akar(connection: Connection) -> list[tuple[str, str]]:
    """Each hub and its public root key, in hex."""
    c = t.fed_hub.c
    return [(row.kode, row.akar) for row in connection.execute(select(c.kode, c.akar).where(c.aktif).order_by(c.kode))]


def kunci_pengirim(connection: Connection, hub: str, asal: Iterable[str]) -> dict[tuple[str, str], KunciSekutu]:
    """The signing keys of these facilities, by facility and name of key. Only of those who are on this very hub."""
    c, p = t.sekutu_kunci.c, t.sekutu.c
    query = (
        select(c.kid, c.fasyankes, c.guna, c.kunci, c.mulai, c.sampai, c.dicabut)
        .join(t.sekutu, (p.kode == c.fasyankes) & (p.hub == c.hub))
        .where(c.hub == hub, c.guna == "tanda", c.fasyankes.in_(sorted(set(asal))), p.aktif)
    )
    return {(row.fasyankes, row.kid): KunciSekutu(*row) for row in connection.execute(query)}


def boleh_percaya(kunci: KunciSekutu | None, waktu: datetime, now: datetime, aturan: AturanFederasi) -> KunciSekutu:
    """The key, if it may prove a message made at `waktu` that came now. Raises AmplopDitolak.

    A key that was revoked proves nothing any more, whenever a message says it was made: who stole it says anything.
    """
    if kunci is None:
        raise AmplopDitolak(SebabGalat.KUNCI_TIDAK_DIKENAL)
    skew = aturan.selisih_jam.batas
    good = kunci.mulai - skew <= waktu <= kunci.sampai + skew and now <= kunci.sampai + aturan.tenggang_pesan.batas
    if not good or (kunci.dicabut is not None and kunci.dicabut <= now):
        raise AmplopDitolak(SebabGalat.KUNCI_KEDALUWARSA)
    return kunci


def kunci_segel(connection: Connection, hub: str, tujuan: str, now: datetime) -> KunciSandi | None:
    """The newest key that is good now to seal to a facility. None: nothing can be sealed to it."""
    keys = [one for one in _kunci(connection, hub, tujuan, "sandi") if _berlaku(one, now)]
    if not keys:
        return None
    newest = max(keys, key=lambda one: (one.mulai, one.kid))
    return KunciSandi(newest.kid, X25519PublicKey.from_public_bytes(newest.kunci))


def terdaftar(connection: Connection, hub: str, kode: str, now: datetime) -> frozenset[str]:
    """The names of a facility's signing keys that are good now."""
    return frozenset(one.kid for one in _kunci(connection, hub, kode, "tanda") if _berlaku(one, now))


def _berlaku(one: KunciSekutu, now: datetime) -> bool:
    return one.mulai <= now < one.sampai and (one.dicabut is None or now < one.dicabut)


def _kunci(connection: Connection, hub: str, kode: str, guna: str) -> list[KunciSekutu]:
    c = t.sekutu_kunci.c
    query = select(c.kid, c.fasyankes, c.guna, c.kunci, c.mulai, c.sampai, c.dicabut)
    return [
        KunciSekutu(*row) for row in connection.execute(query.where(c.hub == hub, c.fasyankes == kode, c.guna == guna))
    ]


def _sekutu(connection: Connection, kode: Sequence[str] | None) -> list[Sekutu]:
    c = t.sekutu.c
    query = select(c.kode, c.hub, c.nama, c.jenis, c.tingkat, c.induk, c.aktif).order_by(c.kode)
    if kode is not None:
        query = query.where(c.kode.in_(kode))
    return [Sekutu(*row)._replace(jenis=JenisFasyankes(row.jenis)) for row in connection.execute(query)]


def _tulis_sekutu(connection: Connection, hub: str, peers: Sequence[SekutuTercatat]) -> None:
    """The peers of a hub are those of its directory. Whom another hub already speaks for stays with that one."""
    c = t.sekutu.c
    connection.execute(delete(t.sekutu).where(c.hub == hub))
    others = set(connection.execute(select(c.kode)).scalars())
    rows = [
        {
            "kode": one.kode,
            "hub": hub,
            "nama": one.nama,
            "jenis": one.fasyankes,
            "tingkat": one.tingkat,
            "induk": one.induk,
            "aktif": one.aktif,
        }
        for one in peers
        if one.kode not in others
    ]
    if rows:
        connection.execute(insert(t.sekutu), rows)


def _tanpa_ganda(read: Direktori) -> None:
    codes = [one.kode for one in read.sekutu]
    kids = [key.kid for one in read.sekutu for key in one.kunci]
    if len(set(codes)) != len(codes) or len(set(kids)) != len(kids):
        raise DirektoriTidakSah("satu kode atau satu nama kunci muncul dua kali")


def _polos(text: str) -> str:
    return "".join(text.split()).lower()
