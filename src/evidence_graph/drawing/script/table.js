/* What is shown as a table: a row for each judgement that counts, and one for each claim without a study (RFC 4180). */
const COLUMNS = ["claim", "statement", "topic", "verdict", "certainty", "lean", "support", "opposition", "unknown", "answer",
  "study", "label", "title", "year", "design", "participants", "heading", "weight for", "weight against", "reader", "stance", "directness", "finding", "verified", "link", "withdrawn"];

/* A cell that a spreadsheet would run as a formula gets an apostrophe, as in the tables of the command line. */
const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/;
function cell(value) {
  if (typeof value === "number") return String(value);
  const text = String(value === undefined || value === null ? "" : value).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, "");
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /["\r\n,]/.test(safe) || safe !== safe.trim() ? `"${safe.replace(/"/g, '""')}"` : safe;
}
const csv = (rows) => rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");

/* The claims that are looked at: the one in focus, those that a search finds, or all that the filters leave. */
function claimsInView() {
  if (selection.view === "balance" && selection.claim) return [selection.claim];
  if (selection.search) return search(selection.search).ids;
  return shownClaims().filter(isVerdictShown);
}
/* How a claim stands in this view, and the studies of it that count there. */
const inView = (id) => (selection.view === "balance" ? sceneOf(id).rating : rated(id));

function claimCells(id, rating) {
  const { statement } = claims[id];
  const { support, opposition, unknown } = rating.shares;
  return [keyOf(id), statement, topicOf(claims[id]), rating.verdict, rating.certainty, rating.lean, ...[support, opposition, unknown].map((share) => Math.round(share * 1000) / 1000), rating.answer];
}
function studyCells(rating, study) {
  const { label, title, year, design, n } = citations[study.citation];
  const added = addedBy(rating, study);
  return [keyOf(study.citation), label, title, year, design, n, looks.headings[study.heading].heading, added[FOR], added[AGAINST]];
}
const verifiedWord = ({ verified }) => (verified === undefined ? "" : verified ? "yes" : "no");

function judgementRows() {
  return claimsInView().flatMap((id) => {
    const rating = inView(id);
    const claim = claimCells(id, rating);
    const rows = rating.studies.flatMap((study) => study.lines.map((line) => [...claim, ...studyCells(rating, study),
      line.by, line.stance, line.directness, line.finding, verifiedWord(line), (citations[study.citation].links || [{}])[0].href, line.withdrawn]));
    return rows.length ? rows : [[...claim, ...Array(COLUMNS.length - claim.length).fill("")]];
  });
}
const tableText = () => csv((views[selection.view].table || (() => [COLUMNS, ...judgementRows()]))());

/* The text that `export bibtex` writes for the studies that count. */
function keysInView() {
  const ids = new Set(claimsInView().flatMap((id) => inView(id).studies.map(({ citation }) => citation)));
  return [...ids].map(keyOf).filter((key) => has(data.bibtex.entries, key)).sort();
}
function bibtexOf(keys) {
  const { entries, macros, strings, parents = {} } = data.bibtex;
  const chosen = new Set(keys);
  for (const key of chosen) {  // what is put at the end again comes once more: a parent after all its children
    for (const parent of has(parents, key) ? parents[key] : []) {
      chosen.delete(parent);
      chosen.add(parent);
    }
  }
  const used = new Set([...chosen].flatMap((key) => (has(macros, key) ? macros[key] : [])));
  return [...[...used].sort().map((name) => strings[name]), ...[...chosen].map((key) => entries[key])].join("\n");
}
