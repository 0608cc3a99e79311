/* Taking away: citations, table and picture of what is selected or shown, made here and saved by the browser. */
function save(name, content, type) {
  const blob = content instanceof Blob ? content : new Blob([content], { type });
  const href = URL.createObjectURL(blob);
  const anchor = el("a", { href, download: name });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
}

/* The keys of the works behind a claim, of a study, or that an article cites. */
function keysOf(id) {
  const found = claims[id] ? (claims[id].studies || []).map((study) => study.work) : works[id] ? [id]
    : Object.keys(marks).filter((work) => (marks[work].cited || []).includes(id));
  return found.map((work) => work.slice("citation:".length)).filter((key) => Object.hasOwn(data.bibtex.entries, key)).sort();
}
const shownKeys = () => Object.keys(works).filter((id) => state.shown.has(id)).flatMap(keysOf).sort();

/* The text that `export bibtex` writes for these works. */
function bibtexOf(keys) {
  const { entries, macros, strings, parents = {} } = data.bibtex;
  const chosen = new Set(keys);
  for (const key of chosen) {  // what is put at the end again comes once more: a parent after all its children
    for (const parent of Object.hasOwn(parents, key) ? parents[key] : []) {
      chosen.delete(parent);
      chosen.add(parent);
    }
  }
  const used = new Set([...chosen].flatMap((key) => (Object.hasOwn(macros, key) ? macros[key] : [])));
  return [...[...used].sort().map((name) => strings[name]), ...[...chosen].map((key) => entries[key])].join("\n");
}

const fileName = (id, ending) => `${(id ? id.split(":").slice(1).join(":") : "evidence-map").replace(/[^\p{L}\p{N}._-]+/gu, "-")}.${ending}`;

const TAKES = {
  "take-selected": () => save(fileName(state.selected, "bib"), bibtexOf(keysOf(state.selected)), "application/x-bibtex;charset=utf-8"),
  "take-shown": () => save(fileName(null, "bib"), bibtexOf(shownKeys()), "application/x-bibtex;charset=utf-8"),
  "take-table": () => save(fileName(null, "csv"), tableText(), "text/csv;charset=utf-8"),
  "take-png": () => drawPng((blob) => save(fileName(state.selected, "png"), blob)),
  "take-svg": () => save(fileName(state.selected, "svg"), svgText(), "image/svg+xml;charset=utf-8"),
};

/* Says what there is to take: of what is selected, and of all that is shown. */
function showTaking() {
  const told = (count) => `${count} ${count === 1 ? "work" : "works"}`;
  const mine = state.selected ? keysOf(state.selected).length : 0;
  const all = shownKeys().length;
  byId("take-selected").hidden = !mine;
  byId("take-selected").textContent = `BibTeX: ${told(mine)} of “${nameOf(state.selected || "")}”`;
  byId("take-shown").disabled = !all;
  byId("take-shown").textContent = `BibTeX: ${told(all)} shown`;
}

function openTaking() {
  for (const [id, take] of Object.entries(TAKES)) byId(id).addEventListener("click", take);
  // A click comes before the menu opens, the toggle, which find-in-page may cause too, a moment after.
  byId("take").querySelector("summary").addEventListener("click", showTaking);
  byId("take").addEventListener("toggle", () => { if (byId("take").open) showTaking(); });
  document.addEventListener("pointerdown", ({ target }) => { if (!byId("take").contains(target)) byId("take").open = false; });
}
