"""The words on the wire do not change by accident: one golden CloudEvent per kind of event, byte for byte."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import orjson
import pytest

from engine.alur import ALUR
from schemas.events import EVENTS
from schemas.message import Event, read_event
from tests.contoh_peristiwa import FASYANKES, GOLDEN, amplop, contoh

KINDS = sorted(EVENTS)
LAMA = GOLDEN.parent / "golden_lama"
REQUIRED = ("id", "source", "specversion", "type")
CONTEXT = {*REQUIRED, "subject", "time", "datacontenttype", "dataschema"}
PERSONAL = {"nomor", "nomor_rm", "nama", "nik", "alamat", "diagnosis", "tanggal_lahir", "telepon", "catatan", "alasan"}


def golden(jenis: str) -> bytes:
    return (GOLDEN / f"{jenis}.json").read_bytes().removesuffix(b"\n")


def read(line: bytes) -> Event:
    body = orjson.loads(line)
    return read_event(
        EVENTS,
        body["type"],
        orjson.dumps(body["data"]),
        perintah_id=body["id"],
        subjek=body["subject"],
        versi=body["versi"],
        terjadi_pada=body["time"],
        dicatat_pada=body["dicatatpada"],
        pelaku=body["pelaku"],
        cara=body["cara"],
        di=body.get("di"),
        selisih_jam=body.get("selisihjam"),
    )


def keys(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from keys(inner)


def test_every_kind_of_event_has_one_golden_sample_and_no_sample_is_left_over() -> None:
    assert sorted(path.name.removesuffix(".json") for path in GOLDEN.glob("*.json")) == KINDS


@pytest.mark.parametrize("jenis", KINDS)
def test_an_event_is_the_same_bytes_as_ever(jenis: str) -> None:
    assert amplop(contoh(EVENTS[jenis])) == golden(jenis)


@pytest.mark.parametrize("jenis", KINDS)
def test_a_golden_sample_reads_back_as_the_same_event(jenis: str) -> None:
    event = read(golden(jenis))
    assert event == contoh(EVENTS[jenis])
    assert amplop(event) == golden(jenis)


@pytest.mark.parametrize("path", sorted(LAMA.glob("*.json")), ids=lambda path: path.stem)
def test_a_line_written_before_a_kind_grew_a_field_reads_on_and_is_the_same_bytes_again(path: Path) -> None:
    assert amplop(read(path.read_bytes().removesuffix(b"\n"))) == path.read_bytes().removesuffix(b"\n")


@pytest.mark.parametrize("jenis", KINDS)
def test_a_golden_sample_is_a_cloudevent_1_0(jenis: str) -> None:
    body = orjson.loads(golden(jenis))
    assert body["specversion"] == "1.0"
    assert all(isinstance(body[name], str) and body[name] for name in REQUIRED)
    assert body["type"] == jenis
    assert body["source"] == f"/fasyankes/{FASYANKES}"
    assert body["subject"]
    assert datetime.fromisoformat(body["time"]).utcoffset() is not None
    assert body["datacontenttype"] == "application/json"
    for name in body.keys() - {"data"}:
        assert re.fullmatch("[a-z0-9]{1,20}", name), name
        assert isinstance(body[name], str | int | bool), name
    extensions = body.keys() - CONTEXT - {"data"}
    assert extensions <= {"seq", "versi", "dicatatpada", "pelaku", "cara", "di", "selisihjam"}


@pytest.mark.parametrize("jenis", KINDS)
def test_the_bytes_are_canonical_sorted_keys_no_white_space_utc_as_z(jenis: str) -> None:
    body = golden(jenis)
    assert body == orjson.dumps(orjson.loads(body), option=orjson.OPT_SORT_KEYS)
    assert b"+00:00" not in body


@pytest.mark.parametrize("jenis", KINDS)
def test_nothing_about_a_patient_is_in_an_event(jenis: str) -> None:
    assert PERSONAL.isdisjoint(keys(orjson.loads(golden(jenis))))


@pytest.mark.parametrize("jenis", KINDS)
def test_a_kind_carries_its_version_and_its_workflow(jenis: str) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9]*\.[a-z_]+\.v[1-9]", jenis)
    assert jenis.partition(".")[0] in ALUR
    assert EVENTS[jenis].jenis == jenis


def test_an_event_keeps_no_field_it_was_not_told() -> None:
    kind = EVENTS["berkas.terlihat.v1"]
    event = contoh(kind).model_copy(update=dict.fromkeys(kind.ISI) | {"di": None, "selisih_jam": None})
    body = orjson.loads(amplop(event))
    assert body["data"].keys() == {"dari", "ke"}
    assert body.keys().isdisjoint({"di", "selisihjam"})


def test_an_unknown_field_or_kind_is_not_read() -> None:
    event = contoh(EVENTS["berkas.dirakit.v1"])
    envelope = {name: getattr(event, name) for name in Event.model_fields if name not in {"dari", "ke"}}
    with pytest.raises(KeyError):
        read_event(EVENTS, "berkas.terbang.v1", event.data(), **envelope)
    with pytest.raises(ValueError, match="catatan"):
        read_event(EVENTS, event.jenis, b'{"dari":"kembali","ke":"dirakit","catatan":"x"}', **envelope)
