"use strict";
// Without this script every page is whole; it only filters lists and sorts the matrix.

const filter = document.getElementById("filter");
if (filter) {
  const items = [...document.querySelectorAll("li[data-words]")];
  filter.addEventListener("input", () => {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const item of items) {
      item.hidden = !words.every((word) => item.dataset.words.includes(word));
      shown += item.hidden ? 0 : 1;
    }
    for (const section of document.querySelectorAll("section.topic")) {
      section.hidden = words.length > 0 && !section.querySelector("li[data-words]:not([hidden])");
    }
    document.getElementById("found").textContent = words.length ? `${shown} of ${items.length}` : "";
  });
}

const order = document.getElementById("order");
if (order) {
  order.addEventListener("change", () => {
    const body = document.querySelector("#matrix tbody");
    const rank = (row) => Number(row.dataset[order.value]);
    const rows = [...body.rows].sort((a, b) => rank(a) - rank(b) || a.dataset.topic - b.dataset.topic);
    body.replaceChildren(...rows);
  });
}
