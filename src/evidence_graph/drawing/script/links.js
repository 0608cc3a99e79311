/* Lines between the claims that share a study: for the card or the study under the pointer or focus, or all when
   asked. They run behind the cards; rings sit on the blocks that they join. */
const RING = 3;
const sideName = (study) => (study.heading === FOR ? "pro" : study.heading === AGAINST ? "con" : "other");
const studyOf = (claim, citation) => claims[claim].studies.find((study) => study.citation === citation);
const markIn = (node, citation) => node.querySelector(`i[data-study="${CSS.escape(citation)}"]`);
/* Where a line to a study ends on a card: at its mark, or at the bar where there is no room for the mark. */
const endOn = (node, citation) => markIn(node, citation)
  || (studiesOf(node.dataset.claim).some((study) => study.citation === citation) ? node.querySelector(".bar") : null);
const cardsIn = (box) => [...box.querySelectorAll(".card[data-claim]")];

function curve([x, y], [u, v]) {
  const near = Math.abs(u - x) < 30;
  const bend = near ? 60 : Math.sign(u - x) * Math.max(24, Math.abs(u - x) / 2.2);
  const points = [x + bend, y, u - (near ? -60 : bend), v, u, v].map((number) => number.toFixed(1));
  return `M${x.toFixed(1)} ${y.toFixed(1)}C${points.join(" ")}`;
}

function clearLinks(box) { for (const old of box.querySelectorAll(".links")) old.remove(); }
function drawLinks(box, pairs, all) {
  clearLinks(box);
  if (!pairs.length) return;
  const frame = box.getBoundingClientRect();
  const middle = (node) => { const { left, top, width, height } = node.getBoundingClientRect(); return [left + width / 2 - frame.left, top + height / 2 - frame.top]; };
  const ends = new Set(pairs.flatMap(([one, other]) => [one, other]));
  const lines = pairs.map(([one, other, side]) => svg("path", { class: side, d: curve(middle(one), middle(other)) }));
  const rings = [...ends].map((node) => { const [cx, cy] = middle(node); return svg("circle", { cx: cx.toFixed(1), cy: cy.toFixed(1), r: RING }); });
  box.prepend(svg("svg", { class: `links lines${all ? " all" : ""}`, "aria-hidden": "true" }, lines));
  box.append(svg("svg", { class: "links rings", "aria-hidden": "true" }, rings));
}

/* Each study from card to card, in the order of the page. */
function drawAllLinks(box) {
  const last = new Map();
  const pairs = [];
  for (const mark of box.querySelectorAll(".card i[data-study]")) {
    const { study } = mark.dataset;
    const claim = mark.closest(".card").dataset.claim;
    if (last.has(study) && last.get(study).closest(".card").dataset.claim !== claim) pairs.push([last.get(study), mark, sideName(studyOf(claim, study))]);
    last.set(study, mark);
  }
  drawLinks(box, pairs, true);
}

function tellStudy(claim, citation, others) {
  const study = studyOf(claim, citation);
  const { design, n } = citations[citation];
  const added = addedBy(rated(claim), study);
  const sum = added[FOR] + added[AGAINST];
  const weight = sum ? `, weight ${fixed(sum, 2)}` : "";
  const known = [design || "design not recorded", n ? `n = ${n}` : "", directnessOf(study), ...flagsOf(citation)].filter(Boolean).join(", ");
  return [el("b", {}, nameOf(citation)), `: ${known}. ${looks.headings[study.heading].heading}${weight}. ${others ? `Also bears on ${many(others, "other claim")}.` : "Bears on this claim alone."}`];
}
function tellClaim(claim, others) {
  const shared = others ? `Lines: studies shared with ${many(others, "other claim")}.` : "Shares no study with another claim here.";
  return [el("b", {}, countsInWords(rated(claim)) || "No study"), `. ${shared} Enter: see the balance.`];
}
const directnessOf = (study) => [...new Set(study.lines.filter((line) => !line.withdrawn).map(({ directness }) => looks.directness[directness] || ""))].filter(Boolean).join(" / ");

/* Light the card, or one *citation* on it, and what shares studies with it. */
function light(box, node, citation) {
  dark(box, { keep: true });
  const claim = node.dataset.claim;
  const pairs = [];
  const others = new Set();
  for (const study of studiesOf(claim)) {
    const from = citation && study.citation !== citation ? null : endOn(node, study.citation);
    if (!from) continue;
    if (citation) from.classList.add("hot");
    for (const other of cardsIn(box)) {
      const to = other === node ? null : endOn(other, study.citation);
      if (!to) continue;
      pairs.push([from, to, sideName(studyOf(other.dataset.claim, study.citation))]);
      other.classList.add("lit");
      if (citation) to.classList.add("hot");
      others.add(other);
    }
  }
  box.classList.add("dim");
  node.classList.add("lit");
  drawLinks(box, pairs, false);
  showTip(citation ? tellStudy(claim, citation, others.size) : tellClaim(claim, others.size), citation ? markIn(node, citation) || node : null);
}

function showTip(children, anchor) {
  const tip = byId("tip");
  tip.replaceChildren(...children);
  tip.hidden = false;
  tip.classList.toggle("line", !anchor);
  tip.style.left = "";
  tip.style.top = "";
  if (!anchor) return;
  const { left, top, bottom } = anchor.getBoundingClientRect();
  const room = document.documentElement.clientWidth - tip.offsetWidth - 8;
  tip.style.left = `${scrollX + Math.max(8, Math.min(left - 20, room))}px`;
  tip.style.top = `${scrollY + (bottom + 10 + tip.offsetHeight < innerHeight ? bottom + 8 : top - tip.offsetHeight - 8)}px`;
}

function dark(box, { keep = false } = {}) {
  byId("tip").hidden = true;
  box.classList.remove("dim");
  for (const node of box.querySelectorAll(".lit, .hot")) node.classList.remove("lit", "hot");
  clearLinks(box);
  if (!keep && selection.links) drawAllLinks(box);
}

/* The studies of a card are walked through with the arrows to the sides. */
function walkStudies(box, event) {
  const way = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const node = event.target.closest(".card[data-claim]");
  const marks = node ? [...node.querySelectorAll("i[data-study]")] : [];
  if (!way || !marks.length) return;
  event.preventDefault();
  const now = marks.findIndex((mark) => mark.classList.contains("hot"));
  const next = now < 0 ? (way > 0 ? 0 : marks.length - 1) : (now + way + marks.length) % marks.length;
  light(box, node, marks[next].dataset.study);
  say(byId("tip").textContent);
}

/* Lines follow the pointer a moment later, so that they do not flicker on the way. */
const MOMENT = 90;
function listenForLinks(box) {
  let wait = 0;
  box.addEventListener("pointerover", (event) => {
    const node = event.target.closest(".card[data-claim]");
    if (!node || event.pointerType === "touch") return;
    clearTimeout(wait);
    const { study } = event.target.closest("i[data-study]")?.dataset || {};
    wait = setTimeout(() => { if (node.isConnected) light(box, node, study); }, MOMENT);
  });
  box.addEventListener("pointerout", ({ target, relatedTarget }) => {
    if (!target.closest(".card") || relatedTarget?.closest?.(".card")) return;
    clearTimeout(wait);
    dark(box);
  });
  box.addEventListener("focusin", ({ target }) => { if (target.matches(".card:focus-visible")) light(box, target); });
  box.addEventListener("focusout", ({ target }) => { if (target.matches(".card")) dark(box); });
  box.addEventListener("keydown", (event) => walkStudies(box, event));
}
