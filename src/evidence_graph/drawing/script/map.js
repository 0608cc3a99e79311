/* The map itself: vis-network, the ground of the topics, the view and the pointer. */
let network = null;
let drawnEdges = null;
let overview = true;
/* From afar a card covers the claims of its topic, and on a crowded map the works between them too. */
const underCards = (node) => node.group === "article" || claims[node.id] || (crowded && !state.near.has(node.id));
/* vis-network asks this for each node; what has labels beside it draws them itself. */
function renderer({ ctx, id }) {
  const node = nodes.get(id);
  const draw = { claim: claims[id] && claims[id].studies ? drawClaim : drawBare, citation: drawWork, article: drawArticle };
  const dimensions = node.group === "citation" ? { width: 1.4 * radiusOf(id), height: 1.4 * radiusOf(id) } : { width: node.box.width, height: node.box.height };
  return {
    drawNode() {
      if (!visible(id) || (asCards() && underCards(node))) return;
      ctx.globalAlpha = dimmed(id) ? 0.2 : 1;
      draw[node.group](ctx, node);
    },
    nodeDimensions: dimensions,
  };
}

/* What vis-network is told of an edge: all of it at first, later only what has changed. */
const painted = new Map();
function lookOf(edge) {
  const middle = centre();
  const mine = edge.from === middle || edge.to === middle;
  const near = mine || (state.steps > 1 && state.near.has(edge.from) && state.near.has(edge.to));
  const style = data.network.lines[edge.kind];
  const width = mine && isStance(edge.kind) ? style.width * 1.4 : style.width;
  const opacity = middle ? (near ? 1 : 0.1) : 0.8;
  return { id: edge.id, hidden: !state.edges.has(edge.id), color: { color: edgeColour(edge.kind), opacity }, width };
}
function repainted(look) {
  const key = `${look.hidden} ${look.color.color} ${look.color.opacity} ${look.width}`;
  if (painted.get(look.id) === key) return false;
  painted.set(look.id, key);
  return true;
}
const whole = (edge) => ({ ...data.network.lines[edge.kind], ...edge, ...lookOf(edge) });
function paintEdges() {
  if (!crowded) return drawnEdges.update(edges.map(lookOf).filter(repainted));
  drawnEdges.clear();
  const near = new Set([...state.near].flatMap((id) => touching.get(id)).filter((edge) => state.near.has(edge.from) && state.near.has(edge.to)));
  return drawnEdges.add([...near].filter((edge) => state.edges.has(edge.id)).map(whole));
}

/* The lines of a crowded map that end in view, those of a kind in one go; none while it is dragged. */
let dragging = false;
function drawLines(ctx) {
  if (!crowded || dragging || asCards() || centre() !== null) return;
  const stage = byId("canvas");
  const from = network.DOMtoCanvas({ x: 0, y: 0 });
  const to = network.DOMtoCanvas({ x: stage.clientWidth, y: stage.clientHeight });
  const seen = ({ x, y }) => x > from.x && x < to.x && y > from.y && y < to.y;
  ctx.save();
  ctx.globalAlpha = 0.6;
  for (const [kind, style] of Object.entries(data.network.lines)) {
    ctx.beginPath();
    for (const edge of edges) {
      if (edge.kind !== kind || !state.edges.has(edge.id)) continue;
      const [start, end] = [nodes.get(edge.from), nodes.get(edge.to)];
      if (!seen(start) && !seen(end)) continue;
      ctx.moveTo(start.x, start.y);
      ctx.lineTo(end.x, end.y);
    }
    ctx.strokeStyle = edgeColour(kind);
    ctx.lineWidth = style.width;
    ctx.setLineDash(style.dashes || []);
    ctx.stroke();
  }
  ctx.restore();
}

/* The rectangle round all *boxes*. */
function bounds(boxes) {
  const left = Math.min(...boxes.map((box) => box.left));
  const top = Math.min(...boxes.map((box) => box.top));
  return {
    left, top,
    width: Math.max(...boxes.map((box) => box.left + box.width)) - left,
    height: Math.max(...boxes.map((box) => box.top + box.height)) - top,
  };
}
const boxesOf = (ids) => [...ids].map((id) => nodes.get(id).box);
/* Closer or further by a factor, about the middle of what is seen. */
function zoom(factor) {
  overview = false;
  network.moveTo({ scale: Math.min(5, Math.max(0.05, scale() * factor)) });
}

/* The whole map, with the row of articles even when there is none: the zoom buttons lie over its end. */
const all = bounds([...boxesOf(nodes.keys()), ...data.regions, { left: 0, top: -3 * measures.gap, width: 0, height: 0 }]);

/* The room that the buttons of a telephone take at the foot of the drawing. */
const footRoom = () => (small.matches ? 56 : 20);

/* Shows *box*; when it does not fit at the *least* scale, what is round *centre*, inside the map. */
function look(box, { least = 0, most = 1.4, centre = null, moving = true } = {}) {
  const stage = byId("canvas");
  const foot = footRoom();
  const wanted = Math.min((stage.clientWidth - 24) / box.width, (stage.clientHeight - foot) / box.height, most);
  const held = (at, start, length, seen) => {
    const margin = (seen / 2 - 12) / Math.max(wanted, least);
    return length < 2 * margin ? start + length / 2 : Math.min(Math.max(at, start + margin), start + length - margin);
  };
  const at = wanted < least && centre ? centre : { x: box.left + box.width / 2, y: box.top + box.height / 2 };
  const position = { x: held(at.x, all.left, all.width, stage.clientWidth), y: held(at.y, all.top, all.height, stage.clientHeight) };
  const animation = moving && !calm.matches ? { duration: 450, easingFunction: "easeInOutQuad" } : false;
  network.moveTo({ position, scale: Math.max(wanted, least), offset: { x: 0, y: (20 - foot) / 2 }, animation });
}
function lookAtAll(moving = true) {
  const there = overview;
  overview = true;
  if (nodes.size) look(all, { moving: moving && !there });
}
/* A claim or work with all that is near it; a claim without a study in its topic; an article over all. */
function lookAt(id) {
  if (articles[id]) return lookAtAll();
  overview = false;
  const { x, y, box } = nodes.get(id);
  const ground = data.regions.find((region) => within({ x, y }, region));
  const near = [...state.near].filter((other) => !articles[other] && touching.get(other).some((edge) => isStance(edge.kind) && state.edges.has(edge.id)));
  const least = state.steps > 1 ? 0 : claims[id] ? 0.75 : 0.5;
  return look(near.length > 1 ? bounds(boxesOf(near)) : ground || box, { least, centre: { x, y } });
}
/* At this scale the statements of claims can be read. */
const READABLE = 0.5;
/* Shows what the filters have left, or a topic clicked on. */
function lookAtShown() {
  const left = data.regions.filter((region) => state.topics.has(region.topic));
  const named = data.regions.filter((region) => region.topic !== "");
  if (left.length === named.length || !left.length) lookAtAll();
  else if (left.length === 1) lookAtRegion(left[0]);
  else {
    overview = false;
    look(bounds(left), {});
  }
}
/* A topic, from its top where it is too tall to be read whole. */
function lookAtRegion(region) {
  overview = false;
  const { clientWidth, clientHeight } = byId("canvas");
  const least = Math.min(READABLE, (clientWidth - 24) / region.width);
  const down = (clientHeight - footRoom()) / 2 / least;
  look(region, { least, centre: { x: region.left + region.width / 2, y: region.top + down } });
}

const pointOf = (event) => {
  const rect = byId("canvas").getBoundingClientRect();
  return network.DOMtoCanvas({ x: event.clientX - rect.left, y: event.clientY - rect.top });
};

/* Which node is under the pointer, its label included: vis-network knows only of the marker. */
function under(event) {
  const at = pointOf(event);
  const reach = (id) => radiusOf(id) + 5 / scale();
  const hitBy = ({ id, box, x, y, group }) =>
    visible(id) && (within(at, box) || (group === "citation" && Math.hypot(at.x - x, at.y - y) < reach(id)));
  return [...nodes.values()].find(hitBy) || null;
}

/* A click selects what is under it; on the ground it lets go, or else goes nearer to the topic. */
function click({ event: { srcEvent: event } }) {
  const found = under(event);
  if (found) return select(found.id);
  if (centre() !== null) return clear();
  const ground = data.regions.find((region) => within(pointOf(event), region));
  return ground ? lookAtRegion(ground) : lookAtAll();
}

function tip(event) {
  const found = event && event.buttons === 0 ? under(event) : null;
  const box = byId("tip");
  byId("canvas").style.cursor = found ? "pointer" : "";
  box.hidden = !found;
  if (!found) return;
  const title = found.group === "citation" && works[found.id].title ? `: ${works[found.id].title}` : "";
  box.textContent = nameOf(found.id) + title;
  const stage = byId("stage").getBoundingClientRect();
  const left = event.clientX - stage.left + 14;
  box.style.left = `${Math.max(4, Math.min(left, stage.width - box.offsetWidth - 4))}px`;
  const below = event.clientY - stage.top + 16;
  box.style.top = `${below + box.offsetHeight > stage.height ? below - box.offsetHeight - 28 : below}px`;
}

function openMap() {
  readColours();
  const stage = byId("canvas");
  const order = (edge) => (data.network.lines[edge.kind].width > 1 ? 1 : 0);
  drawnEdges = new vis.DataSet(crowded ? [] : [...edges].sort((a, b) => order(a) - order(b)).map(whole));
  if (!crowded) edges.map(lookOf).forEach(repainted);
  const options = { ...data.network.options, nodes: { shape: "custom", ctxRenderer: renderer } };
  network = new vis.Network(stage, { nodes: new vis.DataSet(data.network.nodes), edges: drawnEdges }, options);
  network.on("beforeDrawing", drawRegions);
  network.on("beforeDrawing", drawLines);
  network.on("afterDrawing", drawCards);
  network.on("dragStart", () => { dragging = true; overview = false; tip(null); });
  network.on("dragEnd", () => { dragging = false; if (crowded) network.redraw(); });
  network.on("zoom", () => {
    overview = false;
    tip(null);
    if (scale() < 0.05 || scale() > 5) network.moveTo({ scale: Math.min(5, Math.max(0.05, scale())) });
  });
  network.on("resize", () => { if (overview) lookAtAll(false); });
  network.on("click", click);
  stage.addEventListener("pointermove", tip);
  stage.addEventListener("pointerleave", () => tip(null));
  const frame = stage.querySelector(".vis-network");
  frame.setAttribute("role", "group");
  frame.setAttribute("aria-label", "Drawing of the map; arrow keys move it, plus and minus zoom. The list holds the same things.");
  byId("closer").addEventListener("click", () => zoom(1.35));
  byId("further").addEventListener("click", () => zoom(1 / 1.35));
  byId("whole").addEventListener("click", () => lookAtAll());
  night.addEventListener("change", () => { readColours(); paintEdges(); network.redraw(); });
  lookAtAll(false);
}
