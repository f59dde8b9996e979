'use strict';
(() => {
  const form = document.getElementById('filter');
  for (const box of document.querySelectorAll('.scroll')) {
    if (box.scrollWidth <= box.clientWidth) box.removeAttribute('tabindex');
  }
  const open = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id && document.getElementById(id);
    if (!target) return;
    if (target.localName === 'details') target.open = true;
    if (target.closest('[hidden]')) { reset(); target.scrollIntoView(); }
  };
  let reset = () => {};
  if (form) {
    const all = [...document.querySelectorAll('#register details')];
    const groups = [...document.querySelectorAll('#register .group')];
    const selects = [...form.querySelectorAll('select[data-key]')];
    const words = form.querySelector('#words');
    const order = form.querySelector('#order');
    const number = form.querySelector('#number');
    const place = new Map(all.map((one, n) => [one, n]));
    const apply = () => {
      const tags = selects.filter((one) => one.value).map((one) => `|${one.dataset.key}:${one.value}|`);
      const sought = words.value.trim().toLowerCase();
      let shown = 0;
      for (const one of all) {
        const fits = tags.every((tag) => one.dataset.tags.includes(tag))
          && (!sought || one.textContent.toLowerCase().includes(sought));
        one.hidden = !fits;
        shown += fits;
      }
      for (const group of groups) group.hidden = !group.querySelector('details:not([hidden])');
      number.textContent = shown;
    };
    const tag = (one, key) => one.dataset.tags.split(`|${key}:`)[1].split('|')[0];
    const rank = (one) => (order.selectedIndex === 0 ? '' : order.value === 'number' ? one.id : tag(one, order.value));
    const sort = () => {
      for (const list of document.querySelectorAll('#register .entries')) {
        const ranked = [...list.children].map((one) => [rank(one), one]);
        ranked.sort(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : place.get(x) - place.get(y)));
        list.append(...ranked.map(([, one]) => one));
      }
    };
    reset = () => {
      for (const one of selects) one.value = '';
      words.value = '';
      order.selectedIndex = 0;
      sort();
      apply();
    };
    const each = (state) => () => all.forEach((one) => { if (!one.hidden) one.open = state; });
    form.addEventListener('submit', (event) => event.preventDefault());
    for (const one of selects) one.addEventListener('change', apply);
    words.addEventListener('input', apply);
    order.addEventListener('change', sort);
    form.querySelector('#reset').addEventListener('click', () => reset());
    form.querySelector('#open').addEventListener('click', each(true));
    form.querySelector('#close').addEventListener('click', each(false));
    form.hidden = false;
  }
  let closed = [];
  addEventListener('beforeprint', () => {
    closed = [...document.querySelectorAll('details:not([open])')];
    for (const one of closed) one.open = true;
  });
  addEventListener('afterprint', () => closed.forEach((one) => { one.open = false; }));
  addEventListener('hashchange', open);
  open();
})();
