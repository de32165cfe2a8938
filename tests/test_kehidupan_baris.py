"""Every row of the table: it can be walked, by its roles only; what has no row is refused with words."""

from collections.abc import Callable

import pytest

from engine.refusals import SENTENCES, Refusal
from engine.workflow import Guard, Move, Step
from engine.workflows.berkas import BERKAS, SEMUA, Berkas, keganjilan
from schemas.commands import COMMANDS
from schemas.commands import berkas as ask
from schemas.events import EVENTS
from schemas.message import Command
from schemas.names import RUANG_REKAM_MEDIS, AlasanCek, BerkasId, Keadaan, Pembawa, Peran, PeranMesin
from tests.kisah import BERKAS_LAIN, LAIN, PASIEN, SEORANG, S, berperan, contoh
from tests.kit import GIGI, MESIN, PAGI, SERBA_BISA, UMUM, orang

RECORD = Berkas(
    BerkasId("0190c7a0-0000-7000-8000-000000000001"),
    versi=4,
    lokasi=UMUM,
    sejak=PAGI,
    terakhir=PAGI,
    terdaftar=PAGI,
    pelaku_terakhir=SERBA_BISA.id,
    pengusul=LAIN,
)
ROWS = [(move, source) for move in BERKAS.moves for source in move.sources]
COMPLEMENTS = frozenset({"dari_rak", "dari_meja"})
"""Guards that only choose between two rows of one command: exactly one of them always holds."""


def named(row: tuple[Move, Keadaan]) -> str:
    move, source = row
    return f"{move.command.jenis.removeprefix('berkas.')}-{source}-{move.dest or 'tetap'}"


FIT: dict[str, Callable[[Berkas], Berkas]] = {
    "berkas_elektronik": lambda berkas: berkas._replace(pembawa=Pembawa.ELEKTRONIK),
    "di_unit_tujuan": lambda berkas: berkas._replace(tujuan=GIGI),
    "menuju_rekam_medis": lambda berkas: berkas._replace(tujuan=RUANG_REKAM_MEDIS),
    "sedang_ditahan": lambda berkas: berkas._replace(ditahan=True),
    "dari_rak": lambda berkas: berkas._replace(asal=S.DISIMPAN),
    "dari_meja": lambda berkas: berkas._replace(asal=S.KEMBALI),
}
"""How a record must be for a guard that the plain one does not satisfy."""


def as_it_is(berkas: Berkas) -> Berkas:
    """The plain record satisfies most guards already."""
    return berkas


def fit(move: Move, source: Keadaan) -> Berkas:
    record = RECORD._replace(keadaan=source)
    for guard in move.jika:
        record = FIT.get(guard.__name__, as_it_is)(record)
    return record


def fitting(move: Move, record: Berkas, pelaku: object = None) -> Command:
    pelaku = pelaku or (MESIN if move.oleh == {PeranMesin.SISTEM} else SERBA_BISA)
    isi = {}
    if move.command is ask.Urungkan:
        assert move.dest is not None
        before = record._replace(keadaan=S(move.dest))
        isi = {"pulihan": contoh(ask.Urungkan, before, SERBA_BISA).pulihan}  # type: ignore[attr-defined]
    return contoh(move.command, record, pelaku, **isi)  # type: ignore[arg-type]


@pytest.mark.parametrize("row", ROWS, ids=named)
def test_every_row_can_be_walked_from_each_of_its_sources(row: tuple[Move, Keadaan]) -> None:
    move, source = row
    record = fit(move, source)
    outcome = BERKAS.step(record, fitting(move, record), PAGI)
    assert isinstance(outcome, Step), outcome
    assert type(outcome.event) is move.event
    assert (outcome.event.dari, outcome.event.ke) == (source, move.dest or source)
    assert outcome.record.keadaan is (move.dest or source)
    assert outcome.record.versi == record.versi + 1
    assert outcome.record == BERKAS.apply(record, outcome.event)


@pytest.mark.parametrize("row", ROWS, ids=named)
def test_every_row_refuses_every_role_that_is_not_in_it(row: tuple[Move, Keadaan]) -> None:
    move, source = row
    record = fit(move, source)
    assert move.oleh, "a row nobody may walk"
    for peran in Peran:
        pelaku = berperan(peran)
        record_ = record._replace(pelaku_terakhir=pelaku.id)
        outcome = BERKAS.step(record_, fitting(move, record_, pelaku), PAGI)
        if peran in move.oleh:
            assert isinstance(outcome, Step), outcome
            continue
        assert isinstance(outcome, Refusal)
        assert outcome.kode == "peran_tidak_boleh"
        assert spoken(outcome)
        for allowed in move.oleh:
            assert str(allowed).replace("_", " ") in outcome.kalimat


def spoken(refusal: Refusal) -> bool:
    """Both sentences have words and no unfilled place."""
    return all(words and "{" not in words and "None" not in words for words in (refusal.kalimat, refusal.sentence))


PERINTAH_BERKAS = {command for jenis, command in COMMANDS.items() if jenis.startswith("berkas.")}
WITHOUT_ROW = [
    (command, state)
    for command in sorted(PERINTAH_BERKAS, key=str)
    if command is not ask.Pindai
    for state in Keadaan
    if (command, state) not in {(move.command, source) for move, source in ROWS}
]


HANYA_MESIN = ("berkas.tandai_lewat", "berkas.jadwalkan_ulang", "berkas.perpanjang_pinjaman")


@pytest.mark.parametrize("command", sorted({command for command, _ in WITHOUT_ROW}, key=str))
def test_what_has_no_row_is_refused_with_a_code_and_a_sentence(command: type[Command]) -> None:
    for state in [state for kind, state in WITHOUT_ROW if kind is command]:
        record = RECORD._replace(keadaan=state)
        outcome = BERKAS.step(
            record,
            contoh(command, record, MESIN if command.jenis in HANYA_MESIN else SERBA_BISA),
            PAGI,
        )
        assert isinstance(outcome, Refusal)
        assert outcome.kode in {"keadaan_tidak_sesuai", "belum_lengkap", "berkas_hilang", "tidak_ada_gerak"}
        assert spoken(outcome)


BROKEN: dict[str, Callable[[Berkas], Berkas]] = {
    "berkas_fisik": lambda berkas: berkas._replace(pembawa=Pembawa.ELEKTRONIK),
    "berkas_elektronik": lambda berkas: berkas._replace(pembawa=Pembawa.FISIK),
    "di_unit_tujuan": lambda berkas: berkas._replace(tujuan=UMUM),
    "menuju_rekam_medis": lambda berkas: berkas._replace(tujuan=GIGI),
    "unit_lain": lambda berkas: berkas._replace(lokasi=GIGI),
    "tidak_ditahan": lambda berkas: berkas._replace(ditahan=True),
    "belum_ditahan": lambda berkas: berkas._replace(ditahan=True),
    "sedang_ditahan": lambda berkas: berkas._replace(ditahan=False),
    "orang_lain": lambda berkas: berkas._replace(pengusul=SERBA_BISA.id),
    "bukan_dirinya": lambda berkas: berkas._replace(id=BERKAS_LAIN),
    "gerak_sendiri": lambda berkas: berkas._replace(pelaku_terakhir=LAIN),
    "pasien_lain": lambda berkas: berkas._replace(pasien=PASIEN),
    "tautan_boleh_diganti": lambda berkas: berkas._replace(pasien=LAIN),
}
"""A record that breaks just this guard."""
BROKEN_ASK: dict[str, dict[str, object]] = {
    "unit_pelayanan": {"tujuan": RUANG_REKAM_MEDIS},
    "masih_baru": {"baru": False},
    "diperiksa_orang": {"pelaku": MESIN},
    "masih_ada_kekurangan": {"sisa": 1},
    "tanpa_kekurangan": {"sisa": 0},
    "tautan_boleh_diganti": {"pelaku": orang(Peran.PETUGAS_PENDAFTARAN)},
    "bertugas_di_unit": {"pelaku": orang(*Peran, unit=(UMUM,))},
    "tidak_ada_gerak": {"pulihan": contoh(ask.Urungkan, RECORD._replace(keadaan=S.DIMUSNAHKAN), SERBA_BISA).pulihan},  # type: ignore[attr-defined]
}
"""A command that breaks just this guard."""


@pytest.mark.parametrize("row", [row for row in ROWS if row[0].jika], ids=named)
def test_the_guard_that_fails_is_the_refusal(row: tuple[Move, Keadaan]) -> None:
    move, source = row
    for guard in move.jika:
        name = guard.__name__
        if name in COMPLEMENTS:
            continue
        record = BROKEN.get(name, as_it_is)(fit(move, source))
        if name == "bertugas_di_unit":
            record = record._replace(lokasi=GIGI)
        command = fitting(move, record).model_copy(update=BROKEN_ASK.get(name, {}))
        outcome = BERKAS.step(record, command, PAGI)
        assert isinstance(outcome, Refusal), name
        assert outcome.kode == name
        assert spoken(outcome)


def guards() -> dict[str, Guard]:
    return {guard.__name__: guard for move in BERKAS.moves for guard in move.jika}


def test_every_guard_that_can_refuse_has_a_sentence() -> None:
    assert guards().keys() - COMPLEMENTS <= SENTENCES.keys()
    assert {*BROKEN, *BROKEN_ASK} == guards().keys() - COMPLEMENTS


@pytest.mark.parametrize("asal", [None, *Keadaan])
def test_the_two_guards_without_a_sentence_never_both_fail(asal: Keadaan | None) -> None:
    record = RECORD._replace(keadaan=S.DIAMBIL, asal=asal)
    outcome = BERKAS.step(record, contoh(ask.BatalAmbil, record, SERBA_BISA), PAGI)
    assert isinstance(outcome, Step)
    assert outcome.record.keadaan is (S.DISIMPAN if asal is S.DISIMPAN else S.KEMBALI)


def test_every_command_but_the_scan_has_a_row_and_every_event_is_told_by_one() -> None:
    assert {move.command for move in BERKAS.moves} == PERINTAH_BERKAS - {ask.Pindai}
    assert {move.event.jenis for move in BERKAS.moves} == {jenis for jenis in EVENTS if jenis.startswith("berkas.")}


def test_every_state_can_be_entered_and_every_living_one_left() -> None:
    entered = {move.dest for move in BERKAS.moves if move.dest}
    assert entered | {S.BARU} == set(Keadaan)
    left = {source for move, source in ROWS if move.dest}
    assert set(Keadaan) - left == {S.DILESTARIKAN, S.DIMUSNAHKAN, S.DIGABUNG}
    assert {*SEMUA} == set(Keadaan) - {S.BARU}


def test_what_is_offered_leaves_out_what_this_record_can_never_do() -> None:
    electronic = BERKAS.possible(RECORD._replace(keadaan=S.DISIMPAN, pembawa=Pembawa.ELEKTRONIK))
    assert ask.Rakit in electronic
    assert {ask.Ambil, ask.Pinjamkan, ask.LaporkanHilang}.isdisjoint(electronic)
    paper = BERKAS.possible(RECORD._replace(keadaan=S.DISIMPAN))
    assert ask.Rakit not in paper
    assert {ask.Ambil, ask.Pinjamkan, ask.LaporkanHilang, ask.Tahan} <= set(paper)
    assert ask.Inaktifkan not in BERKAS.possible(RECORD._replace(keadaan=S.DISIMPAN, ditahan=True))


@pytest.mark.parametrize("row", ROWS, ids=named)
def test_what_can_be_walked_is_offered(row: tuple[Move, Keadaan]) -> None:
    assert row[0].command in BERKAS.possible(fit(*row))


def test_rows_of_one_command_that_share_a_source_are_told_apart_by_a_guard() -> None:
    seen: dict[tuple[type[Command], str], list[Move]] = {}
    for move, source in ROWS:
        seen.setdefault((move.command, source), []).append(move)
    for rows in seen.values():
        assert len(rows) == 1 or all(row.jika for row in rows)


def test_rows_of_one_command_are_open_to_the_same_roles() -> None:
    """Otherwise `peran_tidak_boleh` would be answered by a row, without saying who may."""
    for command in {move.command for move in BERKAS.moves}:
        assert len({move.oleh for move in BERKAS.moves if move.command is command}) == 1


def test_who_only_looks_after_the_system_or_only_audits_moves_nothing() -> None:
    assert all(move.oleh.isdisjoint({Peran.ADMIN, Peran.AUDITOR}) for move in BERKAS.moves)


@pytest.mark.parametrize("state", SEMUA)
def test_a_sighting_of_any_record_that_exists_is_kept(state: Keadaan) -> None:
    record = RECORD._replace(keadaan=state)
    assert isinstance(BERKAS.step(record, contoh(ask.CatatTerlihat, record, SERBA_BISA), PAGI), Step)


@pytest.mark.parametrize(
    ("state", "tempat", "alasan"),
    [
        (S.DISIMPAN, UMUM, None),
        (S.DISIMPAN, GIGI, AlasanCek.TEMPAT_TIDAK_COCOK),
        (S.DIAMBIL, GIGI, AlasanCek.TEMPAT_TIDAK_COCOK),
        (S.DISIMPAN, None, None),
        (S.DIPINJAM, GIGI, None),
        (S.HILANG, UMUM, AlasanCek.BERKAS_HILANG_TERLIHAT),
        (S.HILANG, None, AlasanCek.BERKAS_HILANG_TERLIHAT),
        (S.DIMUSNAHKAN, UMUM, AlasanCek.SEHARUSNYA_TIDAK_ADA),
        (S.DIGABUNG, None, AlasanCek.SEHARUSNYA_TIDAK_ADA),
    ],
)
def test_what_is_odd_about_seeing_a_record_there(state: Keadaan, tempat: object, alasan: AlasanCek | None) -> None:
    assert keganjilan(RECORD._replace(keadaan=state), tempat) is alasan  # type: ignore[arg-type]


def test_seeing_a_carried_folder_where_it_left_or_where_it_goes_is_not_odd() -> None:
    record = RECORD._replace(keadaan=S.DALAM_PERJALANAN, lokasi=UMUM, tujuan=GIGI, pemegang=SEORANG)
    assert keganjilan(record, UMUM) is None
    assert keganjilan(record, GIGI) is None
