// A day that the calendar cannot read stays as it was typed: the form says what is wrong, nothing becomes "today".
// The calendar opens beneath its field and moves what follows down: no button and no field lies under it.
(() => {
  const defaults = window.jQuery?.fn.datetimepicker?.defaults;
  if (!defaults) return;
  defaults.validateOnBlur = false;

  let pressed = false;
  document.addEventListener("pointerdown", () => { pressed = true; }, true);
  for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => { pressed = false; }, true);

  defaults.onShow = function (_time, input) {
    const place = input[0].closest("main form .w-field__input");
    if (!place || place.closest(".w-drilldown, [data-tippy-root]") || place.nextSibling === this[0]) return;
    place.after(this[0]);
    this[0].classList.add("desk-calendar");
  };

  // The press that closes it is on something below, which must not move away before the press has ended.
  defaults.onClose = function () {
    const field = this[0].classList.contains("desk-calendar") && this[0].parentElement;
    if (!field || !pressed) return;
    field.style.minBlockSize = `${field.offsetHeight}px`;
    const letGo = () => setTimeout(() => { field.style.minBlockSize = ""; });
    document.addEventListener("pointerup", letGo, { once: true });
    document.addEventListener("pointercancel", letGo, { once: true });
  };
})();
