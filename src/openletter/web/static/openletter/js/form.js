// Say at once what the server would say after a journey, and send once. The server checks everything again.
const form = document.querySelector("form[data-act]");
const faults = document.getElementById("faults");

const wrong = ({ validity, dataset }) => {
  if (validity.valueMissing) return dataset.missing ?? "";
  return validity.typeMismatch ? (dataset.malformed ?? "") : "";
};

function say(input, words) {
  const field = input.closest(".field");
  const id = `${input.name}-fault`;
  field.querySelector(".fault")?.remove();
  const others = (input.getAttribute("aria-describedby") ?? "").split(" ").filter((each) => each && each !== id);
  field.classList.toggle("wrong", words !== "");
  if (words) {
    const fault = document.createElement("p");
    fault.className = "fault";
    fault.id = id;
    fault.textContent = words;
    input.before(fault);
    input.setAttribute("aria-invalid", "true");
    others.push(id);
  } else {
    input.removeAttribute("aria-invalid");
  }
  if (others.length) input.setAttribute("aria-describedby", others.join(" "));
  else input.removeAttribute("aria-describedby");
}

if (faults) faults.focus();

if (form) {
  const button = form.querySelector("button[type=submit]");
  const words = button.textContent;
  const asked = [...form.querySelectorAll(".field :is(input, select, textarea)")];
  form.noValidate = true;

  // Leaving a field checks it once something was typed; correcting it clears the fault while typing.
  form.addEventListener("focusout", ({ target }) => {
    if (asked.includes(target) && target.value) say(target, wrong(target));
  });
  form.addEventListener("input", ({ target }) => {
    if (asked.includes(target) && target.hasAttribute("aria-invalid") && !wrong(target)) say(target, "");
  });
  form.addEventListener("submit", (event) => {
    const sent = button.getAttribute("aria-disabled") === "true";
    asked.forEach((input) => say(input, wrong(input)));
    const first = asked.find(wrong);
    if (sent || first) event.preventDefault();
    if (first) {
      first.focus();
    } else {
      button.setAttribute("aria-disabled", "true");
      button.textContent = form.dataset.busy;
    }
  });
  // Coming back by the back button finds the form ready again.
  addEventListener("pageshow", () => {
    button.removeAttribute("aria-disabled");
    button.textContent = words;
  });
}
