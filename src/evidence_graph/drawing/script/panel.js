/* The panel: all that is known of the selected thing, each name in it a way to the next. */
/* An element with text and elements in it; attributes are names of ours, never data's. */
function el(tag, attributes, ...inside) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value !== null && value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...inside.flat(3).filter((item) => item !== null && item !== undefined && item !== "").map(apart));
  return made;
}

/* A text with letters written from the right, kept apart so that it reorders nothing beside it. */
function apart(item) {
  if (typeof item !== "string" || !/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\ud802\ud803\ud83a\ud83b]/.test(item)) return item;
  const made = document.createElement("bdi");
  made.textContent = item;
  return made;
}

function toThing(id, text) {
  const button = el("button", { type: "button", class: "link" }, text || nameOf(id));
  button.addEventListener("click", () => select(id, { reading: true }));
  return button;
}

function toAddress({ text, href }) {
  if (!/^https?:\/\/[^/]/i.test(href)) return document.createTextNode(text);
  return el("a", { href, rel: "noopener noreferrer", target: "_blank" }, text);
}

/* A small drawing made of *paths*, each with its class; what it says is said in words beside it. */
function drawing(className, viewBox, ...paths) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  for (const [name, value] of Object.entries({ viewBox, class: className, "aria-hidden": "true" })) svg.setAttribute(name, value);
  for (const [d, kind] of paths) {
    const path = document.createElementNS(space, "path");
    path.setAttribute("d", d);
    if (kind) path.setAttribute("class", kind);
    svg.append(path);
  }
  return svg;
}

/* A mark as paths; a circle is one that begins at the top. */
const ways = ({ paths = [], radius: r }) => (r ? [...paths, [`M0-${r}A${r} ${r} 0 1 1 0 ${r}A${r} ${r} 0 1 1 0-${r}Z`]] : paths);
function marker(id) {
  const { cited, r } = marks[id];
  const kind = `marker${cited ? "" : " wider"}${r === undefined ? " hollow" : ""}`;
  return drawing(kind, "-8 -8 16 16", ...ways(looks.families[works[id].family].outline));
}

const sign = (verdict) => {
  const { name, outline: mark } = looks.verdicts[verdict];
  return drawing(`sign ${name}`, "-8 -8 16 16", ...ways(mark));
};

const listed = (heading, ids) => ids && ids.length
  ? [el("h3", {}, heading), el("ul", {}, ids.map((id) => el("li", {}, toThing(id))))] : [];
const facts = (pairs) => pairs && pairs.length
  ? el("dl", {}, pairs.map(([name, value]) => [el("dt", {}, name), el("dd", {}, value)])) : null;
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

function claimPanel(id) {
  const claim = claims[id];
  return [
    el("h2", { tabindex: "-1" }, claim.statement),
    ...verdictOf(id),
    el("p", {}, (claim.stands || []).map((stand, n) =>
      [n ? "; " : "", `${looks.attitudes[stand.attitude].heading} `, toThing(stand.article), ` (${stand.force})`])),
    claim.note ? el("p", { class: "aside" }, claim.note) : null,
    ...studyGroups(claim),
    ...(claim.searches ? [el("h3", {}, "Searches"), el("ul", {}, claim.searches.map((search) => el("li", {}, search)))] : []),
    ...(claim.disagreements ? [el("h3", {}, "Why they differ"), ...claim.disagreements.map(disagreement)] : []),
    ...listed("Rests on", claim.premises),
    ...listed("Rests on this claim", claim.carries),
    ...listed("Conflicts with", claim.conflicts),
    facts([...(claim.kind ? [["Kind", claim.kind]] : []), ...aboutFacts(claim)]),
  ];
}

/* What a claim is about, by scheme. */
function aboutFacts(claim) {
  const concepts = (claim.about || []).map((number) => data.concepts[number]);
  return data.schemes.map(({ label }, scheme) => [label, concepts.filter((concept) => concept.scheme === scheme).map((concept) => concept.label).join(", ")])
    .filter(([, labels]) => labels);
}

/* The answer under its question, then verdict and certainty, and the shares where there are studies. */
function verdictOf(id) {
  const { verdict, certainty, answer, why } = standing(id);
  const { word } = looks.verdicts[verdict];
  return [
    claims[id].question ? el("p", { class: "muted question" }, claims[id].question) : null,
    el("p", { class: "answer" }, answer),
    el("p", { class: "verdict" }, sign(verdict), capital(certainty ? `${word}, ${certainty} certainty` : word)),
    ...(claims[id].studies ? sharesOf(id) : [el("p", { class: "muted" }, why)]),
  ];
}

function sharesOf(id) {
  const found = standing(id);
  const shares = looks.sides.map(({ name, share }) => {
    const part = el("i", { class: name });
    part.style.width = `${found[share] * 100}%`;
    return part;
  });
  const percent = (share) => `${Math.round(100 * share)}\u00a0%`;
  const sides = looks.sides.map(({ word, share }) => `${percent(found[share])} ${word}`);
  const told = `${sides.join(", ")}, ${percent(1 - found.support - found.opposition)} unknown. ${found.why}`;
  return [
    el("div", { class: "shares", "aria-hidden": "true" }, shares),
    ...[told, found.sums, found.turn, capital(claims[id].counted || ""), found.recorded ? `Recorded: ${found.recorded}.` : ""]
      .filter(Boolean).map((text) => el("p", { class: "muted" }, text)),
  ];
}

function disagreement(found) {
  return el("div", { class: "aside" },
    el("p", {}, el("b", {}, `${capital(found.cause)}. `), found.explanation),
    found.settledBy ? el("p", {}, el("b", {}, "What would settle it: "), found.settledBy) : null,
    found.works ? el("p", {}, found.works.map((id, n) => [n ? ", " : "", toThing(id)])) : null);
}

function studyGroups(claim) {
  if (claim.neighbour) return [el("p", { class: "aside" }, "Shown as a neighbour; its studies are not on this map.")];
  if (!claim.studies) return [];
  return HEADINGS.flatMap((name) => {
    const group = claim.studies.filter((study) => study.heading === name);
    if (!group.length) return [];
    const { sign: mark, heading } = looks.headings[name];
    return [el("h3", { class: name }, `${mark} ${heading} (${group.length})`), el("ul", {}, group.map((study) => el("li", {}, studyItem(study))))];
  });
}

function studyItem(study) {
  const work = works[study.work];
  const findings = [...new Set(study.lines.map((line) => line.finding).filter(Boolean))];
  return [
    workHeading(study.work, study),
    work.title ? el("p", { class: "muted" }, work.title) : null,
    el("p", {}, el("b", {}, [capital(work.design || "design not recorded"), work.n ? `n\u00a0=\u00a0${work.n}` : ""].filter(Boolean).join(", "))),
    el("p", { class: "muted" }, `Directness: ${directnessOf(study)}. Risk of bias: `, work.bias ? light(work.bias) : "not recorded", "."),
    findings.map((finding) => el("p", {}, finding)),
    study.lines.map((line) => judgement(line)),
    warnings(work),
    addresses(work),
  ].flat();
}

/* How directly the claim was studied, in the words of the readers. */
const directnessOf = (study) => [...new Set(study.lines.filter((line) => !line.withdrawn).map((line) => line.directness))].join(" / ") || "not recorded";

/* The light of a risk of bias: a sign in its colour, and the word. */
function light(judgement) {
  const { name, word, sign: mark } = looks.biases[judgement];
  return el("span", { class: `light ${name}` }, el("b", { "aria-hidden": "true" }, mark), ` ${word}`);
}

/* Whether a finding is from memory, or nobody recorded that it was confirmed; nothing where one was. */
function markOf({ lines }) {
  const marked = lines.map((line) => line.mark || "");
  if (marked.includes("")) return "";
  return marked[lines.findIndex((line) => line.verified === undefined)] || marked[0];
}

function workHeading(id, study) {
  const work = works[id];
  const mark = markOf(study);
  return el("h4", {}, marker(id), toThing(id, work.label),
    study.differ ? el("span", { class: "badge" }, "readers differ") : null,
    mark ? el("span", { class: "badge" }, mark) : null,
    (work.flags || []).filter((flag) => flag.mark !== "unverified").map((flag) => el("span", { class: "badge warning" }, flag.mark)));
}

function judgement(line) {
  const { name, word } = looks.stances[line.stance];
  const beside = looks.directness[line.directness];
  const gone = line.withdrawn ? [el("span", { class: "badge" }, `withdrawn ${line.withdrawn}`), line.withdrawnWhy ? ` ${line.withdrawnWhy} ` : " ", "It said: "] : [];
  return el("p", { class: `judgement ${name}` },
    `${line.by}: `, gone, el("span", { class: `said ${name}` }, word), beside ? `, ${beside}` : "",
    line.rationale || line.directnessNote ? ". " : ".", [line.rationale, line.directnessNote].filter(Boolean).join(" "));
}

const warnings = (work) => (work.flags || []).filter((flag) => flag.text).map((flag) =>
  el("p", { class: "muted" }, `${capital(flag.mark)}: ${flag.text}`));
const addresses = (work) => work.links
  ? el("p", { class: "muted" }, work.links.map((link, n) => [n ? " · " : "", toAddress(link)])) : null;

function workPanel(id) {
  const work = works[id];
  const judged = Object.keys(claims).flatMap((claim) => (claims[claim].studies || [])
    .filter((study) => study.work === id).map((study) => [claim, study]));
  return [
    el("h2", { tabindex: "-1" }, work.label),
    work.title ? el("p", {}, el("b", {}, work.title)) : null,
    work.authors ? el("p", { class: "muted" }, work.authors.join("; ")) : null,
    work.source ? el("p", { class: "muted" }, work.source) : null,
    addresses(work),
    warnings(work),
    el("p", { class: "muted" }, marks[id].cited ? ["Cited by ", marks[id].cited.map((article, n) => [n ? ", " : "", toThing(article)])] : "Wider literature: no article here cites it."),
    facts([...(work.design ? [["Design", work.design]] : []), ...(work.n ? [["n", String(work.n)]] : []), ...(work.facts || [])]),
    work.domains ? [el("h3", {}, "Risk of bias"), el("ul", {}, work.domains.map((one) => el("li", {}, `${one.of}: `, light(one.light), one.why ? `. ${one.why}` : "")))] : null,
    work.results ? [el("h3", {}, "Results"), el("ul", {}, work.results.map((result) =>
      el("li", {}, result.text, result.verified ? null : [" ", el("span", { class: "badge" }, "unverified")])))].flat() : null,
    el("h3", {}, `Claims it speaks of (${judged.length})`),
    el("ul", {}, judged.map(([claim, study]) => el("li", {}, toThing(claim),
      study.differ ? [" ", el("span", { class: "badge" }, "readers differ")] : null, study.lines.map((line) => judgement(line))))),
  ].flat();
}

function articlePanel(id) {
  const article = articles[id];
  const groups = ATTITUDES.flatMap((attitude) => {
    const found = (article.claims || []).filter((stand) => stand.attitude === attitude);
    return found.length ? [el("h3", {}, `${capital(looks.attitudes[attitude].word)} (${found.length})`),
      el("ul", {}, found.map((stand) => el("li", {}, toThing(stand.claim), el("span", { class: "muted" }, ` (${stand.force})`))))] : [];
  });
  return [el("h2", { tabindex: "-1" }, article.title), el("p", { class: "muted" }, capital(article.kind || "article")),
    article.note ? el("p", { class: "aside" }, article.note) : null, ...groups];
}

function fillPanel() {
  const panel = byId("panel");
  const id = state.selected;
  panel.hidden = id === null;
  document.body.classList.toggle("reading", id !== null);
  panel.replaceChildren();
  if (id === null) return;
  const kind = claims[id] ? `Claim · ${claims[id].topicLabel}` : works[id] ? "Study" : "Article";
  const close = el("button", { type: "button", class: "link" }, "Close");
  close.addEventListener("click", () => clear());
  const make = claims[id] ? claimPanel : works[id] ? workPanel : articlePanel;
  const page = Object.hasOwn(data.pages, id) ? el("a", { href: data.pages[id] }, "Its page") : null;
  panel.append(el("div", { class: "bar" }, el("span", {}, kind), page, close), ...make(id).flat().filter(Boolean));
  panel.scrollTop = 0;
}
