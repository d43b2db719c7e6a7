/**
 * "Log this week": each row is kept on this device while it is typed, sent when it is left, and the line beside the button
 * says what is where. A row comes back after a lost session or a lost network under the same mark: it is saved once.
 * Without this script the one button saves.
 */
const page = document.getElementById("week-kept");
const form = document.getElementById("week");

/** Inputs of a row that a person fills: all but the hidden mark. */
const typedIn = (row) => [...row.querySelectorAll("input:not([type=hidden]), textarea")];
const markOf = (row) => row.querySelector("input[name^='mark-']");
const rowsOf = (place) => [...place.querySelectorAll("[data-row]")];
const isAsBrought = (row) => typedIn(row).every((field) => field.value === field.defaultValue);

function contentOf(row) {
  const mark = markOf(row);
  const label = row.querySelector("label")?.textContent.trim() ?? "";
  const team = row.closest("[data-team]")?.dataset.team ?? "";
  const fields = Object.fromEntries(typedIn(row).map((field) => [field.name, field.value]));
  return { name: mark.name, label, team, fields: { [mark.name]: mark.value, ...fields } };
}

/** Puts a kept row back into its place, or, where the page has no such row any more, below the others. */
function restore(mark, kept) {
  const section = form.querySelector(`[data-team="${CSS.escape(kept.team)}"]`) ?? form.querySelector("[data-team]");
  const there = form.querySelector(`input[name="${CSS.escape(kept.name)}"]`)?.closest("[data-row]");
  const row = there ?? addRow(section, kept);
  markOf(row).value = mark;
  for (const folded of row.querySelectorAll("details:not(.no-value)")) folded.open = true;
  for (const field of typedIn(row)) {
    if (kept.fields[field.name] !== undefined) field.value = kept.fields[field.name];
  }
}

function addRow(section, kept) {
  const row = document.createElement("div");
  row.className = "card";
  row.dataset.row = "";
  row.append(Object.assign(document.createElement("input"), { type: "hidden", name: kept.name }));
  const names = Object.keys(kept.fields).filter((name) => name !== kept.name);
  for (const [index, name] of names.entries()) {
    const label = document.createElement("label");
    const isText = name.startsWith("happened") || name.startsWith("surprised");
    const input = document.createElement(isText ? "textarea" : "input");
    Object.assign(input, { name, id: `kept-${name}` });
    label.htmlFor = input.id;
    label.textContent = index ? "and" : `${kept.label} (kept on this device)`;
    row.append(label, input);
  }
  section.append(row);
  return row;
}

/** What is wrong with a row, or what its person must know, below it. */
function noteOn(row, words, errors = {}) {
  row.querySelector("[data-note]")?.remove();
  for (const field of typedIn(row)) field.removeAttribute("aria-invalid");
  if (!words) return;
  const note = document.createElement("p");
  const wrong = typedIn(row).find((field) => errors[field.name]);
  note.dataset.note = "";
  note.id = `note-${markOf(row).value}`;
  note.className = wrong ? "error" : "small muted";
  note.textContent = wrong ? errors[wrong.name] : words;
  wrong?.setAttribute("aria-invalid", "true");
  wrong?.setAttribute("aria-describedby", note.id);
  row.append(note);
}

/** One honest line: what the server has, and what is only here. */
function words(state, time) {
  if (state.trouble === "full") return "This device keeps nothing. Save before you leave the page.";
  if (!state.waiting) return state.at ? `Saved ${time(state.at)}` : "";
  const here = `On this device only since ${time(state.since)}`;
  if (state.trouble === "network") return `${here}. It is sent when there is a network.`;
  if (state.trouble === "signed out") return `You are signed out. ${here}.`;
  if (state.trouble === "another person") return `Somebody else is signed in here. ${here}, for you.`;
  return state.refused ? `${here}. It cannot be saved as it is.` : here;
}

function tell(state, time) {
  const line = form.querySelector("[data-kept]");
  const said = words(state, time);
  line.hidden = !said;
  line.classList.toggle("waiting", state.waiting > 0);
  if (line.dataset.said === said + state.trouble) return;
  line.dataset.said = said + state.trouble;
  line.textContent = said;
  if (state.trouble === "signed out") {
    line.append(" ", Object.assign(document.createElement("a"), { href: page.dataset.signIn, textContent: "Sign in to send it" }));
  }
  if (state.waiting) form.querySelector(".save-bar").hidden = false;
}

async function begin() {
  const { Device, clockTime } = await import(page.dataset.module);
  const places = new Set();
  const device = new Device({
    kind: "week",
    person: page.dataset.person,
    parcels: page.dataset.parcels,
    tickets: page.dataset.tickets,
    token: form.elements.csrf_token.value,
    onChange: (state) => tell(state, clockTime),
    onReceipt: (receipt) => {
      if (receipt.place) places.add(receipt.place);
      const row = form.querySelector(`input[value="${CSS.escape(receipt.mark)}"]`)?.closest("[data-row]");
      if (row) noteOn(row, receipt.words, receipt.errors);
    },
  });

  device.settle(page.dataset.saved.split(" "));
  for (const [mark, kept] of Object.entries(device.all())) restore(mark, kept);

  const keep = (row, ready) => {
    const mark = markOf(row).value;
    if (isAsBrought(row) && !device.saved.has(mark)) device.forget(mark);
    else device.keep(mark, contentOf(row), ready);
  };

  /** What was typed before this script was there, or that it has not met for another reason. */
  const keepTheRest = () => {
    for (const row of rowsOf(form)) {
      const mark = markOf(row)?.value;
      if (mark && !isAsBrought(row) && !device.all()[mark] && !device.saved.has(mark)) keep(row, true);
    }
  };

  form.addEventListener("input", (event) => {
    const row = event.target.closest("[data-row]");
    if (!row) return;
    noteOn(row, "");
    keep(row, false);
  });
  form.addEventListener("focusout", (event) => {
    const row = event.target.closest("[data-row]");
    if (!row || row.contains(event.relatedTarget)) return;
    if (!device.all()[markOf(row).value]) return;
    keep(row, true);
    device.send();
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-same]");
    if (!button) return;
    event.preventDefault();
    const row = button.closest("[data-row]");
    row.querySelector(`input[name="${CSS.escape(button.name)}"]:not([type=hidden])`).value = button.value;
    noteOn(row, "");
    keep(row, true);
    device.send();
  });

  let busy = false;
  let passing = false;
  form.addEventListener("submit", async (event) => {
    if (passing) return;
    const isSkip = event.submitter?.hasAttribute("formaction");
    keepTheRest();
    const hasTyped = Object.keys(device.all()).length > 0;
    if (!hasTyped && (isSkip || !device.saved.size)) return;
    event.preventDefault();
    if (busy) return;
    busy = true;
    const done = await device.sendAll();
    busy = false;
    if (done && !isSkip) {
      location.assign(`${page.dataset.page}?logged=${[...places].join(".")}`);
    } else if (done || ["signed out", "full"].includes(device.trouble)) {
      if (done) rowsOf(form).forEach((row) => typedIn(row).forEach((field) => (field.value = field.defaultValue)));
      passing = true;
      form.requestSubmit(event.submitter);
    } else form.querySelector("[aria-invalid=true]")?.focus();
  });

  keepTheRest();
  device.tell();
  device.send();
  form.dataset.ready = "";
}

if (page && form) begin();
