"use strict";
/* The search of the front page: a claim is ranked as `evidence-graph studies "…"` ranks it (see
   evidence_graph.search), with the stems, worths and labels that stand in the page; other things by
   the words of their names. Everything found is written as text. */
(() => {
  const known = JSON.parse(document.getElementById("data").textContent);
  const { claims, others, labels, worth, verdicts } = known;
  const words = new Map(Object.entries(known.words));
  const filler = new Set(known.filler);
  const MOST = 25;
  const KINDS = { claim: "Claim", procedure: "How to", concept: "Subject", article: "Article", study: "Study" };

  const labelled = new Map();
  for (const [stems, concept] of labels) labelled.set(concept, [...(labelled.get(concept) || []), ...stems]);
  for (const claim of claims) {
    claim.stems = new Set(claim.wordings.flat());
    claim.parts = new Set(claim.named.flatMap((concept) => labelled.get(concept) || []));
    for (const name of ["about", "kin", "topic"]) claim[name] = new Set(claim[name]);
  }

  const counted = new Map();
  for (const claim of claims) for (const stem of claim.stems) counted.set(stem, (counted.get(stem) || 0) + 1);
  const rarity = (n) => Math.log(1 + (claims.length - n + 0.5) / (n + 0.5));
  const weigh = (stem) => rarity(counted.get(stem) || 0);
  const rarest = counted.size ? Math.max(rarity(0) * (labels.length ? 1 : 0), ...[...counted.values()].map(rarity)) : 1;

  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const spoken = (text) => [...folded(text).matchAll(/[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)?/gu)]
    .map(([word]) => word.split(/['’]/)[0]).filter((word) => !filler.has(word));

  /* One letter more, less, other, or two that changed places. */
  function oneSlip(one, other) {
    if (one.length > other.length) [one, other] = [other, one];
    if (other.length - one.length > 1) return false;
    let start = 0;
    while (start < one.length && one[start] === other[start]) start += 1;
    if (one.length < other.length) return one.slice(start) === other.slice(start + 1);
    return one.slice(start + 1) === other.slice(start + 1)
      || (one[start] === other[start + 1] && one[start + 1] === other[start] && one.slice(start + 2) === other.slice(start + 2));
  }

  /* A word nobody used: one that begins alike (somebody is still typing), or is one slip away. */
  function meant(word) {
    if (word.length < 3) return null;
    const begun = [...words.keys()].filter((other) => other.startsWith(word)).sort((a, b) => a.length - b.length)[0];
    if (begun) return begun;
    const near = word.length < 4 ? [] : [...words.keys()].filter((other) => oneSlip(word, other));
    return near.sort((a, b) => (a[0] !== word[0]) - (b[0] !== word[0]) || weigh(words.get(a)) - weigh(words.get(b)) || (a < b ? -1 : 1))[0];
  }

  function read(question) {
    return spoken(question).map((word) => {
      if (words.has(word)) return { stem: words.get(word), weight: weigh(words.get(word)) };
      const other = meant(word);
      return other ? { stem: words.get(other), weight: weigh(words.get(other)) * worth.slip } : { stem: -1, weight: rarity(0) };
    });
  }

  /* Which labels the question holds, each a run of its stems; of nested ones only the longest. */
  function mentions(asked) {
    const stems = asked.map(({ stem }) => stem);
    const runs = new Map();
    for (const [label, concept] of labels) {
      for (let start = 0; start + label.length <= stems.length; start += 1) {
        if (!label.every((stem, n) => stem === stems[start + n])) continue;
        const run = `${start} ${start + label.length}`;
        runs.set(run, (runs.get(run) || new Set()).add(concept));
      }
    }
    const found = [...runs].map(([run, concepts]) => {
      const [start, end] = run.split(" ").map(Number);
      return { start, end, concepts };
    });
    return found.filter((a) => !found.some((b) => b !== a && b.start <= a.start && a.end <= b.end));
  }

  const meets = (set, concepts) => [...concepts].some((concept) => set.has(concept));

  function scoreOf(claim, asked, named, whole) {
    const other = asked.map(({ stem }) => (claim.stems.has(stem) ? worth.otherWords : claim.parts.has(stem) ? worth.part : 0));
    const spokenOf = new Set(asked.map(({ stem }) => stem));
    for (const { start, end, concepts } of named) {
      const value = meets(claim.about, concepts) ? worth.label : meets(claim.kin, concepts) ? worth.kin
        : meets(claim.topic, concepts) ? worth.topic : 0;
      for (let n = start; n < end; n += 1) other[n] = Math.max(other[n], value);
      for (const concept of concepts) if (claim.about.has(concept)) labelled.get(concept).forEach((stem) => spokenOf.add(stem));
    }
    if (!other.some((value) => value > 0)) return { score: 0, sure: 0 };
    let best = { score: 0, sure: 0 };
    for (const wording of claim.wordings) {
      let met = 0;
      asked.forEach(({ stem, weight }, n) => { met += weight * (wording.includes(stem) ? 1 : other[n]); });
      let held = 0;
      let all = 0;
      for (const stem of wording) {
        all += weigh(stem);
        if (spokenOf.has(stem)) held += weigh(stem);
      }
      const score = (met / whole) * (1 - worth.specific + worth.specific * (all ? held / all : 0));
      const sure = score + worth.rareWord * Math.min(worth.rareWords, met / rarest);
      if (score > best.score) best = { score, sure };
    }
    return best;
  }

  function rank(question) {
    const asked = read(question);
    const whole = asked.reduce((sum, { weight }) => sum + weight, 0);
    if (!whole) return [];
    const named = mentions(asked);
    const found = claims.map((claim) => ({ kind: "claim", text: claim.text, href: claim.href, verdict: verdicts[claim.verdict], ...scoreOf(claim, asked, named, whole) }));
    for (const [kind, text, href, wordings] of others) {
      /* What is named in full stands before the claims about it; what shares a word or two, behind. */
      const scores = wordings.map((stems, n) => {
        const met = asked.filter(({ stem }) => stems.includes(stem)).reduce((sum, { weight }) => sum + weight, 0) / whole;
        return met < 1 ? met * 0.3 : 0.7 + (kind === "study" ? 0 : 0.5 * Math.min(1, asked.length / stems.length)) - (n ? 0.02 : 0);
      });
      const score = Math.max(0, ...scores);
      found.push({ kind, text, href, score, sure: score });
    }
    return found.filter(({ score }) => score > 0.12).sort((a, b) => b.score - a.score || (a.href < b.href ? -1 : 1)).slice(0, MOST);
  }

  /* The signs stand in the page, at the numbers of the verdicts. */
  const signOf = (verdict) => document.querySelector(`#tally .${CSS.escape(verdict.name)} svg`).cloneNode(true);

  function row({ kind, text, href, verdict }) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = href;
    link.textContent = text;
    const tag = document.createElement("span");
    tag.className = verdict ? `verdict ${verdict.name}` : "kind";
    tag.append(...(verdict ? [signOf(verdict), ` ${verdict.word}`] : [KINDS[kind]]));
    item.append(link, tag);
    return item;
  }

  const field = document.getElementById("search");
  const results = document.getElementById("results");
  const told = document.getElementById("found");
  function show() {
    const question = field.value.trim();
    const found = question ? rank(question) : [];
    results.replaceChildren(...found.map(row));
    results.hidden = !found.length;
    document.getElementById("everything").hidden = question !== "";
    const fits = found.some(({ sure }) => sure >= worth.enough);
    told.textContent = !question ? "" : fits ? `${found.length} found, best first`
      : found.length ? "Nothing fits well; these come nearest." : "Nothing fits; try other words.";
  }
  field.addEventListener("input", show);
  field.form.addEventListener("submit", (event) => { event.preventDefault(); results.querySelector("a")?.focus(); });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && field.value) { field.value = ""; show(); field.focus(); } });
  if (field.value) show();

  /* For tests: the names found, best first. */
  window.evidenceSearch = (question) => rank(question).map(({ kind, href, sure }) => [kind, href, sure >= worth.enough]);
})();
