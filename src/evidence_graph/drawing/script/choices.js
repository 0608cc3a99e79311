/* The controls of the filters: made from what the data has, and kept as the state is. */
const controls = new Map();

function chooser({ options }) {
  const made = el("select", {}, el("option", { value: "" }, "all"), options.map(([value, text]) => el("option", { value }, text)));
  return made;
}

function yearBox({ name }) {
  const years = Object.keys(works).map(yearOf).filter((year) => year !== undefined);
  const [first, last] = [Math.min(...years), Math.max(...years)];
  const made = el("input", { type: "number", inputmode: "numeric", min: first, max: last, placeholder: name === "from" ? first : last });
  return made;
}

function openChoices() {
  const years = Object.keys(works).some((id) => yearOf(id) !== undefined);
  for (const [place, filters] of [["claim-filters", claimFilters], ["study-filters", studyFilters]]) {
    for (const filter of filters) {
      if (filter.options ? !filter.options.length : !years) continue;
      const { name, label } = filter;
      const made = (filter.options ? chooser : yearBox)(filter);
      made.id = `filter-${name}`;
      controls.set(name, made);
      byId(place).querySelector(".filters").append(el("div", {}, el("label", { for: made.id }, label), made));
      made.addEventListener("change", () => { choose(name, made.value); });
    }
  }
}

function choose(name, value) {
  if (value) state.chosen.set(name, value); else state.chosen.delete(name);
  changed();
  if (centre()) lookAt(centre()); else lookAtShown();
}

/* Brings every control in line with the state, whoever changed it. */
function showChoices() {
  for (const [name, control] of controls) control.value = state.chosen.get(name) || "";
  for (const [place, filters] of [["claim-filters", claimFilters], ["study-filters", studyFilters]]) {
    const set = active(filters).length;
    byId(place).querySelector("summary span").textContent = set ? `${set} set` : "";
  }
  for (const name of ["verdicts", "stances", "extras"]) {
    for (const box of byId(name).querySelectorAll("input")) box.checked = state[name].has(box.value);
  }
  const off = [...byId("layers").querySelectorAll("#verdicts input, #stances input")].filter((box) => !box.checked).length;
  byId("layers").querySelector("summary span").textContent = off ? `${off} hidden` : "";
  if (byId("query").value !== state.text) byId("query").value = state.text;
  showFocus();
}

function showFocus() {
  const middle = centre();
  byId("focus").hidden = middle === null;
  byId("steps").value = state.steps;
  byId("far").textContent = state.steps;
  byId("hold").checked = state.held !== null;
  byId("middle").textContent = state.held && state.held !== state.selected ? `round ${nameOf(state.held)}` : "";
}
