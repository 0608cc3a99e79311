/* The verdict on a claim from the studies that count: the rule of evidence_graph.assessment, step by step, on the
   records that evidence_graph.drawing.method writes. What is changed here is changed there; a test compares the two.

   rate(claim, studies)  the rating of the claim as if there were these of its studies only, in the order of its own
   A study is known by its place in its claim, in the order of the keys. Weights have nine places and are added as
   whole numbers, so that the order of the studies moves nothing. */
const PRIOR = 2;
const CLEAR = 0.75;
const HALF = 0.5;
const SLACK = 1e-9;
const BODIES = 2;
const UNITS = 1e9;
const LARGEST = 60;
/* The names of the values, which are typed once in evidence_graph.model. */
const { verdicts: VERDICT, headings: HEADING, levels: LEVELS, told: TOLD } = words;
const FOR = HEADING.SUPPORTS;
const AGAINST = HEADING.OPPOSES;
const OPEN = HEADING.INCONCLUSIVE;
const otherSide = (stance) => (stance === FOR ? AGAINST : FOR);

const nine = (number) => Math.round(number * UNITS) / UNITS;
const totalOf = (studies, weight) => studies.reduce((sum, study) => sum + Math.round(weight(study) * UNITS), 0) / UNITS;
const plainSum = (studies, weight) => studies.reduce((sum, study) => sum + weight(study), 0);
const weightFor = (stance) => (study) => (study.weights || {})[stance] || 0;
const directFor = (stance) => (study) => (study.directWeights || {})[stance] || 0;
const isHalf = (share) => share >= HALF - SLACK;
const inOrder = (studies) => [...studies].sort((one, other) => one.place - other.place);
const isAmong = (places, study) => (places || []).includes(study.place);

/* As Python writes a number: a tie goes to the even digit. */
function fixed(number, places) {
  const scaled = number * 10 ** places;
  if (scaled % 1 === 0.5 && Number.isInteger(number * 2 ** (places + 1))) {
    return ((Math.floor(scaled) % 2 ? Math.ceil(scaled) : Math.floor(scaled)) / 10 ** places).toFixed(places);
  }
  return number.toFixed(places);
}
const percent = (share) => `${fixed(share * 100, 0)}%`;

/* Which studies rest on the same data, and the heaviest set of which no two do. */
const areLinked = (one, other) => isAmong(one.links, other);
const isNamed = (review, study) => Boolean(review.review) && isAmong(review.names, study);
const isHeld = (review, study, feared) => isNamed(review, study) || (feared && Boolean(review.review) && isAmong(review.holds, study));

/* The groups of studies that hang together, those with the first keys first. */
function partsOf(studies) {
  const left = new Set(studies);
  const parts = [];
  for (const first of studies) {
    if (!left.delete(first)) continue;
    const part = [first];
    for (const from of part) {
      for (const other of [...left]) if (areLinked(from, other)) { left.delete(other); part.push(other); }
    }
    parts.push(inOrder(part));
  }
  return parts;
}

function solve(studies, weight) {
  const solved = new Map();
  const all = (some) => inOrder(partsOf(some).flatMap(exact));

  /* Branch on the study with the most links, counted or not; what is left falls apart and is remembered. */
  function exact(some) {
    if (some.length < 2) return some;
    const name = some.map(({ place }) => place).join();
    if (!solved.has(name)) {
      const links = (one) => some.filter((other) => areLinked(one, other)).length;
      const most = some.reduce((best, one) => (links(one) > links(best) ? one : best));
      const without = all(some.filter((one) => one !== most));
      const beside = inOrder([...all(some.filter((one) => one !== most && !areLinked(most, one))), most]);
      solved.set(name, plainSum(beside, weight) >= plainSum(without, weight) ? beside : without);
    }
    return solved.get(name);
  }
  function greedy(some) {
    const chosen = [];
    const heavier = (one, other) => weight(other) - weight(one) || one.place - other.place;
    for (const one of [...some].sort(heavier)) if (!chosen.some((other) => areLinked(one, other))) chosen.push(one);
    return chosen;
  }
  return inOrder(partsOf(studies).flatMap((part) => (part.length <= LARGEST ? exact(part) : greedy(part))));
}

/* Where overlap is feared, of the reviews without a complete list at most one counts, and beside it only studies
   that it does not hold and no other review. */
function heaviest(studies, weight, feared) {
  const weighing = studies.filter((study) => weight(study) > 0);
  if (!feared) return solve(weighing, weight);
  let best = solve(weighing.filter((study) => !study.open), weight);
  for (const review of weighing.filter((study) => study.open)) {
    const others = weighing.filter((study) => !study.review && !areLinked(review, study) && !isHeld(review, study, true));
    const chosen = [...solve(others, weight), review];
    if (totalOf(chosen, weight) > totalOf(best, weight)) best = inOrder(chosen);
  }
  return best;
}

/* The full meta-analysis of the other side in whose estimate the data of a primary study are. */
function superseding(study, stance, weighings, feared) {
  if (study.review || weightFor(stance)(study) <= 0) return null;
  const other = otherSide(stance);
  return weighings.find((review) => weightFor(other)(review) > 0 && weightFor(stance)(review) <= 0
    && review.full && (review.ranks[other] <= study.ranks[stance]) && isHeld(review, study, feared)) || null;
}

function sideOf(stance, weighings, feared) {
  const weight = weightFor(stance);
  const all = weighings.filter((study) => weight(study) > 0 && !superseding(study, stance, weighings, feared));
  const counted = heaviest(all, weight, feared);
  const total = totalOf(counted, weight);
  const share = (isSo) => totalOf(counted.filter(isSo), weight) / total;
  return { stance, weight, all, counted, total, share, direct: all.some((study) => directFor(stance)(study) > 0) };
}

/* Both sides of a claim and what could not tell; *feared* counts overlap that nobody recorded as there. */
function sumsOf(claim, weighings, feared) {
  const supports = sideOf(FOR, weighings, feared);
  const opposes = sideOf(AGAINST, weighings, feared);
  const [leading, trailing] = supports.total >= opposes.total ? [supports, opposes] : [opposes, supports];

  const isToldByReview = (study) => leading.all.some((review) => review.review
    && review.ranks[leading.stance] <= study.ranks[OPEN]
    && (isNamed(review, study) || (review.full && isHeld(review, study, feared))));
  const weight = weightFor(OPEN);
  const couldNotTell = weighings.filter((study) => weight(study) > 0);
  const told = couldNotTell.filter(isToldByReview);
  const counted = heaviest(couldNotTell.filter((study) => !told.includes(study)), weight, feared);
  const open = { all: couldNotTell, told, counted, weight };
  const bodies = (side, isSo = () => true) => {
    const count = (study) => study.bodies;
    return Math.round(totalOf(heaviest(side.all.filter(isSo), count, feared), count));
  };
  return { claim, weighings, feared, supports, opposes, leading, trailing, open, undecided: totalOf(counted, weight), bodies };
}

/* Certainty: a start, and the steps that each domain takes off. */
const step = (domain, steps, why, gap = false) => ({ domain, steps, why, gap });

function start(sums, side) {
  if (sums.claim.measured) return [3, step("start", 0, "Starts high: the claim says how things are, and that was measured.")];
  const randomised = (study) => Boolean(study.randomised);
  if (isHalf(side.share(randomised)) || sums.bodies(side, randomised) >= BODIES) {
    return [3, step("start", 0, "Starts high: half of the weight or two bodies are randomised.")];
  }
  if (isHalf(side.share((study) => study.compares))) {
    return [1, step("start", 0, "Starts low: observed or compared, but not by chance.", side.counted.some((study) => study.unknownReview))];
  }
  return [0, step("start", 0, "Starts very low: most of the weight comes from studies without a comparison.")];
}

function riskOfBias(side) {
  if (isHalf(side.share((study) => study.biasCritical))) {
    return step("risk of bias", 2, "Half of the weight or more comes from works at critical risk of bias.");
  }
  if (!isHalf(side.share((study) => study.biasUntold || study.biasHigh || study.biasCritical))) return null;
  const unrecorded = side.share((study) => study.biasUntold);
  return unrecorded > 0 ? step("risk of bias", 1, `The risk of bias is not recorded for works of ${percent(unrecorded)} of the weight.`, true)
    : step("risk of bias", 1, "Half of the weight or more comes from works at high risk of bias.");
}

function integrity(side) {
  const doubted = side.share((study) => study.doubted);
  const why = "comes from works with a conflict of interest, in dispute, or that pool a retracted work.";
  return isHalf(doubted) ? step("integrity", 1, `${percent(doubted)} of the weight ${why}`) : null;
}

const heaviestOf = (side) => side.counted.reduce((best, one) => (side.weight(one) > side.weight(best) ? one : best));

function inconsistency(sums) {
  const weaker = sums.trailing.total / (sums.leading.total + sums.trailing.total);
  if (weaker >= 0.2 - SLACK) return step("inconsistency", 1, `${percent(weaker)} of the weight is on the other side.`);
  const heavy = heaviestOf(sums.leading);
  return wouldSplit(sums, heavy) ? step("inconsistency", 1, `Without ${keyOf(heavy.citation)} the sides would disagree.`) : null;
}

function indirectness(sums, side) {
  const direct = directFor(side.stance);
  const indirect = 1 - totalOf(side.counted, direct) / side.total;
  if (sums.bodies(side, (study) => direct(study) > 0) >= 2 || !isHalf(indirect)) return null;
  const unrecorded = nine(plainSum(side.counted, (study) => (study.unrecorded || {})[side.stance] || 0)) / side.total;
  const why = unrecorded > 0 ? "indirect, or its directness is not recorded." : "not direct.";
  return step("indirectness", indirect >= 0.8 - SLACK ? 2 : 1, `${percent(indirect)} of the weight is ${why}`, !isHalf(indirect - unrecorded));
}

function imprecision(side) {
  const crossings = side.counted.flatMap((study) => study.crossings || []);
  if (!crossings.length) return step("imprecision", 1, "No interval is recorded.", true);
  return crossings.every(Boolean) ? step("imprecision", 1, "Every recorded interval leaves room for no effect.") : null;
}

function amount(sums, side) {
  const weight = sums.leading.total + sums.trailing.total;
  if (weight < PRIOR) return step("amount", 1, `All that counts weighs ${fixed(weight, 2)}, less than what is left open (2).`);
  const untold = side.counted.filter((study) => study.people === undefined).length;
  const people = side.counted.reduce((sum, study) => sum + (study.people || 0), 0);
  if (people >= 100) return null;
  return step("amount", 1, untold ? `${people} participants are recorded, of ${untold} of ${side.counted.length} works none.`
    : `${people} participants are recorded in all.`, untold > 0);
}

function grade(sums) {
  const side = sums.leading;
  const [level, first] = start(sums, side);
  const steps = [riskOfBias(side), integrity(side), inconsistency(sums), indirectness(sums, side), imprecision(side), amount(sums, side)].filter(Boolean);
  let left = Math.max(0, level - steps.reduce((sum, { steps: off }) => sum + off, 0));
  if (left === 3 && sums.bodies(side) < 3) {
    steps.push(step("ceiling", 1, "Fewer than three independent bodies of evidence: at most moderate."));
    left = 2;
  }
  return { certainty: LEVELS[left], steps: [first, ...steps] };
}

/* The verdict by the sums of one reckoning of overlap. */
const isClear = ({ leading, trailing }) => leading.total >= CLEAR * (leading.total + trailing.total) - SLACK;
const isTooLittle = ({ supports, opposes }) => supports.total + opposes.total < PRIOR || !(supports.direct || opposes.direct);

function wouldSplit(sums, heavy) {
  const left = sumsOf(sums.claim, sums.weighings.filter((study) => study !== heavy), sums.feared);
  if (left.supports.total === 0 && left.opposes.total === 0) return false;
  return !isClear(left) && !isTooLittle(left);
}

function doubtsOf(sums, graded) {
  const side = sums.leading;
  return [
    [sums.bodies(side) < BODIES, "Fewer than two independent bodies of evidence stand on the leading side."],
    [!side.direct, "No work on the leading side is known to have studied the claim itself."],
    [sums.undecided > side.total, "What could not tell weighs more than the leading side."],
    [graded.certainty === LEVELS[0], "The certainty of the leading side is very low."],
  ].filter(([holds]) => holds).map(([, why]) => why)[0] || "";
}

function withoutSides(sums) {
  const stances = new Set(sums.weighings.flatMap((study) => Object.keys(study.weights)));
  if (TOLD.some((stance) => stances.has(stance))) return { verdict: VERDICT.UNCERTAIN, why: "What is recorded only qualifies it, or could not tell." };
  return sums.claim.systematic ? { verdict: VERDICT.NONE_FOUND, why: "A systematic search found no study." }
    : { verdict: VERDICT.NONE_RECORDED, why: "No study is recorded here." };
}

function findingOf(sums) {
  if (sums.claim.isDefinition) return { sums, verdict: VERDICT.DEFINITION, why: "It says what a word means or what is textbook anatomy." };
  if (sums.supports.total === 0 && sums.opposes.total === 0) return { sums, ...withoutSides(sums) };
  if (!isClear(sums)) {
    const why = "Neither side holds three quarters of what both weigh";
    return isTooLittle(sums) ? { sums, verdict: VERDICT.UNCERTAIN, why: `${why}, and that is too little to disagree.` } : { sums, verdict: VERDICT.CONTESTED, why: `${why}.` };
  }
  const graded = grade(sums);
  const why = doubtsOf(sums, graded);
  if (why) {
    const leans = sums.leading.direct && sums.undecided <= sums.leading.total;
    return { sums, grade: graded, verdict: VERDICT.UNCERTAIN, lean: leans ? sums.leading.stance : undefined, why };
  }
  const backed = sums.leading === sums.supports;
  return { sums, grade: graded, verdict: backed ? VERDICT.BACKED : VERDICT.OPPOSED, why: `The evidence ${backed ? "for" : "against"} it holds three quarters or more of what both sides weigh.` };
}

function both(together, apart) {
  if (together === apart) return together;
  const verdicts = [together, apart];
  const areOpposite = [VERDICT.BACKED, VERDICT.OPPOSED].every((verdict) => verdicts.includes(verdict));
  return verdicts.includes(VERDICT.CONTESTED) || areOpposite ? VERDICT.CONTESTED : VERDICT.UNCERTAIN;
}

/* Where votes are counted: one study, one vote. */
function countOf(claim, studies) {
  const [pro, con] = [FOR, AGAINST].map((side) => studies.filter(({ vote }) => vote === side).length);
  const votes = pro + con;
  const finding = (verdict, why) => ({ verdict, why, votes: { supports: pro, opposes: con } });
  if (claim.isDefinition) return finding(VERDICT.DEFINITION, "It says what a word means.");
  if (!studies.some(({ mayVote }) => mayVote)) {
    return claim.systematic ? finding(VERDICT.NONE_FOUND, "A systematic search found no study.") : finding(VERDICT.NONE_RECORDED, "No study is recorded here.");
  }
  if (votes < data.rules.enough) {
    const lean = pro === con ? undefined : pro > con ? FOR : AGAINST;
    return { ...finding(VERDICT.UNCERTAIN, `${votes} of the ${data.rules.enough} votes that a verdict needs.`), lean };
  }
  if (Math.max(pro, con) < CLEAR * votes - SLACK) return finding(VERDICT.CONTESTED, `${pro} votes for it and ${con} against.`);
  return finding(pro > con ? VERDICT.BACKED : VERDICT.OPPOSED, `${Math.max(pro, con)} of ${votes} votes are on one side.`);
}

function sharesOf({ votes, sums }) {
  const [supports, opposes] = votes ? [votes.supports, votes.opposes] : [sums.supports.total, sums.opposes.total];
  const whole = supports + opposes + PRIOR;
  return { supports, opposes, support: supports / whole, opposition: opposes / whole, unknown: PRIOR / whole };
}

function rate(claim, studies) {
  const weighings = studies.filter((study) => study.weights);
  let together;
  let apart;
  if (data.rules.weighing === "counts") {
    together = { ...countOf(claim, studies), sums: sumsOf(claim, weighings, true) };
    apart = together;
  } else {
    together = findingOf(sumsOf(claim, weighings, true));
    apart = weighings.some((study) => study.open) ? findingOf(sumsOf(claim, weighings, false)) : together;
  }
  const verdict = both(together.verdict, apart.verdict);
  const isSettled = verdict === VERDICT.BACKED || verdict === VERDICT.OPPOSED;
  const graded = [together, apart].map((finding) => finding.grade).filter(Boolean)
    .sort((one, other) => LEVELS.indexOf(one.certainty) - LEVELS.indexOf(other.certainty));
  const why = verdict === together.verdict ? together.why
    : `The verdict hangs on overlap that nobody recorded: ${together.verdict} if it is there, ${apart.verdict} if it is not.`;
  return {
    claim, studies, together, apart, verdict, why,
    certainty: isSettled && together.grade && apart.grade ? graded[0].certainty : null,
    lean: verdict === VERDICT.UNCERTAIN && together.lean === apart.lean ? together.lean || null : null,
    shares: sharesOf(together), apartShares: sharesOf(apart), undecided: together.votes ? 0 : together.sums.undecided,
    steps: graded.length ? graded[0].steps : [],
  };
}
