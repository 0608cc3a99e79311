"use strict";
/* BibTeX to the clipboard or into a file, both out of the text that stands in the page. */
(() => {
  const box = document.getElementById("bibtex");
  const text = box.querySelector("pre").textContent;
  const told = box.querySelector("[role=status]");

  /* Where the clipboard is closed to a page (an old browser, a frame), the text is marked for Ctrl+C. */
  function mark() {
    box.querySelector("details").open = true;
    getSelection().selectAllChildren(box.querySelector("pre"));
    told.textContent = document.execCommand("copy") ? "Copied." : "Marked; copy it with Ctrl+C.";
  }

  box.querySelector(".copy").addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text);
      told.textContent = "Copied.";
    } catch {
      mark();
    }
  });

  box.querySelector(".save").addEventListener("click", ({ currentTarget }) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/x-bibtex" }));
    link.download = currentTarget.value;
    link.click();
    URL.revokeObjectURL(link.href);
  });

  box.querySelector(".tools").hidden = false;
})();
