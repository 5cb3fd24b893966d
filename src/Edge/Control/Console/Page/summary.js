// The state of this edge, and its traffic in figures.
import { age, at, bytes, count, el, rate, say, seconds, set, several, spark } from './parts.js';

const states = {
  serving: ['Serving', 'well'],
  lastKnown: ['Serving the last known set', 'warn'],
  waiting: ['Waiting for the store', 'warn'],
  draining: ['Draining', 'warn'],
};
const stores = { live: 'well', connecting: 'warn', disconnected: 'bad', 'store-reset': 'bad' };
const sides = ['caller', 'policy', 'upstream', 'edge'];

const chips = {};
for (const name of ['stream', 'edge', 'snapshot', 'store', 'config']) {
  chips[name] = el('li', { hidden: '' }, el('span', { class: 'state' }));
  at('chips').append(chips[name]);
}

/** Shows a state in the head of the page. */
export function chip(name, text, tone, title) {
  chips[name].hidden = text === '';
  say(chips[name].firstChild, text);
  set(chips[name].firstChild, 'class', `state ${tone}`);
  set(chips[name], 'title', title ?? null);
}

function tile(title, ...children) {
  const made = el('div', { class: 'tile' }, el('h3', null, title), children);
  at('tiles').append(made);
  return made;
}

const figure = name => el('span', { 'data-figure': name });
const big = (node, unit) => el('div', { class: 'figure' }, node, el('small', null, unit));
const note = (...children) => el('p', { class: 'note' }, children);

const answered = figure('answered'), perSecond = figure('rate'), rateCurve = spark();
tile('Requests', big(perSecond, 'per second'), rateCurve.node, note(answered, ' since the start'));

const median = figure('p50'), slow = figure('p99'), slowCurve = spark();
tile('First byte', el('div', { class: 'pair' }, big(median, 'p50'), big(slow, 'p99')), slowCurve.node, note('from arrival to the first byte'));

const failing = figure('failing'), failCurve = spark();
failCurve.node.classList.add('bad');
const failed = Object.fromEntries(sides.map(side => [side, { rate: figure(`rate-${side}`), total: figure(`failed-${side}`) }]));
tile('Failures', big(failing, 'per second'), failCurve.node, note('but for the callers’ own'));
tile('Failures by side', el('dl', null, sides.map(side => [
  el('dt', null, side), el('dd', null, failed[side].rate, ' /s'), el('dd', { class: 'total' }, failed[side].total)])),
  note('per second, and in all'));

const active = figure('active'), callers = figure('callers'), buffered = figure('buffered'), ejections = figure('ejections');
const ofProcess = el('dl', null,
  el('dt', null, 'callers'), el('dd'), el('dd', null, callers),
  el('dt', null, 'kept in memory'), el('dd'), el('dd', null, buffered),
  el('dt', null, 'ejections'), el('dd'), el('dd', null, ejections));
tile('In flight', big(active, 'requests'), ofProcess);

const classes = ['2xx', '3xx', '4xx', '5xx'];
const statuses = Object.fromEntries(classes.map(name => [name, figure(`answers-${name}`)])), repeats = figure('repeats');
const answers = tile('Answers', el('dl', null, classes.map(name => [el('dt', null, name), el('dd'), el('dd', null, statuses[name])]),
  el('dt', null, 'sent twice'), el('dd'), el('dd', null, repeats)));

/** Shows an update. */
export function showSummary(update) {
  const { edge, snapshot, store, requests, process } = update;
  say(at('host'), `${edge.host}, version ${edge.version}, up ${age(edge.uptime)}${edge.seesAll ? '' : `: what is of the account ${edge.account}`}`);
  chip('edge', ...(states[edge.state] ?? [edge.state, 'idle']));
  chip('snapshot', `Snapshot ${snapshot.version}, ${age(snapshot.age)} old`, 'idle', snapshot.applied === undefined ? null : `${several(snapshot.applied, 'configuration')} applied since the start`);
  if (store) chip('store', `Store ${store.kind} ${store.state}${store.peers === undefined ? '' : `, ${several(store.peers, 'peer')}`}`, stores[store.state] ?? 'idle', store.reason);
  else chip('store', '', 'idle');
  chip('config', snapshot.rejected > 0 ? `${several(snapshot.rejected, 'configuration')} refused` : '', 'warn');
  showTraffic(requests);
  showProcess(requests.statuses, process);
}

function showTraffic(requests) {
  say(perSecond, rate(requests.rate));
  say(answered, count(requests.answered));
  rateCurve.add(requests.rateNow);
  say(median, seconds(requests.p50));
  say(slow, seconds(requests.p99));
  slowCurve.add(requests.p99);
  for (const side of sides) {
    say(failed[side].rate, rate(requests.failedRates[side]));
    say(failed[side].total, count(requests.failed[side]));
    set(failed[side].rate.parentNode, 'class', side !== 'caller' && requests.failedRates[side] > 0 ? 'bad tone' : '');
  }
  const ours = requests.failedRates.edge === undefined ? undefined : requests.failedRates.policy + requests.failedRates.upstream + requests.failedRates.edge;
  say(failing, rate(ours));
  failCurve.add(ours);
  say(active, count(requests.active));
}

/** Of the whole edge, which who is of an account is not told of. */
function showProcess(counts, process) {
  answers.hidden = ofProcess.hidden = !process;
  if (!process) return;
  say(callers, count(process.callers));
  say(buffered, bytes(process.buffered));
  say(ejections, count(process.ejections));
  for (const name of classes) say(statuses[name], count(counts[name]));
  say(repeats, count(process.repeats));
}
