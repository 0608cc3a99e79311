/* What fits the words searched for: claims by the rule of search.js; studies, articles and topics by their names. */
const NAMED = 0.8;
/* The claims of a study that is named stand among those that fit best, those of a topic behind all that fit. */
const BY_STUDY = 0.9;
const BY_TOPIC = 0.3;
const MOST_HITS = 24;
const namesOf = () => ({
  studies: Object.entries(citations).map(([id, citation]) => [id, [keyOf(id), citation.label, citation.title, citation.source, ...(citation.authors || [])]]),
  articles: Object.entries(articles).map(([id, article]) => [id, [article.title, keyOf(id)]]),
  topics: data.topics.map(({ id, label }) => [id, [label]]),
});

let asking = null;
/* The tables are unpacked when somebody first searches, not when the page opens. */
function askingOf() {
  const search = searcher(data.asking.tables);
  const named = Object.fromEntries(Object.entries(namesOf()).map(([kind, things]) => {
    const shares = search.named(things.map(([, texts]) => [texts.filter(Boolean).join(" ")]));
    return [kind, (text) => new Map(shares(text).map(([{ share }], n) => [things[n][0], share]).filter(([, share]) => share >= NAMED))];
  }));
  return { ...search, ...named };
}

/* The claims that a question may mean, best first, each with whether it fits. */
function meantBy(text) {
  asking = asking || askingOf();
  return asking.find(text).map((match) => ({ ...match, id: data.asking.claims[match.claim], fits: asking.fits(match) }));
}

/* What fits *text*, best first: claims by their own words, or by a study or topic that is named. Where the claim
   that comes first does not fit, none is taken. *nearest* are then those that come nearest. */
function search(text) {
  const meant = meantBy(text);
  const fitting = meant.length && meant[0].fits ? meant.filter(({ fits }) => fits) : [];
  const scores = new Map(fitting.map(({ id, score }) => [id, score]));
  const raise = (id, score) => { if (score > (scores.get(id) || 0)) scores.set(id, score); };
  const studies = asking.studies(text);
  const topics = asking.topics(text);
  for (const id of claimIds) {
    for (const { citation } of claims[id].studies) raise(id, BY_STUDY * (studies.get(citation) || 0));
    raise(id, BY_TOPIC * (topics.get(claims[id].topic) || 0));
  }
  const ids = [...scores].sort(([, one], [, other]) => other - one).map(([id]) => id);
  return { ids: ids.filter(isSelected), taken: fitting.length ? fitting[0].id : null, studies: [...studies.keys()], articles: [...asking.articles(text).keys()], nearest: meant.slice(0, 3).map(({ id }) => id) };
}

/* The line above the list: which claim is taken, and its answer. */
function answerLine(id) {
  const { question, statement } = claims[id];
  const rating = rated(id);
  return [
    el("div", { class: "lede" }, el("h1", { dir: "auto" }, question || statement), activeFilters()),
    el("p", { class: "answer", role: "status" }, sign(rating.verdict), el("span", {}, rating.answer, " ", el("a", { href: toClaim(id) }, "See the balance"))),
  ];
}

function hitsOf({ ids, studies, articles: cited }) {
  const others = [...studies.map((id) => [id, nameOf(id), "study"]), ...cited.map((id) => [id, articles[id].title, "article"])];
  return [
    others.length ? el("p", { class: "named" }, "By name: ", others.slice(0, 6).map(([id, name, kind], n) => [n ? ", " : "", el("a", { href: linkTo({ ...onlyOne, [kind]: id }) }, name)])) : null,
    el("div", { class: "hits" }, ids.slice(0, MOST_HITS).map((id) => card(id))),
  ];
}

function drawSearch(place) {
  const hits = search(selection.search);
  const again = button(`See all ${claimIds.length} claims`, () => { byId("query").value = ""; go({ search: "" }); byId("query").focus(); }, { class: "plain" });
  if (!hits.ids.length) {
    put(place, el("div", { class: "lede" }, el("h1", {}, `No claim fits “${selection.search}”.`), activeFilters()),
      el("p", { class: "facts", role: "status" }, "Try other words: what was done, what was measured, or an author. ", again),
      ...hitsOf({ ...hits, ids: [] }),
      hits.nearest.length ? el("div", { class: "hits" }, el("h2", {}, "These come nearest"), hits.nearest.filter(isSelected).map((id) => card(id))) : null);
    return;
  }
  const first = hits.taken && hits.ids[0] === hits.taken ? answerLine(hits.taken)
    : [el("div", { class: "lede" }, el("h1", {}, `${many(hits.ids.length, "claim")} for “${selection.search}”`), activeFilters())];
  put(place, ...first, el("p", { class: "facts" }, `${many(hits.ids.length, "claim fits", "claims fit")} your words, the best first. Enter opens the first, the arrows walk the list. `, again), ...hitsOf(hits));
}

/* The arrows walk from the field through the list and back. */
function walk(event) {
  const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const cards = [...main.querySelectorAll(".card")];
  if (!way || !cards.length) return;
  const now = cards.indexOf(document.activeElement);
  if (now < 0 && document.activeElement !== byId("query")) return;
  event.preventDefault();
  (cards[now + way] || byId("query")).focus();
}

function showSearch() { byId("query").value = selection.search; }

function openAsking() {
  const field = byId("query");
  field.addEventListener("input", () => {
    const text = field.value.trim();
    const typing = Boolean(selection.search);
    go({ ...(text ? { view: "claims", verdict: "" } : {}), search: text }, { instead: typing });
  });
  byId("search").addEventListener("submit", (event) => {
    event.preventDefault();
    const [first] = selection.search ? search(selection.search).ids : [];
    if (first) { go({ view: "balance", claim: first, search: "", without: [] }); field.value = ""; main.focus(); scrollTo(0, 0); }
  });
  document.addEventListener("keydown", walk);
}
