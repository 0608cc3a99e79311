/* The filters: what each can be set to, what it asks of a claim or of a study, and what they leave. */
const counted = (values) => {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) || 0) + 1);
  return counts;
};
const byText = (one, other) => one[1].localeCompare(other[1], "en");

/* What a claim is about, and all above that. */
const aboutAll = new Map();
function aboutOf(id) {
  if (!aboutAll.has(id)) {
    const all = new Set(claims[id].about);
    for (const number of all) for (const up of data.concepts[number].above || []) all.add(up);
    aboutAll.set(id, all);
  }
  return aboutAll.get(id);
}

const standsOf = (id) => (claims[id].stands || []).map((stand) => stand.article);
const claimFilters = [
  { name: "topic", label: "Topic", options: data.topics.map(({ id, label }) => [id, label]), has: (id, value) => claims[id].topic === value },
  { name: "article", label: "Article", options: Object.entries(articles).map(([id, { title }]) => [id.slice(8), title]), has: (id, value) => standsOf(id).includes(`article:${value}`) },
  ...data.schemes.map((scheme, number) => {
    const numbers = new Map();
    data.concepts.forEach((concept, n) => { if (concept.scheme === number) numbers.set(concept.id, n); });
    return {
      name: `about.${scheme.id}`, label: scheme.label, has: (id, value) => aboutOf(id).has(numbers.get(value)),
      options: [...numbers].map(([id, n]) => [id, data.concepts[n].label]).sort(byText),
    };
  }),
];

const judged = Object.values(claims).flatMap((claim) => (claim.studies || []).flatMap((study) => study.lines.map((line) => line.directness)));
const yearOf = (id) => marks[id].year;
const studyFilters = [
  {
    name: "design", label: "Design",
    options: [...Object.entries(looks.families).filter(([, { several }]) => several).map(([family, { several }]) => [family, `all ${several}`]),
      ...[...counted(Object.values(works).map((work) => work.design || ""))].map(([design]) => [design || "none", design || "not recorded"]).sort(byText)],
    has: (id, line, value) => works[id].family === value || (works[id].design || "none") === value,
  },
  {
    name: "directness", label: "Directness",
    options: [...counted(judged)].map(([word]) => [word, word]).sort(byText),
    has: (id, line, value) => line === null || line.directness === value,
  },
  {
    name: "literature", label: "Literature",
    options: [["cited", "cited by an article"], ["wider", "wider literature"]],
    has: (id, line, value) => Boolean(marks[id].cited) === (value === "cited"),
  },
  { name: "from", label: "From year", has: (id, line, value) => yearOf(id) >= Number(value) },
  { name: "to", label: "To year", has: (id, line, value) => yearOf(id) <= Number(value) },
];

const active = (filters) => filters.filter(({ name }) => state.chosen.has(name)).map((filter) => [filter, state.chosen.get(filter.name)]);

/* The claims that pass, each with the studies that pass beside it; works and articles that fit a search; the edges. */
function sift() {
  const ofClaims = active(claimFilters);
  const ofStudies = active(studyFilters);
  const someStances = state.stances.size < STANCES.length;
  const found = search(state.text);
  const shown = new Set();
  const lines = new Set();
  const passesWork = (id, line) => ofStudies.every(([filter, value]) => filter.has(id, line, value));
  for (const [id, claim] of Object.entries(claims)) {
    const kept = (claim.studies || []).map((study) => [study.work, study.lines.filter((line) => state.stances.has(line.stance) && passesWork(study.work, line))])
      .filter(([, left]) => left.length);
    for (const [work, left] of kept) for (const line of left) lines.add(`${work} ${line.stance} ${id}`);
    if (!state.verdicts.has(standing(id).verdict) || (found && !found.claims.has(id))) continue;
    if (!ofClaims.every(([filter, value]) => filter.has(id, value)) || ((ofStudies.length || someStances) && !kept.length)) continue;
    shown.add(id);
    const named = found && kept.some(([work]) => found.works.has(work));
    for (const [work] of kept) if (!named || found.works.has(work)) shown.add(work);
  }
  const free = !ofClaims.length && state.verdicts.size === VERDICTS.length;
  for (const id of Object.keys(works)) {
    const alone = !touching.get(id).some((edge) => isStance(edge.kind));
    if (alone && free && (found ? found.works.has(id) : true) && passesWork(id, null)) shown.add(id);
  }
  const article = state.chosen.get("article");
  for (const id of Object.keys(articles)) {
    if (article ? id === `article:${article}` : !found || found.articles.has(id)) shown.add(id);
  }
  const topicsOf = (asked) => new Set([...shown].filter((id) => claims[id] && asked(claims[id])).map((id) => claims[id].topic));
  Object.assign(state, { shown, lines, ranked: found && found.claims, topics: topicsOf(() => true), bareTopics: topicsOf((claim) => !claim.studies) });
}

/* How many filters are set, the words searched for not among them. */
const setFilters = () => state.chosen.size + (state.stances.size < STANCES.length) + (state.verdicts.size < VERDICTS.length);
