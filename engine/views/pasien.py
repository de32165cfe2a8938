"""Reading the master index: search, possible duplicates, one patient. Whoever was merged is shown as who they are now.

Nothing here is for those who need no names: the doors decide who may ask.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, select

from engine import tables as t
from engine.kiup.nama import kata, tertulis
from engine.kiup.skor import MUNGKIN, Alasan, Nilai, bandingkan, nama_mirip
from engine.kiup.tanya import Tanya
from engine.numbers import kunci
from engine.views import calon
from engine.views.search import number_query
from schemas.commands.pasien import Identitas

PALING_BANYAK: Final = 50
"""Patients a search answers with; more means: say more."""
LAYAK: Final = 0.6
"""How much of what was asked must be found."""
TERDALAM: Final = 64
"""Pointers followed from one merged patient: no circle can be made, and this one would end."""


_ID: Final = re.compile(r"[0-9a-f-]{36}")


@dataclass(frozen=True, slots=True)
class Orang:
    """A patient in a list."""

    id: str
    nama: str
    """As it is written: titles after it, the status abbreviation last."""
    nik: str | None
    tanggal_lahir: date | None
    lahir_perkiraan: bool
    jenis_kelamin: str
    alamat: str | None
    telepon: str | None
    dikenal: bool
    nomor: tuple[str, ...] = ()
    """The numbers of their folders."""


@dataclass(frozen=True, slots=True)
class Temuan:
    """A patient who may be meant, how surely, and why. `lewat`: the former name or merged entry that led here."""

    orang: Orang
    skor: int
    alasan: tuple[Alasan, ...]
    lewat: str | None = None


@dataclass(frozen=True, slots=True)
class Hasil:
    """What a search found. `lebih`: there are more than are shown."""

    isi: tuple[Temuan, ...]
    lebih: bool


def cari(connection: Connection, tanya: Tanya) -> Hasil:
    """Patients who fit what was asked, best first."""
    if tanya.kosong:
        return Hasil((), lebih=False)
    found = _candidates(connection, tanya, teliti=False)
    best = _scored(connection, tanya, found)
    if tanya.words and not any(value >= 0.9 for value, *_ in best):  # noqa: PLR2004 - nobody is called just that
        best = _scored(connection, tanya, found | _candidates(connection, tanya, teliti=True))
    best.sort(key=lambda row: (-row[0], row[2]["nama"], row[2]["id"]))
    return _shown(connection, [(round(value * 100), reasons, row, via) for value, reasons, row, via in best])


def kembar(connection: Connection, identitas: Identitas, *, selain: str | None = None) -> tuple[Temuan, ...]:
    """Registered patients who may be this person, surest first, with the reasons. `selain`: leave this one out."""
    ids: set[str] = set()
    for name in ("nik", "paspor", "nomor_jkn", "telepon"):
        if value := getattr(identitas, name):
            ids |= set(calon.dari_kolom(connection, name, value))
    words = kata(identitas.nama)
    ids |= set(calon.dari_nama(connection, words, teliti=True))
    if identitas.tanggal_lahir:
        ids |= set(calon.dari_lahir(connection, identitas.tanggal_lahir, words))
    asked = {name: getattr(identitas, name) for name in Identitas.model_fields}
    rows = calon.isi(connection, ids - {selain})
    lama = calon.nama_lama(connection, list(rows))
    judged: list[tuple[Nilai, Mapping[str, Any], str | None]] = []
    for row in rows.values():
        best, via = bandingkan(asked, row), None
        for former in lama.get(row["id"], ()):
            nilai = bandingkan(asked, {**row, "nama": former})
            if nilai.skor > best.skor:
                best, via = Nilai(nilai.skor, (Alasan.NAMA_LAMA, *nilai.alasan)), former
        if best.skor >= MUNGKIN:
            judged.append((best, row, via))
    judged.sort(key=lambda found: (-found[0].skor, found[1]["id"]))
    found = _shown(connection, [(nilai.skor, nilai.alasan, row, via) for nilai, row, via in judged])
    return tuple(one for one in found.isi if one.orang.id != selain)


def temuan(connection: Connection, identitas: Identitas, pasien: str) -> tuple[Temuan, ...]:
    """One registered patient, judged against an identity: as a search would show them."""
    row = calon.isi(connection, [pasien] if dapat_ada(pasien) else []).get(pasien)
    if row is None:
        return ()
    nilai = bandingkan({name: getattr(identitas, name) for name in Identitas.model_fields}, row)
    return _shown(connection, [(nilai.skor, nilai.alasan, row, None)]).isi


def dapat_ada(pasien: str) -> bool:
    """Could this be an id at all? A database does not take every text."""
    return bool(_ID.fullmatch(pasien))


def tujuan(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """Who each of these is now: merged entries lead to where their pointers end."""
    ends = {one: one for one in ids}
    for _ in range(TERDALAM):
        query = select(t.pasien.c.id, t.pasien.c.digabung_ke).where(
            t.pasien.c.id.in_(set(ends.values())), t.pasien.c.digabung_ke.is_not(None)
        )
        onward = {row.id: row.digabung_ke for row in connection.execute(query)}
        if not onward:
            break
        ends = {one: onward.get(end, end) for one, end in ends.items()}
    return ends


def serumpun(connection: Connection, pasien: str) -> tuple[str, ...]:
    """This patient and everybody merged into them, by however many pointers."""
    found, edge = {pasien}, {pasien}
    while edge:
        query = select(t.pasien.c.id).where(t.pasien.c.digabung_ke.in_(edge))
        edge = set(connection.execute(query).scalars()) - found
        found |= edge
    return tuple(sorted(found))


def rumpun_banyak(connection: Connection, ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """For each of these patients: themselves, and everybody merged into them."""
    top = {one: one for one in ids}
    edge = set(top)
    for _ in range(TERDALAM):
        if not edge:
            break
        c = t.pasien.c
        rows = connection.execute(select(c.id, c.digabung_ke).where(c.digabung_ke.in_(edge))).all()
        edge = {row.id for row in rows} - top.keys()
        top |= {row.id: top[row.digabung_ke] for row in rows if row.id in edge}
    found: dict[str, list[str]] = {}
    for member, end in top.items():
        found.setdefault(end, []).append(member)
    return {one: tuple(members) for one, members in found.items()}


def _candidates(connection: Connection, tanya: Tanya, *, teliti: bool) -> set[str]:
    ids: set[str] = set()
    for name, value in (("nik", tanya.nik), ("nomor_jkn", tanya.jkn), ("telepon", tanya.telepon)):
        if value:
            ids |= set(calon.dari_kolom(connection, name, value))
    if tanya.nomor:
        ids |= _by_number(connection, tanya.nomor)
    if tanya.lahir:
        ids |= set(calon.dari_lahir(connection, tanya.lahir, tanya.words))
    if tanya.words and (teliti or not tanya.lahir or len(ids) < 3):  # noqa: PLR2004 - the date may be the slip
        ids |= set(calon.dari_nama(connection, tanya.words, teliti=teliti))
    if tanya.alamat and not tanya.words:
        ids |= set(calon.dari_alamat(connection, tanya.alamat))
    return ids


def _by_number(connection: Connection, nomor: str) -> set[str]:
    part = kunci(nomor)
    if not (part.isascii() and part.isalnum()):
        return set()
    endings = [row.berkas_id for row in connection.execute(number_query(part, None, calon.BATAS))]
    query = select(t.berkas.c.pasien).where(t.berkas.c.id.in_(endings), t.berkas.c.pasien.is_not(None))
    return set(connection.execute(query).scalars())


_Judged = tuple[float, tuple[Alasan, ...], Mapping[str, Any], str | None]


def _scored(connection: Connection, tanya: Tanya, ids: set[str]) -> list[_Judged]:
    rows = calon.isi(connection, ids)
    judged = {one: _judge(tanya, row, row["nama"]) for one, row in rows.items()}
    doubtful = [one for one, (value, _) in judged.items() if value < 0.9] if tanya.words else []  # noqa: PLR2004 - not by that name
    via: dict[str, str] = {}
    for one, names in calon.nama_lama(connection, doubtful).items():
        for former in names:
            value, reasons = _judge(tanya, rows[one], former)
            if value > judged[one][0]:
                judged[one] = (value, (Alasan.NAMA_LAMA, *reasons))
                via[one] = former
    return [(value, reasons, rows[one], via.get(one)) for one, (value, reasons) in judged.items() if value >= LAYAK]


def _judge(tanya: Tanya, row: Mapping[str, Any], nama: str) -> tuple[float, tuple[Alasan, ...]]:
    """How well one patient, under one name, fits what was asked."""
    values: list[float] = []
    reasons: list[Alasan] = []
    for asked, name, reason in (
        (tanya.nik, "nik", Alasan.NIK_SAMA),
        (tanya.jkn, "nomor_jkn", Alasan.JKN_SAMA),
        (tanya.telepon, "telepon", Alasan.TELEPON_SAMA),
    ):
        if asked:
            same = row[name] == asked
            values.append(float(same))
            reasons += [reason] if same else []
    if tanya.nomor:
        values.append(1.0)
        reasons.append(Alasan.NOMOR_RM)
    if tanya.words:
        value = nama_mirip(tanya.words, kata(nama), awalan=True)
        values.append(value)
        reasons.append(Alasan.NAMA_SAMA if value > 0.95 else Alasan.NAMA_MIRIP)  # noqa: PLR2004 - all words are there
    if tanya.lahir or tanya.tahun:
        value, sign = _born(tanya, row["tanggal_lahir"])
        values.append(value)
        reasons += [sign] if sign else []
    if tanya.alamat:
        value = nama_mirip(kata(tanya.alamat), kata(row["alamat"] or ""), awalan=True)
        values.append(value)
        reasons += [Alasan.ALAMAT_MIRIP] if value > 0.7 else []  # noqa: PLR2004 - most of the line
    return (sum(values) / len(values) if values else 0.0), tuple(reasons)


def _born(tanya: Tanya, lahir: date | None) -> tuple[float, Alasan | None]:
    if lahir is None:
        return 0.4, None
    if tanya.lahir is None:
        return (1.0, Alasan.LAHIR_SAMA) if lahir.year == tanya.tahun else (0.2, None)
    if lahir == tanya.lahir:
        return 1.0, Alasan.LAHIR_SAMA
    if (lahir.day, lahir.month) == (tanya.lahir.month, tanya.lahir.day) and lahir.year == tanya.lahir.year:
        return 0.8, Alasan.LAHIR_TERTUKAR
    same = (lahir.day == tanya.lahir.day) + (lahir.month == tanya.lahir.month) + (lahir.year == tanya.lahir.year)
    return (0.6, Alasan.LAHIR_DEKAT) if same == 2 else (0.1, None)  # noqa: PLR2004 - one of three is off


_Ranked = tuple[int, tuple[Alasan, ...], Mapping[str, Any], str | None]


def _shown(connection: Connection, ranked: Sequence[_Ranked]) -> Hasil:
    """The first of them, merged ones as who they are now, each once."""
    few = ranked[: PALING_BANYAK * 2]
    merged = [row["id"] for _, _, row, _ in few if row["digabung_ke"]]
    now = tujuan(connection, merged) if merged else {}
    rows = {row["id"]: row for _, _, row, _ in few} | calon.isi(connection, set(now.values()))
    found: dict[str, tuple[int, tuple[Alasan, ...], str | None]] = {}
    for score, reasons, row, via in few:
        end: str = now.get(row["id"]) or row["id"]
        lead = via or (row["nama"] if end != row["id"] else None)
        found.setdefault(end, (score, reasons, lead))
    shown = list(found)[:PALING_BANYAK]
    numbers = nomor(connection, shown)
    isi = tuple(
        Temuan(orang(rows[one], numbers.get(one, ())), found[one][0], found[one][1], found[one][2]) for one in shown
    )
    return Hasil(isi, lebih=len(ranked) > len(few) or len(found) > len(shown))


def nomor(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The folder numbers of these patients, and of whoever was merged into them."""
    found: dict[str, list[str]] = {}
    if ids:
        kin = rumpun_banyak(connection, ids)
        owner = {member: one for one, members in kin.items() for member in members}
        c = t.berkas.c
        query = select(c.pasien, c.nomor).where(c.pasien.in_(sorted(owner))).order_by(c.nomor)
        for one, number in connection.execute(query):
            found.setdefault(owner[str(one)], []).append(number)
    return {one: tuple(dict.fromkeys(numbers)) for one, numbers in found.items()}


def orang(row: Mapping[str, Any], numbers: tuple[str, ...] = ()) -> Orang:
    """A patient's row as a line of a list."""
    return Orang(
        id=row["id"],
        nama=tertulis(row["nama"], row["gelar"], row["sebutan"]),
        nik=row["nik"],
        tanggal_lahir=row["tanggal_lahir"],
        lahir_perkiraan=bool(row["lahir_perkiraan"]),
        jenis_kelamin=row["jenis_kelamin"],
        alamat=row["alamat"],
        telepon=row["telepon"],
        dikenal=bool(row["dikenal"]),
        nomor=numbers,
    )
