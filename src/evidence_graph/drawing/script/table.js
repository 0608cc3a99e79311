/* What is shown as a table: a row for each judgement, and one for each claim without a study (RFC 4180). */
const COLUMNS = ["claim", "statement", "topic", "verdict", "certainty", "support", "opposition", "unknown",
  "study", "label", "title", "year", "design", "participants", "reader", "stance", "directness", "finding", "verified", "link", "withdrawn"];

/* A cell that a spreadsheet would run as a formula gets an apostrophe, as in the tables of the command line. */
const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/;
function cell(value) {
  if (typeof value === "number") return String(value);
  const text = String(value === undefined || value === null ? "" : value).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, "");
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /["\r\n,]/.test(safe) || safe !== safe.trim() ? `"${safe.replace(/"/g, '""')}"` : safe;
}

function claimCells(id) {
  const { verdict, certainty, support, opposition } = standing(id);
  const known = claims[id].studies !== undefined;
  const unknown = Math.round(1000 * (1 - support - opposition)) / 1000;
  return [id.slice("claim:".length), claims[id].statement, claims[id].topicLabel, verdict,
    ...(known ? [certainty, support, opposition, unknown] : ["", "", "", ""])];
}

function workCells(id) {
  const { label, title, design, n, links = [] } = works[id];
  return [id.slice("citation:".length), label, title, yearOf(id), design, n, (links[0] || {}).href];
}

function tableRows() {
  const found = [];
  for (const id of Object.keys(claims).filter((one) => state.shown.has(one))) {
    const judgements = (claims[id].studies || []).flatMap((study) => study.lines
      .filter((line) => state.shown.has(study.work) && state.lines.has(`${study.work} ${line.stance} ${id}`)).map((line) => [study.work, line]));
    for (const [work, line] of judgements) {
      const told = workCells(work);
      found.push([...claimCells(id), ...told.slice(0, -1), line.by, line.stance, line.directness, line.finding, line.verified === undefined ? "" : line.verified ? "yes" : "no", told.at(-1), line.withdrawn]);
    }
    if (!judgements.length) found.push([...claimCells(id), ...Array(COLUMNS.length - 8).fill("")]);
  }
  return found;
}

const tableText = () => [COLUMNS, ...tableRows()].map((row) => `${row.map(cell).join(",")}\r\n`).join("");
