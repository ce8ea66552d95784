// The device's own share sheet, and copying, where the browser has them; the plain links stand without.
function begin() {
  const list = document.querySelector("[data-share]");
  if (!list) return;
  const { share: url, text } = list.dataset;
  const device = list.querySelector("[data-device]");
  const copy = list.querySelector("[data-copy]");
  if (navigator.share) {
    device.classList.remove("hidden-until-script");
    device.querySelector("button").addEventListener("click", () => {
      navigator.share({ text, url }).catch(() => {});
    });
  }
  if (navigator.clipboard) {
    copy.classList.remove("hidden-until-script");
    const button = copy.querySelector("button");
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(url);
      button.textContent = button.dataset.done;
    });
  }
}

document.addEventListener("openletter:page", begin);
begin();
