"""Mutants of the projections and of the timer."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from tests.torture.mutan.tanam import bungkus, ganti, lama


def kursor_sebelum_efek() -> None:
    """The cursor is moved in a transaction of its own, and only then the lines are applied."""
    from engine.database import writing
    from engine.points import Titik, passing
    from engine.projections import cursor, kinds, projector

    def dini(self: Any, ke: Any, berita: Any, gagal: Any, *, bukti: bool = False) -> bool:
        del gagal, bukti
        now = lama(self, "_now")()
        with writing(lama(self, "_engine")).begin() as connection:
            held = cursor.pegang(connection, lama(self, "_fasyankes"), self.nama, now)
            if held != self.kursor:
                self.kursor = held
                return True
            cursor.taruh(connection, self.nama, ke, now)
        if self.nama == "rekap_gerak":  # the one the checker counts anew; the others come and go at their own pace
            passing(Titik.PROYEKSI_SEBELUM_COMMIT)
        with writing(lama(self, "_engine")).begin() as connection:
            kinds.terapkan(connection, lama(self, "_proyeksi"), berita)
        self.kursor = ke
        return True

    ganti(projector.Proyektor, _tulis=dini)


def tanpa_kursor() -> None:
    """Nobody remembers beyond the life of a process what was applied: after a restart all is applied once more."""
    from engine.database import writing
    from engine.points import Titik, passing
    from engine.projections import cursor, kinds, projector

    def lagi(self: Any, ke: Any, berita: Any, gagal: Any, *, bukti: bool = False) -> bool:
        del gagal, bukti
        now = lama(self, "_now")()
        with writing(lama(self, "_engine")).begin() as connection:
            cursor.pegang(connection, lama(self, "_fasyankes"), self.nama, now)
            kinds.terapkan(connection, lama(self, "_proyeksi"), berita)
            cursor.taruh(connection, self.nama, ke, now)
        if self.nama == "rekap_gerak":  # the one that counts; what others write a second time is the same
            passing(Titik.PROYEKSI_SESUDAH_COMMIT)
        self.kursor = ke
        return True

    ganti(projector.Proyektor, _tulis=lagi, tilik=lambda _self: None)


def tenggat_lokal() -> None:
    """A due time is reckoned on the facility's clock, and written down as if that were UTC."""
    from engine import tempo

    def lokal(mulai: datetime, batas: Any, zona: Any, _libur: object) -> datetime:
        wall: datetime = mulai.astimezone(zona) + timedelta(days=batas.batas.hari) + batas.batas.lama
        return wall.replace(tzinfo=UTC)

    ganti(tempo, jatuh_tempo=lokal)


def tenggat_di_memori() -> None:
    """Deadlines are kept by the timer, not by the database."""
    from engine import ledger
    from engine.alur import perubahan
    from engine.views import deadlines
    from schemas.names import JenisTenggat

    kept: dict[tuple[str, str], Any] = {}

    def ingat(_connection: Any, entries: Any) -> None:
        for entry in entries:
            for jenis, due in perubahan(entry.before, entry.after).items():
                key = (entry.after.id, str(jenis))
                kept.pop(key, None)
                if due is not None:
                    kept[key] = deadlines.Tenggat(due, entry.after.id, JenisTenggat(jenis), entry.event.versi)

    def due(_connection: Any, now: datetime, limit: int, after: Any = None) -> list[Any]:
        found = sorted(one for one in kept.values() if one.jatuh_tempo <= now)
        return [one for one in found if after is None or one > after][:limit]

    def berikut(_connection: Any, now: datetime) -> datetime | None:
        return min((one.jatuh_tempo for one in kept.values() if one.jatuh_tempo > now), default=None)

    ganti(ledger, _write_deadlines=ingat)
    ganti(deadlines, due=due, next_due=berikut)


def tenggat_id_acak() -> None:
    """Each time the timer tells a deadline, it is another wish."""
    from workers import deadlines

    def acak(wish: Any) -> Any:
        return lambda *given: wish(*given).model_copy(update={"command_id": str(uuid4())})

    bungkus(deadlines, "wish", acak)


def tenggat_berulang() -> None:
    """The row goes away after the telling, in a transaction of its own, and the telling is never the same wish."""
    from engine import handlers, ledger
    from engine.alur import perubahan
    from engine.handlers import tenggat
    from engine.workflows.tenggat_berkas import Kelewatan
    from schemas.commands import berkas as ask

    tenggat_id_acak()

    def biar(before: Any, after: Any) -> Any:
        told = (before.kembali_lewat, before.tempo_lewat) != (after.kembali_lewat, after.tempo_lewat)
        return {} if told and before.keadaan == after.keadaan else perubahan(before, after)

    def selalu(_berkas: Any, command: Any, _facts: Any, _now: Any) -> Any:
        return Kelewatan.model_construct(**command.__dict__, susulan=None)

    ganti(ledger, perubahan=biar)
    assert tenggat.sudah_lewat in handlers.HANDLERS[ask.TandaiLewat]
    handlers.HANDLERS[ask.TandaiLewat] = (selalu,)
