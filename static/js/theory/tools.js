/** The tools of the selected node: its words and one button for each act, for pointers, thumbs and keys alike. */

import { make } from "../making.js";

export class Tools {
  constructor(editor, container) {
    this.editor = editor;
    this.container = container;
    container.setAttribute("role", "group");
    container.setAttribute("aria-label", "The selected part");
    this.words = make("textarea", { rows: 1, maxLength: 2000 });
    this.words.setAttribute("aria-label", "Its words");
    this.words.addEventListener("change", () => this.reword());
    this.words.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.reword();
    });
    this.buttons = make("div", { className: "tool-buttons" });
    container.append(this.words, this.buttons);
    container.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.editor.outline.focus(this.row());
    });
  }

  row() {
    const { selected, outline } = this.editor;
    return selected && outline.rowFor(selected.node, selected.parent);
  }

  /** Shows the tools of what is selected. What is being typed here stays while the same node is selected. */
  show(selected) {
    const row = selected && this.editor.outline.rowFor(selected.node, selected.parent);
    this.container.hidden = !row;
    if (!row) return;
    const typing = document.activeElement === this.words && this.shown === selected.node && this.words.value !== this.words.base;
    if (!typing) Object.assign(this.words, { value: row.dataset.text, base: row.dataset.text, version: row.dataset.version });
    const same = this.shown === selected.node && this.kind === row.dataset.kind && this.parent === row.dataset.parent;
    Object.assign(this, { shown: selected.node, kind: row.dataset.kind, parent: row.dataset.parent });
    if (!same) this.buttons.replaceChildren(...this.offered(row));
    const open = this.buttons.querySelector("a");
    if (open) open.href = `${this.editor.root.dataset.nodes}${selected.node}`;
  }

  offered(row) {
    const { outline } = this.editor;
    const { kind, parent } = row.dataset;
    const button = (words, act) => make("button", { type: "button", className: "quiet", textContent: words, onclick: () => act(this.row()) });
    const list = [];
    if (kind !== "change_idea") list.push(button(kind === "aim" ? "Add a primary driver" : kind === "primary_driver" ? "Add a driver below" : "Add an idea below", (at) => outline.addBelow(at)));
    if (kind === "primary_driver") list.push(button("Add an idea below", (at) => outline.addBelow(at, "change_idea")));
    if (kind !== "aim" && parent) {
      list.push(button("Up", (at) => outline.move(at, -1)), button("Down", (at) => outline.move(at, 1)));
      if (kind !== "primary_driver") list.push(button("Level up", (at) => this.editor.on(at, "out")));
      if (kind !== "change_idea") list.push(button("Level down", (at) => this.editor.on(at, "in")));
    }
    if (kind === "secondary_driver" || kind === "change_idea") {
      list.push(button("Serves …", (at) => this.editor.serves(at)));
      const [words, other] = kind === "change_idea" ? ["Make it a driver", "secondary_driver"] : ["Make it an idea", "change_idea"];
      list.push(button(words, (at) => this.editor.on(at, "kind", { kind: other })));
    }
    if (kind !== "aim") list.push(button("Archive", (at) => this.archive(at)));
    list.push(make("a", { className: "button quiet", textContent: "Open" }));
    return list;
  }

  async archive(row) {
    await this.editor.on(row, "archive");
    if (!this.editor.outline.rowFor(row.dataset.node)) this.editor.select(null);
  }

  async reword() {
    const row = this.row();
    const text = this.words.value.trim();
    if (!row || !text || text === this.words.base) return;
    const base = { ...this.editor.base(row), version: this.words.version, text: this.words.base };
    this.words.base = text;
    await this.editor.act("reword", { node_id: row.dataset.node, text }, base);
  }

  focus() {
    this.buttons.querySelector("button, a")?.focus();
  }
}
