/* The address holds the whole view: #balance/no-transfer-to-sprinting?without=jarvis2019&family=trial; each part is
   escaped, so that an id may hold any letter. A bare id or key is the claim, the study or the article of that name. */
const PREFIX = { claim: "claim:", article: "article:", study: "citation:" };
const PLAIN = ["search", "verdict", "topic", "design", "literature", "directness", "conflicts", "from", "to", "links"];
/* What a filter by a scheme is called in the address; never the bare id, which may be any word. */
const aboutName = (scheme) => `about-${scheme}`;
const schemes = data.schemes.map(({ id }) => id);
const aboutNames = schemes.map(aboutName);

const unescaped = (text) => { try { return decodeURIComponent(text); } catch { return text; } };
const escaped = (text) => encodeURIComponent(text).replaceAll("%2C", ",");

function addressOf({ view, claim, own, about, ...rest }) {
  const parts = [];
  const put = (name, value) => { if (value) parts.push(`${escaped(name)}=${escaped(value)}`); };
  for (const name of PLAIN) put(name, rest[name]);
  put("article", keyOf(rest.article));
  put("study", keyOf(rest.study));
  for (const name of aboutNames) put(name, about[name]);
  if (view === "balance" && rest.without.length) parts.push(`without=${rest.without.map((id) => encodeURIComponent(keyOf(id))).join(",")}`);
  for (const name of (views[view] || {}).own || []) put(name, own[name]);
  const path = view === "balance" && claim ? `${view}/${escaped(keyOf(claim))}` : view;
  return `#${path}${parts.length ? `?${parts.join("&")}` : ""}`;
}

/* The view that a bare name leads to; null where nothing has it. */
function namedBy(name) {
  const kinds = [["claim", claims, { view: "balance" }], ["study", citations, {}], ["article", articles, {}]];
  for (const [kind, things, more] of kinds) {
    const id = has(things, name) ? name : `${PREFIX[kind]}${name}`;
    if (has(things, id)) return { ...EMPTY, own: {}, about: {}, ...more, [kind]: id };
  }
  return null;
}

const designs = new Set(Object.values(citations).flatMap(({ family, design }) => [family, design]));
const known = {
  verdict: (value) => VERDICTS.includes(value), topic: (value) => topicLabels.has(value), design: (value) => designs.has(value), literature: (value) => has(LITERATURE, value),
  directness: (value) => has(looks.directness, value), from: (value) => /^\d{1,4}$/.test(value), to: (value) => /^\d{1,4}$/.test(value),
};

/* The selection that *hash* names; what it names and the page does not have is *lost*. */
function selectionOf(hash) {
  const made = { ...EMPTY, own: {}, about: {}, lost: "" };
  const text = hash.slice(1);
  if (!text) return firstSelection(made);
  const [path, query = ""] = text.split("?");
  const [view, ...rest] = path.split("/");
  if (!has(views, view)) {
    const named = namedBy(unescaped(text)) || namedBy(unescaped(path));
    return named ? { ...named, lost: "" } : { ...made, lost: unescaped(text) };
  }
  made.view = view;
  if (rest.length) {
    const claim = `claim:${unescaped(rest.join("/"))}`;
    if (has(claims, claim)) made.claim = claim; else made.lost = unescaped(rest.join("/"));
  }
  for (const part of query.split("&").filter(Boolean)) {
    const [name, value = ""] = part.split("=");
    if (name === "without") made.without = value.split(",").map((key) => `citation:${unescaped(key)}`).filter((id) => has(citations, id));
    else take(made, unescaped(name), unescaped(value));
  }
  return made;
}

function take(made, name, value = "") {
  if (name === "article" || name === "study") {
    if (has(name === "study" ? citations : articles, PREFIX[name] + value)) made[name] = PREFIX[name] + value;
  } else if (aboutNames.includes(name)) {
    if (conceptNumber.has(value)) made.about[name] = value;
  } else if (PLAIN.includes(name)) {
    if (!has(known, name) || known[name](value)) made[name] = value;
  } else if ((views[made.view].own || []).includes(name)) made.own[name] = value;
}

/* A map of one claim opens on its balance. */
const firstSelection = (made) => (claimIds.length === 1 ? { ...made, view: "balance", claim: claimIds[0] } : made);

/* Show what is selected with these *changes*; *instead* takes the place of the entry of the history. */
function go(changes, { instead = false } = {}) {
  const { own = {}, about = {}, ...rest } = changes;
  selection = { ...selection, lost: "", ...rest, own: { ...selection.own, ...own }, about: { ...selection.about, ...about } };
  for (const [scheme, concept] of Object.entries(selection.about)) if (!concept) delete selection.about[scheme];
  keepAddress(instead);
  redraw();
}
const linkTo = (changes) => addressOf({ ...selection, without: [], search: "", ...changes });
/* The claims of one study or one article, whatever was shown before. */
const onlyOne = { view: "claims", claim: "", verdict: "", topic: "", article: "", study: "", about: {} };
const toClaim = (id) => linkTo({ view: "balance", claim: id, verdict: "" });

function keepAddress(instead) {
  const now = addressOf(selection);
  if (now === location.hash) return;
  try {
    history[instead ? "replaceState" : "pushState"](null, "", now);
  } catch { /* a frame without an address of its own keeps none */ }
}
