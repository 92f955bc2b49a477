'use strict';
// Small SVG charts without any library. Text only ever enters the page as text.
const SVG = 'http://www.w3.org/2000/svg';

function el(tag, attributes, ...children) {
  const node = document.createElement(tag);
  return fill(node, attributes, children);
}

function svg(tag, attributes, ...children) {
  const node = document.createElementNS(SVG, tag);
  return fill(node, attributes, children);
}

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value === true ? '' : value);
  }
  for (const child of children.flat()) {
    if (child === null || child === undefined) continue;
    node.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return node;
}

// Inverse of the normal distribution function (Acklam's rational approximation, error below 1.2e-9).
function probit(p) {
  const a = [-39.69683028665376, 220.9460984245205, -275.9285104469687, 138.3577518672690, -30.66479806614716, 2.506628277459239];
  const b = [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572];
  const c = [-0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968, 2.938163982698783];
  const d = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416];
  const tail = (q) => (((((c[0] * q + c[1]) * q + c[2]) * q + c[3]) * q + c[4]) * q + c[5])
    / ((((d[0] * q + d[1]) * q + d[2]) * q + d[3]) * q + 1);
  if (p < 0.02425) return tail(Math.sqrt(-2 * Math.log(p)));
  if (p > 1 - 0.02425) return -tail(Math.sqrt(-2 * Math.log(1 - p)));
  const q = p - 0.5, r = q * q;
  return (((((a[0] * r + a[1]) * r + a[2]) * r + a[3]) * r + a[4]) * r + a[5]) * q
    / (((((b[0] * r + b[1]) * r + b[2]) * r + b[3]) * r + b[4]) * r + 1);
}

const percent = (v) => Number.isFinite(v) ? (100 * v).toFixed(2) + ' %' : 'n/a';
const short = (v) => Number.isFinite(v) ? String(Number(v.toPrecision(5))) : String(v);
const colour = (i) => 'var(--c' + (i % 6) + ')';
const dash = (i) => ['', '7 3', '2 3', '9 3 2 3', '4 2', '12 4'][i % 6];

// Halves: the span of two finite numbers may be infinite.
function linear(low, high) {
  const span = high / 2 - low / 2 || 0.5;
  return (v) => (v / 2 - low / 2) / span;
}

function ticks(low, high, count) {
  const step = high / count - low / count || 1;
  const power = Math.pow(10, Math.floor(Math.log10(step)));
  const nice = [1, 2, 2.5, 5, 10].find((m) => m * power >= step * 0.999) * power;
  const list = [];
  for (let k = Math.ceil(low / nice - 1e-9); k * nice <= high + 1e-9 * nice; k++) list.push(k * nice);
  return list;
}

// Ticks with their labels, in as many digits as are needed to tell them apart.
function labelled(values, show = short) {
  let texts = values.map(show);
  for (let digits = 6; show === short && digits <= 15 && new Set(texts).size < texts.length; digits++) {
    texts = values.map((v) => String(Number(v.toPrecision(digits))));
  }
  return values.map((v, i) => [v, texts[i]]);
}

const tickPercent = (v) => String(Number((100 * v).toPrecision(4))) + ' %';

const tip = el('div', {class: 'tip', hidden: true, role: 'status'});

function showTip(event, text) {
  tip.textContent = text;
  tip.hidden = false;
  const box = tip.getBoundingClientRect();
  tip.style.left = Math.max(4, Math.min(event.clientX + 14, innerWidth - box.width - 6)) + 'px';
  tip.style.top = Math.max(4, Math.min(event.clientY + 14, innerHeight - box.height - 6)) + 'px';
}

// options: label, xLabel, yLabel, x(v) and y(v) onto 0..1, xTicks and yTicks [[value, text]],
// curves [{i, area, points: [{x, y, text}]}], marks [{x, y, i, text}], square
function chart(options) {
  const width = 520, height = options.square ? 470 : 330;
  // The longest number is next to the rotated title; half of the last one extends over the right edge.
  const letters = (list) => Math.max(0, ...list.map(([, text]) => String(text).length));
  const left = Math.max(62, 30 + 8 * letters(options.yTicks)), right = Math.max(14, 4 * letters(options.xTicks.slice(-1))), top = 12, bottom = 46;
  const px = (v) => left + Math.max(0, Math.min(1, options.x(v))) * (width - left - right);
  const py = (v) => height - bottom - Math.max(0, Math.min(1, options.y(v))) * (height - top - bottom);
  const root = svg('svg', {class: 'chart', viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': options.label});
  root.append(svg('title', {}, options.label));
  let free = 0; // a label that would touch the one before it is left out, its line is not
  for (const [value, text] of options.xTicks) {
    root.append(svg('line', {class: 'grid', x1: px(value), x2: px(value), y1: top, y2: height - bottom}));
    const half = 4 * String(text).length;
    if (px(value) - half < free) continue;
    root.append(svg('text', {x: px(value), y: height - bottom + 17, 'text-anchor': 'middle'}, text));
    free = px(value) + half;
  }
  for (const [value, text] of options.yTicks) {
    root.append(svg('line', {class: 'grid', x1: left, x2: width - right, y1: py(value), y2: py(value)}),
      svg('text', {x: left - 8, y: py(value) + 4, 'text-anchor': 'end'}, text));
  }
  root.append(
    svg('path', {class: 'axis', fill: 'none', d: `M${left} ${top}V${height - bottom}H${width - right}`}),
    svg('text', {x: (left + width - right) / 2, y: height - 8, 'text-anchor': 'middle'}, options.xLabel),
    svg('text', {x: 14, y: (top + height - bottom) / 2, 'text-anchor': 'middle',
      transform: `rotate(-90 14 ${(top + height - bottom) / 2})`}, options.yLabel));
  (options.curves || []).forEach((curve, at) => {
    const i = curve.i === undefined ? at : curve.i;
    const d = curve.points.map((p, n) => (n ? 'L' : 'M') + px(p.x).toFixed(2) + ' ' + py(p.y).toFixed(2)).join('');
    if (curve.area) {
      const first = curve.points[0], last = curve.points[curve.points.length - 1];
      root.append(svg('path', {d: `${d}L${px(last.x)} ${py(0)}L${px(first.x)} ${py(0)}Z`, fill: colour(i), 'fill-opacity': 0.14}));
    }
    root.append(svg('path', {class: 'curve', d, stroke: colour(i), 'stroke-dasharray': dash(i)}));
  });
  for (const mark of options.marks || []) {
    root.append(svg('circle', {class: 'mark', cx: px(mark.x), cy: py(mark.y), r: 5.5, fill: colour(mark.i)}));
  }
  const rule = options.rule === undefined ? null
    : svg('line', {class: 'rule', y1: top, y2: height - bottom, x1: px(options.rule), x2: px(options.rule)});
  if (rule) root.append(rule);
  const hover = svg('circle', {class: 'mark', r: 5, visibility: 'hidden'});
  root.append(hover);
  const spots = [];
  (options.curves || []).forEach((curve, at) => {
    const i = curve.i === undefined ? at : curve.i;
    for (const p of curve.points) spots.push({x: px(p.x), y: py(p.y), i, text: p.text || ''});
  });
  root.addEventListener('pointermove', (event) => {
    const box = root.getBoundingClientRect();
    const x = (event.clientX - box.left) * width / box.width, y = (event.clientY - box.top) * height / box.height;
    let best = null, least = 900;
    for (const spot of spots) {
      const distance = (spot.x - x) ** 2 + (spot.y - y) ** 2;
      if (distance < least) { least = distance; best = spot; }
    }
    if (!best) { tip.hidden = true; hover.setAttribute('visibility', 'hidden'); return; }
    fill(hover, {cx: best.x, cy: best.y, fill: colour(best.i), visibility: 'visible'}, []);
    showTip(event, best.text);
  });
  root.addEventListener('pointerleave', () => { tip.hidden = true; hover.setAttribute('visibility', 'hidden'); });
  root.moveRule = (value) => fill(rule, {x1: px(value), x2: px(value)}, []);
  return root;
}

function legend(names, first = 0) {
  return el('div', {class: 'legend'}, names.map((name, at) => [name, at + first]).map(([name, i]) => el('span', {},
    svg('svg', {width: 26, height: 10, 'aria-hidden': 'true'},
      svg('line', {x1: 0, x2: 26, y1: 5, y2: 5, stroke: colour(i), 'stroke-width': 3, 'stroke-dasharray': dash(i)})), name)));
}
