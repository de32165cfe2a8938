"""The apply step: from the inbox, in order, to the front door, each once in effect.

A message is asked for under an id made of its own, so that after a crash in between the same wish gets its first
answer. What the door refuses is parked where people see it and can be tried again; it never holds up what is after
it. Only a door that takes nothing at all just now stops the round.
"""

import asyncio
from typing import Final, NamedTuple

import structlog
from sqlalchemy import Connection, Engine, Row, select, update

from engine import clock
from engine import tables as t
from engine.database import TIDAK_MENJAWAB, writing
from engine.execute import FrontDoor
from engine.federasi.jalur import urai
from engine.federasi.masuk import Masuk, id_perintah
from engine.log import places
from engine.penerima import PENCATAT, PENERIMA
from engine.points import Titik, passing
from engine.policy import kebijakan
from engine.refusals import Refusal
from schemas.federasi import ISI, IsiTidakTerbaca
from schemas.federasi.kunci import KunciDiajukan
from schemas.message import Command
from schemas.names.federasi import KeadaanMasuk, MacamJalur

log = structlog.get_logger()

HALAMAN: Final = 200
NANTI: Final = frozenset({"belum_tercatat", "antrean_penuh"})
"""The door could not take it just now: nothing is wrong with the message."""
JENIS_TIDAK_DIKENAL: Final = "jenis_tidak_dikenal"
ISI_TIDAK_TERBACA: Final = "isi_tidak_terbaca"
SALAH_JALUR: Final = "salah_jalur"
TANPA_PENERIMA: Final = "tanpa_penerima"
KEDALUWARSA: Final = "kedaluwarsa"
GALAT_DALAM: Final = "galat_dalam"
MENUNGGU_VERSI: Final = (JENIS_TIDAK_DIKENAL, ISI_TIDAK_TERBACA, TANPA_PENERIMA)
"""A newer Jejak may know what to do with it: tried again by itself at every start."""
_DISIMPAN: Final = frozenset({KunciDiajukan.jenis})
"""Kinds that stay in the inbox to be looked at by people, and ask for nothing."""


class Terapan(NamedTuple):
    """What came of a round."""

    diproses: int
    diparkir: int
    nanti: bool
    """The door takes nothing just now; ask again later."""


class _Parkir(Exception):
    """It cannot be applied: why."""


async def terapkan(engine: Engine, door: FrontDoor, now: clock.Clock = clock.now) -> Terapan:
    """Apply a page of what is new in the inbox, in order. Call again while anything comes of it."""
    rows = await asyncio.to_thread(_baru, engine)
    done = parked = 0
    for row in rows:
        command = await asyncio.to_thread(_siapkan, engine, row, now)
        if command is None:
            done += 1
            continue
        if isinstance(command, str):
            await asyncio.to_thread(_tandai, engine, row.urut, KeadaanMasuk.PARKIR, command, now)
            parked += 1
            continue
        passing(Titik.FEDERASI_SEBELUM_TERAP)
        answer = await door.execute(command)
        if isinstance(answer, Refusal) and answer.kode in NANTI:
            return Terapan(done, parked, nanti=True)
        passing(Titik.FEDERASI_SESUDAH_TERAP)
        if isinstance(answer, Refusal):
            log.warning("kiriman_ditolak", asal=row.asal, jenis=row.jenis, kode=answer.kode)
            await asyncio.to_thread(_tandai, engine, row.urut, KeadaanMasuk.PARKIR, answer.kode, now)
            parked += 1
        else:
            await asyncio.to_thread(_tandai, engine, row.urut, KeadaanMasuk.DIPROSES, None, now)
            done += 1
    return Terapan(done, parked, nanti=False)


def ulangi(connection: Connection, *, urut: int | None = None, versi_baru: bool = False) -> int:
    """Let what is parked be tried again: one message, all of them, or those a newer Jejak may understand. How many.

    Each try bears another command id, so that the door decides anew; what was granted once is never parked.
    """
    c = t.fed_masuk.c
    query = update(t.fed_masuk).where(c.keadaan == KeadaanMasuk.PARKIR, c.isi.is_not(None))
    if urut is not None:
        query = query.where(c.urut == urut)
    if versi_baru:
        query = query.where(c.sebab.in_(MENUNGGU_VERSI))
    return connection.execute(query.values(keadaan=KeadaanMasuk.BARU)).rowcount


def abaikan(connection: Connection, urut: int, now: clock.Clock = clock.now) -> bool:
    """Somebody looked at what is parked, and lets it be. False where there is no such."""
    c = t.fed_masuk.c
    changed = connection.execute(
        update(t.fed_masuk)
        .where(c.urut == urut, c.keadaan == KeadaanMasuk.PARKIR)
        .values(keadaan=KeadaanMasuk.ABAIKAN, diproses=now())
    )
    return bool(changed.rowcount)


def _baru(engine: Engine) -> list[Row[tuple[object, ...]]]:
    with engine.connect() as connection:
        query = select(t.fed_masuk).where(t.fed_masuk.c.keadaan == KeadaanMasuk.BARU)
        return list(connection.execute(query.order_by(t.fed_masuk.c.urut).limit(HALAMAN)))


def _siapkan(engine: Engine, row: Row[tuple[object, ...]], now: clock.Clock) -> Command | str | None:
    """The command to ask for; None: it is done with; or why it cannot be applied."""
    try:
        with writing(engine).begin() as connection:
            if row.sampai is not None and row.sampai + kebijakan().federasi.selisih_jam.batas < now():
                _tulis(connection, row.urut, KeadaanMasuk.ABAIKAN, KEDALUWARSA, now)
                return None
            command = _perintah(connection, _masuk(row))
            if command is None:
                _tulis(connection, row.urut, KeadaanMasuk.DIPROSES, None, now)
                return None
    except _Parkir as error:
        return str(error)
    except TIDAK_MENJAWAB:
        raise
    except Exception as error:  # noqa: BLE001 - one message, however odd, must not hold up all others: it is parked and seen
        log.error("kiriman_gagal", asal=row.asal, jenis=row.jenis, galat=type(error).__name__, di=places(error))
        return GALAT_DALAM
    key = id_perintah(row.id if row.kali == 0 else f"{row.id}/{row.kali}")
    return command.model_copy(update={"command_id": key})


def _perintah(connection: Connection, masuk: Masuk) -> Command | None:
    if masuk.jenis in PENCATAT:
        PENCATAT[masuk.jenis](connection, masuk)
        return None
    if masuk.jenis in _DISIMPAN:
        return None
    if masuk.jenis not in PENERIMA:
        raise _Parkir(TANPA_PENERIMA)
    return PENERIMA[masuk.jenis](connection, masuk)


def _masuk(row: Row[tuple[object, ...]]) -> Masuk:
    kind, lane = ISI.get(row.jenis), urai(row.jalur)
    if kind is None or lane is None:
        raise _Parkir(JENIS_TIDAK_DIKENAL)
    macam: MacamJalur = lane[1]
    if kind.macam is not macam:
        raise _Parkir(SALAH_JALUR)
    try:
        isi = kind.baca(row.isi or b"")
    except IsiTidakTerbaca:
        raise _Parkir(ISI_TIDAK_TERBACA) from None
    return Masuk(row.urut, row.id, row.asal, macam, row.jenis, isi, row.waktu, row.masuk, row.sampai)


def _tandai(engine: Engine, urut: int, keadaan: KeadaanMasuk, sebab: str | None, now: clock.Clock) -> None:
    with writing(engine).begin() as connection:
        _tulis(connection, urut, keadaan, sebab, now)


def _tulis(connection: Connection, urut: int, keadaan: KeadaanMasuk, sebab: str | None, now: clock.Clock) -> None:
    c = t.fed_masuk.c
    tries = c.kali + 1 if keadaan is KeadaanMasuk.PARKIR else c.kali
    connection.execute(
        update(t.fed_masuk).where(c.urut == urut).values(keadaan=keadaan, sebab=sebab, kali=tries, diproses=now())
    )
