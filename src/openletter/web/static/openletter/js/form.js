// Send once, and remember nothing: the server checks everything again.
const form = document.querySelector("form[data-act]");
const faults = document.getElementById("faults");

if (faults) faults.focus();

if (form) {
  const button = form.querySelector("button[type=submit]");
  const words = button.textContent;
  form.addEventListener("submit", (event) => {
    if (button.getAttribute("aria-disabled") === "true") {
      event.preventDefault();
      return;
    }
    button.setAttribute("aria-disabled", "true");
    button.textContent = form.dataset.busy;
  });
  // Coming back by the back button finds the form ready again.
  addEventListener("pageshow", () => {
    button.removeAttribute("aria-disabled");
    button.textContent = words;
  });
}
