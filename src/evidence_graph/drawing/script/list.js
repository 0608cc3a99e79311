/* The list: everything on the map as real buttons, the map's twin for keyboard and screen reader. */
const rows = new Map();
function row(id, ...inside) {
  const button = el("button", { type: "button" }, ...inside);
  button.addEventListener("click", () => select(id, { reading: true }));
  const item = el("li", {}, button);
  rows.set(id, item);
  return item;
}

function claimRow(id) {
  const claim = claims[id];
  const counts = HEADINGS.filter((name) => claim.counts && claim.counts[name]);
  const { verdict } = standing(id);
  const spoken = ` (${looks.verdicts[verdict].word}: ${claim.counted || "no study"})`;
  const signs = counts.map((name) => el("b", { class: name }, `${looks.headings[name].sign}${claim.counts[name]}`));
  const made = row(id, sign(verdict), el("span", { class: counts.length ? null : "bare" }, claim.statement), el("span", { class: "counts", "aria-hidden": "true" }, signs));
  made.firstChild.setAttribute("aria-label", claim.statement + spoken);
  return made;
}

/* Under each topic its claims; below them the articles and the studies, folded. */
const homes = new Map();
function openList() {
  const list = byId("list");
  const group = (ids, toRow) => {
    const ul = el("ul", {}, ids.map(toRow));
    homes.set(ul, ids);
    return ul;
  };
  for (const topic of data.topics) {
    const heading = el("h2", {}, `${topic.label} `, el("span", {}, String(topic.claims.length)));
    list.append(el("section", {}, heading, group(topic.claims, claimRow)));
  }
  const byLabel = (a, b) => works[a].label.localeCompare(works[b].label, "en");
  const doubts = (id) => (works[id].flags || []).map((flag) => (flag.mark === "unverified" ? "partly unverified" : flag.mark));
  const workRow = (id) => row(id, marker(id), el("span", {}, works[id].label, el("small", {}, works[id].title || ""), el("small", {}, doubts(id).join(", "))));
  for (const [name, ids, toRow] of [["Articles", Object.keys(articles), (id) => row(id, el("span", {}, articles[id].title))],
    ["Studies", Object.keys(works).sort(byLabel), workRow]]) {
    if (ids.length) list.append(el("details", {}, el("summary", {}, `${name} `, el("span", {}, String(ids.length))), group(ids, toRow)));
  }
}

/* A search puts the claims found on top, best first; without one each stands under its topic. */
let searched = false;
function rank() {
  if (!searched && !state.ranked) return;
  for (const [ul, ids] of homes) ul.append(...ids.map((id) => rows.get(id)));
  searched = state.ranked !== null;
  if (!searched) return;
  const best = [...state.ranked].filter(([id]) => state.shown.has(id)).sort(([, a], [, b]) => b - a);
  byId("found").querySelector("ul").append(...best.map(([id]) => rows.get(id)));
}

function siftList() {
  for (const [id, item] of rows) {
    item.hidden = !state.shown.has(id);
    const button = item.firstChild;
    if (id === state.selected) button.setAttribute("aria-current", "true"); else button.removeAttribute("aria-current");
  }
  rank();
  for (const group of byId("list").children) {
    const items = [...group.querySelectorAll("li")];
    const left = items.filter((item) => !item.hidden).length;
    group.hidden = left === 0;
    group.querySelector("h2 span, summary span").textContent = left === items.length ? left : `${left} of ${items.length}`;
    if (group.tagName === "DETAILS" && state.ranked && left) group.open = true;
  }
  tellShown();
}

const several = (count, all, one, many) => (count === all ? `${all} ${all === 1 ? one : many}` : `${count} of ${all} ${many}`);
function tellShown() {
  const ids = [...state.shown];
  const [some, every] = [claims, works].map((kind) => ids.filter((id) => kind[id]).length);
  const [allClaims, allWorks] = [Object.keys(claims).length, Object.keys(works).length];
  byId("status").textContent = some || every
    ? `${several(some, allClaims, "claim", "claims")}, ${several(every, allWorks, "study", "studies")}` : "Nothing fits.";
  byId("everything").hidden = !setFilters() && !state.text;
  byId("how").hidden = !state.ranked;
}
