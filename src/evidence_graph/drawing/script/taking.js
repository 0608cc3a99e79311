/* Taking along: made here and saved by the browser. */
const fileName = (ending) => `${(selection.view === "balance" && selection.claim ? keyOf(selection.claim) : "evidence-map").replace(/[^\p{L}\p{N}._-]+/gu, "-")}.${ending}`;
const TAKES = [];

function openTaking() {
  byId("downloads").append(...TAKES.map(([text, take]) => button(text, take)), button("Copy link to this view", copyLink));
}
async function copyLink() {
  try { await navigator.clipboard.writeText(location.href); say("Link copied."); } catch { say(`The address of this view is ${location.href}`); }
}
