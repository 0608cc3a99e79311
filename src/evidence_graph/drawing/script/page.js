/* Selecting, filtering and deep links: one way in for list, canvas, panel and address. */
const anchorOf = new Map(Object.entries(data.anchors).map(([anchor, id]) => [id, anchor]));

function refresh() {
  sift();
  focus();
  paintEdges();
  siftList();
  network.redraw();
}

/* With *reading*, the focus goes to the panel's heading, where a screen reader goes on reading. */
function select(id, { reading = false } = {}) {
  if (id !== state.selected) {
    state.selected = id;
    refresh();
    fillPanel();
    const anchor = `#${encodeURIComponent(anchorOf.get(id) || id)}`;
    if (location.hash !== anchor) location.hash = anchor;
    reveal(rows.get(id));
    requestAnimationFrame(() => { network.redraw(); lookAt(id); });
  }
  if (reading) byId("panel").querySelector("h2").focus({ preventScroll: true });
}

/* Brings an item of the list into view, unless it is there or its group is folded. */
function reveal(item) {
  if (!item || item.closest("details:not([open])")) return;
  const frame = byId("list").getBoundingClientRect();
  const { top, bottom } = item.getBoundingClientRect();
  if (top < frame.top + 32 || bottom > frame.bottom) item.scrollIntoView({ block: "center" });
}

function clear() {
  const left = state.selected;
  if (left === null) return;
  const reading = byId("panel").contains(document.activeElement);
  state.selected = null;
  history.replaceState(null, "", location.href.split("#")[0]);
  refresh();
  fillPanel();
  if (reading && rows.has(left)) rows.get(left).firstChild.focus();
}

function reset() {
  byId("search").reset();
  for (const box of document.querySelectorAll("#verdicts input, #stances input")) box.checked = true;
  Object.assign(state, { query: [], topic: "", article: "", stances: new Set(STANCES), verdicts: new Set(VERDICTS) });
  refresh();
  lookAtAll();
}

function followHash() {
  let anchor = location.hash.slice(1);
  try { anchor = decodeURIComponent(anchor); } catch { /* a stray % is part of no name */ }
  const id = Object.hasOwn(data.anchors, anchor) ? data.anchors[anchor] : nodes.has(anchor) ? anchor : null;
  if (id) select(id);
  else if (!anchor) clear();
  else byId("status").textContent = `There is nothing called “${anchor}” on this map.`;
}

function escape(event) {
  if (event.key !== "Escape" || event.defaultPrevented) return;
  if (state.selected !== null) clear(); else reset();
}

function listen() {
  byId("search").addEventListener("submit", (event) => { event.preventDefault(); lookAtShown(); });
  byId("query").addEventListener("input", (event) => { state.query = folded(event.target.value).split(/\s+/).filter(Boolean); refresh(); });
  byId("topic").addEventListener("change", (event) => { state.topic = event.target.value; refresh(); lookAtShown(); });
  byId("article").addEventListener("change", (event) => { state.article = event.target.value; refresh(); lookAtShown(); });
  for (const name of ["verdicts", "stances", "extras"]) {
    byId(name).addEventListener("change", ({ target }) => {
      if (target.checked) state[name].add(target.value); else state[name].delete(target.value);
      refresh();
    });
  }
  byId("everything").addEventListener("click", reset);
  document.addEventListener("keydown", escape);
  window.addEventListener("hashchange", followHash);
}

sift();
focus();
openList();
openMap();
refresh();
listen();
followHash();

/* Where a node is on the screen, for whoever embeds or tests the page. */
window.evidenceMap = Object.freeze({
  select, clear, shown: () => [...state.shown], scale,
  place(id) {
    const rect = byId("canvas").getBoundingClientRect();
    const { x, y } = network.canvasToDOM({ x: nodes.get(id).x, y: nodes.get(id).y });
    return { x: rect.left + x, y: rect.top + y };
  },
});
