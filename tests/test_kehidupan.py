"""Whole lives of a record, told with the table alone: no database, no clock but the story's own."""

import pytest

from schemas.commands import berkas as ask
from schemas.events import berkas as told
from schemas.names import RUANG_REKAM_MEDIS, CaraKembali, KodeUnit, Pembawa, Peran
from tests.kisah import BERKAS_LAIN, LAIN, SEORANG, Kisah, S, dari_meja, dari_rak
from tests.kit import DI_GIGI, DI_UMUM, DOKTER, GIGI, KEPALA, LOKET, PERMED, PERMED_LAIN, UMUM, orang

IGD, RANAP = KodeUnit("IGD"), KodeUnit("RANAP")
DI_IGD = orang(Peran.PETUGAS_UNIT, unit=(IGD,))
DI_RANAP = orang(Peran.PETUGAS_UNIT, unit=(RANAP,))


def test_the_fourteen_steps_of_the_sop_for_a_new_patient() -> None:
    kisah = Kisah()
    kisah.terjadi(ask.Daftarkan, LOKET)  # 3-6: a new patient's record is made
    assert kisah.keadaan is S.DISIMPAN
    kisah.terjadi(ask.Ambil, LOKET, tujuan=GIGI)  # 7: distributed to the unit
    assert (kisah.keadaan, kisah.berkas.tujuan) == (S.DIAMBIL, GIGI)
    kisah.terjadi(ask.TerimaDiUnit, DI_GIGI, unit=GIGI)  # 8: the service
    assert (kisah.keadaan, kisah.berkas.lokasi, kisah.berkas.pemegang) == (S.DI_POLI, GIGI, DI_GIGI.id)
    kisah.terjadi(ask.KirimKembali, DI_GIGI)  # 9: brought to the record room
    kisah.terjadi(ask.TerimaKembali, LOKET, cara_kembali=CaraKembali.DIANTAR)  # 10: received
    assert (kisah.keadaan, kisah.berkas.lokasi, kisah.berkas.pemegang) == (S.KEMBALI, RUANG_REKAM_MEDIS, None)
    kisah.terjadi(ask.Rakit, PERMED)  # 11: assembled and analysed
    kisah.terjadi(ask.NyatakanTidakLengkap, PERMED, penanggung_jawab=DOKTER.id)
    kisah.terjadi(ask.KembalikanKeUnit, PERMED, tujuan=GIGI)  # 12: back to the unit to be completed
    assert (kisah.keadaan, kisah.berkas.tujuan, kisah.berkas.penanggung_jawab) == (S.DIAMBIL, GIGI, DOKTER.id)
    kisah.terjadi(ask.TerimaDiUnit, DI_GIGI, unit=GIGI)
    kisah.terjadi(ask.KirimKembali, DI_GIGI)
    kisah.terjadi(ask.TerimaKembali, PERMED, cara_kembali=CaraKembali.DIANTAR)
    kisah.terjadi(ask.Rakit, PERMED)
    kisah.terjadi(ask.NyatakanLengkap, PERMED)  # 13: complete
    kisah.terjadi(ask.Simpan, PERMED)  # 14: on the rack
    assert (kisah.keadaan, kisah.berkas.lokasi, kisah.berkas.penanggung_jawab) == (S.DISIMPAN, RUANG_REKAM_MEDIS, None)
    assert [event.versi for event in kisah.peristiwa] == list(range(1, len(kisah.peristiwa) + 1))


def test_an_outpatient_file_is_collected_by_record_staff_the_next_day() -> None:
    kisah = dari_rak()
    kisah.terjadi(ask.Ambil, LOKET, tujuan=UMUM)
    kisah.terjadi(ask.TerimaDiUnit, DOKTER, unit=UMUM)
    event = kisah.terjadi(ask.TerimaKembali, PERMED, cara_kembali=CaraKembali.DIJEMPUT)
    assert isinstance(event, told.BerkasKembali)
    assert (event.dari, event.cara_kembali) == (S.DI_POLI, CaraKembali.DIJEMPUT)


def test_an_inpatient_file_travels_from_the_clinic_to_the_ward_and_is_collected_after_discharge() -> None:
    kisah = dari_rak()
    kisah.terjadi(ask.Ambil, LOKET, tujuan=UMUM)
    kisah.terjadi(ask.TerimaDiUnit, DI_UMUM, unit=UMUM)
    kisah.terjadi(ask.Alihkan, DI_UMUM, tujuan=RANAP)
    assert (kisah.keadaan, kisah.berkas.lokasi, kisah.berkas.tujuan) == (S.DALAM_PERJALANAN, UMUM, RANAP)
    assert kisah.ditolak(ask.TerimaKembali, PERMED) == "menuju_rekam_medis"
    kisah.terjadi(ask.TerimaDiUnit, DI_RANAP, unit=RANAP)
    kisah.terjadi(ask.TerimaKembali, PERMED, cara_kembali=CaraKembali.DIJEMPUT)
    kisah.terjadi(ask.Rakit, PERMED)
    kisah.terjadi(ask.NyatakanLengkap, PERMED)
    kisah.terjadi(ask.Simpan, PERMED)
    assert kisah.keadaan is S.DISIMPAN


def test_an_emergency_patient_is_treated_first_and_the_file_follows_then_goes_on_to_the_ward() -> None:
    kisah = Kisah()
    kisah.terjadi(ask.Daftarkan, LOKET)  # the escort registers after the treatment began
    kisah.terjadi(ask.Ambil, LOKET, tujuan=IGD)
    kisah.terjadi(ask.TerimaDiUnit, DI_IGD, unit=IGD)
    kisah.terjadi(ask.Alihkan, DI_IGD, tujuan=RANAP)
    kisah.terjadi(ask.TerimaDiUnit, DI_RANAP, unit=RANAP)
    kisah.terjadi(ask.KirimKembali, DI_RANAP)
    event = kisah.terjadi(ask.TerimaKembali, LOKET, cara_kembali=CaraKembali.DIANTAR)
    assert event.dari is S.DALAM_PERJALANAN


def test_a_folder_that_comes_home_without_ever_being_scanned_at_its_unit_invents_no_arrival() -> None:
    kisah = dari_rak()
    kisah.terjadi(ask.Ambil)
    kisah.terjadi(ask.TerimaKembali, LOKET)
    assert [event.jenis for event in kisah.peristiwa] == [
        "berkas.didaftarkan.v1",
        "berkas.diambil.v1",
        "berkas.kembali.v1",
    ]


def test_a_pull_from_the_rack_that_is_called_off_goes_back_to_the_rack() -> None:
    kisah = dari_rak()
    kisah.terjadi(ask.Ambil, LOKET)
    kisah.terjadi(ask.BatalAmbil, LOKET)
    assert (kisah.keadaan, kisah.berkas.tujuan, kisah.berkas.asal) == (S.DISIMPAN, None, None)


@pytest.mark.parametrize("sampai", [0, 1, 2])
def test_a_pull_from_the_desk_that_is_called_off_goes_back_to_the_desk_not_to_the_rack(sampai: int) -> None:
    kisah = dari_meja()
    for kind in (ask.Rakit, ask.NyatakanTidakLengkap)[:sampai]:
        kisah.terjadi(kind)
    kisah.terjadi(ask.Ambil, LOKET)
    kisah.terjadi(ask.BatalAmbil, LOKET)
    assert (kisah.keadaan, kisah.berkas.lokasi) == (S.KEMBALI, RUANG_REKAM_MEDIS)
    assert kisah.ditolak(ask.Simpan) == "belum_lengkap"


def test_a_folder_is_received_only_at_the_unit_it_was_sent_to() -> None:
    kisah = dari_rak()
    kisah.terjadi(ask.Ambil, tujuan=GIGI)
    assert kisah.ditolak(ask.TerimaDiUnit, DI_UMUM, unit=UMUM) == "di_unit_tujuan"
    assert kisah.ditolak(ask.TerimaDiUnit, DI_UMUM, unit=GIGI) == "bertugas_di_unit"
    kisah.terjadi(ask.TerimaDiUnit, DI_GIGI, unit=GIGI)


def test_a_folder_is_received_for_the_person_who_was_named_or_by_whoever_scanned_it() -> None:
    kisah = dari_rak()
    kisah.terjadi(ask.Ambil, tujuan=GIGI)
    kisah.terjadi(ask.TerimaDiUnit, DI_GIGI, unit=GIGI, pemegang=DOKTER.id)
    assert kisah.berkas.pemegang == DOKTER.id


def test_only_staff_of_the_unit_that_holds_a_folder_send_it_on_or_home() -> None:
    kisah = dari_rak()
    kisah.terjadi(ask.Ambil, tujuan=GIGI)
    kisah.terjadi(ask.TerimaDiUnit, DI_GIGI, unit=GIGI)
    assert kisah.ditolak(ask.KirimKembali, DI_UMUM) == "bertugas_di_unit"
    assert kisah.ditolak(ask.Alihkan, DI_UMUM, tujuan=UMUM) == "bertugas_di_unit"
    assert kisah.ditolak(ask.Alihkan, DI_GIGI, tujuan=GIGI) == "unit_lain"
    assert kisah.ditolak(ask.Alihkan, DI_GIGI, tujuan=RUANG_REKAM_MEDIS) == "unit_pelayanan"


def test_a_folder_is_never_pulled_to_the_record_room() -> None:
    assert dari_rak().ditolak(ask.Ambil, LOKET, tujuan=RUANG_REKAM_MEDIS) == "unit_pelayanan"


def test_an_incomplete_folder_pulled_again_keeps_its_open_deficiency_until_it_is_complete() -> None:
    kisah = dari_meja()
    kisah.terjadi(ask.Rakit)
    kisah.terjadi(ask.NyatakanTidakLengkap, PERMED, penanggung_jawab=SEORANG)
    kisah.terjadi(ask.Ambil, LOKET, tujuan=UMUM)
    kisah.terjadi(ask.TerimaDiUnit, DI_UMUM, unit=UMUM)
    kisah.terjadi(ask.TerimaKembali, PERMED)
    assert kisah.berkas.penanggung_jawab == SEORANG
    kisah.terjadi(ask.Rakit)
    assert kisah.ditolak(ask.Simpan) == "belum_lengkap"
    kisah.terjadi(ask.NyatakanLengkap)
    assert kisah.berkas.penanggung_jawab is None


def test_an_incomplete_folder_may_be_completed_in_the_record_room_and_is_analysed_again() -> None:
    kisah = dari_meja()
    kisah.terjadi(ask.Rakit)
    kisah.terjadi(ask.NyatakanTidakLengkap)
    kisah.terjadi(ask.Lengkapi, DOKTER)
    assert kisah.keadaan is S.DIRAKIT


def test_nothing_is_stored_before_it_is_found_complete() -> None:
    kisah = dari_meja()
    for kind in (ask.Rakit, ask.NyatakanTidakLengkap):
        assert kisah.ditolak(ask.Simpan, PERMED) == "belum_lengkap"
        kisah.terjadi(kind)
    assert kisah.ditolak(ask.Simpan, PERMED) == "belum_lengkap"


def test_an_electronic_record_has_no_journeys_but_the_same_completeness_life() -> None:
    kisah = Kisah()
    kisah.terjadi(ask.Daftarkan, pembawa=Pembawa.ELEKTRONIK)
    for kind in (ask.Ambil, ask.Pinjamkan, ask.LaporkanHilang):
        assert kisah.ditolak(kind) == "berkas_fisik"
    kisah.terjadi(ask.Rakit)
    kisah.terjadi(ask.NyatakanTidakLengkap)
    assert kisah.ditolak(ask.KembalikanKeUnit) == "berkas_fisik"
    assert kisah.ditolak(ask.Ambil) == "berkas_fisik"
    kisah.terjadi(ask.Lengkapi, DOKTER)
    kisah.terjadi(ask.NyatakanLengkap)
    kisah.terjadi(ask.Simpan)
    kisah.terjadi(ask.Inaktifkan)
    assert kisah.keadaan is S.INAKTIF
    assert {event.dari for event in kisah.peristiwa}.isdisjoint({S.DIAMBIL, S.DI_POLI, S.DALAM_PERJALANAN, S.KEMBALI})


def test_a_paper_record_on_the_rack_is_not_assembled_where_it_stands() -> None:
    assert dari_rak().ditolak(ask.Rakit, PERMED) == "berkas_elektronik"


def test_a_lent_record_is_held_by_the_borrower_until_it_is_back_on_the_desk() -> None:
    kisah = dari_rak()
    event = kisah.terjadi(ask.Pinjamkan, KEPALA, peminjam=SEORANG)
    assert isinstance(event, told.BerkasDipinjamkan)
    assert (kisah.berkas.pemegang, kisah.berkas.jatuh_tempo) == (SEORANG, event.jatuh_tempo)
    assert kisah.ditolak(ask.Ambil, LOKET) == "keadaan_tidak_sesuai"
    kisah.terjadi(ask.KembalikanPinjaman, LOKET)
    assert (kisah.keadaan, kisah.berkas.pemegang, kisah.berkas.jatuh_tempo) == (S.KEMBALI, None, None)


def test_a_missing_record_is_not_pulled_and_a_find_is_verified_by_somebody_else() -> None:
    kisah = dari_rak()
    kisah.terjadi(ask.Ambil)
    kisah.terjadi(ask.LaporkanHilang, DI_UMUM)
    assert (kisah.keadaan, kisah.berkas.tujuan) == (S.HILANG, None)
    assert kisah.ditolak(ask.Ambil, LOKET) == "berkas_hilang"
    kisah.terjadi(ask.Temukan, PERMED, unit=UMUM)
    assert (kisah.berkas.lokasi, kisah.berkas.pemegang) == (UMUM, PERMED.id)
    assert kisah.ditolak(ask.VerifikasiTemuan, PERMED) == "orang_lain"
    assert kisah.ditolak(ask.VerifikasiTemuan, LOKET) == "peran_tidak_boleh"
    kisah.terjadi(ask.VerifikasiTemuan, PERMED_LAIN)
    assert (kisah.keadaan, kisah.berkas.lokasi, kisah.berkas.pengusul) == (S.KEMBALI, RUANG_REKAM_MEDIS, None)


def test_a_hold_blocks_inactivation_and_lifting_it_frees_the_record() -> None:
    kisah = dari_rak()
    kisah.terjadi(ask.Tahan, PERMED)
    assert kisah.keadaan is S.DISIMPAN
    assert kisah.ditolak(ask.Tahan, PERMED) == "belum_ditahan"
    assert kisah.ditolak(ask.Inaktifkan, PERMED) == "tidak_ditahan"
    assert kisah.ditolak(ask.Lepas, PERMED) == "peran_tidak_boleh"
    kisah.terjadi(ask.Lepas, KEPALA)
    assert kisah.ditolak(ask.Lepas, KEPALA) == "sedang_ditahan"
    kisah.terjadi(ask.Inaktifkan, PERMED)


def test_a_hold_placed_at_any_moment_blocks_destruction() -> None:
    kisah = dari_rak()
    kisah.terjadi(ask.Inaktifkan)
    kisah.terjadi(ask.Nilai)
    kisah.terjadi(ask.Tahan)
    assert kisah.ditolak(ask.UsulkanMusnah) == "tidak_ditahan"
    kisah.terjadi(ask.Lepas)
    kisah.terjadi(ask.UsulkanMusnah, PERMED)
    kisah.terjadi(ask.Tahan)
    assert kisah.ditolak(ask.Musnahkan, KEPALA) == "tidak_ditahan"


def test_a_hold_is_not_escaped_by_merging_the_record_away() -> None:
    kisah = dari_rak()
    kisah.terjadi(ask.Tahan)
    assert kisah.ditolak(ask.Gabungkan, PERMED) == "tidak_ditahan"


def test_an_ordinary_move_does_not_lift_a_hold() -> None:
    kisah = dari_rak()
    kisah.terjadi(ask.Tahan)
    kisah.terjadi(ask.Ambil)
    kisah.terjadi(ask.TerimaKembali)
    assert kisah.berkas.ditahan


def test_nobody_destroys_what_they_proposed() -> None:
    kepala_juga_perekam = orang(Peran.KEPALA, Peran.PEREKAM_MEDIS)
    kisah = dari_rak()
    kisah.terjadi(ask.Inaktifkan)
    kisah.terjadi(ask.Nilai)
    kisah.terjadi(ask.UsulkanMusnah, kepala_juga_perekam)
    assert kisah.ditolak(ask.Musnahkan, kepala_juga_perekam) == "orang_lain"
    assert kisah.ditolak(ask.Musnahkan, PERMED) == "peran_tidak_boleh"
    kisah.terjadi(ask.Musnahkan, KEPALA)
    assert (kisah.keadaan, kisah.berkas.lokasi) == (S.DIMUSNAHKAN, None)


def test_a_proposal_that_is_turned_down_leaves_the_record_inactive_and_forgets_the_proposer() -> None:
    kisah = dari_rak()
    kisah.terjadi(ask.Inaktifkan)
    kisah.terjadi(ask.Nilai)
    kisah.terjadi(ask.UsulkanMusnah, PERMED)
    kisah.terjadi(ask.BatalkanUsul, KEPALA)
    assert (kisah.keadaan, kisah.berkas.pengusul) == (S.INAKTIF, None)
    kisah.terjadi(ask.Aktifkan, LOKET)
    assert kisah.keadaan is S.DISIMPAN


def test_what_is_preserved_stays_preserved() -> None:
    kisah = dari_rak()
    for kind in (ask.Inaktifkan, ask.Nilai, ask.Lestarikan):
        kisah.terjadi(kind)
    assert kisah.ditolak(ask.UsulkanMusnah) == "keadaan_tidak_sesuai"
    assert kisah.ditolak(ask.Ambil) == "keadaan_tidak_sesuai"


def test_a_merged_record_points_at_the_other_and_is_never_merged_into_itself() -> None:
    kisah = dari_rak()
    assert kisah.ditolak(ask.Gabungkan, PERMED, ke_berkas=kisah.berkas.id) == "bukan_dirinya"
    kisah.terjadi(ask.Gabungkan, PERMED)
    assert (kisah.keadaan, kisah.berkas.digabung_ke, kisah.berkas.lokasi) == (S.DIGABUNG, BERKAS_LAIN, None)
    assert kisah.ditolak(ask.Ambil) == "keadaan_tidak_sesuai"


def test_a_sighting_moves_nothing_and_counts_one_version() -> None:
    kisah = dari_rak()
    kisah.terjadi(ask.Ambil, tujuan=GIGI)
    before = kisah.berkas
    kisah.terjadi(ask.CatatTerlihat, DI_UMUM, di=UMUM)
    assert kisah.berkas == before._replace(versi=before.versi + 1)


def test_a_folder_keeps_the_time_it_entered_its_state_through_sightings_and_holds() -> None:
    kisah = dari_rak()
    kisah.terjadi(ask.Ambil)
    sejak = kisah.berkas.sejak
    kisah.terjadi(ask.CatatTerlihat)
    kisah.terjadi(ask.Tahan)
    assert kisah.berkas.sejak == sejak


def test_the_holder_of_a_lost_and_lent_record_is_cleared_only_when_it_is_home() -> None:
    kisah = dari_rak()
    kisah.terjadi(ask.Pinjamkan, peminjam=LAIN)
    kisah.terjadi(ask.LaporkanHilang)
    assert kisah.berkas.pemegang == LAIN
    kisah.terjadi(ask.Temukan, PERMED)
    kisah.terjadi(ask.VerifikasiTemuan, KEPALA)
    kini = kisah.berkas
    assert (kini.pemegang, kini.jatuh_tempo) == (None, None)
