// Builds the page from the embedded data. Text is always inserted as text, not as HTML.
const data = JSON.parse(document.getElementById('report-data').textContent);
const app = document.getElementById('app');
const METRICS = data.metrics;
const isNumber = (v) => v !== null && v !== undefined;
const hundredths = (v) => isNumber(v) ? (100 * v).toFixed(2) : 'n/a';

function spread(m, folds) {
  if (!m || !isNumber(m.mean)) return 'n/a';
  return folds > 1 ? `${hundredths(m.mean)}±${hundredths(m.deviation)}` : hundredths(m.mean);
}

// A table wider than a telephone scrolls in its own box.
function table(head, rows) {
  return el('div', {class: 'scroll'}, el('table', {},
    el('thead', {}, el('tr', {}, head.map((h) => el('th', {}, h)))),
    el('tbody', {}, rows.map((row) => el('tr', {}, row.map((c) => el('td', {}, String(c))))))));
}

const part = (title, ...content) => el('section', {}, title ? el('h2', {}, title) : [], ...content);

function ours(row, name, folds, from) {
  const method = data.simulated ? 'ours, SIMULATED DATA' : 'ours';
  return [name, method, ...METRICS.map((m) => spread(row[m], folds)), from];
}

function printed(p, rows) {
  return rows.map((r) => [p.protocol, r.method, ...METRICS.map((m) => r[m]), r.from]);
}

const METHODS = ['protocol', 'method', ...METRICS, 'from'];

function methods() {
  const rows = [];
  for (const p of data.protocols) {
    if (p.ours) {
      rows.push(ours(p.ours, p.protocol, p.foldsDone, `${p.foldsDone} of ${p.foldsPlanned} folds`));
    }
    rows.push(...printed(p, p.published));
  }
  if (data.mean) {
    rows.push(ours(data.mean.ours, data.mean.of, data.protocols.filter((p) => p.ours).length, ''));
  }
  for (const b of data.baselines || []) {
    rows.push([b.protocol || 'all rows', `${b.method} (baseline)`,
      ...METRICS.map((m) => spread(b.ours[m], b.folds.length)), `${b.folds.length} folds`]);
  }
  return table(METHODS, rows);
}

function notInPaper() {
  const rows = data.protocols.filter((p) => p.ours).flatMap((p) => printed(p, p.notInPaper));
  if (!rows.length) return [];
  const flags = [...new Set(rows.map((row) => row[row.length - 1]))];
  return [part('Not in the paper', table(METHODS, rows),
    ...flags.map((f) => el('p', {class: 'sub'}, `${f}: ${data.transcribed[f]}.`)))];
}

function species() {
  const rows = [];
  for (const p of data.protocols) for (const s of p.species || []) {
    rows.push([p.protocol, s.species, spread(s, p.foldsDone), `${s.errors} of ${s.responses}`,
      `${s.withoutResponse} of ${s.presentations}`]);
  }
  return table(['protocol', 'species', 'APCER', 'errors', 'no response'], rows);
}

const BY_FOLD = [...new Set([...METRICS, 'D-EER', 'AUC'])];

function folds() {
  const rows = [];
  for (const p of data.protocols) for (const f of p.folds || []) {
    rows.push([p.protocol, f.fold, isNumber(f.threshold) ? f.threshold.toPrecision(4) : 'n/a',
      ...BY_FOLD.map((m) => hundredths(f[m]))]);
  }
  return table(['protocol', 'fold', 'threshold', ...BY_FOLD], rows);
}

function list(title, texts) {
  return texts.length ? [part(title, el('ul', {}, texts.map((t) => el('li', {}, t))))] : [];
}

app.append(
  el('h1', {}, data.title),
  el('p', {class: 'soft'}, `Ours: ${data.data}. Rates in percent; mean and standard deviation over the folds.`),
  part('', methods()),
  ...notInPaper(),
  ...list('Errata of the printed table', data.printNotes),
  part('By species', species()),
  part('By fold', folds()),
  ...list('Warnings of folds', data.warnings),
  ...list('How it was run', data.notes),
  ...list('No data', data.missing),
  ...list('Could not be run', data.failed));
