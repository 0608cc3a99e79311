/* The view as a picture: all that the canvas shows, drawn anew on another context. */
const SHARPER = 2;
const frameOf = () => [byId("canvas").clientWidth, byId("canvas").clientHeight];

/* vis-network draws its edges itself; everything else is drawn by the functions above. */
function drawView(ctx) {
  const [from, to] = [network.DOMtoCanvas({ x: 0, y: 0 }), network.DOMtoCanvas({ x: frameOf()[0], y: frameOf()[1] })];
  const seen = ({ box }) => box.left < to.x && box.left + box.width > from.x && box.top < to.y && box.top + box.height > from.y;
  drawRegions(ctx);
  drawLines(ctx);
  for (const edge of Object.values(network.body.edges)) {
    ctx.save();
    edge.draw(ctx);
    edge.drawArrows(ctx);
    ctx.restore();
  }
  for (const node of nodes.values()) {
    if (!seen(node)) continue;
    ctx.save();
    renderer({ ctx, id: node.id }).drawNode();
    ctx.restore();
  }
  if (asCards()) inkCards(ctx);
}

/* Where the corner of the view stands when all is drawn at its scale. */
const corner = () => network.canvasToDOM({ x: 0, y: 0 });

function drawPng(done) {
  const [width, height] = frameOf();
  const sheet = document.createElement("canvas");
  [sheet.width, sheet.height] = [width * SHARPER, height * SHARPER];
  const ctx = sheet.getContext("2d");
  const { x, y } = corner();
  ctx.fillStyle = colours.paper;
  ctx.fillRect(0, 0, sheet.width, sheet.height);
  ctx.setTransform(SHARPER * scale(), 0, 0, SHARPER * scale(), SHARPER * x, SHARPER * y);
  drawView(ctx);
  sheet.toBlob(done, "image/png");
}

function svgText() {
  const [width, height] = frameOf();
  const ctx = new Vector(width, height);
  const { x, y } = corner();
  const title = ctx.made("title", {});
  title.textContent = lettered(data.title);
  ctx.svg.prepend(title);
  ctx.fillStyle = colours.paper;
  ctx.fillRect(0, 0, width, height);
  ctx.move(x, y, scale());
  drawView(ctx);
  return ctx.source;
}
