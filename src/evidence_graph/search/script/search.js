/* The claim meant by a question: the rule of evidence_graph.search, step by step, on the tables that
   evidence_graph.search.script_tables writes. What is changed here is changed there; a test compares the two.

   searcher(tables) gives these:
   find(question)  the claims that may be meant, best first: [{ claim: its place, score, sure }]
   fits(match)     whether the claim is taken as the one meant
   named(things)   a function of a question that says how much of it names each thing
   wordsOf(text)   its words, folded

   The table of English in the tables is made from SCOWL (Copyright 2000-2011 Kevin Atkinson and others) and the
   tokenizer of multilingual-e5-small (MIT License): see LICENSE-WORDS of evidence-graph for their terms. */
function searcher(tables) {
  const { worth } = tables;
  const words = (text) => (text ? text.split(" ") : []);
  const size = (word) => [...word].length;
  const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
  const rounded = (score) => Math.floor(score * worth.places + 0.5);
  const isLetters = (word) => /^\p{L}+$/u.test(word);
  const isNumber = (word) => /^\p{Nd}+$/u.test(word);

  /* Words */
  const filler = new Set(words(tables.filler));
  const endings = words(tables.endings);
  const folded = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  const wordsOf = (text) => (folded(text).match(/[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)?/gu) || []).map((word) => word.split(/['’]/)[0]);
  const spoken = (text) => wordsOf(text).filter((word) => !filler.has(word));

  function shortened(word) {
    if (word.endsWith("ss")) return word;
    const ending = endings.find((end) => word.endsWith(end) && size(word) - end.length >= worth.shortestStem);
    return ending === undefined ? word : word.slice(0, -ending.length).replace(/([bdfgmnprt])\1$/, "$1");
  }
  function stem(word) {
    if (/[0-9]/.test(word)) return word;
    let shorter = shortened(word);
    while (shorter !== word) [word, shorter] = [shorter, shortened(shorter)];
    return word;
  }

  /* Whether at most so many slips of the finger make the one list of letters the other. */
  function slips(one, other, most) {
    let start = 0;
    while (start < Math.min(one.length, other.length) && one[start] === other[start]) start += 1;
    one = one.slice(start);
    other = other.slice(start);
    if (!one.length || !other.length || !most) return Math.max(one.length, other.length) <= most;
    return slips(one.slice(1), other.slice(1), most - 1)
      || slips(one.slice(1), other, most - 1)
      || slips(one, other.slice(1), most - 1)
      || (one[1] === other[0] && one[0] === other[1] && slips(one.slice(2), other.slice(2), most - 1));
  }

  /* English */
  const rarities = new Map();
  let before = "";
  for (const [, shared, letters, degree] of tables.english.matchAll(/(\d)([a-z]+)([A-Z])/g)) {
    before = before.slice(0, Number(shared)) + letters;
    rarities.set(before, (degree.charCodeAt(0) - 65) / 25);
  }
  const isListed = (root) => rarities.has(root);
  const rarity = (root) => (rarities.has(root) ? rarities.get(root) : isNumber(root) ? worth.number : 1);

  /* What the data hold */
  const stems = words(tables.stems);
  const places = new Map(stems.map((root, place) => [root, place]));
  const knows = (root) => places.has(root);
  const weights = tables.weights.map((weight) => weight / 1e6);
  const weight = (root) => (knows(root) ? weights[places.get(root)] : Math.sqrt(rarity(root)));

  const stemsOf = [];
  const labels = new Map();
  const longLabels = [];
  let longest = 0;
  tables.labels.forEach((texts, concept) => {
    stemsOf.push(new Set());
    for (const text of texts) {
      const run = words(text).map(stem);
      const key = run.join(" ");
      labels.set(key, [...new Set([...(labels.get(key) || []), concept])]);
      run.forEach((root) => stemsOf[concept].add(root));
      longest = Math.max(longest, run.length);
      if (run.length > 1) longLabels.push([words(text), run]);
    }
  });

  const counts = new Map();
  const holding = new Map();
  const claims = tables.claims.map(([studies, wordings, about, near], claim) => {
    const held = new Set(wordings.flat().map((place) => stems[place]));
    const parts = new Set(about.flatMap((concept) => [...stemsOf[concept]]));
    for (const root of held) counts.set(root, (counts.get(root) || 0) + 1);
    for (const key of new Set([...held, ...parts, ...about, ...near])) {
      if (!holding.has(key)) holding.set(key, []);
      holding.get(key).push(claim);
    }
    const worded = wordings.map((all) => ({ stems: all.map((place) => stems[place]), whole: sum(all.map((place) => weights[place])) }));
    return { studies, wordings: worded, held, parts, about: new Set(about), near: new Set(near) };
  });
  const count = (root) => counts.get(root) || 0;
  const isName = (root) => knows(root) && !isListed(root) && !isNumber(root) && count(root) <= worth.nameShare * claims.length;
  const isUnheard = (root) => size(root) >= worth.unheard && isLetters(root) && !knows(root) && !isListed(root);

  function family(root) {
    const length = size(root);
    if (length < worth.familyBegins || !isLetters(root)) return [];
    const longer = stems.filter((other) => other.startsWith(root) && size(other) > length && size(other) <= length + worth.familyEnds && isLetters(other));
    const shorter = [];
    for (let n = Math.max(worth.familyBegins, length - worth.familyEnds); n < length; n += 1) shorter.push([...root].slice(0, n).join(""));
    return [...longer, ...shorter.filter(knows)];
  }

  /* The stem of the data that is a slip away: of several the one with the same first letter, the commonest, the first. */
  function mended(root) {
    const letters = [...root];
    if (letters.length < worth.mendedFrom || !isLetters(root) || isListed(root)) return null;
    const near = (most) => stems.filter((other) => {
      const others = [...other];
      return others.length >= worth.mendedFrom && Math.abs(others.length - letters.length) <= most
        && (most === 1 || others[0] === letters[0]) && slips(letters, others, most);
    });
    let found = near(1);
    if (!found.length && letters.length >= worth.twoSlipsFrom) found = near(2);
    const strange = (other) => ([...other][0] === letters[0] ? 0 : 1);
    found.sort((a, b) => strange(a) - strange(b) || count(b) - count(a) || places.get(a) - places.get(b));
    return found.length ? found[0] : null;
  }

  /* Labels */
  function mentions(run) {
    const found = [];
    for (let start = 0; start < run.length; start += 1) {
      for (let end = Math.min(run.length, start + longest); end > start; end -= 1) {
        const concepts = labels.get(run.slice(start, end).join(" "));
        if (!concepts) continue;
        if (!found.length || end > found[found.length - 1].end) found.push({ start, end, concepts });
        break;
      }
    }
    return found;
  }

  /* Whether *short* goes on with the first letter of each word that follows, and with *spare* letters within words. */
  function spells(short, rest, following, spare) {
    if (!short.length) return !following.length;
    const others = short.slice(1);
    if (following.length && following[0][0] === short[0] && spells(others, following[0].slice(1), following.slice(1), spare)) return true;
    const place = spare ? rest.indexOf(short[0]) : -1;
    return place >= 0 && spells(others, rest.slice(place + 1), following, spare - 1);
  }
  function abbreviates(short, label) {
    const [first, ...following] = label.map((word) => [...word]);
    const initials = [first, ...following].map(([letter]) => letter);
    if (initials.join("") === short) return true;
    if (short.length >= worth.anyOrder && initials.sort().join("") === [...short].sort().join("")) return true;
    return first[0] === short[0] && spells([...short].slice(1), first.slice(1), following, 1);
  }
  /* The label that an abbreviation stands for, the shortest and first of several. */
  function spelt(short) {
    const order = (one, other) => {
      const place = one.findIndex((root, n) => root !== other[n]);
      return one.length - other.length || (place < 0 ? 0 : places.get(one[place]) - places.get(other[place]));
    };
    return longLabels.filter(([label]) => abbreviates(short, label)).map(([, run]) => run).sort(order)[0] || null;
  }

  /* A question read: each stem once, with what meeting it is worth. */
  function read(question) {
    const said = spoken(question);
    const shouted = question === question.toUpperCase() && question !== question.toLowerCase();
    const capitals = new Set(shouted ? [] : (question.match(/(?<![\p{L}\p{N}])[A-Z]{3,6}(?![\p{L}\p{N}])/gu) || []).map((word) => word.toLowerCase()));
    const worths = new Map();
    const take = (root, value) => { if (!worths.has(root)) worths.set(root, value); };
    for (let n = 0; n < said.length; n += 1) {
      const word = said[n];
      const root = stem(word);
      const joined = n + 1 < said.length && size(word + said[n + 1]) >= worth.shortestJoined ? stem(word + said[n + 1]) : null;
      if (joined !== null && knows(joined) && !(knows(root) && knows(stem(said[n + 1])))) {
        take(joined, 1);
        n += 1;
        continue;
      }
      const meant = knows(root) ? [root] : Object.hasOwn(tables.pairs, word) ? words(tables.pairs[word]) : capitals.has(word) ? spelt(word) : null;
      if (meant) meant.forEach((other) => take(other, 1));
      else {
        const other = mended(root);
        if (other === null) take(root, 1); else take(other, worth.slip);
      }
    }
    const asked = [...worths].map(([root, value]) => ({ stem: root, worth: value, weight: weight(root), family: family(root) }));
    return { words: asked, mentions: mentions([...worths.keys()]) };
  }

  /* The claims that hold a word or are about or near what is named, the nearest first. */
  function nearClaims(asked) {
    const nearness = new Map();
    const add = (key, more) => { for (const claim of holding.get(key) || []) nearness.set(claim, (nearness.get(claim) || 0) + more); };
    for (const word of asked.words) {
      add(word.stem, word.weight * word.worth);
      for (const other of word.family) add(other, word.weight * worth.family);
    }
    for (const { start, end, concepts } of asked.mentions) {
      const more = sum(asked.words.slice(start, end).map((word) => word.weight)) * worth.near;
      for (const concept of concepts) add(concept, more);
    }
    return [...nearness].sort(([a, one], [b, other]) => rounded(other) - rounded(one) || a - b).map(([claim]) => claim);
  }

  function labelled(claim, asked) {
    const values = asked.words.map(() => 0);
    const named = new Set(asked.words.map((word) => word.stem));
    let missed = false;
    for (const { start, end, concepts } of asked.mentions) {
      const about = concepts.filter((concept) => claim.about.has(concept));
      for (const concept of about) for (const root of stemsOf[concept]) named.add(root);
      const value = about.length ? worth.held : concepts.some((concept) => claim.near.has(concept)) ? worth.near : 0;
      missed = missed || (!value && end - start > 1);
      for (let n = start; n < end; n += 1) values[n] = Math.max(values[n], value);
    }
    return { values, named, missed };
  }

  function worthOf(claim, word, value) {
    if (claim.held.has(word.stem)) return worth.held;
    if (value < worth.family && word.family.some((other) => claim.held.has(other))) return worth.family;
    return Math.max(value, claim.parts.has(word.stem) ? worth.part : 0);
  }

  function shareOf(claim, named) {
    const share = ({ stems: all, whole }) => (whole ? sum(all.filter((root) => named.has(root)).map(weight)) / whole : 0);
    return Math.max(0, ...claim.wordings.map(share));
  }

  /* How well a claim fits: the number that ranks, and the one that decides. */
  function fit(claim, asked) {
    const { values, named, missed: label } = labelled(claim, asked);
    const worths = asked.words.map((word, n) => worthOf(claim, word, values[n]));
    const met = sum(asked.words.map((word, n) => word.weight * worths[n] * word.worth));
    if (!met) return { score: 0, sure: 0 };
    const missed = asked.words.map((word, n) => word.weight * (1 - worths[n] * word.worth)).sort((a, b) => b - a);
    const coverage = met / (met + sum(missed.slice(0, worth.misses)));
    const unmet = asked.words.filter((word, n) => !worths[n]);
    const lacksName = unmet.some((word) => word.worth === 1 && isName(word.stem));
    const refused = lacksName || unmet.some((word) => isUnheard(word.stem));
    const score = coverage * (1 - worth.named + worth.named * shareOf(claim, named))
      * ((lacksName ? worth.missedName : 1) * (label ? worth.missedLabel : 1));
    return { score, sure: refused ? 0 : score };
  }

  /* Those that are near are ranked as everywhere; a page that wants all has the others behind them. */
  function find(question) {
    const asked = read(question);
    if (!sum(asked.words.map((word) => word.weight))) return [];
    const near = nearClaims(asked).map((claim) => ({ claim, ...fit(claims[claim], asked) }));
    const order = (a, b) => rounded(b.score) - rounded(a.score) || claims[b.claim].studies - claims[a.claim].studies || a.claim - b.claim;
    return [...near.slice(0, worth.nearest).sort(order), ...near.slice(worth.nearest).sort(order)];
  }
  const fits = ({ sure }) => rounded(sure) >= rounded(worth.enough);

  /* Things that have a name: each a list of texts, and how much of a question the words of each are. A word is
     met by its stem, or by a word that begins with it, for somebody may still be typing. */
  function named(things) {
    const known = things.map((texts) => texts.map((text) => ({ said: wordsOf(text), stems: new Set(wordsOf(text).map(stem)) })));
    return (question) => {
      const all = wordsOf(question);
      const telling = all.filter((word) => !filler.has(word));
      const meant = (root) => (knows(root) ? root : mended(root) || root);
      const asked = (telling.length ? telling : all).map((word) => ({ word, root: meant(stem(word)), weight: weight(stem(word)) }));
      const whole = sum(asked.map((one) => one.weight));
      const meets = (text, { word, root }) => text.stems.has(root) || (size(word) >= worth.shortestStem && text.said.some((other) => other.startsWith(word)));
      const share = (text) => (whole ? sum(asked.filter((one) => meets(text, one)).map((one) => one.weight)) / whole : 0);
      return known.map((texts) => texts.map((text) => ({ share: share(text), words: text.stems.size, asked: asked.length })));
    };
  }

  return { find, fits, named, wordsOf };
}
