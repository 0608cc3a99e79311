/* Balance: one claim, and its bar pulled apart: studies for it left, against it right, between them those that could
   not tell and those that qualify it; background apart. Untick a study, and the verdict moves. */
const LANES = { [FOR]: "pro", [AGAINST]: "con", [HEADING.BACKGROUND]: "apart", [HEADING.NOT_COUNTED]: "apart" };
const laneOf = (study) => LANES[study.heading] || "between";

/* What is looked at: the claim, the studies that count, those that are ticked, and how it stands with them. */
function sceneOf(id) {
  const all = studiesOf(id);
  const live = all.filter((study) => !selection.without.includes(study.citation));
  const full = rated(id);
  return { id, claim: claims[id], all, live, full, rating: live.length === all.length ? full : rateWith(id, live) };
}

const ranked = () => shownClaims().filter((id) => !isFolded(standingOf(id))).sort(byWeight);

function crumbs({ id, claim }) {
  const order = ranked();
  const at = order.indexOf(id);
  const neighbour = (place, text) => (at >= 0 && order[place] ? el("a", { href: toClaim(order[place]) }, text) : null);
  const topic = topicOf(claim);
  return el("div", { class: "crumb" }, el("a", { href: linkTo({ view: "claims", claim: "", own: {} }) }, "All claims"),
    topic ? el("a", { href: linkTo({ view: "claims", claim: "", topic: claim.topic, own: {} }) }, capital(topic)) : null,
    claim.kindWord ? el("span", {}, `${claim.kindWord} claim`) : null, activeFilters(),
    el("span", { class: "step" }, neighbour(at - 1, "← heavier"), neighbour(at + 1, "next by weight →")));
}

/* How many studies there are, and how many of them count for neither side whatever they weigh. */
function onRecord(all) {
  const apart = all.filter((study) => laneOf(study) === "apart");
  const kinds = listed([...new Set(apart.map(({ heading }) => looks.headings[heading].heading.toLowerCase()))]);
  return `${studiesIn(all.length)} on record${apart.length ? `, ${apart.length} of them ${kinds}` : ""}. What is known of them`;
}

function headOf({ all, claim, rating }) {
  // How much is recorded is told of all studies, so only where all of them count.
  const recorded = rating.studies.length === claim.studies.length ? claim.recorded : "";
  return [
    el("h1", { dir: "auto" }, claim.question || claim.statement),
    el("p", { class: "answer" }, sign(rating.verdict), el("span", {}, rating.answer)),
    claim.question ? el("p", { class: "said" }, el("b", {}, "The claim: "), el("q", { dir: "auto" }, claim.statement), ` is answered “${yesOrNo(claim, FOR)}”.`) : null,
    el("p", { class: "facts" }, el("b", { class: looks.verdicts[rating.verdict].name }, capital(verdictInWords(rating))), rating.verdict === VERDICT.UNCERTAIN ? "." : `: ${rating.why}`,
      claim.note ? [" ", el("b", {}, "Watch out: "), claim.note] : null,
      data.pages[claim.id] ? [" ", el("a", { href: data.pages[claim.id] }, "All of this claim")] : null),
    recorded ? el("details", { class: "recorded" }, el("summary", {}, onRecord(all)), el("p", {}, `Recorded: ${recorded}.`)) : null,
  ];
}

/* Support, unknown and opposition in whole percents that add up to 100: what is lost in rounding goes to the largest rests. */
function percentsOf({ support, unknown, opposition }) {
  const exact = [support, unknown, opposition].map((share) => Number((share * 100).toFixed(9)));
  const whole = exact.map(Math.floor);
  const byRest = [0, 1, 2].sort((a, b) => (exact[b] - whole[b]) - (exact[a] - whole[a]) || a - b);
  for (const n of byRest.slice(0, 100 - whole.reduce((sum, one) => sum + one, 0))) whole[n] += 1;
  return whole.map((percent) => `${percent} %`);
}
/* A side by its answer where the claim answers a question, and what that is to the claim. */
const sideWord = (claim, stance) => (claim.question ? yesOrNo(claim, stance) : stance === FOR ? "for" : "against");
const sideNote = (claim, stance) => (claim.question ? el("small", {}, ` ${towards(stance)}`) : null);
const isApart = ({ shares, apartShares }) => shares.supports !== apartShares.supports || shares.opposes !== apartShares.opposes;

/* The bar of the studies, and a thin one below where the sum without feared overlap is another. */
function bigBar({ claim, rating }) {
  const { shares, apartShares } = rating;
  const [support, unknown, opposition] = percentsOf(shares);
  const [apartSupport, apartUnknown, apartOpposition] = percentsOf(apartShares);
  const end = (name, share, words) => el("span", { class: name, style: { "flex-grow": share } }, words);
  const thin = isApart(rating) ? el("div", { class: "apart" }, plainBar(apartShares),
    el("p", {}, `If studies that may share data are counted apart: ${sideWord(claim, FOR)} ${apartSupport}, unknown ${apartUnknown}, ${sideWord(claim, AGAINST)} ${apartOpposition}.`)) : null;
  return el("div", { class: "bigbar" },
    el("div", { class: "ends" }, end("for-side", shares.support, [`${sideWord(claim, FOR)} ${support}`, sideNote(claim, FOR)]), end("muted", shares.unknown, `unknown ${unknown}`),
      end("against-side", shares.opposition, [`${sideWord(claim, AGAINST)} ${opposition}`, sideNote(claim, AGAINST)])),
    bar(rating, { width: 1200, named: true }), thin);
}
function plainBar(shares) {
  const part = (name, share) => el("span", { class: name, style: { width: `${share * 100}%` } }, share && name !== "gap" ? el("i") : null);
  return el("span", { class: "bar", "aria-hidden": "true" }, part("pro", shares.support), part("gap", shares.unknown), part("con", shares.opposition));
}

/* Where the balance stands between the sides: a verdict needs three quarters on one of them. */
const placeOf = ({ shares }) => (shares.supports + shares.opposes ? (shares.opposes / (shares.supports + shares.opposes)) * 100 : null);
function ruler({ rating, full, live, all }) {
  const zones = [VERDICT.BACKED, VERDICT.CONTESTED, VERDICT.OPPOSED];
  const now = placeOf(rating);
  const before = live.length < all.length ? placeOf(full) : null;
  if (now === null && before === null) return null;
  const zone = (verdict) => el("span", { class: `${looks.verdicts[verdict].name} ${rating.verdict === verdict ? "on" : ""}` }, wordOf(verdict));
  const marks = { now: () => svg("path", { d: "M0 0H12L6 10Z" }), ghost: () => svg("circle", { cx: 6, cy: 5, r: 4.5 }) };
  const pointer = (place, name) => (place === null ? null : svg("svg", { class: name, viewBox: "0 0 12 10", style: { left: `${place}%` } }, marks[name]()));
  const isOpen = rating.verdict === VERDICT.UNCERTAIN;
  return [isOpen ? el("p", { class: "unsure" }, "Not sure enough for a verdict. Were it, it would stand here:") : null,
    el("div", { class: `ruler ${isOpen ? "open" : ""}`, "aria-hidden": "true" }, zones.map(zone),
      el("em", { style: { left: "25%" } }, "3 : 1"), el("em", { style: { left: "75%" } }, "1 : 3"), pointer(before, "ghost"), pointer(now, "now"))];
}

function whatIf({ rating, full, live, all }) {
  const gone = all.filter((study) => !live.includes(study));
  const [first, ...rest] = gone.map((study) => nameOf(study.citation));
  const names = rest.length > 2 ? `${first} and ${rest.length} others` : listed([first, ...rest].filter(Boolean));
  const before = verdictInWords(full) === verdictInWords(rating) ? ", as with all of them" : `, with all of them ${verdictInWords(full)}`;
  const change = gone.length ? [el("span", {}, `Without ${names}: `, el("b", { class: looks.verdicts[rating.verdict].name }, verdictInWords(rating)), `${before}.`),
    button("Count all again", () => { go({ without: [] }); main.focus(); }, { class: "plain" })] : null;
  const hint = !gone.length && all.length ? el("span", {}, "Untick a study below to see how the verdict would stand without it.") : null;
  const why = rating.verdict === VERDICT.UNCERTAIN ? el("span", { class: "why" }, el("b", {}, `Why ${wordOf(rating.verdict)}: `), rating.why) : null;
  return el("div", { class: "whatif" }, why, change, hint);
}

/* How the filter on studies changes it: "Among trials: 1 for, 3 against; opposed (with all studies contested)." */
function among({ id, full, claim }) {
  if (!isCounting()) return null;
  const { studies } = filtersInWords();
  const whole = wholeRating(id);
  const told = countsInWords(full) || "no study";
  const then = verdictInWords(full) === verdictInWords(whole) ? "as with all studies" : `with all studies ${verdictInWords(whole)}`;
  return el("p", { class: "among" }, el("b", {}, `Among ${listed(studies)}: `), `${told}; ${verdictInWords(full)}, ${then} (${full.studies.length} of ${studiesIn(claim.studies.length)}).`);
}

const addsMost = (rating, study) => Math.max(...Object.values(addedBy(rating, study)));
function lanes(scene) {
  const { all, live, full, rating } = scene;
  const heavier = (one, other) => addsMost(full, other) - addsMost(full, one) || couldAdd(other) - couldAdd(one) || one.place - other.place;
  const most = Math.max(0.01, ...all.map(couldAdd), ...(full.together.votes ? [1] : []));
  const change = (study) => {
    const off = selection.without.includes(study.citation) ? selection.without.filter((key) => key !== study.citation) : [...selection.without, study.citation];
    const { scrollX: left, scrollY: top } = window;
    go({ without: off }, { instead: true });
    scrollTo(left, top);
    byKey(study.citation)?.focus({ preventScroll: true });
    say(`${main.querySelector(".answer").textContent} ${main.querySelector(".whatif").textContent}`);
  };
  const inLane = (lane) => all.filter((study) => laneOf(study) === lane).sort(heavier);
  const rows = (list, lane) => list.map((study) => studyRow(study, { rating, live, lane, most, change }));
  const ticked = (list) => list.filter((study) => live.includes(study)).length;
  return { inLane, rows, ticked };
}
const byKey = (key) => [...main.querySelectorAll("input[data-key]")].find((box) => box.dataset.key === key);

function sideColumn(name, { inLane, rows, ticked }, { claim }, stance) {
  const list = inLane(name);
  const { sign: mark, heading } = looks.headings[stance];
  const title = claim.question ? [`${capital(yesOrNo(claim, stance))}: ${studiesIn(ticked(list))}`, el("small", {}, ` ${mark} ${towards(stance)}`)] : `${mark} ${heading}: ${studiesIn(ticked(list))}`;
  const none = claim.question ? `No study points ${pointsTo(claim, stance)}.` : `No study is ${stance === FOR ? "for" : "against"} it.`;
  return el("section", { class: name }, el("h2", {}, title), list.length ? rows(list, name) : el("p", { class: "none-yet" }, none));
}

/* The lanes between the sides, each with its own heading. */
function middleColumn({ inLane, rows, ticked }, { rating }) {
  const between = inLane("between");
  const lane = (heading) => {
    const list = between.filter((study) => study.heading === heading);
    const weight = heading === OPEN && rating.undecided ? `, weight ${fixed(rating.undecided, 2)}` : "";
    return list.length ? [el("h3", { class: looks.headings[heading].name }, `${looks.headings[heading].sign} ${looks.headings[heading].heading}: ${ticked(list)}${weight}`), rows(list, "between")] : null;
  };
  return el("section", { class: "between" }, el("h2", {}, `Between: ${ticked(between)} `, el("small", {}, "neither for nor against")),
    between.length ? HEADINGS.map(lane) : el("p", { class: "none-yet" }, "None."));
}

function apartColumn({ inLane, rows }) {
  const apart = inLane("apart");
  if (!apart.length) return null;
  const counts = HEADINGS.map((heading) => [apart.filter((study) => study.heading === heading).length, looks.headings[heading].heading]).filter(([count]) => count);
  return el("details", { class: "aside", open: apart.length < 3 }, el("summary", {}, `${listed(counts.map(([count, word]) => `${word}: ${count}`))} (no weight for or against)`), el("div", { class: "apart-rows" }, rows(apart, "apart")));
}

const columnWidth = (list, wide) => (list.length ? wide : "9.5rem");
function columns(scene) {
  const parts = lanes(scene);
  const style = { "--pro": columnWidth(parts.inLane("pro"), "1fr"), "--between": columnWidth(parts.inLane("between"), "1fr"), "--con": columnWidth(parts.inLane("con"), "1fr") };
  return [el("div", { class: "columns", style }, sideColumn("pro", parts, scene, FOR), middleColumn(parts, scene), sideColumn("con", parts, scene, AGAINST)),
    apartColumn(parts)];
}

/* What lies around the claim: who says so, what it rests on, why studies differ, what was searched, what is near. */
function claimLink(id) {
  const { statement, verdict } = data.linked[id] || { statement: claims[id].statement, verdict: rated(id).verdict };
  return el("li", {}, sign(verdict), el("span", {}, has(claims, id) ? el("a", { href: toClaim(id), dir: "auto" }, statement) : statement, el("span", { class: "muted" }, ` ${wordOf(verdict)}`)));
}
const near = (title, items) => (items.length ? el("section", {}, el("h2", {}, title), el("ul", {}, items)) : null);

function saidBy({ article, attitude, force }) {
  return el("li", {}, el("span", {}, `${looks.attitudes[attitude].heading} `, el("a", { href: linkTo({ ...onlyOne, article }) }, articles[article].title), ` (${force})`));
}
function differing({ cause, explanation, settledBy, citations: keys = [] }) {
  return el("li", {}, el("span", {}, el("b", {}, `${capital(cause)}: `), explanation || "", settledBy ? ` Settled by: ${settledBy}` : "", keys.length ? ` (${listed(keys.map(nameOf))})` : ""));
}

function sharing({ id, all }) {
  const shared = new Map();
  for (const study of all) for (const other of claimsOf(study.citation)) if (other !== id) shared.set(other, (shared.get(other) || 0) + 1);
  return [...shared].sort(([one, count], [other, more]) => more - count || byWeight(one, other)).slice(0, 6).map(([other]) => claimLink(other));
}

function around(scene) {
  const { claim } = scene;
  const { stands = [], disagreements = [], premises = [], carries = [], conflicts = [], related = {}, searches = [], comparator, source } = claim;
  const fact = (text) => text ? [el("li", {}, text)] : [];
  return el("div", { class: "near" }, near("Why studies differ", disagreements.map(differing)), near("Said in", stands.map(saidBy)),
    near("Searches made", searches.map((text) => el("li", {}, text))), near("Rests on", premises.map(claimLink)), near("Carries", carries.map(claimLink)),
    near("Cannot be true together with", conflicts.map(claimLink)),
    Object.entries(related).map(([heading, list]) => near(heading, list.map(claimLink))), near("Compared with", fact(comparator)), near("Stated by", fact(source)), near("Claims that share its studies", sharing(scene)));
}

/* Names stand in the blocks that are wide enough for them. */
function fitNames() {
  for (const name of main.querySelectorAll(".bigbar .bar i b")) {
    name.style.display = "block";
    if (name.offsetWidth + 7 > name.parentElement.clientWidth) name.style.display = "";
  }
}

views.balance = {
  title: "Balance",
  draw(place) {
    const id = selection.claim || ranked()[0] || shownClaims()[0] || claimIds[0];
    if (!id) { put(place, el("h1", { class: "empty" }, "There are no claims yet.")); return; }
    selection.claim = id;
    const scene = sceneOf(id);
    put(place, el("div", { class: "balance" }, crumbs(scene), headOf(scene), among(scene), bigBar(scene), ruler(scene), whatIf(scene), columns(scene), around(scene)));
    fitNames();
  },
  wide: fitNames,
};
