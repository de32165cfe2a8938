"""Who may be meant: few candidates out of a million patients, each found by an index look-up. Scored elsewhere.

Two words of a name are looked up as one pair, so that two common words cost no more than a rare one. A word that
no name has is replaced by those it may be a slip of (`kata_mirip`), the nearest and then the most common first.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import combinations
from typing import Any, Final

from rapidfuzz.distance import OSA
from sqlalchemy import Connection, bindparam, literal_column, select

from engine import tables as t
from engine.kiup.nama import PANJANG_KATA, hapusan, kata, kunci_alamat, rangka
from engine.kiup.skor import nama_mirip
from engine.prepared import IDS, Find, Read
from engine.rows.pasien import IDENTITAS

BATAS: Final = 300
"""Candidates that are read and scored."""
BANYAK: Final = 2_000
"""Index rows of one pair that are looked at where several pairs narrow each other."""
RAGAM: Final = 8
"""Other spellings of one word that are tried."""
PANJANG_RANGKA: Final = 3
"""Consonants from which on a skeleton tells words apart: two of them stand for thousands."""
SEKALI: Final = 32
"""Of these, nearest first, asked for at once."""
_AKHIR: Final = "~"
"""Sorts after every character of a key."""

KOLOM: Final = tuple(t.pasien.c[name] for name in ("id", "keadaan", "dikenal", "digabung_ke", *IDENTITAS))

_k, _m, _v = t.pasien_kata.c, t.kata_mirip.c, t.kata_nama.c
_RANGE: Final = Read(
    select(_k.pasien_id)
    .where(_k.kunci >= bindparam("b_dari"), _k.kunci < bindparam("b_sampai"))
    .limit(bindparam("b_batas"))
    .offset(bindparam("b_lewati")),
    ("b_dari", "b_sampai", "b_batas", "b_lewati"),
)
_SAMA: Final = Read(
    select(_k.pasien_id)
    .where(_k.kunci == bindparam("b_kunci"))
    .limit(bindparam("b_batas"))
    .offset(bindparam("b_lewati")),
    ("b_kunci", "b_batas", "b_lewati"),
)
_BEBERAPA: Final = Find(
    select(_k.pasien_id)
    .where(_k.kunci.in_(bindparam(IDS, expanding=True)))
    .limit(literal_column(str(2 * BATAS)))
    .offset(literal_column("0"))
)
_MIRIP: Final = Find(
    select(_m.kata, _v.jumlah).join(t.kata_nama, _v.kata == _m.kata).where(_m.kunci.in_(bindparam(IDS, expanding=True)))
)
_ADA: Final = Find(select(_v.kata, _v.jumlah).where(_v.kata.in_(bindparam(IDS, expanding=True))))
_ISI: Final = Find(select(*KOLOM).where(t.pasien.c.id.in_(bindparam(IDS, expanding=True))))
_NAMA_LAMA: Final = Find(
    select(t.identitas_lama.c.pasien_id, t.identitas_lama.c.nama).where(
        t.identitas_lama.c.pasien_id.in_(bindparam(IDS, expanding=True))
    )
)


def isi(connection: Connection, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Who these patients are, by id; columns by name."""
    wanted = sorted(set(ids))
    names = [column.name for column in KOLOM]
    rows = _ISI.run(connection, wanted) if wanted else []
    return {row[0]: dict(zip(names, row, strict=True)) for row in rows}


def nama_lama(connection: Connection, ids: Sequence[str]) -> dict[str, list[str]]:
    """The names these patients bore before."""
    found: dict[str, list[str]] = {}
    for pasien, nama in _NAMA_LAMA.run(connection, ids) if ids else []:
        found.setdefault(pasien, []).append(nama)
    return found


def dari_nama(connection: Connection, words: Sequence[str], *, teliti: bool) -> list[str]:
    """Patients whose names have these words, the last perhaps only begun. `teliti`: other spellings too."""
    words = tuple(dict.fromkeys(words))
    if not words:
        return []
    found = _persis(connection, words)
    if teliti or len(found) < 3:  # noqa: PLR2004 - few enough to doubt the spelling
        found += _ragam(connection, words)
    return list(dict.fromkeys(found))[:BATAS]


def _persis(connection: Connection, words: Sequence[str]) -> list[str]:
    """As it was typed."""
    if len(words) == 1:
        (word,) = words
        whole = _ids(_SAMA.run(connection, (word, BATAS, 0)))
        return whole if len(whole) == BATAS or len(word) == 1 else whole + _berawalan(connection, word, BATAS)
    words = [*sorted(words[:-1], key=lambda word: len(word) == 1), words[-1]]  # initials last but one
    *before, last = words
    joined = _ids(_SAMA.run(connection, ("".join(words)[:PANJANG_KATA], BATAS, 0))) if len(words) == 2 else []  # noqa: PLR2004 - two words that may be one
    if len(before) == 1:
        return _sepasang(connection, before[0], last, BATAS) + joined
    sets = [set(_sepasang(connection, word, last, BANYAK)) for word in before[:3]]
    sets += [set(_sepasang(connection, other, one, BANYAK)) for one, other in combinations(before[:3], 2)]
    both = set.intersection(*sets)
    rest = sorted((found for found in sets if found), key=len)
    return sorted(both)[:BATAS] + [one for found in rest[:1] for one in sorted(found)[:BATAS]]


def _sepasang(connection: Connection, satu: str, lain: str, batas: int) -> list[str]:
    """Whose names have both words, the second perhaps only begun. An initial is what its word begins with."""
    pair = f"{lain} {satu}" if len(satu) == 1 else f"{satu} {lain}"
    return _berawalan(connection, pair, batas)


def _berawalan(connection: Connection, kunci: str, batas: int) -> list[str]:
    return _ids(_RANGE.run(connection, (kunci, kunci + _AKHIR, batas, 0)))


def _ids(rows: Iterable[Sequence[Any]]) -> list[str]:
    return [row[0] for row in rows]


def _ragam(connection: Connection, words: Sequence[str]) -> list[str]:
    """With each word replaced by what it may be a slip of."""
    ragam = [ejaan(connection, word) for word in words[:4]]
    known = [options for options in ragam if options]
    if not known:
        return []
    if len(known) == 1:
        keys = known[0]
    else:
        ranked = [
            (at + to, f"{a} {b}")
            for one, other in combinations(known, 2)
            for at, a in enumerate(one)
            for to, b in enumerate(other)
            if a != b
        ]
        keys = [kunci for _, kunci in sorted(ranked)]
    found = _separuh(connection, ragam, words)
    for start in range(0, min(len(keys), 4 * SEKALI), SEKALI):
        found += _ids(_BEBERAPA.run(connection, keys[start : start + SEKALI]))
        if len(found) >= BATAS:
            break
    return found


def _separuh(connection: Connection, ragam: Sequence[Sequence[str]], words: Sequence[str]) -> list[str]:
    """The first word written otherwise, the last one only begun: where it is no word by itself."""
    if len(words) == 1 or len(words[-1]) == 1 or words[-1] in ragam[-1]:
        return []
    return [
        one for word in ragam[0] if len(word) > 1 for one in _berawalan(connection, f"{word} {words[-1]}", BATAS // 4)
    ]


def ejaan(connection: Connection, word: str) -> list[str]:
    """Words of the vocabulary this one may stand for, nearest first; its initial too."""
    if len(word) == 1:
        return [word]
    bones = rangka(word)
    keys = [f"~{bones}", *hapusan(word)] if len(bones) >= PANJANG_RANGKA else list(hapusan(word))
    near: dict[str, tuple[int, int]] = {}
    for found, jumlah in _MIRIP.run(connection, keys):
        slips = OSA.distance(word, found)
        if slips <= 1 or (len(bones) >= PANJANG_RANGKA and rangka(found) == bones):
            near[found] = (slips, -jumlah)
    best = sorted(near, key=lambda found: near[found])[:RAGAM]
    return [*best, word[0]]


def dari_kolom(connection: Connection, nama: str, nilai: str) -> list[str]:
    """Patients with this value in an indexed column."""
    return list(connection.execute(select(t.pasien.c.id).where(t.pasien.c[nama] == nilai).limit(BATAS)).scalars())


def dari_lahir(connection: Connection, lahir: date, words: Sequence[str]) -> list[str]:
    """Patients born that day whose names resemble these words; all of them, if no words are given.

    Many are registered as born on the first of January: their names are read before their rows.
    """
    query = select(t.pasien.c.id, t.pasien.c.nama).where(t.pasien.c.tanggal_lahir == lahir)
    if not words:
        return [row.id for row in connection.execute(query.limit(BATAS))]
    alike = [
        (nama_mirip(words, kata(row.nama), awalan=True), row.id) for row in connection.execute(query.limit(BANYAK))
    ]
    return [one for value, one in sorted(alike, reverse=True) if value >= 0.5][:BATAS]  # noqa: PLR2004 - half of the name


def dari_awal(connection: Connection, nama: str, awal: str) -> list[str]:
    """Patients whose column begins so."""
    kolom = t.pasien.c[nama]
    query = select(t.pasien.c.id).where(kolom >= awal, kolom < awal + _AKHIR).limit(BATAS)
    return list(connection.execute(query).scalars())


def dari_alamat(connection: Connection, alamat: str) -> list[str]:
    """Patients whose address begins like this one."""
    kunci = kunci_alamat(alamat)
    return dari_awal(connection, "kunci_alamat", kunci) if kunci else []
