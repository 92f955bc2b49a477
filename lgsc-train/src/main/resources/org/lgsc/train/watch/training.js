// Builds the page from the embedded data. Text only ever enters the page as text.
const data = JSON.parse(document.getElementById('report-data').textContent);
const app = document.getElementById('app');
const number = (v) => v === null || v === undefined ? NaN : Number(v); // NaN is a string
const SHORT = {loss_regression: 'L_r', loss_auxiliary: 'L_a'};
const headName = (n) => SHORT[n] || n.replace('loss_triplet_', 'L_t ').replace('loss_', '').toUpperCase().replace('L_T', 'L_t');

const rate = (v) => v > 0 && v < 1e-3 ? v.toExponential(2) : short(v);

function duration(seconds) {
  if (!(seconds >= 0)) return 'unknown so far';
  const h = Math.floor(seconds / 3600), m = Math.ceil((seconds - 3600 * h) / 60);
  return h >= 48 ? `${Math.round(h / 24)} days` : h ? `${h} h ${m} min` : `${m} min`;
}

function card(name, value, more) {
  return el('div', {class: 'card'}, el('div', {class: 'name'}, name),
    el('div', {class: 'value', 'data-card': name}, value), el('div', {class: 'more'}, more || ''));
}

function cards() {
  const s = data.last, looks = data.epochs.filter((e) => e.dev);
  const best = looks.filter((e) => e.best).pop();
  const dev = looks[looks.length - 1];
  return el('div', {class: 'cards'},
    card('Step', s.step === undefined ? '0' : String(s.step), s.steps ? `of ${s.steps}, ${s.phase}` : ''),
    card('Time left', data.state === 'running' ? duration(data.secondsLeft) : data.state, data.outcome || 'of this phase'),
    card('Loss', short(number(s.total)), 'weighted total of the last logged step'),
    card('Learning rate', rate(number(s.learningRate)), ''),
    card('Development ACER', dev ? percent(number(dev.dev.acer)) : 'n/a',
      best ? `best ${percent(number(best.dev.acer))} in epoch ${best.epoch}` : 'not evaluated yet'),
    card('Threshold', dev ? short(number(dev.dev.threshold)) : 'n/a', 'equal error rate, development split'));
}

function span(curves) {
  const xs = [], ys = [];
  for (const c of curves) for (const [x, y] of c) { xs.push(x); ys.push(y); }
  return xs.length ? [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)] : null;
}

// curves: {name: [[x, y], ...]}
function panel(title, curves, xLabel, show, fromZero) {
  const names = Object.keys(curves).filter((n) => curves[n].length);
  const range = span(names.map((n) => curves[n]));
  if (!range) return null;
  const [x0, x1, low, high] = range;
  const y0 = fromZero ? Math.min(0, low) : low, y1 = high > y0 ? high : y0 + (Math.abs(y0) || 1);
  return el('div', {}, el('h3', {}, title), names.length > 1 ? legend(names) : null,
    chart({label: title, xLabel, yLabel: title, x: linear(x0, x1), y: linear(y0, y1),
      xTicks: labelled(ticks(x0, x1, 5)), yTicks: labelled(ticks(y0, y1, 5), show),
      curves: names.map((n, i) => ({i, points: curves[n].map(([x, y]) => ({x, y, text: `${n}\n${xLabel} ${short(x)}: ${show(y)}`}))}))}));
}

function phaseSection(phase, curves) {
  const heads = Object.keys(curves).filter((n) => n !== 'total' && n !== 'rate');
  const pick = (wanted) => Object.fromEntries(heads.filter(wanted).map((n) => [headName(n), curves[n]]));
  const triplet = (n) => n.startsWith('loss_triplet_');
  return el('section', {'data-phase': phase}, el('h2', {}, phase[0].toUpperCase() + phase.slice(1)), el('div', {class: 'two'},
    panel('Total loss', {total: curves.total || []}, 'step', short, true),
    panel('Loss heads', pick((n) => !triplet(n)), 'step', short, true),
    panel('Triplet losses', pick(triplet), 'step', short, true),
    panel('Learning rate', {rate: curves.rate || []}, 'step', (v) => v ? Number(v.toPrecision(3)).toExponential() : '0', true)));
}

function devSection() {
  const looks = data.epochs.filter((e) => e.dev);
  if (!looks.length) return null;
  const of = (key) => looks.map((e) => [e.epoch, number(e.dev[key])]).filter(([, y]) => Number.isFinite(y));
  return el('section', {id: 'dev'}, el('h2', {}, 'Development split'),
    el('p', {class: 'sub'}, 'At the threshold of the split’s own equal error rate, so these rates are optimistic.'),
    el('div', {class: 'two'},
      panel('Error rates', {ACER: of('acer'), 'APCER, worst species': of('apcer'), BPCER: of('bpcer'), 'D-EER': of('dEer')}, 'epoch', tickPercent, true),
      panel('Threshold', {threshold: of('threshold')}, 'epoch', short, true)));
}

function facesSection() {
  if (!data.faces.length) return null;
  const epochs = data.faces[0].looks.map((l) => l.epoch);
  return el('section', {id: 'faces'}, el('h2', {}, 'Cue maps of the same faces'),
    el('p', {class: 'sub'}, 'Mean |cue| of the middle patch. Live faces stay dark when training works. The same colour means the same value everywhere.'),
    el('div', {class: 'scroll'}, el('table', {class: 'faces', 'aria-label': 'Cue maps by epoch'},
      el('thead', {}, el('tr', {}, el('th', {scope: 'col'}, 'class'), el('th', {scope: 'col'}, 'face'),
        epochs.map((e) => el('th', {scope: 'col'}, `epoch ${e}`)))),
      el('tbody', {}, data.faces.map((f) => el('tr', {}, el('th', {scope: 'row', title: f.id}, f.label),
        el('td', {}, el('img', {src: f.picture, alt: `${f.label}: ${f.id}`})),
        f.looks.map((l) => el('td', {}, el('img', {src: l.picture, alt: `cue map of ${f.id} in epoch ${l.epoch}`})))))))),
    el('div', {class: 'scale'}, '0', el('span', {class: 'bar', style: `background: linear-gradient(90deg, ${data.scale.join(',')})`}),
      `${data.scaleEnd} and above`));
}

function notesSection() {
  if (!data.notes.length) return null;
  return el('section', {class: 'notes', id: 'notes'}, el('h2', {}, 'Notes, newest first'),
    el('ul', {}, data.notes.map((n) => el('li', {}, `${n.text} (${n.phase}, step ${n.step})`))));
}

function age() {
  const minutes = (Date.now() - Date.parse(data.written)) / 60000;
  return data.state === 'running' && minutes > 10
    ? ` No update for ${duration(60 * minutes)}: the development split is being evaluated, or the process has stopped.` : '';
}

app.append(el('header', {}, el('div', {}, el('h1', {}, data.title),
  el('p', {class: 'sub', id: 'written'}, `Written ${data.written}.${age()}`)),
  el('span', {class: 'badge ' + data.state, id: 'state'}, data.state)), cards());
for (const section of [notesSection(), devSection(), facesSection(),
  ...Object.entries(data.curves).reverse().map(([phase, curves]) => phaseSection(phase, curves))]) {
  if (section) app.append(section);
}
app.append(el('section', {id: 'options'}, el('h2', {}, 'Options'),
  el('dl', {}, Object.entries(data.facts).flatMap(([k, v]) => [el('dt', {}, k), el('dd', {}, v)]))), tip);
