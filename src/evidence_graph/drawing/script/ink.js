/* Colours of the style sheet, letters and shapes, for all that is drawn on the canvas. */
let colours = {};
function readColours() {
  const style = getComputedStyle(document.documentElement);
  const names = ["paper", "card", "region", "ink", "muted", "line", "control", "unknown", "wider",
    "stands", "premise", "conflict", ...looks.colours];
  colours = Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
}
const edgeColour = (kind) => colours[isStance(kind) ? looks.stances[kind].colour : extraOf(kind)];

const scale = () => network.getScale();
const type = (ctx, size, weight = 400) => { ctx.font = `${weight} ${size}px ${FONT}`; };

function rounded(ctx, box, radius) {
  ctx.beginPath();
  ctx.roundRect(box.left, box.top, box.width, box.height, radius);
}

/* Text on a halo of the ground, so that an edge behind it does not strike it through. */
function haloed(ctx, text, x, y, room = 1e4) {
  ctx.lineJoin = "round";
  ctx.strokeText(text, x, y, room);
  ctx.fillText(text, x, y, room);
}

/* Breaks a text for the size at which it is drawn; zoomed in, the whole statement finds room. */
const broken = new Map();
function lines(ctx, id, text, size, room, most) {
  const key = `${id} ${size.toFixed(1)}`;
  if (broken.has(key)) return broken.get(key);
  const rows = [];
  let row = "";
  for (const word of text.split(/\s+/)) {
    const longer = row ? `${row} ${word}` : word;
    if (row && ctx.measureText(longer).width > room) { rows.push(row); row = word; } else row = longer;
  }
  rows.push(row);
  const kept = rows.slice(0, most);
  if (rows.length > most) kept[most - 1] += "…";
  if (broken.size > 4000) broken.clear();
  broken.set(key, kept);
  return kept;
}

/* A mark of that radius: its corners, or else a disc. */
function outline(ctx, { corners, disc }, x, y, r) {
  if (corners) return polygon(ctx, x, y, corners.map(([dx, dy]) => [dx * r, dy * r]));
  return ctx.arc(x, y, disc * r, 0, 2 * Math.PI);
}

function polygon(ctx, x, y, corners) {
  corners.forEach(([dx, dy], n) => (n ? ctx.lineTo(x + dx, y + dy) : ctx.moveTo(x + dx, y + dy)));
  ctx.closePath();
}
