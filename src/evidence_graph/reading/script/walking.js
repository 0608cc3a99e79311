/* Choosing: by the list, the text, the margin, the keys and the address. */
const status = document.querySelector("[role=status]");

function show(jump) {
  const { claim, only } = state;
  body.dataset.only = only;
  body.classList.toggle("drawn", Boolean(claim));
  tiles.forEach((tile) => tile.setAttribute("aria-pressed", String(tile.dataset.verdict === only)));
  claims.forEach((one) => {
    one.card.classList.toggle("open", one === claim);
    one.card.classList.toggle("filtered", Boolean(only) && one.verdict === only);
    one.card.hidden = !isIn(one) && one !== claim;
    one.signs.forEach((sign) => { sign.classList.toggle("off", !isIn(one)); sign.removeAttribute("aria-current"); sign.tabIndex = -1; });
  });
  marks.forEach((mark) => {
    const numbers = mark.dataset.claims.split(" ");
    mark.classList.toggle("on", Boolean(claim) && numbers.includes(claim.number));
    mark.classList.toggle("sought", numbers.some((number) => byNumber.get(number).card.matches(".quiet.filtered")));
    mark.classList.toggle("off", !numbers.some((number) => isIn(byNumber.get(number))));
  });
  rows.forEach((row) => row.classList.toggle("chosen", Boolean(claim) && row.dataset.claim === claim.number));
  const sign = claim ? signOf(claim, state.rank) : signs.find((one) => isIn(byNumber.get(one.dataset.claim)));
  if (sign) sign.tabIndex = 0;
  if (claim && sign) sign.setAttribute("aria-current", "true");
  tools(claim);
  layOut();
  rule();
  if (claim && jump) bring(sign || claim.card);
}

/* The buttons of the open card. */
const bar = document.createElement("span");
bar.className = "tools";
[["←", "Claim before", () => step(-1)], ["→", "Next claim", () => step(1)], ["×", "Close", () => close()]].forEach(([text, label, deed]) => {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = text;
  button.setAttribute("aria-label", label);
  button.addEventListener("click", (event) => { event.stopPropagation(); deed(); });
  bar.append(button);
});
function tools(claim) {
  if (claim) claim.card.querySelector(".brief").append(bar);
  else bar.remove();
}

/* Bring a passage into view above the drawer, with its card. */
function bring(node) {
  const box = node.getBoundingClientRect(), under = document.querySelector(".tiles").getBoundingClientRect().bottom;
  const room = wide.matches ? innerHeight : innerHeight / 2;
  const top = wide.matches ? under + 60 : 24;
  if (box.top < top || box.bottom > room - 40) scrollTo({ top: scrollY + box.top - top - (wide.matches ? 40 : 60) });
}

/* The claims in the order of the text, inside the filter. */
function step(by) {
  const walk = claims.filter((claim) => isIn(claim));
  if (!walk.length) return;
  const at = walk.indexOf(state.claim);
  const next = walk[at < 0 ? (by > 0 ? 0 : walk.length - 1) : (at + by + walk.length) % walk.length];
  go({ claim: next, rank: 0 });
  const sign = signOf(next);
  if (sign) sign.focus({ preventScroll: true });
  status.textContent = `${walk.indexOf(next) + 1} of ${walk.length}: ${next.card.querySelector("h3").textContent}`;
}

function close() {
  const sign = state.claim && signOf(state.claim, state.rank);
  go({ claim: null, rank: 0 }, { jump: false });
  if (sign) sign.focus({ preventScroll: true });
}

function chosenBy(sign) {
  const claim = byNumber.get(sign.dataset.claim), rank = Number(sign.dataset.rank);
  if (claim === state.claim && rank === (state.rank || Number(signOf(claim).dataset.rank))) close();
  else go({ claim, rank }, { jump: false });
}

/* A click into a passage takes its claims one after another, that of its own line first. */
function chosenIn(mark) {
  const inside = mark.dataset.claims.split(" ").map((number) => byNumber.get(number)).filter(isIn);
  if (!inside.length) return;
  const claim = inside[(inside.indexOf(state.claim) + 1) % inside.length];
  const after = claim.signs.find((sign) => mark.compareDocumentPosition(sign) & Node.DOCUMENT_POSITION_FOLLOWING);
  go({ claim, rank: after ? Number(after.dataset.rank) : 0 }, { jump: false });
}

/* A link within the page goes its own way, but in a frame without an address, where it would lead out of it. */
function follow(event, link) {
  if (!isFramed) return;
  event.preventDefault();
  const name = link.getAttribute("href");
  const there = document.getElementById(decodeURIComponent(name.slice(1)));
  if (read(name) && state.claim) show(true);
  else if (there) { there.scrollIntoView(); there.focus(); }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a"), sign = event.target.closest(".sg"), mark = event.target.closest(".m");
  const row = event.target.closest(".first li"), card = event.target.closest(".card"), tile = event.target.closest(".tile");
  if (event.metaKey || event.ctrlKey || event.shiftKey) return;
  if (sign) { event.preventDefault(); chosenBy(sign); }
  else if (link && link.getAttribute("href").startsWith("#") && !link.closest(".first li > a")) follow(event, link);
  else if (row) { event.preventDefault(); go({ claim: byNumber.get(row.dataset.claim), rank: 0 }); }
  else if (mark) chosenIn(mark);
  else if (tile) go({ only: state.only === tile.dataset.verdict ? "" : tile.dataset.verdict, claim: null, rank: 0 }, { jump: false });
  else if (card && !card.classList.contains("open")) go({ claim: byNumber.get(card.dataset.claim), rank: 0 }, { jump: false });
});
document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest("input, select, textarea")) return;
  const deed = { ArrowLeft: () => step(-1), ArrowRight: () => step(1), Escape: close }[event.key];
  if (!deed || (event.key === "Escape" && !state.claim)) return;
  event.preventDefault();
  deed();
});
all("[data-step]").forEach((button) => button.addEventListener("click", () => step(Number(button.dataset.step))));
addEventListener("hashchange", () => { if (read()) show(true); });
addEventListener("popstate", () => { if (read()) show(true); });
let asked = 0;
addEventListener("resize", () => { cancelAnimationFrame(asked); asked = requestAnimationFrame(() => { frame(); layOut(); rule(); }); });
document.addEventListener("toggle", () => { layOut(); rule(); }, true);

/* How high the tiles are that stay on top. */
function frame() {
  body.style.setProperty("--under", `${document.querySelector(".tiles").offsetHeight}px`);
}
document.querySelector(".walk").hidden = !claims.length;
body.classList.add("live");
frame();
read();
show(true);
if (document.fonts) document.fonts.ready.then(() => { layOut(); rule(); });
