/* The answer in one sentence, as evidence_graph.assessment.sentence makes it; a test compares the two. */
const inWords = (number) => words.numbers[number] || String(number);
const counted = (number, one, more) => `${inWords(number)} ${number === 1 ? one : more}`;

/* How many of the studies stand under each heading, each study once. */
function tallyOf(studies) {
  const tally = Object.fromEntries(HEADINGS.map((heading) => [heading, studies.filter((study) => study.heading === heading)]));
  return { ...tally, count: (heading) => tally[heading].length, direct: (heading) => tally[heading].filter((study) => study.direct).length };
}

const isYes = (claim) => !claim.answersNo;
const towards = (stance) => (stance === FOR ? "for the claim" : "against the claim");
const yesOrNo = (claim, stance) => ((stance === FOR) === isYes(claim) ? "yes" : "no");
const pointsTo = (claim, stance) => (claim.question ? `to ${yesOrNo(claim, stance)}` : towards(stance));

function opening({ claim, verdict, certainty, lean, together }) {
  if (has(words.openings, verdict)) return words.openings[verdict];
  if (verdict === VERDICT.UNCERTAIN) {
    const { sums } = together;
    const little = Boolean(together.votes) || Math.max(sums.bodies(sums.supports), sums.bodies(sums.opposes)) < BODIES;
    const start = little ? "Too little evidence to say" : "Too uncertain to say";
    return lean ? `${start}; it leans ${pointsTo(claim, lean)}` : start;
  }
  if (!claim.question) return `The claim as stated: ${verdict}${certainty ? `, ${certainty}` : ""}.`;
  const yes = (verdict === VERDICT.BACKED) === isYes(claim);
  if (!certainty) return yes ? "Most studies say yes." : "Most studies say no.";
  return (yes ? words.yes : words.no)[certainty];
}

/* How many studies point where, those that point to yes first. */
function pointing(claim, tally) {
  const asked = Boolean(claim.question);
  const sides = asked && !isYes(claim) ? [AGAINST, FOR] : [FOR, AGAINST];
  const [yes, no] = asked ? ["to yes", "to no"] : ["for it", "against it"];
  const [one, more] = asked ? ["points", "point"] : ["speaks", "speak"];
  const parts = [];
  const told = (number) => (parts.length ? inWords(number) : counted(number, "study", "studies"));
  sides.forEach((side, n) => {
    const number = tally.count(side);
    if (!number) return;
    const direct = tally.direct(side);
    const verb = parts.length ? "" : ` ${number === 1 ? one : more}`;
    parts.push(`${told(number)}${verb} ${n ? no : yes}${direct && direct !== number ? ` (${inWords(direct)} of them directly)` : ""}`);
  });
  for (const [heading, single, several] of [[OPEN, "could not tell", "could not tell"],
    [HEADING.BOTH_WAYS, "is read both ways", "are read both ways"], [HEADING.QUALIFIES, "answers in part", "answer in part"]]) {
    const number = tally.count(heading);
    if (number) parts.push(`${told(number)} ${number === 1 ? single : several}`);
  }
  return listed(parts);
}

const gapsOf = ({ grade: graded }) => (graded ? graded.steps.filter(({ gap }) => gap).map(({ domain }) => words.gaps[domain]) : []);

function ending(rating, tally) {
  if (rating.certainty) {
    const gaps = [...new Set([...gapsOf(rating.together), ...gapsOf(rating.apart)])];
    return [`Certainty: ${rating.certainty}${gaps.length ? `; not recorded: ${listed(gaps)}` : ""}.`];
  }
  const studied = [FOR, AGAINST, OPEN].some((heading) => tally.count(heading));
  const direct = HEADINGS.some((heading) => tally.direct(heading));
  if (rating.verdict !== VERDICT.UNCERTAIN || rating.together.votes || !studied || direct) return [];
  const unrecorded = rating.together.sums.weighings.some((study) => study.anyUnrecorded);
  return [unrecorded ? "(How directly is not recorded.)" : "(None studied this itself.)"];
}

function answerOf(rating) {
  const { claim, verdict } = rating;
  const tally = tallyOf(rating.studies);
  let start = opening(rating);
  if (verdict === VERDICT.NONE_RECORDED && claim.searched) start = `${start.slice(0, -1)} (a partial search on ${claim.searched} found none).`;
  if (verdict === VERDICT.NONE_FOUND && claim.searched) start = `A systematic search on ${claim.searched} found no study.`;
  const told = pointing(claim, tally);
  const isTold = ![VERDICT.NONE_RECORDED, VERDICT.NONE_FOUND, VERDICT.DEFINITION].includes(verdict) && told;
  const first = isTold ? (start.endsWith(".") ? `${start} ${capital(told)}.` : `${start}: ${told}.`) : start.endsWith(".") ? start : `${start}.`;
  return [first, ...ending(rating, tally)].join(" ");
}
