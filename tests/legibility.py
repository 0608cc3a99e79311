"""How legible a page is, measured in the browser: type, text over text, text cut, scrolling sideways."""

MEASURE = """() => {
  const HIDDEN = "script, style, noscript, template, .vh";
  const isSeen = (node) => !node.closest(HIDDEN) && node.checkVisibility({ visibilityProperty: true, opacityProperty: true });

  /* Text in a part that scrolls by itself is not cut by it; what hides what runs over cuts it. */
  const clips = (style) => /hidden|clip/.test(style.overflowX + style.overflowY);
  const scrolls = (style) => /auto|scroll/.test(style.overflowX + style.overflowY);
  function cutBy(box, node) {
    for (let one = node; one && one !== document.body; one = one.parentElement) {
      const style = getComputedStyle(one);
      if (scrolls(style)) return null;
      if (!clips(style)) continue;
      const { left, right, top, bottom } = one.getBoundingClientRect();
      if (box.left < left - 1 || box.right > right + 1 || box.top < top - 2 || box.bottom > bottom + 2) return one;
    }
    return null;
  }

  /* Where a part scrolls by itself, only what is in its window is seen. */
  function inWindow(box, node) {
    for (let one = node; one && one !== document.body; one = one.parentElement) {
      if (!scrolls(getComputedStyle(one))) continue;
      const { left, right, top, bottom } = one.getBoundingClientRect();
      if (box.right <= left || box.left >= right || box.bottom <= top || box.top >= bottom) return false;
    }
    return true;
  }

  const pieces = [];
  let smallest = Infinity, least = "";
  const cut = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode, node = text.parentElement;
    if (!text.data.trim() || !isSeen(node)) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const boxes = [...range.getClientRects()].filter(({ width, height }) => width > 0.5 && height > 0.5);
    if (!boxes.length) continue;
    const matrix = node.getScreenCTM ? node.getScreenCTM() : null;
    const size = parseFloat(getComputedStyle(node).fontSize) * (matrix ? Math.hypot(matrix.a, matrix.b) : 1);
    const words = text.data.trim().slice(0, 60);
    if (size < smallest) { smallest = size; least = words; }
    for (const { left, right, top, bottom } of boxes) {
      const box = { left, right, top, bottom };
      /* What is put aside until it has the focus is not seen. */
      if (right < 0 || !inWindow(box, node)) continue;
      const clip = cutBy(box, node);
      if (clip) cut.push(`${words} (in ${clip.localName}.${clip.className})`);
      /* Lines of text are set closer than the boxes of their letters. */
      const inset = (bottom - top) * 0.2;
      pieces.push({ left: left + 1, right: right - 1, top: top + inset, bottom: bottom - inset, words, node });
    }
  }

  pieces.sort((one, other) => one.top - other.top);
  const overlaps = [];
  pieces.forEach((one, n) => {
    for (let m = n + 1; m < pieces.length && pieces[m].top < one.bottom; m += 1) {
      const other = pieces[m];
      const isOver = other.left < one.right && one.left < other.right;
      /* What lies above on purpose, such as an open menu, hides what is below it. */
      if (isOver && !other.node.closest("#tip, .menu > div, [data-above]") && !one.node.closest("#tip, .menu > div, [data-above]")) overlaps.push(`${one.words} | ${other.words}`);
    }
  });

  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  return { texts: pieces.length, smallest: pieces.length ? Math.round(smallest * 100) / 100 : null, least, overlaps, cut, sideways: wide };
}"""  # noqa: E501 - a script

SIZES = {
    "320": (320, 640, 1),
    "400": (400, 800, 1),
    "1280": (1280, 800, 1),
    "1920": (1920, 1080, 1),
    "1280 at 200 %": (640, 400, 2),
}
"""Width, height and pixels a point; a page at 200 % is one of half the size and twice as sharp."""

READABLE = 12


def faults(measured):
    """What is wrong with a page, in sentences; an empty list is a page that can be read."""
    told = []
    if measured["smallest"] is not None and measured["smallest"] < READABLE:
        told.append(f"type of {measured['smallest']} px: {measured['least']}")
    many = {name: measured[name] for name in ("overlaps", "cut") if measured[name]}
    told += [f"{len(texts)} {name}: {texts[:3]}" for name, texts in many.items()]
    if measured["sideways"] > 0:
        told.append(f"{measured['sideways']} px sideways")
    return told


def opened(browser, size):
    """A page of the *size* of that name."""
    width, height, sharpness = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height}, device_scale_factor=sharpness, reduced_motion="reduce"
    )
    return context.new_page()
