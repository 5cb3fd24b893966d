// Named cases that look at the console in a real browser: node SCRIPT CASE ADDRESSES, which are a JSON object.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chromium } from 'playwright-core';

const cases = new Map();
const [, , wanted, said] = process.argv;

/** Where the edges and models of the tests are: `control`, `data`, `lockedControl`, `key`. */
export const places = JSON.parse(said ?? '{}');

/** Adds a case: gets a function that opens the console, with what it is to be opened with. */
export function test(name, body) {
  cases.set(name, body);
}

/** Runs the case named on the command line; the script's last statement. */
export async function run() {
  assert(cases.has(wanted), `no case '${wanted}'`);
  // As root, as in most containers, there is no sandbox to be had.
  const browser = await chromium.launch({
    executablePath: execFileSync('sh', ['-c', 'command -v chromium']).toString().trim(),
    args: process.getuid() === 0 ? ['--no-sandbox'] : [],
  });
  const mistakes = [];
  try {
    await cases.get(wanted)((address, options) => open(browser, mistakes, address, options));
    assert.deepEqual(mistakes, []);
  } catch (error) {
    console.error(error, mistakes);
    process.exitCode = 1;
  }
  await browser.close();
}

async function open(browser, mistakes, address = `${places.control}/console`, { expects = /^$/, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  page.on('pageerror', error => mistakes.push(error.message));
  page.on('console', message => {
    if (['error', 'warning'].includes(message.type()) && !expects.test(message.text())) mistakes.push(message.text());
  });
  await page.goto(address);
  return page;
}

/** Waits until the page has shown an update. */
export const updated = page => page.locator('#chips .state.well', { hasText: 'Live' }).waitFor();

/** A figure of the page, as a number. */
export const figure = async (page, name) => Number((await page.locator(`[data-figure="${name}"]`).textContent()).replace(/[^0-9.]/g, ''));

/** Waits until something is as it is to be. */
export async function until(condition, what) {
  const deadline = Date.now() + 20_000;
  for (let last; ; await new Promise(resolve => setTimeout(resolve, 50))) {
    last = await condition();
    if (last === true) return;
    assert(Date.now() < deadline, `${what}: ${JSON.stringify(last)}`);
  }
}

/** Sends so many requests for a model. */
export async function call(model, times) {
  for (let i = 0; i < times; i++) {
    const answer = await fetch(`${places.data}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ model, messages: [{ role: 'user', content: 'Hello' }] }),
    });
    await answer.arrayBuffer();
  }
}
