"""The app's description of itself: routes as FastAPI sees them, with every command's own shape and every problem."""

from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from schemas.commands import COMMANDS
from schemas.commands.berkas import Daftarkan
from schemas.message import Command
from schemas.names import Cara
from web.api.commands import PALING_BANYAK
from web.api.scans import Permintaan
from web.problems import JENIS_ISI, Masalah

Skema = dict[str, Any]
"""A piece of JSON: the library's own type for OpenAPI."""

ACUAN: Final = "#/components/schemas/{model}"
MASALAH: Final = {
    "400": "Permintaan HTTP tidak terbaca",
    "401": "Belum masuk, atau token tidak sah",
    "403": "Tidak berhak",
    "404": "Tidak dikenal",
    "409": "Ditolak: keadaan, versi, atau command_id",
    "413": "Kiriman terlalu besar atau terlalu banyak",
    "415": "Isi bukan JSON",
    "422": "Isian tidak sah",
    "503": "Belum bisa sekarang: kirim lagi dengan command_id yang sama",
}
HANYA_MENULIS: Final = frozenset({"413", "415"})
VERSI_TERBESAR: Final = 2**31 - 1
KEPALA_CSRF: Final[Skema] = {
    "name": "X-CSRF-Token",
    "in": "header",
    "required": False,
    "schema": {"type": "string"},
    "description": "Wajib bila memakai sesi; perangkat dengan token tidak perlu",
}


def install(app: FastAPI) -> None:
    """Let the app describe itself with the additions of this module."""

    def openapi() -> Skema:
        if app.openapi_schema is None:
            app.openapi_schema = _described(app)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def _described(app: FastAPI) -> Skema:
    document = get_openapi(
        title=app.title,
        version=app.version,
        summary=app.summary,
        routes=app.routes,
        separate_input_output_schemas=False,
    )
    schemas: Skema = document["components"]["schemas"]
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    schemas["Masalah"] = Masalah.model_json_schema()
    schemas["Perintah"] = _perintah(schemas)
    schemas["BanyakPerintah"] = {
        "type": "object",
        "additionalProperties": False,
        "required": ["perintah"],
        "properties": {
            "perintah": {
                "type": "array",
                "minItems": 1,
                "maxItems": PALING_BANYAK,
                "items": {"$ref": ACUAN.format(model="Perintah")},
            }
        },
    }
    _add(schemas, "Pindaian", Permintaan.model_json_schema(ref_template=ACUAN))
    bodies = {"/perintah": "Perintah", "/perintah/banyak": "BanyakPerintah", "/pindai": "Pindaian"}
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            name = bodies.get(path.removeprefix("/api/v1"))
            if name and method == "post":
                operation["requestBody"] = _content("application/json", name) | {"required": True}
                operation.setdefault("parameters", []).append(KEPALA_CSRF)
            if path.startswith("/api/"):
                _problems(operation["responses"], writes=method == "post")
    return document


def _problems(responses: Skema, *, writes: bool) -> None:
    for status, meaning in MASALAH.items():
        if writes or status not in HANYA_MENULIS:
            responses[status] = _content(JENIS_ISI, "Masalah") | {"description": meaning}


def _content(kind: str, model: str) -> Skema:
    return {"content": {kind: {"schema": {"$ref": ACUAN.format(model=model)}}}}


def _perintah(schemas: Skema) -> Skema:
    """One shape for each command, told apart by `jenis`."""
    mapping: dict[str, str] = {}
    for jenis, kind in sorted(COMMANDS.items()):
        name = f"Perintah{_nama(jenis)}"
        _add(schemas, name, _shape(kind))
        mapping[jenis] = ACUAN.format(model=name)
    return {
        "oneOf": [{"$ref": reference} for reference in mapping.values()],
        "discriminator": {"propertyName": "jenis", "mapping": mapping},
    }


def _nama(jenis: str) -> str:
    """One name a command: two workflows may both have a `daftarkan`. A folder's are named without its workflow."""
    words = jenis.removeprefix("berkas.").replace(".", "_").split("_")
    return "".join(word.capitalize() for word in words)


def _shape(kind: type[Command]) -> Skema:
    whole = kind.model_json_schema(ref_template=ACUAN)
    needed = [name for name in kind.ISI if name in whole.get("required", ())]
    data = {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            name: whole["properties"][name] if name in needed else _boleh_kosong(whole["properties"][name])
            for name in kind.ISI
        },
        "required": needed,
    }
    moment = {"type": "string", "format": "date-time", "description": "RFC 3339 dengan zona"}
    place = next(
        part for part in (*whole["properties"]["di"].get("anyOf", ()), whole["properties"]["di"]) if "pattern" in part
    )
    ways = [cara.value for cara in Cara if cara not in {Cara.SISTEM, Cara.FEDERASI}]
    properties: Skema = {
        "command_id": {"type": "string", "format": "uuid", "description": "UUIDv7 buatan klien"},
        "jenis": {"type": "string", "const": kind.jenis},
        "subjek": {"type": "string", "description": "Id berkas, nomor utuh, atau kode berkas"},
        "terjadi_pada": moment,
        "jam_perangkat": moment,
        "versi": {
            "type": "integer",
            "minimum": 0,
            "maximum": VERSI_TERBESAR,
            "description": "Versi yang dilihat peminta; bila berkas sudah maju, ditolak",
        },
        "cara": {"type": "string", "enum": ways},
        "di": {key: place[key] for key in ("type", "pattern")},
        "data": data,
    }
    required = ["command_id", "jenis", *([] if kind is Daftarkan else ["subjek"]), *(["data"] if needed else [])]
    if "di" in whole.get("required", ()):
        required.append("di")
    for name in properties.keys() - set(required):
        properties[name] = _boleh_kosong(properties[name])
    return {
        "type": "object",
        "description": (kind.__doc__ or "").strip(),
        "additionalProperties": False,
        "properties": properties,
        "required": required,
        "$defs": whole.get("$defs", {}),
    }


def _boleh_kosong(shape: Skema) -> Skema:
    """The shape or null: a null is a field left out."""
    kosong: Skema = {"type": "null"}
    return shape if kosong in shape.get("anyOf", ()) else {"anyOf": [shape, kosong]}


def _add(schemas: Skema, name: str, schema: Skema) -> None:
    """Keep a shape, and the shapes it stands on, among the document's components."""
    for part, inner in schema.pop("$defs", {}).items():
        if part not in {"Pelaku", "Peran"}:
            schemas.setdefault(part, inner)
    schemas[name] = schema
