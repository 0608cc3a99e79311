/* What is chosen, and the address that says so: #claim-ID&at=RANK&only=VERDICT. Each state can be sent, and the
   browser's back and forward go through them. */
const body = document.body;
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const cards = all(".card"), signs = all(".sg"), marks = all(".m"), rows = all(".first li"), tiles = all(".tile");
const claims = cards.map((card) => ({
  number: card.dataset.claim, id: card.id.slice("claim-".length), verdict: card.dataset.verdict, card,
  signs: signs.filter((sign) => sign.dataset.claim === card.dataset.claim),
}));
const byNumber = new Map(claims.map((claim) => [claim.number, claim]));
const state = { claim: null, rank: 0, only: "" };

/* The main passage of a claim is the one its row and its card are level with: the first that says it. */
function signOf(claim, rank = 0) {
  const wanted = claim.signs.find((sign) => Number(sign.dataset.rank) === rank);
  return wanted || claim.signs.find((sign) => sign.dataset.main !== undefined) || claim.signs[0] || null;
}

const isIn = (claim) => !state.only || claim.verdict === state.only;

function read(hash = location.hash) {
  const [first, ...parts] = hash.slice(1).split("&");
  const given = new Map(parts.concat(first).map((part) => part.split("=")));
  const name = first.startsWith("claim-") ? decodeURIComponent(first.slice("claim-".length)) : null;
  const passage = /^m(\d+)-(\d+)$/.exec(first);
  const only = given.get("only") || "";
  state.only = tiles.some((tile) => tile.dataset.verdict === only) ? only : "";
  state.claim = passage ? byNumber.get(passage[1]) || null : claims.find((claim) => claim.id === name) || null;
  state.rank = passage ? Number(passage[2]) : Number(given.get("at") || 0);
  return Boolean(state.claim) || !first || first.startsWith("only=");
}

function address() {
  const parts = [];
  if (state.claim) parts.push(`claim-${encodeURIComponent(state.claim.id)}`);
  if (state.claim && state.rank) parts.push(`at=${state.rank}`);
  if (state.only) parts.push(`only=${state.only}`);
  return `#${parts.join("&")}`;
}

/* A frame without an address of its own, as in a notebook, keeps none. */
const isFramed = location.protocol === "about:";
function keep(now) {
  if (!isFramed) history.pushState(null, "", now);
}

/* Take a state, put it in the address, and show it. */
function go(change, { jump = true } = {}) {
  Object.assign(state, change);
  if (address() !== (location.hash || "#")) keep(address());
  show(jump);
}
