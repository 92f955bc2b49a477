// Shared by the pages of rates: numbers as in the JSON, tables, and cards with one number.
const number = (v) => typeof v === 'string' ? Number(v) : v; // NaN and infinities are strings
const value = (rate) => rate && rate.n ? rate.k / rate.n : NaN;

function metric(name, v, text) {
  return el('span', {'data-metric': name, 'data-value': v}, text === undefined ? percent(v) : text);
}

function table(head, rows, label) {
  return el('div', {class: 'scroll'}, el('table', {'aria-label': label},
    el('thead', {}, el('tr', {}, head.map((h, i) => el('th', {scope: 'col', class: i ? 'n' : ''}, h)))),
    el('tbody', {}, rows)));
}

function row(name, cells, strong) {
  return el('tr', {class: strong ? 'strong' : ''}, el('th', {scope: 'row'}, name),
    cells.map((c) => el('td', {class: 'n'}, c)));
}

function card(name, content, more) {
  return el('div', {class: 'card'}, el('div', {class: 'name'}, name), el('div', {class: 'value'}, content),
    el('div', {class: 'more'}, more));
}
