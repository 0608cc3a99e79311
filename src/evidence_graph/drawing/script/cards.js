/* A claim on a card: what it says, how it stands in sign and word, its bar, and how many studies there are. One on
   which studies say something is large; one that is uncertain without a lean is a row. */
const FOLDED = [VERDICT.NONE_RECORDED, VERDICT.NONE_FOUND, VERDICT.DEFINITION];
const isFolded = (rating) => FOLDED.includes(rating.verdict);
const isLarge = (rating) => !isFolded(rating) && (rating.verdict !== VERDICT.UNCERTAIN || Boolean(rating.lean));
const nameOfVerdict = (rating) => `${looks.verdicts[rating.verdict].name}${rating.lean ? ` leans-${rating.lean === FOR ? "for" : "against"}` : ""}`;

/* Everything that a card says, for who does not see it. */
function spokenOf(rating) {
  const told = countsInWords(rating);
  return `${capital(verdictInWords(rating))}. ${told ? `${told}.` : "No study."}`;
}

function end(count, word, side) {
  return el("span", { class: `num ${count ? side : "zero"}` }, `${count} ${word}`);
}

function largeCard(id, rating) {
  const was = changeInWords(id);
  const certainty = [certaintyWords(rating), was].filter(Boolean).join(", ");
  return el("a", { class: `card large ${nameOfVerdict(rating)}`, href: toClaim(id), "data-claim": id },
    el("span", { class: "verdict" }, sign(rating.verdict), el("b", {}, capital(wordOf(rating.verdict))), certainty ? el("span", {}, certainty) : null, el("span", { class: "n num" }, studiesIn(rating.studies.length))),
    el("span", { class: "statement", dir: "auto" }, claims[id].statement),
    el("span", { class: "tug" }, end(rating.tally.count(FOR), "for", "for-side"), bar(rating, { width: 260 }), end(rating.tally.count(AGAINST), "against", "against-side")),
    hidden(`. ${countsInWords(rating)}`));
}

function smallCard(id, rating) {
  const was = changeInWords(id);
  const count = rating.studies.length;
  return el("a", { class: `card small ${nameOfVerdict(rating)}`, href: toClaim(id), "data-claim": id },
    el("span", { class: "statement", dir: "auto" }, claims[id].statement, was ? el("span", { class: "muted" }, ` (${was})`) : null),
    el("span", { class: "side" }, el("span", { class: "word" }, sign(rating.verdict), wordOf(rating.verdict)),
      count ? el("span", { class: "low" }, bar(rating, { width: 60 }), el("span", { class: "num" }, studiesIn(count))) : el("span", {}, "no study")),
    hidden(`. ${spokenOf(rating)}`));
}

function card(id) {
  const rating = rated(id);
  return (isLarge(rating) ? largeCard : smallCard)(id, rating);
}
