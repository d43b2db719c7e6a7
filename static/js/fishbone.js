/**
 * The list of a fishbone, edited like a list in a notes app: arrows go through it, Enter and Y add, Tab steps in and out.
 * Every change is sent at once to the page's own forms, one after the other; the page that answers brings list and picture.
 * Each can be undone, the last one first. Changes by others come by asking every few seconds, to those who only read as well.
 */
import { newMark } from "./making.js";

const pick = (name, root = document) => root.querySelector(`[data-live="${name}"]`);
const LIVE = ["picture", "list", "side", "archived"];
const saved = document.querySelector("[data-saved]");
const editable = "editable" in pick("list").dataset;
const token = document.querySelector("input[name=csrf_token]")?.value;
const SECONDS_BETWEEN = 8;
const addressOf = (row, verb) => row && `/causes/${row.dataset.cause}/${verb}`;
const root = location.pathname.replace(/\/problems\/\d+\/fishbone$/, "");

let waiting = Promise.resolve();
let open = 0;
let current = null; // the uuid of the row that has the focus
let sent = 0; // how many changes this page has sent
let looking = false;
const undos = []; // what takes changes back, the last one at the end

const list = () => pick("list").querySelector("[data-causes]");
const rows = () => [...list().querySelectorAll("li[data-uuid]")];
const byUuid = (uuid) => (uuid ? list().querySelector(`li[data-uuid="${uuid}"]`) : null);
const above = (row) => row?.parentElement.closest("li[data-uuid]");
const wordsOf = (row) => row.querySelector(":scope > .node > .cause-words").textContent.trim();
const isCategory = (row) => "category" in row.dataset;

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
  tell(words || `Saved ${time}`, undos.length ? ["Undo", takeBack] : null);
}

// ---- sending ----------------------------------------------------------------------------------------------------

/** Sends one change after those before it; `fields()` and `address()` are asked for when its turn comes. */
function send(address, fields, after = null) {
  open += 1;
  sent += 1;
  tell("Saving …");
  waiting = waiting.then(() => post(address, fields)).then((page) => {
    open -= 1;
    if (page) show(page);
    if (page && after) after();
  });
  return waiting;
}

async function post(address, fields) {
  const to = address();
  if (!to) return refused(404, null, new URLSearchParams({ text: fields().text ?? "" }));
  const body = new URLSearchParams({ csrf_token: token, to: "list", ...fields() });
  for (;;) {
    try {
      const answer = await fetch(root + to, { method: "POST", body, headers: { Accept: "text/html" } });
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
  undos.length = 0;
  const why = page?.querySelector(".error-summary li, .errors li, main .lead, main p")?.textContent.trim();
  const fresh = await (await fetch(location.pathname)).text();
  show(new DOMParser().parseFromString(fresh, "text/html"), true);
  const row = byUuid(current);
  if (status === 409 && row && body.get("text")) {
    edit(row, body.get("text"), meanwhile(row));
    tell("Somebody else changed these words.");
  } else tell(why || `Not saved: somebody archived what it was about meanwhile.${body.get("text") ? ` You wrote: “${body.get("text")}”` : ""}`);
  return null;
}

/** Brings what the server has. While more changes wait only keys are taken over: what is being typed stays. */
function show(page, all = false, said = tellSaved) {
  if (open > 0 && !all) {
    for (const fresh of pick("list", page).querySelectorAll("li[data-uuid]")) {
      const row = byUuid(fresh.dataset.uuid);
      if (row) Object.assign(row.dataset, { cause: fresh.dataset.cause, version: fresh.dataset.version });
    }
    return;
  }
  const focused = document.activeElement;
  const field = focused?.closest?.(".typing") ? focused : list().querySelector(".typing input");
  const form = field?.closest(".typing");
  const typed = form && { host: form.closest("li"), value: field.value, at: field.selectionStart, words: form.dataset.words };
  const place = typed && !typed.host.dataset.uuid && { up: above(typed.host)?.dataset.uuid, before: typed.host.previousElementSibling?.dataset.uuid };
  const unfolded = pick("archived")?.querySelector("details")?.open;
  for (const name of LIVE) pick(name)?.replaceWith(pick(name, page));
  if (unfolded) pick("archived").querySelector("details")?.setAttribute("open", "");
  prepare();
  said();
  if (typed) typeOn(typed, place);
  if (!focused || focused === document.body) return;
  if (focused.isConnected) focused.focus();
  else if (!typed) (sameLink(focused) ?? byUuid(current))?.focus({ preventScroll: true });
}

/** The link that leads where one led that was exchanged with all around it. */
function sameLink(link) {
  return link?.matches?.("a[href]") ? document.querySelector(`[data-live] a[href="${CSS.escape(link.getAttribute("href"))}"]`) : null;
}

/** Goes on with what was being typed; where somebody changed those very words meanwhile, both are shown. */
function typeOn(typed, place) {
  const row = byUuid(place ? (byUuid(place.before) ? place.before : place.up) : typed.host.dataset.uuid);
  if (!row) {
    if (typed.value.trim()) tell(`Somebody archived this line meanwhile. You were typing: “${typed.value}”`);
    return;
  }
  if (place) typeAt(row, byUuid(place.before) ? "after" : "below", typed.value);
  else if (wordsOf(row) === typed.words) edit(row, typed.value);
  else edit(row, typed.value, meanwhile(row));
  list().querySelector(".typing input")?.setSelectionRange(typed.at, typed.at);
}

const meanwhile = (row) => `Meanwhile it reads “${wordsOf(row)}”. Enter saves yours, Esc keeps that.`;

/** Asks what others changed. An answer from before a change of this page is older than what stands here: it is let go. */
async function look() {
  if (document.hidden || open > 0 || looking) return;
  const before = sent;
  looking = true;
  try {
    const answer = await fetch(`${location.pathname}?since=${pick("list").dataset.state}`, { headers: { Accept: "text/html" } });
    if (answer.status === 200 && !answer.redirected) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (sent === before && pick("list", page)) show(page, false, () => tell("Somebody else changed the fishbone.", undos.length ? ["Undo", takeBack] : null));
    }
  } catch {
    // No network for the moment; the next turn asks again.
  } finally {
    looking = false;
  }
}

// ---- the list as a tree -----------------------------------------------------------------------------------------

function prepare() {
  if (!editable) return;
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
  const uuid = newMark();
  row.dataset.uuid = uuid;
  row.className = "pending";
  const node = Object.assign(document.createElement("div"), { className: "node cause" });
  node.append(Object.assign(document.createElement("span"), { className: "cause-words", textContent: words }));
  row.append(node);
  host.replaceWith(row);
  prepareRow(row);
  const fields = () => {
    const self = byUuid(uuid);
    return { text: words, client_uuid: uuid, beside_id: self?.previousElementSibling?.dataset.cause ?? "" };
  };
  undos.push(() => change(uuid, "archive", {}));
  send(() => addressOf(above(byUuid(uuid)), "add"), fields);
  typeAt(row, "after");
}

/** A field for the words of a row. */
function edit(row, value = wordsOf(row), hint = "Enter saves. Tab: one step in. Esc: as it was.") {
  if (!row) return;
  stopTyping();
  const { form, input } = typingForm(value, `Words of: ${wordsOf(row)}`, hint);
  form.dataset.words = wordsOf(row);
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
  undos.push(() => {
    const now = byUuid(uuid);
    if (now && wordsOf(now) !== words) tell("Somebody else changed these words since. They stay.");
    else change(uuid, "edit", { text: before });
  });
  change(uuid, "edit", { text: words });
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
    if (isCategory(host)) return edit(byUuid(uuid));
    movedBack(host, direction);
    change(uuid, "move", { direction }).then(() => edit(byUuid(uuid)));
    return;
  }
  const before = host.previousElementSibling;
  const up = above(host);
  if (direction === "in" && before) typeAt(before, "below", input.value);
  if (direction === "out" && up && !isCategory(up)) typeAt(up, "after", input.value);
}

// ---- changes of one row -----------------------------------------------------------------------------------------

/** Sends a change of a row. */
function change(uuid, verb, fields) {
  const all = () => (verb === "edit" ? { ...fields, version: byUuid(uuid)?.dataset.version } : fields);
  return send(() => addressOf(byUuid(uuid), verb), all);
}

function takeBack() {
  undos.pop()?.();
}

const BACK = { up: "down", down: "up" };

/** Notes where a row stands, so that a move can be undone: below the same one, after the same one. */
function movedBack(row, direction) {
  const { uuid } = row.dataset;
  const [up, before] = [above(row), row.previousElementSibling].map((each) => each?.dataset.uuid);
  if (!up) undos.push(() => change(uuid, "move", { direction: BACK[direction] }));
  else undos.push(() => send(() => byUuid(up) && addressOf(byUuid(uuid), "place"), () => ({ parent_id: byUuid(up)?.dataset.cause, beside_id: before ? (byUuid(before)?.dataset.cause ?? "") : 0 })));
}

function move(row, direction) {
  const uuid = row.dataset.uuid;
  const there = { up: row.previousElementSibling, down: row.nextElementSibling, in: row.previousElementSibling, out: above(row) && above(above(row)) };
  if (!there[direction] || (isCategory(row) && (direction === "in" || direction === "out"))) return;
  movedBack(row, direction);
  change(uuid, "move", { direction });
}

function toggle(row, name, on) {
  if (isCategory(row)) return;
  const uuid = row.dataset.uuid;
  const marked = (value) => ({ [name]: value ? "yes" : "no" });
  undos.push(() => change(uuid, "marks", marked(on)));
  change(uuid, "marks", marked(!on));
}

function archive(row) {
  const key = row.dataset.cause;
  const words = wordsOf(row);
  const all = rows();
  const below = row.querySelectorAll("li[data-uuid]").length;
  const next = all[all.indexOf(row) - 1] ?? all[all.indexOf(row) + below + 1];
  const uuid = row.dataset.uuid;
  undos.push(() => {
    current = uuid;
    send(() => `/causes/${key}/restore`, () => ({}), () => focusOn(byUuid(uuid)));
  });
  change(uuid, "archive", {}).then(() => tell(`Archived: ${words}.`, ["Undo", takeBack]));
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

if (editable) document.addEventListener("keydown", (event) => {
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
if (editable) document.querySelector("[data-keys]").hidden = false;
setInterval(look, SECONDS_BETWEEN * 1000);
document.addEventListener("visibilitychange", look);
if (editable && location.hash.startsWith("#cause-")) focusOn(document.querySelector(`${location.hash}[data-uuid]`));
