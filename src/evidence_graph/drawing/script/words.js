/* The simple search of the page: words by their stems, rare ones worth more, other words of a concept worth less. */
/* Small letters without accents, so that "garcia" finds García. */
const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const wordsOf = (text) => folded(text || "").match(/[\p{L}\p{N}]+/gu) || [];
const FILLER = new Set(data.filler.split(" "));

/* The stem of an English word, roughly: its endings off, as long as three letters stay. */
const ENDINGS = ["ings", "ing", "ness", "edly", "ed", "ers", "er", "est", "ly", "ies", "es", "s", "e", "y"];
function stem(word) {
  let rest = word;
  for (let found = true; found;) {
    const ending = ENDINGS.find((end) => rest.endsWith(end) && rest.length - end.length >= 3 && !rest.endsWith("ss"));
    found = ending !== undefined;
    if (found) rest = rest.slice(0, -ending.length).replace(/([bdfgmnprt])\1$/, "$1");
  }
  return rest;
}

/* A body of texts: for each thing its stems and what meeting them is worth, the stems of its first text,
   which is what it is called, and how rare each stem is. */
function indexed(entries) {
  const things = new Map();
  const common = new Map();
  const spellings = new Map();
  for (const [id, fields] of entries) {
    const held = new Map();
    for (const [worth, text] of fields) {
      for (const word of wordsOf(text)) {
        if (!spellings.has(word)) spellings.set(word, stem(word));
        const one = spellings.get(word);
        held.set(one, Math.max(worth, held.get(one) || 0));
      }
    }
    for (const one of held.keys()) common.set(one, (common.get(one) || 0) + 1);
    const own = new Set(wordsOf(fields[0][1]).filter((word) => !FILLER.has(word)).map((word) => spellings.get(word)));
    things.set(id, { held, own });
  }
  return { things, common, spellings };
}
const rarity = ({ things, common }, one) => Math.log(1 + things.size / (common.get(one) || 0.5));

/* Whether one letter more, less or other makes the one word the other. */
function slipped(one, other) {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (long.length - short.length > 1) return false;
  let n = 0;
  while (n < short.length && short[n] === long[n]) n += 1;
  return short.slice(short.length === long.length ? n + 1 : n) === long.slice(n + 1);
}

/* The stems of *body* that a word of the question may mean, each with how well it fits. */
function meant(body, word) {
  const found = new Map();
  const one = stem(word);
  if (body.common.has(one)) found.set(one, 1);
  if (word.length >= 3) {
    for (const [spelling, its] of body.spellings) if (spelling.startsWith(word) && !found.has(its)) found.set(its, 0.8);
  }
  if (!found.size && word.length >= 4) {
    for (const [spelling, its] of body.spellings) if (slipped(word, spelling)) found.set(its, 0.7);
  }
  return found;
}

function read(body, text) {
  const all = wordsOf(text);
  const telling = all.filter((word) => !FILLER.has(word));
  return (telling.length ? telling : all).map((word) => {
    const stems = meant(body, word);
    return { stems, weight: Math.max(0, ...[...stems.keys()].map((one) => rarity(body, one))) || rarity(body, "") };
  });
}

/* How well each thing fits the question, from 0 to 1: how much of the question it meets, which must be
   *enough*, and, so that the more specific comes first, how much of its own words the question names. */
const SPECIFIC = 0.3;
function find(body, text, enough) {
  const asked = read(body, text);
  const whole = asked.reduce((sum, { weight }) => sum + weight, 0);
  const named = new Set(asked.flatMap(({ stems }) => [...stems.keys()]));
  const weigh = (stems) => stems.reduce((sum, one) => sum + rarity(body, one), 0);
  const found = new Map();
  for (const [id, { held, own }] of body.things) {
    let met = 0;
    for (const { stems, weight } of asked) {
      let best = 0;
      for (const [one, fit] of stems) best = Math.max(best, fit * (held.get(one) || 0));
      met += best * weight;
    }
    if (!whole || met / whole < enough) continue;
    const words = [...own];
    const specific = words.length ? weigh(words.filter((one) => named.has(one))) / weigh(words) : 0;
    found.set(id, (met / whole) * (1 - SPECIFIC + SPECIFIC * specific));
  }
  return found;
}

const ENOUGH = 0.5;
const NAMED = 0.8;
let bodies = null;
/* The bodies are made when somebody first searches, not when the page opens. */
function bodiesOf() {
  const topicWords = new Map(data.topics.map((topic) => [topic.id, `${topic.label} ${topic.words}`]));
  const concept = (number, worth, seen) => {
    if (seen.has(number)) return [];
    seen.add(number);
    const { label, words, above = [] } = data.concepts[number];
    return [[worth, label], [worth * 0.9, words], ...above.flatMap((up) => concept(up, worth * 0.6, seen))];
  };
  const claimFields = ([id, claim]) => [id, [[1, claim.statement], [1, claim.asked], [0.7, topicWords.get(claim.topic)], [0.9, id.slice(6)],
    ...(claim.about || []).flatMap((number) => concept(number, 0.9, new Set()))]];
  const workFields = ([id, work]) => [id, [[1, id.slice(9)], [1, work.label], [1, work.title], [1, work.source], [1, (work.authors || []).join(" ")]]];
  return {
    claims: indexed(Object.entries(claims).map(claimFields)),
    works: indexed(Object.entries(works).map(workFields)),
    articles: indexed(Object.entries(articles).map(([id, article]) => [id, [[1, article.title], [1, id.slice(8)]]])),
  };
}

/* What fits *text*: claims by their own words, or by a study or article that is named; null for no question. */
function search(text) {
  if (!wordsOf(text).length) return null;
  bodies = bodies || bodiesOf();
  const found = {
    claims: find(bodies.claims, text, ENOUGH), works: find(bodies.works, text, NAMED), articles: find(bodies.articles, text, NAMED),
  };
  for (const [id, claim] of Object.entries(claims)) {
    for (const { work } of claim.studies || []) {
      const named = 0.9 * (found.works.get(work) || 0);
      if (named > (found.claims.get(id) || 0)) found.claims.set(id, named);
    }
  }
  return found;
}
