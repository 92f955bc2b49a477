// Subjects and presentations with errors, and the page itself.
function subjectsSection(detail) {
  if (!detail.subjects.length) return null;
  const rows = detail.subjects.map((s) => row(s.subject, [percent(value(s.bpcer)), `${s.bpcer.k} / ${s.bpcer.n}`,
    percent(value(s.apcer)), `${s.apcer.k} / ${s.apcer.n}`, s.outlier ? el('span', {class: 'badge bad'}, 'outlier') : '']));
  return el('section', {id: 'subjects'}, el('h2', {}, 'Subjects with errors'),
    el('p', {class: 'sub'}, 'Highest error rate first. Outlier: the 95 % interval of the subject’s error rate lies above the rate of all subjects.'),
    table(['subject', 'BPCER', 'bona fide errors', 'APCER, pooled', 'attack errors', ''], rows, 'Subjects'));
}

function errorsSection(detail) {
  if (!detail.errors.length) return null;
  const cases = detail.errors.map((e) => {
    const s = e.score;
    const live = s.label === 'LIVE';
    const pictures = e.face || e.cue ? el('div', {class: 'pictures'},
      e.face ? el('img', {src: e.face, alt: 'face ' + s.id}) : el('div', {}),
      e.cue ? el('img', {src: e.cue, alt: 'spoof cue map of ' + s.id}) : el('div', {})) : null;
    return el('div', {class: 'case'}, pictures, el('div', {class: 'text'},
      el('span', {class: 'badge'}, live ? 'bona fide rejected' : s.species + ' accepted'),
      el('div', {}, el('strong', {}, short(number(s.spoofScore))), el('span', {class: 'soft'}, ` · off by ${short(number(e.distance))}`)),
      el('div', {class: 'soft'}, s.id + (s.frame >= 0 ? ', frame ' + s.frame : '')),
      s.subject ? el('div', {class: 'soft'}, 'subject ' + s.subject) : null));
  });
  return el('section', {id: 'errors'}, el('h2', {}, 'Worst errors'),
    el('p', {class: 'sub'}, 'The presentations farthest on the wrong side of the threshold, by class. The number is the spoof score.'),
    el('div', {class: 'gallery'}, cases));
}

function figuresSection() {
  if (!data.figures.length) return null;
  return el('section', {id: 'figures'}, el('h2', {}, 'Figures'), data.figures.map((f) => el('figure', {class: 'wide'},
    el('img', {src: f.uri, alt: f.caption}), el('figcaption', {class: 'sub'}, f.caption))));
}

function footer() {
  return el('footer', {}, 'APCER: share of the attacks of one PAI species taken for live, of those with a response. BPCER: share of the bona fide presentations taken '
    + 'for attacks, of those with a response. APNRR, BPNRR: share of presentations without response. ACER = (worst APCER + BPCER) / 2 and HTER are not metrics of ISO/IEC 30107-3. '
    + `Made by LGSC for Java ${data.version}. This file is self-contained and loads nothing.`);
}

function theme() {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = dark ? 'light' : 'dark';
}

function render() {
  const report = reports[current], detail = data.details[current];
  const several = reports.length > 1;
  const parts = [
    el('header', {}, el('div', {}, el('h1', {}, data.title || 'PAD report'),
      el('div', {class: 'sub'}, 'Presentation attack detection in the terms of ISO/IEC 30107-3'
        + (several ? `, ${reports.length} folds` : '') + (several && report.title ? ` · ${report.title}` : ''))),
      el('button', {type: 'button', id: 'theme', onclick: theme}, 'Light / dark')),
    several ? summarySection() : null,
    several ? el('nav', {class: 'folds', 'aria-label': 'Folds'}, data.details.map((d, i) =>
      el('button', {type: 'button', 'aria-pressed': String(i === current), onclick: () => { current = i; render(); }}, d.name))) : null,
    el('main', {'data-fold': detail.name}, cards(report), notes(report), cardSection(report), ratesSection(report), exploreSection(report, detail),
      curvesSection(report, detail), pointsSection(report), dataSection(report), subjectsSection(detail), errorsSection(detail)),
    figuresSection(), footer(), tip];
  app.replaceChildren(...parts.filter((p) => p));
}

render();
