/* What the page knows, what is selected, and what is near it.

   Nothing in these scripts turns data into HTML: every word goes through a text node, and the only
   addresses are those of the data's own links, checked again for http(s). */
const data = JSON.parse(document.getElementById("data").textContent);
const { claims, works, articles, measures, marks, verdicts, looks } = data;
const byId = (id) => document.getElementById(id);
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const small = matchMedia("(max-width: 720px)");
const night = matchMedia("(prefers-color-scheme: dark)");

/* The values of each closed set, in their order; words, signs and colours stand in their looks. */
const STANCES = Object.keys(looks.stances);
const HEADINGS = Object.keys(looks.headings);
const VERDICTS = Object.keys(looks.verdicts);
const ATTITUDES = Object.keys(looks.attitudes);
const EXTRAS = ["stands", "premise", "conflict"];
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

/* What a view is: all of this stands in the address. *chosen* holds the filters by their names. */
const fresh = () => ({
  selected: null, held: null, steps: 1, text: "", chosen: new Map(),
  stances: new Set(STANCES), verdicts: new Set(VERDICTS), extras: new Set(),
});
/* And what follows from it: the things shown, those near the focus, and the edges drawn. */
const state = {
  ...fresh(), shown: new Set(nodes.keys()), ranked: null, near: new Set(), lines: new Set(), edges: new Set(),
  topics: new Set(), bareTopics: new Set(),
};

const nameOf = (id) => (claims[id] || {}).statement || (works[id] || {}).label || (articles[id] || {}).title || id;

/* What is said of a claim, and what its studies add up to. */
const standing = (id) => verdicts[id];
function doubtOf(id) {
  const marked = (works[id].flags || []).map((flag) => flag.mark);
  return marked.some((mark) => looks.doubts.includes(mark)) ? "!" : marked.includes("unverified") ? "?" : "";
}

const isStance = (kind) => STANCES.includes(kind);
const extraOf = (kind) => (ATTITUDES.includes(kind) ? "stands" : kind);

/* The middle of the neighbourhood: what is held in focus, or else what is selected. */
const centre = () => state.held || state.selected;

/* Whether *edge* is one to draw when both its ends are shown; at the middle all links are. */
function wanted(edge) {
  if (isStance(edge.kind)) return state.lines.has(edge.id);
  return state.extras.has(extraOf(edge.kind)) || [state.held, state.selected].some((id) => id && (edge.from === id || edge.to === id));
}

/* The things within so many steps of the middle; what articles say leads no further. */
function focus() {
  const middle = centre();
  state.near = new Set(middle ? [middle] : []);
  let rim = [...state.near];
  for (let step = 0; step < state.steps && rim.length; step += 1) {
    const next = new Set();
    for (const id of rim) {
      if (articles[id] && id !== middle) continue;
      for (const edge of touching.get(id)) {
        const other = edge.from === id ? edge.to : edge.from;
        if (wanted(edge) && !state.near.has(other) && (step === 0 || state.shown.has(other))) next.add(other);
      }
    }
    for (const id of next) state.near.add(id);
    rim = [...next];
  }
  state.edges = new Set(edges.filter((edge) => wanted(edge) && visible(edge.from) && visible(edge.to)).map((edge) => edge.id));
}

const visible = (id) => state.shown.has(id) || state.near.has(id) || id === state.selected;
const dimmed = (id) => centre() !== null && !state.near.has(id) && id !== state.selected;
