/** The question what a node serves: a box to tick for each driver. Answers once it is saved or closed. */

import { make } from "../making.js";

export function askWhatItServes(editor, row) {
  const { node, kind, text } = row.dataset;
  if (kind === "aim" || kind === "primary_driver") {
    editor.say("A primary driver serves the aim and nothing else.", true);
    return;
  }
  const serving = new Set(editor.outline.parentsOf(node).map(String));
  const drivers = editor.outline.rows().filter(
    (each) => ["primary_driver", "secondary_driver"].includes(each.dataset.kind) && each.dataset.node && !("again" in each.dataset) && each.dataset.node !== node,
  );
  const dialog = make("dialog", { className: "serves" });
  const boxes = make("div", { className: "choices" });
  for (const each of drivers) {
    const id = `serves-${each.dataset.node}`;
    const box = make("input", { type: "checkbox", id, value: each.dataset.node, checked: serving.has(each.dataset.node) });
    const words = make("label", { htmlFor: id, textContent: each.dataset.text });
    words.append(make("span", { className: "muted small", textContent: ` ${each.dataset.label}` }));
    boxes.append(make("div", { className: `check ${each.dataset.kind}` }, box, words));
  }
  const wrong = make("p", { className: "error", role: "alert" });
  const heading = make("h2", { id: "serves-heading", textContent: `What does “${text}” serve?` });
  const form = make("form", { method: "dialog" }, heading, boxes, wrong);
  form.append(
    make("div", { className: "row" }, make("button", { type: "submit", textContent: "Save" }), make("button", { type: "button", className: "quiet", textContent: "Cancel", onclick: () => dialog.close() })),
  );
  dialog.setAttribute("aria-labelledby", heading.id);
  dialog.append(form);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const chosen = [...boxes.querySelectorAll("input:checked")].map((box) => box.value);
    const answer = await editor.act("serve", { node_id: node, parent_ids: chosen }, editor.base(row));
    if (answer) dialog.close();
    else wrong.textContent = editor.root.querySelector("[data-said]").textContent;
  });
  dialog.addEventListener("close", () => {
    dialog.remove();
    editor.outline.focus(editor.outline.rowFor(node));
  });
  document.body.append(dialog);
  dialog.showModal();
}
