/* Claims: the answer at first sight. The headline says what was found, the tiles count and filter, and the claims
   stand by topic, topics and claims by the weight of their evidence. */
const openTopics = new Set();
const longTopics = new Set();
/* With more studied claims than this, only the heaviest of a topic are shown at once. */
const ALL_SHOWN = 150;
const HEAVIEST = 6;
const COLUMN = 23.5;
const COLUMN_MOST = 40;
const COLUMN_GAP = 20;
const TOPIC_GAP = 11;

const byWeight = (one, other) => heaviness(rated(other)) - heaviness(rated(one)) || rated(other).studies.length - rated(one).studies.length
  || claims[one].statement.localeCompare(claims[other].statement);

function countsOf(ids) {
  const count = (isSo) => ids.filter((id) => isSo(rated(id))).length;
  return { ...Object.fromEntries(VERDICTS.map((verdict) => [verdict, count((rating) => rating.verdict === verdict)])),
    leaning: count(({ lean }) => lean), leansFor: count(({ lean }) => lean === FOR), leansAgainst: count(({ lean }) => lean === AGAINST) };
}

const only = () => { const { studies } = filtersInWords(); return studies.length ? `Counting only ${listed(studies)}: ` : ""; };

function single(rating) {
  const end = { backed: "studies back it", opposed: "studies are against it", contested: "studies disagree on it", uncertain: `it is uncertain${rating.lean ? `, and ${leaning(rating)} it` : ""}`,
    "none recorded": "no study of it is recorded", "none found": "a systematic search found no study of it", definition: "it is a matter of definition" }[rating.verdict];
  return `One claim, and ${end || wordOf(rating.verdict)}.`;
}

/* What was found, in two sentences. */
function headline(ids) {
  if (!ids.length) return claimIds.length ? "No claim is left by the filters." : "There are no claims yet.";
  if (ids.length === 1) return only() + single(rated(ids[0]));
  const n = countsOf(ids);
  const did = [n.backed && `back ${n.backed}`, n.opposed && `oppose ${n.opposed}`, n.contested && `disagree on ${n.contested}`].filter(Boolean);
  const lean = [n.leansFor && `${n.leansFor} lean${n.leansFor === 1 ? "s" : ""} for`, n.leansAgainst && `${n.leansAgainst} lean${n.leansAgainst === 1 ? "s" : ""} against`].filter(Boolean);
  const rest = [n.uncertain && `${n.uncertain} ${n.uncertain === 1 ? "is" : "are"} uncertain${lean.length ? ` (${lean.join(", ")})` : ""}`,
    n["none recorded"] + n["none found"] && `${n["none recorded"] + n["none found"]} ${n["none recorded"] + n["none found"] === 1 ? "has" : "have"} no study`,
    n.definition && `${n.definition} ${n.definition === 1 ? "is a matter" : "are matters"} of definition`].filter(Boolean);
  const first = `${only()}${only() ? "of" : "Of"} ${ids.length} claims, studies ${did.length ? listed(did) : "settle none"}.`;
  return rest.length ? `${first} ${capital(listed(rest))}.` : first;
}

/* Tiles: how many claims have each verdict; a click shows these alone. */
function tile(verdict, n) {
  const pressed = selection.verdict === verdict;
  const lean = verdict === "uncertain" && n.leaning ? el("small", {}, `${n.leaning} lean${n.leaning === 1 ? "s" : ""}`) : null;
  const click = () => { go({ verdict: pressed ? "" : verdict }); main.querySelector(`[data-verdict="${CSS.escape(verdict)}"]`)?.focus(); };
  return button([sign(verdict), el("b", {}, `${n[verdict]} ${wordOf(verdict)}`), lean], click, { class: `tile ${looks.verdicts[verdict].name}`, "aria-pressed": String(pressed), "data-verdict": verdict, title: looks.verdicts[verdict].meaning });
}

function key() {
  const blocks = (weights) => weights.map((weight) => el("i", { style: { "flex-grow": weight } }));
  const part = (name, share, ...inside) => el("span", { class: name, style: { width: `${share}%` } }, ...inside);
  return el("div", { class: "key" },
    el("div", { class: "ends" }, el("span", { class: "for-side" }, "for"), el("span", { class: "bar", "aria-hidden": "true" },
      part("pro", 42, blocks([3, 1.3, 1])), part("gap", 28, el("i", { class: "open" }), el("i", {})), part("con", 30, blocks([0.5, 1.3, 1.5]))), el("span", { class: "against-side" }, "against")),
    el("p", {}, "A block is a study, as wide as its weight. Grey: unknown. ● could not tell, ○ adds to no side."));
}

function tiles(ids) {
  const n = countsOf(ids);
  return el("div", { class: "tiles", role: "group", "aria-label": "Show claims by verdict" },
    VERDICTS.filter((verdict) => n[verdict] || verdict === selection.verdict).map((verdict) => tile(verdict, n)), key());
}

/* Topics with their claims, the heaviest first. */
function groupsOf(ids) {
  const groups = new Map();
  for (const id of ids) groups.set(claims[id].topic || "", [...(groups.get(claims[id].topic || "") || []), id]);
  const sum = (list) => list.reduce((total, id) => total + heaviness(rated(id)), 0);
  return [...groups].map(([topic, list]) => ({ topic, label: topicLabels.get(topic) || topic || "All claims", ids: list.sort(byWeight), weight: sum(list) }))
    .sort((one, other) => other.weight - one.weight || one.label.localeCompare(other.label));
}

function foldedLine({ topic, ids }, refill) {
  if (!ids.length) return [];
  const isOpen = openTopics.has(topic) || FOLDED.includes(selection.verdict);
  const counts = FOLDED.map((verdict) => [ids.filter((id) => rated(id).verdict === verdict).length, wordOf(verdict)]).filter(([count]) => count);
  const text = counts.map(([count, word]) => `${count} ${word}`).join(", ");
  const click = () => { if (isOpen) openTopics.delete(topic); else openTopics.add(topic); refill(topic); };
  const list = el("ul", { class: "bare" }, ids.map((id) => el("li", {}, el("a", { href: toClaim(id), dir: "auto" }, sign(rated(id).verdict), claims[id].statement, hidden(`: ${wordOf(rated(id).verdict)}`)))));
  return [button(text, click, { class: "fold", "aria-expanded": String(isOpen), "data-topic": topic }), isOpen ? list : null];
}

function section(group, isAlone, refill, cap) {
  const seen = group.ids.filter((id) => !isFolded(rated(id)));
  const [fold, list] = foldedLine({ topic: group.topic, ids: group.ids.filter((id) => isFolded(rated(id))) }, refill);
  const cut = cap && seen.length > HEAVIEST + 2 && !longTopics.has(group.topic) ? HEAVIEST : seen.length;
  const more = cut < seen.length ? button(`${seen.length - cut} more with less weight`, () => { longTopics.add(group.topic); refill(group.topic); }, { class: "more" }) : null;
  return el("section", { class: isAlone ? "alone" : null, "aria-label": capital(group.label) },
    el("div", { class: "topic" }, el("h2", { dir: "auto" }, group.label), el("span", { class: "count" }, many(group.ids.length, "claim")), fold || null),
    list, el("div", { class: "cards" }, seen.slice(0, cut).map((id) => card(id))), more);
}

function fillTopics(box) {
  const groups = groupsOf(shownClaims().filter(isVerdictShown));
  const studied = groups.reduce((sum, { ids }) => sum + ids.filter((id) => !isFolded(rated(id))).length, 0);
  const refill = (topic) => { fillTopics(box); box.querySelector(`.fold[data-topic="${CSS.escape(topic)}"]`)?.focus(); };
  const none = claimIds.length ? (selection.verdict ? `No claim is ${wordOf(selection.verdict)} here.` : "") : "Add a claim and its studies, and they appear here.";
  box.replaceChildren(...groups.map((group) => section(group, groups.length === 1, refill, studied > ALL_SHOWN && groups.length > 1)));
  if (!groups.length && none) box.append(el("p", { class: "empty" }, none));
  arrange(box);
  if (selection.links) drawAllLinks(box);
}

/* Each topic into the column that is shortest so far; in the source they stay in the order of their weight. */
function arrange(box) {
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const sections = [...box.querySelectorAll(":scope > section")];
  const room = box.clientWidth;
  const columns = Math.max(1, Math.min(sections.length, Math.floor((room + COLUMN_GAP) / (COLUMN * rem + COLUMN_GAP))));
  const isPlaced = sections.length > 1;
  box.classList.toggle("placed", isPlaced);
  box.style.height = "";
  if (!isPlaced) return;
  const width = Math.min((room - COLUMN_GAP * (columns - 1)) / columns, COLUMN_MOST * rem);
  for (const one of sections) one.style.width = `${width}px`;
  const heights = sections.map((one) => one.offsetHeight);
  const feet = Array(columns).fill(0);
  sections.forEach((one, n) => {
    const column = feet.indexOf(Math.min(...feet));
    one.style.left = `${column * (width + COLUMN_GAP)}px`;
    one.style.top = `${feet[column]}px`;
    feet[column] += heights[n] + TOPIC_GAP;
  });
  box.style.height = `${Math.max(...feet)}px`;
}

views.claims = {
  title: "Claims",
  draw(place) {
    if (selection.search) { drawSearch(place); return; }
    const ids = shownClaims();
    const box = el("div", { id: "topics" });
    place.append(el("div", { class: "lede" }, el("h1", {}, headline(ids)), activeFilters()), ...(claimIds.length ? [tiles(ids)] : []), box);
    fillTopics(box);
    listenForLinks(box);
  },
  wide() {
    const box = byId("topics");
    if (!box) return;
    arrange(box);
    dark(box);
  },
};
