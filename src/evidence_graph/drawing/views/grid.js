/* Grid: what was studied against what was measured, an evidence-gap map. A cell is filled by what evidence lines
   name as exposure and outcome, never by what a claim is about; what is narrower counts in what is wider. */
{
const UNSTUDIED = [VERDICT.NONE_RECORDED, VERDICT.NONE_FOUND];
const ROW_HIGH = 46;
const COLUMN_WIDE = 5.25;
const HEAD_WIDE = 11.25;
const ASIDE_WIDE = 17;
const LEAST_ROWS = 8;
const MOST_ROWS = 24;

const schemeOf = (number) => data.schemes[data.concepts[number].scheme].id;
const conceptName = (number) => data.concepts[number].label;
const upwards = (numbers) => new Set(numbers.flatMap((number) => [...below.get(number)]));
const within = (numbers, scheme) => [...numbers].filter((number) => schemeOf(number) === scheme);

/* The lines of the studies that count, of the claims that are shown. */
function* linesShown() {
  for (const id of shownClaims().filter(isVerdictShown)) {
    for (const study of studiesOf(id)) {
      for (const line of study.lines) {
        if (!line.withdrawn && (line.exposures || line.outcomes)) yield { id, study, exposures: line.exposures || [], outcomes: line.outcomes || [] };
      }
    }
  }
}

/* The pairs of schemes that all lines name, those of most lines first. */
const schemePairs = () => remembered("scheme pairs", () => {
  const counts = new Map();
  for (const { studies } of Object.values(claims)) {
    for (const { exposures = [], outcomes = [], withdrawn } of studies.flatMap(({ lines }) => lines)) {
      if (withdrawn) continue;
      for (const row of new Set(exposures.map(schemeOf))) {
        for (const column of new Set(outcomes.map(schemeOf))) counts.set(`${row}|${column}`, (counts.get(`${row}|${column}`) || 0) + 1);
      }
    }
  }
  return [...counts].sort(([one, n], [other, m]) => m - n || (one < other ? -1 : 1)).map(([pair]) => pair.split("|"));
});
const schemesStudied = () => data.schemes.map(({ id }) => id).filter((id) => schemePairs().some((pair) => pair.includes(id)));
const sidesOf = ({ rows, columns }) => {
  const [row, column] = schemePairs().find(([one, other]) => (!rows || rows === one) && (!columns || columns === other)) || schemePairs()[0];
  return { rows: schemesStudied().includes(rows) ? rows : row, columns: schemesStudied().includes(columns) ? columns : column };
};

/* The cells that a line fills; outcomes may be asked for as rows, and what acted on them as columns. */
function* pairsOf({ exposures, outcomes }, { rows, columns }) {
  const [acting, measured] = [upwards(exposures), upwards(outcomes)];
  for (const row of within(acting, rows)) for (const column of within(measured, columns)) yield [row, column];
  if (rows === columns) return;
  for (const row of within(measured, rows)) for (const column of within(acting, columns)) yield [row, column];
}

/* Each cell: its claims, and of each the studies that looked at the pair. */
function cellsOf(sides) {
  const cells = new Map();
  for (const line of linesShown()) {
    for (const [row, column] of pairsOf(line, sides)) {
      const name = `${row}|${column}`;
      if (!cells.has(name)) cells.set(name, { row, column, claims: new Map() });
      const { claims: inside } = cells.get(name);
      if (!inside.has(line.id)) inside.set(line.id, new Set());
      inside.get(line.id).add(line.study.citation);
    }
  }
  return cells;
}

/* The shares of a cell by the verdict on its claims, in the order of the verdicts. */
function sharesOf({ claims: inside }) {
  return VERDICTS.map((verdict) => {
    const ids = [...inside.keys()].filter((id) => standingOf(id).verdict === verdict);
    return { verdict, ids, studies: new Set(ids.flatMap((id) => [...inside.get(id)])) };
  }).filter(({ ids }) => ids.length);
}

/* The concepts at the head of rows or columns: those of most claims first, what is narrower below what is wider. */
function headingsOf(cells, side, most = Infinity) {
  const weight = new Map();
  for (const cell of cells.values()) {
    const number = cell[side];
    weight.set(number, new Set([...(weight.get(number) || []), ...cell.claims.keys()]));
  }
  const inOrder = [...weight.keys()].sort((one, other) => weight.get(other).size - weight.get(one).size || conceptName(one).localeCompare(conceptName(other)));
  const seen = inOrder.slice(0, most);
  const isAbove = (wider, number) => wider !== number && below.get(number).has(wider) && !below.get(wider).has(number);
  const nearest = (number) => seen.filter((wider) => isAbove(wider, number)).sort((one, other) => below.get(other).size - below.get(one).size)[0];
  const walk = (top, depth) => seen.filter((number) => nearest(number) === top).flatMap((number) => [{ number, depth }, ...walk(number, depth + 1)]);
  return { seen: walk(undefined, 0), all: inOrder.length };
}

/* The claims about concepts of both sides for which no study is on record; what needs none is not among them. */
function saidOnly({ rows, columns }) {
  const isAboutBoth = (id) => { const about = upwards(claims[id].about || []); return [rows, columns].every((scheme) => within(about, scheme).length); };
  return shownClaims().filter((id) => UNSTUDIED.includes(wholeRating(id).verdict) && isAboutBoth(id));
}

/* As many rows and columns as there is room for without scrolling, unless all are asked for. */
function roomFor() {
  if (selection.own.all) return { rows: Infinity, columns: Infinity };
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const aside = innerWidth > 56 * rem ? ASIDE_WIDE * rem : 0;
  return {
    rows: Math.max(LEAST_ROWS, Math.min(MOST_ROWS, Math.floor((innerHeight - 260) / ROW_HIGH))),
    columns: Math.max(3, Math.floor((main.clientWidth - aside - HEAD_WIDE * rem) / (COLUMN_WIDE * rem + 2))),
  };
}

function gridNow() {
  const sides = sidesOf(selection.own);
  const cells = cellsOf(sides);
  const room = roomFor();
  return { sides, cells, rows: headingsOf(cells, "row", room.rows), columns: headingsOf(cells, "column", room.columns), said: saidOnly(sides) };
}

const pairName = (row, column) => `${conceptName(row)} × ${conceptName(column)}`;
const pairAddress = (row, column) => `${data.concepts[row].id}|${data.concepts[column].id}`;
const radiusOf = (count) => Math.max(6.5, Math.min(14, 3.6 * Math.sqrt(count)));

/* A bubble: its area the number of studies, its sign and colour the verdict; where uncertain claims lean, and all of
   them to one side, it has the colour of that side. */
function bubble({ verdict, ids, studies }) {
  const r = radiusOf(studies.size);
  const node = sign(verdict);
  const leans = new Set(ids.map((id) => standingOf(id).lean).filter(Boolean));
  node.classList.add("bubble");
  if (leans.size === 1) node.classList.add(leans.has(FOR) ? "leans-for" : "leans-against");
  node.style.width = node.style.height = `${2 * r}px`;
  return node;
}

/* A share in words: "12 studies, uncertain (2 lean for)". */
function shareInWords({ verdict, ids, studies }) {
  const leaning = [[FOR, "for"], [AGAINST, "against"]].map(([side, word]) => [ids.filter((id) => standingOf(id).lean === side).length, word]).filter(([count]) => count);
  const leans = leaning.map(([count, word]) => `${count} lean${count === 1 ? "s" : ""} ${word}`);
  return `${studiesIn(studies.size)}, ${wordOf(verdict)}${leans.length ? ` (${leans.join(", ")})` : ""}`;
}

/* Whether studies were weighed for it: of a cell with such claims, definitions and the like are told in words alone. */
const isWeighed = ({ verdict }) => !FOLDED.includes(verdict);

function cellButton(cell, row, column) {
  const address = pairAddress(row, column);
  const shares = cell ? sharesOf(cell) : [];
  const shown = shares.some(isWeighed) ? shares.filter(isWeighed) : shares;
  const text = shares.map(shareInWords).join("; ") || "no study";
  const inside = shown.map((share) => el("span", { class: "tok" }, bubble(share), el("span", { class: "num" }, String(share.studies.size))));
  const click = () => { go({ own: { cell: selection.own.cell === address ? "" : address } }); main.querySelector(`[data-cell="${CSS.escape(address)}"]`)?.focus(); };
  return el("td", { class: cell ? null : "hole" }, button([hidden(`${pairName(row, column)}: ${text}`), el("span", { class: "toks", "aria-hidden": "true" }, inside)], click, {
    tabindex: -1, "data-cell": address, "aria-pressed": String(selection.own.cell === address), title: `${pairName(row, column)}: ${text}`,
  }));
}

const headCell = ({ number, depth }, scope) => el("th", { scope, class: depth ? `deep d${Math.min(depth, 3)}` : null, dir: "auto" }, conceptName(number));

/* The table of all rows that are shown and these *columns*. */
function gridTable({ cells, rows }, columns) {
  const body = rows.seen.map((row) => el("tr", {}, headCell(row, "row"), columns.map((column) => cellButton(cells.get(`${row.number}|${column.number}`), row.number, column.number))));
  return el("table", { class: "gaps", style: { "--count": columns.length } }, el("colgroup", {}, el("col", { class: "named" }), el("col", { span: columns.length })),
    el("thead", {}, el("tr", {}, el("td", { class: "corner" }), columns.map((column) => headCell(column, "col")))), el("tbody", {}, body));
}
function gridScroll(grid) {
  const label = (id) => data.schemes.find((scheme) => scheme.id === id).label;
  return el("div", { class: "scroll", role: "region", tabindex: 0, "aria-label": `${label(grid.sides.rows)} against ${label(grid.sides.columns)}` }, gridTable(grid, grid.columns.seen));
}

/* On paper so many columns stand side by side; more come below. */
const ON_PAPER = 7;
function gridOnPaper() {
  const grid = gridNow();
  const { seen } = grid.columns;
  const pieces = Math.ceil(seen.length / ON_PAPER);
  const across = Math.ceil(seen.length / pieces);
  const tables = Array.from({ length: pieces }, (_, n) => gridTable(grid, seen.slice(n * across, (n + 1) * across)));
  main.querySelector(".scroll")?.replaceChildren(...tables);
}

const claimLine = (id, studies) => el("li", {}, el("span", { class: "standing" }, sign(standingOf(id).verdict), verdictInWords(rated(id)), studies ? `, ${studiesIn(studies.size)} here` : ""),
  el("a", { href: toClaim(id), dir: "auto" }, claims[id].statement));

/* The claims and studies of the cell that was chosen. */
function cellAside(row, column, cell) {
  const back = button("Back to what has no study", () => { go({ own: { cell: "" } }); main.querySelector(".gaps button")?.focus(); }, { class: "plain" });
  if (!cell) return [el("h2", {}, pairName(row, column)), el("p", {}, "No study on record looked at the one for the other: a gap."), back];
  const ids = [...cell.claims.keys()].sort((one, other) => VERDICTS.indexOf(standingOf(one).verdict) - VERDICTS.indexOf(standingOf(other).verdict) || byWeight(one, other));
  const studies = [...new Set(ids.flatMap((id) => [...cell.claims.get(id)]))].sort((one, other) => nameOf(one).localeCompare(nameOf(other)));
  return [el("h2", {}, pairName(row, column)), el("ul", {}, ids.map((id) => claimLine(id, cell.claims.get(id)))),
    el("h3", {}, studiesIn(studies.length)), el("p", { class: "citations" }, studies.map(nameOf).join(" · ")), back];
}

const SAID_SHOWN = 14;
function saidAside(said) {
  const rest = said.length > SAID_SHOWN ? el("details", {}, el("summary", {}, `and ${said.length - SAID_SHOWN} more`), el("ul", {}, said.slice(SAID_SHOWN).map((id) => claimLine(id)))) : null;
  return [el("h2", {}, "Said, no study on record"),
    el("p", { class: "muted" }, said.length ? `${many(said.length, "claim")} about a row and a column of the grid:` : "None: each claim about a row and a column has a study."),
    el("ul", {}, said.slice(0, SAID_SHOWN).map((id) => claimLine(id))), rest];
}

function gridAside(grid) {
  const [row, column] = (selection.own.cell || "").split("|").map((id) => conceptNumber.get(id));
  const isCell = row !== undefined && column !== undefined;
  return el("aside", { class: "beside", "aria-live": "polite" }, isCell ? cellAside(row, column, grid.cells.get(`${row}|${column}`)) : saidAside(grid.said));
}

function gridKey({ cells, rows, columns }) {
  const used = VERDICTS.filter((verdict) => [...cells.values()].some((cell) => [...cell.claims.keys()].some((id) => standingOf(id).verdict === verdict)));
  const holes = rows.seen.flatMap((row) => columns.seen.filter((column) => !cells.has(`${row.number}|${column.number}`))).length;
  return el("p", { class: "gridkey" }, el("span", {}, "A sign and its number: studies, on claims that are"), used.map((verdict) => el("span", {}, sign(verdict), wordOf(verdict))),
    el("span", {}, el("i", { class: "hole" }), `no study (${holes} here)`), el("span", {}, "What is narrower counts in what is wider, too."));
}

/* What holds of all rows and columns, however many there is room for. */
function gridHeadline({ sides, cells, rows, columns, said }) {
  const label = (id) => data.schemes.find((scheme) => scheme.id === id).label.toLowerCase();
  const claimed = said.length ? `${many(said.length, "claim")} about such a pair ${said.length === 1 ? "has" : "have"} no study on record` : "each claim about such a pair has a study";
  return `${only()}${only() ? "studies" : "Studies"} looked at ${cells.size} of the ${many(rows.all * columns.all, "pair")} of ${label(sides.rows)} and ${label(sides.columns)}; ${claimed}.`;
}

function gridTools({ sides, rows, columns }) {
  const options = schemesStudied().map((id) => [id, data.schemes.find((scheme) => scheme.id === id).label]);
  const pick = (name, text) => choice(text, sides[name], options, (value) => { go({ own: { [name]: value, cell: "" } }); refocus(text); });
  const isCut = rows.all > rows.seen.length || columns.all > columns.seen.length;
  const all = isCut || selection.own.all ? button(selection.own.all ? "Only those of most claims" : `Show all ${rows.all} × ${columns.all}`, () => { go({ own: { all: selection.own.all ? "" : "all" } }); main.querySelector("#allcells")?.focus(); }, { class: "plain", id: "allcells" }) : null;
  return el("div", { class: "tools sides" }, pick("rows", "Rows"), pick("columns", "Columns"), all);
}

/* From cell to cell by the arrow keys; Tab reaches one of them. */
const STEPS = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] };
function walkGrid(event) {
  const step = STEPS[event.key];
  const cell = event.target.closest(".gaps td");
  if (!step || !cell) return;
  event.preventDefault();
  const lines = [...cell.parentElement.parentElement.children];
  const next = lines[lines.indexOf(cell.parentElement) + step[0]]?.children[cell.cellIndex + step[1]]?.querySelector("button");
  if (!next) return;
  event.target.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}

views.grid = {
  title: "Grid",
  own: ["cell", "rows", "columns", "all"],
  draw(place) {
    if (!schemePairs().length) {
      place.append(el("p", { class: "empty" }, "No evidence line names what was done and what was measured, so there is nothing to set against each other."));
      return;
    }
    const grid = gridNow();
    const table = gridScroll(grid);
    table.addEventListener("keydown", walkGrid);
    (table.querySelector("[aria-pressed=true]") || table.querySelector("button") || {}).tabIndex = 0;
    place.append(el("div", { class: "lede" }, el("h1", {}, gridHeadline(grid)), activeFilters()), gridTools(grid),
      el("div", { class: "gridbody" }, el("div", {}, table, gridKey(grid)), gridAside(grid)));
  },
  wide() { if (schemePairs().length) redraw(); },
  paper() { if (schemePairs().length) gridOnPaper(); },
  table() {
    const { cells, said } = gridNow();
    const studied = [...cells.values()].flatMap((cell) => sharesOf(cell).map(({ verdict, ids, studies }) => ["studied", conceptName(cell.row), conceptName(cell.column), verdict, studies.size, [...studies].map(keyOf).join(" "), ids.map(keyOf).join(" ")]));
    return [["kind", "row", "column", "verdict", "studies", "citations", "claims"], ...studied, ...said.map((id) => ["said, never studied", "", "", wholeRating(id).verdict, 0, "", keyOf(id)])];
  },
};
}
