// The charts of a fold, and the slider that moves the threshold through them.
const finite = (t) => t.thresholds.map(number).map((v, i) => [v, i]).filter(([v]) => Number.isFinite(v));

// Curves need a score in each class and a finite threshold.
const drawable = (t) => t && t.bonaFide && t.species.some((s) => s.attacks) && finite(t).length;

function rates(t, i) {
  const species = t.species.map((s) => ({name: s.name, k: s.accepted[i], n: s.attacks, v: s.attacks ? s.accepted[i] / s.attacks : NaN}));
  const known = species.map((s) => s.v).filter((v) => !Number.isNaN(v));
  const apcer = known.length ? Math.max(...known) : NaN;
  const bpcer = t.bonaFide ? t.rejectedBonaFide[i] / t.bonaFide : NaN;
  return {species, apcer, bpcer, acer: (apcer + bpcer) / 2};
}

function exploreSection(report, detail) {
  const t = detail.table;
  if (!drawable(t)) return null;
  const all = finite(t);
  const tau = number(report.threshold.spoofScore);
  const low = all[0][0], high = all[all.length - 1][0];
  const xTicks = labelled(ticks(low, high, 6));
  const yTicks = [0, 0.25, 0.5, 0.75, 1].map((v) => [v, 100 * v + ' %']);
  const curve = (key) => ({points: all.map(([v, i]) => ({x: v, y: rates(t, i)[key],
    text: `${key.toUpperCase()} ${percent(rates(t, i)[key])}\nthreshold ${short(v)}`}))});
  const names = ['APCER, worst species', 'BPCER', 'ACER'];
  const curves = chart({label: 'Error rates against the threshold', xLabel: 'threshold (spoof score)', yLabel: 'error rate',
    x: linear(low, high), y: linear(0, 1), xTicks, yTicks, rule: tau, curves: ['apcer', 'bpcer', 'acer'].map(curve)});
  const bars = histogram(detail.histogram, tau, low, high, xTicks);
  const slider = el('input', {type: 'range', id: 'threshold', min: 0, max: all.length - 1, step: 1, 'aria-label': 'Threshold'});
  const output = el('output', {for: 'threshold', id: 'moved-threshold'});
  const body = el('tbody', {});
  const move = () => {
    const [v, i] = all[Number(slider.value)];
    const r = rates(t, i);
    output.textContent = short(v) + (v === tau ? ' (the report’s)' : '');
    slider.setAttribute('aria-valuetext', `threshold ${short(v)}, APCER ${percent(r.apcer)}, BPCER ${percent(r.bpcer)}`);
    body.replaceChildren(
      ...r.species.map((s) => row('APCER ' + s.name, [metric('moved.apcer.' + s.name, s.v), `${s.k} / ${s.n}`])),
      row('BPCER', [metric('moved.bpcer', r.bpcer), `${t.rejectedBonaFide[i]} / ${t.bonaFide}`]),
      row('ACER (not ISO)', [metric('moved.acer', r.acer), ''], true));
    curves.moveRule(v);
    bars.moveRule(v);
  };
  const reset = () => { slider.value = all.findIndex(([v]) => v === tau); if (slider.value < 0) slider.value = 0; move(); };
  slider.addEventListener('input', move);
  reset();
  return el('section', {id: 'explore'}, el('h2', {}, 'Move the threshold'),
    el('p', {class: 'sub'}, 'Error rates of other thresholds on these test scores. A threshold chosen here would be fitted on the test split.'
      + (t.complete ? '' : ' Some thresholds are left out; every count is exact.')),
    el('div', {class: 'slider'}, slider, output, el('button', {type: 'button', id: 'reset', onclick: reset}, 'Back to the report’s')),
    el('div', {class: 'two'},
      el('figure', {}, legend(names), curves),
      el('figure', {}, legend(detail.histogram.groups.map((g) => g.name)), bars)),
    el('div', {class: 'scroll', style: 'max-width:560px'}, el('table', {'aria-label': 'Rates at the moved threshold'},
      el('thead', {}, el('tr', {}, ['', 'rate', 'errors / presentations'].map((h, i) => el('th', {scope: 'col', class: i ? 'n' : ''}, h)))), body)));
}

function histogram(h, tau, low, high, xTicks) {
  const bins = h.groups[0].counts.length;
  const from = number(h.low), width = number(h.high) / bins - from / bins;
  let top = 0;
  const areas = h.groups.map((g, i) => {
    const n = g.counts.reduce((a, b) => a + b, 0) || 1;
    const points = [];
    g.counts.forEach((c, b) => {
      top = Math.max(top, c / n);
      const text = `${g.name}: ${c} of ${n}\n${short(from + b * width)} to ${short(from + (b + 1) * width)}`;
      points.push({x: from + b * width, y: c / n, text}, {x: from + (b + 1) * width, y: c / n, text});
    });
    return {i, points, area: true};
  });
  return chart({label: 'Histogram of the spoof scores', xLabel: 'spoof score', yLabel: 'share of the class',
    x: linear(low, high), y: linear(0, top || 1), xTicks, rule: tau, curves: areas,
    yTicks: labelled(ticks(0, top || 1, 4), tickPercent)});
}

function curvesSection(report, detail) {
  const t = detail.table;
  if (!drawable(t)) return null;
  const at = t.thresholds.map(number).indexOf(number(report.threshold.spoofScore));
  const names = t.species.map((s) => s.name);
  const marks = [0.001, 0.01, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 0.99];
  const most = Math.max(t.bonaFide, ...t.species.map((s) => s.attacks));
  const least = Math.max(1e-6, Math.min(0.01, 0.4 / most));
  const scale = (v) => linear(probit(least), probit(1 - least))(probit(Math.max(least, Math.min(1 - least, v))));
  const axis = [0.00001, 0.0001].concat(marks).filter((v) => v >= least && v <= 1 - least)
    .map((v) => [v, v < 0.001 ? 100 * v + '' : String(Number((100 * v).toFixed(1)))]);
  const point = (s, i) => ({x: s.accepted[i] / s.attacks, y: t.rejectedBonaFide[i] / t.bonaFide,
    text: `${s.name}\nAPCER ${percent(s.accepted[i] / s.attacks)} · BPCER ${percent(t.rejectedBonaFide[i] / t.bonaFide)}\nthreshold ${short(number(t.thresholds[i]))}`});
  const scored = t.species.filter((s) => s.attacks);
  const index = (s) => t.species.indexOf(s) + 1; // as in the histogram, where bona fide comes first
  const det = chart({label: 'Detection error tradeoff by PAI species, probit axes', square: true, xLabel: 'APCER (%)', yLabel: 'BPCER (%)',
    x: scale, y: scale, xTicks: axis, yTicks: axis,
    curves: scored.map((s) => ({i: index(s), points: t.thresholds.map((_, i) => point(s, i))})),
    marks: scored.map((s) => Object.assign(point(s, at), {i: index(s)}))});
  const total = t.species.reduce((n, s) => n + s.attacks, 0);
  const roc = (i) => {
    const far = t.species.reduce((n, s) => n + s.accepted[i], 0) / total;
    const tar = 1 - t.rejectedBonaFide[i] / t.bonaFide;
    return {x: far, y: tar, text: `attacks accepted ${percent(far)}\nbona fide accepted ${percent(tar)}\nthreshold ${short(number(t.thresholds[i]))}`};
  };
  const share = [0, 0.2, 0.4, 0.6, 0.8, 1].map((v) => [v, 100 * v + '']);
  const rocChart = chart({label: 'Receiver operating characteristic, attacks pooled', square: true, xLabel: 'attacks accepted (%)',
    yLabel: 'bona fide accepted (%)', x: linear(0, 1), y: linear(0, 1), xTicks: share, yTicks: share,
    curves: [{i: 0, points: t.thresholds.map((_, i) => roc(i))}], marks: [Object.assign(roc(at), {i: 0})]});
  return el('section', {id: 'curves'}, el('h2', {}, 'DET and ROC'),
    el('p', {class: 'sub'}, 'Point at a curve to see its values; the dot marks the report’s threshold. Rates of zero are on the edge of the DET plot.'),
    el('div', {class: 'two'},
      el('figure', {}, el('h3', {}, 'DET by species'), legend(names, 1), det),
      el('figure', {}, el('h3', {}, 'ROC, attacks pooled'), legend(['AUC ' + (Number.isFinite(number(report.auc)) ? number(report.auc).toFixed(5) : 'n/a')]), rocChart)));
}
