// A list to choose from by number, arrows or touch. A scanner may fire into it: what is too long for a number and
// ends with Enter is handed on as a scan, so nothing is lost.

import { buat } from "./inti.js";

const JEDA_ANGKA = 600;

/** Resolves with the chosen code, null for "none", undefined when it was closed. */
export function pilih({ judul, daftar, kosong, terima }) {
  const dialog = document.getElementById("pemilih");
  const semua = kosong ? [{ kode: null, nama: kosong }, ...daftar] : daftar;
  const mulai = kosong ? 0 : 1;
  return new Promise((selesai) => {
    let ketikan = "";
    let waktu;
    const selama = new AbortController();
    // done at once, not when the dialog's own close event comes round: the next scan may already be typing
    const ambil = (kode) => {
      clearTimeout(waktu);
      selama.abort();
      selesai(kode);
      dialog.close();
    };
    const tombol = semua.map((satu, urut) => {
      const elemen = buat("button", "", { type: "button", class: "sekunder" });
      elemen.append(buat("b", String(urut + mulai)), buat("span", satu.nama));
      elemen.addEventListener("click", () => ambil(satu.kode));
      return elemen;
    });
    const angka = () => {
      const urut = Number(ketikan) - mulai;
      ketikan = "";
      if (semua[urut]) ambil(semua[urut].kode);
    };
    const ketuk = (peristiwa) => {
      const tempat = tombol.indexOf(document.activeElement);
      if (peristiwa.key === "ArrowDown" || peristiwa.key === "ArrowRight") tombol[(tempat + 1) % tombol.length].focus();
      else if (peristiwa.key === "ArrowUp" || peristiwa.key === "ArrowLeft") tombol.at(tempat <= 0 ? -1 : tempat - 1).focus();
      else if (peristiwa.key === "Enter") {
        peristiwa.preventDefault();
        clearTimeout(waktu);
        const teks = ketikan;
        if (/^\d{1,2}$/.test(teks)) return angka();
        if (teks) { ambil(undefined); terima(teks, true); }
        return undefined;
      } else if (peristiwa.key.length === 1 && peristiwa.key !== " ") {
        peristiwa.preventDefault();
        ketikan += peristiwa.key;
        clearTimeout(waktu);
        if (/^\d{1,2}$/.test(ketikan)) waktu = setTimeout(angka, JEDA_ANGKA);
      } else return undefined;
      return undefined;
    };
    dialog.querySelector("h2").textContent = judul;
    dialog.querySelector("ol").replaceChildren(...tombol.map((elemen) => { const li = buat("li"); li.append(elemen); return li; }));
    dialog.addEventListener("keydown", ketuk, { signal: selama.signal });
    dialog.addEventListener("cancel", () => ambil(undefined), { signal: selama.signal });
    dialog.showModal();
    tombol[0]?.focus();
  });
}
