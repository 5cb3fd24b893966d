// Puts the page together: what is asked for, and what is shown of each update.
import { at, count, say, set } from './parts.js';
import { hasKey, keepKey, Stream } from './stream.js';
import { chip, showSummary } from './summary.js';
import { announce, showAttention } from './attention.js';
import { makeRouters, showRouters } from './routers.js';
import { makeDeployments, showDeployments } from './deployments.js';
import { showFailures } from './failures.js';
import { explain, showAccount } from './explain.js';
import { makePager } from './pager.js';

/** A tab that nobody sees lets its place go after so long. */
const unseenTime = 30_000;
/** A search begins when the keyboard has been quiet for so long. */
const quiet = 250;
/** As far as pages are counted. */
const mostPages = 2 ** 31 - 1;

const address = new URL(location.href).searchParams;
const query = {
  search: (address.get('search') ?? '').slice(0, at('search').maxLength),
  sort: [...at('sort').options].some(({ value }) => value === address.get('sort')) ? address.get('sort') : 'name',
  page: pageOf('page'),
  deploymentPage: pageOf('deploymentPage'),
};
let isPaused = false, isSearching = false, unseen = 0, searching = 0;

const stream = new Stream({
  update: show,
  state(word, tone, reason) {
    chip('stream', word, tone, reason);
    at('main').classList.toggle('stale', tone !== 'well');
    if (tone === 'bad') announce(word);
  },
  refused: askForKey,
});

makeRouters(at('routers-list'), explain);
makeDeployments(at('deployments-list'));
const routerPager = makePager(at('routers-pager'), 'routers', page => ask({ page }));
const deploymentPager = makePager(at('deployments-pager'), 'deployments', page => ask({ deploymentPage: page }));

/** A page in the address; the first where what stands there is none. */
function pageOf(name) {
  const said = Number(address.get(name));
  return Number.isInteger(said) && said > 0 && said <= mostPages ? said : 1;
}

function show(update) {
  if (isPaused) return;
  showSummary(update);
  showAttention(update);
  showRouters(update);
  showDeployments(update);
  showFailures(update);
  showAccount(update);
  routerPager(update.routers);
  deploymentPager(update.deployments);
  say(at('routers-count'), counted(update.routers, update.snapshot.routers));
  say(at('deployments-count'), counted(update.deployments, update.snapshot.deployments));
  if (isSearching) announce(`${count(update.routers.matches)} routers and ${count(update.deployments.matches)} deployments match`);
  isSearching = false;
  at('forget').hidden = !hasKey();
  at('unlock').hidden = true;
}

function counted(list, all) {
  const left = list.left ? `, ${count(list.left)} too long to show` : '';
  return (list.matches === all ? count(all) : `${count(list.matches)} of ${count(all)}`) + left;
}

/** Asks for something else, and writes it into the address so that it can be passed on. */
function ask(changes) {
  Object.assign(query, changes);
  const said = new URLSearchParams();
  if (query.search) said.set('search', query.search);
  if (query.sort !== 'name') said.set('sort', query.sort);
  if (query.page > 1) said.set('page', query.page);
  if (query.deploymentPage > 1) said.set('deploymentPage', query.deploymentPage);
  history.replaceState(null, '', said.size ? `?${said}` : location.pathname);
  resume();
  stream.open(said.toString());
}

function askForKey(reason) {
  at('key-reason').textContent = reason;
  at('forget').hidden = !hasKey();
  at('unlock').hidden = false;
  if (!at('key-dialog').open) at('key-dialog').showModal();
}

/** With another key this is another page: nothing of what the last one showed stays, be it paused or not. */
function beginAnew() {
  stream.close();
  location.reload();
}

function resume() {
  isPaused = false;
  set(at('pause'), 'aria-pressed', 'false');
}

at('search').value = query.search;
at('sort').value = query.sort;
at('find').addEventListener('submit', event => event.preventDefault());
at('search').addEventListener('input', () => {
  clearTimeout(searching);
  searching = setTimeout(() => {
    isSearching = true;
    ask({ search: at('search').value.trim(), page: 1, deploymentPage: 1 });
  }, quiet);
});
at('sort').addEventListener('change', () => ask({ sort: at('sort').value, page: 1 }));
at('pause').addEventListener('click', () => {
  if (isPaused) {
    ask({});
    return;
  }
  isPaused = true;
  set(at('pause'), 'aria-pressed', 'true');
  stream.close();
  chip('stream', 'Paused', 'warn');
});
at('key-form').addEventListener('submit', () => {
  keepKey(at('key').value.trim());
  at('key').value = '';
  beginAnew();
});
at('unlock').addEventListener('click', () => at('key-dialog').showModal());
at('forget').addEventListener('click', () => {
  keepKey(null);
  beginAnew();
});
document.addEventListener('visibilitychange', () => {
  clearTimeout(unseen);
  if (isPaused) return;
  if (document.hidden) {
    unseen = setTimeout(() => {
      stream.close();
      chip('stream', 'Resting', 'idle');
    }, unseenTime);
  } else if (!at('key-dialog').open) {
    stream.open();
  }
});

chip('stream', 'Connecting', 'idle');
ask({});
