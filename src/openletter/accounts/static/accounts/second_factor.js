// A passkey that was cancelled or refused is said on the page: the library would tell only the console.
(() => {
  const told = document.querySelector("[data-key-failed]");
  if (!told) return;
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    told.hidden = false;
    told.scrollIntoView({ block: "nearest" });
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("button")) told.hidden = true;
  }, true);
})();
