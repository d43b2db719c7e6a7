/**
 * The list of a fishbone, edited like a list in a notes app: arrows go through it, Enter and Y add, Tab steps in and out.
 * Every change is sent at once to the page's own forms, one after the other; the page that answers brings list and picture.
 */
const pick = (name, root = document) => root.querySelector(`[data-live="${name}"]`);
const LIVE = ["picture", "list", "side", "archived"];
const saved = document.querySelector("[data-saved]");
const token = document.querySelector("input[name=csrf_token]").value;
const addressOf = (row, verb) => `/causes/${row.dataset.cause}/${verb}`;
const root = location.pathname.replace(/\/problems\/\d+\/fishbone$/, "");

let waiting = Promise.resolve();
let open = 0;
let current = null; // the uuid of the row that has the focus
let undo = null; // what takes the last change back

const list = () => pick("list").querySelector("[data-causes]");
const rows = () => [...list().querySelectorAll("li[data-uuid]")];
const byUuid = (uuid) => (uuid ? list().querySelector(`li[data-uuid="${uuid}"]`) : null);
const above = (row) => row.parentElement.closest("li[data-uuid]");
const wordsOf = (row) => row.querySelector(":scope > .node > .cause-words").textContent.trim();
const isCategory = (row) => "category" in row.dataset;

function uuid4() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** The line beside the heading. act: [label, what it does]. */
function tell(words, act = null) {
  saved.textContent = words;
  saved.hidden = !words;
  if (act) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "as-link", textContent: act[0] });
    button.addEventListener("click", act[1]);
    saved.append(" ", button);
  }
}

function tellSaved(words = "") {
  const time = new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  tell(words || `Saved ${time}`, undo ? ["Undo", takeBack] : null);
}

// ---- sending ----------------------------------------------------------------------------------------------------

/** Sends one change after those before it; `fields()` and `address()` are asked for when its turn comes. */
function send(address, fields, after = null) {
  open += 1;
  tell("Saving …");
  waiting = waiting.then(() => post(address, fields)).then((page) => {
    open -= 1;
    if (page) show(page);
    if (page && after) after();
  });
  return waiting;
}

async function post(address, fields) {
  const body = new URLSearchParams({ csrf_token: token, to: "list", ...fields() });
  for (;;) {
    try {
      const answer = await fetch(root + address(), { method: "POST", body, headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (answer.ok && pick("list", page)) return page;
      return refused(answer.status, page, body);
    } catch {
      tell("Not saved yet: no network. It is sent as soon as there is one.");
      await new Promise((done) => setTimeout(done, 3000));
    }
  }
}

/** A change that the server did not take: the list as it stands now, the words still in the field, and why. */
async function refused(status, page, body) {
  undo = null;
  const why = page.querySelector(".error-summary li, .errors li, main .lead, main p")?.textContent.trim();
  const fresh = await (await fetch(location.pathname)).text();
  show(new DOMParser().parseFromString(fresh, "text/html"), true);
  const row = byUuid(current);
  if (status === 409 && row && body.get("text")) {
    edit(row, body.get("text"), `Meanwhile it reads “${wordsOf(row)}”. Enter saves yours, Esc keeps that.`);
    tell("Somebody else changed these words.");
  } else tell(why || "This was not saved. Open the page again.");
  return null;
}

/** Brings what the server has. While more changes wait only keys are taken over: what is being typed stays. */
function show(page, all = false) {
  if (open > 0 && !all) {
    for (const fresh of pick("list", page).querySelectorAll("li[data-uuid]")) {
      const row = byUuid(fresh.dataset.uuid);
      if (row) Object.assign(row.dataset, { cause: fresh.dataset.cause, version: fresh.dataset.version });
    }
    return;
  }
  const field = document.activeElement?.closest?.(".typing") ? document.activeElement : list().querySelector(".typing input");
  const form = field?.closest(".typing");
  const typed = form && { host: form.closest("li"), value: field.value, at: field.selectionStart };
  const place = typed && !typed.host.dataset.uuid && { up: above(typed.host)?.dataset.uuid, before: typed.host.previousElementSibling?.dataset.uuid };
  for (const name of LIVE) pick(name)?.replaceWith(pick(name, page));
  prepare();
  if (place) typeAt(byUuid(place.before) ?? byUuid(place.up), place.before ? "after" : "below", typed.value);
  else if (typed) edit(byUuid(typed.host.dataset.uuid), typed.value);
  if (typed) list().querySelector(".typing input")?.setSelectionRange(typed.at, typed.at);
  else if (current && document.activeElement === document.body) focusOn(byUuid(current));
  tellSaved();
}

// ---- the list as a tree -----------------------------------------------------------------------------------------

function prepare() {
  list().setAttribute("role", "tree");
  list().querySelectorAll("ul").forEach((each) => each.setAttribute("role", "group"));
  for (const row of rows()) prepareRow(row);
  const first = byUuid(current) ?? rows()[0];
  if (first) first.tabIndex = 0;
}

function prepareRow(row) {
  row.setAttribute("role", "treeitem");
  row.tabIndex = -1;
  const marks = [...row.querySelectorAll(":scope > .node .pill")].map((pill) => pill.textContent.trim());
  row.setAttribute("aria-label", [wordsOf(row), ...marks].join(", "));
}

function focusOn(row) {
  if (!row) return;
  rows().forEach((each) => (each.tabIndex = each === row ? 0 : -1));
  current = row.dataset.uuid;
  row.focus();
  row.scrollIntoView({ block: "nearest" });
}

function step(row, by) {
  const all = rows();
  focusOn(all[Math.min(Math.max(all.indexOf(row) + by, 0), all.length - 1)]);
}

function groupOf(row) {
  const found = row.querySelector(":scope > ul");
  if (found) return found;
  const made = document.createElement("ul");
  made.setAttribute("role", "group");
  row.append(made);
  return made;
}

// ---- typing -----------------------------------------------------------------------------------------------------

function typingForm(value, label, hint) {
  const form = document.createElement("form");
  form.className = "typing";
  const input = Object.assign(document.createElement("input"), { type: "text", value, maxLength: 300, autocomplete: "off" });
  input.setAttribute("aria-label", label);
  const note = Object.assign(document.createElement("span"), { className: "hint", textContent: hint });
  form.append(input, note);
  return { form, input };
}

function stopTyping() {
  const form = list().querySelector(".typing");
  if (!form) return;
  const row = form.closest("li");
  if (!row.dataset.uuid) {
    const group = row.parentElement;
    row.remove();
    if (!group.children.length) group.remove();
  } else {
    row.querySelector(":scope > .node").hidden = false;
    form.remove();
  }
}

/** A field for a new cause, after a row or below it. */
function typeAt(row, where, value = "") {
  if (!row) return;
  stopTyping();
  const host = document.createElement("li");
  host.setAttribute("role", "none");
  const { form, input } = typingForm(value, isCategory(row) || where === "after" ? "A new cause" : `Why: ${wordsOf(row)}`, "Enter: next. Tab: one step in. Esc: done.");
  host.append(form);
  if (where === "after" && !isCategory(row)) row.after(host);
  else groupOf(row).append(host);
  current = row.dataset.uuid;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (input.value.trim()) add(host, input.value.trim());
    else leave();
  });
  input.focus();
}

function add(host, words) {
  const row = document.createElement("li");
  const uuid = uuid4();
  row.dataset.uuid = uuid;
  row.className = "pending";
  const node = Object.assign(document.createElement("div"), { className: "node cause" });
  node.append(Object.assign(document.createElement("span"), { className: "cause-words", textContent: words }));
  row.append(node);
  host.replaceWith(row);
  prepareRow(row);
  const fields = () => {
    const self = byUuid(uuid);
    return { text: words, client_uuid: uuid, beside_id: self.previousElementSibling?.dataset.cause ?? "" };
  };
  undo = () => change(uuid, "archive", {});
  send(() => addressOf(above(byUuid(uuid)), "add"), fields);
  typeAt(row, "after");
}

/** A field for the words of a row. */
function edit(row, value = wordsOf(row), hint = "Enter saves. Tab: one step in. Esc: as it was.") {
  if (!row) return;
  stopTyping();
  const { form, input } = typingForm(value, `Words of: ${wordsOf(row)}`, hint);
  row.querySelector(":scope > .node").after(form);
  row.querySelector(":scope > .node").hidden = true;
  current = row.dataset.uuid;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    reword(row, input.value.trim());
    leave();
  });
  input.focus();
  input.select();
}

function reword(row, words) {
  const before = wordsOf(row);
  if (!words || words === before) return;
  row.querySelector(":scope > .node > .cause-words").textContent = words;
  const uuid = row.dataset.uuid;
  undo = () => change(uuid, "edit", { text: before });
  change(uuid, "edit", { text: words }, false);
}

function leave() {
  const uuid = current;
  stopTyping();
  focusOn(byUuid(uuid));
}

/** Tab while typing: the line goes one step in or out; a line that stands already is saved and moved. */
function shift(input, direction) {
  const host = input.closest("li");
  if (host.dataset.uuid) {
    const uuid = host.dataset.uuid;
    reword(host, input.value.trim());
    stopTyping();
    change(uuid, "move", { direction }, false).then(() => edit(byUuid(uuid)));
    return;
  }
  const before = host.previousElementSibling;
  const up = above(host);
  if (direction === "in" && before) typeAt(before, "below", input.value);
  if (direction === "out" && up && !isCategory(up)) typeAt(up, "after", input.value);
}

// ---- changes of one row -----------------------------------------------------------------------------------------

/** Sends a change of a row; undoing forgets what undoes. */
function change(uuid, verb, fields, forget = true) {
  if (forget) undo = null;
  const all = () => (verb === "edit" ? { ...fields, version: byUuid(uuid).dataset.version } : fields);
  return send(() => addressOf(byUuid(uuid), verb), all);
}

function takeBack() {
  const back = undo;
  undo = null;
  if (back) back();
}

const BACK = { up: "down", down: "up", in: "out" };

function move(row, direction) {
  const uuid = row.dataset.uuid;
  const there = { up: row.previousElementSibling, down: row.nextElementSibling, in: row.previousElementSibling, out: above(row) && above(above(row)) };
  if (!there[direction] || (isCategory(row) && (direction === "in" || direction === "out"))) return;
  undo = BACK[direction] ? () => change(uuid, "move", { direction: BACK[direction] }) : null;
  change(uuid, "move", { direction }, false);
}

function toggle(row, name, on) {
  if (isCategory(row)) return;
  const uuid = row.dataset.uuid;
  const marked = (value) => ({ [name]: value ? "yes" : "no" });
  undo = () => change(uuid, "marks", marked(on));
  change(uuid, "marks", marked(!on), false);
}

function archive(row) {
  const key = row.dataset.cause;
  const words = wordsOf(row);
  const all = rows();
  const below = row.querySelectorAll("li[data-uuid]").length;
  const next = all[all.indexOf(row) - 1] ?? all[all.indexOf(row) + below + 1];
  const uuid = row.dataset.uuid;
  undo = () => {
    current = uuid;
    send(() => `/causes/${key}/restore`, () => ({}), () => focusOn(byUuid(uuid)));
  };
  change(uuid, "archive", {}, false).then(() => tell(`Archived: ${words}.`, ["Undo", takeBack]));
  focusOn(next);
}

const KEYS = {
  ArrowDown: (row) => step(row, 1),
  ArrowUp: (row) => step(row, -1),
  ArrowRight: (row) => focusOn(row.querySelector("li[data-uuid]")),
  ArrowLeft: (row) => focusOn(above(row)),
  Home: () => focusOn(rows()[0]),
  End: () => focusOn(rows().at(-1)),
  Enter: (row) => typeAt(row, isCategory(row) ? "below" : "after"),
  y: (row) => typeAt(row, "below"),
  F2: (row) => edit(row),
  r: (row) => toggle(row, "is_root", "root" in row.dataset),
  c: (row) => toggle(row, "within_control", "control" in row.dataset),
  o: (row) => location.assign(root + `/causes/${row.dataset.cause}`),
  d: (row) => !isCategory(row) && location.assign(root + addressOf(row, "driver")),
  Delete: (row) => archive(row),
  u: () => takeBack(),
};
const MOVES = { ArrowUp: "up", ArrowDown: "down", ArrowRight: "in", ArrowLeft: "out" };

document.addEventListener("keydown", (event) => {
  if (event.target.matches?.(".typing input")) {
    if (event.key === "Escape") leave();
    else if (event.key === "Tab" && !event.altKey && !event.ctrlKey) shift(event.target, event.shiftKey ? "out" : "in");
    else return;
    event.preventDefault();
    return;
  }
  if (!event.target.matches?.("li[data-uuid]") || event.ctrlKey || event.metaKey) return;
  const act = event.altKey ? MOVES[event.key] && ((row) => move(row, MOVES[event.key])) : KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!act) return;
  event.preventDefault();
  act(event.target);
});

document.addEventListener("click", (event) => {
  const why = event.target.closest?.("[data-why]");
  if (!why || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  typeAt(why.closest("li"), "below");
});

document.addEventListener("focusin", (event) => {
  if (event.target.matches?.("li[data-uuid]")) current = event.target.dataset.uuid;
});

window.addEventListener("beforeunload", (event) => {
  const field = list().querySelector(".typing input");
  if (open > 0 || (field && field.value.trim() && field.value !== field.defaultValue)) event.preventDefault();
});

prepare();
document.querySelector("[data-keys]").hidden = false;
if (location.hash.startsWith("#cause-")) focusOn(document.querySelector(`${location.hash}[data-uuid]`));
