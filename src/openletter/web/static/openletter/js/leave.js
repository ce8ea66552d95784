// Leaving quickly also takes this page out of the list of pages one can go back to.
const link = document.querySelector("[data-leave]");

if (link) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    location.replace(link.href);
  });
}
