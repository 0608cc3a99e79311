/* What fits the words searched for: claims by the rule of search.js; works, articles and topics by their names. */
const NAMED = 0.8;
/* The claims of a study that is named stand among those that fit best, those of a topic behind all that fit. */
const BY_WORK = 0.9;
const BY_TOPIC = 0.3;
const namesOf = {
  works: Object.entries(works).map(([id, work]) => [id, [id.slice(9), work.label, work.title, work.source, ...(work.authors || [])]]),
  articles: Object.entries(articles).map(([id, article]) => [id, [article.title, id.slice(8)]]),
  topics: data.topics.map(({ id, label }) => [id, [label]]),
};

let asking = null;
/* The tables are unpacked when somebody first searches, not when the page opens. */
function askingOf() {
  const search = searcher(data.asking.tables);
  const named = Object.fromEntries(Object.entries(namesOf).map(([kind, things]) => {
    const found = search.named(things.map(([, texts]) => [texts.filter(Boolean).join(" ")]));
    return [kind, (text) => new Map(found(text).map(([{ share }], n) => [things[n][0], share]).filter(([, share]) => share >= NAMED))];
  }));
  return { ...search, ...named };
}

/* The claims that a question may mean, best first, each with whether it fits. */
function meantBy(text) {
  asking = asking || askingOf();
  return asking.find(text).map((match) => ({ ...match, id: `claim:${data.asking.claims[match.claim]}`, fits: asking.fits(match) }));
}

/* What fits *text*: claims by their own words, or by a study or topic that is named; null for no question.
   Where the claim that comes first does not fit, none is taken. */
function search(text) {
  const meant = meantBy(text);
  if (!asking.wordsOf(text).length) return null;
  const fitting = meant.length && meant[0].fits ? meant.filter(({ fits }) => fits) : [];
  const found = {
    claims: new Map(fitting.map(({ id, score }) => [id, Number(score.toFixed(9))])),
    works: asking.works(text), articles: asking.articles(text),
  };
  const topics = asking.topics(text);
  const raise = (id, score) => { if (score > (found.claims.get(id) || 0)) found.claims.set(id, score); };
  for (const [id, claim] of Object.entries(claims)) {
    for (const { work } of claim.studies || []) raise(id, BY_WORK * (found.works.get(work) || 0));
    raise(id, BY_TOPIC * (topics.get(claim.topic) || 0));
  }
  return found;
}
