/* The parts that pages are made of. Words become text nodes and nothing else. */
function attribute(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name === "on") for (const [event, heard] of Object.entries(value)) node.addEventListener(event, heard);
  else if (name === "style") for (const [property, set] of Object.entries(value)) node.style.setProperty(property, set);
  else if (name === "checked" || name === "open" || name === "selected" || name === "value" || name === "hidden") node[name] = value;
  else node.setAttribute(name, value === true ? "" : value);
}
/* Put *children* into *node*, lists of them too; what is null, false or empty is left out. */
function put(node, ...children) {
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false && child !== ""));
  return node;
}
function filled(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) attribute(node, name, value);
  return put(node, ...children);
}
const el = (tag, attributes = {}, ...children) => filled(document.createElement(tag), attributes, children);
const svg = (tag, attributes = {}, ...children) => filled(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
const hidden = (...children) => el("span", { class: "vh" }, ...children);

/* The sign of a verdict; what it says is said in words beside it. */
function sign(verdict) {
  const { name, outline } = looks.verdicts[verdict];
  const paths = (outline.paths || []).map(([d, side]) => svg("path", { class: side || null, d }));
  const circle = outline.radius ? [svg("circle", { r: outline.radius })] : [];
  return svg("svg", { class: `sign ${name}`, viewBox: "-8 -8 16 16", "aria-hidden": "true" }, paths, circle);
}
const wordOf = (verdict) => looks.verdicts[verdict].word;
const verdictsIn = (count, verdict) => `${count} ${count === 1 ? wordOf(verdict) : looks.verdicts[verdict].plural}`;
const leaning = ({ lean }) => (lean ? `leans ${lean === FOR ? "for" : "against"}` : "");
const certaintyWords = ({ certainty, lean }) => (certainty ? `${certainty} certainty` : leaning({ lean }));

/* The verdict in a word, with its certainty or where it leans. */
const verdictInWords = (rating) => [wordOf(rating.verdict), certaintyWords(rating)].filter(Boolean).join(", ");

/* A link, only to where a browser may go. */
function outward({ text, href }) {
  const isWeb = /^https?:\/\//.test(href);
  return isWeb ? el("a", { href, rel: "noreferrer noopener", target: "_blank" }, text) : el("span", {}, text);
}
const option = (value, text, now) => el("option", { value, selected: value === now }, text);
const button = (text, click, attributes = {}) => el("button", { type: "button", ...attributes, on: { click } }, text);
const say = (text) => { byId("say").textContent = text; };

/* The counts of a claim in words: "3 for, 1 against, 2 could not tell". */
function countsInWords({ tally }) {
  return HEADINGS.filter((heading) => tally.count(heading))
    .map((heading) => `${tally.count(heading)} ${looks.headings[heading].heading.toLowerCase()}`).join(", ");
}

/* What the filter on studies changed: "with all studies: opposed". */
function changeInWords(id) {
  const now = rated(id);
  const whole = wholeRating(id);
  return isCounting() && now.verdict !== whole.verdict ? `with all studies ${wordOf(whole.verdict)}` : "";
}
