/* What the page knows. Nothing in these scripts turns data into HTML: every word goes through a text node, and
   the only addresses are those of the data's own links, checked again for http(s). */
const data = JSON.parse(document.getElementById("data").textContent);
/* What is only needed when somebody searches, downloads or asks why, is read then. */
let later = null;
for (const name of ["asking", "bibtex"]) {
  Object.defineProperty(data, name, { enumerable: true, get() { later ||= JSON.parse(document.getElementById("later").textContent); return later[name]; } });
}
const { claims, citations, articles, looks, words } = data;
const claimIds = Object.keys(claims);
const byId = (id) => document.getElementById(id);
const calm = matchMedia("(prefers-reduced-motion: reduce)");

/* The views, by their names; each registers itself. */
const views = {};

/* The values of each closed set, in their order; words, signs and colours stand in their looks. */
const VERDICTS = Object.keys(looks.verdicts);
const HEADINGS = Object.keys(looks.headings);

const has = (things, id) => Object.hasOwn(things, id);
const keyOf = (id) => id.slice(id.indexOf(":") + 1);
const many = (count, one, more = `${one}s`) => `${count} ${count === 1 ? one : more}`;
const studiesIn = (count) => many(count, "study", "studies");
const listed = (parts) => (parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`);
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

const topicLabels = new Map(data.topics.map(({ id, label }) => [id, label]));
const topicOf = (claim) => topicLabels.get(claim.topic) || claim.topic || "";
const yearOf = (id) => citations[id].year;

/* What is told of each claim and of each work beyond what lists need stands on a line of its own, which is read when
   any of it is first asked for: of thousands of claims a reader opens a few. The lines of the claims whose cards are
   drawn first come before this script, all others behind it. */
const linesIn = (block) => byId(block).textContent.slice(1, -1).split("\n");
const firstLines = new Map(linesIn("first").map((line, n) => [data.first[n], line]));
const blocks = {};
const lineIn = (block, number) => { blocks[block] ||= linesIn(block); return blocks[block][number]; };
const isAtHand = (id) => firstLines.has(claims[id].number) || document.readyState !== "loading";

/* Give *things* all that stands on their lines, under its names. */
function readLater(things, names, read) {
  const kind = {};
  const told = Symbol("told");
  for (const name of names) Object.defineProperty(kind, name, { get() { this[told] ||= read(this); return this[told][name]; } });
  Object.values(things).forEach((thing, number) => { thing.number = number; Object.setPrototypeOf(thing, kind); });
}
const citationIds = Object.keys(citations);
readLater(claims, data.told.claims, ({ number, id }) => {
  const told = JSON.parse(firstLines.get(number) || lineIn("others", number));
  told.studies.forEach((study, place) => Object.assign(study, { place, claim: id, citation: citationIds[study.citation] }));
  return told;
});
readLater(citations, data.told.citations, ({ number }) => JSON.parse(lineIn("works", number)));
claimIds.forEach((id) => { claims[id].id = id; });

/* The claims of a study, by the name of its citation. */
const claimsOf = (citation) => citations[citation].speaksOf.map((number) => claimIds[number]);
