// Builds the page from the embedded data. Text only ever enters the page as text.
const data = JSON.parse(document.getElementById('report-data').textContent);
const app = document.getElementById('app');
const METRICS = ['APCER', 'BPCER', 'ACER', 'HTER'];
const isNumber = (v) => v !== null && v !== undefined;
const hundredths = (v) => isNumber(v) ? (100 * v).toFixed(2) : 'n/a';

function spread(m, folds) {
  if (!m || !isNumber(m.mean)) return 'n/a';
  return folds > 1 ? `${hundredths(m.mean)}±${hundredths(m.deviation)}` : hundredths(m.mean);
}

function table(head, rows) {
  return el('table', {}, el('thead', {}, el('tr', {}, head.map((h) => el('th', {}, h)))),
    el('tbody', {}, rows.map((row) => el('tr', {}, row.map((c) => el('td', {}, String(c)))))));
}

function methods() {
  const rows = [];
  for (const p of data.protocols) {
    if (p.ours) {
      const name = data.simulated ? 'ours, SIMULATED DATA' : 'ours';
      rows.push([p.protocol, name, ...METRICS.map((m) => spread(p.ours[m], p.foldsDone)),
        `${p.foldsDone} of ${p.foldsPlanned} folds`]);
    }
    for (const r of p.published) rows.push([p.protocol, r.method, ...METRICS.map((m) => r[m]), r.from]);
  }
  return table(['protocol', 'method', ...METRICS, 'from'], rows);
}

function species() {
  const rows = [];
  for (const p of data.protocols) for (const s of p.species || []) {
    rows.push([p.protocol, s.species, spread(s, p.foldsDone), `${s.errors} of ${s.responses}`,
      `${s.withoutResponse} of ${s.presentations}`]);
  }
  return table(['protocol', 'species', 'APCER', 'errors', 'no response'], rows);
}

function folds() {
  const rows = [];
  for (const p of data.protocols) for (const f of p.folds || []) {
    rows.push([p.protocol, f.fold, isNumber(f.threshold) ? f.threshold.toPrecision(4) : 'n/a',
      ...[...METRICS, 'D-EER', 'AUC'].map((m) => hundredths(f[m]))]);
  }
  return table(['protocol', 'fold', 'threshold', ...METRICS, 'D-EER', 'AUC'], rows);
}

function list(title, texts) {
  return texts.length ? [el('h2', {}, title), el('ul', {}, texts.map((t) => el('li', {}, t)))] : [];
}

app.append(
  el('h1', {}, `Table ${data.table}: ${data.subject}`),
  el('p', {}, `Ours: ${data.data}. Rates in percent; mean and standard deviation over the folds.`),
  methods(),
  el('h2', {}, 'By species'), species(),
  el('h2', {}, 'By fold'), folds(),
  ...list('How it was run', data.notes),
  ...list('No data', data.missing),
  ...list('Could not be run', data.failed));
