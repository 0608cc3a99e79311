/* The view as a drawing: each box, border and line of text of the page where it stands, as SVG that any program
   opens; with title, filter, legend, source, licence, date and address around it. The PNG is made from it. */
const MARGIN = 20;
const BASELINE = 0.8;
const LEFT_OUT = ".vh, .tools, .step, input, select, .plain, .more, .links, .key, [hidden]";
const SHARPER = 2;
const MOST_PIXELS = 16_000;

const isUnseen = (colour) => !colour || colour === "transparent" || /^rgba.*,\s*0\)$/.test(colour);
const coloursIn = (image) => image.match(/rgba?\([^)]*\)/g) || [];
const number = (value) => Number(value.toFixed(2));

/* A drawing that is begun: its nodes, and its hatchings by their colours. */
function canvasOf(frame) {
  return { nodes: [], hatchings: new Map(), left: frame.left, top: frame.top };
}

/* A pattern of two colours stands for every gradient that repeats; another is two halves. */
function hatching(drawing, colours) {
  const name = colours.join("|");
  if (!drawing.hatchings.has(name)) drawing.hatchings.set(name, `hatch-${drawing.hatchings.size}`);
  return `url(#${drawing.hatchings.get(name)})`;
}
function hatchings(drawing) {
  return svg("defs", {}, [...drawing.hatchings].map(([colours, id]) => {
    const [ground, ink = ground] = colours.split("|");
    return svg("pattern", { id, width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(35)" },
      svg("rect", { width: 6, height: 6, fill: ground }), isUnseen(ink) ? null : svg("rect", { width: 1.2, height: 6, fill: ink }));
  }));
}

/* What hangs over the end of a bar is cut off there, as on the page. */
function rect(drawing, box, fill, more = {}) {
  const { left, top, height } = box;
  const width = Math.min(box.width, (drawing.end || Infinity) - left);
  if (width <= 0 || height <= 0) return;
  drawing.nodes.push(svg("rect", { x: number(left - drawing.left), y: number(top - drawing.top), width: number(width), height: number(height), fill, ...more }));
}

/* The ground of a box: a colour, a hatching, or two halves. */
function ground(drawing, box, style) {
  const rx = Math.min(parseFloat(style.borderTopLeftRadius) || 0, box.width / 2, box.height / 2);
  if (!isUnseen(style.backgroundColor)) rect(drawing, box, style.backgroundColor, { rx });
  const image = style.backgroundImage;
  const colours = coloursIn(image);
  if (!colours.length) return;
  if (image.startsWith("repeating")) { rect(drawing, box, hatching(drawing, [colours[0], colours.at(-1)]), { rx }); return; }
  const across = image.includes("90deg");
  const half = across ? { ...box, width: box.width / 2 } : { ...box, height: box.height / 2 };
  rect(drawing, half, colours[0]);
  rect(drawing, across ? { ...half, left: box.left + half.width } : { ...half, top: box.top + half.height }, colours.at(-1));
}

const SIDES = [["Top", 0, 0, 1, 0], ["Right", 1, 0, 1, 1], ["Bottom", 0, 1, 1, 1], ["Left", 0, 0, 0, 1]];
function borders(drawing, box, style) {
  const width = (side) => (style[`border${side}Style`] === "none" || isUnseen(style[`border${side}Color`]) ? 0 : parseFloat(style[`border${side}Width`]));
  const widths = SIDES.map(([side]) => width(side));
  const dashes = (side) => ({ solid: null, dashed: "6 4", dotted: "2 2" })[style[`border${side}Style`]];
  const isRing = widths.every((one) => one && one === widths[0]);
  if (isRing) {
    const inset = widths[0] / 2;
    rect(drawing, { left: box.left + inset, top: box.top + inset, width: box.width - 2 * inset, height: box.height - 2 * inset }, "none",
      { stroke: style.borderTopColor, "stroke-width": widths[0], "stroke-dasharray": dashes("Top"), rx: Math.min(parseFloat(style.borderTopLeftRadius) || 0, box.height / 2) });
    return;
  }
  SIDES.forEach(([side, x1, y1, x2, y2], n) => {
    if (!widths[n] || box.width < 1 || box.height < 1) return;
    const at = (share, start, extent) => number(start + share * extent);
    const [left, top] = [box.left - drawing.left, box.top - drawing.top];
    drawing.nodes.push(svg("line", { x1: at(x1, left, box.width), y1: at(y1, top, box.height), x2: at(x2, left, box.width), y2: at(y2, top, box.height),
      stroke: style[`border${side}Color`], "stroke-width": widths[n], "stroke-dasharray": dashes(side) }));
  });
}

/* What stands before or behind a box without being an element of its own, where it has a place. */
function pseudo(drawing, node, which) {
  const style = getComputedStyle(node, which);
  if (style.content === "none" || style.position !== "absolute") return;
  const box = node.getBoundingClientRect();
  const [left, top, width, height] = ["left", "top", "width", "height"].map((name) => parseFloat(style[name]));
  if ([left, top, width, height].every(Number.isFinite)) ground(drawing, { left: box.left + left, top: box.top + top, width, height }, style);
}

/* A text by its lines, as the page has broken it. */
function linesOf(node) {
  const range = document.createRange();
  const lines = [];
  for (const { 0: word, index } of node.data.matchAll(/\S+\s*/g)) {
    range.setStart(node, index);
    range.setEnd(node, index + word.trimEnd().length);
    const boxes = range.getClientRects();
    const pieces = boxes.length > 1 ? [...word].map((letter, n, all) => [letter, index + all.slice(0, n).join("").length]).filter(([letter]) => letter.trim()) : [[word, index]];
    for (const [text, start] of pieces) {
      range.setStart(node, start);
      range.setEnd(node, start + text.trimEnd().length || start + 1);
      const box = range.getBoundingClientRect();
      const last = lines.at(-1);
      if (last && Math.abs(last.box.top - box.top) < 2) {
        last.text += text;
        last.box = { left: Math.min(last.box.left, box.left), right: Math.max(last.box.right, box.right), top: last.box.top, height: last.box.height };
        if (boxes.length > 1 && start + text.length === index + word.trimEnd().length) last.text += " ";
      } else lines.push({ text, box: { left: box.left, right: box.right, top: box.top, height: box.height } });
    }
  }
  return lines;
}
function textOf(drawing, node) {
  const style = getComputedStyle(node.parentElement);
  const isRight = style.direction === "rtl";
  for (const { text, box } of linesOf(node)) {
    if (!box.height) continue;
    const upper = style.textTransform === "uppercase" ? text.toUpperCase() : text;
    drawing.nodes.push(svg("text", {
      x: number((isRight ? box.right : box.left) - drawing.left), y: number(box.top + box.height * BASELINE - drawing.top), fill: style.color,
      "font-size": style.fontSize, "font-family": style.fontFamily, "font-weight": style.fontWeight === "400" ? null : style.fontWeight,
      "font-style": style.fontStyle === "normal" ? null : style.fontStyle, direction: isRight ? "rtl" : null,
      "text-decoration": style.textDecorationLine === "line-through" ? "line-through" : null,
    }, upper.trimEnd()));
  }
}

/* A drawing within the page, with the colours it has there. */
function inner(drawing, node) {
  const { left, top, width, height } = node.getBoundingClientRect();
  const copy = node.cloneNode(true);
  const parts = [...copy.querySelectorAll("*")];
  [...node.querySelectorAll("*")].forEach((part, n) => {
    const { fill, stroke, strokeWidth, strokeDasharray } = getComputedStyle(part);
    for (const [name, value] of [["fill", fill], ["stroke", stroke], ["stroke-width", strokeWidth], ["stroke-dasharray", strokeDasharray]]) {
      if (value && value !== "none" || name === "fill") parts[n].setAttribute(name, value);
    }
    parts[n].removeAttribute("class");
  });
  for (const [name, value] of [["x", left - drawing.left], ["y", top - drawing.top], ["width", width], ["height", height]]) copy.setAttribute(name, number(value));
  for (const name of ["class", "aria-hidden"]) copy.removeAttribute(name);
  drawing.nodes.push(copy);
}

function walkThrough(drawing, node) {
  if (node.nodeType === Node.TEXT_NODE) { if (node.data.trim()) textOf(drawing, node); return; }
  if (node.nodeType !== Node.ELEMENT_NODE || node.matches(LEFT_OUT) || !node.getClientRects().length) return;
  if (node.localName === "svg") { inner(drawing, node); return; }
  if (node.localName === "canvas") { image(drawing, node); return; }
  const style = getComputedStyle(node);
  const box = node.getBoundingClientRect();
  ground(drawing, box, style);
  borders(drawing, box, style);
  pseudo(drawing, node, "::before");
  pseudo(drawing, node, "::after");
  const isShut = node.localName === "details" && !node.open;
  drawing.end = node.matches(".bar, .bar *") ? node.closest(".bar").getBoundingClientRect().right : Infinity;
  for (const child of isShut ? node.querySelectorAll(":scope > summary") : node.childNodes) walkThrough(drawing, child);
}
function image(drawing, node) {
  const { left, top, width, height } = node.getBoundingClientRect();
  drawing.nodes.push(svg("image", { x: number(left - drawing.left), y: number(top - drawing.top), width, height, href: node.toDataURL() }));
}

/* Where this view is found again; of a file on a disk the name alone, which tells nobody whose disk. */
function addressInWords() {
  const { protocol, pathname, hash, href } = location;
  return protocol.startsWith("http") ? href : `${unescaped(pathname.split("/").pop() || "")}${hash}`;
}
function captionLines() {
  const told = filtersInWords();
  const filter = [told.studies.length && `Counting only ${listed(told.studies)}.`, told.claims.length && `Showing ${listed(told.claims)}.`,
    selection.search && `Search: ${selection.search}.`, selection.view === "balance" && selection.without.length && `Without ${listed(selection.without.map(nameOf))}.`].filter(Boolean).join(" ");
  return [`${views[selection.view].title}. ${filter || "No filter."}`];
}
function footLines() {
  const used = VERDICTS.filter((verdict) => claimsInView().some((id) => inView(id).verdict === verdict));
  return ["Bars: for | unknown | against; a block is a study, as wide as its weight; ● could not tell, ○ adds to no side.",
    `Verdicts: ${listed(used.map((verdict) => `${wordOf(verdict)} (${looks.verdicts[verdict].meaning})`))}.`,
    `Source: ${data.source}. ${data.licence ? `Licence: ${data.licence}. ` : ""}Taken ${new Date().toISOString().slice(0, 10)} from ${addressInWords()}`];
}

/* Lines broken where the picture ends, by the width of their letters. */
function broken(text, room) {
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = "13px Helvetica, Arial, sans-serif";
  const lines = [""];
  for (const word of text.split(" ")) {
    if (lines.at(-1) && pen.measureText(`${lines.at(-1)} ${word}`).width > room) lines.push("");
    for (const piece of word.match(/.{1,60}/gu) || [""]) {
      if (lines.at(-1) && pen.measureText(lines.at(-1) + piece).width > room) lines.push("");
      lines[lines.length - 1] += lines.at(-1) && piece === word.slice(0, piece.length) && !lines.at(-1).endsWith(" ") ? ` ${piece}` : piece;
    }
  }
  return lines;
}

function drawingOfView() {
  const frame = main.getBoundingClientRect();
  const drawing = canvasOf(frame);
  const theme = getComputedStyle(document.body);
  const width = Math.max(320, main.scrollWidth);
  const text = (lines, top, more) => lines.map((line, n) => svg("text", { x: MARGIN, y: top + n * 18, "font-size": 13, "font-family": "Helvetica, Arial, sans-serif", fill: theme.color, ...more }, line));
  const caption = captionLines().flatMap((line) => broken(line, width - 2 * MARGIN));
  const foot = footLines().flatMap((line) => broken(line, width - 2 * MARGIN));
  walkThrough(drawing, main);
  const head = 52 + caption.length * 18;
  const height = Math.ceil(head + main.scrollHeight + foot.length * 18 + MARGIN);
  return { width, height, node: svg("svg", { xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}` },
    svg("title", {}, `${titleOf()}`), hatchings(drawing), svg("rect", { width, height, fill: theme.backgroundColor }),
    text([data.title], 34, { "font-size": 20, "font-weight": 700, "font-family": "Georgia, serif" }), text(caption, 58),
    svg("g", { transform: `translate(0 ${head})` }, drawing.nodes), text(foot, head + main.scrollHeight + MARGIN)) };
}
const svgText = () => `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(drawingOfView().node)}\n`;

/* The drawing as pixels, twice as sharp as the page where that is not more than a browser can hold. */
function pngOf(done) {
  const { width, height, node } = drawingOfView();
  const scale = Math.min(SHARPER, MOST_PIXELS / width, MOST_PIXELS / height);
  const picture = new Image();
  picture.addEventListener("load", () => {
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    const pen = canvas.getContext("2d");
    pen.scale(scale, scale);
    pen.drawImage(picture, 0, 0);
    canvas.toBlob(done, "image/png");
  });
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(node))}`;
}
