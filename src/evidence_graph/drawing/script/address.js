/* The address holds the whole view: first what is selected, then all that is not as it was on opening.

   #no-transfer-to-sprinting&steps=2&topic=sprinting; each part is escaped, so that an id may hold any letter. */
const anchorOf = new Map(Object.entries(data.anchors).map(([anchor, id]) => [id, anchor]));
const anchorFor = (id) => anchorOf.get(id) || id;
const idOf = (anchor) => (Object.hasOwn(data.anchors, anchor) ? data.anchors[anchor] : nodes.has(anchor) ? anchor : null);
const SETS = [["verdicts", VERDICTS, true], ["stances", STANCES, true], ["extras", EXTRAS, false]];

function address() {
  const parts = state.selected ? [encodeURIComponent(anchorFor(state.selected))] : [];
  const put = (name, value) => parts.push(`${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
  if (state.held) put("focus", anchorFor(state.held));
  if (state.steps !== 1) put("steps", state.steps);
  if (state.text) put("search", state.text);
  for (const [name, value] of state.chosen) put(name, value);
  for (const [name, all, full] of SETS) {
    if (full ? state[name].size < all.length : state[name].size) put(name, all.filter((one) => state[name].has(one)).join(",") || "none");
  }
  return parts.length ? `#${parts.join("&")}` : "";
}

/* A new entry of the history, or with *instead* the same one, as while somebody is typing. */
function keepAddress({ instead = false } = {}) {
  const now = address();
  if (now === location.hash) return;
  const target = now || location.href.split("#")[0];
  try {
    history[instead ? "replaceState" : "pushState"](null, "", target);
  } catch { /* a frame without an address of its own keeps none */ }
}

const unescaped = (text) => { try { return decodeURIComponent(text); } catch { return text; } };
const known = () => new Set([...claimFilters, ...studyFilters].map(({ name }) => name));

/* The view that *hash* names; what it names and the map does not have is *lost*. */
function viewOf(hash) {
  const view = { ...fresh(), lost: null };
  const whole = unescaped(hash.slice(1));
  const parts = idOf(whole) ? [[whole]] : hash.slice(1).split("&").filter(Boolean).map((part) => part.split("=").map(unescaped));
  const filters = known();
  for (const [name, ...rest] of parts) {
    const value = rest.join("=");
    const set = SETS.find(([one]) => one === name);
    if (!rest.length) {
      view.selected = idOf(name);
      if (!view.selected) view.lost = name;
    } else if (set) view[name] = new Set(set[1].filter((one) => value.split(",").includes(one)));
    else if (name === "focus") view.held = idOf(value);
    else if (name === "steps") view.steps = Math.min(3, Math.max(1, Math.round(Number(value)) || 1));
    else if (name === "search") view.text = value;
    else if (filters.has(name) && value) view.chosen.set(name, value);
  }
  return view;
}
