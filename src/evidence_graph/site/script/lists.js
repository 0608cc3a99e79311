"use strict";
/* Lists that can be sifted by words or verdict and put in another order; without this script they stand whole. */
(() => {
  const items = [...document.querySelectorAll("li[data-words], li[data-verdict]")];
  const told = document.getElementById("found");

  const sift = (keep) => {
    let shown = 0;
    for (const item of items) {
      item.hidden = !keep(item);
      shown += item.hidden ? 0 : 1;
    }
    for (const section of document.querySelectorAll("section.topic")) {
      section.hidden = !section.querySelector("li:not([hidden])");
    }
    told.textContent = shown < items.length ? `${shown} of ${items.length}` : "";
  };

  const filter = document.getElementById("filter");
  if (filter) {
    const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
    const held = new Map(items.map((item) => [item, folded(item.dataset.words)]));
    filter.addEventListener("input", () => {
      const words = folded(filter.value).split(/\s+/).filter(Boolean);
      sift((item) => words.every((word) => held.get(item).includes(word)));
    });
  }

  const tally = document.getElementById("tally");
  if (tally) {
    const all = document.getElementById("all");
    const only = (verdict) => {
      for (const other of tally.querySelectorAll("button")) other.setAttribute("aria-pressed", String(other.value === verdict));
      sift((item) => !verdict || item.dataset.verdict === verdict);
      for (const folded of document.querySelectorAll("section.topic details")) folded.open = Boolean(verdict && folded.querySelector("li:not([hidden])"));
      if (all) all.hidden = !verdict;
    };
    tally.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      const on = button.getAttribute("aria-pressed") !== "true";
      only(on ? button.value : null);
    });
    all.addEventListener("click", () => { only(null); tally.querySelector("button:not([disabled])").focus(); });
  }

  const order = document.getElementById("order");
  if (order) {
    const list = document.getElementById(order.getAttribute("aria-controls"));
    const rows = [...list.children];
    order.addEventListener("change", () => {
      const rank = (row) => Number(row.dataset[order.value]);
      list.replaceChildren(...[...rows].sort((a, b) => rank(a) - rank(b) || rows.indexOf(a) - rows.indexOf(b)));
    });
  }
})();
