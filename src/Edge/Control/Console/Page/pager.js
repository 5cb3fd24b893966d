// Turns the pages of a list.
import { count, el, say } from './parts.js';

/** Fills a place with buttons; `turn` is called with the page that is wanted. Returns what shows where one is. */
export function makePager(parent, things, turn) {
  let page = 1, pages = 1;
  const back = el('button', { type: 'button', 'aria-label': `Previous page of ${things}` }, '‹');
  const next = el('button', { type: 'button', 'aria-label': `Next page of ${things}` }, '›');
  const place = el('span');
  back.addEventListener('click', () => turn(page - 1));
  next.addEventListener('click', () => turn(page + 1));
  parent.append(back, place, next);
  parent.hidden = true;
  return list => {
    ({ page, pages } = list);
    parent.hidden = pages === 1;
    say(place, `page ${count(page)} of ${count(pages)}`);
    back.disabled = page <= 1;
    next.disabled = page >= pages;
  };
}
