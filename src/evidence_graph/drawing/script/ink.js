/* How claims, studies and articles look on the canvas, in the colours of the style sheet. */
let colours = {};
function readColours() {
  const style = getComputedStyle(document.documentElement);
  const names = ["paper", "card", "region", "ink", "muted", "line", "control", "supports", "opposes", "qualifies",
    "background", "supports-tint", "opposes-tint", "qualifies-tint", "stands", "premise", "conflict"];
  colours = Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
}
const edgeColour = (kind) => colours[STANDS.includes(kind) ? "stands" : kind];

const scale = () => network.getScale();
const type = (ctx, size, weight = 400) => { ctx.font = `${weight} ${size}px ${FONT}`; };

function rounded(ctx, box, radius) {
  ctx.beginPath();
  ctx.roundRect(box.left, box.top, box.width, box.height, radius);
}

/* Text on a halo of the ground, so that an edge behind it does not strike it through. */
function haloed(ctx, text, x, y, room) {
  ctx.lineJoin = "round";
  ctx.strokeText(text, x, y, room);
  ctx.fillText(text, x, y, room);
}

/* How each study's weight of one falls to the stances, shared among its readers. */
const balances = new Map();
function balance(id) {
  if (!balances.has(id)) {
    const sum = { supports: 0, opposes: 0, qualifies: 0, background: 0 };
    for (const study of claims[id].studies || []) {
      for (const line of study.lines) sum[line.stance] += 1 / study.lines.length;
    }
    balances.set(id, sum);
  }
  return balances.get(id);
}

/* The tint of a claim: the side that has at least twice the other, both when neither has. */
function tints(id) {
  const { supports, opposes, qualifies } = balance(id);
  if (supports + opposes === 0) return qualifies ? ["qualifies", "qualifies"] : [null, null];
  if (supports >= 2 * opposes) return ["supports", "supports"];
  return opposes >= 2 * supports ? ["opposes", "opposes"] : ["supports", "opposes"];
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

function statement(ctx, node, size, leading, inset, room) {
  const { box } = node;
  const now = Math.min(size, 14 / scale());
  type(ctx, now);
  const step = Math.max(now * 1.22, now * leading / size);
  const most = Math.floor(room / step);
  const text = now < size ? lines(ctx, node.id, nameOf(node.id), now, box.width - 2 * inset, most) : node.lines;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  text.forEach((line, n) => ctx.fillText(line, box.left + inset, box.top + inset + step * (n + 0.5), box.width - 2 * inset));
}

function drawClaim(ctx, node) {
  const [size, leading, inset, band] = measures.claim;
  const { box, id } = node;
  const chosen = state.selected === id;
  rounded(ctx, box, 7);
  ctx.fillStyle = colours.card;
  ctx.fill();
  const [left, right] = tints(id);
  if (left) {
    const blend = ctx.createLinearGradient(box.left, 0, box.left + box.width, 0);
    blend.addColorStop(0.35, colours[`${left}-tint`]);
    blend.addColorStop(0.65, colours[`${right}-tint`]);
    ctx.fillStyle = blend;
    ctx.fill();
  }
  ctx.lineWidth = Math.max(chosen ? 4 : 1.5, (chosen ? 3 : 0.8) / scale());
  ctx.strokeStyle = chosen ? colours.ink : colours.control;
  ctx.stroke();
  ctx.fillStyle = colours.ink;
  statement(ctx, node, size, leading, inset, box.height - band - inset);
  drawBalance(ctx, node, inset, band);
}

/* The foot of a claim: a bar of its stances, and their numbers with signs, in words when there is room. */
function drawBalance(ctx, { id, box }, inset, band) {
  const sum = balance(id);
  const total = STANCES.reduce((all, stance) => all + sum[stance], 0);
  const room = box.width - 2 * inset;
  const thick = 8;
  const foot = box.top + box.height - 8;
  let x = box.left + inset;
  for (const stance of STANCES) {
    const wide = (room * sum[stance]) / total;
    ctx.fillStyle = colours[stance];
    if (wide) ctx.fillRect(x, foot - thick, Math.max(1, wide - 2), thick);
    x += wide;
  }
  const size = Math.max(10, Math.min(24, 13 / scale()));
  const counts = STANCES.filter((stance) => claims[id].counts[stance]);
  const words = claims[id].counted.split(" · ");
  type(ctx, size, 700);
  const long = ctx.measureText(words.join("   ")).width <= room;
  const texts = long ? words : counts.map((stance) => `${SIGNS[stance]}${claims[id].counts[stance]}`);
  ctx.textBaseline = "alphabetic";
  x = box.left + inset;
  counts.forEach((stance, n) => {
    ctx.fillStyle = stance === "background" ? colours.muted : colours[stance];
    ctx.fillText(texts[n], x, foot - thick - 6, room);
    x += ctx.measureText(texts[n]).width + size * 0.75;
  });
}

/* A claim without a study is a line of a list; too small to read, it is greeked as printers do it. */
function drawBare(ctx, node) {
  const [size, bullet] = measures.bare;
  const { box, x, y } = node;
  const chosen = state.selected === node.id;
  if (chosen) {
    rounded(ctx, box, 4);
    ctx.fillStyle = colours.card;
    ctx.strokeStyle = colours.ink;
    ctx.lineWidth = 2 / scale();
    ctx.fill();
    ctx.stroke();
  }
  const now = Math.min(size, 13 / scale());
  type(ctx, now);
  ctx.fillStyle = chosen ? colours.ink : colours.muted;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  const room = box.width - bullet;
  const [text] = now < size ? lines(ctx, node.id, nameOf(node.id), now, room, 1) : node.lines;
  if (size * scale() < 5.5) {
    ctx.globalAlpha *= 0.35;
    ctx.fillRect(box.left + bullet / 2, y - size * 0.16, Math.min(room, ctx.measureText(text).width), size * 0.32);
    return;
  }
  ctx.beginPath();
  ctx.arc(x, y, 2.2, 0, 2 * Math.PI);
  ctx.fill();
  ctx.fillText(text, box.left + bullet, y, room);
}

const SHAPES = {
  trial: (ctx, x, y, r) => ctx.arc(x, y, r, 0, 2 * Math.PI),
  review: (ctx, x, y, r) => polygon(ctx, x, y, [[0, -1.35 * r], [1.35 * r, 0], [0, 1.35 * r], [-1.35 * r, 0]]),
  observational: (ctx, x, y, r) => ctx.rect(x - 0.9 * r, y - 0.9 * r, 1.8 * r, 1.8 * r),
  laboratory: (ctx, x, y, r) => polygon(ctx, x, y, [[0, -1.2 * r], [1.2 * r, 0.95 * r], [-1.2 * r, 0.95 * r]]),
};
function polygon(ctx, x, y, corners) {
  corners.forEach(([dx, dy], n) => (n ? ctx.lineTo(x + dx, y + dy) : ctx.moveTo(x + dx, y + dy)));
  ctx.closePath();
}

function drawWork(ctx, node) {
  const [size, leading, marker] = measures.work;
  const near = state.selected !== null && state.near.has(node.id);
  const radius = Math.max(marker * 0.8, 2.6 / scale());
  const shape = SHAPES[node.family];
  ctx.beginPath();
  (shape || SHAPES.trial)(ctx, node.x, node.y, radius);
  ctx.fillStyle = shape ? colours.ink : colours.paper;
  ctx.fill();
  ctx.lineWidth = Math.max(1, 1 / scale());
  ctx.strokeStyle = shape ? colours.paper : colours.ink;
  ctx.stroke();
  if (state.selected === node.id) ring(ctx, node, radius * 2);
  if (scale() < 0.62 && !near) return;
  const now = Math.max(Math.min(size, 12 / scale()), (near ? 9 : 8) / scale());
  labelWork(ctx, node, now, Math.max(leading * now / size, now * 1.15));
}

function ring(ctx, { x, y }, radius) {
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, 2 * Math.PI);
  ctx.lineWidth = 2.5 / scale();
  ctx.strokeStyle = colours.ink;
  ctx.stroke();
}

function labelWork(ctx, node, size, leading) {
  const { side, box, x, y } = node;
  const marker = measures.work[2];
  type(ctx, size, state.selected === node.id ? 700 : 400);
  ctx.textBaseline = "middle";
  ctx.textAlign = { left: "right", right: "left", below: "center" }[side];
  ctx.fillStyle = colours.ink;
  ctx.strokeStyle = colours[side === "below" ? "paper" : "region"];
  ctx.lineWidth = size * 0.4;
  const at = { left: x - marker - 4, right: x + marker + 4, below: x }[side];
  const top = side === "below" ? y + marker + 2 : y - (leading * node.lines.length) / 2;
  const room = Math.max(box.width, (box.width * size) / measures.work[0]);
  node.lines.forEach((line, n) => haloed(ctx, line, at, top + leading * (n + 0.5), room));
}

function drawArticle(ctx, node) {
  const chosen = state.selected === node.id;
  rounded(ctx, node.box, node.box.height / 2);
  ctx.fillStyle = chosen ? colours.ink : colours.paper;
  ctx.fill();
  ctx.lineWidth = Math.max(2, 1 / scale());
  ctx.strokeStyle = colours.ink;
  ctx.stroke();
  type(ctx, Math.min(24, Math.max(Math.min(20, 15 / scale()), 11 / scale())), 700);
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillStyle = chosen ? colours.paper : colours.ink;
  ctx.fillText(node.lines[0], node.x, node.y, node.box.width - 16);
}
