/**
 * What is typed on "Log this week" stays on this device, by person and team, until the server names its mark (a UUID) as
 * saved. It comes back after a lost session or a lost network, under the same mark: sending it twice saves it once.
 */
const page = document.getElementById("week-kept");
const form = document.getElementById("week");

/** Inputs of a row that a person fills: all but the hidden mark. */
const typedIn = (row) => [...row.querySelectorAll("input:not([type=hidden]), textarea")];
const markOf = (row) => row.querySelector("input[name^='mark-']");

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? {};
  } catch {
    return {};
  }
}

function write(key, kept) {
  try {
    if (Object.keys(kept).length) localStorage.setItem(key, JSON.stringify(kept));
    else localStorage.removeItem(key);
  } catch {
    tell("This device keeps nothing. Save before you leave the page.");
  }
}

function tell(words) {
  const line = form.querySelector("[data-kept]");
  line.textContent = words;
  line.hidden = !words;
}

/** Keeps one row; a row that stands as the page brought it is forgotten. */
function keep(key, row) {
  const kept = read(key);
  const mark = markOf(row);
  const fields = typedIn(row);
  if (fields.every((field) => field.value === field.defaultValue)) delete kept[mark.value];
  else {
    const label = row.querySelector("label")?.textContent.trim() ?? "";
    const values = Object.fromEntries(fields.map((field) => [field.name, field.value]));
    kept[mark.value] = { row: mark.name, label, values, at: new Date().toISOString() };
  }
  write(key, kept);
  tell(Object.keys(kept).length ? "Kept on this device until it is saved." : "");
}

/** Puts a kept row back into its place, or, where the page has no such row any more, below the others. */
function restore(section, mark, entry) {
  const field = section.querySelector(`[name="${CSS.escape(entry.row)}"]`);
  const row = field?.closest("[data-row]") ?? addRow(section, entry);
  markOf(row).value = mark;
  for (const folded of row.querySelectorAll("details")) folded.open = true;
  for (const input of typedIn(row)) {
    if (entry.values[input.name] !== undefined) input.value = entry.values[input.name];
  }
}

function addRow(section, entry) {
  const row = document.createElement("div");
  row.className = "card";
  row.dataset.row = "";
  const mark = Object.assign(document.createElement("input"), { type: "hidden", name: entry.row });
  row.append(mark);
  for (const [index, name] of Object.keys(entry.values).entries()) {
    const label = document.createElement("label");
    const input = document.createElement(name.startsWith("happened") || name.startsWith("surprised") ? "textarea" : "input");
    Object.assign(input, { name, id: `kept-${name}` });
    label.htmlFor = input.id;
    label.textContent = index ? "and" : `${entry.label} (kept on this device)`;
    row.append(label, input);
  }
  section.append(row);
  return row;
}

if (page && form) {
  const saved = new Set(page.dataset.saved.split(" "));
  let restored = 0;
  for (const section of form.querySelectorAll("[data-team]")) {
    const key = `nic-week-${page.dataset.person}-${section.dataset.team}`;
    const kept = read(key);
    for (const mark of Object.keys(kept)) {
      if (saved.has(mark)) delete kept[mark];
      else {
        restore(section, mark, kept[mark]);
        restored += 1;
      }
    }
    write(key, kept);
    section.addEventListener("input", (event) => {
      const row = event.target.closest("[data-row]");
      if (row) keep(key, row);
    });
  }
  if (restored) form.querySelector(".save-bar").hidden = false;
  if (restored) tell("Brought back from this device. Not saved yet.");
}
