// Builds the page from the embedded data. Every number is from the JSON, or counted from its tables.
const data = JSON.parse(document.getElementById('report-data').textContent);
const reports = data.summary.folds;
const app = document.getElementById('app');
let current = 0;

const METHODS = {CLOPPER_PEARSON: 'Clopper-Pearson (exact)', WILSON: 'Wilson'};

function whisker(rate) {
  const w = 130;
  const at = (v) => 4 + v * (w - 8);
  return svg('svg', {width: w, height: 16, role: 'img',
    'aria-label': `from ${percent(rate.interval.low)} to ${percent(rate.interval.high)}`},
    svg('line', {class: 'grid', x1: at(0), x2: at(1), y1: 8, y2: 8}),
    svg('line', {x1: at(rate.interval.low), x2: at(rate.interval.high), y1: 8, y2: 8, stroke: 'var(--accent)', 'stroke-width': 3}),
    rate.n ? svg('circle', {cx: at(value(rate)), cy: 8, r: 4, fill: 'var(--accent)'}) : null);
}

// no interval without trials
const span = (rate) => rate.n ? `${percent(rate.interval.low)} to ${percent(rate.interval.high)}` : 'n/a';

function rateRow(name, key, rate) {
  return row(name, [metric(key, value(rate)), `${rate.k} / ${rate.n}`,
    span(rate), rate.n ? whisker(rate) : '']);
}

function rateTable(rows, label, report) {
  const level = Math.round(100 * report.bpcer.interval.level);
  return table(['', 'rate', 'errors / presentations', `${level} % interval`, '0 to 100 %'], rows, label);
}

function cards(report) {
  const t = report.threshold;
  const interval = report.acerInterval;
  return el('div', {class: 'cards'},
    card('APCER, worst species', metric('apcer', number(report.apcer)), report.worstSpecies || 'no attacks'),
    card('BPCER', metric('bpcer', value(report.bpcer)), `${report.bpcer.k} of ${report.bpcer.n} bona fide`),
    card('ACER (not ISO)', metric('acer', number(report.acer)),
      interval ? `${percent(interval.low)} to ${percent(interval.high)}, ${interval.method}` : 'no interval: subjects unknown'),
    card('Threshold', metric('threshold', number(t.spoofScore), short(number(t.spoofScore))), `live at or below; ${origin(t)}`));
}

function origin(threshold) {
  const o = threshold.origin;
  return o.split ? `${o.criterion} on ${o.split} (${o.bonaFide} bona fide, ${o.attacks} attacks)` : o.criterion;
}

function summarySection() {
  const m = data.summary.metrics;
  const names = Object.keys(m);
  const show = (name, v) => name === 'AUC' ? (Number.isFinite(v) ? v.toFixed(4) : 'n/a') : percent(v);
  const of = (r) => ({APCER: number(r.apcer), BPCER: value(r.bpcer), ACER: number(r.acer), HTER: number(r.hter),
    'D-EER': number(r.dEer), AUC: number(r.auc)});
  const rows = reports.map((r, i) => row(data.details[i].name, names.map((n) => show(n, of(r)[n]))));
  rows.push(row('mean', names.map((n) => metric('mean.' + n, number(m[n].mean), show(n, number(m[n].mean)))), true));
  rows.push(row('standard deviation', names.map((n) =>
    metric('deviation.' + n, number(m[n].deviation), show(n, number(m[n].deviation)))), true));
  return el('section', {id: 'summary'}, el('h2', {}, 'All folds'),
    el('p', {class: 'sub'}, `Each fold has its own threshold and its own worst species. Standard deviation with ddof ${data.summary.ddof}.`),
    table(['fold', ...names], rows, 'Folds'));
}

function notes(report) {
  if (!report.warnings.length) return null;
  return el('section', {class: 'notes', id: 'notes'}, el('h2', {}, 'Read this first'),
    el('ul', {}, report.warnings.map((w) => el('li', {}, w))));
}

const CARD = 'card: '; // facts that are lines of the model's card
const FIRST = ['for', 'not for', 'known failures'];

function cardSection(report) {
  const lines = Object.entries(report.provenance).filter(([k]) => k.startsWith(CARD))
    .map(([k, v]) => [k.slice(CARD.length), v]);
  if (!lines.length) return null;
  const place = (k) => FIRST.includes(k) ? FIRST.indexOf(k) : FIRST.length;
  lines.sort((a, b) => place(a[0]) - place(b[0]));
  return el('section', {id: 'card'}, el('h2', {}, 'Model card'),
    el('dl', {}, lines.flatMap(([k, v]) => [el('dt', {}, k), el('dd', {}, v)])));
}

function dataSection(report) {
  const facts = Object.entries(report.provenance).filter(([k]) => !k.startsWith(CARD));
  const counts = [row('bona fide', [report.bpnrr.n, report.bpcer.n, report.bpnrr.k])].concat(
    report.species.map((s) => row(s.species, [s.apnrr.n, s.apcer.n, s.apnrr.k])));
  return el('section', {id: 'system'}, el('h2', {}, 'System and data'), el('div', {class: 'two'},
    el('div', {}, el('h3', {}, 'System'), facts.length
      ? el('dl', {}, facts.flatMap(([k, v]) => [el('dt', {}, k), el('dd', {}, v)]))
      : el('p', {class: 'soft'}, 'No description of the system was given.'),
      el('h3', {style: 'margin-top:14px'}, 'Decision'),
      el('dl', {}, el('dt', {}, 'rule'), el('dd', {}, 'live if and only if spoof score ≤ threshold'),
        el('dt', {}, 'threshold'), el('dd', {}, String(report.threshold.spoofScore)),
        el('dt', {}, 'from'), el('dd', {}, origin(report.threshold)))),
    el('div', {}, el('h3', {}, 'Test presentations'),
      table(['', 'presentations', 'with score', 'no response'], counts, 'Counts'))));
}

function ratesSection(report) {
  const rows = report.species.map((s) => rateRow('APCER ' + s.species, 'apcer.' + s.species, s.apcer));
  rows.push(rateRow('BPCER', 'bpcer.table', report.bpcer));
  const silent = report.species.map((s) => rateRow('APNRR ' + s.species, 'apnrr.' + s.species, s.apnrr));
  silent.push(rateRow('BPNRR', 'bpnrr', report.bpnrr));
  return el('section', {id: 'rates'}, el('h2', {}, 'Error rates'),
    el('p', {class: 'sub'}, `Intervals: ${METHODS[report.bpcer.interval.method] || report.bpcer.interval.method}. APCER and BPCER count presentations with a response.`),
    rateTable(rows, 'Error rates', report),
    el('h3', {style: 'margin-top:18px'}, 'Non-response'), rateTable(silent, 'Non-response', report),
    el('h3', {style: 'margin-top:18px'}, 'Not ISO/IEC 30107-3, for comparison with the literature'),
    rateTable([rateRow('FAR, attacks pooled', 'far', report.far)], 'Not ISO', report),
    el('p', {}, 'HTER ', metric('hter', number(report.hter)), ' · D-EER, attacks pooled, ', metric('d-eer', number(report.dEer)),
      ' · AUC ', metric('auc', number(report.auc), Number.isFinite(number(report.auc)) ? number(report.auc).toFixed(5) : 'n/a')));
}

function pointsSection(report) {
  if (!report.operatingPoints.length) return null;
  const rows = report.operatingPoints.map((p) => row(p.name, [p.criterion, short(number(p.spoofScore)),
    metric('point.' + p.name, value(p.rate)), `${p.rate.k} / ${p.rate.n}`,
    span(p.rate)]));
  return el('section', {id: 'points'}, el('h2', {}, 'Operating points'),
    el('p', {class: 'sub'}, 'Points on the curve of the reported scores themselves, with the APCER of the worst species. '
      + 'They describe the detector and are not thresholds to use.'),
    table(['', 'where', 'threshold', 'rate', 'errors / presentations', 'interval'], rows, 'Operating points'));
}
