/* What the page knows, what is selected, and what the filters leave.

   Nothing in these scripts turns data into HTML: every word goes through a text node, and the only
   addresses are those of the data's own links, checked again for http(s). */
const data = JSON.parse(document.getElementById("data").textContent);
const { claims, works, articles, measures, marks, verdicts } = data;
const byId = (id) => document.getElementById(id);
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const small = matchMedia("(max-width: 720px)");
const night = matchMedia("(prefers-color-scheme: dark)");

const STANCES = ["supports", "opposes", "qualifies", "background"];
const SIGNS = { supports: "+", opposes: "−", qualifies: "~", background: "·" };
const GROUPS = { supports: "For", opposes: "Against", qualifies: "Qualifying", background: "Background" };
const VERDICTS = ["backed", "opposed", "contested", "thin", "untested"];
const STANDS = ["asserts", "denies", "reports"];
const STOOD = { asserts: "Asserted by", denies: "Denied by", reports: "Reported by" };
const FONT = '"Helvetica Neue", Helvetica, Arial, "Liberation Sans", sans-serif';

const nodes = new Map(data.network.nodes.map((node) => [node.id, node]));
const edges = data.network.edges;
/* So many lines are not drawn one by one: from afar none but those of what is selected, nearer all in one go. */
const crowded = edges.length > 3000;
const touching = new Map([...nodes.keys()].map((id) => [id, []]));
for (const edge of edges) {
  touching.get(edge.from).push(edge);
  touching.get(edge.to).push(edge);
}

const state = {
  selected: null, query: [], stances: new Set(STANCES), verdicts: new Set(VERDICTS), topic: "", article: "", extras: new Set(),
  shown: new Set(nodes.keys()), near: new Set(), edges: new Set(), topics: new Set(), bareTopics: new Set(),
};

/* Small letters without accents, so that "garcia" finds García. */
const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

const haystacks = new Map();
for (const [id, claim] of Object.entries(claims)) {
  haystacks.set(id, folded([claim.statement, claim.topicLabel, claim.words].join(" | ")));
}
for (const [id, work] of Object.entries(works)) {
  haystacks.set(id, folded([id, work.label, work.title, work.source, ...(work.authors || [])].join(" | ")));
}
for (const [id, article] of Object.entries(articles)) {
  haystacks.set(id, folded([id, article.title].join(" | ")));
}
const hit = (id) => state.query.every((word) => haystacks.get(id).includes(word));

const nameOf = (id) => (claims[id] || {}).statement || (works[id] || {}).label || (articles[id] || {}).title || id;

/* What the studies of a claim add up to; one without a study is untested. */
const UNTESTED = { verdict: "untested", certainty: "very low", support: 0, opposition: 0, why: "No study is on record for or against it." };
const standing = (id) => verdicts[id] || UNTESTED;
const DOUBTFUL = ["retracted", "expression of concern", "disputed", "corrected"];
function doubtOf(id) {
  const marked = (works[id].flags || []).map((flag) => flag.mark);
  return marked.some((mark) => DOUBTFUL.includes(mark)) ? "!" : marked.includes("unverified") ? "?" : "";
}

const isStance = (kind) => STANCES.includes(kind);
const extraOf = (kind) => (STANDS.includes(kind) ? "stands" : kind);

function passes(id) {
  const claim = claims[id];
  if (!state.verdicts.has(standing(id).verdict)) return false;
  if (state.topic && claim.topic !== state.topic) return false;
  if (state.article && !(claim.stands || []).some((s) => s.article === state.article)) return false;
  if (state.stances.size === STANCES.length) return true;
  return STANCES.some((stance) => state.stances.has(stance) && claim.counts[stance]);
}

/* The claims that pass the filters and have the words sought, in themselves or in one of their works;
   the works beside them; and the articles. */
function sift() {
  const shown = new Set();
  for (const id of Object.keys(claims)) {
    const said = (claims[id].studies || []).some((study) => hit(study.work));
    if (passes(id) && (hit(id) || said)) shown.add(id);
  }
  for (const id of Object.keys(works)) {
    const judged = touching.get(id).filter((edge) => isStance(edge.kind));
    const beside = judged.filter((edge) => state.stances.has(edge.kind) && shown.has(edge.to));
    const free = judged.length === 0 && !state.topic && !state.article;
    if (hit(id) ? beside.length || free : beside.some((edge) => hit(edge.to))) shown.add(id);
  }
  for (const id of Object.keys(articles)) {
    if ((!state.article || state.article === id) && hit(id)) shown.add(id);
  }
  state.shown = shown;
  const topicsOf = (wanted) => new Set([...shown].filter((id) => claims[id] && wanted(claims[id])).map((id) => claims[id].topic));
  state.topics = topicsOf(() => true);
  state.bareTopics = topicsOf((claim) => !claim.studies);
}

/* The selected thing and all that is linked to it; an edge that is off by default shows at its ends. */
function focus() {
  const { selected, shown } = state;
  state.near = new Set(selected ? [selected] : []);
  state.edges = new Set();
  for (const edge of edges) {
    const mine = edge.from === selected || edge.to === selected;
    const wanted = isStance(edge.kind) ? state.stances.has(edge.kind) : mine || state.extras.has(extraOf(edge.kind));
    if (!wanted || !(mine || (shown.has(edge.from) && shown.has(edge.to)))) continue;
    state.edges.add(edge.id);
    if (mine) state.near.add(edge.from).add(edge.to);
  }
}

const visible = (id) => state.shown.has(id) || state.near.has(id);
const dimmed = (id) => state.selected !== null && !state.near.has(id);
