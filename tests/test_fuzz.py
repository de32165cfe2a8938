"""Whatever a file, a scanner or a client sends is read or refused, in the ways written down and in no other."""

import csv
import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, cast, get_args
from zoneinfo import ZoneInfo

import orjson
from hypothesis import given, reject, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from engine import envelope
from engine.khanza.baca import PEMISAH, Baris, BukanEkspor, read_rows, read_time
from engine.khanza.kisah import ALASAN, Kolom, Pengimpor, duplicates, judge
from engine.khanza.peta import read_map
from engine.numbers import ABJAD, JenisKode, baca_kode, tulis_kode
from engine.refusals import SENTENCES, Refusal
from schemas.commands import COMMANDS
from schemas.message import Command
from schemas.names import BerkasId, Cara, KodeUnit, Tahap
from tests.kit import PERMED

WIB = ZoneInfo("Asia/Jakarta")
KINI = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
KOLOM = ["no_rawat", "status", *Kolom]
BERKAS = BerkasId("0190c7a0-0000-7000-8000-000000000001")
PENGIMPOR = Pengimpor("PKM1", PERMED, frozenset({"UMUM", "RANAP"}))
BANYAK = settings(max_examples=60, deadline=None)
BESAR = "x" * 140_000
"""A cell larger than Python's reader of CSV takes; stands as `<besar>` in what is drawn."""
CAMPUR = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=12)
JAHAT = st.sampled_from(
    [
        "\x00",
        '"',
        '""',
        "'",
        "\r",
        "\n",
        "\r\n",
        "=1+1",
        "+62",
        "-1",
        "@SUM(A1)",
        "=HYPERLINK(1)",
        ";",
        ",",
        "\t",
        "\ufeff",
        "\u202e",
        "0000-00-00 00:00:00",
        "NULL",
        r"\N",
        "9" * 400,
        "١٢",
        "2025-02-30 08:00:00",
        "1e400",
        "<besar>",
    ]
)
SAAT = st.datetimes(datetime(1, 1, 1), datetime(9999, 12, 31, 23)).map(lambda t: t.isoformat(" ", "seconds"))  # noqa: DTZ001 - hypothesis wants bounds without zone
KUNJUNGAN = st.integers(1, 999_999).map(lambda n: f"2025/03/03/{n:06d}")
SEL = st.one_of(CAMPUR, JAHAT, SAAT, KUNJUNGAN, st.just(""))
PENGODEAN = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"])


@contextmanager
def berkas(isi: bytes) -> Iterator[Path]:
    """A file with this in it."""
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        file.write(isi.replace(b"<besar>", BESAR.encode()))
        file.flush()
        yield Path(file.name)


def dibaca(path: Path) -> list[Baris] | None:
    """The rows, or None for a file that is refused as a whole."""
    try:
        return list(read_rows(path, ["no_rawat", Kolom.DIKIRIM]))
    except BukanEkspor:
        return None


def dinilai(rows: list[Baris]) -> None:
    """Every row makes a story or a report; a reason stands in the list of reasons, and nothing of the file in it."""
    for kisah in duplicates(judge(row, WIB, KINI) for row in rows):
        assert all(temuan.kode in ALASAN and temuan.alasan == ALASAN[temuan.kode] for temuan in kisah.temuan)
        assert all(temuan.kolom in {"", *KOLOM} for temuan in kisah.temuan)
        assert all(saat.waktu.tzinfo is UTC and saat.waktu <= KINI for saat in kisah.saat.values())
        assert kisah.masuk_akal or kisah.temuan
        if kisah.saat:
            first = PENGIMPOR.daftarkan(kisah, BERKAS, "00-12-34")
            asked = [first, *(wish for _, wish in PENGIMPOR.perintah(kisah, BERKAS, KodeUnit("UMUM")))]
            assert len({wish.command_id for wish in asked}) == 1 + len(kisah.saat)


@BANYAK
@given(st.binary(max_size=400) | st.lists(SEL, max_size=30).map(lambda cells: "\n".join(cells).encode()))
def test_any_bytes_at_all_are_an_export_or_are_refused_as_none(isi: bytes) -> None:
    with berkas(isi) as path:
        rows = dibaca(path)
    dinilai(rows or [])


@BANYAK
@given(
    st.lists(st.fixed_dictionaries(dict.fromkeys(KOLOM, SEL)), max_size=8),
    st.sampled_from(PEMISAH),
    PENGODEAN,
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.permutations(KOLOM),
    st.sampled_from(["", "Laporan\n", "Puskesmas;;\n\n"]),
)
def test_rows_that_were_written_are_read_back_cell_by_cell(  # noqa: PLR0913, PLR0917 - what a file is made of
    rows: list[dict[str, str]], pemisah: str, pengodean: str, kutip: Any, urutan: list[str], judul: str
) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=pemisah, quoting=kutip, lineterminator="\r\n")
    writer.writerow(urutan)
    writer.writerows([[row[name] for name in urutan] for row in rows])
    isi = (judul + out.getvalue()).encode(pengodean, "replace")
    with berkas(isi) as path:
        found = dibaca(path)
    assert found is not None
    dinilai(found)
    plain = all(cell.isprintable() and cell.isascii() and cell != "<besar>" for row in rows for cell in row.values())
    if plain:
        wanted = [{name: row[name].strip() for name in urutan} for row in rows if any(v.strip() for v in row.values())]
        assert [row.isi for row in found if row.utuh] == wanted


@BANYAK
@given(st.lists(st.fixed_dictionaries(dict.fromkeys(KOLOM, SEL)), min_size=1, max_size=5), st.data())
def test_a_file_cut_or_damaged_anywhere_is_read_as_far_as_it_goes(rows: list[dict[str, str]], data: Any) -> None:
    out = io.StringIO()
    writer = csv.DictWriter(out, KOLOM, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(rows)
    raw = bytearray(out.getvalue().encode())
    place = data.draw(st.integers(0, len(raw) - 1))
    match data.draw(st.sampled_from(["cut", "nul", "flip", "quote"])):
        case "cut":
            raw = raw[:place]
        case "nul":
            raw[place:place] = b"\x00" * 3
        case "flip":
            raw[place] ^= 1 << data.draw(st.integers(0, 7))
        case _:
            raw[place:place] = b'"'
    with berkas(bytes(raw)) as path:
        dinilai(dibaca(path) or [])
        try:
            found = read_map(path)
        except BukanEkspor:
            return
    assert all(visit.kode in {None, "nomor_rm_tidak_sah", "nomor_rm_terpotong"} for visit in found.values())


@BANYAK
@given(SEL | st.from_regex(r"\d{1,4}[-/]\d{1,2}[-/]\d{1,4}[ T]\d{1,2}[:.]\d{2}([:.]\d{2})?", fullmatch=True))
def test_a_cell_is_a_moment_nothing_or_refused(teks: str) -> None:
    try:
        found = read_time(teks, WIB)
    except ValueError:
        return
    assert found is None or found.waktu.tzinfo is UTC


# ── scanned lines ───────────────────────────────────────────────────────────────────────────────────


@given(st.sampled_from(JenisKode), st.text(ABJAD, min_size=1, max_size=24), CAMPUR | JAHAT, st.integers(0, 30))
def test_a_line_that_is_accepted_is_a_printed_code_and_nothing_else(
    jenis: JenisKode, isi: str, sampah: str, letak: int
) -> None:
    code = tulis_kode(jenis, isi)
    noisy = code[:letak] + sampah + code[letak:]
    found = baca_kode(noisy)
    if isinstance(found, Refusal):
        assert found.kode == "kode_tidak_sah"
        assert sampah == "" or len(found.kalimat) < 300
    else:
        assert tulis_kode(found.jenis, found.isi) == noisy.strip().upper()
        assert noisy.isascii()


# ── the envelope ────────────────────────────────────────────────────────────────────────────────────

WAKTU = st.datetimes(datetime(1901, 1, 1), datetime(9990, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis wants bounds without zone
UUID = st.uuids(version=4).map(str)
UNIT = st.from_regex(r"[A-Z0-9]{2,16}", fullmatch=True)
MATA = st.fixed_dictionaries({"fasyankes": UNIT, "tahap": st.sampled_from(Tahap), "pada": WAKTU})
PENYAKIT = st.fixed_dictionaries(
    {"kode": st.from_regex(r"[A-Z][A-Z0-9_]{0,15}", fullmatch=True), "bawah": st.integers(0, 999_999)}
)


def _isi(kind: type[Command], name: str) -> st.SearchStrategy[Any]:
    """A sound value for one field of a command."""
    known: dict[str, st.SearchStrategy[Any]] = {
        "nomor": st.from_regex(r"[0-9A-Za-z][0-9A-Za-z./-]{0,23}", fullmatch=True),
        "jatuh_tempo": WAKTU,
        "seq": st.integers(1, 2**53),
        "lihat_saja": st.booleans(),
        "kode": st.lists(
            st.fixed_dictionaries({"kode": st.sampled_from(["J06.9", "A09", "i10"])}), min_size=1, max_size=3
        ),
        "sel": st.lists(
            st.fixed_dictionaries(
                {
                    "baris": st.from_regex(r"[a-z0-9_.-]{1,48}", fullmatch=True),
                    "kolom": st.from_regex(r"[a-z0-9_.]{1,40}", fullmatch=True),
                    "nilai": st.integers(-(2**31), 2**31 - 1),
                }
            ),
            max_size=3,
        ),
        "mata": MATA,
        "rantai": st.lists(MATA, max_size=3),
        "surat": st.fixed_dictionaries(
            {"diagnosis": st.just("Demam"), "anamnesis": st.sampled_from(["Dua\nbaris", "Satu"])}
        ),
        "balasan": st.fixed_dictionaries(
            {"terapi": st.just("Infus"), "anjuran": st.sampled_from(["Kontrol", "Obat\nrutin"])}
        ),
        "identitas": st.fixed_dictionaries(
            {"nama": st.sampled_from(["Melati Contoh", "BUDI CONTOHWAN", "Ny Ai"])},
            optional={
                "nik": st.from_regex(r"[0-9]{1,20}", fullmatch=True),
                "tanggal_lahir": st.dates(date(1900, 1, 1), date(2026, 1, 1)),
                "alamat": st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=40),
            },
        ),
    }
    if name == "sel" and kind.jenis.startswith("w2."):
        return st.lists(PENYAKIT, max_size=3)
    if name in known:
        return known[name]
    if name in {"unit", "tujuan"}:
        return UNIT
    if name in {"pemegang", "peminjam", "penanggung_jawab", "ke_berkas"}:
        return UUID
    field = kind.model_fields[name]
    if bentuk := next(_bentuk(field.annotation, *field.metadata), None):
        return st.from_regex(bentuk, fullmatch=True, alphabet=st.characters(codec="ascii"))
    shape = field.annotation
    if str in _daun(shape):
        return st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=12)
    return st.from_type(cast("type[Any]", shape)).filter(lambda value: value is not None)


def _daun(shape: object) -> list[object]:
    """The plain types a field is made of."""
    return [leaf for part in get_args(shape) for leaf in _daun(part)] or [shape]


def _bentuk(*shapes: object) -> Iterator[str]:
    """The patterns a field of text must match."""
    for shape in shapes:
        if isinstance(pattern := getattr(shape, "pattern", None), str):
            yield pattern
        yield from _bentuk(*get_args(shape))


@st.composite
def commands(draw: st.DrawFn) -> Command:
    """Any command with sound fields."""
    kind = draw(st.sampled_from([kind for kind in COMMANDS.values() if "sistem" not in kind.jenis]))
    isi: dict[str, Any] = {
        name: draw(_isi(kind, name))
        for name in kind.ISI
        if kind.model_fields[name].is_required() or draw(st.booleans())
    }
    amplop = {
        "terjadi_pada": draw(st.none() | WAKTU),
        "jam_perangkat": draw(st.none() | WAKTU),
        "versi": draw(st.none() | st.integers(0, 2**31 - 1)),
        "cara": draw(st.sampled_from([cara for cara in Cara if cara not in {Cara.SISTEM, Cara.FEDERASI}])),
        "di": draw(UNIT if kind.model_fields["di"].is_required() else st.none() | UNIT),
    }
    try:
        return kind(command_id=draw(UUID), subjek=draw(UUID), pelaku=PERMED, **amplop, **isi)
    except ValidationError:  # rules between fields, or of a value, which a shape alone does not tell
        reject()


def _pesan(command: Command) -> bytes:
    """As a client would send it."""
    amplop = {name: getattr(command, name) for name in Command.model_fields if name != "pelaku"}
    return orjson.dumps(
        amplop
        | {"jenis": command.jenis, "data": command.model_dump(mode="json", include=set(command.ISI), exclude_none=True)}
    )


def _baca(pesan: bytes) -> Command | Refusal:
    return envelope.parse(pesan, PERMED, lambda _: Refusal("berkas_tidak_dikenal", "subjek"))


@BANYAK
@given(commands())
def test_a_command_that_was_written_is_read_back_the_same(command: Command) -> None:
    found = _baca(_pesan(command))
    assert found == command
    assert isinstance(found, Command)
    assert found.sidik_isi() == command.sidik_isi()


@BANYAK
@given(commands(), st.data())
def test_a_message_damaged_anywhere_is_read_or_refused_with_a_sentence(command: Command, data: Any) -> None:
    raw = bytearray(_pesan(command))
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, max(0, len(raw) - 1)))
        match data.draw(st.sampled_from(["flip", "cut", "twice", "insert"])):
            case "flip" if raw:
                raw[place] ^= 1 << data.draw(st.integers(0, 7))
            case "cut":
                raw = raw[:place]
            case "twice":
                raw[place:place] = raw[place : place + 20]
            case _:
                raw[place:place] = data.draw(st.binary(min_size=1, max_size=4))
    found = _baca(bytes(raw))
    if isinstance(found, Refusal):
        assert found.kode in SENTENCES
        assert "{" not in SENTENCES[found.kode].id.format_map(found.nilai) or "{" in str(found.nilai)
        assert len(found.kalimat) < 600
        assert orjson.dumps(envelope.problem_body(found))


@BANYAK
@given(commands(), st.sampled_from([0, False, "", [], [1], "x", 1.5]))
def test_data_is_an_object_or_left_out_and_no_other_empty_thing(command: Command, kosong: Any) -> None:
    pesan = orjson.loads(_pesan(command)) | {"data": kosong}
    found = _baca(orjson.dumps(pesan))
    assert isinstance(found, Refusal)
    assert (found.kode, found.field) == ("isian_tidak_sah", "data")
