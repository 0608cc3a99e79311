/* One study of a claim as a row: whether it counts, who and what it is, what it says, and what it weighs. */
const MOST_TURNS = 60;

const flagsOf = (id) => (citations[id].flags || []).map(({ mark }) => mark).filter((mark) => mark !== "unverified");
const sizeInWords = ({ n, family }) => (n !== undefined ? [el("i", {}, "n"), ` = ${n}`] : family === "review" ? null : [el("i", {}, "n"), " not recorded"]);

/* Design, size, directness, and what to beware of. */
function metaOf(study) {
  const citation = citations[study.citation];
  const size = sizeInWords(citation);
  const memory = study.lines.some((line) => line.mark === "from memory") ? ["from memory"] : [];
  const rest = [directnessOf(study) || "directness not recorded", ...flagsOf(study.citation), ...memory];
  return el("span", { class: "meta" }, citation.design || "design not recorded", size ? [", ", size] : null, rest.map((text) => [" · ", looks.doubts.includes(text) ? el("b", {}, text) : text]));
}

/* What the work says itself, letter by letter. */
const quoted = ({ text, place, lang }) => el("blockquote", lang ? { lang, dir: "auto" } : { dir: "auto" }, `“${text}”`, place ? el("cite", {}, ` ${place}`) : null);

function lineText(line) {
  const { word } = looks.stances[line.stance];
  const withdrawn = line.withdrawn ? [` Withdrawn${line.withdrawnWhy ? `: ${line.withdrawnWhy}` : "."}`] : [];
  const directness = looks.directness[line.directness] || "directness not recorded";
  return [el("p", {}, el("b", {}, `${line.by || "A reader"}: ${word}, ${directness}${line.mark ? `, ${line.mark}` : ""}.`), " ",
    [line.finding, line.rationale, line.directnessNote].filter(Boolean).join(" "), withdrawn), (line.quotes || []).map(quoted)];
}

const factorsOf = (study) => [...new Set((study.factors || []).map((factors) => factors.map((factor) => Number(factor.toFixed(2))).join(" × ")))];

function biasOf({ bias, domains = [] }) {
  if (!domains.length) return null;
  const light = ({ light: judgement, of, why }) => el("li", {}, el("span", { class: `light ${looks.biases[judgement].name}` }, el("b", { "aria-hidden": "true" }, looks.biases[judgement].sign)), ` ${looks.biases[judgement].word}: ${of}${why ? `. ${why}` : ""}`);
  return [el("p", {}, `Risk of bias: ${bias ? looks.biases[bias].word : "not told over all"}.`), el("ul", { class: "lights" }, domains.map(light))];
}

/* All that is told of a study when its row is opened. */
function storyOf(study) {
  const citation = citations[study.citation];
  const others = claimsOf(study.citation).filter((id) => id !== study.claim);
  const facts = (citation.facts || []).map(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]);
  const warnings = (citation.flags || []).filter(({ text }) => text).map(({ mark, text }) => el("p", {}, el("b", {}, `${capital(mark)}: `), text));
  return el("div", { class: "story" },
    el("p", {}, citation.title ? el("cite", {}, citation.title) : null, citation.source ? ` ${citation.source}.` : null),
    study.lines.map(lineText), warnings, biasOf(citation), facts.length ? el("dl", {}, facts) : null,
    factorsOf(study).length ? el("p", { class: "num" }, `Weight: ${factorsOf(study).join(" and ")} (design × directness × size × integrity × share of the reader).`) : null,
    el("p", { class: "outward" }, (citation.links || []).map((link) => [outward(link), " "]), data.pages[study.citation] ? el("a", { href: data.pages[study.citation] }, "All of this study") : null),
    others.length ? el("p", {}, "Bears also on ", el("a", { href: linkTo({ ...onlyOne, study: study.citation }) }, many(others.length, "other claim")), ".") : null);
}

/* The verdict without a study, where it is another. */
function turnOf(study, rating, live) {
  if (!live.includes(study) || live.length < 2 || live.length > MOST_TURNS || !study.weights) return null;
  const then = rateWith(study.claim, live.filter((one) => one !== study));
  return then.verdict === rating.verdict ? null : el("span", { class: "turn" }, "Without it: ", el("b", { class: looks.verdicts[then.verdict].name }, wordOf(then.verdict)));
}

/* The block of a study beside its row: as wide as its weight; hollow where it adds nothing. */
function blockOf(study, rating, lane, most) {
  const added = addedBy(rating, study);
  const adds = added[FOR] + added[AGAINST] + (lane === "between" ? added[OPEN] : 0);
  const weight = adds || couldAdd(study) || Number(Boolean(study.vote));
  if (!weight) return null;
  const width = `calc((100% - 2.375rem) * ${(Math.min(1, weight / most) || 0).toFixed(4)})`;
  return el("span", { class: "weight num" }, el("i", { class: adds ? null : "none", style: { width } }), el("span", {}, adds ? fixed(adds, 2) : "0"));
}

function studyRow(study, { rating, live, lane, most, change }) {
  const isOff = !live.includes(study);
  const name = nameOf(study.citation);
  const note = isOff ? "" : noteOf(rating, study);
  const differ = study.differ ? `Readers differ: ${[...new Set(study.lines.filter((line) => !line.withdrawn).map((line) => looks.stances[line.stance].word))].join(", ")}.` : "";
  const box = el("input", { type: "checkbox", checked: !isOff, "aria-label": `Count ${name}`, "data-key": study.citation, on: { change: () => change(study) } });
  return el("div", { class: `row ${isOff ? "off" : ""}` }, box,
    el("div", {}, el("details", {}, el("summary", {}, el("span", { class: "name" }, name), metaOf(study)), storyOf(study)),
      [note, differ].filter(Boolean).map((text) => el("div", { class: "meta" }, text)), turnOf(study, rating, live)),
    lane === "apart" ? null : blockOf(study, rating, lane, most));
}
