/** The outline: every line a text field, moved by keys. New lines are drafts until they have words and are saved. */
import { make } from "../making.js";

const LABELS = { primary_driver: "primary driver", secondary_driver: "driver", change_idea: "change idea" };
const LOOKS = { primary_driver: "primary", secondary_driver: "secondary", change_idea: "idea" };
const BELOW = { aim: "primary_driver", primary_driver: "secondary_driver", secondary_driver: "change_idea" };

const SAVED_AFTER = 2500; // milliseconds without a key

const rowOf = (element) => element.closest(".node");
const itemOf = (row) => row.closest("li");
const fieldOf = (row) => row.querySelector("textarea, a[data-words]");
const isDraft = (row) => row.classList.contains("draft");

export class Outline {
  constructor(editor, container) {
    this.editor = editor;
    this.container = container;
    this.collisions = new Map();
  }

  begin() {
    if (!this.editor.editable) return;
    this.enhance();
    this.container.addEventListener("keydown", (event) => this.key(event));
    this.container.addEventListener("focusin", (event) => this.entered(event));
    this.container.addEventListener("focusout", (event) => this.left(event));
    this.container.addEventListener("click", (event) => this.clicked(event));
    this.container.addEventListener("input", (event) => this.typed(event.target));
  }

  rows() {
    return [...this.container.querySelectorAll(".node")];
  }

  /** The row of a node: below `parent` where it is named, else where it stands in full. */
  rowFor(node, parent = null) {
    const rows = [...this.container.querySelectorAll(`.node[data-node="${node}"]`)];
    return rows.find((row) => parent && row.dataset.parent === parent) ?? rows.find((row) => !("again" in row.dataset)) ?? rows[0];
  }

  parentsOf(node) {
    const rows = [...this.container.querySelectorAll(`.node[data-node="${node}"]`)];
    return rows.map((row) => Number(row.dataset.parent)).filter(Boolean).sort((a, b) => a - b);
  }

  /** The nodes below a parent in order, as keys. */
  childrenOf(parent) {
    return [...this.container.querySelectorAll(`.node[data-parent="${parent}"]`)].map((row) => row.dataset.node);
  }

  show(selected) {
    for (const row of this.rows()) row.classList.toggle("is-selected", row.dataset.node === selected?.node);
  }

  focus(row, atEnd = true) {
    const field = row && fieldOf(row);
    if (!field) return;
    field.focus();
    if (field.setSelectionRange) {
      const place = atEnd ? field.value.length : 0;
      field.setSelectionRange(place, place);
    }
  }

  // ---- drawing the lines ----

  /** Turns the server's list of links into fields. */
  enhance() {
    for (const row of this.container.querySelectorAll(".node[data-node]")) {
      if (!("again" in row.dataset)) this.addField(row);
      for (const link of row.querySelectorAll("a")) link.tabIndex = -1;
    }
    const first = this.rows()[0];
    if (first) fieldOf(first).tabIndex = 0;
  }

  addField(row) {
    const link = row.querySelector("a[data-words]");
    const area = make("textarea", { rows: 1, value: row.dataset.text, maxLength: 2000, tabIndex: -1 });
    area.base = row.dataset.text;
    area.version = row.dataset.version;
    const above = row.dataset.parent && this.rowFor(row.dataset.parent)?.dataset.text;
    const label = row.dataset.label[0].toUpperCase() + row.dataset.label.slice(1);
    area.setAttribute("aria-label", above && row.dataset.kind !== "primary_driver" ? `${label} below “${above}”` : label);
    link.replaceWith(area);
    const rest = row.dataset.kind === "aim" ? link.textContent.replace(row.dataset.text, "").replace(/^[:.\s]+/, "") : "";
    if (rest) row.append(make("span", { className: "also", textContent: rest }));
    this.grow(area);
  }

  grow(area) {
    if (CSS.supports("field-sizing", "content")) return;
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight}px`;
  }

  /** The outline as the server has it; what is being typed, the drafts and the place of the cursor stay. */
  render(html) {
    if (!this.editor.editable) {
      this.container.innerHTML = html;
      return;
    }
    const focused = this.container.contains(document.activeElement) ? document.activeElement : null;
    const place = focused && { ...rowOf(focused).dataset, start: focused.selectionStart, end: focused.selectionEnd };
    const typed = this.rows().filter((row) => !isDraft(row)).map((row) => [row.dataset.node, fieldOf(row)]);
    const changed = typed.filter(([, field]) => field.base !== undefined && field.value !== field.base && !field.sent);
    const drafts = [...this.container.querySelectorAll("li.draft-item:not(.pending)")].map((item) => this.anchor(item));
    this.rendering = true;
    this.container.innerHTML = html;
    this.enhance();
    for (const [node, old] of changed) {
      const area = this.rowFor(node)?.querySelector("textarea");
      if (area) Object.assign(area, { value: old.value, base: old.base, version: old.version });
    }
    for (const draft of drafts) this.putBack(draft);
    for (const [node, choice] of this.collisions) this.offer(node, choice);
    if (focused) this.refocus(focused, place);
    this.rendering = false;
    this.show(this.editor.selected);
  }

  refocus(focused, place) {
    const field = focused.isConnected ? focused : this.rowFor(place.node, place.parent) && fieldOf(this.rowFor(place.node, place.parent));
    if (!field) return;
    field.focus({ preventScroll: true });
    if (field.setSelectionRange && place.start !== undefined) field.setSelectionRange(place.start, place.end);
  }

  // ---- drafts ----

  /** Where a draft stands, by keys, to put it back after the lines were drawn anew. */
  anchor(item) {
    const above = item.parentElement.closest("li");
    const before = this.itemBefore(item);
    return {
      item,
      parent: above && above.querySelector(".node").dataset.node,
      before: before && before.querySelector(".node").dataset.node,
    };
  }

  itemBefore(item) {
    let before = item.previousElementSibling;
    while (before?.classList.contains("draft-item") && !before.querySelector(".node").dataset.node) before = before.previousElementSibling;
    return before;
  }

  putBack({ item, parent, before }) {
    const sibling = before && this.rowFor(before, parent);
    const above = parent && this.rowFor(parent);
    if (sibling) itemOf(sibling).after(item);
    else if (above) this.listBelow(above).append(item);
    else this.container.querySelector("ul").append(item);
  }

  listBelow(row) {
    const item = itemOf(row);
    return item.querySelector(":scope > ul") ?? item.appendChild(document.createElement("ul"));
  }

  draft(kind) {
    const row = make("div", { className: "node draft" });
    row.append(make("span", { className: "line" }, make("textarea", { rows: 1, maxLength: 2000 })));
    const item = make("li", { className: "draft-item" }, row);
    this.setKind(row, kind);
    return item;
  }

  setKind(row, kind) {
    row.classList.remove(...Object.values(LOOKS));
    row.classList.add(LOOKS[kind]);
    row.dataset.kind = kind;
    row.querySelector(".to-test")?.remove();
    if (kind === "change_idea") row.querySelector("textarea").before(make("span", { className: "to-test", textContent: "to test " }));
    row.querySelector("textarea").setAttribute("aria-label", `New ${LABELS[kind]}`);
  }

  /** Begins a new line below a row, on its level; below the aim a primary driver. */
  addAfter(row) {
    if (row.dataset.kind === "aim") return this.addBelow(row);
    const item = this.draft(row.dataset.kind);
    itemOf(row).after(item);
    return this.focus(item.querySelector(".node"));
  }

  /** Begins a new line one level below a row. */
  addBelow(row, kind = BELOW[row.dataset.kind]) {
    if (!kind) return this.editor.say("Nothing stands below a change idea.", true);
    const item = this.draft(kind);
    this.listBelow(row).append(item);
    return this.focus(item.querySelector(".node"));
  }

  indentDraft(row) {
    const item = itemOf(row);
    const above = item.previousElementSibling?.querySelector(".node");
    if (!above || !BELOW[above.dataset.kind] || "again" in above.dataset) {
      return this.editor.say("No driver stands above this line on its level.", true);
    }
    return this.moveDraft(row, BELOW[above.dataset.kind], () => this.listBelow(above).append(item));
  }

  outdentDraft(row) {
    const item = itemOf(row);
    const above = item.parentElement.closest("li")?.querySelector(".node");
    if (!above || above.dataset.kind === "aim") return this.editor.say("Above a primary driver stands the aim only.", true);
    return this.moveDraft(row, above.dataset.kind, () => itemOf(above).after(item));
  }

  /** Moving a field in the page takes the focus from it: that is not leaving it. */
  moveDraft(row, kind, move) {
    this.rendering = true;
    move();
    this.setKind(row, kind);
    this.focus(row);
    this.rendering = false;
  }

  drop(row) {
    const rows = this.rows();
    const before = rows[rows.indexOf(row) - 1];
    const had = row.contains(document.activeElement);
    this.rendering = true;
    itemOf(row).remove();
    this.rendering = false;
    if (had) this.focus(before);
  }

  /** Saves a draft. It stays where it is until the server has answered; what is typed next goes into another line. */
  async saveDraft(row) {
    const area = row.querySelector("textarea");
    const item = itemOf(row);
    const text = area.value.trim();
    if (!text || item.classList.contains("pending")) return;
    item.classList.add("pending");
    const answer = await this.editor.act("add", () => {
      const { parent, before } = this.anchor(item);
      return { kind: row.dataset.kind, text, parent_id: parent, beside_id: before };
    });
    if (answer) Object.assign(row.dataset, { node: answer.node, version: answer.version, text });
    else item.classList.remove("pending");
  }

  // ---- saving words ----

  async saveWords(row) {
    const area = row.querySelector("textarea");
    if (!area || area.sent) return;
    const text = area.value.trim();
    if (!text) area.value = area.base;
    if (!text || text === area.base || this.collisions.has(row.dataset.node)) return;
    area.sent = true;
    const base = { ...this.editor.base(row), version: area.version, text: area.base };
    const answer = await this.editor.act("reword", { node_id: row.dataset.node, text }, base);
    area.sent = false;
    if (answer) Object.assign(area, { base: text, version: answer.version });
  }

  /** What was typed is saved after a pause too; new lines once they are left. */
  typed(area) {
    this.grow(area);
    clearTimeout(this.pause);
    const row = rowOf(area);
    if (!isDraft(row) && area.value.trim()) this.pause = setTimeout(() => row.isConnected && this.saveWords(row), SAVED_AFTER);
  }

  /** The same words changed by two people: both stand here until one of them is chosen. */
  collide(node, mine, now) {
    this.collisions.set(String(node), { mine, theirs: now.text, version: now.version });
    this.offer(String(node), this.collisions.get(String(node)));
  }

  offer(node, { mine, theirs, version }) {
    const row = this.rowFor(node);
    if (!row || row.querySelector(".collision")) return;
    const area = row.querySelector("textarea");
    if (area.value === area.base) area.value = mine;
    const choose = (text, send) => {
      this.collisions.delete(node);
      row.querySelector(".collision").remove();
      Object.assign(area, { base: theirs, version, value: text, sent: false });
      this.focus(row);
      if (send) this.saveWords(row);
    };
    const box = make("div", { className: "collision", role: "alert" });
    box.append(
      make("p", { textContent: "Somebody else wrote meanwhile:" }),
      make("p", { className: "theirs", textContent: theirs }),
      make("button", { type: "button", className: "quiet", textContent: "Keep theirs", onclick: () => choose(theirs, false) }),
      make("button", { type: "button", className: "quiet", textContent: "Keep mine", onclick: () => choose(area.value, true) }),
    );
    row.append(box);
  }

  // ---- what people do ----

  entered(event) {
    const row = rowOf(event.target);
    if (!row || this.rendering) return;
    for (const each of this.container.querySelectorAll("textarea, a[data-words]")) each.tabIndex = -1;
    const field = fieldOf(row);
    if (field) field.tabIndex = 0;
    if (!row.dataset.node) return;
    this.editor.select(row.dataset.node, row.dataset.parent ?? null);
    this.editor.drawing.reveal(this.editor.selected);
  }

  left(event) {
    const row = rowOf(event.target);
    if (!row || this.rendering || event.target.tagName !== "TEXTAREA") return;
    if (!isDraft(row)) this.saveWords(row);
    else if (event.target.value.trim()) this.saveDraft(row);
    else if (!itemOf(row)?.classList.contains("pending")) setTimeout(() => row.contains(document.activeElement) || itemOf(row)?.remove());
  }

  clicked(event) {
    const link = event.target.closest("a");
    const row = link && rowOf(link);
    if (!row || event.ctrlKey || event.metaKey) return;
    if (link.closest(".adds")) {
      event.preventDefault();
      this.addBelow(row, new URL(link.href).searchParams.get("kind"));
    } else if ("again" in row.dataset && link.dataset.words !== undefined) {
      event.preventDefault();
      this.focus(this.rowFor(row.dataset.node));
    }
  }

  key(event) {
    const row = rowOf(event.target);
    if (!row || event.isComposing || event.target.tagName === "BUTTON") return;
    const does = this.keys(event, row);
    if (!does) return;
    event.preventDefault();
    does();
  }

  /** What a key does in a row; nothing where the browser's own meaning stands. */
  keys(event, row) {
    const { key, altKey, shiftKey } = event;
    const control = event.ctrlKey || event.metaKey;
    if (control) return this.controlKeys(key.toLowerCase(), shiftKey, row);
    if (altKey) return this.altKeys(event, row);
    if (key === "Enter" && !shiftKey) return () => this.enter(row);
    if (key === "Tab") return () => this.tab(row, shiftKey);
    if (key === "ArrowUp" && this.atEdge(event.target, true)) return () => this.step(row, -1);
    if (key === "ArrowDown" && this.atEdge(event.target, false)) return () => this.step(row, 1);
    if (key === "Backspace" && !event.target.value) return () => this.erase(row);
    if (key === "Escape") return () => this.escape(row);
    return null;
  }

  controlKeys(key, shift, row) {
    const field = fieldOf(row);
    if (key === "z" && (isDraft(row) || (field.base !== undefined && field.value !== field.base))) return null;
    if (key === "y" || (key === "z" && shift)) return () => this.editor.act("redo", {});
    return key === "z" ? () => this.editor.act("undo", {}) : null;
  }

  altKeys(event, row) {
    if (isDraft(row)) return null;
    if (event.key === "ArrowUp") return () => this.move(row, -1);
    if (event.key === "ArrowDown") return () => this.move(row, 1);
    return event.code === "KeyL" ? () => this.editor.serves(row) : null;
  }

  /** In a line that is broken the arrows first walk through its words. */
  atEdge(field, up) {
    if (field.tagName !== "TEXTAREA") return true;
    if (field.clientHeight < 2 * parseFloat(getComputedStyle(field).lineHeight)) return true;
    return up ? field.selectionStart === 0 : field.selectionEnd === field.value.length;
  }

  step(row, by) {
    const rows = this.rows();
    this.focus(rows[rows.indexOf(row) + by]);
  }

  enter(row) {
    if (isDraft(row)) {
      const area = row.querySelector("textarea");
      if (!area.value.trim()) return this.outdentDraft(row);
      this.saveDraft(row);
    } else if (!("again" in row.dataset)) this.saveWords(row);
    return this.addAfter(row);
  }

  async tab(row, up) {
    if (isDraft(row)) return up ? this.outdentDraft(row) : this.indentDraft(row);
    if (row.dataset.kind === "aim") return this.editor.say("The aim stays above everything.", true);
    await this.saveWords(row);
    return this.editor.on(row, up ? "out" : "in");
  }

  /** Moves a row among those that serve the same node. */
  async move(row, by) {
    const { node, parent } = row.dataset;
    if (!parent) return this.editor.say("It is not linked to anything yet. Press Alt+L to link it.", true);
    const order = this.childrenOf(parent);
    const place = order.indexOf(node) + by;
    if (place < 0 || place >= order.length) return null;
    await this.saveWords(row);
    const beside = by < 0 ? order[place] : order[place + 1] ?? null;
    return this.editor.on(row, "place", { beside_id: beside });
  }

  async erase(row) {
    if (isDraft(row)) return this.drop(row);
    if (row.dataset.kind === "aim") return null;
    const rows = this.rows();
    const before = rows[rows.indexOf(row) - 1];
    const name = "again" in row.dataset ? "unlink" : "archive";
    const done = this.editor.on(row, name);
    this.focus(before);
    return done;
  }

  escape(row) {
    const area = row.querySelector("textarea");
    if (isDraft(row)) return this.drop(row);
    if (area && area.value !== area.base) {
      area.value = area.base;
      return this.grow(area);
    }
    return this.editor.tools.focus();
  }
}
