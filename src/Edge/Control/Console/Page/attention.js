// What needs a look, and what a screen reader is told of it: changes, and never figures.
import { at, count, el, host, keyed, percent, rate, say, set, several, short, stateOf, tell } from './parts.js';

const inService = 'inservice';
const news = [];
let before = null, timer = 0;

/** Has a screen reader say something once it is quiet; several things within three seconds are said together. */
export function announce(text) {
  news.push(text);
  timer ||= setTimeout(() => {
    timer = 0;
    at('news').textContent = news.splice(0).slice(-4).join('. ');
  }, 3000);
}

/** Shows an update. */
export function showAttention(update) {
  const all = [...ofEdge(update), ...ofReplicas(update), ...ofRouters(update)];
  const items = [...all.filter(item => item.state[1] === 'bad'), ...all.filter(item => item.state[1] !== 'bad')];
  set(at('attention'), 'class', items.some(item => item.state[1] === 'bad') ? 'bad' : 'warn');
  at('attention').hidden = items.length === 0;
  keyed(at('attention-list'), items, item => item.key, row);
  compare(update);
}

function row() {
  const state = el('span'), what = el('span', { class: 'name' }), why = el('span', { class: 'soft' });
  return {
    node: el('li', null, state, what, why),
    update(item) {
      tell(state, item.state);
      say(what, item.what);
      say(why, item.why ?? '');
    },
  };
}

function* ofEdge({ edge, snapshot, store }) {
  if (edge.state === 'draining') yield { key: 'draining', state: ['draining', 'warn'], what: 'This edge takes its leave', why: 'running requests are served to their end' };
  if (store && store.state !== 'live') yield { key: 'store', state: [store.state, store.state === 'connecting' ? 'warn' : 'bad'], what: `Store (${store.kind})`, why: store.reason };
  if (store?.refused > 0) yield { key: 'refused', state: ['refused', 'warn'], what: several(store.refused, 'document'), why: 'the last good version of each serves' };
  if (snapshot.idle > 0) yield { key: 'idle', state: ['lead nowhere', 'warn'], what: several(snapshot.idle, 'router'), why: 'none of their deployments exists' };
}

function* ofReplicas({ attention, edge }) {
  for (const replica of attention.replicas) {
    const engaged = `${several(replica.outstanding, 'request')} at it`;
    yield {
      key: `${replica.deployment}@${replica.url}`,
      state: stateOf(replica),
      what: `${short(replica.deployment, edge.account)}  ${host(replica.url)}`,
      why: replica.lastFailure ? `${engaged}, last connect: ${replica.lastFailure}` : engaged,
    };
  }
  const more = attention.moreReplicas + (attention.left ?? 0);
  if (more > 0) yield { key: 'more', state: ['and more', 'warn'], what: `${several(more, 'replica')} not in service` };
}

function* ofRouters({ failing, edge }) {
  for (const router of failing) {
    yield {
      key: router.name,
      state: ['failing', 'bad'],
      what: short(router.name, edge.account),
      why: `${rate(router.failedRate)} of ${rate(router.rate)} requests per second (${percent(Math.min(1, router.failedRate / router.rate))})`,
    };
  }
}

function compare(update) {
  const { attention, deployments } = update;
  const nameOf = replica => `${short(replica.deployment, update.edge.account)} ${host(replica.url)}`;
  const now = {
    edge: update.edge.state,
    store: update.store?.state,
    snapshot: update.snapshot.version,
    unwell: new Map(attention.replicas.map(replica => [nameOf(replica), stateOf(replica)])),
    isWhole: attention.moreReplicas + (attention.left ?? 0) === 0,
  };
  if (before) {
    if (now.edge !== before.edge) announce(`This edge is ${now.edge}`);
    if (now.store !== before.store) announce(`The store is ${now.store}`);
    if (now.snapshot !== before.snapshot) announce(`Snapshot ${count(now.snapshot)} is in force`);
    for (const [name, [word, tone]] of now.unwell) {
      if (tone === 'bad' && before.unwell.get(name)?.[1] !== 'bad') announce(`${name} is ${word}`);
    }
    // Of a list that is not whole a replica may be gone because others stand before it; of a whole one because it is well again, or was deleted.
    const well = new Set(deployments.rows.flatMap(({ replicas }) => replicas.filter(({ state }) => state === inService).map(nameOf)));
    for (const name of now.isWhole ? before.unwell.keys() : []) {
      if (!now.unwell.has(name)) announce(well.has(name) ? `${name} is in service` : `${name} needs no look any more`);
    }
  }
  before = now;
}
