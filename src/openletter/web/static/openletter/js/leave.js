// Leaving quickly also takes this page out of the list of pages one can go back to.
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-leave]");
  if (!link) return;
  event.preventDefault();
  location.replace(link.href);
});
