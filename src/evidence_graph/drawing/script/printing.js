/* Printing: source, licence and address stand at the top, so that no last page holds nothing else; what is recorded
   is unfolded; a view may lay itself out for paper (`paper`) and is drawn anew behind. */
{
const address = el("p", { class: "address", hidden: true });

addEventListener("beforeprint", () => {
  address.textContent = location.protocol === "file:" ? addressOf(selection) : location.href;
  address.hidden = false;
  byId("foot").append(address);
  document.body.insertBefore(byId("foot"), main);
  for (const folded of main.querySelectorAll("details.recorded")) folded.open = true;
  views[selection.view].paper?.();
});
addEventListener("afterprint", () => {
  address.hidden = true;
  document.body.insertBefore(byId("foot"), main.nextSibling);
  if (views[selection.view].paper) redraw();
});
}
