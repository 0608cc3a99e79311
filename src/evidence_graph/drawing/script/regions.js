/* The grounds of the topics: their names, and from afar a card with a sign for each claim. */
const within = (at, box) =>
  at.x > box.left && at.x < box.left + box.width && at.y > box.top && at.y < box.top + box.height;
const members = new Map(data.regions.map((region) => [region, []]));
for (const id of Object.keys(claims)) {
  const home = data.regions.find((region) => region.topic === claims[id].topic && within(nodes.get(id), region));
  if (home) members.get(home).push(id);
}
for (const ids of members.values()) ids.sort((a, b) => VERDICTS.indexOf(standing(a).verdict) - VERDICTS.indexOf(standing(b).verdict));

const emptied = (region) => region.topic !== "" && !state.topics.has(region.topic);

/* Names keep their size on the screen as long as their band holds them; further out a topic is a card. */
const asCards = () => measures.heading * 0.8 * scale() < 10;
function drawRegions(ctx) {
  ctx.save();
  for (const region of data.regions) {
    ground(ctx, region);
    if (asCards()) continue;
    if (region.bareTop !== null && state.bareTopics.has(region.topic)) nameBare(ctx, region);
    nameRegion(ctx, region);
  }
  ctx.restore();
}

function ground(ctx, region) {
  rounded(ctx, region, 12);
  ctx.fillStyle = colours.region;
  ctx.globalAlpha = emptied(region) ? 0.35 : 1;
  ctx.fill();
}

function nameRegion(ctx, region) {
  const size = Math.max(Math.min(24, 19 / scale()), Math.min(14 / scale(), measures.heading * 0.8));
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.fillStyle = colours.ink;
  const room = region.width - 24;
  const middle = region.top + Math.max(measures.heading * 0.56, size * 0.6);
  const label = named(ctx, region.label, size, room);
  ctx.fillText(label, region.left + 14, middle, room);
  const wide = ctx.measureText(label).width;
  type(ctx, size * 0.72);
  const text = `${region.claims} ${region.claims === 1 ? "claim" : "claims"}`;
  ctx.fillStyle = colours.muted;
  if (region.claims && wide + ctx.measureText(text).width + size < room) {
    ctx.fillText(text, region.left + 14 + wide + size * 0.5, middle + size * 0.06, room);
  }
}
const serif = (ctx, size) => { ctx.font = `700 ${size}px Georgia, "Times New Roman", "Liberation Serif", serif`; };
function named(ctx, label, size, room) {
  serif(ctx, size);
  return lines(ctx, `region ${label}`, label, size, room, 1)[0];
}

/* From afar the cards stay the same while the map is moved about: they are drawn once and then shown. */
const MOST_PIXELS = 8e6;
let sheet = null;
function drawCards(ctx) {
  if (!asCards()) return;
  const { a: dot, e, f } = ctx.getTransform();
  const [wide, high] = [Math.ceil(all.width * dot), Math.ceil(all.height * dot)];
  if (!crowded || wide * high > MOST_PIXELS) { inkCards(ctx); return; }
  if (!sheet || sheet.shown !== state.shown || sheet.paper !== colours.paper) sheet = cardSheet(wide, high, dot);
  if (sheet.dot !== dot) sharpenSoon();
  ctx.save();
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.drawImage(sheet.canvas, Math.round(e + all.left * dot), Math.round(f + all.top * dot), wide, high);
  ctx.restore();
}
function cardSheet(wide, high, dot) {
  const canvas = new OffscreenCanvas(wide, high);
  const ink = canvas.getContext("2d");
  ink.setTransform(dot, 0, 0, dot, -all.left * dot, -all.top * dot);
  inkCards(ink);
  return { canvas, dot, shown: state.shown, paper: colours.paper };
}

/* While the map comes nearer or goes away its cards are stretched; when it rests they are drawn anew. */
let resting = 0;
function sharpenSoon() {
  clearTimeout(resting);
  resting = setTimeout(() => { sheet = null; network.redraw(); }, 150);
}

/* The name of each topic, and a sign for each claim, those with a verdict first. */
function inkCards(ctx) {
  ctx.save();
  for (const region of data.regions) {
    ground(ctx, region);
    const size = Math.min(12 / scale(), region.height / 2.4);
    const room = region.width - size;
    ctx.fillStyle = colours.ink;
    ctx.textAlign = "left";
    ctx.textBaseline = "middle";
    serif(ctx, size);
    const rows = lines(ctx, `card ${region.label}`, region.label, size, room, Math.max(1, Math.floor(region.height / size / 1.2) - 1));
    rows.forEach((row, n) => ctx.fillText(row, region.left + size * 0.5, region.top + size * (0.85 + 1.1 * n), room));
    drawTally(ctx, region, region.top + size * (0.6 + 1.1 * rows.length), size);
  }
  ctx.restore();
}

/* The signs are as large as names, smaller where there is no room for all, and larger on a crowded map. */
function drawTally(ctx, region, top, size) {
  const ids = members.get(region).filter(visible);
  const [wide, high] = [region.width - size * 0.6, region.top + region.height - top];
  // No sign is higher than what the name leaves free, or a low card would have none.
  const room = Math.min(high, 0.95 * Math.sqrt(Math.max(0, wide * high) / Math.max(1, ids.length)));
  const step = Math.max(size * 0.3, Math.min(size * (crowded ? 2.2 : 0.95), room));
  const across = Math.max(1, Math.floor(wide / step));
  const most = across * Math.max(0, Math.floor(high / step));
  ids.slice(0, most).forEach((id, n) => {
    const look = looks.verdicts[standing(id).verdict];
    ctx.globalAlpha = dimmed(id) ? 0.25 : 1;
    ctx.fillStyle = colours[look.from_afar];
    ctx.strokeStyle = colours.muted;
    const [x, y] = [region.left + size * 0.5 + step * (n % across + 0.5), top + step * (Math.floor(n / across) + 0.5)];
    if (!look.both) return drawSign(ctx, look, x, y, step * 0.4);
    return drawHalves(ctx, x, y, step * 0.42);
  });
}

function nameBare(ctx, region) {
  const band = measures.bare[2];
  const size = Math.min(band * 0.82, Math.max(Math.min(11, 13 / scale()), 10 / scale()));
  type(ctx, size);
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.fillStyle = colours.muted;
  ctx.fillText(region.caption, region.left + 14, region.bareTop + band * 0.56, region.width - 28);
}
