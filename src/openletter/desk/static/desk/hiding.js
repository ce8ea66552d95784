// Frames pulled over the photo write the four numbers of each part that is made unrecognisable; the numbers alone do as
// well. A file just chosen is drawn here, on this machine, so that its parts are hidden before it is sent.
const work = document.querySelector("[data-photo-work]");

if (work) {
  const figure = work.querySelector("figure");
  const place = figure.querySelector(".desk-place");
  const draw = work.querySelector("[data-draw]");
  const line = work.querySelector("[data-draw-line]");
  const unreadable = work.querySelector("[data-unreadable]");
  const rows = [...work.querySelectorAll("[data-part]")];
  const layer = document.createElement("div");
  layer.className = "desk-layer";
  place.append(layer);
  place.classList.remove("desk-grid");
  work.querySelector("[data-tenths]").hidden = true;

  const edges = ["left", "top", "width", "height"];
  const input = (row, edge) => row.querySelector(`[data-edge="${edge}"]`);
  const read = (row) => edges.map((edge) => input(row, edge).value);
  const isEmpty = (row) => read(row).every((value) => value === "");
  const between = (value) => Math.min(Math.max(value, 0), 100);

  const show = () => {
    layer.querySelectorAll(".desk-hidden-part").forEach((frame) => frame.remove());
    for (const row of rows) {
      const values = read(row);
      row.querySelector("[data-clear]").hidden = isEmpty(row);
      if (values.some((value) => value === "" || Number.isNaN(Number(value)))) continue;
      const frame = document.createElement("span");
      frame.className = "desk-hidden-part";
      frame.textContent = row.dataset.part;
      edges.forEach((edge, place) => frame.style.setProperty(`--${edge}`, `${between(Number(values[place]))}%`));
      layer.append(frame);
    }
  };

  for (const row of rows) {
    row.addEventListener("input", show);
    row.querySelector("[data-clear]").addEventListener("click", () => {
      for (const edge of edges) input(row, edge).value = "";
      input(row, "left").focus();
      show();
    });
  }

  const press = (on) => {
    draw.setAttribute("aria-pressed", String(on));
    layer.classList.toggle("desk-drawing", on);
  };
  const ready = () => {
    figure.hidden = false;
    line.hidden = false;
  };
  draw.addEventListener("click", () => press(draw.getAttribute("aria-pressed") !== "true"));
  if (place.querySelector("img")) ready();

  let from = null;
  let row = null;
  const point = (event) => {
    const box = layer.getBoundingClientRect();
    return [between((100 * (event.clientX - box.left)) / box.width), between((100 * (event.clientY - box.top)) / box.height)];
  };
  const write = (event) => {
    const [x, y] = point(event);
    const left = Math.floor(Math.min(from[0], x));
    const top = Math.floor(Math.min(from[1], y));
    const values = [left, top, Math.ceil(Math.max(from[0], x)) - left, Math.ceil(Math.max(from[1], y)) - top];
    edges.forEach((edge, place) => (input(row, edge).value = Math.max(values[place], place > 1 ? 1 : 0)));
    show();
  };
  layer.addEventListener("pointerdown", (event) => {
    row = rows.find(isEmpty) ?? null;
    if (!layer.classList.contains("desk-drawing") || row === null) return;
    const folded = row.closest("details");
    if (folded) folded.open = true;
    from = point(event);
    layer.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  layer.addEventListener("pointermove", (event) => {
    if (from) write(event);
  });
  layer.addEventListener("pointerup", (event) => {
    if (!from) return;
    write(event);
    from = null;
  });
  layer.addEventListener("pointercancel", () => {
    if (!from) return;
    for (const edge of edges) input(row, edge).value = "";
    from = null;
    show();
  });

  document.querySelector("[name=upload]")?.addEventListener("change", async (event) => {
    const file = event.target.files[0];
    if (!file) return;
    unreadable.hidden = true;
    try {
      const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
      const least = Math.min(1, 1200 / Math.max(picture.width, picture.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(picture.width * least);
      canvas.height = Math.round(picture.height * least);
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      place.querySelector("img, canvas")?.remove();
      place.prepend(canvas);
      // Another picture: what was hidden in the one before is not hidden in it.
      work.querySelector("[data-hidden-already]")?.setAttribute("hidden", "");
      ready();
      show();
    } catch {
      unreadable.hidden = false;
    }
  });
  show();
}
