// Elements, texts and numbers.

/** The element of this id. */
export const at = id => document.getElementById(id);

/** An element with attributes and children; texts become text and nothing else. */
export function el(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined));
  return made;
}

/** Puts a text somewhere, and touches nothing where it stands already: selections and screen readers stay where they are. */
export function say(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** The same for an attribute; null takes it away. */
export function set(node, name, value) {
  if (value === null) node.removeAttribute(name);
  else if (node.getAttribute(name) !== String(value)) node.setAttribute(name, value);
}

const kept = new WeakMap();

/**
 * Makes the children of a parent those of some items, in their order, behind the first one of others: each item keeps its element for as long as it is
 * there, and with it the focus and what is unfolded. `make` returns `{ node, update }`.
 */
export function keyed(parent, items, keyOf, make, behind = null) {
  const known = kept.get(parent) ?? new Map();
  kept.set(parent, known);
  const wanted = new Set(items.map(keyOf));
  for (const [key, row] of known) {
    if (wanted.has(key)) continue;
    row.node.remove();
    known.delete(key);
  }
  let before = behind;
  for (const item of items) {
    let row = known.get(keyOf(item));
    if (!row) known.set(keyOf(item), row = make(item));
    row.update(item);
    const place = before ? before.nextElementSibling : parent.firstElementChild;
    if (place !== row.node) parent.insertBefore(row.node, place);
    before = row.node;
  }
}

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const fine = new Intl.NumberFormat('en-US', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const percents = new Intl.NumberFormat('en-US', { style: 'percent', maximumFractionDigits: 0 });
const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/** A count. */
export const count = value => value === undefined ? '–' : whole.format(value);

/** Something per second. */
export const rate = value => value === undefined ? '–' : value === 0 ? '0' : value < 0.05 ? '<0.1' : value < 100 ? fine.format(value) : whole.format(value);

/** A part of a whole. */
export const percent = value => value === undefined ? '–' : percents.format(value);

/** Seconds, as short as they can be told apart. */
export function seconds(value) {
  if (value === undefined) return '–';
  if (value < 0.01) return `${(value * 1000).toFixed(1)} ms`;
  return value < 1 ? `${Math.round(value * 1000)} ms` : `${value.toFixed(value < 10 ? 2 : 1)} s`;
}

/** How long something has lasted. */
export function age(value) {
  if (value < 60) return `${value} s`;
  if (value < 3600) return `${Math.floor(value / 60)} min`;
  if (value < 48 * 3600) return `${Math.floor(value / 3600)} h ${Math.floor(value % 3600 / 60)} min`;
  return `${Math.floor(value / 86400)} days`;
}

/** Bytes. */
export function bytes(value) {
  let unit = 0;
  for (; value >= 1024 && unit < units.length - 1; unit++) value /= 1024;
  return `${unit === 0 || value >= 100 ? whole.format(value) : fine.format(value)} ${units[unit]}`;
}

/** One of something, or several. */
export const several = (value, one, many) => `${count(value)} ${value === 1 ? one : many ?? `${one}s`}`;

/** The id in a full name, with its account where that is another than the usual one. */
export function short(fullName, account) {
  const [, owner, , id] = fullName.split('/');
  if (!fullName.startsWith('accounts/') || id === undefined) return fullName;
  return owner === account ? id : `${owner}/${id}`;
}

/** The part of a URL that tells replicas apart. */
export const host = url => url.replace(/^http:\/\//, '').replace(/\/$/, '');

/** What a replica's state is called, and how bad it is. */
export const states = {
  inservice: ['in service', 'well'],
  warming: ['warming up', 'warn'],
  ejected: ['ejected', 'bad'],
  due: ['due to be tried', 'warn'],
  probing: ['being tried', 'warn'],
  down: ['down', 'bad'],
  unused: ['takes no requests', 'idle'],
};

/** The state of a replica. */
export const stateOf = replica => states[replica.weight === 0 ? 'unused' : replica.state] ?? [replica.state, 'idle'];

/** Shows a word with a tone. */
export function tell(node, [word, tone]) {
  say(node, word);
  set(node, 'class', `state ${tone}`);
}

/** A curve without axes over the last values; decoration beside a figure that says the same. */
export function spark() {
  const line = svg('path', { class: 'line' }), area = svg('path', { class: 'area' });
  const node = svg('svg', { class: 'spark', viewBox: '0 0 119 30', preserveAspectRatio: 'none', 'aria-hidden': 'true' });
  node.append(area, line);
  const values = [];
  return {
    node,
    add(value) {
      values.push(value ?? 0);
      if (values.length > 120) values.shift();
      const most = Math.max(...values, 1e-9);
      const points = values.map((one, i) => `${120 - values.length + i} ${(28.5 - one / most * 26).toFixed(2)}`);
      set(line, 'd', `M${points.join('L')}`);
      set(area, 'd', `M${120 - values.length} 30L${points.join('L')}L119 30Z`);
    },
  };
}

function svg(name, attributes) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
