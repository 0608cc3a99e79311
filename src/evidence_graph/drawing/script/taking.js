/* Taking along: pictures, table and citations of what is shown, made here and saved by the browser. */
const NAME_OF_VIEW = () => (selection.view === "balance" && selection.claim ? keyOf(selection.claim) : "evidence-map");
const fileName = (ending) => `${NAME_OF_VIEW().replace(/[^\p{L}\p{N}._-]+/gu, "-")}.${ending}`;

function save(name, content, type) {
  const blob = content instanceof Blob ? content : new Blob([content], { type });
  const href = URL.createObjectURL(blob);
  const anchor = el("a", { href, download: name });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
}

/* Without a clipboard, as in a frame, the address is shown where it can be copied from. */
async function copyLink() {
  try {
    await navigator.clipboard.writeText(location.href);
    say("Link copied.");
    showTip(["Link copied."], null);
  } catch {
    showTip([location.href], null);
  }
  setTimeout(() => { byId("tip").hidden = true; }, 4000);
}

const TAKES = [
  ["png", "Picture (PNG)", () => pngOf((blob) => save(fileName("png"), blob))],
  ["svg", "Drawing (SVG)", () => save(fileName("svg"), svgText(), "image/svg+xml;charset=utf-8")],
  ["csv", "Table (CSV)", () => save(fileName("csv"), tableText(), "text/csv;charset=utf-8")],
  ["bib", "BibTeX", () => save(fileName("bib"), bibtexOf(keysInView()), "application/x-bibtex;charset=utf-8")],
  ["link", "Copy link to this view", copyLink],
];

/* Says how much there is to take when the menu opens. */
function showTaking() {
  const count = keysInView().length;
  byId("take-bib").textContent = `BibTeX of ${studiesIn(count)}`;
  byId("take-bib").disabled = !count;
}

function openTaking() {
  put(byId("downloads"), TAKES.map(([name, text, take]) => button(text, take, { id: `take-${name}` })));
  byId("download").addEventListener("toggle", () => { if (byId("download").open) showTaking(); });
}
