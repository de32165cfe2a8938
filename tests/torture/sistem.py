"""One Jejak under torture: made from a copy of the template, started, killed part by part, started again, never left.

`tertanam`: `jejak up`, with its own nats-server as its child and SQLite. `postgres`: `jejak web` and `jejak pekerja`,
with a nats-server and a PostgreSQL of ours. Ports are chosen once, so that clients need no news of a restart.
"""

import contextlib
import http.client
import json
import secrets
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Literal, Self

from tests.torture import kawat, pola, proses
from tests.torture.anak import Senjata
from tests.torture.tenang import belum_tenang
from tests.torture.zigot import Zigot

Profil = Literal["tertanam", "postgres"]
SIAP_DETIK: Final = 60.0
TENANG_DETIK: Final = 60.0


class Mati(Exception):
    """A part ended where it should have become ready. `bagian` names it, `kode` is how it ended."""

    def __init__(self, bagian: str, kode: int | None) -> None:
        super().__init__(f"{bagian} ended with {kode}")
        self.bagian = bagian
        self.kode = kode


class Sistem:
    """A system in `folder`. Use as a context manager: whatever happens, no process stays.

    `zigot`: fork starts from it instead of a fresh interpreter. `jam`, `gagal_flush`: arm every start with them; the
    files are `folder/jam` and `folder/gagal_flush`. `env` (may be changed between starts) is given to our processes.
    """

    def __init__(
        self,
        folder: Path,
        profil: Profil = "tertanam",
        *,
        zigot: Zigot | None = None,
        jam: bool = False,
        gagal_flush: bool = False,
    ) -> None:
        self.folder = folder.resolve()
        self.profil = profil
        self.zigot = zigot
        self.data_dir = self.folder / "data"
        self.log_dir = self.folder / "log"
        self.bukti = self.folder / "bukti"
        self.jam = self.folder / "jam" if jam else None
        self.gagal_flush = self.folder / "gagal_flush" if gagal_flush else None
        self.pg_dir = self.folder / "pg"
        self.env: dict[str, str] = {}
        self.isi: dict[str, Any] = {}
        self.waktu_siap: list[float] = []
        """Seconds each start took until it was ready."""
        self._port = pola.port_kosong()
        self._port_nats = pola.port_kosong()
        self._port_pg = pola.port_kosong()
        self._token_nats = secrets.token_hex(16)
        self._bagian: dict[str, proses.Proses] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.tutup()

    # ── where things are ────────────────────────────────────────────────────────────────────────────

    @property
    def url(self) -> str:
        """Base of the HTTP address; the same for its whole life."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def token(self) -> str:
        """The API token of a robot with every role. `isi["token"]` has a second one, of another robot."""
        return str(self.isi["token"][0])

    @property
    def fasyankes(self) -> str:
        """The facility's code."""
        return pola.KODE

    @property
    def database_url(self) -> str:
        """Where the database is, as SQLAlchemy and our settings say it."""
        if self.profil == "tertanam":
            return f"sqlite:///{self.data_dir / 'jejak.db'}"
        return pola.url_pg(self._port_pg)

    @property
    def nats_dir(self) -> Path:
        """The nats-server's folder: its store, config, log and pid."""
        return self.data_dir / "nats" if self.profil == "tertanam" else self.folder / "nats"

    @property
    def nats_url(self) -> str | None:
        """Where NATS is now; embedded it moves with each start, and is nowhere in between."""
        if self.profil == "postgres":
            return f"nats://127.0.0.1:{self._port_nats}"
        found = kawat.alamat(self.nats_dir)
        return found[0] if found else None

    @property
    def nats_token(self) -> str | None:
        """What NATS wants to be shown."""
        if self.profil == "postgres":
            return self._token_nats
        found = kawat.alamat(self.nats_dir)
        return found[1] if found else None

    @property
    def bagian(self) -> tuple[str, ...]:
        """The parts that can be killed."""
        return ("app", "nats") if self.profil == "tertanam" else ("app", "nats", "pekerja", "postgres")

    # ── life ────────────────────────────────────────────────────────────────────────────────────────

    def siapkan(self) -> Self:
        """A fresh facility with people, a token and records, from the template. Ends what runs and wipes what was."""
        self.tutup()
        dari = pola.pola(self.profil)
        for old in (self.data_dir, self.log_dir, self.bukti, self.pg_dir, self.folder / "nats"):
            shutil.rmtree(old, ignore_errors=True)
        for new in (self.data_dir, self.log_dir, self.bukti / "riwayat"):
            new.mkdir(parents=True)
        self.isi = json.loads((dari / "isi.json").read_text(encoding="utf-8"))
        if self.profil == "tertanam":
            shutil.copy(dari / "jejak.db", self.data_dir / "jejak.db")
        else:
            self.folder.chmod(self.folder.stat().st_mode | 0o011)
            pola.salin_pg(dari / "pg", self.pg_dir)
            (self.folder / "nats").mkdir()
        rahasia = self.isi["kenari"] | {"token": [*self.isi["token"], self._token_nats]}
        (self.bukti / "kenari.json").write_text(json.dumps(rahasia, indent=1), encoding="utf-8")
        return self

    def mulai(
        self,
        titik: str | None = None,
        mutan: str | None = None,
        *,
        bersenjata: tuple[str, ...] = ("app", "pekerja"),
        tunggu: bool = True,
        batas: float = SIAP_DETIK,
    ) -> float:
        """Start every part that does not run and wait until it is ready; the seconds that took.

        `titik` ("NAME" or "NAME:HIT") and `mutan` arm the parts named in `bersenjata`. Raises Mati where one of our
        processes ended before (as an armed one may), TimeoutError where it never became ready.
        """
        began = time.monotonic()
        if self.profil == "postgres":
            self._mulai_postgres()
            self._mulai_nats()
            self.env |= {
                "JEJAK_DATABASE_URL": self.env.get("JEJAK_DATABASE_URL") or self.database_url,
                "JEJAK_NATS_URL": self.env.get("JEJAK_NATS_URL") or str(self.nats_url),
                "JEJAK_NATS_TOKEN": self._token_nats,
            }
        for nama, words in self._perintah().items():
            if self.pid(nama) is None:
                armed = nama in bersenjata
                senjata = Senjata(titik if armed else None, mutan if armed else None, self.jam, self.gagal_flush, words)
                self._bagian[nama] = self._anak(nama, senjata)
        if tunggu:
            self.tunggu_siap(batas)
            self.waktu_siap.append(time.monotonic() - began)
        return time.monotonic() - began

    def tutup(self) -> None:
        """End everything at once, without asking. Safe to call twice."""
        for nama in self.bagian:
            if nama in self._bagian and (pid := self.pid(nama)):
                proses.kirim(pid, signal.SIGKILL)
        for _ in range(5):
            left = list(proses.milik(self.folder)) if self.folder.exists() else []
            for pid in left:
                proses.kirim(pid, signal.SIGKILL)
            for pid in left:
                with contextlib.suppress(TimeoutError):
                    proses.tunggu_pergi(pid)
        for process in self._bagian.values():
            with contextlib.suppress(subprocess.TimeoutExpired, ChildProcessError):
                process.wait(10)
        self._bagian.clear()

    # ── parts ───────────────────────────────────────────────────────────────────────────────────────

    def pid(self, bagian: str) -> int | None:
        """The process of a part while it runs; None while it does not. `backend`: one PostgreSQL backend of ours."""
        if bagian == "backend":
            return self._backend()
        if bagian == "nats" and self.profil == "tertanam":
            try:
                pid = int((self.nats_dir / "nats.pid").read_text(encoding="ascii"))
            except (OSError, ValueError):
                return None
            ours = str(self.nats_dir / "nats.conf") in proses.baris_perintah(pid)
            return pid if ours and proses.hidup(pid) else None
        process = self._bagian.get(bagian)
        return process.pid if process is not None and process.poll() is None else None

    def bunuh(self, *bagian: str) -> dict[str, int]:
        """kill -9 these, all in one go, and see them gone; the pids of those that lived."""
        pids = {nama: pid for nama in bagian if (pid := self.pid(nama)) is not None}
        for pid in pids.values():
            proses.kirim(pid, signal.SIGKILL)
        for nama, pid in pids.items():
            if nama in self._bagian:
                self._bagian[nama].wait(10)
            else:
                proses.tunggu_pergi(pid)
        return pids

    def henti(self, bagian: str) -> int | None:
        """SIGSTOP; the pid, or None where nobody was there."""
        pid = self.pid(bagian)
        return pid if pid is not None and proses.kirim(pid, signal.SIGSTOP) else None

    def lanjut(self, bagian: str) -> None:
        """SIGCONT."""
        if (pid := self.pid(bagian)) is not None:
            proses.kirim(pid, signal.SIGCONT)

    def tunggu_mati(self, bagian: str, batas: float = 30.0) -> int | None:
        """Wait until a part has ended; how it ended. Raises TimeoutError."""
        process = self._bagian.get(bagian)
        if process is None:
            if (pid := self.pid(bagian)) is not None:
                proses.tunggu_pergi(pid, batas)
            return None
        try:
            return process.wait(batas)
        except subprocess.TimeoutExpired as error:
            raise TimeoutError(f"{bagian} does not end") from error

    def siap(self) -> dict[str, Any] | None:
        """What /readyz says now; None where nobody answers."""
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=2)
        try:
            connection.request("GET", "/readyz")
            said: dict[str, Any] = json.loads(connection.getresponse().read())
        except (OSError, ValueError, http.client.HTTPException):
            return None
        else:
            return said
        finally:
            connection.close()

    def tunggu_siap(self, batas: float = SIAP_DETIK, *, lancar: bool = False) -> None:
        """Wait until /readyz says ready; `lancar`: and the broadcast is on time. Raises Mati, TimeoutError."""

        def ready() -> bool:
            for nama in self._perintah():
                process = self._bagian.get(nama)
                if process is not None and (kode := process.poll()) is not None:
                    raise Mati(nama, kode)
            said = self.siap()
            return bool(said and said.get("siap") and (not lancar or not said.get("belum")))

        proses.tunggu(ready, batas, f"{self.profil} is ready")

    def tunggu_tenang(self, batas: float = TENANG_DETIK) -> None:
        """Wait until stream, projections and due deadlines have caught up with the ledger. Raises TimeoutError."""
        until = time.monotonic() + batas
        why = self._belum_tenang()
        while why:
            if time.monotonic() > until:
                raise TimeoutError(f"not calm after {batas:.0f} s: {why}")
            time.sleep(0.05)
            why = self._belum_tenang()

    def _belum_tenang(self) -> str | None:
        url = self.nats_url
        if url is None:
            return "no NATS"
        return belum_tenang(self.database_url, url, self.nats_token, self.fasyankes, self.jam)

    # ── starting one part ───────────────────────────────────────────────────────────────────────────

    def _perintah(self) -> dict[str, list[str]]:
        data, port = ["--data", str(self.data_dir)], ["--port", str(self._port)]
        if self.profil == "tertanam":
            return {"app": ["up", *data, *port]}
        return {"app": ["web", *data, *port], "pekerja": ["pekerja", *data]}

    def _anak(self, nama: str, senjata: Senjata) -> proses.Proses:
        env, log = proses.lingkungan(self.env), self.log_dir / f"{nama}.log"
        start: Callable[[Senjata, dict[str, str], Path], proses.Proses]
        start = self.zigot.mulai if self.zigot is not None else proses.mulai_anak
        return start(senjata, env, log)

    def _mulai_postgres(self) -> None:
        if self.pid("postgres") is not None:
            pola.tunggu_pg(self.database_url, self._postmaster(), SIAP_DETIK)
            return
        for left in proses.milik(self.pg_dir):  # backends of a killed postmaster see its end by themselves, soon
            proses.tunggu_pergi(left, SIAP_DETIK)
        self._bagian["postgres"] = pola.mulai_pg(
            self.pg_dir, self._port_pg, self.log_dir / "postgres.log", proses.lingkungan()
        )
        pola.tunggu_pg(self.database_url, self._postmaster(), SIAP_DETIK)

    def _postmaster(self) -> "subprocess.Popen[bytes]":
        process = self._bagian["postgres"]
        assert isinstance(process, subprocess.Popen)
        return process

    def _backend(self) -> int | None:
        if self.profil != "postgres":
            return None
        import psycopg

        query = (
            "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND datname = current_database()"
            " AND pid <> pg_backend_pid() ORDER BY state = 'active' DESC, query_start DESC NULLS LAST LIMIT 1"
        )
        try:
            with psycopg.connect(self.database_url, connect_timeout=2, autocommit=True) as connection:
                row = connection.execute(query).fetchone()
        except psycopg.Error:
            return None
        return int(row[0]) if row else None

    def _mulai_nats(self) -> None:
        if self.pid("nats") is not None:
            return
        from workers.nats_binary import trusted_binary
        from workers.nats_child import KONFIG

        config = KONFIG.format(name="uji", folder=self.nats_dir, token=self._token_nats)
        path = self.nats_dir / "nats.conf"
        path.write_text(config.replace("127.0.0.1:-1", f"127.0.0.1:{self._port_nats}"), encoding="utf-8")
        with (self.log_dir / "nats-server.log").open("ab") as output:
            self._bagian["nats"] = subprocess.Popen(  # noqa: S603 - the binary whose hash was compared
                [str(trusted_binary()), "-c", str(path)],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env=proses.lingkungan(),
                start_new_session=True,
            )
