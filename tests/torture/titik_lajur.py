"""One lane of the every-point runner: a zygote, a nats-server that outlives the runs, and small systems beside them.

Only the process of `jejak` dies at a moment, so its NATS need not be started anew for each run; what a run left on it
is wiped before the next. The folder lies in memory where the machine has such a place: a dying process takes nothing
back that it wrote, so the runs are as good there, and much quicker. Power cuts are tried elsewhere, on a disk.
"""

import contextlib
import json
import os
import secrets
import shutil
import sqlite3
import subprocess
import tempfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from tests.ingatan import tempat
from tests.torture import kawat, pola, proses
from tests.torture.sistem import TENANG_DETIK, Sistem
from tests.torture.zigot import Zigot

RUANG: Final = 256 * 1024 * 1024
"""Bytes that must be free there."""
MULAI_DETIK: Final = 20.0
SELA: Final = 0.03
"""Seconds between two looks: each opens the database and NATS anew."""
AWALAN: Final = "jejak-titik-"
SEGERA: Final = timedelta(minutes=1)


class SistemKecil(Sistem):
    """`jejak up` on SQLite, on a nats-server that is the lane's."""

    def __init__(self, folder: Path, zigot: Zigot, nats: tuple[str, str]) -> None:
        super().__init__(folder, "tertanam", zigot=zigot)
        self._nats = nats
        self.env = {"JEJAK_NATS_URL": nats[0], "JEJAK_NATS_TOKEN": nats[1]}

    @property
    def nats_url(self) -> str:
        """The lane's."""
        return self._nats[0]

    @property
    def nats_token(self) -> str:
        """The lane's."""
        return self._nats[1]

    @property
    def bagian(self) -> tuple[str, ...]:
        """Only the app is this system's own."""
        return ("app",)

    def tunggu_tenang(self, batas: float = TENANG_DETIK) -> None:
        """As ever, but looking more often: it is small, and there are many. And nothing may fall due while it is read.

        Raises TimeoutError.
        """

        def calm() -> bool:
            return not self._segera() and self._belum_tenang() is None

        proses.tunggu(calm, batas, "the small system is calm", sela=SELA)

    def _segera(self) -> int:
        """Deadlines that are due, or will be before long."""
        soon = datetime.now(UTC) + SEGERA  # noqa: TID251 - the torturer's own clock
        with closing(sqlite3.connect(self.data_dir / "jejak.db", timeout=5)) as connection:
            query = "SELECT count(*) FROM tenggat WHERE jatuh_tempo <= ?"
            return int(connection.execute(query, (soon.isoformat(timespec="microseconds"),)).fetchone()[0])

    def tutup(self) -> None:
        """End the app. It has no children here, so nobody need be looked for."""
        self.bunuh("app")
        self._bagian.clear()


class Lajur:
    """Use as a context manager. `folder` holds everything it makes and is gone at the end.

    `zigot`: one that somebody else ends.
    """

    def __init__(self, zigot: Zigot | None = None) -> None:
        lapang = tempat(RUANG)
        _sapu(lapang)
        self.folder = Path(tempfile.mkdtemp(prefix=f"{AWALAN}{os.getpid()}-", dir=lapang))
        self._nomor = 0
        self._nats: subprocess.Popen[bytes] | None = None
        self._zigot = zigot
        self._milik = zigot is None
        self._token = secrets.token_hex(16)
        self._url = ""

    def __enter__(self) -> Self:
        try:
            pola.pola("tertanam")
            self._zigot = self._zigot or Zigot(proses.lingkungan())
            self._mulai_nats()
        except BaseException:
            self.tutup()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.tutup()

    @property
    def zigot(self) -> Zigot:
        """The process the systems are forked from."""
        assert self._zigot is not None
        return self._zigot

    def sistem(self) -> SistemKecil:
        """A fresh system, on a NATS without a stream."""
        self._nomor += 1
        self.bersihkan()
        made = SistemKecil(self.folder / f"sistem-{self._nomor:04d}", self.zigot, (self._url, self._token))
        made.siapkan()
        return made

    def buang(self, sistem: SistemKecil) -> None:
        """This run is over and nobody wants its folder."""
        sistem.tutup()
        shutil.rmtree(sistem.folder, ignore_errors=True)

    def bersihkan(self) -> None:
        """No stream of any run stays."""
        for one in kawat.aliran(self._url, self._token):
            hapus_aliran(self._url, self._token, one["config"]["name"])

    def tutup(self) -> None:
        """End everything."""
        if self._zigot is not None and self._milik:
            self._zigot.tutup()
        if self._nats is not None:
            self._nats.kill()
            self._nats.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _mulai_nats(self) -> None:
        from workers.nats_binary import trusted_binary
        from workers.nats_child import KONFIG

        folder = self.folder / "nats"
        folder.mkdir()
        config = folder / "nats.conf"
        config.write_text(KONFIG.format(name="uji-titik", folder=folder, token=self._token), encoding="utf-8")
        self._nats = subprocess.Popen(  # noqa: S603 - the binary whose hash was compared
            [str(trusted_binary()), "-c", str(config)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=proses.lingkungan(),
            start_new_session=True,
        )

        def listens() -> bool:
            found = kawat.alamat(folder)
            if found is not None:
                with contextlib.suppress(kawat.Terputus, TimeoutError), kawat.Kawat(*found):
                    self._url = found[0]
            return bool(self._url)

        proses.tunggu(listens, MULAI_DETIK, "the lane's nats-server listens")


def _sapu(lapang: Path) -> None:
    """Remove what lanes left that were killed themselves: memory is not for keeps."""
    for folder in lapang.glob(f"{AWALAN}*-*"):
        pid = folder.name.removeprefix(AWALAN).partition("-")[0]
        if pid.isdigit() and not proses.hidup(int(pid)):
            shutil.rmtree(folder, ignore_errors=True)


def js(wire: kawat.Kawat, api: str, isi: dict[str, Any] | None = None) -> dict[str, Any]:
    """One question to JetStream; its answer, whatever it says."""
    found: dict[str, Any] = json.loads(wire.minta(f"$JS.API.{api}", json.dumps(isi or {}).encode()))
    return found


def hapus_aliran(url: str, token: str, nama: str) -> None:
    """Delete a stream."""
    with kawat.Kawat(url, token) as wire:
        js(wire, f"STREAM.DELETE.{nama}")
