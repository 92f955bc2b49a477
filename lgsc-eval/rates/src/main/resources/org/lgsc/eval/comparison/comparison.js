// Builds the page that compares two systems from the embedded data.
const data = JSON.parse(document.getElementById('report-data').textContent);
const app = document.getElementById('app');

const points = (v) => Number.isFinite(v) ? (v >= 0 ? '+' : '−') + Math.abs(100 * v).toFixed(2) : 'n/a';
const chance = (test) => (test.p < 0.0001 ? 'p < 0.0001' : 'p = ' + number(test.p).toFixed(4))
  + (test.exact ? ', exact' : `, chi-squared ${number(test.statistic).toFixed(2)}`);

function cards() {
  const d = data.acerDifference, all = data.errors[0].test;
  const span = d.interval ? `${points(number(d.interval.low))} to ${points(number(d.interval.high))}, paired ${d.interval.method}` : 'no interval';
  return el('div', {class: 'cards'},
    card('ACER of A (not ISO)', metric('acer.a', number(data.a.acer), percent(number(data.a.acer))), data.nameA),
    card('ACER of B (not ISO)', metric('acer.b', number(data.b.acer), percent(number(data.b.acer))), data.nameB),
    card('A minus B, in points', metric('difference', number(d.value), points(number(d.value))), span),
    card('McNemar’s test, all', metric('p', number(all.p), number(all.p) < 0.0001 ? '< 0.0001' : number(all.p).toFixed(4)),
      `only A wrong: ${all.onlyA}, only B wrong: ${all.onlyB}`));
}

function differenceSection() {
  const d = data.acerDifference;
  if (!d.interval) return null;
  const low = number(d.interval.low), high = number(d.interval.high), at = number(d.value);
  const most = Math.max(Math.abs(low), Math.abs(high), Math.abs(at), 0.001) * 1.1;
  const w = 620, x = (v) => w / 2 + v / most * (w / 2 - 60);
  const picture = svg('svg', {class: 'chart', viewBox: `0 0 ${w} 84`, role: 'img',
    'aria-label': `ACER of A minus that of B: ${points(at)} points, from ${points(low)} to ${points(high)}`},
    svg('line', {class: 'grid', x1: 20, x2: w - 20, y1: 36, y2: 36}),
    svg('line', {class: 'rule', x1: x(0), x2: x(0), y1: 10, y2: 58}),
    svg('line', {x1: x(low), x2: x(high), y1: 36, y2: 36, stroke: 'var(--accent)', 'stroke-width': 4}),
    svg('circle', {cx: x(at), cy: 36, r: 6, fill: 'var(--accent)'}),
    svg('text', {x: x(0), y: 76, 'text-anchor': 'middle'}, '0'),
    svg('text', {x: 20, y: 20}, '← A errs less'), svg('text', {x: w - 20, y: 20, 'text-anchor': 'end'}, 'B errs less →'));
  return el('section', {id: 'difference'}, el('h2', {}, 'Difference of ACER'),
    el('p', {class: 'sub'}, `${Math.round(100 * d.interval.level)} % interval of a paired ${d.interval.method}: both systems are counted on the same draw. `
      + `A is lower in ${d.firstLower} draws, B in ${d.secondLower}. Thresholds stay fixed: their own uncertainty is not included.`), picture);
}

function notesSection() {
  const list = [...data.notes, ...data.a.warnings.map((w) => 'A: ' + w), ...data.b.warnings.map((w) => 'B: ' + w)];
  if (!list.length) return null;
  return el('section', {class: 'notes', id: 'notes'}, el('h2', {}, 'Read this first'),
    el('ul', {}, list.map((n) => el('li', {}, n))));
}

function ratesSection() {
  const cell = (rate) => rate && rate.n
    ? `${percent(value(rate))} (${rate.k}/${rate.n}) [${(100 * rate.interval.low).toFixed(2)}, ${(100 * rate.interval.high).toFixed(2)}]` : 'n/a';
  const of = (report, name) => report.species.find((s) => s.species === name) || {};
  const rows = data.a.species.map((s) => row('APCER ' + s.species, [cell(s.apcer), cell(of(data.b, s.species).apcer)]));
  const both = (name, show, strong) => rows.push(row(name, [show(data.a), show(data.b)], strong));
  both('APCER, worst species', (r) => percent(number(r.apcer)), true);
  both('BPCER', (r) => cell(r.bpcer), true);
  data.a.species.forEach((s) => rows.push(row('APNRR ' + s.species, [cell(s.apnrr), cell(of(data.b, s.species).apnrr)])));
  both('BPNRR', (r) => cell(r.bpnrr));
  both('ACER (not ISO)', (r) => percent(number(r.acer)), true);
  both('HTER (not ISO)', (r) => percent(number(r.hter)));
  both('D-EER, attacks pooled', (r) => percent(number(r.dEer)));
  both('AUC', (r) => Number.isFinite(number(r.auc)) ? number(r.auc).toFixed(5) : 'n/a');
  both('threshold (spoof score)', (r) => short(number(r.threshold.spoofScore)));
  both('threshold from', (r) => {
    const o = r.threshold.origin;
    return o.split ? `${o.criterion} on ${o.split} (${o.bonaFide} bona fide, ${o.attacks} attacks)` : o.criterion;
  });
  const i = data.a.bpcer.interval;
  return el('section', {id: 'rates'}, el('h2', {}, 'Error rates'),
    el('p', {class: 'sub'}, `Errors on presentations with a response, ${Math.round(100 * i.level)} % intervals (${i.method}).`),
    table(['', 'A', 'B'], rows, 'Error rates'));
}

function errorsSection() {
  const rows = data.errors.map((e, i) => row(e.group, [e.presentations, e.both, metric('only.a.' + e.group, e.test.onlyA, e.test.onlyA),
    metric('only.b.' + e.group, e.test.onlyB, e.test.onlyB), chance(e.test)], i === 0));
  const u = data.unanswered;
  return el('section', {id: 'paired'}, el('h2', {}, 'Errors on the same presentations'),
    el('p', {class: 'sub'}, 'McNemar’s test, two-sided, of the hypothesis that A and B err equally often, on the presentations to which both gave a response. '
      + 'It assumes that presentations are independent of each other; those of one subject are not.'),
    table(['', 'presentations', 'both wrong', 'only A wrong', 'only B wrong', 'McNemar'], rows, 'Paired errors'),
    u.onlyA + u.onlyB + u.both ? el('p', {class: 'soft'}, `No response: only A ${u.onlyA}, only B ${u.onlyB}, neither system ${u.both}.`) : null);
}

function systemsSection() {
  const facts = (name, report) => el('div', {}, el('h3', {}, name),
    el('dl', {}, Object.entries(report.provenance).flatMap(([k, v]) => [el('dt', {}, k), el('dd', {}, v)])));
  const only = (name, list) => list.length ? el('div', {}, el('h3', {}, `Only in ${name}: ${list.length}`),
    el('p', {class: 'soft'}, list.slice(0, 200).join(', ') + (list.length > 200 ? ', …' : ''))) : null;
  return el('section', {id: 'systems'}, el('h2', {}, 'Systems'), el('div', {class: 'two'},
    facts('A: ' + data.nameA, data.a), facts('B: ' + data.nameB, data.b), only('A', data.onlyInA), only('B', data.onlyInB)));
}

app.replaceChildren(...[
  el('header', {}, el('div', {}, el('h1', {}, data.title || 'Comparison of two systems'),
    el('div', {class: 'sub'}, `A: ${data.nameA} · B: ${data.nameB} · ${data.presentations} presentations given to both`))),
  el('main', {}, cards(), notesSection(), differenceSection(), ratesSection(), errorsSection(), systemsSection()),
  el('footer', {}, `ACER = (worst APCER + BPCER) / 2 and HTER are not metrics of ISO/IEC 30107-3. Made by LGSC for Java ${data.version}. This file is self-contained and loads nothing.`),
].filter((p) => p));
