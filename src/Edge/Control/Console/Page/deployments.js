// Deployments and their replicas.
import { count, el, host, keyed, percent, rate, say, seconds, set, short, stateOf, tell, several } from './parts.js';

let table = null, account = '';

/** Puts the list somewhere. */
export function makeDeployments(parent) {
  const titles = [['Deployment and replicas'], ['State'], ['In flight', 'num'], ['Engine'], ['Connections'], ['Requests/s', 'num'], ['p50', 'num'], ['p99', 'num'], ['Failures/s', 'num']];
  table = el('table', null,
    el('caption', { class: 'unseen' }, 'Deployments and their replicas, with their states and loads'),
    el('thead', null, el('tr', null, titles.map(([title, kind]) => el('th', { scope: 'col', class: kind }, title)))));
  parent.append(table, el('p', { class: 'empty', hidden: '' }, 'No deployment matches.'));
  parent.setAttribute('tabindex', '0');
  parent.setAttribute('role', 'region');
  parent.setAttribute('aria-label', 'List of deployments and replicas');
}

/** Shows a page of them. */
export function showDeployments({ deployments, edge }) {
  account = edge.account;
  table.hidden = deployments.rows.length === 0;
  table.nextElementSibling.hidden = !table.hidden;
  keyed(table, deployments.rows, deployment => deployment.name, body, table.tHead);
}

function body(deployment) {
  const name = el('span', { class: 'name' }), model = el('td', { class: 'model', colspan: '2' }), state = el('span');
  const flight = el('td', { class: 'num' }), flows = flowCells();
  const node = el('tbody', { 'data-deployment': deployment.name },
    el('tr', { class: 'deployment' }, el('th', { scope: 'rowgroup' }, name), el('td', null, state), flight, model, flows.cells));
  const more = el('tr', { class: 'replica' }, el('th', { scope: 'row', colspan: '9', class: 'soft' }));
  return {
    node,
    update(now) {
      say(name, short(now.name, account));
      say(model, now.model ?? '');
      tell(state, summary(now));
      say(flight, now.maxOutstanding ? `${count(now.outstanding)} of ${count(now.maxOutstanding)}` : count(now.outstanding));
      flows.update(now);
      more.remove();
      keyed(node, now.replicas, replica => replica.url, replicaRow, node.firstElementChild);
      if (now.moreReplicas) {
        say(more.firstChild, `and ${several(now.moreReplicas, 'more replica')}`);
        node.append(more);
      }
    },
  };
}

function summary({ wanted, ready, replicas }) {
  const unwell = replicas.filter(replica => replica.weight > 0 && replica.state !== 'inservice').length;
  if (wanted === 0) return ['scaled to zero', 'idle'];
  if (ready === 0) return ['no replica', 'bad'];
  if (unwell > 0) return [`${unwell} not in service`, unwell === replicas.length ? 'bad' : 'warn'];
  return ready < wanted ? [`${ready} of ${several(wanted, 'replica')}`, 'warn'] : [several(ready, 'replica'), 'well'];
}

function replicaRow(replica) {
  const reason = el('span', { class: 'reason' }), state = el('span'), number = el('span'), fill = el('i'), load = el('span', { class: 'load', 'aria-hidden': 'true' }, fill);
  const engine = el('td'), connections = el('td'), flows = flowCells();
  return {
    node: el('tr', { class: 'replica', 'data-replica': `${replica.deployment}@${replica.url}` },
      el('th', { scope: 'row' }, el('span', { class: 'mono name' }, host(replica.url)), reason),
      el('td', null, state), el('td', { class: 'num' }, number, load), engine, connections, flows.cells),
    update(now) {
      say(reason, now.lastFailure ?? '');
      tell(state, stateOf(now));
      showLoad(now, number, load, fill);
      say(engine, engineOf(now));
      set(engine, 'class', now.engine ? '' : 'none');
      const { used, idle, connecting, waiting } = now.connections;
      say(connections, [`${count(used)} used`, `${count(idle)} idle`, connecting ? `${count(connecting)} connecting` : '', waiting ? `${count(waiting)} wait` : ''].filter(Boolean).join(', '));
      set(connections, 'class', waiting ? 'warn tone' : '');
      flows.update(now);
    },
  };
}

/** Against what it takes at once where that is known; else there is nothing to compare with. */
function showLoad({ outstanding, elsewhere, maxConcurrency }, number, load, fill) {
  say(number, maxConcurrency ? `${count(outstanding)} of ${count(maxConcurrency)}` : count(outstanding));
  set(number, 'title', elsewhere ? `and ${count(elsewhere)} of others` : null);
  load.hidden = !maxConcurrency;
  if (!maxConcurrency) return;
  const part = Math.min(1, (outstanding + elsewhere) / maxConcurrency);
  fill.style.width = `${part * 100}%`;
  set(load, 'class', part >= 1 ? 'load full' : 'load');
}

function engineOf({ engine, elsewhere }) {
  if (!engine) return elsewhere ? `${count(elsewhere)} of other edges` : '–';
  return [`${count(engine.running)} run`, engine.waiting ? `${count(engine.waiting)} wait` : '', engine.cache === undefined ? '' : `cache ${percent(engine.cache)}`].filter(Boolean).join(', ');
}

function flowCells() {
  const cells = Array.from({ length: 4 }, () => el('td', { class: 'num' }));
  return {
    cells,
    update(now) {
      [rate(now.rate), seconds(now.p50), seconds(now.p99), rate(now.failedRate)].forEach((text, i) => say(cells[i], text));
      set(cells[3], 'class', now.failedRate > 0 ? 'num bad tone' : 'num');
    },
  };
}
