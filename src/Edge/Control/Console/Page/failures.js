// Failures of late.
import { at, count, el, host, keyed, say, set, short } from './parts.js';

const tones = { caller: 'idle', policy: 'warn', upstream: 'bad', edge: 'bad' };
const list = el('ol', { class: 'failures', tabindex: '0', 'aria-label': 'Failures, the newest first' });
const empty = el('p', { class: 'empty' }, 'None since the start.');
at('failures-list').append(list, empty);

/** Shows them. */
export function showFailures({ failures, edge }) {
  list.hidden = failures.rows.length === 0;
  empty.hidden = !list.hidden;
  say(at('failures-count'), failures.rows.length === 0 ? '' : `the last ${count(failures.rows.length)}`);
  keyed(list, failures.rows, one => `${one.at} ${one.id} ${one.reason} ${one.replica}`, one => row(one, edge.account));
}

function row(one, account) {
  const when = new Date(one.at), state = el('span', { class: `state ${tones[one.side]}` }, /^\d+$/.test(one.reason) ? `answered ${one.reason}` : one.reason.replaceAll('_', ' '));
  const replica = one.replica ? ` → ${host(one.replica.split('@').pop())}` : '';
  return {
    node: el('li', { class: 'failure' },
      el('time', { datetime: when.toISOString(), title: when.toString() }, when.toTimeString().slice(0, 8)),
      state,
      el('span', { class: 'soft' }, `${one.side}${one.status ? ` ${one.status}` : ''}`),
      el('span', { class: 'where' }, `${one.router ? short(one.router, account) : 'no router'}${replica}`),
      one.id ? el('code', { class: 'id' }, one.id) : null),
    update() {
      set(state, 'title', one.reason);
    },
  };
}
