"use strict";
/* The matrix: claims and studies put in another order, and arrow keys from sign to sign. */
(() => {
  const table = document.getElementById("matrix");
  const [head] = table.tHead.rows;
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const columns = [...head.cells].slice(2);
  const cells = new Map(rows.map((row) => [row, [...row.cells].slice(2)]));

  document.getElementById("claims-by").addEventListener("change", ({ target }) => {
    const rank = (row) => Number(row.dataset[target.value]);
    body.replaceChildren(...[...rows].sort((a, b) => rank(a) - rank(b) || rows.indexOf(a) - rows.indexOf(b)));
  });

  document.getElementById("studies-by").addEventListener("change", ({ target }) => {
    const rank = (n) => Number(columns[n].dataset[target.value]);
    const order = [...columns.keys()].sort((a, b) => rank(a) - rank(b) || a - b);
    head.append(...order.map((n) => columns[n]));
    for (const row of rows) row.append(...order.map((n) => cells.get(row)[n]));
  });

  /* The next sign that way: along the row, or in the column. */
  const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
  table.addEventListener("keydown", (event) => {
    const cell = event.target.closest("td");
    const step = STEPS[event.key];
    if (!cell || !step) return;
    event.preventDefault();
    let [y, x] = [cell.parentNode.rowIndex - 1, cell.cellIndex];
    do { y += step[0]; x += step[1]; } while (body.rows[y]?.cells[x] && x > 1 && !body.rows[y].cells[x].querySelector("a"));
    body.rows[y]?.cells[x]?.querySelector("a")?.focus();
  });
})();
