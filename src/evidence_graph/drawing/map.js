/* The evidence map: draws on vis-network's canvas and keeps list, map and panel on the same thing.

   Nothing here turns data into HTML: every word goes through a text node, and the only addresses are
   those of the data's own links, checked again for http(s). Places and labels come from the page. */
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const { claims, works, articles, measures } = data;
  const byId = (id) => document.getElementById(id);
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const small = matchMedia("(max-width: 720px)");
  const night = matchMedia("(prefers-color-scheme: dark)");

  const STANCES = ["supports", "opposes", "qualifies", "background"];
  const SIGNS = { supports: "+", opposes: "−", qualifies: "~", background: "·" };
  const GROUPS = { supports: "For", opposes: "Against", qualifies: "Qualifying", background: "Background" };
  const STANDS = ["asserts", "denies", "reports"];
  const STOOD = { asserts: "Asserted by", denies: "Denied by", reports: "Reported by" };
  const FONT = '"Helvetica Neue", Helvetica, Arial, "Liberation Sans", sans-serif';

  const nodes = new Map(data.network.nodes.map((node) => [node.id, node]));
  const edges = data.network.edges;
  const touching = new Map([...nodes.keys()].map((id) => [id, []]));
  for (const edge of edges) {
    touching.get(edge.from).push(edge);
    touching.get(edge.to).push(edge);
  }

  const state = {
    selected: null, query: [], stances: new Set(STANCES), topic: "", article: "", extras: new Set(),
    shown: new Set(nodes.keys()), near: new Set(), edges: new Set(),
  };

  /* ---- Words ------------------------------------------------------------------------------------ */

  /* Small letters without accents, so that "garcia" finds García. */
  const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  const haystacks = new Map();
  for (const [id, claim] of Object.entries(claims)) {
    haystacks.set(id, folded([claim.statement, claim.topicLabel, claim.words].join(" | ")));
  }
  for (const [id, work] of Object.entries(works)) {
    haystacks.set(id, folded([id, work.label, work.title, work.source, ...(work.authors || [])].join(" | ")));
  }
  for (const [id, article] of Object.entries(articles)) {
    haystacks.set(id, folded([id, article.title].join(" | ")));
  }
  const hit = (id) => state.query.every((word) => haystacks.get(id).includes(word));

  const nameOf = (id) => (claims[id] || {}).statement || (works[id] || {}).label || (articles[id] || {}).title || id;

  /* ---- What is shown ---------------------------------------------------------------------------- */

  const isStance = (kind) => STANCES.includes(kind);
  const extraOf = (kind) => (STANDS.includes(kind) ? "stands" : kind);

  function passes(id) {
    const claim = claims[id];
    if (state.topic && claim.topic !== state.topic) return false;
    if (state.article && !(claim.stands || []).some((s) => s.article === state.article)) return false;
    if (state.stances.size === STANCES.length) return true;
    return STANCES.some((stance) => state.stances.has(stance) && claim.counts[stance]);
  }

  /* The claims that pass the filters and have the words sought, in themselves or in one of their works;
     the works beside them; and the articles. */
  function sift() {
    const shown = new Set();
    for (const id of Object.keys(claims)) {
      const said = (claims[id].studies || []).some((study) => hit(study.work));
      if (passes(id) && (hit(id) || said)) shown.add(id);
    }
    for (const id of Object.keys(works)) {
      const judged = touching.get(id).filter((edge) => isStance(edge.kind));
      const beside = judged.filter((edge) => state.stances.has(edge.kind) && shown.has(edge.to));
      const free = judged.length === 0 && !state.topic && !state.article;
      if (hit(id) ? beside.length || free : beside.some((edge) => hit(edge.to))) shown.add(id);
    }
    for (const id of Object.keys(articles)) {
      if (!state.article || state.article === id) shown.add(id);
    }
    state.shown = shown;
  }

  /* The selected thing and all that is linked to it; an edge that is off by default shows at its ends. */
  function focus() {
    const { selected, shown } = state;
    state.near = new Set(selected ? [selected] : []);
    state.edges = new Set();
    for (const edge of edges) {
      const mine = edge.from === selected || edge.to === selected;
      const wanted = isStance(edge.kind) ? state.stances.has(edge.kind) : mine || state.extras.has(extraOf(edge.kind));
      if (!wanted || !(mine || (shown.has(edge.from) && shown.has(edge.to)))) continue;
      state.edges.add(edge.id);
      if (mine) state.near.add(edge.from).add(edge.to);
    }
  }

  const visible = (id) => state.shown.has(id) || state.near.has(id);
  const dimmed = (id) => state.selected !== null && !state.near.has(id);

  /* ---- Drawing ---------------------------------------------------------------------------------- */

  let colours = {};
  function readColours() {
    const style = getComputedStyle(document.documentElement);
    const names = ["paper", "card", "region", "ink", "muted", "line", "control", "supports", "opposes", "qualifies",
      "background", "supports-tint", "opposes-tint", "qualifies-tint", "stands", "premise", "conflict"];
    colours = Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
  }
  const edgeColour = (kind) => colours[STANDS.includes(kind) ? "stands" : kind];

  let network = null;
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
    ctx.lineWidth = Math.max(1, (state.selected === node.id ? 3 : 1) / scale());
    ctx.strokeStyle = shape ? colours.paper : colours.ink;
    if (state.selected === node.id) ctx.strokeStyle = colours.conflict;
    ctx.stroke();
    if (size * scale() < 6.4 && !near) return;
    const now = near ? Math.max(Math.min(size, 12 / scale()), 9 / scale()) : Math.min(size, 12 / scale());
    labelWork(ctx, node, now, Math.max(leading * now / size, now * 1.15));
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
    type(ctx, Math.min(24, Math.max(20, 11 / scale())), 700);
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.fillStyle = chosen ? colours.paper : colours.ink;
    ctx.fillText(node.lines[0], node.x, node.y, node.box.width - 16);
  }

  /* vis-network asks this for each node; what has labels beside it draws them itself. */
  function renderer({ ctx, id }) {
    const node = nodes.get(id);
    const draw = { claim: claims[id] && claims[id].studies ? drawClaim : drawBare, citation: drawWork, article: drawArticle };
    const dimensions = node.group === "citation" ? { width: 8, height: 8 } : { width: node.box.width, height: node.box.height };
    return {
      drawNode() {
        if (!visible(id)) return;
        ctx.globalAlpha = dimmed(id) ? 0.2 : 1;
        draw[node.group](ctx, node);
      },
      nodeDimensions: dimensions,
    };
  }

  /* Names keep their size on the screen when the map gets small; then they may leave their band. */
  function drawRegions(ctx) {
    for (const region of data.regions) {
      rounded(ctx, region, 12);
      ctx.fillStyle = colours.region;
      ctx.fill();
      if (region.bareTop !== null) nameBare(ctx, region);
      if (15 / scale() <= measures.heading) nameRegion(ctx, region);
    }
  }
  function drawNames(ctx) {
    if (15 / scale() > measures.heading) data.regions.forEach((region) => nameRegion(ctx, region));
  }

  function nameRegion(ctx, region) {
    const size = Math.max(24, (small.matches ? 12 : 14) / scale());
    ctx.font = `700 ${size}px Georgia, "Times New Roman", "Liberation Serif", serif`;
    ctx.textAlign = "left";
    ctx.textBaseline = "middle";
    ctx.fillStyle = colours.ink;
    ctx.strokeStyle = colours.region;
    ctx.lineWidth = size / 3;
    const room = region.width - 24;
    const rows = lines(ctx, `region ${region.topic}`, region.label, size, room, 3);
    const middle = Math.max(measures.heading * 0.56, size * 0.7);
    rows.forEach((row, n) => haloed(ctx, row, region.left + 14, region.top + middle + n * size * 1.1, room));
    const wide = ctx.measureText(rows[0]).width;
    type(ctx, size * 0.72);
    const text = `${region.claims} ${region.claims === 1 ? "claim" : "claims"}`;
    ctx.fillStyle = colours.muted;
    if (region.claims && rows.length === 1 && wide + ctx.measureText(text).width + size < room) {
      haloed(ctx, text, region.left + 14 + wide + size * 0.5, region.top + middle + size * 0.06, room);
    }
  }

  function nameBare(ctx, region) {
    const band = measures.bare[2];
    const size = Math.min(band * 0.82, Math.max(11, 10 / scale()));
    type(ctx, size);
    ctx.textAlign = "left";
    ctx.textBaseline = "middle";
    ctx.fillStyle = colours.muted;
    const all = region.bare === region.claims;
    const text = `${all ? "None has" : `${region.bare} without`} a study on record`;
    ctx.fillText(text, region.left + 14, region.bareTop + band * 0.56, region.width - 28);
  }

  function paintEdges() {
    const { selected } = state;
    data.sets.edges.update(edges.map((edge) => {
      const mine = edge.from === selected || edge.to === selected;
      const opacity = selected ? (mine ? 1 : 0.1) : 0.8;
      const width = mine && isStance(edge.kind) ? Math.max(edge.width, 2) * 1.3 : edge.width;
      return { id: edge.id, hidden: !state.edges.has(edge.id), color: { color: edgeColour(edge.kind), opacity }, width };
    }));
  }

  /* ---- The map ---------------------------------------------------------------------------------- */

  const bounds = (ids) => {
    const boxes = [...ids].map((id) => nodes.get(id).box);
    if (ids === whole) boxes.push(...data.regions);
    const left = Math.min(...boxes.map((box) => box.left));
    const top = Math.min(...boxes.map((box) => box.top));
    return {
      left, top,
      width: Math.max(...boxes.map((box) => box.left + box.width)) - left,
      height: Math.max(...boxes.map((box) => box.top + box.height)) - top,
    };
  };
  const whole = [...nodes.keys()];
  let overview = true;

  /* Shows *box*; when it does not fit at the *least* scale, what is round *centre*, inside the map. */
  function look(box, { least = 0, most = 1.4, centre = null, moving = true } = {}) {
    const stage = byId("canvas");
    const foot = small.matches ? 56 : 20;
    const wanted = Math.min((stage.clientWidth - 24) / box.width, (stage.clientHeight - foot) / box.height, most);
    const all = bounds(whole);
    const held = (at, start, length, seen) => {
      const margin = (seen / 2 - 12) / Math.max(wanted, least);
      return length < 2 * margin ? start + length / 2 : Math.min(Math.max(at, start + margin), start + length - margin);
    };
    const at = wanted < least && centre ? centre : { x: box.left + box.width / 2, y: box.top + box.height / 2 };
    const position = { x: held(at.x, all.left, all.width, stage.clientWidth), y: held(at.y, all.top, all.height, stage.clientHeight) };
    const animation = moving && !calm.matches ? { duration: 450, easingFunction: "easeInOutQuad" } : false;
    network.moveTo({ position, scale: Math.max(wanted, least), animation });
  }
  function lookAtAll(moving = true) {
    overview = true;
    if (nodes.size) look(bounds(whole), { moving });
  }
  function lookAt(id) {
    overview = false;
    const node = nodes.get(id);
    const judged = touching.get(id).filter((edge) => isStance(edge.kind) && state.edges.has(edge.id));
    const beside = judged.flatMap((edge) => [edge.from, edge.to]);
    look(bounds(new Set([id, ...beside])), { least: 0.75, centre: { x: node.x, y: node.y } });
  }
  function zoom(factor) {
    overview = false;
    network.moveTo({ scale: Math.min(4, Math.max(0.05, scale() * factor)), animation: calm.matches ? false : { duration: 150 } });
  }

  /* Which node is under the pointer, its label included: vis-network knows only of the marker. */
  function under(event) {
    const rect = byId("canvas").getBoundingClientRect();
    const at = network.DOMtoCanvas({ x: event.clientX - rect.left, y: event.clientY - rect.top });
    const slack = 5 / scale();
    const inside = ({ id, box, x, y, group }) => visible(id) && (
      (at.x > box.left && at.x < box.left + box.width && at.y > box.top && at.y < box.top + box.height) ||
      (group === "citation" && Math.hypot(at.x - x, at.y - y) < measures.work[2] + slack));
    return [...nodes.values()].find(inside) || null;
  }

  function tip(event) {
    const found = event && event.buttons === 0 ? under(event) : null;
    const box = byId("tip");
    byId("canvas").style.cursor = found ? "pointer" : "";
    box.hidden = !found;
    if (!found) return;
    const title = found.group === "citation" && works[found.id].title ? `: ${works[found.id].title}` : "";
    box.textContent = nameOf(found.id) + title;
    const stage = byId("stage").getBoundingClientRect();
    const left = event.clientX - stage.left + 14;
    box.style.left = `${Math.max(4, Math.min(left, stage.width - box.offsetWidth - 4))}px`;
    const below = event.clientY - stage.top + 16;
    box.style.top = `${below + box.offsetHeight > stage.height ? below - box.offsetHeight - 28 : below}px`;
  }

  function openMap() {
    readColours();
    const stage = byId("canvas");
    const order = (edge) => (edge.kind === "background" ? 0 : 1);
    data.sets = {
      nodes: new vis.DataSet(data.network.nodes),
      edges: new vis.DataSet([...edges].sort((a, b) => order(a) - order(b))),
    };
    const options = { ...data.network.options, nodes: { shape: "custom", ctxRenderer: renderer } };
    network = new vis.Network(stage, data.sets, options);
    network.on("beforeDrawing", drawRegions);
    network.on("afterDrawing", drawNames);
    network.on("dragStart", () => { overview = false; tip(null); });
    network.on("zoom", () => { overview = false; tip(null); });
    network.on("resize", () => { if (overview) lookAtAll(false); });
    network.on("click", ({ event }) => {
      const found = under(event.srcEvent);
      if (found) select(found.id); else clear();
    });
    stage.addEventListener("pointermove", tip);
    stage.addEventListener("pointerleave", () => tip(null));
    const frame = stage.querySelector(".vis-network");
    frame.setAttribute("role", "group");
    frame.setAttribute("aria-label", "Drawing of the map; arrow keys move it, plus and minus zoom. The list holds the same things.");
    byId("closer").addEventListener("click", () => zoom(1.35));
    byId("further").addEventListener("click", () => zoom(1 / 1.35));
    byId("whole").addEventListener("click", () => lookAtAll());
    night.addEventListener("change", () => { readColours(); paintEdges(); network.redraw(); });
    lookAtAll(false);
  }

  /* ---- Elements --------------------------------------------------------------------------------- */

  /* An element with text and elements in it; attributes are names of ours, never data's. */
  function el(tag, attributes, ...inside) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value !== null && value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : value);
    }
    made.append(...inside.flat().filter((item) => item !== null && item !== undefined && item !== ""));
    return made;
  }

  function toThing(id, text) {
    const button = el("button", { type: "button", class: "link" }, text || nameOf(id));
    button.addEventListener("click", () => select(id, { reading: true }));
    return button;
  }

  function toAddress({ text, href }) {
    if (!/^https?:\/\/[^/]/i.test(href)) return document.createTextNode(text);
    return el("a", { href, rel: "noopener noreferrer", target: "_blank" }, text);
  }

  const MARKS = {
    trial: "M0-6A6 6 0 1 1 0 6A6 6 0 1 1 0-6Z", review: "M0-8 8 0 0 8-8 0Z",
    observational: "M-5.5-5.5h11v11h-11Z", laboratory: "M0-7 7 5.5H-7Z",
  };
  function marker(family) {
    const space = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(space, "svg");
    const path = document.createElementNS(space, "path");
    svg.setAttribute("viewBox", "-8 -8 16 16");
    svg.setAttribute("class", "marker");
    svg.setAttribute("aria-hidden", "true");
    path.setAttribute("d", MARKS[family] || MARKS.trial);
    if (!MARKS[family]) path.setAttribute("class", "hollow");
    svg.append(path);
    return svg;
  }

  const listed = (heading, ids) => ids && ids.length
    ? [el("h3", {}, heading), el("ul", {}, ids.map((id) => el("li", {}, toThing(id))))] : [];
  const facts = (pairs) => pairs && pairs.length
    ? el("dl", {}, pairs.map(([name, value]) => [el("dt", {}, name), el("dd", {}, value)])) : null;
  const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

  /* ---- The panel -------------------------------------------------------------------------------- */

  function claimPanel(id) {
    const claim = claims[id];
    return [
      el("h2", { tabindex: "-1" }, claim.statement),
      claim.studies ? balanceBar(id) : null,
      el("p", {}, (claim.stands || []).map((stand, n) =>
        [n ? "; " : "", `${STOOD[stand.attitude]} `, toThing(stand.article), ` (${stand.force})`]).flat()),
      claim.note ? el("p", { class: "aside" }, claim.note) : null,
      ...studyGroups(claim),
      ...(claim.disagreements ? [el("h3", {}, "Why they differ"), ...claim.disagreements.map(disagreement)] : []),
      ...listed("Rests on", claim.premises),
      ...listed("Rests on this claim", claim.carries),
      ...listed("Conflicts with", claim.conflicts),
      facts([...(claim.kind ? [["Kind", claim.kind]] : []), ...(claim.about || []).map(([scheme, labels]) => [scheme, labels.join(", ")])]),
    ];
  }

  function balanceBar(id) {
    const sum = balance(id);
    const bar = el("div", { class: "balance", "aria-hidden": "true" });
    for (const stance of STANCES) {
      if (!sum[stance]) continue;
      const part = el("i", { class: stance });
      part.style.flex = `${sum[stance]} 0 0`;
      bar.append(part);
    }
    return el("div", {}, bar, el("p", { class: "muted" }, claims[id].counted));
  }

  function disagreement(found) {
    return el("div", { class: "aside" },
      el("p", {}, el("b", {}, `${capital(found.cause)}. `), found.explanation),
      found.settledBy ? el("p", {}, el("b", {}, "What would settle it: "), found.settledBy) : null,
      found.works ? el("p", {}, found.works.map((id, n) => [n ? ", " : "", toThing(id)]).flat()) : null);
  }

  function studyGroups(claim) {
    if (claim.neighbour) return [el("p", { class: "aside" }, "Shown as a neighbour; its studies are not on this map.")];
    if (!claim.studies) return [el("p", { class: "aside" }, "No study is on record for or against it.")];
    return STANCES.flatMap((stance) => {
      const group = claim.studies.filter((study) => study.stance === stance);
      if (!group.length) return [];
      const heading = el("h3", { class: stance }, `${SIGNS[stance]} ${GROUPS[stance]} (${group.length})`);
      return [heading, el("ul", {}, group.map((study) => el("li", {}, studyItem(study))))];
    });
  }

  function studyItem(study) {
    const work = works[study.work];
    const findings = [...new Set(study.lines.map((line) => line.finding).filter(Boolean))];
    return [
      workHeading(study.work, study),
      el("p", { class: "muted" }, [work.title, work.design, work.n ? `n = ${work.n}` : ""].filter(Boolean).join(" · ")),
      findings.map((finding) => el("p", {}, finding)),
      study.lines.map((line) => judgement(line)),
      warnings(work),
      addresses(work),
    ].flat();
  }

  function workHeading(id, study) {
    const work = works[id];
    const unverified = study.lines.some((line) => !line.verified);
    return el("h4", {}, marker(work.family), toThing(id, work.label),
      study.differ ? el("span", { class: "badge" }, "readers differ") : null,
      unverified ? el("span", { class: "badge" }, "finding unverified") : null,
      (work.flags || []).filter((flag) => flag.mark !== "unverified").map((flag) => el("span", { class: "badge warning" }, flag.mark)));
  }

  function judgement(line) {
    const directness = ["not recorded", undefined].includes(line.directness) ? "" : `, ${line.directness}`;
    return el("p", { class: `judgement ${line.stance}` },
      `${line.by}: `, el("span", { class: `said ${line.stance}` }, line.stance), directness,
      line.rationale || line.directnessNote ? ". " : ".", [line.rationale, line.directnessNote].filter(Boolean).join(" "));
  }

  const warnings = (work) => (work.flags || []).filter((flag) => flag.text).map((flag) =>
    el("p", { class: "muted" }, `${capital(flag.mark)}: ${flag.text}`));
  const addresses = (work) => work.links
    ? el("p", { class: "muted" }, work.links.map((link, n) => [n ? " · " : "", toAddress(link)]).flat()) : null;

  function workPanel(id) {
    const work = works[id];
    const judged = Object.keys(claims).flatMap((claim) => (claims[claim].studies || [])
      .filter((study) => study.work === id).map((study) => [claim, study]));
    return [
      el("h2", { tabindex: "-1" }, work.label),
      work.title ? el("p", {}, el("b", {}, work.title)) : null,
      work.authors ? el("p", { class: "muted" }, work.authors.join("; ")) : null,
      work.source ? el("p", { class: "muted" }, work.source) : null,
      addresses(work),
      warnings(work),
      facts([...(work.design ? [["Design", work.design]] : []), ...(work.n ? [["n", String(work.n)]] : []), ...(work.facts || [])]),
      work.results ? [el("h3", {}, "Results"), el("ul", {}, work.results.map((result) =>
        el("li", {}, result.text, result.verified ? null : [" ", el("span", { class: "badge" }, "unverified")])))].flat() : null,
      el("h3", {}, `Claims it speaks of (${judged.length})`),
      el("ul", {}, judged.map(([claim, study]) => el("li", {}, toThing(claim),
        study.differ ? [" ", el("span", { class: "badge" }, "readers differ")].flat() : null, study.lines.map((line) => judgement(line))))),
    ].flat();
  }

  function articlePanel(id) {
    const article = articles[id];
    const groups = STANDS.flatMap((attitude) => {
      const found = (article.claims || []).filter((stand) => stand.attitude === attitude);
      return found.length ? [el("h3", {}, `${capital(attitude)} (${found.length})`),
        el("ul", {}, found.map((stand) => el("li", {}, toThing(stand.claim), el("span", { class: "muted" }, ` (${stand.force})`))))] : [];
    });
    return [el("h2", { tabindex: "-1" }, article.title), el("p", { class: "muted" }, capital(article.kind || "article")),
      article.note ? el("p", { class: "aside" }, article.note) : null, ...groups];
  }

  function fillPanel() {
    const panel = byId("panel");
    const id = state.selected;
    panel.hidden = id === null;
    panel.replaceChildren();
    if (id === null) return;
    const kind = claims[id] ? `Claim · ${claims[id].topicLabel}` : works[id] ? "Study" : "Article";
    const close = el("button", { type: "button", class: "link" }, "Close");
    close.addEventListener("click", () => clear());
    const make = claims[id] ? claimPanel : works[id] ? workPanel : articlePanel;
    panel.append(el("div", { class: "bar" }, el("span", {}, kind), close), ...make(id).flat().filter(Boolean));
    panel.scrollTop = 0;
  }

  /* ---- The list --------------------------------------------------------------------------------- */

  const rows = new Map();
  function row(id, ...inside) {
    const button = el("button", { type: "button" }, ...inside);
    button.addEventListener("click", () => select(id, { reading: true }));
    const item = el("li", {}, button);
    rows.set(id, item);
    return item;
  }

  function claimRow(id) {
    const claim = claims[id];
    const counts = STANCES.filter((stance) => claim.counts && claim.counts[stance]);
    const spoken = claim.counted ? ` (${claim.counted})` : " (no study)";
    const signs = counts.map((stance) => el("b", { class: stance }, `${SIGNS[stance]}${claim.counts[stance]}`));
    const made = row(id, el("span", { class: counts.length ? null : "bare" }, claim.statement), el("span", { class: "counts", "aria-hidden": "true" }, signs));
    made.firstChild.setAttribute("aria-label", claim.statement + spoken);
    return made;
  }

  function openList() {
    const list = byId("list");
    for (const topic of data.topics) {
      byId("topic").append(el("option", { value: topic.id }, topic.label));
      const heading = el("h2", {}, `${topic.label} `, el("span", {}, String(topic.claims.length)));
      list.append(el("section", {}, heading, el("ul", {}, topic.claims.map(claimRow))));
    }
    const articleIds = Object.keys(articles);
    for (const id of articleIds) byId("article").append(el("option", { value: id }, articles[id].title));
    const byLabel = (a, b) => works[a].label.localeCompare(works[b].label, "en");
    const workRow = (id) => row(id, el("span", {}, works[id].label, el("small", {}, works[id].title || "")));
    for (const [name, found] of [["Articles", articleIds.map((id) => row(id, el("span", {}, articles[id].title)))],
      ["Studies", Object.keys(works).sort(byLabel).map(workRow)]]) {
      if (found.length) list.append(el("details", {}, el("summary", {}, `${name} `, el("span", {}, String(found.length))), el("ul", {}, found)));
    }
  }

  function siftList() {
    let count = 0;
    for (const [id, item] of rows) {
      item.hidden = !state.shown.has(id);
      if (claims[id] && !item.hidden) count += 1;
      const button = item.firstChild;
      if (id === state.selected) button.setAttribute("aria-current", "true"); else button.removeAttribute("aria-current");
    }
    for (const group of byId("list").children) {
      const some = [...group.querySelectorAll("li")].some((item) => !item.hidden);
      group.hidden = !some;
      if (group.tagName === "DETAILS" && state.query.length && some) group.open = true;
    }
    const all = Object.keys(claims).length;
    byId("status").textContent = count === all ? `${all} ${all === 1 ? "claim" : "claims"}`
      : count ? `${count} of ${all} claims` : "Nothing fits.";
    byId("reset").hidden = count === all && state.shown.size === nodes.size;
  }

  /* ---- Selecting, filtering, deep links --------------------------------------------------------- */

  const anchorOf = new Map(Object.entries(data.anchors).map(([anchor, id]) => [id, anchor]));

  function refresh() {
    sift();
    focus();
    paintEdges();
    siftList();
    network.redraw();
  }

  /* With *reading*, the focus goes to the panel's heading, where a screen reader goes on reading. */
  function select(id, { reading = false } = {}) {
    if (id !== state.selected) {
      state.selected = id;
      refresh();
      fillPanel();
      const anchor = `#${encodeURIComponent(anchorOf.get(id) || id)}`;
      if (location.hash !== anchor) location.hash = anchor;
      reveal(rows.get(id));
      requestAnimationFrame(() => { network.redraw(); lookAt(id); });
    }
    if (reading) byId("panel").querySelector("h2").focus({ preventScroll: true });
  }

  /* Brings an item of the list into view, unless it is there or its group is folded. */
  function reveal(item) {
    if (!item || item.closest("details:not([open])")) return;
    const frame = byId("list").getBoundingClientRect();
    const { top, bottom } = item.getBoundingClientRect();
    if (top < frame.top + 32 || bottom > frame.bottom) item.scrollIntoView({ block: "center" });
  }

  function clear() {
    const left = state.selected;
    if (left === null) return;
    const reading = byId("panel").contains(document.activeElement);
    state.selected = null;
    history.replaceState(null, "", location.href.split("#")[0]);
    refresh();
    fillPanel();
    if (reading && rows.has(left)) rows.get(left).firstChild.focus();
  }

  function reset() {
    byId("search").reset();
    for (const box of document.querySelectorAll("#stances input")) box.checked = true;
    Object.assign(state, { query: [], topic: "", article: "", stances: new Set(STANCES) });
    refresh();
  }

  function followHash() {
    let anchor = location.hash.slice(1);
    try { anchor = decodeURIComponent(anchor); } catch { /* a stray % is part of no name */ }
    const id = Object.hasOwn(data.anchors, anchor) ? data.anchors[anchor] : nodes.has(anchor) ? anchor : null;
    if (id) select(id);
    else if (!anchor) clear();
    else byId("status").textContent = `There is nothing called “${anchor}” on this map.`;
  }

  function escape(event) {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    if (state.selected !== null) clear(); else reset();
  }

  function listen() {
    byId("search").addEventListener("submit", (event) => event.preventDefault());
    byId("query").addEventListener("input", (event) => { state.query = folded(event.target.value).split(/\s+/).filter(Boolean); refresh(); });
    byId("topic").addEventListener("change", (event) => { state.topic = event.target.value; refresh(); });
    byId("article").addEventListener("change", (event) => { state.article = event.target.value; refresh(); });
    for (const [name, set] of [["stances", state.stances], ["extras", state.extras]]) {
      byId(name).addEventListener("change", ({ target }) => {
        const held = name === "stances" ? state.stances : set;
        if (target.checked) held.add(target.value); else held.delete(target.value);
        refresh();
      });
    }
    byId("reset").addEventListener("click", reset);
    document.addEventListener("keydown", escape);
    window.addEventListener("hashchange", followHash);
  }

  openList();
  openMap();
  refresh();
  listen();
  followHash();

  /* Where a node is on the screen, for whoever embeds or tests the page. */
  window.evidenceMap = Object.freeze({
    select, clear, shown: () => [...state.shown], scale,
    place(id) {
      const rect = byId("canvas").getBoundingClientRect();
      const { x, y } = network.canvasToDOM({ x: nodes.get(id).x, y: nodes.get(id).y });
      return { x: rect.left + x, y: rect.top + y };
    },
  });
})();
