/* The filters: which studies count, and which claims are shown. What they leave is told wherever it matters. */
const FILTERS = ["topic", "article", "study", "verdict", ...COUNTING];

const yearsOf = Object.keys(citations).map(yearOf).filter((year) => year !== undefined);
const years = yearsOf.length ? [Math.min(...yearsOf), Math.max(...yearsOf)] : [];
const usedDesigns = new Set(Object.values(citations).map(({ design }) => design).filter(Boolean));
const isCited = new Set(Object.values(citations).map(({ cited }) => Boolean(cited)));
const usedDirectness = new Set(data.directness);

const fieldName = (text) => `filter-${text.replace(/[^\p{L}\p{N}]+/gu, "-")}`;
function labelled(text, control) {
  control.id = fieldName(text);
  return el("div", { class: "field" }, el("label", { for: control.id }, text), control);
}
function choice(text, now, options, changed) {
  const control = el("select", { on: { change: ({ target }) => changed(target.value) } }, options.map(([value, word]) => option(value, word, now)));
  return labelled(text, control);
}
const { compare } = new Intl.Collator("en", { numeric: true });
const byWord = ([, one], [, other]) => compare(one, other);
const refocus = (text) => byId(fieldName(text))?.focus();
const set = (name, text) => (value) => { go({ [name]: value }); refocus(text); };

function yearField(text, name) {
  return labelled(text, el("input", {
    type: "number", min: years[0], max: years[1], value: selection[name], placeholder: name === "from" ? years[0] : years[1],
    on: { change: ({ target }) => set(name, text)(target.value) },
  }));
}

function studyFilters() {
  const families = Object.keys(looks.families).filter((name) => designs.has(name)).map((name) => [name, `All ${designWord(name)}`]);
  const single = [...usedDesigns].filter((design) => !has(looks.families, design)).sort().map((design) => [design, capital(design)]);
  const direct = Object.keys(looks.directness).filter((word) => usedDirectness.has(word)).map((word) => [word, capital(word)]);
  const conflicts = Object.keys(citations).some(hasConflict);
  return el("fieldset", {}, el("legend", {}, "Studies that count"),
    choice("Design", selection.design, [["", "All designs"], ...families, ...single], set("design", "Design")),
    isCited.size > 1 ? choice("Literature", selection.literature, [["", "All"], ...Object.entries(LITERATURE).map(([name, text]) => [name, capital(text)])], set("literature", "Literature")) : null,
    direct.length > 1 ? choice("Directness", selection.directness, [["", "All"], ...direct], set("directness", "Directness")) : null,
    conflicts ? choice("Interests", selection.conflicts, [["", "All"], ["none", "No conflict of interest"]], set("conflicts", "Interests")) : null,
    years.length && years[0] < years[1] ? [yearField("From year", "from"), yearField("To year", "to")] : null);
}

function claimFilters() {
  const topics = data.topics.map(({ id, label }) => [id, capital(label)]).sort(byWord);
  const cited = Object.entries(articles).map(([id, { title }]) => [id, title]);
  const concepts = (number) => data.concepts.filter(({ scheme, aside }) => scheme === number && !aside).map(({ id, label }) => [id, capital(label)]).sort(byWord);
  const scheme = ({ id, label }, number) => {
    const options = concepts(number);
    const name = aboutName(id);
    return options.length ? choice(label, selection.about[name] || "", [["", "All"], ...options], (value) => { go({ about: { [name]: value } }); refocus(label); }) : null;
  };
  return el("fieldset", {}, el("legend", {}, "Claims shown"),
    topics.length > 1 ? choice("Topic", selection.topic, [["", "All topics"], ...topics], set("topic", "Topic")) : null,
    cited.length > 1 ? choice("Said in", selection.article, [["", "All articles"], ...cited], set("article", "Said in")) : null,
    data.schemes.map((one, number) => (data.topics.some(({ id }) => data.concepts.some((concept) => concept.scheme === number && concept.id === id)) ? null : scheme(one, number))));
}

const clearAll = () => go({ ...Object.fromEntries(FILTERS.map((name) => [name, ""])), about: Object.fromEntries(aboutNames.map((name) => [name, ""])) });

/* The filters that are set, each a button that takes them back. */
function activeFilters() {
  const told = filtersInWords();
  const cleared = (names, about = {}) => Object.assign(Object.fromEntries(names.map((name) => [name, ""])), { about });
  const chips = [
    ...told.studies.length ? [[`Only ${listed(told.studies)}`, cleared(COUNTING)]] : [],
    ...told.claims.length ? [[listed(told.claims), cleared(["topic", "article", "study", "verdict"], Object.fromEntries(aboutNames.map((name) => [name, ""])))]] : [],
  ];
  return chips.length ? el("span", { class: "tools" }, chips.map(([text, changes]) => button([el("span", {}, text), el("span", { "aria-hidden": "true" }, " ✕"), hidden(": take this filter back")], () => { go(changes); main.focus(); }, { class: "plain active" }))) : null;
}

function showFilters() {
  const count = FILTERS.filter((name) => selection[name]).length + Object.keys(selection.about).length;
  byId("filter").querySelector("summary").textContent = count ? `Filters: ${count}` : "Legend and filters";
  const links = el("label", { class: "box" }, el("input", { type: "checkbox", checked: Boolean(selection.links), on: { change: ({ target }) => { go({ links: target.checked ? "all" : "" }); byId("filters").querySelector("input[type=checkbox]").focus(); } } }), "Draw all shared studies");
  byId("filters").replaceChildren(studyFilters(), claimFilters(), el("fieldset", {}, el("legend", {}, "Lines"), links),
    legend(), count ? button("Clear all filters", () => { clearAll(); byId("filter").querySelector("summary").focus(); }, { class: "plain" }) : "");
}

/* Every sign in words. */
function legend() {
  const meaning = (verdict) => el("li", {}, sign(verdict), el("span", {}, el("b", {}, wordOf(verdict)), `: ${looks.verdicts[verdict].meaning}`));
  const marks = HEADINGS.map((heading) => `${looks.headings[heading].sign} ${looks.headings[heading].heading.toLowerCase()}`);
  return el("details", { class: "legend" }, el("summary", {}, "What the signs mean"), el("ul", {}, VERDICTS.map(meaning)),
    el("p", {}, `Bar: for, unknown, against. A block is a study, as wide as its weight; ● could not tell, ○ adds to no side. Underlined or square: ${looks.doubts.join(", ")}.`),
    el("p", {}, `Lists: ${marks.join(", ")}. Each study stands once, under what most of its readers say.`));
}

/* A menu closes by Escape, and by a click beside it. */
function openFilters() {
  const menus = [...document.querySelectorAll("details.menu")];
  document.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return;
    const open = menus.find((menu) => menu.open);
    if (open) { open.open = false; open.querySelector("summary").focus(); } else if (selection.search) { go({ search: "" }); showSearch(); }
  });
  document.addEventListener("pointerdown", ({ target }) => { for (const menu of menus) if (!menu.contains(target)) menu.open = false; });
}
