/* The page opens, listens, and draws what is selected. */
const main = byId("main");

function markMenu() {
  for (const link of document.querySelectorAll("#views a")) {
    const { view } = link.dataset;
    link.href = linkTo({ view, verdict: "", own: {} });
    link.toggleAttribute("aria-current", false);
    if (view === selection.view) link.setAttribute("aria-current", "page");
  }
}

function titleOf() {
  const what = selection.view === "balance" && selection.claim ? claims[selection.claim].statement : views[selection.view].title;
  return `${what} – ${data.title}`;
}

/* The cards that a large page opens with are drawn before the rest of it has been read; all else needs that rest. */
const isReadable = () => document.readyState !== "loading" || (selection.view === "claims" && views.claims.isAtHand());

function redraw() {
  if (!isReadable()) { addEventListener("DOMContentLoaded", redraw, { once: true }); return; }
  markMenu();
  showFilters();
  main.replaceChildren();
  main.dataset.view = selection.view;
  views[selection.view].draw(main);
  if (selection.lost) main.prepend(el("p", { class: "lost", role: "status" }, `There is no “${selection.lost}” here.`));
  document.title = titleOf();
}

function follow() {
  selection = selectionOf(location.hash);
  showSearch();
  redraw();
}

byId("views").append(...Object.entries(views).map(([view, { title }]) => el("a", { href: `#${view}`, "data-view": view }, title)));
openFilters();
openTaking();
openAsking();
follow();
addEventListener("popstate", follow);

/* Links within the page are followed here, because in a frame without an address of its own they lead out of it. */
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if ("skip" in link.dataset) { skipTo(link.getAttribute("href").slice(1)); return; }
  selection = selectionOf(link.getAttribute("href"));
  showSearch();
  keepAddress(false);
  redraw();
  scrollTo(0, 0);
  if (!main.contains(document.activeElement) && document.activeElement === document.body) main.focus();
});
function skipTo(name) {
  const target = byId(name);
  if (name === "filter") target.open = true;
  (target.querySelector("summary") || target).focus();
}

let breadth = main.clientWidth;
new ResizeObserver(() => {
  if (main.clientWidth === breadth) return;
  breadth = main.clientWidth;
  (views[selection.view].wide || (() => {}))();
}).observe(main);

/* For tests: the ratings, the selection, and the claims that a question means. */
window.evidenceMap = { data, shownClaims, linkTo, address: () => addressOf(selection), rate: rateWith, assess: (claim) => withAnswer(rate(claim, claim.studies)), added: addedBy, rated, meantBy, selection: () => selection };
