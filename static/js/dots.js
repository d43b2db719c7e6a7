/**
 * Dot voting: plus and minus beside each figure, and how many dots are left. The form works without it.
 */
const list = document.querySelector("[data-dots-each]");

if (list) {
  const each = Number(list.dataset.dotsEach);
  const left = document.querySelector("[data-dots-left]");
  const inputs = [...list.querySelectorAll("input[type=number]")];
  const dots = (input) => Math.max(0, Math.trunc(Number(input.value)) || 0);
  const placed = () => inputs.reduce((sum, input) => sum + dots(input), 0);

  const tell = () => {
    const rest = each - placed();
    if (rest < 0) left.textContent = `${-rest} too many: take ${-rest} back.`;
    else left.textContent = rest === 1 ? "1 dot left" : `${rest} dots left`;
    for (const button of list.querySelectorAll("[data-step]")) {
      const input = document.getElementById(button.dataset.of);
      button.disabled = button.dataset.step === "1" ? rest <= 0 : dots(input) === 0;
    }
  };

  const stepper = (input, step, sign, words) => {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "quiet step", textContent: sign });
    button.dataset.step = step;
    button.dataset.of = input.id;
    button.setAttribute("aria-label", `${words} for ${document.querySelector(`label[for="${input.id}"]`).firstChild.textContent.trim()}`);
    button.addEventListener("click", () => {
      input.value = Math.max(0, dots(input) + Number(step)) || "";
      input.dispatchEvent(new Event("input", { bubbles: true }));
    });
    return button;
  };

  for (const input of inputs) {
    input.before(stepper(input, "-1", "−", "One dot less"));
    input.after(stepper(input, "1", "+", "One dot more"));
  }
  list.addEventListener("input", tell);
  tell();
}
