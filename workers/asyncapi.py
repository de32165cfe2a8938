"""Writes `docs/asyncapi.json`: every event on the stream, every command over NATS, generated from their classes.

Run as `python -m workers.asyncapi`; a test keeps the file equal to the code.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import orjson
from pydantic.json_schema import models_json_schema

from engine.envelope import AMPLOP
from schemas import subjects
from schemas.commands import COMMANDS
from schemas.commands.berkas import Daftarkan
from schemas.events import EVENTS
from schemas.message import Command, Event, Message
from schemas.names import Cara, Keadaan

ASYNCAPI_JSON: Final = Path(__file__).parents[1] / "docs" / "asyncapi.json"
Schema = dict[str, Any]

KAIT: Final = {
    "perintah_id": "id",
    "subjek": "subject",
    "terjadi_pada": "time",
    "dicatat_pada": "dicatatpada",
    "selisih_jam": "selisihjam",
}
"""Envelope fields whose name on the wire differs: CloudEvents has its own words, and allows no underscore."""
SELALU_ADA: Final = ("specversion", "id", "source", "type", "subject", "time", "datacontenttype", "seq", "versi")
ALAMAT: Final = {
    "fasyankes": {"description": "Kode fasilitas; kode dengan tanda selain huruf dan angka menjadi sidiknya"},
    "epoch": {
        "description": "Nomor salinan: aliran yang dibangun ulang adalah epoch berikutnya; nomor urut pesan tetap"
    },
}


def asyncapi() -> bytes:
    """The document, sorted and indented, so that a change shows as the lines that changed."""
    kinds: list[type[Message]] = [*EVENTS.values(), *COMMANDS.values()]
    parts, definitions = models_json_schema(
        [(kind, "validation") for kind in kinds], ref_template="#/components/schemas/{model}"
    )
    known: Schema = definitions["$defs"]
    own = {kind: known[parts[kind, "validation"]["$ref"].rpartition("/")[2]] for kind in kinds}
    events = {jenis: _event(kind, own[kind]) for jenis, kind in EVENTS.items()}
    commands = {jenis: _command(kind, own[kind]) for jenis, kind in COMMANDS.items()}
    shared = _shared(known, events | commands)
    document: Schema = {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Jejak",
            "version": "1",
            "license": {"name": "Apache-2.0"},
            "description": (
                "Peristiwa berkas rekam medis di JetStream, dan perintah lewat NATS request-reply. "
                "Nomor urut pesan dalam aliran sama dengan `seq` dalam buku jejak, di setiap epoch. "
                "Tidak ada data pribadi: hanya id pengganti, kode unit, dan waktu."
            ),
        },
        "defaultContentType": "application/json",
        "channels": {jenis: _event_channel(jenis) for jenis in EVENTS} | _request_channels(),
        "operations": {f"siarkan.{jenis}": _announce(jenis) for jenis in EVENTS} | _request_operation(),
        "components": {
            "messages": {jenis: _message(jenis, EVENTS[jenis], subjects.ISI_CLOUDEVENT) for jenis in EVENTS}
            | {jenis: _message(jenis, COMMANDS[jenis], "application/json") for jenis in COMMANDS}
            | _answers(),
            "schemas": shared | events | commands | {"diterima": _accepted(), "masalah": _problem()},
        },
    }
    return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE)


def _shared(known: Schema, said: Schema) -> Schema:
    """The definitions that are spoken of, and those they speak of in turn."""
    found: Schema = {}
    while True:
        text = orjson.dumps(said | found).decode()
        more = {name: _clean(schema) for name, schema in known.items() if f'schemas/{name}"' in text}
        if more.keys() == found.keys():
            return found
        found = more


def _clean(schema: Any) -> Any:  # noqa: ANN401 - any part of a JSON schema
    """As it is on the wire: what is empty is left out there, so nothing is null and nothing has a default."""
    if isinstance(schema, list):
        return [_clean(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {key: _clean(value) for key, value in schema.items() if key not in {"default", "title"}}
    filled = [part for part in kept.get("anyOf", []) if part != {"type": "null"}]
    if len(filled) == 1:
        del kept["anyOf"]
        return filled[0] | kept
    return kept


def _fields(schema: Schema, names: Iterable[str]) -> Schema:
    return {name: _clean(schema["properties"][name]) for name in names}


def _object(properties: Mapping[str, Any], required: Iterable[str]) -> Schema:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": sorted(required),
        "additionalProperties": False,
    }


def _event(kind: type[Event], schema: Schema) -> Schema:
    """The CloudEvent of one kind."""
    data_names = ("dari", "ke", *kind.ISI)
    data = _object(_fields(schema, data_names), set(schema["required"]) & set(data_names))
    envelope = [name for name in Event.model_fields if name not in {"dari", "ke"}]
    properties = {KAIT.get(name, name): field for name, field in _fields(schema, envelope).items()}
    properties |= {
        "specversion": {"const": "1.0"},
        "type": {"const": kind.jenis},
        "source": {"type": "string", "pattern": "^/fasyankes/"},
        "datacontenttype": {"const": "application/json"},
        "seq": {"type": "integer", "minimum": 1},
        "data": data,
    }
    return _object(properties, {*SELALU_ADA, "dicatatpada", "pelaku", "cara", "data"})


def _command(kind: type[Command], schema: Schema) -> Schema:
    """One command's request."""
    required = set(schema["required"])
    data = _object(_fields(schema, kind.ISI), required & set(kind.ISI))
    properties = _fields(schema, AMPLOP - {"jenis", "data"})
    properties["cara"] = {"enum": [cara.value for cara in Cara if cara is not Cara.SISTEM]}
    if not issubclass(kind, Daftarkan):
        properties["subjek"] = {"type": "string", "description": "Id berkas, nomor rekam medis utuh, atau kode berkas"}
    needed = {"jenis", *(required & properties.keys())} - ({"subjek"} if issubclass(kind, Daftarkan) else set())
    needed |= {"data"} if data["required"] else set()
    return _object(properties | {"jenis": {"const": kind.jenis}, "data": data}, needed)


def _message(name: str, kind: type[Message], content: str) -> Schema:
    sentence = (kind.__doc__ or "").strip().splitlines()[0]
    message: Schema = {
        "name": name,
        "contentType": content,
        "summary": sentence,
        "payload": _ref("components", "schemas", name),
    }
    if issubclass(kind, Event):
        message["headers"] = _object(
            {
                "Nats-Msg-Id": {"type": "string", "description": "Id peristiwa = command_id"},
                subjects.H_SIDIK: {"type": "string", "pattern": "^[0-9a-f]{64}$", "description": "Sidik dalam rantai"},
                subjects.H_ISI: {"const": subjects.ISI_CLOUDEVENT},
            },
            ("Nats-Msg-Id", subjects.H_SIDIK),
        ) | {"additionalProperties": True}
    else:
        message["headers"] = _object({subjects.H_TOKEN: {"type": "string"}}, (subjects.H_TOKEN,))
    return message


def _answers() -> Schema:
    return {
        "diterima": {
            "name": "diterima",
            "contentType": "application/json",
            "payload": _ref("components", "schemas", "diterima"),
        },
        "masalah": {
            "name": "masalah",
            "contentType": "application/problem+json",
            "payload": _ref("components", "schemas", "masalah"),
        },
    }


def _event_channel(jenis: str) -> Schema:
    return {
        "address": f"jejak.{{fasyankes}}.{{epoch}}.{jenis}",
        "parameters": ALAMAT,
        "messages": {jenis: _ref("components", "messages", jenis)},
    }


def _request_channels() -> Schema:
    return {
        "perintah": {
            "address": "jejak.{fasyankes}.perintah",
            "parameters": {"fasyankes": ALAMAT["fasyankes"]},
            "messages": {jenis: _ref("components", "messages", jenis) for jenis in COMMANDS},
        },
        "jawaban": {
            "address": None,
            "description": "Alamat balasan yang dibuat peminta",
            "messages": {name: _ref("components", "messages", name) for name in ("diterima", "masalah")},
        },
    }


def _announce(jenis: str) -> Schema:
    return {
        "action": "send",
        "channel": _ref("channels", jenis),
        "messages": [_ref("channels", jenis, "messages", jenis)],
    }


def _request_operation() -> Schema:
    return {
        "jawab.perintah": {
            "action": "receive",
            "channel": _ref("channels", "perintah"),
            "messages": [_ref("channels", "perintah", "messages", jenis) for jenis in COMMANDS],
            "reply": {
                "channel": _ref("channels", "jawaban"),
                "messages": [_ref("channels", "jawaban", "messages", name) for name in ("diterima", "masalah")],
            },
        }
    }


def _accepted() -> Schema:
    properties: Schema = {
        "seq": {"type": "integer"},
        "versi": {"type": "integer"},
        "keadaan": {"enum": [state.value for state in Keadaan]},
        "peristiwa": {"type": "string"},
        "subjek": {"type": "string"},
        "diulang": {"const": True, "description": "Perintah ini sudah pernah dijawab"},
    }
    return _object(properties, properties.keys() - {"diulang"})


def _problem() -> Schema:
    properties: Schema = {name: {"type": "string"} for name in ("type", "title", "detail", "kode", "field")}
    return _object(properties | {"status": {"type": "integer"}}, properties.keys() - {"field"} | {"status"})


def _ref(*path: str) -> Schema:
    return {"$ref": "#/" + "/".join(path)}


if __name__ == "__main__":
    ASYNCAPI_JSON.write_bytes(asyncapi())
