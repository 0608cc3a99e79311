/* How claims look on the canvas: a box with its verdict, or a line of a list. */

function statement(ctx, node, size, inset, room) {
  const leading = measures.claim[1];
  const { box } = node;
  const now = Math.min(size, 14 / scale());
  type(ctx, now);
  const step = Math.max(now * 1.22, now * leading / size);
  const most = Math.floor(room / step);
  const left = box.left + measures.strip + inset;
  const wide = box.left + box.width - inset - left;
  const text = now < size ? lines(ctx, node.id, nameOf(node.id), now, wide, most) : node.lines;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  text.forEach((line, n) => ctx.fillText(line, left, box.top + inset + step * (n + 0.5), wide));
}

function drawClaim(ctx, node) {
  const [size, , inset, band] = measures.claim;
  const { box, id } = node;
  const chosen = state.selected === id;
  const look = looks.verdicts[standing(id).verdict];
  rounded(ctx, box, 7);
  ctx.fillStyle = tint(ctx, box, look.ground);
  ctx.fill();
  drawVerdict(ctx, box, look);
  rounded(ctx, box, 7);
  ctx.lineWidth = Math.max(chosen ? 4 : 1.5, (chosen ? 3 : 0.8) / scale());
  ctx.strokeStyle = chosen ? colours.ink : colours.control;
  ctx.stroke();
  ctx.fillStyle = colours.ink;
  statement(ctx, node, size, inset, box.height - band - inset);
  drawFoot(ctx, node, inset);
}

function tint(ctx, { left, width }, [from, to]) {
  if (from === to) return colours[from];
  const blend = ctx.createLinearGradient(left, 0, left + width, 0);
  blend.addColorStop(0.35, colours[from]);
  blend.addColorStop(0.65, colours[to]);
  return blend;
}

/* The strip at the left of a claim says its verdict, by shape and by colour. */
function drawVerdict(ctx, { left, top, height }, look) {
  const wide = measures.strip;
  const [upper, lower] = look.strip;
  ctx.beginPath();
  ctx.roundRect(left, top, wide, height, [7, 0, 0, 7]);
  ctx.fillStyle = colours[upper];
  ctx.fill();
  if (lower !== upper) {
    ctx.beginPath();
    ctx.roundRect(left, top + height / 2, wide, height / 2, [0, 0, 0, 7]);
    ctx.fillStyle = colours[lower];
    ctx.fill();
  }
  ctx.fillStyle = colours[look.ink];
  ctx.strokeStyle = colours[look.ink];
  drawSign(ctx, look, left + wide / 2, top + height / 2, wide * 0.34);
}

function drawSign(ctx, { outline: mark }, x, y, r) {
  ctx.beginPath();
  outline(ctx, mark, x, y, r);
  if (!mark.dashed) return ctx.fill();
  ctx.setLineDash([r * 0.45, r * 0.34]);
  ctx.lineWidth = r * 0.3;
  ctx.stroke();
  return ctx.setLineDash([]);
}

/* The sign of a claim that neither side wins, in the colours of both. */
function drawHalves(ctx, x, y, r) {
  const [left, right] = looks.sides;
  ctx.fillStyle = colours[left.colour];
  ctx.beginPath();
  polygon(ctx, x, y, [[-r, 0], [0, -r], [0, r]]);
  ctx.fill();
  ctx.fillStyle = colours[right.colour];
  ctx.beginPath();
  polygon(ctx, x, y, [[r, 0], [0, -r], [0, r]]);
  ctx.fill();
}

/* The foot of a claim: from the left what is for it, from the right what is against, unknown between;
   above it the numbers of its studies, in words when there is room, and the verdict when there is more. */
function drawFoot(ctx, { id, box }, inset) {
  const left = box.left + measures.strip + inset;
  const right = box.left + box.width - inset;
  const foot = box.top + box.height - 8;
  drawShares(ctx, { left, top: foot - 8, width: right - left, height: 8 }, standing(id));
  const size = Math.max(10, Math.min(24, 13 / scale()));
  const counts = HEADINGS.filter((name) => claims[id].counts[name]);
  const words = claims[id].counted.split(" · ");
  type(ctx, size, 700);
  const measure = (texts) => texts.reduce((sum, text) => sum + ctx.measureText(text).width + size * 0.75, 0);
  const texts = measure(words) <= right - left ? words : counts.map((name) => `${looks.headings[name].sign}${claims[id].counts[name]}`);
  ctx.textBaseline = "alphabetic";
  let x = left;
  counts.forEach((name, n) => {
    ctx.fillStyle = colours[looks.headings[name].ink];
    ctx.fillText(texts[n], x, foot - 14, right - left);
    x += ctx.measureText(texts[n]).width + size * 0.75;
  });
  if (size < 24) nameVerdict(ctx, standing(id), x, right, foot - 14);
}

function nameVerdict(ctx, { verdict, certainty }, left, right, y) {
  const { word } = looks.verdicts[verdict];
  const text = [...(certainty ? [`${word}, ${certainty} certainty`] : []), word].find((words) => ctx.measureText(words).width <= right - left);
  if (!text) return;
  ctx.textAlign = "right";
  ctx.fillStyle = colours.ink;
  ctx.fillText(text, right, y);
}

function drawShares(ctx, { left, top, width, height }, { support, opposition }) {
  const [first, second] = looks.sides;
  ctx.fillStyle = colours.unknown;
  ctx.fillRect(left, top, width, height);
  ctx.fillStyle = colours[first.colour];
  ctx.fillRect(left, top, width * support, height);
  ctx.fillStyle = colours[second.colour];
  ctx.fillRect(left + width * (1 - opposition), top, width * opposition, height);
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
