"""Units and racks, changed while the facility runs: the record room stays, and no unit closes over its folders."""

from typing import Any

from sqlalchemy import Connection, Engine

from engine import facility
from engine.database import writing
from engine.execute import Accepted
from engine.facility import Rak, Unit
from engine.refusals import Refusal
from schemas.commands import berkas as ask
from schemas.message import Command
from schemas.names import RUANG_REKAM_MEDIS, KodeUnit
from tests.kit import GIGI, KIA, UMUM, Arsip

MATA = Unit(KodeUnit("MATA"), "Poli Mata", "rawat_jalan")


def kode(answer: object) -> str | None:
    if not isinstance(answer, Refusal):
        return None
    assert answer.kalimat
    assert answer.sentence
    return answer.kode


def urutan(connection: Connection) -> list[str]:
    return [unit.kode for unit in facility.units(connection)]


def test_a_new_unit_stands_after_the_others_and_its_code_is_its_own(engine: Engine) -> None:
    with writing(engine).begin() as connection:
        assert facility.add_unit(connection, MATA) == MATA
        assert urutan(connection) == ["RM", "UMUM", "GIGI", "KIA", "RANAP", "MATA"]
        assert kode(facility.add_unit(connection, MATA)) == "unit_terpakai"
        facility.close_unit(connection, MATA.kode)
        assert kode(facility.add_unit(connection, MATA)) == "unit_terpakai"


def test_a_unit_needs_a_plain_code_a_name_and_a_known_kind(engine: Engine) -> None:
    with writing(engine).begin() as connection:
        for wrong in ("m", "mata", "MA TA", "M" * 17, "MATA\n", "*"):
            unit = Unit(KodeUnit(wrong), "Poli Mata", "rawat_jalan")
            assert kode(facility.add_unit(connection, unit)) == "kode_tempat_tidak_sah", wrong
        for wrong in ("", "  ", "x" * 121, "Poli\nMata"):
            unit = Unit(MATA.kode, wrong, "rawat_jalan")
            assert kode(facility.add_unit(connection, unit)) == "nama_tempat_tidak_sah", wrong
            assert kode(facility.change_unit(connection, Unit(UMUM, wrong, "rawat_jalan"))) == "nama_tempat_tidak_sah"
        for add in (facility.add_unit, facility.change_unit):
            assert kode(add(connection, Unit(UMUM, "Poli", "kantin"))) == "jenis_unit_tidak_dikenal"
        assert urutan(connection) == ["RM", "UMUM", "GIGI", "KIA", "RANAP"]


def test_a_unit_is_renamed_and_changes_its_kind_under_the_same_code(engine: Engine) -> None:
    with writing(engine).begin() as connection:
        changed = facility.change_unit(connection, Unit(GIGI, " Gigi dan Mulut ", "penunjang"))
        assert changed == Unit(GIGI, "Gigi dan Mulut", "penunjang")
        assert changed in facility.units(connection)
        assert kode(facility.change_unit(connection, MATA)) == "unit_tidak_dikenal"


def test_the_record_room_may_change_its_name_and_nothing_else(engine: Engine) -> None:
    with writing(engine).begin() as connection:
        assert kode(facility.close_unit(connection, RUANG_REKAM_MEDIS)) == "ruang_rekam_medis_tetap"
        moved = facility.change_unit(connection, Unit(RUANG_REKAM_MEDIS, "Arsip", "penunjang"))
        assert kode(moved) == "ruang_rekam_medis_tetap"
        room = Unit(RUANG_REKAM_MEDIS, "Arsip", "rekam_medis")
        assert facility.change_unit(connection, room) == room
        assert facility.units(connection)[0] == room


def test_units_change_places_one_step_at_a_time_and_stop_at_the_ends(engine: Engine) -> None:
    with writing(engine).begin() as connection:
        facility.move_unit(connection, KIA, naik=True)
        assert urutan(connection) == ["RM", "UMUM", "KIA", "GIGI", "RANAP"]
        facility.move_unit(connection, UMUM, naik=False)
        assert urutan(connection) == ["RM", "KIA", "UMUM", "GIGI", "RANAP"]
        facility.move_unit(connection, RUANG_REKAM_MEDIS, naik=True)
        facility.move_unit(connection, KodeUnit("RANAP"), naik=False)
        assert urutan(connection) == ["RM", "KIA", "UMUM", "GIGI", "RANAP"]
        assert kode(facility.move_unit(connection, MATA.kode, naik=True)) == "unit_tidak_dikenal"


async def test_a_unit_closes_only_when_no_folder_is_there_or_on_its_way(arsip: Arsip) -> None:
    def close() -> Unit | Refusal:
        with writing(arsip.engine).begin() as connection:
            return facility.close_unit(connection, GIGI)

    berkas = await arsip.daftar()
    moves: tuple[tuple[type[Command], dict[str, Any]], ...]
    moves = ((ask.Ambil, {"tujuan": GIGI}), (ask.TerimaDiUnit, {"unit": GIGI}))
    for kind, isi in moves:
        assert isinstance(await arsip.minta(kind, berkas, **isi), Accepted)
        refused = close()
        assert kode(refused) == "unit_masih_berisi"
        assert isinstance(refused, Refusal)
        assert refused.nilai == {"unit": "Poli Gigi", "jumlah": 1}
    assert isinstance(await arsip.minta(ask.TerimaKembali, berkas, cara_kembali="dijemput"), Accepted)
    assert kode(close()) is None
    with arsip.engine.connect() as connection:
        assert GIGI not in urutan(connection)
        assert [one.aktif for one in facility.all_units(connection) if one.unit.kode == GIGI] == [False]


async def test_a_folder_that_went_missing_does_not_keep_a_unit_open(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    await arsip.minta(ask.Ambil, berkas, tujuan=GIGI)
    await arsip.minta(ask.TerimaDiUnit, berkas, unit=GIGI)
    assert isinstance(await arsip.minta(ask.LaporkanHilang, berkas), Accepted)
    with writing(arsip.engine).begin() as connection:
        assert GIGI not in facility.folders(connection)
        assert kode(facility.close_unit(connection, GIGI)) is None


def test_a_closed_unit_is_opened_again_in_its_old_place(engine: Engine) -> None:
    with writing(engine).begin() as connection:
        before = urutan(connection)
        facility.close_unit(connection, GIGI)
        facility.reopen_unit(connection, GIGI)
        assert urutan(connection) == before
        for change in (facility.close_unit, facility.reopen_unit):
            assert kode(change(connection, MATA.kode)) == "unit_tidak_dikenal"


def test_racks_are_added_renamed_and_taken_away(engine: Engine) -> None:
    with writing(engine).begin() as connection:
        first, second = Rak("002", "Rak dua"), Rak("001", "Rak satu")
        assert [facility.add_rack(connection, rak) for rak in (first, second)] == [first, second]
        assert facility.racks(connection) == [first, second]
        assert kode(facility.add_rack(connection, first)) == "rak_terpakai"
        assert kode(facility.add_rack(connection, Rak("r 1", "Rak"))) == "kode_tempat_tidak_sah"
        assert kode(facility.add_rack(connection, Rak("003", " "))) == "nama_tempat_tidak_sah"
        assert facility.rename_rack(connection, Rak("001", " Sudut ")) == Rak("001", "Sudut")
        assert kode(facility.rename_rack(connection, Rak("001", ""))) == "nama_tempat_tidak_sah"
        assert kode(facility.rename_rack(connection, Rak("009", "Sudut"))) == "rak_tidak_dikenal"
        assert facility.remove_rack(connection, "002") is None
        assert kode(facility.remove_rack(connection, "002")) == "rak_tidak_dikenal"
        assert facility.racks(connection) == [Rak("001", "Sudut")]
