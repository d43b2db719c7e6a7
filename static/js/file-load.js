/** How far the load of a file is: asked every second, shown on its page, which opens anew when it is done. */
const box = document.querySelector("[data-progress]");
const WORDS = {
  waits: "It is in line and begins in a few seconds.",
  reads: "Reading the rows.",
  loads: "Writing the values.",
  counts: "Counting the run charts anew.",
};

async function look() {
  try {
    const answer = await fetch(box.dataset.progress, { headers: { Accept: "application/json" } });
    const told = await answer.json();
    if (told.state !== box.dataset.state) return window.location.reload();
    const bar = box.querySelector("progress");
    bar.max = told.of;
    bar.value = told.done;
    box.querySelector("[data-told]").textContent = WORDS[told.step];
    const number = new Intl.NumberFormat("en-US");
    box.querySelector("[data-count]").textContent =
      told.step === "waits" ? "" : `${number.format(told.done)} of ${number.format(told.of)}`;
  } catch {
    // Without a network the next look may succeed; the load goes on by itself.
  }
  window.setTimeout(look, 1000);
}

if (box) window.setTimeout(look, 1000);
