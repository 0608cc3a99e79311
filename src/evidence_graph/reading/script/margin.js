/* The evidence beside the article: each card level with its passage, none over another. Where more stand in one
   place than it has room for, those that weigh least are counted in a line that opens the first of them. */
const GAP = 6, DRIFT = 160;
const margin = document.querySelector(".margin");
const wide = matchMedia("screen and (min-width: 56.01rem)");
const topOf = (node) => node.getBoundingClientRect().top + scrollY;

/* Where the passage of each sign begins in its paragraph: looked for once. */
const beginOf = new Map();
all("article > [dir]").forEach((block) => {
  const open = new Map();
  all(".m, .sg", block).forEach((node) => {
    if (node.matches(".sg")) { beginOf.set(node, open.get(node.dataset.claim) || node); open.delete(node.dataset.claim); return; }
    node.dataset.claims.split(" ").forEach((number) => { if (!open.has(number)) open.set(number, node); });
  });
});

function anchorOf(claim) {
  const sign = signOf(claim, claim === state.claim ? state.rank : 0);
  return sign ? topOf(beginOf.get(sign)) - topOf(margin) : null;
}

const isShown = (node) => node.offsetParent !== null;

/* What gives way last: what is chosen, then what is loud, then the rest in their order. */
const weightOf = ({ card }) => (card.classList.contains("open") ? 2 : Number(card.classList.contains("loud")));

function layOut() {
  all(".more").forEach((node) => node.remove());
  claims.forEach(({ card }) => card.classList.remove("out"));
  if (!wide.matches) { cards.forEach((card) => card.style.removeProperty("top")); margin.style.removeProperty("min-height"); return; }
  const placed = claims.filter(({ card }) => isShown(card)).map((claim) => ({ claim, anchor: anchorOf(claim) ?? 0, height: claim.card.offsetHeight }))
    .sort((one, other) => one.anchor - other.anchor || one.claim.number - other.claim.number);
  let bottom = 0, crowd = [];
  const end = () => { if (crowd.length) bottom = count(crowd, bottom) + GAP; crowd = []; };
  placed.forEach(({ claim, anchor, height }) => {
    if (crowd.length && anchor > bottom + GAP) end();
    if (anchor + DRIFT < bottom && !weightOf(claim)) { crowd.push(claim); claim.card.classList.add("out"); return; }
    end();
    bottom = set(claim, anchor, height, bottom);
  });
  end();
  pull(placed);
  margin.style.minHeight = `${bottom + 24}px`;
}

function set(claim, anchor, height, bottom) {
  const top = Math.max(anchor, bottom);
  claim.card.style.top = `${top}px`;
  return top + height + GAP;
}

/* What is chosen stands level with its sentence: what stands in its way above moves up. */
function pull(placed) {
  const at = placed.findIndex(({ claim }) => claim === state.claim);
  if (at < 0) return;
  const over = parseFloat(placed[at].claim.card.style.top) - placed[at].anchor;
  if (over <= 0) return;
  let limit = placed[at].anchor;
  placed[at].claim.card.style.top = `${limit}px`;
  const above = all(".card, .more", margin).filter((node) => node !== placed[at].claim.card && isShown(node) && parseFloat(node.style.top) < limit + over)
    .sort((one, other) => parseFloat(other.style.top) - parseFloat(one.style.top));
  above.forEach((node) => {
    limit = Math.min(parseFloat(node.style.top), limit - node.offsetHeight - GAP);
    node.style.top = `${limit}px`;
  });
}

/* One line for claims that find no room. */
function count(crowd, top) {
  const line = document.createElement("button");
  line.type = "button";
  line.className = "more";
  line.textContent = `${crowd.length} more here`;
  line.style.top = `${top}px`;
  line.addEventListener("click", () => go({ claim: crowd[0], rank: 0 }, { jump: false }));
  margin.append(line);
  return top + line.offsetHeight;
}

/* The ruler at the edge of the window: where in the page the marks are. */
const ruler = document.querySelector(".ruler"), SVG = "http://www.w3.org/2000/svg";
function rule() {
  const whole = document.documentElement.scrollHeight;
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("viewBox", "0 0 12 1000");
  drawing.setAttribute("preserveAspectRatio", "none");
  signs.forEach((sign) => {
    const claim = byNumber.get(sign.dataset.claim);
    if (!isIn(claim) || claim.card.classList.contains("quiet")) return;
    const tick = document.createElementNS(SVG, "rect");
    const isLoud = claim.card.classList.contains("loud");
    Object.entries({ class: `tick ${claim.verdict}`, x: isLoud ? 0 : 6, width: isLoud ? 12 : 6, height: isLoud ? 5 : 2, y: topOf(sign) * 1000 / whole })
      .forEach(([name, value]) => tick.setAttribute(name, value));
    drawing.append(tick);
  });
  drawing.setAttribute("aria-hidden", "true");
  ruler.hidden = whole < 2 * innerHeight || !wide.matches;
  ruler.replaceChildren(drawing);
}
