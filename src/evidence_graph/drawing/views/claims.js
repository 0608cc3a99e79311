/* Claims: the answer at first sight. The headline says what was found, the tiles count and filter, and the claims
   stand by topic, topics and claims by the weight of their evidence. */
const openTopics = new Set();
const longTopics = new Set();
/* Of a topic of many claims the *heaviest* stand first; with more studied claims than *all* the others are folded. Of
   many groups fewer each, and of one alone the *most*: more cards than a reader scrolls through make a page slow. */
const { all: ALL_SHOWN, heaviest: HEAVIEST, more: FEW_MORE, most: MOST_CARDS } = data.cards;
const COLUMN = 23.5;
const COLUMN_MOST = 40;
const COLUMN_GAP = 20;
const TOPIC_GAP = 11;

const byLetters = new Intl.Collator();
const byWeight = (one, other) => {
  const [first, second] = [standingOf(one), standingOf(other)];
  return second.weight - first.weight || second.studies - first.studies || byLetters.compare(claims[one].statement, claims[other].statement);
};

function countsOf(ids) {
  const standings = ids.map(standingOf);
  const count = (isSo) => standings.filter(isSo).length;
  return { ...Object.fromEntries(VERDICTS.map((verdict) => [verdict, count((standing) => standing.verdict === verdict)])),
    leaning: count(({ lean }) => lean), leansFor: count(({ lean }) => lean === FOR), leansAgainst: count(({ lean }) => lean === AGAINST) };
}

const only = () => { const { studies } = filtersInWords(); return studies.length ? `Counting only ${listed(studies)}: ` : ""; };

/* What studies do to the claims with a verdict. */
const DEEDS = [[VERDICT.BACKED, "back"], [VERDICT.OPPOSED, "oppose"], [VERDICT.CONTESTED, "disagree on"]];

/* What was found, in two sentences. */
function headline(ids) {
  if (!ids.length) return claimIds.length ? "No claim is left by the filters." : "There are no claims yet.";
  if (ids.length === 1) return `${only()}${only() ? "one" : "One"} claim: ${verdictInWords(rated(ids[0]))}.`;
  const n = countsOf(ids);
  const did = DEEDS.filter(([verdict]) => n[verdict]).map(([verdict, deed]) => `${deed} ${n[verdict]}`);
  const open = n[VERDICT.UNCERTAIN];
  const lean = n.leaning ? `, ${n.leaning} of them leaning to one side` : "";
  const rest = open ? ` ${open} ${open === 1 ? "is" : "are"} ${wordOf(VERDICT.UNCERTAIN)}${lean}.` : "";
  return `${only()}${only() ? "of" : "Of"} ${ids.length} claims, studies ${did.length ? listed(did) : "settle none"}.${rest}`;
}

/* Tiles: how many claims have each verdict; a click shows these alone. */
function tile(verdict, n) {
  const pressed = selection.verdict === verdict;
  const leans = [n.leansFor && `${n.leansFor} lean${n.leansFor === 1 ? "s" : ""} for`, n.leansAgainst && `${n.leansAgainst} against`].filter(Boolean);
  const lean = verdict === VERDICT.UNCERTAIN && leans.length ? el("small", {}, leans.join(", ")) : null;
  const click = () => { go({ verdict: pressed ? "" : verdict }); main.querySelector(`[data-verdict="${CSS.escape(verdict)}"]`)?.focus(); };
  return button([sign(verdict), el("b", {}, verdictsIn(n[verdict], verdict)), lean], click, { class: `tile ${looks.verdicts[verdict].name}`, "aria-pressed": String(pressed), "data-verdict": verdict, title: looks.verdicts[verdict].meaning });
}

function key() {
  const blocks = (weights) => weights.map((weight) => el("i", { style: { "flex-grow": weight } }));
  const part = (name, share, ...inside) => el("span", { class: name, style: { width: `${share}%` } }, ...inside);
  return el("div", { class: "key" },
    el("div", { class: "ends" }, el("span", { class: "for-side" }, "for"), el("span", { class: "bar", "aria-hidden": "true" },
      part("pro", 42, blocks([3, 1.3, 1])), part("gap", 28, el("i", { class: "open" }), el("i", {})), part("con", 30, blocks([0.5, 1.3, 1.5]))), el("span", { class: "against-side" }, "against")),
    el("p", {}, el("b", {}, "How to read a bar. "), "A block is a study, as wide as its weight. Grey: what studies leave open. ● could not tell, ○ adds to no side."));
}

/* The claims on which studies come to a verdict, by name where they are few. */
const FEW_SETTLED = 3;
function settled(ids) {
  const of = new Map(DEEDS.map(([verdict]) => [verdict, ids.filter((id) => standingOf(id).verdict === verdict)]));
  const found = [...of.values()].flat();
  if (!found.length || found.length > FEW_SETTLED || found.length === ids.length) return null;
  return el("ul", { class: "settled", "aria-label": "Claims with a verdict" }, found.map((id) => el("li", {}, sign(standingOf(id).verdict), hidden(`${wordOf(standingOf(id).verdict)}: `), el("a", { href: toClaim(id), dir: "auto" }, claims[id].statement))));
}

function tiles(ids) {
  const n = countsOf(ids);
  return el("div", { class: "found" }, el("div", { class: "tiles", role: "group", "aria-label": "Show claims by verdict" },
    VERDICTS.filter((verdict) => n[verdict] || verdict === selection.verdict).map((verdict) => tile(verdict, n))), key(), settled(ids));
}

const groupName = ({ group, topic }) => (group === undefined ? topic || "" : data.groups[group]);

/* Topics with their claims, the heaviest first; a topic of very many claims in groups of what they share. */
function groupsOf(ids) {
  const groups = new Map();
  for (const id of ids) {
    const name = groupName(claims[id]);
    if (!groups.has(name)) groups.set(name, []);
    groups.get(name).push(id);
  }
  const sum = (list) => list.reduce((total, id) => total + standingOf(id).weight, 0);
  return [...groups].map(([topic, list]) => ({ topic, label: topicLabels.get(topic) || topic || "All claims", ids: list.sort(byWeight), weight: sum(list) }))
    .sort((one, other) => other.weight - one.weight || one.label.localeCompare(other.label));
}

function foldedLine({ topic, ids }, refill) {
  if (!ids.length) return [];
  const isOpen = openTopics.has(topic) || FOLDED.includes(selection.verdict);
  const counts = FOLDED.map((verdict) => [ids.filter((id) => standingOf(id).verdict === verdict).length, verdict]).filter(([count]) => count);
  const text = counts.map(([count, verdict]) => verdictsIn(count, verdict)).join(", ");
  const click = () => { if (isOpen) openTopics.delete(topic); else openTopics.add(topic); refill(topic); };
  const list = () => el("ul", { class: "bare" }, ids.map((id) => el("li", {}, el("a", { href: toClaim(id), dir: "auto" }, sign(standingOf(id).verdict), claims[id].statement, hidden(`: ${wordOf(standingOf(id).verdict)}`)))));
  return [button(text, click, { class: "fold", "aria-expanded": String(isOpen), "data-topic": topic }), isOpen ? list() : null];
}

/* Which claims of a topic have a card at once, and which stand below all topics or wait for a click. */
function planned(group, { parts, most }) {
  const seen = group.ids.filter((id) => !isFolded(standingOf(id)));
  const isWhole = parts === "all" || longTopics.has(group.topic) || seen.length <= (most === HEAVIEST ? most + FEW_MORE : most);
  return { group, parts, cards: isWhole ? seen : seen.slice(0, most), rest: isWhole ? [] : seen.slice(most), folded: group.ids.filter((id) => isFolded(standingOf(id))) };
}

/* A topic with its heaviest claims; where it has many, the rest stands below all topics, or waits for a click. */
function section({ group, parts, cards, rest, folded }, refill) {
  const [fold, list] = foldedLine({ topic: group.topic, ids: folded }, refill);
  const isBelow = parts === "below";
  const unfold = () => { longTopics.add(group.topic); refill(group.topic); };
  const more = rest.length ? button(`${rest.length} more with less weight${isBelow ? " below" : ""}`, isBelow ? () => goBelow(group.topic) : unfold, { class: "more" }) : null;
  const first = el("section", { class: parts === "all" ? "alone" : null, "aria-label": capital(group.label) },
    el("div", { class: "topic" }, el("h2", { dir: "auto" }, capital(group.label)), el("span", { class: "count" }, many(group.ids.length, "claim")), fold || null),
    list, el("div", { class: "cards" }, cards.map((id) => card(id))), more);
  return { first, rest: rest.length && isBelow ? continued(group, rest) : null };
}

function continued({ topic, label }, ids) {
  return el("section", { "aria-label": `${capital(label)}, continued`, "data-rest": topic },
    el("div", { class: "topic" }, el("h2", { dir: "auto" }, capital(label)), el("span", { class: "count" }, `${ids.length} with less weight`)),
    el("div", { class: "cards" }, ids.map((id) => card(id))));
}
function goBelow(topic) {
  const below = main.querySelector(`[data-rest="${CSS.escape(topic)}"]`);
  below.scrollIntoView({ block: "start", behavior: calm.matches ? "auto" : "smooth" });
  below.querySelector(".card").focus({ preventScroll: true });
}

/* How much of each of so many groups is shown at once, and where the rest is. */
function extentOf(groups, studied) {
  if (groups === 1) return studied > MOST_CARDS ? { parts: "folded", most: MOST_CARDS } : { parts: "all" };
  const most = Math.max(1, Math.min(HEAVIEST, Math.floor(MOST_CARDS / groups)));
  return studied > ALL_SHOWN ? { parts: "folded", most } : { parts: "below", most: HEAVIEST };
}

function planOf(ids) {
  const groups = groupsOf(ids.filter(isVerdictShown));
  const studied = groups.reduce((sum, { ids: members }) => sum + members.filter((id) => !isFolded(standingOf(id))).length, 0);
  return groups.map((group) => planned(group, extentOf(groups.length, studied)));
}

function fillTopics(box, plan = planOf(shownClaims())) {
  const refill = (topic) => { fillTopics(box); box.querySelector(`.fold[data-topic="${CSS.escape(topic)}"]`)?.focus(); };
  const none = claimIds.length ? (selection.verdict ? `No claim is ${wordOf(selection.verdict)} here.` : "") : "Add a claim and its studies, and they appear here.";
  const sections = plan.map((one) => section(one, refill));
  box.replaceChildren();
  const room = box.clientWidth;
  box.append(...sections.map(({ first }) => first));
  put(box, sections.map(({ rest }) => rest));
  if (!plan.length && none) box.append(el("p", { class: "empty" }, none));
  arrange(box, room);
  if (selection.links) drawAllLinks(box);
}

/* Each topic into the column that is shortest so far; in the source they stay in the order of their weight. Whoever
   knows the *room* spares the browser to lay out all cards once more. */
function arrange(box, room = box.clientWidth) {
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const sections = [...box.querySelectorAll(":scope > section")];
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
  /* Whether all that is drawn can be drawn before the page has been read to its end. */
  isAtHand() {
    if (selection.search || selection.study || isCounting()) return false;
    const ids = shownClaims();
    const cards = planOf(ids).flatMap((one) => (one.parts === "below" ? [...one.cards, ...one.rest] : one.cards));
    return (ids.length === 1 ? ids : cards).every(isAtHand);
  },
  draw(place) {
    if (selection.search) { drawSearch(place); return; }
    const ids = shownClaims();
    const box = el("div", { id: "topics" });
    put(place, el("div", { class: "lede" }, el("h1", {}, headline(ids)), activeFilters()), claimIds.length ? tiles(ids) : null, box);
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
