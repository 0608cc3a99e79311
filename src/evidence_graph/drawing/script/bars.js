/* The bar of a claim: for | unknown | against. A block is a study as wide as its weight; in the grey between, a dot
   is a study that could not tell and a ring one that adds to no side. The same order everywhere. */
const MARK_ROOM = 8;

function bySide(rating, stance) {
  return rating.studies.map((study) => ({ study, weight: addedBy(rating, study)[stance] })).filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight || one.study.place - other.study.place);
}

/* Whether a reader must be warned of the study: it is disputed, corrected, of concern or retracted. */
const isDoubted = ({ citation }) => (citations[citation].flags || []).some(({ mark }) => looks.doubts.includes(mark));
const classOf = (study) => [study.heading === OPEN && "open", isDoubted(study) && "doubted"].filter(Boolean).join(" ") || null;
const block = (study, weight, name) => el("i", { class: isDoubted(study) ? "doubted" : null, "data-study": study.citation, style: { "flex-grow": (weight * 1000).toFixed(1) } }, name);

/* The marks in the grey: as many as fit into *room*, those that could not tell first. */
function idleMarks(rating, taken, room) {
  const isOpen = (study) => study.heading === OPEN;
  const idle = rating.studies.filter((study) => !taken.has(study))
    .sort((one, other) => Number(isOpen(other)) - Number(isOpen(one)) || couldAdd(other) - couldAdd(one) || one.place - other.place);
  return idle.slice(0, Math.max(0, Math.floor((room - 4) / MARK_ROOM)))
    .map((study) => el("i", { class: classOf(study), "data-study": study.citation }));
}

/* *width* says how many pixels there are, for the marks; *named* writes the studies into their blocks. */
function bar(rating, { width = 240, named = false, shares = rating.shares } = {}) {
  const sides = [FOR, AGAINST].map((stance) => bySide(rating, stance));
  const taken = new Set(sides.flat().map(({ study }) => study));
  const blocks = (list) => list.map(({ study, weight }) => block(study, weight, named ? el("b", {}, nameOf(study.citation)) : null));
  const [pro, con] = sides;
  const part = (name, share, ...inside) => el("span", { class: name, style: { width: `${share * 100}%` } }, ...inside);
  return el("span", { class: "bar", "aria-hidden": "true" },
    part("pro", shares.support, blocks(pro)),
    part("gap", shares.unknown, idleMarks(rating, taken, shares.unknown * width)),
    part("con", shares.opposition, blocks([...con].reverse())));
}
