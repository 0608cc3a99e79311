/* What the page knows. Nothing in these scripts turns data into HTML: every word goes through a text node, and
   the only addresses are those of the data's own links, checked again for http(s). */
const data = JSON.parse(document.getElementById("data").textContent);
/* What is only needed when somebody searches, downloads or asks why, is read then. */
let later = null;
for (const name of ["asking", "bibtex", "verdicts"]) {
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

/* The studies of each claim stand on a line of their own, which is read when they are first asked for: of thousands
   of claims a reader opens a few. */
const studyLines = document.getElementById("studies").textContent.trim().split("\n");
function studiesOn(line, id) {
  const studies = JSON.parse(line);
  studies.forEach((study, place) => { study.place = place; study.claim = id; });
  return studies;
}
claimIds.forEach((id, number) => {
  let studies = null;
  claims[id].id = id;
  Object.defineProperty(claims[id], "studies", { enumerable: true, get() { studies ||= studiesOn(studyLines[number], id); return studies; } });
});

/* The claims of a study, by the name of its citation. */
const claimsOf = (citation) => citations[citation].speaksOf.map((number) => claimIds[number]);
