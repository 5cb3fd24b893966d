import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { call, figure, places, run, test, until, updated } from './browser.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

async function metrics() {
  const text = await (await fetch(`${places.control}/metrics`)).text();
  const lines = text.split('\n').filter(line => line && !line.startsWith('#')).map(line => /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line));
  return (name, label = '') => lines.filter(([, of, labels]) => of === name && (labels ?? '').includes(label)).reduce((sum, line) => sum + Number(line[3]), 0);
}

test('the page loads without a complaint of the browser', async open => {
  const page = await open();
  await updated(page);
  const paint = () => page.evaluate(() => Math.round(performance.getEntriesByName('first-contentful-paint')[0].startTime));
  await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
  const cold = await paint();
  await page.reload();
  await updated(page);
  await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
  console.log(`first paint after ${cold} ms, and ${await paint()} ms when it is opened again`);
  assert.equal(await page.title(), 'Edge console');
  assert.match(await page.locator('#host').textContent(), /version \d/);
});

test('the root of the listener leads there', async open => {
  const page = await open(`${places.control}/`);
  await updated(page);
  assert.equal(new URL(page.url()).pathname, '/console');
});

test('numbers are those of the metrics', async open => {
  const page = await open();
  await updated(page);
  await call('chat', 20);
  await call('nothing-of-this-name', 3);
  const read = await metrics();
  const expected = {
    answered: read('edge_requests_total'),
    'answers-2xx': read('edge_requests_total', 'status="2'),
    'answers-4xx': read('edge_requests_total', 'status="4'),
    'answers-5xx': read('edge_requests_total', 'status="5'),
    'failed-caller': read('edge_faults_total', 'side="caller"'),
    'failed-upstream': read('edge_faults_total', 'side="upstream"'),
    ejections: read('edge_replica_ejections_total'),
    repeats: read('edge_repeats_total'),
    active: 0,
  };
  assert(expected['answers-2xx'] >= 20 && expected['failed-caller'] >= 3, JSON.stringify(expected));
  await until(async () => {
    const shown = Object.fromEntries(await Promise.all(Object.keys(expected).map(async name => [name, await figure(page, name)])));
    return JSON.stringify(shown) === JSON.stringify(expected) || shown;
  }, `the page shows ${JSON.stringify(expected)}`);
  assert.match(await page.locator('#chips').textContent(), new RegExp(`Snapshot ${read('edge_snapshot_version')},`));
  await until(async () => await figure(page, 'rate') > 0, 'requests per second');
});

test('one of ten thousand routers is found, and pages turn', async open => {
  const page = await open();
  await updated(page);
  assert.equal(await page.locator('#routers-count').textContent(), '10,001');
  assert.equal(await page.locator('tbody[data-router]').count(), 20);
  await page.getByRole('button', { name: 'Next page of routers' }).click();
  await page.getByText('page 2 of 501').waitFor();
  await page.getByRole('searchbox').fill('many-07777');
  await page.locator('tbody[data-router$="/many-07777"]').waitFor();
  await until(async () => await page.locator('tbody[data-router]').count() === 1, 'one router is left');
  assert.equal(await page.locator('#routers-count').textContent(), '1 of 10,001');
  assert.equal(await page.locator('#routers-pager').isVisible(), false);
  assert.equal(new URL(page.url()).search, '?search=many-07777');
  await page.reload();
  await page.locator('tbody[data-router$="/many-07777"]').waitFor();
  assert.equal(await page.getByRole('searchbox').inputValue(), 'many-07777');
  await page.getByRole('searchbox').fill('no such thing');
  await page.getByText('No router matches.').waitFor();
  await until(async () => /0 routers and 0 deployments match/.test(await page.locator('#news').textContent()), 'a screen reader is told');
});

test('what cannot be in the address is left out of it', async open => {
  const page = await open(`${places.control}/console?sort=colour&page=x&deploymentPage=99999999999&search=many-0777`);
  await updated(page);
  assert.equal(new URL(page.url()).search, '?search=many-0777');
  assert.equal(await page.getByLabel('Sort routers by').inputValue(), 'name');
});

test('a stream that falls silent is not shown as live', async open => {
  let streams = 0;
  const between = createServer(async (request, response) => {
    const answer = await fetch(`${places.control}${request.url}`);
    response.writeHead(answer.status, { 'Content-Type': answer.headers.get('Content-Type') });
    const isStream = request.url.startsWith('/console/events'), reader = answer.body.getReader();
    for (let text = ''; ;) {
      const { done, value } = await reader.read();
      if (done) break;
      response.write(value);
      text += Buffer.from(value);
      if (isStream && text.includes('\n\n')) {
        // One update, and then nothing, and no end either.
        streams++;
        await reader.cancel();
        return;
      }
    }
    response.end();
  }).listen(0, '127.0.0.1');
  try {
    await new Promise(resolve => between.on('listening', resolve));
    const page = await open(`http://127.0.0.1:${between.address().port}/console`);
    await updated(page);
    // Both in one look: it tries again after a second.
    await page.waitForFunction(() => /Lost, trying again/.test(document.querySelector('#chips').textContent)
      && document.querySelector('#main').classList.contains('stale'));
    await updated(page);
    assert(streams > 1);
    await page.close();
  } finally {
    between.closeAllConnections();
    between.close();
  }
});

test('a replica that leaves the list is said to be well only where it is', async open => {
  const page = await open();
  await updated(page);
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.evaluate(async () => {
    const { showAttention } = await import('/console/attention.js');
    const replica = (name, state) => ({ deployment: 'accounts/default/deployments/d', url: `http://${name}/`, state, weight: 1, outstanding: 0 });
    const update = (replicas, moreReplicas, rows) => ({
      edge: { state: 'serving', account: 'default' }, snapshot: { version: 1, idle: 0 }, failing: [], attention: { replicas, moreReplicas }, deployments: { rows: [{ replicas: rows }] },
    });
    const [a, b, c] = ['a', 'b', 'c'].map(name => replica(name, 'ejected'));
    showAttention(update([a, b, c], 0, []));
    showAttention(update([a, b], 1, []));
    showAttention(update([a, b], 0, []));
    showAttention(update([], 0, [replica('a', 'inservice')]));
  });
  await until(async () => /d a is in service. d b needs no look any more$/.test(await page.locator('#news').textContent()), 'the news');
  assert(!/d c (is in service|needs)/.test(await page.locator('#news').textContent()));
});

test('what fails needs a look, and a screen reader is told', async open => {
  const page = await open();
  await updated(page);
  await call('unreachable', 6);
  await page.locator('#attention li', { hasText: 'unreachable' }).getByText('ejected').waitFor();
  await page.getByRole('searchbox').fill('unreachable');
  const row = page.locator('tr[data-replica*="unreachable"]');
  await row.waitFor();
  assert.match(await row.textContent(), /ejected|tried|warming/);
  await until(async () => /unreachable .*is ejected/.test(await page.locator('#news').textContent()), 'the news');
});

test('an explanation comes from the control API', async open => {
  const page = await open(`${places.control}/console?search=routers/chat`, { expects: /status of 404/ });
  await updated(page);
  await page.getByRole('button', { name: 'Explain chat' }).click();
  const answer = page.locator('#explain-answer');
  await answer.getByText('leads to').waitFor();
  assert.match(await answer.textContent(), /it is its full name/);
  assert.equal(await answer.locator('tbody tr').count(), 2);
  await page.getByLabel('Model').fill('nothing');
  await page.getByLabel('Model').press('Enter');
  await answer.getByText('leads nowhere').waitFor();
});

test('an account that a router is explained for stays through updates', async open => {
  const page = await open(undefined, { expects: /status of 404/ });
  await updated(page);
  await page.evaluate(async () => (await import('/console/explain.js')).explain('accounts/team/routers/theirs'));
  const before = await figure(page, 'answered');
  await call('chat', 1);
  await until(async () => await figure(page, 'answered') > before, 'an update behind it');
  assert.equal(await page.getByLabel('Account').inputValue(), 'team');
});

test('a key is asked for where one is needed, and kept for this tab alone', async open => {
  const page = await open(`${places.lockedControl}/console`, { expects: /status of 40[13]/ });
  const dialog = page.getByRole('dialog', { name: 'This console needs a key' });
  await dialog.waitFor();
  const input = dialog.getByLabel('Key with the scope read');
  assert.equal(await input.evaluate(node => node === document.activeElement), true);
  await input.fill('sk-wrong');
  await input.press('Enter');
  await dialog.getByText('The API key is not known.').waitFor();
  await input.fill(places.key);
  await input.press('Enter');
  await updated(page);
  assert.equal(await dialog.isVisible(), false);
  await page.locator('tbody[data-deployment="accounts/default/deployments/small"]').waitFor();
  assert.match(await page.locator('#host').textContent(), /what is of the account default$/);
  assert.equal(await page.getByRole('heading', { name: 'Answers' }).isVisible(), false);
  assert.equal(await page.evaluate(() => localStorage.length + document.cookie.length), 0);
  assert(!page.url().includes(places.key));
  await page.reload();
  await updated(page);
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByText('Paused').waitFor();
  await page.getByRole('button', { name: 'Forget key' }).click();
  await dialog.getByText('No API key was sent.').waitFor();
  assert.equal(await page.locator('tbody[data-deployment]').count(), 0);
  assert.equal(await page.evaluate(() => sessionStorage.length), 0);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Enter key' }).click();
  await dialog.waitFor();
});

test('it can be used in the dark and in the light, by anybody', async open => {
  for (const colorScheme of ['dark', 'light']) {
    const page = await open(undefined, { colorScheme });
    await updated(page);
    await page.getByRole('searchbox').fill('routers/chat');
    await until(async () => await page.locator('tbody[data-router]').count() === 1, 'one router is left');
    await page.getByRole('button', { name: 'Explain chat' }).click();
    await page.locator('#explain-answer table').waitFor();
    const [r, g, b] = (await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).match(/\d+/g).map(Number);
    assert.equal(r + g + b < 380, colorScheme === 'dark');
    await page.evaluate(axe);
    const found = await page.evaluate(() => window.axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
    assert.deepEqual(found.violations.map(one => [one.id, one.nodes.map(node => node.html.slice(0, 200))]), [], colorScheme);
    assert(found.passes.some(one => one.id === 'color-contrast'));
  }
});

test('a narrow window scrolls lists and not the page', async open => {
  const page = await open(undefined, { viewport: { width: 400, height: 800 } });
  await updated(page);
  await page.locator('tbody[data-router]').first().waitFor();
  assert(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
});

test('the keyboard reaches everything in the order of the page', async open => {
  const page = await open(`${places.control}/console?search=routers/chat`);
  await updated(page);
  await page.locator('tbody[data-router]').waitFor();
  const reached = [];
  for (let i = 0; i < 14; i++) {
    await page.keyboard.press('Tab');
    reached.push(await page.evaluate(() => {
      const node = document.activeElement, outline = getComputedStyle(node);
      if (outline.outlineStyle === 'none') throw new Error(`no outline around ${node.outerHTML}`);
      return node.getAttribute('aria-label') ?? node.labels?.[0]?.textContent.trim() ?? node.textContent.trim();
    }));
  }
  assert.deepEqual(reached, [
    'Skip to the routers', 'Pause', 'API', 'Metrics', 'Search', 'Sort routers by', 'List of routers', 'chat', 'Explain chat',
    'Model', 'Account', 'Session', 'Explain', 'List of deployments and replicas']);
  await page.getByRole('button', { name: 'chat', exact: true }).focus();
  const open1 = await page.getByRole('button', { name: 'chat', exact: true }).getAttribute('aria-expanded');
  await page.keyboard.press('Enter');
  assert.notEqual(await page.getByRole('button', { name: 'chat', exact: true }).getAttribute('aria-expanded'), open1);
  await until(async () => await page.evaluate(() => document.activeElement.textContent) === 'chat', 'the focus stays through updates');
});

test('who wants less motion gets none, and updates can be paused', async open => {
  const page = await open(`${places.control}/console?search=routers/chat`, { reducedMotion: 'reduce' });
  await updated(page);
  await page.locator('.bar span').first().waitFor();
  assert.equal(await page.locator('.bar span').first().evaluate(node => getComputedStyle(node).transitionDuration), '0s');
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByText('Paused').waitFor();
  await page.getByRole('button', { name: 'Pause' }).click();
  await updated(page);
});

await run();
