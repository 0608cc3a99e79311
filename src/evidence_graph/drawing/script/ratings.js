/* How each claim stands: with all its studies, or with those that the filter lets count. Each is made once. */
const ratings = new Map();

function remembered(name, make) {
  if (!ratings.has(name)) ratings.set(name, make());
  return ratings.get(name);
}

const withAnswer = (rating) => ({ ...rating, answer: answerOf(rating), tally: tallyOf(rating.studies) });
const rateWith = (id, studies) => withAnswer(rate(claims[id], studies));
const wholeRating = (id) => remembered(id, () => rateWith(id, claims[id].studies));

/* The rating of a claim by the studies that count now. */
function rated(id) {
  if (!isCounting()) return wholeRating(id);
  const studies = studiesOf(id);
  return studies.length === claims[id].studies.length ? wholeRating(id) : remembered(`${id} ${countingName()}`, () => rateWith(id, studies));
}

/* The same in brief, which lists and counts of claims need: of all studies as it came with the data. */
function standingOf(id) {
  if (!isCounting()) return claims[id].standing;
  const rating = rated(id);
  return { verdict: rating.verdict, lean: rating.lean, weight: heaviness(rating), studies: rating.studies.length };
}

/* What a study adds to either side: its weight where it counts, its vote where votes are counted. */
function addedBy(rating, study, { apart = false } = {}) {
  const { votes, sums } = apart ? rating.apart : rating.together;
  if (votes) return { [FOR]: Number(study.vote === FOR), [AGAINST]: Number(study.vote === AGAINST), [OPEN]: 0 };
  const on = (side) => (side.counted.includes(study) ? side.weight(study) : 0);
  return { [FOR]: on(sums.supports), [AGAINST]: on(sums.opposes), [OPEN]: on(sums.open) };
}

/* What a study weighs on a side whether or not it counts there, and what it weighs that could not tell. */
const couldAdd = (study) => Math.max(weightFor(FOR)(study), weightFor(AGAINST)(study), weightFor(OPEN)(study));

/* How much evidence there is: both sides, and what could not tell. */
const heaviness = (rating) => rating.shares.supports + rating.shares.opposes + rating.undecided;

/* Why a study that weighs adds less than it weighs. */
function noteOf(rating, study) {
  if (study.note || rating.together.votes) return study.note || "";
  const { sums } = rating.together;
  for (const stance of [FOR, AGAINST]) {
    const review = superseding(study, stance, sums.weighings, sums.feared);
    if (review) return `Its data are in the pooled estimate of ${nameOf(review.citation)} on the other side.`;
  }
  if (sums.open.told.includes(study)) return "Its data are in a review of the leading side: does not weigh against it.";
  const rivals = [sums.supports, sums.opposes, sums.open].filter((side) => side.all.includes(study) && !side.counted.includes(study))
    .flatMap((side) => side.counted.filter((other) => areLinked(other, study) || (other.open && study.review)
      || isHeld(other, study, sums.feared) || isHeld(study, other, sums.feared)));
  if (rivals.length) return `Its data are, or may be, in ${listed([...new Set(rivals.map((other) => nameOf(other.citation)))])}: counted once.`;
  return "";
}
const nameOf = (id) => (citations[id] || articles[id] || {}).label || (claims[id] || {}).statement || keyOf(id);
