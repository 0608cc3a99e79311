/* What is selected: the view, the claim in it, which studies count, which claims are shown. All of it stands in
   the address. What is filtered is filtered everywhere: drawings, lists, counts, bars, headline, what is taken along. */
const EMPTY = {
  view: "claims", claim: "", search: "", verdict: "", topic: "", article: "", study: "",
  design: "", literature: "", directness: "", conflicts: "", from: "", to: "", links: "", without: [],
};
let selection = { ...EMPTY, own: {}, about: {} };

/* Which studies count. */
const COUNTING = ["design", "literature", "directness", "conflicts", "from", "to"];
const countingName = () => COUNTING.map((name) => selection[name]).join("|");
const isCounting = () => COUNTING.some((name) => selection[name]);

/* A design is one of its own, or a family of them. */
const designWord = (design) => (has(looks.families, design) ? looks.families[design].several : design);
const LITERATURE = { cited: "what an article here cites", wider: "what no article here cites" };
const hasConflict = (id) => (citations[id].flags || []).some(({ mark }) => mark === "conflict of interest");

/* Whether a study counts: by what it is, how direct it is for the claim, when it appeared, who paid. */
function counts(study) {
  const { design, literature, directness, conflicts, from, to } = selection;
  const citation = citations[study.citation];
  if (design && citation.family !== design && citation.design !== design) return false;
  if (literature && (literature === "cited") !== Boolean(citation.cited)) return false;
  if (directness && !study.lines.some((line) => line.directness === directness && !line.withdrawn)) return false;
  if (conflicts && hasConflict(study.citation)) return false;
  if ((from || to) && citation.year === undefined) return false;
  return !(from && citation.year < Number(from)) && !(to && citation.year > Number(to));
}
const counting = { name: null, studies: new Map() };

/* The studies of a claim that count. */
function studiesOf(id) {
  if (!isCounting()) return claims[id].studies;
  const name = countingName();
  if (counting.name !== name) Object.assign(counting, { name, studies: new Map() });
  if (!counting.studies.has(id)) counting.studies.set(id, claims[id].studies.filter(counts));
  return counting.studies.get(id);
}

/* Which claims are shown: of a topic, an article, a study, about a concept or what is narrower. */
const below = new Map();
data.concepts.forEach((concept, number) => {
  const queue = [number];
  const above = new Set();
  while (queue.length) {
    const one = queue.pop();
    if (!above.has(one)) { above.add(one); queue.push(...(data.concepts[one].above || [])); }
  }
  below.set(number, above);
});
const conceptNumber = new Map(data.concepts.map(({ id }, number) => [id, number]));
const isAbout = (claim, concept) => (claim.about || []).some((number) => below.get(number).has(conceptNumber.get(concept)));

function isSelected(id) {
  const claim = claims[id];
  const { topic, article, study, about } = selection;
  if (topic && claim.topic !== topic) return false;
  if (article && !(claim.stands || []).some((stand) => stand.article === article)) return false;
  if (study && !claim.studies.some(({ citation }) => citation === study)) return false;
  return Object.values(about).every((concept) => isAbout(claim, concept));
}

/* The claims that are shown, whatever their verdict. */
const shownClaims = () => claimIds.filter(isSelected);
const isVerdictShown = (id) => !selection.verdict || standingOf(id).verdict === selection.verdict;

/* The filters in words: of claims, and of studies. */
function filtersInWords() {
  const { topic, article, study, verdict, about, design, literature, directness, conflicts, from, to } = selection;
  const concepts = Object.values(about).map((id) => data.concepts[conceptNumber.get(id)].label);
  const years = from && to ? `${from} to ${to}` : from ? `from ${from}` : to ? `up to ${to}` : "";
  const ofClaims = [topic && capital(topicLabels.get(topic) || topic), article && articles[article].title, study && nameOf(study), verdict && looks.verdicts[verdict].word, ...concepts];
  const ofStudies = [design && designWord(design), literature && LITERATURE[literature], directness && `${directness} evidence`, conflicts && "no conflict of interest", years];
  return { claims: ofClaims.filter(Boolean), studies: ofStudies.filter(Boolean) };
}
