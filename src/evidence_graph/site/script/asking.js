"use strict";
/* The search of the front page: claims by the rule of search.js, which answers as `evidence-graph studies "…"`
   does; other things by the words of their names. Everything found is written as text. */
(() => {
  const known = JSON.parse(document.getElementById("data").textContent);
  const { claims, others, verdicts } = known;
  const MOST = 25;
  const LEAST = 0.12;
  const KINDS = { claim: "Claim", procedure: "How to", concept: "Subject", article: "Article", study: "Study" };

  /* The tables are unpacked when somebody first searches, not when the page opens. */
  let asking = null;
  function askingOf() {
    const search = searcher(known.tables);
    return { ...search, shares: search.named(others.map(([, , , texts]) => texts)) };
  }

  /* What is named in full stands before the claims about it; what shares a word or two, behind. */
  function scoreOf(kind, texts) {
    const scores = texts.map(({ share, words, asked }, n) => (
      share < 1 ? share * 0.3 : 0.7 + (kind === "study" ? 0 : 0.5 * Math.min(1, asked / words)) - (n ? 0.02 : 0)));
    return Math.max(0, ...scores);
  }

  /* The claims that a question may mean, best first. */
  function meantBy(question) {
    asking = asking || askingOf();
    return asking.find(question).map((match) => ({ ...claims[match.claim], score: match.score, fits: asking.fits(match) }));
  }

  /* Where the claim that comes first does not fit, none is taken. */
  function rank(question) {
    const meant = meantBy(question).slice(0, MOST);
    const taken = meant.length > 0 && meant[0].fits;
    const found = meant.map((claim) => ({ kind: "claim", ...claim, verdict: verdicts[claim.verdict], score: Number(claim.score.toFixed(9)), fits: taken && claim.fits }));
    asking.shares(question).forEach((texts, n) => {
      const [kind, text, href] = others[n];
      found.push({ kind, text, href, score: scoreOf(kind, texts), fits: texts.some(({ share }) => share === 1) });
    });
    return found.filter(({ score }) => score > LEAST).sort((a, b) => b.score - a.score).slice(0, MOST);
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

  /* What the data say to a question, in its place: the neutral question, the answer, and where it stands. */
  const card = document.getElementById("answer");
  function answer(first) {
    const [question, said, leads] = card.querySelectorAll("p");
    card.hidden = !first;
    if (!first) return;
    question.textContent = first.question || first.text;
    said.textContent = first.answer;
    const link = document.createElement("a");
    link.href = first.href;
    link.textContent = "The studies, and why";
    const tag = document.createElement("span");
    tag.className = `verdict ${first.verdict.name}`;
    tag.append(signOf(first.verdict), ` ${first.verdict.word}`);
    leads.replaceChildren(tag, " ", link);
  }

  const field = document.getElementById("search");
  const results = document.getElementById("results");
  const told = document.getElementById("found");
  function show() {
    const question = field.value.trim();
    const found = question ? rank(question) : [];
    results.replaceChildren(...found.map(row));
    answer(found[0]?.kind === "claim" && found[0].fits ? found[0] : null);
    results.hidden = !found.length;
    document.getElementById("everything").hidden = question !== "";
    const fits = found.some((one) => one.fits);
    told.textContent = !question ? "" : fits ? `${found.length} found, best first`
      : found.length ? "Nothing fits well; these come nearest." : "Nothing fits; try other words.";
  }
  field.addEventListener("input", show);
  field.form.addEventListener("submit", (event) => { event.preventDefault(); (card.hidden ? results : card).querySelector("a")?.focus(); });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && field.value) { field.value = ""; show(); field.focus(); } });
  if (field.value) show();

  /* For tests: the claims meant, best first. */
  window.evidenceSearch = meantBy;
})();
