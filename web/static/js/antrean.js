// The queue of scans. A scan is written to localStorage before anything else, with its own id and time, and leaves
// only when it was answered: a cut network, a closed tab or a dead PC loses nothing, and sending twice does no harm
// (the same command_id gets the same answer). localStorage and not IndexedDB, because the write must be done when
// the Enter key returns. One at a time and in order; each member of staff sends only their own.

import { kirim, petugas, saatIni, selisih, uuid7 } from "./inti.js";

const AWALAN = "jejak.antrean.";
const MILIKKU = `${AWALAN}${petugas}.`;
const PINTU_TERTUTUP = new Set(["belum_masuk", "sesi_terkunci", "csrf_tidak_cocok", "harus_ganti_sandi"]);
const JEDA = [400, 800, 1600, 3000, 5000];

let berjalan = false;
let gagal = 0;
let bangun = () => {};
let jawab = () => {};
let berubah = () => {};
let keluar = () => {};

const kunciSemua = () => Object.keys(localStorage).filter((kunci) => kunci.startsWith(AWALAN)).sort();
const kunciSaya = () => kunciSemua().filter((kunci) => kunci.startsWith(MILIKKU));

export const menunggu = () => kunciSaya().map((kunci) => JSON.parse(localStorage.getItem(kunci)));
export const milikLain = () => kunciSemua().length - kunciSaya().length;
export const terputus = () => gagal > 0;

/** Call `dijawab(item, status, isi)` for each answer, `saatBerubah()` when counts change, `perluMasuk()` when logged out. */
export function mulai({ dijawab, saatBerubah, perluMasuk }) {
  jawab = dijawab;
  berubah = saatBerubah;
  keluar = perluMasuk;
  addEventListener("online", () => { gagal = 0; bangun(); });
  addEventListener("storage", berubah);
  jalan();
}

/** Keep a command and send it when its turn comes. `tampil` is what the screen says about it meanwhile. */
export function taruh(jalur, badan, tampil) {
  const item = {
    id: uuid7(),
    jalur,
    badan: { ...badan, terjadi_pada: saatIni() },
    selisih: selisih(),
    tampil,
  };
  item.badan.command_id = item.id;
  localStorage.setItem(MILIKKU + item.id, JSON.stringify(item));
  berubah();
  jalan();
  return item;
}

async function jalan() {
  if (berjalan) return;
  berjalan = true;
  try {
    for (let kunci = kunciSaya()[0]; kunci; kunci = kunciSaya()[0]) {
      const selesai = await coba(kunci);
      if (selesai === "keluar") return;
      if (!selesai) await jeda();
    }
  } finally {
    berjalan = false;
  }
}

async function coba(kunci) {
  const item = JSON.parse(localStorage.getItem(kunci));
  let hasil;
  try {
    // jam_perangkat: now, by the clock that stamped the scan; had it been wrong, the server sees by how much
    hasil = await kirim(item.jalur, { ...item.badan, jam_perangkat: saatIni(item.selisih) });
  } catch {
    gagal += 1;
    berubah();
    return false;
  }
  if (PINTU_TERTUTUP.has(hasil.isi.kode)) { // not an answer to the scan: it waits until the person is back
    keluar(hasil.isi.kode);
    return "keluar";
  }
  if (hasil.status >= 500 || hasil.status === 429) {
    gagal += 1;
    berubah();
    return false;
  }
  gagal = 0;
  localStorage.removeItem(kunci);
  jawab(item, hasil.status, hasil.isi);
  berubah();
  return true;
}

function jeda() {
  return new Promise((lanjut) => {
    const waktu = setTimeout(lanjut, JEDA[Math.min(gagal, JEDA.length) - 1] ?? 400);
    bangun = () => { clearTimeout(waktu); lanjut(); };
  });
}
