"""The command envelope both doors speak (HTTP and NATS): JSON in, Command or Refusal out; answers and problems back.

    {"command_id", "jenis", "subjek", "terjadi_pada", "versi", "cara", "di", "jam_perangkat", "data": {...}}

`pelaku` is never read from a message: the door that knew the caller adds it.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Final, Literal
from uuid import UUID

import orjson
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from engine.alur import alur_dari
from engine.execute import Accepted, Answer
from engine.refusals import Golongan, Refusal
from schemas.commands import COMMANDS
from schemas.commands.berkas import PerintahBerkas
from schemas.message import Command, Pelaku
from schemas.names import BerkasId, Cara

Cari = Callable[[str], BerkasId | Refusal]
"""Finds the record a client names by something else than its id (a record number, a folder code)."""

Bahasa = Literal["id", "en"]

AMPLOP: Final = frozenset(
    {"command_id", "jenis", "subjek", "terjadi_pada", "versi", "cara", "di", "jam_perangkat", "data"}
)
BERBARIS: Final = 3
"""From this depth on (a field of an object in `data`) a text may have lines, as a letter has: its model says which."""
PALING_DALAM: Final = 8
"""Levels of nesting a message may have; no command needs more than one."""
BILANGAN_AMAN: Final = 2**53
"""Beyond it JSON readers disagree about what the number is."""
PANJANG_KUTIPAN: Final = 48
"""Characters of a client's own word that are repeated to it."""

STATUS: Final[dict[Golongan, int]] = {
    Golongan.DITOLAK: 409,
    Golongan.TIDAK_BERHAK: 403,
    Golongan.TIDAK_DIKENAL: 404,
    Golongan.TIDAK_SAH: 422,
    Golongan.TERLALU_BANYAK: 413,
    Golongan.BELUM_TERCATAT: 503,
    Golongan.BELUM_MASUK: 401,
    Golongan.TERLALU_SERING: 429,
    Golongan.GALAT: 500,
}
JUDUL: Final[dict[Golongan, dict[Bahasa, str]]] = {
    Golongan.DITOLAK: {"id": "Ditolak", "en": "Refused"},
    Golongan.TIDAK_BERHAK: {"id": "Tidak berhak", "en": "Not allowed"},
    Golongan.TIDAK_DIKENAL: {"id": "Tidak dikenal", "en": "Unknown"},
    Golongan.TIDAK_SAH: {"id": "Isian tidak sah", "en": "Not valid"},
    Golongan.TERLALU_BANYAK: {"id": "Terlalu banyak", "en": "Too much"},
    Golongan.BELUM_TERCATAT: {"id": "Belum bisa sekarang", "en": "Not just now"},
    Golongan.BELUM_MASUK: {"id": "Belum masuk", "en": "Not logged in"},
    Golongan.TERLALU_SERING: {"id": "Terlalu sering", "en": "Too often"},
    Golongan.GALAT: {"id": "Kesalahan dalam", "en": "Internal error"},
}
SEBAB: Final = {
    "missing": "wajib diisi",
    "extra_forbidden": "tidak dikenal",
    "string_type": "harus berupa teks",
    "string_pattern_mismatch": "bentuknya tidak cocok",
    "string_too_long": "terlalu panjang",
    "string_too_short": "terlalu pendek",
    "int_type": "harus bilangan bulat",
    "int_from_float": "harus bilangan bulat",
    "bool_type": "harus true atau false",
    "datetime_type": "harus waktu RFC 3339, misalnya 2026-03-02T08:00:00+07:00",
    "datetime_parsing": "harus waktu RFC 3339, misalnya 2026-03-02T08:00:00+07:00",
    "datetime_from_date_parsing": "harus waktu RFC 3339, misalnya 2026-03-02T08:00:00+07:00",
    "date_type": "harus tanggal, misalnya 1990-03-12",
    "date_parsing": "harus tanggal, misalnya 1990-03-12",
    "date_from_datetime_parsing": "harus tanggal, misalnya 1990-03-12",
    "date_from_datetime_inexact": "harus tanggal, misalnya 1990-03-12",
    "model_type": "harus objek JSON",
    "timezone_aware": "waktu harus menyertakan zona, misalnya +07:00",
}
"""Pydantic's kinds of error, in words a person at a counter understands."""


def parse(body: Mapping[str, object] | bytes, pelaku: Pelaku, lookup: Cari, cara: Cara = Cara.API) -> Command | Refusal:
    """The command a message asks for. `cara` is the door's own, where the message does not say.

    A registration that names no `subjek` gets its command's id for one: asked again, it is the same record.
    """
    message = _read(body)
    if isinstance(message, Refusal):
        return message
    kind = _kind(message)
    if isinstance(kind, Refusal):
        return kind
    data = _data(kind, message)
    if isinstance(data, Refusal):
        return data
    subjek = _subject(kind, message, lookup)
    if isinstance(subjek, Refusal):
        return subjek
    given = {name: message[name] for name in AMPLOP - {"jenis", "data"} if message.get(name) is not None}
    return _validated(kind, {"cara": cara} | given | data | {"subjek": subjek, "pelaku": _actor(pelaku)})


def answer_body(answer: Accepted) -> dict[str, object]:
    """What a caller is told of an accepted command; `diulang` only where it had been answered before."""
    body = answer._asdict()
    if not answer.diulang:
        del body["diulang"]
    return body


def problem_body(refusal: Refusal, bahasa: Bahasa = "id") -> dict[str, object]:
    """The refusal as an RFC 9457 problem, with its stable `kode` and, where there is one, the field to mend."""
    body: dict[str, object] = {
        "type": f"urn:jejak:masalah:{refusal.kode}",
        "title": JUDUL[refusal.golongan][bahasa],
        "status": status(refusal),
        "detail": refusal.kalimat if bahasa == "id" else refusal.sentence,
        "kode": refusal.kode,
    }
    if refusal.field is not None:
        body["field"] = refusal.field
    return body


def status(answer: Answer) -> int:
    """The HTTP status of an answer."""
    return 200 if isinstance(answer, Accepted) else STATUS[answer.golongan]


def _read(body: Mapping[str, object] | bytes) -> Mapping[str, object] | Refusal:
    if isinstance(body, bytes):
        try:
            body = orjson.loads(body)
        except orjson.JSONDecodeError:
            return Refusal("json_rusak")
    if not isinstance(body, Mapping):
        return _bad("isi", "harus objek JSON")
    for field, sebab in _unfit(body):
        return _bad(field, sebab)
    if unknown := sorted(set(body) - AMPLOP):
        return _bad(_short(unknown[0]), SEBAB["extra_forbidden"])
    return body


def _unfit(value: object, field: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    """What no field of any message may hold: control characters, numbers nobody can read back, endless nesting."""
    if depth > PALING_DALAM:
        yield field, "terlalu dalam bersarang"
    elif isinstance(value, str):
        plain = value.replace("\n", "") if depth >= BERBARIS else value
        if not plain.isprintable():
            yield field, "ada karakter kendali"
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if not isinstance(key, str) or not key.isprintable():
                yield field or "isi", "nama isian memuat karakter kendali"
            else:
                yield from _unfit(inner, f"{field}.{_short(key)}" if field else _short(key), depth + 1)
    elif isinstance(value, list):
        for inner in value:
            yield from _unfit(inner, field, depth + 1)
    elif isinstance(value, int | float) and not -BILANGAN_AMAN <= value <= BILANGAN_AMAN:
        yield field, "angka terlalu besar"


def _kind(message: Mapping[str, object]) -> type[Command] | Refusal:
    jenis = message.get("jenis")
    if jenis is None:
        return _bad("jenis", SEBAB["missing"])
    if not isinstance(jenis, str):
        return _bad("jenis", SEBAB["string_type"])
    return COMMANDS.get(jenis) or Refusal("perintah_tidak_dikenal", "jenis", {"jenis": _short(jenis)})


def _data(kind: type[Command], message: Mapping[str, object]) -> dict[str, object] | Refusal:
    """The kind's own fields; a null is a field left out."""
    if message.get("cara") in (Cara.SISTEM, Cara.FEDERASI):  # no set: what came may be a list, which none looks up
        return _bad("cara", "hanya untuk sistem sendiri")
    data = {} if message.get("data") is None else message["data"]
    if not isinstance(data, Mapping):
        return _bad("data", "harus objek JSON")
    if unknown := sorted(set(data) - set(kind.ISI)):
        return _bad(f"data.{_short(unknown[0])}", SEBAB["extra_forbidden"])
    return {name: value for name, value in data.items() if value is not None}


def _subject(kind: type[Command], message: Mapping[str, object], lookup: Cari) -> object | Refusal:
    subjek = message.get("subjek")
    registers = kind in alur_dari(kind).memulai
    if subjek is None:
        return message.get("command_id") if registers else _bad("subjek", SEBAB["missing"])
    if not isinstance(subjek, str):
        return _bad("subjek", SEBAB["string_type"])
    if _is_uuid(subjek) or registers or not issubclass(kind, PerintahBerkas):
        return subjek
    return lookup(subjek)


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _actor(pelaku: Pelaku) -> dict[str, object]:
    return {"id": pelaku.id, "peran": sorted(pelaku.peran), "unit": sorted(pelaku.unit)}


def _validated(kind: type[Command], filled: Mapping[str, object]) -> Command | Refusal:
    """Strict, as JSON: a number is no text, a text no number, and a time says its zone."""
    try:
        return kind.model_validate_json(orjson.dumps(filled), strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        field = f"data.{place}" if str(first["loc"][0]) in kind.ISI else place
        return _bad(field, _because(first))


def _because(error: ErrorDetails) -> str:
    context = error.get("ctx", {})
    if error["type"] == "enum":
        return f"harus salah satu dari: {str(context['expected']).replace(' or ', ', ').replace(chr(39), '')}"
    if error["type"] == "value_error":
        return str(context["error"])
    return SEBAB.get(error["type"], "tidak sah")


def _bad(field: str, sebab: str) -> Refusal:
    return Refusal("isian_tidak_sah", field, {"field": field, "sebab": sebab})


def _short(word: str) -> str:
    return word if len(word) <= PANJANG_KUTIPAN else f"{word[:PANJANG_KUTIPAN]}…"
