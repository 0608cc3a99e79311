/* Network: all claims, studies and articles with the lines between them, drawn by vis-network from the nodes and
   edges of pyvis. Places are given, nothing moves by itself. */
{
let network = null;
const READABLE = 12;
const NAME = 13;
const SIGN = 24;
const [PREMISE, CONFLICT, ...RELATIONS] = Object.keys(looks.claimLines);
const LINKS = { judgements: Object.keys(looks.stances), articles: Object.keys(looks.attitudes), premises: [PREMISE], conflicts: [CONFLICT], relations: RELATIONS };
const LINK_OF = new Map(Object.entries(LINKS).flatMap(([name, kinds]) => kinds.map((kind) => [kind, name])));
const MARGIN = { top: 2, bottom: 2, left: 3, right: 3 };
const FACE = "Helvetica, Arial, Liberation Sans, sans-serif";
const dark = matchMedia("(prefers-color-scheme: dark)");
const kept = { name: null, stage: null, drawing: null, edges: null, lines: null };

/* So many lines are a grey cloud: of such a network those of what is chosen are drawn, and all when asked for. */
const CROWDED = 3000;
const NONE = "none";

/* What is drawn, and vis-network's code, are texts of this page until they are needed; the policy knows the hash
   of the code. */
function loadEngine() {
  if (window.vis) return;
  document.head.append(el("script", {}, JSON.parse(byId("engine").textContent)));
}

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

/* Which lines are drawn: judgements, and those of articles and between claims when asked for. */
const usualLinks = () => (network.edges.length > CROWDED ? [] : ["judgements"]);
const linksShown = () => new Set(selection.own.lines ? selection.own.lines.split(",").filter((name) => name in LINKS) : usualLinks());

/* What the filters leave: claims shown, studies that count for one of them, articles that say one of them. */
function nodesShown() {
  const seen = new Set(shownClaims().filter(isVerdictShown));
  const isAll = seen.size === claimIds.length && !isCounting();
  for (const id of [...seen]) {
    for (const { citation } of studiesOf(id)) seen.add(citation);
    for (const { article } of claims[id].stands || []) seen.add(article);
  }
  if (isAll) for (const { id } of network.nodes) seen.add(id);
  return seen;
}

function nodeLook({ id, x, y, label, shape, hue, size }) {
  const group = id.slice(0, id.indexOf(":"));
  const isPlain = group === "citation";
  const edge = hue ? colour(hue) : colour(group === "article" ? "ink" : "control");
  const ground = hue ? colour(`${hue}-tint`) || colour("card") : colour("card");
  return {
    id, x, y, label, shape, margin: MARGIN, shapeProperties: { borderRadius: group === "article" ? 20 : 4 },
    borderWidth: isPlain ? 1 : 2, borderWidthSelected: 3, font: { size, face: FACE, color: colour("ink") },
    color: { border: edge, background: ground, highlight: { border: colour("ink"), background: ground } },
  };
}

/* The lines of the kinds that are shown, and all of what is chosen. */
function edgesShown(seen) {
  const links = linksShown();
  const { node } = selection.own;
  return network.edges.map(([from, to, kind, bend], number) => ({ id: number, from: network.nodes[from].id, to: network.nodes[to].id, kind, bend }))
    .filter(({ from, to, kind }) => (links.has(LINK_OF.get(kind)) || from === node || to === node) && seen.has(from) && seen.has(to))
    .map(({ kind, bend, ...ends }) => {
      const { hue, dashes, width, arrows, label } = network.kinds[kind];
      const font = { size: SIGN, face: FACE, color: colour("ink"), strokeColor: colour("paper"), strokeWidth: 6 };
      const smooth = bend ? { enabled: true, type: bend, roundness: network.curved } : false;
      return { ...ends, dashes, width, arrows, smooth, label, font, color: { color: colour(hue), highlight: colour(hue), opacity: 0.8 } };
    });
}

/* The grounds of the topics, whose outline and *wash* are made once: they are drawn in every frame. */
function groundsDrawer(wash) {
  const outline = new Path2D();
  for (const { left, top, width, height } of network.grounds) outline.roundRect(left, top, width, height, 12);
  return (ctx) => { ctx.fillStyle = wash; ctx.fill(outline); };
}

/* All boxes, one outline a look, made once: from afar they are drawn so while the network is dragged, for drawing
   thousands of them one by one costs a frame. */
function boxesDrawer(drawing, nodes) {
  const looksOfBoxes = new Map();
  for (const { id, color, borderWidth, shapeProperties } of nodes) {
    const { left, top, right, bottom } = drawing.getBoundingBox(id);
    const name = [color.border, color.background, borderWidth].join(" ");
    if (!looksOfBoxes.has(name)) looksOfBoxes.set(name, { outline: new Path2D(), borderWidth, ...color });
    looksOfBoxes.get(name).outline.roundRect(left, top, right - left, bottom - top, Math.min(shapeProperties.borderRadius, (bottom - top) / 2));
  }
  return (ctx, scale) => {
    for (const { outline, border, background, borderWidth } of looksOfBoxes.values()) {
      ctx.fillStyle = background;
      ctx.strokeStyle = border;
      ctx.lineWidth = borderWidth / scale;
      ctx.fill(outline);
      ctx.stroke(outline);
    }
  };
}

/* Where no name of a box can be read, what is dragged are its outlines. */
function dragFromAfar(drawing, nodes) {
  const largest = Math.max(...nodes.map(({ font }) => font.size));
  let boxes = null;
  let isFar = false;
  drawing.on("dragStart", () => {
    isFar = largest * drawing.getScale() < READABLE;
    drawing.renderer.setOptions({ hideNodesOnDrag: isFar });
    if (isFar) boxes ||= boxesDrawer(drawing, nodes);
  });
  drawing.on("dragEnd", () => { isFar = false; });
  drawing.on("beforeDrawing", (ctx) => { if (isFar) boxes(ctx, drawing.getScale()); });
}

/* The names of the topics keep their size on the screen. They stand in the head of the ground; from afar, where they
   are higher than the head, on a plate that rises above it. Where there is no room for a name it is left out, never set
   smaller. */
function drawNames(ctx, scale, { wash, ink }) {
  ctx.save();
  const size = Math.max(20, NAME / scale);
  const line = size * 1.2;
  ctx.font = `700 ${size}px ${FACE}`;
  ctx.textBaseline = "top";
  for (const { label, left, top, width, height } of network.grounds) {
    const lines = remembered(`name ${size} ${left} ${top} ${label}`, () => broken(ctx, label, width - size, Math.floor((height - 8) / line)));
    if (!lines.length) continue;
    const high = line * lines.length;
    const isInHead = high + 4 <= network.head;
    const widest = Math.max(...lines.map((text) => ctx.measureText(text).width));
    const [x, y] = [left + size / 2, top + (isInHead ? (network.head - high) / 2 : network.head - high)];
    if (!isInHead) {
      ctx.fillStyle = wash;
      ctx.beginPath();
      ctx.roundRect(x - size / 2, y, widest + size, high, size / 4);
      ctx.fill();
    }
    ctx.fillStyle = ink;
    lines.forEach((text, n) => ctx.fillText(text, x, y + line * n));
  }
  ctx.restore();
}

/* A name in lines that are not wider than *room*; where it takes more than one, without which part of the topic it is. */
const PART = / \(\d+ of \d+\)$/;
function broken(ctx, text, room, most) {
  const fits = (line) => ctx.measureText(line).width <= room;
  const whole = [text, text.replace(PART, "")].find(fits);
  if (whole && most) return [whole];
  const lines = [];
  for (const word of text.replace(PART, "").split(" ")) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    if (lines.length && fits(longer)) lines[lines.length - 1] = longer; else lines.push(word);
  }
  return lines.length <= most && lines.every(fits) ? lines : [];
}

const OPTIONS = {
  physics: { enabled: false }, layout: { improvedLayout: false, randomSeed: 1 },
  interaction: { dragNodes: false, hover: false, hideEdgesOnDrag: true, hideEdgesOnZoom: true, keyboard: { enabled: true, bindToWindow: false } },
  // No label is drawn smaller than can be read; come nearer, and it appears.
  nodes: { labelHighlightBold: false, scaling: { label: { drawThreshold: READABLE + 1, maxVisible: 60 } } },
};

function drawNetwork(stage) {
  const seen = nodesShown();
  const nodes = network.nodes.filter(({ id }) => seen.has(id)).map(nodeLook);
  kept.edges = new window.vis.DataSet();
  kept.lines = null;
  const drawing = new window.vis.Network(stage, { nodes: new window.vis.DataSet(nodes), edges: kept.edges }, OPTIONS);
  const colours = { wash: colour("wash"), ink: colour("ink") };
  drawing.on("beforeDrawing", groundsDrawer(colours.wash));
  if (nodes.length) dragFromAfar(drawing, nodes);
  drawing.on("afterDrawing", (ctx) => drawNames(ctx, drawing.getScale(), colours));
  drawing.on("click", ({ nodes: [id] }) => choose(id || ""));
  return drawing;
}

/* The lines are put into the drawing anew when others are asked for, or something else is chosen. */
function drawLines() {
  const name = `${selection.own.lines || ""} ${selection.own.node || ""}`;
  if (kept.lines === name) return;
  kept.lines = name;
  kept.edges.clear();
  kept.edges.add(edgesShown(nodesShown()));
}
const choose = (id) => { if (id !== (selection.own.node || "")) go({ own: { node: id } }); };

/* What the drawing depends on; while it stays the same, so does the drawing. */
const stateName = () => JSON.stringify([nodesShown().size, countingName(), selection.topic, selection.article, selection.study, selection.verdict, selection.about, dark.matches]);

function stageNow() {
  const name = stateName();
  if (kept.name === name) return kept;
  kept.drawing?.destroy();
  const stage = el("div", { id: "stage", tabindex: 0, role: "application", "aria-label": "Network of claims and studies. Arrow keys move, plus and minus zoom; the list beside leads to each claim." });
  return Object.assign(kept, { name, stage, drawing: null });
}

function zoom(factor) {
  kept.drawing.moveTo({ scale: kept.drawing.getScale() * factor, animation: !calm.matches && { duration: 200 } });
}
function showGround(label) {
  if (!label) { kept.drawing.fit({ animation: false }); return; }
  const { left, top, width, height } = network.grounds.find((one) => one.label === label);
  const box = byId("stage");
  const scale = Math.max(READABLE / 18, Math.min(1, box.clientWidth / width));
  const middle = Math.min(top + height / 2, top + box.clientHeight / scale / 2);
  kept.drawing.moveTo({ position: { x: left + width / 2, y: middle }, scale, animation: false });
}

function networkTools() {
  const now = linksShown();
  const lines = (name) => {
    const change = ({ target }) => { if (target.checked) now.add(name); else now.delete(name); go({ own: { lines: [...now].join(",") || NONE } }); main.querySelector(`[data-lines=${name}]`)?.focus(); };
    return el("label", {}, el("input", { type: "checkbox", "data-lines": name, checked: now.has(name), on: { change } }), name);
  };
  const grounds = [["", "Everything"], ...network.grounds.map(({ label }) => [label, capital(label)])];
  return el("div", { class: "tools sides" }, network.grounds.length > 1 ? choice("Show", "", grounds, showGround) : null,
    button("Zoom in", () => zoom(1.4), { class: "plain" }), button("Zoom out", () => zoom(1 / 1.4), { class: "plain" }),
    el("span", { class: "muted" }, "Lines of"), Object.keys(LINKS).filter((name) => LINKS[name].some((kind) => has(network.kinds, kind))).map(lines));
}

function lineKey() {
  const inOrder = [looks.stances, looks.attitudes, looks.claimLines].flatMap(Object.keys);
  const links = linksShown();
  const chosen = network.nodes.findIndex(({ id }) => id === selection.own.node);
  const ofChosen = new Set(network.edges.filter(([from, to]) => from === chosen || to === chosen).map(([, , kind]) => kind));
  const isSeen = (kind) => links.has(LINK_OF.get(kind)) || ofChosen.has(kind);
  const kinds = Object.entries(network.kinds).filter(([kind]) => isSeen(kind))
    .sort(([one], [other]) => inOrder.indexOf(one) - inOrder.indexOf(other));
  const sample = ({ dashes, width, hue }) => svg("svg", { width: 30, height: 10, "aria-hidden": "true" },
    svg("line", { x1: 0, x2: 30, y1: 5, y2: 5, style: { stroke: `var(--${hue})`, "stroke-width": width, "stroke-dasharray": (dashes || []).join(" ") } }));
  const lineWord = ({ sign: mark, word }) => [mark, word].filter(Boolean).join(" ");
  const wordFor = (kind) => {
    if (has(looks.claimLines, kind)) return lineWord(looks.claimLines[kind]);
    return (has(looks.stances, kind) ? looks.stances[kind].heading : `article ${kind}`).toLowerCase();
  };
  return el("p", { class: "gridkey" }, kinds.map(([kind, look]) => el("span", {}, sample(look), wordFor(kind))), el("span", {}, links.size ? "Come nearer to read the names." : "Choose a box, and its lines are drawn; come nearer to read the names."));
}

/* The colours of the boxes of claims that are drawn. */
function boxKey() {
  const hues = new Map(network.nodes.filter(({ id, shape }) => has(claims, id) && shape === "box").map(({ id, hue }) => [wholeRating(id).verdict, hue]));
  const box = (verdict) => el("i", { class: "box", style: { "border-color": `var(--${hues.get(verdict) || "control"})` } });
  return el("p", { class: "gridkey boxes" }, el("span", {}, "Claims:"), VERDICTS.filter((verdict) => hues.has(verdict)).map((verdict) => el("span", {}, box(verdict), wordOf(verdict))), el("span", {}, el("i", { class: "box study" }), "a study"), el("span", {}, el("i", { class: "box article" }), "an article"));
}

/* What was chosen, and where it leads. */
function chosenAside(id) {
  const link = (claim) => el("li", {}, el("span", { class: "standing" }, sign(rated(claim).verdict), verdictInWords(rated(claim))), el("a", { href: toClaim(claim), dir: "auto" }, claims[claim].statement));
  const near = (list) => el("ul", {}, list.filter((one) => has(claims, one)).map(link));
  if (has(claims, id)) {
    const { premises = [], carries = [], conflicts = [], related = {} } = claims[id];
    const groups = [["Rests on", premises], ["Carries", carries], ["Conflicts with", conflicts], ...Object.entries(related)].filter(([, list]) => list.length);
    return [el("h2", {}, "Claim"), near([id]), el("p", { class: "muted" }, countsInWords(rated(id))), groups.map(([text, list]) => [el("h3", {}, text), near(list)])];
  }
  if (has(citations, id)) return [el("h2", {}, nameOf(id)), el("p", { dir: "auto" }, citations[id].title || ""), el("h3", {}, "Speaks of"), near(claimsOf(id))];
  return [el("h2", { dir: "auto" }, articles[id].title), el("h3", {}, "Speaks of"), near((articles[id].claims || []).map(({ claim }) => claim))];
}
const isThere = (id) => has(claims, id) || has(citations, id) || has(articles, id);
function networkAside() {
  const id = selection.own.node;
  const isChosen = id && isThere(id);
  const inside = isChosen ? chosenAside(id) : [el("h2", {}, "What is drawn"), el("p", { class: "muted" }, "A box is a claim, in the colour of its verdict; a small one a study; a round one an article. Choose one to see what it is joined to.")];
  return el("aside", { class: `beside${isChosen ? "" : " help"}`, "aria-live": "polite" }, inside);
}

function showChosen() {
  const id = selection.own.node;
  const isDrawn = id && kept.drawing.body.data.nodes.get(id);
  if (isDrawn) kept.drawing.selectNodes([id]); else kept.drawing.unselectAll();
}

views.network = {
  title: "Network",
  own: ["node", "lines"],
  draw(place) {
    network ||= JSON.parse(byId("network").textContent);
    if (!network.nodes.length) { place.append(el("p", { class: "empty" }, "There are no claims yet.")); return; }
    loadEngine();
    const { stage } = stageNow();
    place.append(el("div", { class: "lede" }, el("h1", {}, headline(shownClaims())), activeFilters()), networkTools(),
      el("div", { class: "netbody" }, el("div", {}, stage, boxKey(), lineKey()), networkAside()));
    if (!kept.drawing) {
      kept.drawing = drawNetwork(stage);
      const { node } = selection.own;
      if (node && isThere(node)) kept.drawing.once("afterDrawing", () => kept.drawing.focus(node, { scale: 1, animation: false }));
    }
    drawLines();
    showChosen();
  },
};
dark.addEventListener("change", () => { if (selection.view === "network") redraw(); });
}
