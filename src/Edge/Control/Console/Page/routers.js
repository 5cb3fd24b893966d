// Routers: each with its split as it is configured and as requests really flow.
import { count, el, keyed, percent, rate, say, seconds, set, several, short } from './parts.js';

const colours = 8;
/** Up to so many routers on a page are shown with their members. */
const fewRouters = 5;
/** A member that gets so much more or less than its share is marked. */
const muchOff = 0.1;
/** Below so many requests per second shares are chance. */
const leastRate = 2;
const strategies = { evenLoad: 'even load', weightedRandom: 'weighted' };

const opened = new Map();
let table = null, account = '', fewShown = false, onExplain = () => {};

/** Puts the list somewhere; `explain` is called with the full name of a router that is to be explained. */
export function makeRouters(parent, explain) {
  onExplain = explain;
  const titles = [['Router'], ['Split: configured, and as it flows'], ['Requests/s', 'num'], ['p50', 'num'], ['p99', 'num'], ['Failures/s', 'num'], ['In flight', 'num'], ['']];
  table = el('table', null,
    el('caption', { class: 'unseen' }, 'Routers with their splits, requests and failures'),
    el('thead', null, el('tr', null, titles.map(([title, kind]) => title
      ? el('th', { scope: 'col', class: kind }, title) : el('th', { scope: 'col' }, el('span', { class: 'unseen' }, 'Explain'))))));
  parent.append(table, el('p', { class: 'empty', hidden: '' }, 'No router matches.'));
  parent.setAttribute('tabindex', '0');
  parent.setAttribute('role', 'region');
  parent.setAttribute('aria-label', 'List of routers');
}

/** Shows a page of them. */
export function showRouters({ routers, edge }) {
  account = edge.account;
  fewShown = routers.rows.length <= fewRouters;
  table.hidden = routers.rows.length === 0;
  table.nextElementSibling.hidden = !table.hidden;
  keyed(table, routers.rows, router => router.name, body, table.tHead);
}

function body(router) {
  const id = `members-${router.name.replaceAll('/', '-')}`;
  const name = el('span'), toggle = el('button', { type: 'button', class: 'toggle', 'aria-controls': id }, name), sub = el('span', { class: 'sub' });
  const plan = el('div', { class: 'bar plan' }), flow = el('div', { class: 'bar' }), spoken = el('span', { class: 'unseen' });
  const [rates, p50, p99, failures, flight] = Array.from({ length: 5 }, () => el('td', { class: 'num' }));
  const explain = el('button', { type: 'button', 'aria-label': `Explain ${short(router.name, account)}` }, 'Explain');
  const members = el('tbody');
  const inside = el('tr', { class: 'members', id }, el('td', { colspan: '8' }, memberTable(members)));
  const node = el('tbody', { 'data-router': router.name },
    el('tr', null, el('th', { scope: 'row' }, toggle, sub), el('td', null, el('div', { class: 'split' }, plan, flow), spoken), rates, p50, p99, failures, flight, el('td', null, explain)),
    inside);
  toggle.addEventListener('click', () => {
    opened.set(router.name, inside.hidden);
    unfold();
  });
  explain.addEventListener('click', () => onExplain(router.name));
  function unfold() {
    inside.hidden = !(opened.get(router.name) ?? fewShown);
    set(toggle, 'aria-expanded', String(!inside.hidden));
  }
  return {
    node,
    update(now) {
      unfold();
      say(name, short(now.name, account));
      say(sub, [strategies[now.strategy], now.sessionAffinity ? 'sessions stay' : '', now.public ? 'public' : '', ...now.names].filter(Boolean).join(' · '));
      bar(plan, now.members, member => member.share);
      bar(flow, now.members, member => member.flows);
      say(spoken, now.members.length === 0 ? 'leads nowhere' : now.members.map(member =>
        `${short(member.deployment, account)} ${percent(member.share)}, flows ${percent(member.flows)}`).join('; '));
      say(rates, rate(now.rate));
      say(p50, seconds(now.p50));
      say(p99, seconds(now.p99));
      say(failures, rate(now.failedRate));
      set(failures, 'class', now.failedRate > 0 ? 'num bad tone' : 'num');
      say(flight, count(now.outstanding));
      if (!inside.hidden) showMembers(members, now);
    },
  };
}

function memberTable(members) {
  const titles = [['Deployment'], ['Configured', 'num'], ['Flows', 'num'], ['Requests/s', 'num'], ['In flight', 'num'], ['Replicas well', 'num']];
  return el('table', null, el('thead', null, el('tr', null, titles.map(([title, kind]) => el('th', { scope: 'col', class: kind }, title)))), members);
}

function bar(parent, members, partOf) {
  for (const [i, member] of members.entries()) {
    const part = parent.children[i] ?? parent.appendChild(el('span', { class: `c${i % colours}` }));
    part.style.flexGrow = partOf(member) ?? 0;
    set(part, 'title', `${short(member.deployment, account)} ${percent(partOf(member))}`);
  }
  while (parent.children.length > members.length) parent.lastChild.remove();
}

function showMembers(parent, router) {
  const rows = router.members.map((member, i) => ({ ...member, i, all: router.rate ?? 0 }));
  if (router.moreMembers) rows.push({ more: router.moreMembers, deployment: '' });
  keyed(parent, rows, member => member.deployment, member => {
    const name = el('span'), cells = Array.from({ length: 5 }, () => el('td', { class: 'num' }));
    return {
      node: el('tr', null, el('th', { scope: 'row' }, name), cells),
      update(now) {
        if (now.more) {
          say(name, `and ${several(now.more, 'more member')}`);
          return;
        }
        set(name, 'class', `swatch c${now.i % colours}`);
        say(name, short(now.deployment, account));
        [percent(now.share), percent(now.flows), rate(now.rate), count(now.outstanding), `${now.well} of ${now.replicas}`].forEach((text, i) => say(cells[i], text));
        const isOff = now.all >= leastRate && Math.abs((now.flows ?? now.share) - now.share) > muchOff;
        set(cells[1], 'class', isOff ? 'num warn tone' : 'num');
        set(cells[4], 'class', now.well < now.replicas ? 'num bad tone' : 'num');
      },
    };
  });
}
