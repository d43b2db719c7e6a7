/** The picture: a node is selected by a click and dragged to another place, or onto what it shall serve. */

const FAR_ENOUGH = 6;

export class Drawing {
  constructor(editor, container) {
    this.editor = editor;
    this.container = container;
    this.isBehind = false;
  }

  begin() {
    if (!this.editor.editable) return;
    this.container.addEventListener("click", (event) => this.clicked(event));
    this.container.addEventListener("dblclick", (event) => this.opened(event));
    this.container.addEventListener("focusin", (event) => this.selectAt(event.target));
    this.container.addEventListener("pointerdown", (event) => this.pressed(event));
    this.container.addEventListener("dragstart", (event) => event.preventDefault());
  }

  nodeAt(element) {
    return element?.closest?.("[data-node]") ?? element?.querySelector?.("[data-node]") ?? null;
  }

  nodes() {
    return [...this.container.querySelectorAll("[data-node]")];
  }

  /** Whether the picture is older than what was done meanwhile. */
  get isBehind() {
    return this.container.ariaBusy === "true";
  }

  set isBehind(behind) {
    this.container.ariaBusy = String(behind);
  }

  /** Shows a picture; while a part is held by the pointer it waits for the hand. */
  render(picture) {
    this.held = this.isPressed ? picture : null;
    if (this.isPressed) return;
    this.isBehind = false;
    const focused = this.container.contains(document.activeElement) && this.nodeAt(document.activeElement)?.dataset.node;
    const { scrollLeft, scrollTop } = this.container;
    this.container.innerHTML = picture;
    Object.assign(this.container, { scrollLeft, scrollTop });
    if (focused) this.container.querySelector(`[data-node="${focused}"]`)?.closest("a")?.focus({ preventScroll: true });
    this.show(this.editor.selected);
  }

  show(selected) {
    for (const node of this.nodes()) node.classList.toggle("is-selected", node.dataset.node === selected?.node);
    for (const edge of this.container.querySelectorAll("[id^='diagram-edge-']")) {
      const ends = edge.id.split("-").slice(2);
      edge.classList.toggle("is-selected", selected !== null && ends.includes(selected.node));
    }
  }

  /** Brings the selected node into sight where the picture is larger than its frame. */
  reveal(selected) {
    const node = selected && this.container.querySelector(`[data-node="${selected.node}"]`);
    if (!node) return;
    const [frame, box] = [this.container.getBoundingClientRect(), node.getBoundingClientRect()];
    if (box.top < frame.top || box.bottom > frame.bottom) this.container.scrollTop += box.top - frame.top - frame.height / 2;
    if (box.left < frame.left || box.right > frame.right) this.container.scrollLeft += box.left - frame.left - frame.width / 2;
  }

  selectAt(element) {
    const node = this.nodeAt(element.closest("a") ?? element);
    if (node && node.dataset.node !== this.editor.selected?.node) this.editor.select(node.dataset.node);
  }

  clicked(event) {
    const node = event.target.closest("[data-node]");
    if (!node || event.ctrlKey || event.metaKey || event.detail === 0) return;
    event.preventDefault();
    if (this.hasDragged) return;
    this.editor.select(node.dataset.node);
    if (matchMedia("(min-width: 64rem)").matches) this.editor.outline.rowFor(node.dataset.node)?.scrollIntoView({ block: "nearest" });
  }

  opened(event) {
    const node = event.target.closest("[data-node]");
    if (node) this.editor.outline.focus(this.editor.outline.rowFor(node.dataset.node));
  }

  // ---- dragging ----

  pressed(event) {
    const node = event.target.closest("[data-node]");
    this.hasDragged = false;
    if (!node || event.button !== 0 || event.pointerType === "touch") return;
    this.isPressed = true;
    const from = { x: event.clientX, y: event.clientY };
    const follow = (moved) => this.follow(node, from, moved);
    const end = (done) => {
      window.removeEventListener("pointermove", follow);
      window.removeEventListener("pointerup", end);
      window.removeEventListener("pointercancel", end);
      window.removeEventListener("keydown", stop);
      this.isPressed = false;
      this.release(node, done);
      if (this.held) this.render(this.held);
    };
    const stop = (pressed) => {
      if (pressed.key === "Escape") end(pressed);
    };
    window.addEventListener("pointermove", follow);
    window.addEventListener("pointerup", end);
    window.addEventListener("pointercancel", end);
    window.addEventListener("keydown", stop);
  }

  follow(node, from, event) {
    const [x, y] = [event.clientX - from.x, event.clientY - from.y];
    if (!this.ghost && Math.hypot(x, y) < FAR_ENOUGH) return;
    if (!this.ghost) {
      this.ghost = node.cloneNode(true);
      this.ghost.removeAttribute("id");
      delete this.ghost.dataset.node;
      this.ghost.classList.add("ghost");
      node.ownerSVGElement.append(this.ghost);
      this.hasDragged = true;
      this.editor.select(node.dataset.node);
    }
    const scale = node.ownerSVGElement.getScreenCTM().a || 1;
    this.ghost.setAttribute("transform", `translate(${x / scale} ${y / scale})`);
    const target = this.targetAt(event, node);
    for (const each of this.nodes()) each.classList.toggle("is-target", each === target);
  }

  targetAt(event, node) {
    const found = document.elementFromPoint(event.clientX, event.clientY)?.closest?.("[data-node]");
    return found && found !== node && this.container.contains(found) ? found : null;
  }

  release(node, event) {
    if (!this.ghost) return;
    this.ghost.remove();
    this.ghost = null;
    for (const each of this.nodes()) each.classList.remove("is-target");
    if (event.type !== "pointerup") return;
    const row = this.editor.outline.rowFor(node.dataset.node);
    const target = this.targetAt(event, node);
    if (!row || row.dataset.kind === "aim") return;
    if (target) this.dropOn(row, target, event);
    else this.dropBeside(row, node, event.clientY);
  }

  /** Onto a brother or sister: next to it. Onto anything else: below it, with Shift in addition to what it serves. */
  dropOn(row, target, event) {
    const { outline } = this.editor;
    const key = target.dataset.node;
    const shared = outline.parentsOf(row.dataset.node).map(String).find((parent) => outline.childrenOf(parent).includes(key));
    if (shared) {
      const box = target.getBoundingClientRect();
      const order = outline.childrenOf(shared);
      const below = event.clientY > box.top + box.height / 2;
      const beside = below ? order[order.indexOf(key) + 1] ?? null : key;
      if (beside !== row.dataset.node) this.editor.on(outline.rowFor(row.dataset.node, shared), "place", { beside_id: beside });
    } else if (event.shiftKey) this.editor.on(row, "link", { to_id: key });
    else this.editor.on(row, "under", { to_id: key });
  }

  /** Between those that serve the same node, by height. */
  dropBeside(row, node, y) {
    const { parent } = row.dataset;
    if (!parent) return;
    const order = this.editor.outline.childrenOf(parent).filter((key) => key !== row.dataset.node);
    const beside = order.find((key) => {
      const box = this.container.querySelector(`[data-node="${key}"]`).getBoundingClientRect();
      return box.top + box.height / 2 > y;
    });
    this.editor.on(row, "place", { beside_id: beside ?? null });
  }
}
