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
  const counts = STANCES.filter((stance) => claim.counts && claim.counts[stance]);
  const { verdict } = standing(id);
  const spoken = claim.counted ? ` (${verdict}: ${claim.counted})` : " (untested: no study)";
  const signs = counts.map((stance) => el("b", { class: stance }, `${SIGNS[stance]}${claim.counts[stance]}`));
  const made = row(id, sign(verdict), el("span", { class: counts.length ? null : "bare" }, claim.statement), el("span", { class: "counts", "aria-hidden": "true" }, signs));
  made.firstChild.setAttribute("aria-label", claim.statement + spoken);
  return made;
}

function openList() {
  const list = byId("list");
  for (const topic of data.topics) {
    byId("topic").append(el("option", { value: topic.id }, topic.label));
    const heading = el("h2", {}, `${topic.label} `, el("span", {}, String(topic.claims.length)));
    list.append(el("section", {}, heading, el("ul", {}, topic.claims.map(claimRow))));
  }
  const articleIds = Object.keys(articles);
  for (const id of articleIds) byId("article").append(el("option", { value: id }, articles[id].title));
  const byLabel = (a, b) => works[a].label.localeCompare(works[b].label, "en");
  const workRow = (id) => row(id, el("span", {}, works[id].label, el("small", {}, works[id].title || "")));
  for (const [name, found] of [["Articles", articleIds.map((id) => row(id, el("span", {}, articles[id].title)))],
    ["Studies", Object.keys(works).sort(byLabel).map(workRow)]]) {
    if (found.length) list.append(el("details", {}, el("summary", {}, `${name} `, el("span", {}, String(found.length))), el("ul", {}, found)));
  }
}

function siftList() {
  let count = 0;
  for (const [id, item] of rows) {
    item.hidden = !state.shown.has(id);
    if (claims[id] && !item.hidden) count += 1;
    const button = item.firstChild;
    if (id === state.selected) button.setAttribute("aria-current", "true"); else button.removeAttribute("aria-current");
  }
  for (const group of byId("list").children) {
    const items = [...group.querySelectorAll("li")];
    const left = items.filter((item) => !item.hidden).length;
    group.hidden = left === 0;
    group.querySelector("h2 span, summary span").textContent = left === items.length ? left : `${left} of ${items.length}`;
    if (group.tagName === "DETAILS" && state.query.length && left) group.open = true;
  }
  const all = Object.keys(claims).length;
  byId("status").textContent = count === all ? `${all} ${all === 1 ? "claim" : "claims"}`
    : count ? `${count} of ${all} claims` : "Nothing fits.";
  byId("everything").hidden = count === all && state.shown.size === nodes.size;
}
