/* A context that draws as the canvas does and keeps what is drawn as SVG. */
const SVG = "http://www.w3.org/2000/svg";
const gauge = document.createElement("canvas").getContext("2d");
const ANCHORS = { left: "start", center: "middle", right: "end", start: "start", end: "end" };
const short = (number) => String(Math.round(number * 100) / 100);
/* Letters that XML cannot hold. */
const lettered = (text) => text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "");

class Vector {
  constructor(width, height) {
    this.svg = this.made("svg", { xmlns: SVG, viewBox: `0 0 ${width} ${height}`, width, height });
    this.defs = this.made("defs", {});
    this.svg.append(this.defs);
    this.at = this.svg;
    this.kept = [];
    this.path = "";
    Object.assign(this, { fillStyle: "#000", strokeStyle: "#000", lineWidth: 1, globalAlpha: 1, font: "10px sans-serif",
      textAlign: "start", textBaseline: "alphabetic", lineJoin: "miter", dash: [] });
  }

  made(tag, attributes) {
    const element = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) if (name !== "xmlns") element.setAttribute(name, value);
    return element;
  }

  put(tag, attributes) {
    const element = this.made(tag, attributes);
    if (this.globalAlpha < 1) element.setAttribute("opacity", short(this.globalAlpha));
    this.at.append(element);
    return element;
  }

  move(x, y, scale) {
    this.at = this.made("g", { transform: `translate(${short(x)} ${short(y)}) scale(${scale})` });
    this.svg.append(this.at);
  }

  save() {
    const { fillStyle, strokeStyle, lineWidth, globalAlpha, font, textAlign, textBaseline, lineJoin, dash } = this;
    this.kept.push({ fillStyle, strokeStyle, lineWidth, globalAlpha, font, textAlign, textBaseline, lineJoin, dash });
  }

  restore() { Object.assign(this, this.kept.pop()); }

  setLineDash(dash) { this.dash = dash || []; }

  beginPath() { this.path = ""; }

  closePath() { this.path += "Z"; }

  add(letter, ...numbers) { this.path += letter + numbers.map(short).join(" "); }

  moveTo(x, y) { this.add("M", x, y); }

  lineTo(x, y) { this.add("L", x, y); }

  quadraticCurveTo(...numbers) { this.add("Q", ...numbers); }

  bezierCurveTo(...numbers) { this.add("C", ...numbers); }

  /* Whole circles only; nothing on the map is a part of one. */
  arc(x, y, r) { this.add("M", x - r, y); this.path += [1, -1].map((side) => `a${short(r)} ${short(r)} 0 1 1 ${short(side * 2 * r)} 0`).join(""); }

  roundRect(x, y, width, height, radius) {
    const [a, b, c, d] = (Array.isArray(radius) ? radius : [radius, radius, radius, radius]).map((r) => Math.min(r, width / 2, height / 2));
    const turn = (r, right, down) => (r ? `a${short(r)} ${short(r)} 0 0 1 ${short(right * r)} ${short(down * r)}` : "");
    this.add("M", x + a, y);
    this.path += `h${short(width - a - b)}${turn(b, 1, 1)}v${short(height - b - c)}${turn(c, -1, 1)}h${short(c + d - width)}${turn(d, -1, -1)}v${short(a + d - height)}${turn(a, 1, -1)}Z`;
  }

  createLinearGradient(x1, y1, x2, y2) {
    const id = `blend${this.defs.childElementCount}`;
    const blend = this.made("linearGradient", { id, gradientUnits: "userSpaceOnUse", x1, y1, x2, y2 });
    this.defs.append(blend);
    return { paint: `url(#${id})`, addColorStop: (offset, colour) => blend.append(this.made("stop", { offset, "stop-color": colour })) };
  }

  fill() { this.put("path", { d: this.path, fill: this.fillStyle.paint || this.fillStyle }); }

  stroke() { this.put("path", { d: this.path, fill: "none", ...this.line() }); }

  line() {
    const dash = this.dash.length ? { "stroke-dasharray": this.dash.join(" ") } : {};
    return { stroke: this.strokeStyle, "stroke-width": short(this.lineWidth), "stroke-linejoin": this.lineJoin, ...dash };
  }

  fillRect(x, y, width, height) { this.put("rect", { x: short(x), y: short(y), width: short(width), height: short(height), fill: this.fillStyle }); }

  measureText(text) { gauge.font = this.font; return gauge.measureText(text); }

  text(text, x, y, room, look) {
    const [, weight, size, family] = this.font.match(/^(\d+) ([\d.]+)px (.*)$/) || [null, "400", "10", "sans-serif"];
    const squeezed = room && this.measureText(text).width > room ? { textLength: short(room), lengthAdjust: "spacingAndGlyphs" } : {};
    const down = this.textBaseline === "middle" ? Number(size) * 0.35 : 0;
    const held = this.put("text", { x: short(x), y: short(y + down), "font-family": family, "font-size": size, "font-weight": weight,
      "text-anchor": ANCHORS[this.textAlign], ...squeezed, ...look });
    held.textContent = lettered(text);
  }

  fillText(text, x, y, room) { this.text(text, x, y, room, { fill: this.fillStyle }); }

  strokeText(text, x, y, room) { this.text(text, x, y, room, { fill: "none", ...this.line() }); }

  get source() { return new XMLSerializer().serializeToString(this.svg); }
}
