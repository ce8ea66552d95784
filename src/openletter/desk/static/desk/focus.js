// A click on the photo writes the focal point into its two fields; the fields alone do as well.
const figure = document.querySelector("[data-focus-picture]");
const field = (axis) => document.querySelector(`[data-focus="${axis}"]`);

if (figure && field("x") && field("y")) {
  const image = figure.querySelector("img");
  const mark = document.createElement("span");
  mark.className = "desk-focus";
  image.after(mark);
  const show = () => {
    mark.style.setProperty("--x", `${field("x").value}%`);
    mark.style.setProperty("--y", `${field("y").value}%`);
  };
  image.addEventListener("click", (event) => {
    const box = image.getBoundingClientRect();
    const percent = (part, whole) => Math.round(Math.min(Math.max(part / whole, 0), 1) * 100);
    field("x").value = percent(event.clientX - box.left, box.width);
    field("y").value = percent(event.clientY - box.top, box.height);
    show();
  });
  for (const axis of ["x", "y"]) field(axis).addEventListener("input", show);
  show();
}
