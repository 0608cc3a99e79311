(() => {
"use strict";
/* The overview works without this script; it searches, sorts, enlarges and shows the kin of a topic. */
const labels = JSON.parse(document.getElementById("data").textContent);
const byId = (id) => document.getElementById(id);
const items = [...byId("list").children];
const drawn = new Map([...document.querySelectorAll(".bubble")].map((bubble) => [bubble.dataset.n, bubble]));
const lines = [...byId("kin").children];
const drawing = byId("drawing");

const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const names = labels.map(folded);

function seek() {
  const words = folded(byId("query").value).split(/\s+/).filter(Boolean);
  let found = 0;
  for (const item of items) {
    item.hidden = !words.every((word) => names[item.dataset.n].includes(word));
    found += !item.hidden;
    const bubble = drawn.get(item.dataset.n);
    if (bubble) bubble.classList.toggle("away", item.hidden);
  }
  drawing.classList.toggle("seeking", words.length > 0);
  const all = `${items.length.toLocaleString("en")} ${items.length === 1 ? "topic" : "topics"}`;
  byId("status").textContent = !words.length ? all : found ? `${found.toLocaleString("en")} of ${all}` : "No topic is called so.";
  seekClaims();
}

/* The claims are read when somebody first searches, and asked when the typing rests. */
let register = null;
let resting = 0;
const MOST_HITS = 12;
function seekClaims() {
  clearTimeout(resting);
  const text = byId("query").value.trim();
  if (!text) { byId("hits").hidden = true; return; }
  resting = setTimeout(() => showClaims(text), register ? 120 : 250);
}
function showClaims(text) {
  if (!register) {
    register = JSON.parse(byId("register").textContent);
    register.search = searcher(register.tables);
  }
  const meant = register.search.find(text);
  const fits = meant.length && register.search.fits(meant[0]);
  const hits = fits ? meant.filter((match) => register.search.fits(match)).slice(0, MOST_HITS) : meant.slice(0, 3);
  const heading = document.createElement("h2");
  heading.textContent = fits ? (hits.length === 1 ? "The claim that fits" : "Claims that fit, the best first") : "No claim fits. These come nearest:";
  const list = document.createElement("ol");
  list.append(...hits.map(({ claim }) => {
    const [statement, id, file] = register.claims[claim];
    const link = document.createElement("a");
    link.textContent = statement;
    link.dir = "auto";
    link.href = `${register.files[file]}#balance/${encodeURIComponent(id)}`;
    const item = document.createElement("li");
    item.append(link);
    return item;
  }));
  byId("hits").replaceChildren(heading, ...(hits.length ? [list] : []));
  byId("hits").hidden = false;
}

function sort() {
  const by = byId("order").value;
  const n = (item) => Number(item.dataset.n);
  const order = by === "label" ? (a, b) => names[n(a)].localeCompare(names[n(b)], "en") || n(a) - n(b)
    : (a, b) => b.getAttribute(`data-${by}`) - a.getAttribute(`data-${by}`) || n(a) - n(b);
  byId("list").append(...items.sort(order));
}

/* Points at a topic: its kin and the lines to them stand out, in the drawing and in the list. */
function point(n) {
  const kin = new Set();
  for (const line of lines) {
    const mine = n !== null && (line.dataset.a === n || line.dataset.b === n);
    line.classList.toggle("near", mine);
    if (mine) kin.add(line.dataset.a).add(line.dataset.b);
  }
  kin.delete(n);
  for (const [name, bubble] of drawn) {
    bubble.classList.toggle("near", kin.has(name));
    bubble.classList.toggle("meant", name === n);
  }
  for (const item of items) item.classList.toggle("meant", item.dataset.n === n);
  drawing.classList.toggle("pointing", drawn.has(n));
}
function follow(root) {
  const of = (event) => event.target.closest("[data-n]");
  root.addEventListener("pointerover", (event) => { const at = of(event); if (at) point(at.dataset.n); });
  root.addEventListener("pointerleave", () => point(null));
  root.addEventListener("focusin", (event) => { const at = of(event); if (at) point(at.dataset.n); });
  root.addEventListener("focusout", () => point(null));
}

/* Enlarges the drawing about the middle of what is seen; the view scrolls. */
let factor = 1;
function zoom(to) {
  const view = byId("view");
  const middle = [(view.scrollLeft + view.clientWidth / 2) / view.scrollWidth, (view.scrollTop + view.clientHeight / 2) / view.scrollHeight];
  factor = Math.min(8, Math.max(1, to));
  drawing.classList.toggle("closer", factor > 2.2);
  const wide = matchMedia("(max-width: 720px)").matches ? 900 : view.clientWidth;
  drawing.style.width = factor === 1 ? "" : `${wide * factor}px`;
  drawing.style.height = factor === 1 ? "" : `${view.clientHeight * factor}px`;
  view.scrollTo(middle[0] * view.scrollWidth - view.clientWidth / 2, middle[1] * view.scrollHeight - view.clientHeight / 2);
}

byId("search").addEventListener("submit", (event) => {
  event.preventDefault();
  const first = byId("hits").hidden ? null : byId("hits").querySelector("a");
  if (first) first.click();
});
byId("query").addEventListener("input", seek);
byId("order").addEventListener("change", sort);
byId("closer").addEventListener("click", () => zoom(factor * 1.6));
byId("further").addEventListener("click", () => zoom(factor / 1.6));
byId("whole").addEventListener("click", () => zoom(1));
follow(drawing);
follow(byId("list"));
seek();
})();
