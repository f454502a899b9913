'use strict';
(() => {
  const table = document.getElementById('table');
  const body = table.tBodies[0];
  const shown = document.getElementById('shown');
  const fields = [...document.querySelectorAll('[data-filter]')];
  const heads = [...table.tHead.rows[0].cells];
  const rows = [...body.rows].map((row, order) => ({
    row, order, page: document.getElementById(row.dataset.study), text: row.textContent.toLowerCase(), values: [...row.cells].map((cell) => cell.dataset.value ?? cell.textContent),
  }));
  const questions = new Set(['external_validation', 'code_release', 'search_stability', 'multi_objective']);
  let sorting = { name: '', down: false };

  const fits = (row, name, wanted) => {
    const data = row.row.dataset;
    if (name === 'q') return wanted.toLowerCase().split(/\s+/).every((word) => row.text.includes(word));
    if (name === 'basis') return data.bases.split(' ').includes(wanted);
    if (!questions.has(name)) return data[name] === wanted;
    const answer = row.row.getAttribute('data-' + name);
    return answer === wanted || (wanted === 'no' && answer === 'not_reported');
  };

  const compare = (column, isNumber, down) => (a, b) => {
    const [x, y] = [a.values[column], b.values[column]];
    if (isNumber && (x === '' || y === '')) return (x === '') - (y === '') || a.order - b.order;
    const order = isNumber ? x - y : x.localeCompare(y, 'en', { numeric: true });
    return (down ? -order : order) || a.order - b.order;
  };

  const sort = () => {
    const column = heads.findIndex((head) => head.dataset.sort === sorting.name);
    heads.forEach((head, i) => (i === column ? head.setAttribute('aria-sort', sorting.down ? 'descending' : 'ascending') : head.removeAttribute('aria-sort')));
    const ordered = column < 0 ? [...rows] : [...rows].sort(compare(column, heads[column].dataset.kind === 'number', sorting.down));
    body.append(...ordered.map((row) => row.row));
  };

  const filter = () => {
    const wanted = fields.filter((field) => field.value.trim() !== '').map((field) => [field.dataset.filter, field.value.trim()]);
    let count = 0;
    for (const row of rows) {
      const isShown = wanted.every(([name, value]) => fits(row, name, value));
      row.row.hidden = !isShown;
      if (row.page) row.page.hidden = !isShown;
      count += isShown;
    }
    const order = sorting.name === '' ? '' : `, by ${heads.find((head) => head.dataset.sort === sorting.name).textContent.toLowerCase()}${sorting.down ? ', downwards' : ''}`;
    shown.textContent = `${count} of ${rows.length} studies shown${order}.`;
    return wanted;
  };

  const apply = (keep) => {
    sort();
    const state = new URLSearchParams(filter());
    if (sorting.name !== '') state.set('sort', (sorting.down ? '-' : '') + sorting.name);
    if (!keep) return;
    try {
      history.replaceState(null, '', '#' + (state.toString() || 'studies'));
    } catch {
      // Some browsers keep no addresses for files; the view is right all the same.
    }
  };

  const open = (target) => {
    target.hidden = false;
    for (let part = target; part; part = part.parentElement) if (part.tagName === 'DETAILS') part.open = true;
    target.scrollIntoView();
  };

  const restore = () => {
    const hash = location.hash.slice(1);
    if (!hash.includes('=')) {
      const target = document.getElementById(hash);
      if (target) open(target);
      return;
    }
    const state = new URLSearchParams(hash);
    for (const field of fields) {
      field.value = state.get(field.dataset.filter) ?? '';
      if (field.selectedIndex === -1) field.value = '';
    }
    const by = state.get('sort') ?? '';
    const name = by.replace(/^-/, '');
    sorting = heads.some((head) => head.dataset.sort === name) ? { name, down: by.startsWith('-') } : { name: '', down: false };
    apply(false);
    document.getElementById('studies').scrollIntoView();
  };

  for (const head of heads) {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener('click', () => {
      const name = head.dataset.sort;
      sorting = sorting.name !== name ? { name, down: false } : sorting.down ? { name: '', down: false } : { name, down: true };
      apply(true);
    });
  }
  for (const field of fields) field.addEventListener('input', () => apply(true));
  document.getElementById('clear').addEventListener('click', () => {
    for (const field of fields) field.value = '';
    sorting = { name: '', down: false };
    apply(true);
  });
  document.getElementById('filters').hidden = false;
  window.addEventListener('hashchange', restore);
  restore();
})();
