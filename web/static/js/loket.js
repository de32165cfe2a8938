// The desk by keyboard and scanner: F2 searches, F4 and F9 begin, arrows walk the results, digits choose the unit.

const kotak = document.getElementById("cari");
const hasil = () => [...document.querySelectorAll("#hasil a")];

addEventListener("keydown", (peristiwa) => {
  if (peristiwa.ctrlKey || peristiwa.altKey || peristiwa.metaKey) return;
  if (peristiwa.key === "F2") {
    peristiwa.preventDefault();
    kotak?.focus();
    kotak?.select();
    return;
  }
  const pintas = document.querySelector(`[data-pintas-fn="${CSS.escape(peristiwa.key)}"]`);
  if (pintas) {
    peristiwa.preventDefault();
    pintas.click();
    return;
  }
  const semua = hasil();
  const tempat = semua.indexOf(document.activeElement);
  if (peristiwa.key === "ArrowDown" && semua.length && (tempat >= 0 || document.activeElement === kotak)) {
    peristiwa.preventDefault();
    semua[Math.min(tempat + 1, semua.length - 1)].focus();
  } else if (peristiwa.key === "ArrowUp" && tempat >= 0) {
    peristiwa.preventDefault();
    (semua[tempat - 1] ?? kotak).focus();
  } else if (/^[1-9]$/.test(peristiwa.key) && document.activeElement?.matches("input[type=radio], body, a, button")) {
    const unit = document.querySelectorAll(".daftar input[name=unit]")[Number(peristiwa.key) - 1];
    if (unit?.checkVisibility()) {
      peristiwa.preventDefault();
      unit.checked = true;
      unit.focus();
    }
  }
});

// a number of a referral letter means that the letter is there
document.addEventListener("input", (peristiwa) => {
  if (peristiwa.target.name !== "nomor_rujukan") return;
  const surat = peristiwa.target.form.elements.surat_rujukan;
  if (surat) surat.checked = peristiwa.target.value.trim() !== "";
});
