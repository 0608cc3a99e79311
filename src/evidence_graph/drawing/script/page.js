/* Selecting, filtering and deep links: one way in for list, canvas, panel and address. */
function refresh() {
  sift();
  focus();
  paintEdges();
  siftList();
  showChoices();
  network.redraw();
}

/* After a change by the reader: everything follows, the address too. */
function changed({ instead = false } = {}) {
  refresh();
  keepAddress({ instead });
}

/* With *reading*, the focus goes to the panel's heading, where a screen reader goes on reading. */
function select(id, { reading = false } = {}) {
  if (id !== state.selected) {
    state.selected = id;
    changed();
    showSelected();
  }
  if (reading) byId("panel").querySelector("h2").focus({ preventScroll: true });
}

function showSelected() {
  const id = state.selected;
  fillPanel();
  reveal(rows.get(id));
  requestAnimationFrame(() => { network.redraw(); if (centre() === id || !state.near.has(id)) lookAt(id); });
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
  if (left === null && state.held === null) return;
  const reading = byId("panel").contains(document.activeElement);
  Object.assign(state, { selected: null, held: null, steps: 1 });
  changed();
  fillPanel();
  if (reading && rows.has(left)) rows.get(left).firstChild.focus();
}

/* Takes back search and filters; what is selected and which links are drawn stays. */
function reset() {
  const { text, chosen, stances, verdicts } = fresh();
  Object.assign(state, { text, chosen, stances, verdicts });
  changed();
  if (!centre()) lookAtAll();
}

/* Shows the view that the address names, on opening and on going back and forward. */
function followAddress() {
  const { lost, ...view } = viewOf(location.hash);
  const before = state.selected;
  Object.assign(state, view);
  refresh();
  if (state.selected !== before) fillPanel();
  if (state.selected) showSelected();
  else if (state.held) lookAt(state.held);
  else lookAtShown();
  if (lost) byId("status").textContent = `There is nothing called “${lost}” on this map.`;
}

function escape(event) {
  if (event.key !== "Escape" || event.defaultPrevented) return;
  const open = document.querySelector("#take[open], #legend details[open], .narrow #layers[open]");
  if (open) {
    open.open = false;
    open.querySelector("summary").focus();
  }
  else if (centre() !== null) clear();
  else reset();
}

/* On a crowded map a search waits until the typing pauses. */
let typing = 0;
function listen() {
  byId("search").addEventListener("submit", (event) => { event.preventDefault(); lookAtShown(); });
  byId("query").addEventListener("input", ({ target }) => {
    const instead = state.text !== "";
    state.text = target.value;
    clearTimeout(typing);
    if (crowded) typing = setTimeout(changed, 200, { instead }); else changed({ instead });
  });
  for (const name of ["verdicts", "stances", "extras"]) {
    byId(name).addEventListener("change", ({ target }) => {
      if (target.checked) state[name].add(target.value); else state[name].delete(target.value);
      changed();
    });
  }
  byId("steps").addEventListener("input", ({ target }) => { state.steps = Number(target.value); changed({ instead: true }); lookAt(centre()); });
  byId("hold").addEventListener("change", ({ target }) => { state.held = target.checked ? state.selected : null; changed(); if (centre()) lookAt(centre()); });
  byId("everything").addEventListener("click", reset);
  document.addEventListener("keydown", escape);
  window.addEventListener("popstate", followAddress);
  window.addEventListener("hashchange", () => { if (address() !== location.hash) followAddress(); });
}

sift();
focus();
/* On a telephone what is drawn folds away, so that the map has the room. */
function fold() {
  byId("layers").open = !small.matches;
  document.body.classList.toggle("narrow", small.matches);
}
fold();
small.addEventListener("change", fold);
openList();
openChoices();
openTaking();
openMap();
listen();
followAddress();

/* Where a node is on the screen, for whoever embeds or tests the page. */
window.evidenceMap = Object.freeze({
  select, clear, meantBy, shown: () => [...state.shown], near: () => [...state.near], scale,
  place(id) {
    const rect = byId("canvas").getBoundingClientRect();
    const { x, y } = network.canvasToDOM({ x: nodes.get(id).x, y: nodes.get(id).y });
    return { x: rect.left + x, y: rect.top + y };
  },
});
