/**
 * The grid as a spreadsheet: arrow keys, Enter and Tab, a block pasted where it belongs, and a way back. Nothing is saved by
 * it: the page's button sends the cells. How a cell is read, the server says; so there is one reader of figures.
 */
const form = document.getElementById("grid");
const table = form?.querySelector("table.grid");

/** Cells by row and column, as they stand on the page. */
const rows = table ? [...table.tBodies[0].rows].map((row) => [...row.querySelectorAll("input")]) : [];
const past = [];
let kept = null;

const openedOf = (cell) => cell.dataset.opened ?? cell.defaultValue;
const placeOf = (cell) => {
  const down = rows.findIndex((row) => row.includes(cell));
  return down < 0 ? null : { down, across: rows[down].indexOf(cell) };
};

function go(cell, down, across) {
  const place = placeOf(cell);
  const next = rows[place.down + down]?.[place.across + across];
  if (!next) return false;
  next.focus();
  next.select();
  return true;
}

/** How a cell looks: changed or not, and what is wrong with it. */
function mark(cell, error = "") {
  const box = cell.parentElement;
  if (box.classList.contains("waits") && !error && cell.value === openedOf(cell)) return;
  let told = box.querySelector(".says");
  box.className = error ? "error" : cell.value === openedOf(cell) ? "" : "changed";
  if (!error) {
    told?.remove();
    cell.removeAttribute("aria-invalid");
    cell.removeAttribute("aria-describedby");
    return;
  }
  if (!told) {
    told = document.createElement("span");
    told.className = "says";
    told.id = `e-${cell.name}`;
    box.append(told);
  }
  told.textContent = error;
  cell.setAttribute("aria-invalid", "true");
  cell.setAttribute("aria-describedby", told.id);
}

function tell(words = "") {
  const cells = rows.flat();
  const changed = cells.filter((cell) => cell.value !== openedOf(cell)).length;
  const wrong = table.querySelectorAll("td.error").length;
  const parts = [words];
  if (changed) parts.push(`${changed} ${changed === 1 ? "cell" : "cells"} not saved yet.`);
  if (wrong) parts.push(`${wrong} cannot be read.`);
  const line = form.querySelector("[data-told]");
  line.textContent = parts.filter(Boolean).join(" ");
  line.hidden = !line.textContent;
  form.querySelector("[data-undo]").hidden = past.length === 0;
}

/** Asks the server how cells would be read, and shows it: the figure as it will be saved, or what is wrong. */
async function check(cells) {
  const typed = cells.filter((cell) => cell.value !== openedOf(cell));
  cells.filter((cell) => !typed.includes(cell)).forEach((cell) => mark(cell));
  if (!typed.length) return;
  const sent = new Map(typed.map((cell) => [cell.name, cell.value]));
  const body = new URLSearchParams([...sent]);
  body.set("csrf_token", form.elements.csrf_token.value);
  let read = { texts: {}, errors: {} };
  try {
    const answer = await fetch(table.dataset.check, { method: "POST", body, headers: { Accept: "application/json" } });
    if (answer.ok && answer.headers.get("Content-Type")?.includes("json")) read = await answer.json();
  } catch {
    // Without a network the cells stay as they were typed; the server reads them when they are saved.
  }
  for (const cell of typed) {
    if (cell.value !== sent.get(cell.name)) continue;
    if (read.texts[cell.name] !== undefined) cell.value = read.texts[cell.name];
    mark(cell, read.errors[cell.name]);
  }
}

/** Fills cells and remembers what stood there. */
async function fill(changes, words) {
  past.push(changes.map(([cell]) => [cell, cell.value]));
  changes.forEach(([cell, text]) => (cell.value = text));
  changes.forEach(([cell]) => mark(cell));
  form.dispatchEvent(new Event("input", { bubbles: true }));
  tell(words);
  await check(changes.map(([cell]) => cell));
  tell(words);
}

async function undo() {
  const before = past.pop();
  if (!before) return;
  before.forEach(([cell, text]) => (cell.value = text));
  const [first] = before[0];
  await check(before.map(([cell]) => cell));
  tell("Taken back.");
  first.focus();
}

/** The cells of a block from the clipboard: tabs and lines; a cell in quotes may hold both, its quotes doubled. */
function split(text) {
  const found = [[]];
  let cell = "";
  let quoted = false;
  const plain = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (let at = 0; at < plain.length; at += 1) {
    const sign = plain[at];
    if (quoted && sign === '"' && plain[at + 1] === '"') {
      cell += sign;
      at += 1;
    } else if (quoted) {
      if (sign === '"') quoted = false;
      else cell += sign;
    } else if (sign === '"' && cell === "") quoted = true;
    else if (sign === "\t" || sign === "\n") {
      found.at(-1).push(cell);
      cell = "";
      if (sign === "\n") found.push([]);
    } else cell += sign;
  }
  found.at(-1).push(cell);
  return found;
}

const BLANK = new Set(["", "-", "–", "—", ".", "n/a", "na", "#n/a", "null"]);

function paste(event) {
  const cell = event.target.closest("input");
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (!cell || !/[\t\n]/.test(text.replace(/\r?\n$/, ""))) return;
  event.preventDefault();
  const place = placeOf(cell);
  const changes = [];
  let outside = 0;
  split(text).forEach((line, down) =>
    line.forEach((words, across) => {
      if (BLANK.has(words.trim().toLowerCase())) return;
      const target = rows[place.down + down]?.[place.across + across];
      if (target && !target.readOnly) changes.push([target, words.trim()]);
      else outside += 1;
    }),
  );
  if (!changes.length) return;
  const left = outside ? ` ${outside} outside the grid ${outside === 1 ? "is" : "are"} left out.` : "";
  fill(changes, `Pasted ${changes.length} ${changes.length === 1 ? "cell" : "cells"}.${left}`);
}

function step(event) {
  const cell = event.target;
  const whole = cell.selectionStart === 0 && cell.selectionEnd === cell.value.length;
  const moves = {
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    Enter: [event.shiftKey ? -1 : 1, 0],
    ArrowLeft: whole || cell.selectionEnd === 0 ? [0, -1] : null,
    ArrowRight: whole || cell.selectionStart === cell.value.length ? [0, 1] : null,
  };
  if (event.key === "Escape" && !cell.readOnly) {
    cell.value = openedOf(cell);
    mark(cell);
    tell();
  } else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") {
    if (cell.value !== kept?.text || !past.length) return;
    undo();
  } else if (event.altKey || event.ctrlKey || event.metaKey || !moves[event.key]) return;
  else if (!go(cell, ...moves[event.key]) && event.key === "Enter") form.querySelector("button[type=submit]").focus();
  event.preventDefault();
}

if (table) {
  form.querySelector("[data-help]").hidden = false;
  const around = table.parentElement;
  around.scrollTop = around.scrollHeight;
  form.querySelector("[data-undo]").addEventListener("click", undo);
  table.addEventListener("keydown", step);
  table.addEventListener("paste", paste);
  table.addEventListener("focusin", (event) => {
    kept = { cell: event.target, text: event.target.value };
    event.target.select?.();
  });
  table.addEventListener("change", (event) => {
    const cell = event.target;
    if (kept?.cell === cell && kept.text !== cell.value) past.push([[cell, kept.text]]);
    check([cell]).then(() => tell());
  });
  if (rows.flat().some((cell) => cell.value !== openedOf(cell))) tell();
}
