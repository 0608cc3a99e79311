/* How works and articles look on the canvas. */
/* A filled mark has the area of its participants, a hollow one does not know them; ink is what the
   articles cite, grey the wider literature. */
const radiusOf = (id) => marks[id].r || measures.work[2] * 0.8;
const inkOf = (id) => colours[marks[id].cited ? "ink" : "wider"];
function drawWork(ctx, node) {
  const [size, leading] = measures.work;
  const near = centre() !== null && state.near.has(node.id) && (state.steps === 1 || scale() >= 0.5);
  const radius = Math.max(radiusOf(node.id), 2.2 / scale());
  const known = marks[node.id].r !== undefined;
  ctx.beginPath();
  outline(ctx, looks.families[node.family].outline, node.x, node.y, radius);
  ctx.fillStyle = known ? inkOf(node.id) : colours.paper;
  ctx.fill();
  ctx.lineWidth = known ? Math.max(1, 1 / scale()) : Math.max(1.3, 1.3 / scale());
  ctx.strokeStyle = known ? colours.paper : inkOf(node.id);
  ctx.stroke();
  if (state.selected === node.id) ring(ctx, node, radius * 1.5 + 3);
  drawDoubt(ctx, node, radius);
  if (scale() < 0.62 && !near) return;
  const now = Math.max(Math.min(size, 12 / scale()), (near ? 9 : 8) / scale());
  labelWork(ctx, node, now, Math.max(leading * now / size, now * 1.15));
}

/* What is retracted, disputed or corrected warns with "!" at any size; what nobody confirmed asks "?" when near. */
function drawDoubt(ctx, { id, x, y, side }, radius) {
  const doubt = doubtOf(id);
  if (!doubt || (doubt === "?" && scale() < 0.62)) return;
  const size = Math.max(10, 9 / scale());
  type(ctx, size, 700);
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillStyle = colours[doubt === "!" ? "vermilion" : "muted"];
  ctx.strokeStyle = colours.paper;
  ctx.lineWidth = size * 0.3;
  haloed(ctx, doubt, x + (side === "right" ? -1 : 1) * (radius + size * 0.1), y - radius);
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
  const marker = Math.max(measures.work[2], radiusOf(node.id) * 1.2);
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
