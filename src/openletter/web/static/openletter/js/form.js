// Say at once what the server would say after a journey, and beside the field. The server checks everything again.
import { send } from "./send.js";

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

// What the server refused: its words come to the fields, and nothing that stands in them is touched.
function refused(form, page) {
  const fresh = page.querySelector("form[data-act]");
  document.getElementById("faults")?.remove();
  for (const { name, value } of fresh.querySelectorAll("input[type=hidden]")) {
    if (name !== "altcha" && form.elements[name]) form.elements[name].value = value;
  }
  for (const input of questions(form)) {
    say(input, page.getElementById(`${input.name}-fault`)?.textContent ?? "");
    remark(input, page.getElementById(`${input.name}-remarks`));
  }
  form.querySelector("button[type=submit]").textContent = fresh.querySelector("button[type=submit]").textContent;
  const faults = page.getElementById("faults");
  if (faults) form.prepend(faults);
  (form.querySelector("[aria-invalid]") ?? faults ?? form).focus();
}

// What the server has to say of words that could go as they are.
function remark(input, fresh) {
  const field = input.closest(".field");
  field.querySelector(".remarks")?.remove();
  const others = (input.getAttribute("aria-describedby") ?? "").split(" ").filter((each) => each && each !== fresh?.id);
  if (!fresh) return;
  input.before(document.adoptNode(fresh));
  input.setAttribute("aria-describedby", [...others, fresh.id].join(" "));
}

const questions = (form) => [...form.querySelectorAll(".field :is(input, select, textarea)")];

function begin() {
  document.getElementById("faults")?.focus();
  const form = document.querySelector("form[data-act]");
  if (!form) return;
  const asked = questions(form);
  form.noValidate = true;

  // Leaving a field checks it once something was typed; correcting it clears the fault while typing.
  form.addEventListener("focusout", ({ target }) => {
    if (asked.includes(target) && target.value) say(target, wrong(target));
  });
  form.addEventListener("input", ({ target }) => {
    if (asked.includes(target) && target.hasAttribute("aria-invalid") && !wrong(target)) say(target, "");
  });
  // What is needed once the act is taken comes while the form is filled in.
  form.addEventListener("focusin", () => import("./next.js").catch(() => {}), { once: true });
  form.querySelector("[data-again]").addEventListener("click", () => form.requestSubmit());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    asked.forEach((input) => say(input, wrong(input)));
    const first = asked.find(wrong);
    if (first) first.focus();
    else send(form, (page) => refused(form, page));
  });
}

document.addEventListener("openletter:page", begin);
begin();
