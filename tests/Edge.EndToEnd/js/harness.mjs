// Named cases of a script, run one at a time: node SCRIPT CASE EDGE QUICK ENDLESS, the last three being addresses.
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';

const cases = new Map();
const [, , wanted, edge, quick, endless] = process.argv;

export const key = 'sk-end-to-end';
export const strangersKey = 'sk-stranger';
export const baseURL = `${edge}/v1`;
export const gatewayURL = `${edge}/inference/v1`;

/** Adds a case. */
export function test(name, body) {
  cases.set(name, body);
}

/** Runs the case named on the command line; the script's last statement. */
export async function run() {
  assert(cases.has(wanted), `no case '${wanted}'`);
  try {
    await cases.get(wanted)();
    process.exit(0);
  } catch (error) {
    console.error(error);
    process.exit(1);
  }
}

/** Waits until the endless model has one request more at work than it had when this was called. */
export async function oneMoreAtWork() {
  const stats = `${endless}/mock/stats`;
  const before = (await json(stats)).in_flight;
  return async () => {
    for (const start = Date.now(); (await json(stats)).in_flight <= before; await pause(5))
      assert(Date.now() - start < 30_000, 'the request does not come');
  };
}

async function json(url) {
  const answer = await fetch(url);
  assert.equal(answer.status, 200, url);
  return answer.json();
}

/** The last request that the first replica of the mock of short answers received. */
export async function lastRequest() {
  return (await json(`${quick}/mock/stats`)).last;
}

/**
 * Calls `leave`, which starts an endless stream and leaves it, and returns how many ms later the mock noticed. The best
 * of five, since another process may hold the processor in one of them.
 */
export async function noticedAfter(leave) {
  let best = Infinity;
  for (let round = 0; round < 5 && best > 100; round++) {
    const before = (await json(`${endless}/mock/stats`)).aborted_by_client;
    await leave();
    const left = Date.now();
    let stats;
    do {
      assert(Date.now() - left < 30_000, 'the mock still writes');
      await pause(5);
      stats = await json(`${endless}/mock/stats`);
    } while (stats.aborted_by_client === before);
    best = Math.min(best, stats.last_aborted_at_ms - left);
  }
  return best;
}
