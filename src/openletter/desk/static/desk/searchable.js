// A box that narrows a long list. Upgrades itself wherever it appears, also in rows added later.
class SearchableSelect extends HTMLElement {
  connectedCallback() {
    if (document.readyState === "loading") {
      document.addEventListener("DOMContentLoaded", () => this.setUp(), { once: true });
    } else {
      this.setUp();
    }
  }

  setUp() {
    const list = this.querySelector("select");
    if (!list || this.dataset.ready) return;
    this.dataset.ready = "";
    // Where the server can be asked for more there is a box already, and Enter asks for them.
    const asks = this.querySelector("input[data-more]");
    const box = asks || document.createElement("input");
    if (!asks) {
      box.type = "search";
      box.placeholder = this.dataset.label;
      box.setAttribute("aria-label", this.dataset.label);
    }
    box.addEventListener("input", (event) => { event.stopPropagation(); this.narrow(list, box.value); });
    box.addEventListener("change", (event) => event.stopPropagation());
    if (!asks) {
      box.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
      this.prepend(box);
    }
    if (list.autofocus) box.focus();
    if (list.multiple) this.severalAtOnce(list, box);
  }

  severalAtOnce(list, box) {
    const chosen = document.createElement("p");
    chosen.className = "searchable-chosen";
    list.before(chosen);
    const tell = () => { chosen.textContent = Array.from(list.selectedOptions, (option) => option.text).join(" · "); };
    list.addEventListener("change", tell);
    // A click adds or removes: nobody should need to know about the Ctrl key, and nothing is lost by a slip.
    list.addEventListener("mousedown", (event) => {
      if (event.target.tagName !== "OPTION") return;
      event.preventDefault();
      event.target.selected = !event.target.selected;
      list.dispatchEvent(new Event("change", { bubbles: true }));
    });
    tell();
  }

  narrow(list, typed) {
    const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
    const wanted = plain(typed.trim());
    const left = [];
    for (const option of list.options) {
      option.hidden = wanted !== "" && !plain(option.text).includes(wanted);
      if (!option.hidden && option.value) left.push(option);
    }
    // Only when nothing else fits is it chosen for the person: half a name may begin several countries.
    // Where seconds count the list says that its first fit will do, and shows which it is.
    const enough = left.length === 1 || ("takeFirst" in list.dataset && left.length > 0);
    if (!list.multiple && wanted && enough) {
      list.value = left[0].value;
      list.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }
}

if (!customElements.get("searchable-select")) customElements.define("searchable-select", SearchableSelect);
