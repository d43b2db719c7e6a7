/**
 * Comfort on top of pages that work without a script. Each part looks for its own mark in the page and does nothing
 * where there is none: [data-focus], textarea, form[data-autosubmit], form[data-guard], details.
 */

/** After a form came back with errors, start reading at their summary. */
function focusErrors() {
  document.querySelector("[data-focus]")?.focus();
}

/** Let text fields grow with their words where CSS `field-sizing` is unknown. */
function growTextareas() {
  if (CSS.supports("field-sizing", "content")) return;
  const grow = (area) => {
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight + area.offsetHeight - area.clientHeight}px`;
  };
  document.querySelectorAll("textarea").forEach(grow);
  document.addEventListener("input", (event) => {
    if (event.target instanceof HTMLTextAreaElement) grow(event.target);
  });
}

/** A filter acts as soon as it is changed; its button stays for those without a script. */
function submitOnChange() {
  document.querySelectorAll("form[data-autosubmit]").forEach((form) => {
    form.querySelectorAll("[data-without-script]").forEach((button) => (button.hidden = true));
    form.addEventListener("change", (event) => {
      if (event.target.matches("select, input[type=checkbox], input[type=radio]")) form.requestSubmit();
    });
  });
}

/** Words that are typed and not yet sent: the browser asks before the page is left. */
function guardForms() {
  const changed = new Set();
  document.querySelectorAll("form[data-guard]").forEach((form) => {
    form.addEventListener("input", () => changed.add(form));
    form.addEventListener("submit", () => changed.delete(form));
  });
  window.addEventListener("beforeunload", (event) => {
    if (changed.size > 0) event.preventDefault();
  });
}

/** On paper everything that is folded stands open; afterwards it is as it was. */
function openForPrint() {
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    opened.forEach((details) => (details.open = true));
  });
  window.addEventListener("afterprint", () => opened.forEach((details) => (details.open = false)));
}

/** A text that is shown once can be copied by one press, where the browser lets a page do so. */
function offerCopies() {
  document.querySelectorAll("[data-copy]").forEach((offer) => {
    offer.hidden = !navigator.clipboard;
    offer.querySelector("button").addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(offer.dataset.copy).value);
      offer.querySelector("[role=status]").textContent = "Copied";
    });
  });
}

focusErrors();
growTextareas();
submitOnChange();
guardForms();
openForPrint();
offerCopies();
