// Asks the control API which way a request would go.
import { at, count, el, host, percent, short } from './parts.js';
import { credentials } from './stream.js';

const strategies = { evenLoad: 'even load', weightedRandom: 'weighted draws' };
let isTouched = false;

at('explain-account').addEventListener('input', () => { isTouched = true; });
at('explain-form').addEventListener('submit', event => {
  event.preventDefault();
  ask();
});

/** The account that a request is of, unless somebody wrote another. */
export function showAccount({ edge }) {
  if (!isTouched || !edge.seesAll) at('explain-account').value = edge.account;
  at('explain-account').disabled = !edge.seesAll;
}

/** Explains a router, for its own account where that may be asked for. */
export function explain(fullName) {
  at('explain-model').value = fullName;
  if (!at('explain-account').disabled) {
    at('explain-account').value = fullName.split('/')[1];
    isTouched = true;
  }
  at('explain').scrollIntoView({ block: 'nearest' });
  ask();
}

async function ask() {
  const account = at('explain-account').value.trim(), model = at('explain-model').value.trim(), session = at('explain-session').value;
  try {
    const answer = await fetch(`/v1/accounts/${encodeURIComponent(account)}:explain`, {
      method: 'POST',
      headers: { ...credentials(), 'Content-Type': 'application/json' },
      body: JSON.stringify(session ? { model, session } : { model }),
    });
    const said = await answer.json();
    show(answer.ok ? explanation(said, account) : [el('p', { class: 'bad tone' }, said.message)]);
  } catch (error) {
    show([el('p', { class: 'bad tone' }, `This edge does not answer: ${error.message}`)]);
  }
}

function show(nodes) {
  at('explain-answer').replaceChildren(...nodes);
}

function explanation(said, account) {
  const share = new Map(said.dryRun.replicas.map(one => [`${one.deployment}@${one.url}`, said.dryRun.requests ? one.requests / said.dryRun.requests : 0]));
  const titles = [['Replica'], ['Configured', 'num'], ['Would get', 'num'], ['In flight', 'num']];
  return [
    el('p', null, el('b', null, said.model), ' leads to ', el('b', null, short(said.leadsTo, account)), `: ${said.because}. `,
      `Shared out by ${strategies[said.strategy]}${said.sessionAffinity ? ', sessions stay together' : ''}.`),
    said.candidates.length === 0 ? el('p', { class: 'bad tone' }, 'No replica could answer.') : el('table', null,
      el('caption', { class: 'unseen' }, 'Replicas that could answer'),
      el('thead', null, el('tr', null, titles.map(([title, kind]) => el('th', { scope: 'col', class: kind }, title)))),
      el('tbody', null, said.candidates.map(one => el('tr', null,
        el('th', { scope: 'row' }, el('span', { class: 'name' }, short(one.deployment, account)), el('span', { class: 'sub mono' }, host(one.url))),
        el('td', { class: 'num' }, percent(one.share)),
        el('td', { class: 'num' }, percent(share.get(`${one.deployment}@${one.url}`))),
        el('td', { class: 'num' }, count(one.outstanding)))))),
    ...said.excluded.map(one => el('p', { class: 'soft' }, `${short(one.deployment, account)} ${host(one.url)} is left out: ${one.reason}.`)),
  ];
}
