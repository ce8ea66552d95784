/* A form sent back opens on the first tab that holds a fault, not on the first tab. */
window.addEventListener("load", () => {
  const tabs = [...document.querySelectorAll('[role="tab"]')];
  const faulty = tabs.find((tab) => document.querySelector(tab.hash)?.querySelector(".error-message, .help-critical"));
  if (faulty && faulty.getAttribute("aria-selected") !== "true") faulty.click();
});
