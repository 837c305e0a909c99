/* What a script can add: copying, the theme, suggestions, the language without losing the place. Every page works without. */

const root = document.documentElement;

// Copying

const say = (button, words) => {
  const before = button.textContent;
  button.textContent = words;
  button.disabled = true;
  live.textContent = words;
  setTimeout(() => {
    button.textContent = before;
    button.disabled = false;
    live.textContent = '';
  }, 1600);
};

const live = document.createElement('p');
live.className = 'unseen';
live.setAttribute('role', 'status');
document.body.append(live);

/** Where the clipboard is only for secure pages, the old way. */
const write = async (text) => {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = document.createElement('textarea');
  area.value = text;
  area.className = 'unseen';
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
};

const textFrom = async (address) => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.text();
};

document.addEventListener('click', async ({ target }) => {
  const button = target instanceof Element ? target.closest('button.copy') : null;
  if (!button) return;
  const { copy, copyFrom, done } = button.dataset;
  try {
    await write(copyFrom === undefined ? copy : await textFrom(copyFrom));
    say(button, done);
  } catch {
    say(button, '✗');
  }
});

// The theme

const dark = matchMedia('(prefers-color-scheme: dark)');
const isDark = () => (root.dataset.theme ?? (dark.matches ? 'dark' : 'light')) === 'dark';
for (const button of document.querySelectorAll('[data-theme-switch]')) {
  const show = () => button.setAttribute('aria-pressed', String(isDark()));
  show();
  dark.addEventListener('change', show);
  button.addEventListener('click', () => {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    try {
      localStorage.setItem('theme', root.dataset.theme);
    } catch {
      // Then it lasts as long as the page.
    }
    show();
  });
}

// The agent whose words are shown

for (const choice of document.querySelectorAll('[data-agents]')) {
  const radios = [...choice.querySelectorAll('input[type=radio]')];
  try {
    const known = radios.find((radio) => radio.value === localStorage.getItem('agent'));
    if (known) known.checked = true;
  } catch {
    // The first one it is.
  }
  choice.addEventListener('change', ({ target }) => {
    try {
      localStorage.setItem('agent', target.value);
    } catch {
      // Then it lasts as long as the page.
    }
  });
}

// The section that is read: marked in the index, and kept when the language changes

const sections = [...document.querySelectorAll('.persona [id]')];
const marks = new Map([...document.querySelectorAll('.index a')].map((link) => [link.hash.slice(1), link]));
let here = '';
const look = () => {
  const above = sections.filter((section) => section.getBoundingClientRect().top < innerHeight / 3);
  const now = above.at(-1)?.id ?? '';
  if (now === here) return;
  marks.get(here)?.removeAttribute('aria-current');
  marks.get(now)?.setAttribute('aria-current', 'true');
  here = now;
};
if (sections.length > 0) addEventListener('scroll', () => requestAnimationFrame(look), { passive: true });

document.addEventListener('click', ({ target }) => {
  const link = target instanceof Element ? target.closest('a[data-language]') : null;
  if (link && here !== '') link.hash = here;
});

// Answers while one types

const suggestFor = (input) => {
  const list = document.createElement('ul');
  list.className = 'found';
  list.id = `${input.id}-found`;
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', input.dataset.found);
  list.hidden = true;
  input.closest('.find').append(list);
  for (const [name, value] of [
    ['role', 'combobox'],
    ['aria-autocomplete', 'list'],
    ['aria-expanded', 'false'],
    ['aria-controls', list.id],
  ])
    input.setAttribute(name, value);

  let chosen = -1;
  let asked = 0;
  const options = () => [...list.children];
  const close = () => {
    list.hidden = true;
    chosen = -1;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };
  const choose = (index) => {
    const all = options();
    chosen = all.length === 0 ? -1 : (index + all.length) % all.length;
    for (const [at, option] of all.entries()) option.setAttribute('aria-selected', String(at === chosen));
    if (chosen < 0) return;
    input.setAttribute('aria-activedescendant', all[chosen].id);
    all[chosen].scrollIntoView({ block: 'nearest' });
  };
  const show = (items) => {
    list.replaceChildren(
      ...items.map(({ text, says, href }, index) => {
        const option = document.createElement('li');
        option.id = `${list.id}-${index}`;
        option.setAttribute('role', 'option');
        option.setAttribute('aria-selected', 'false');
        option.dataset.href = href;
        option.append(text);
        if (says) {
          const small = document.createElement('small');
          small.append(says);
          option.append(small);
        }
        return option;
      }),
    );
    chosen = -1;
    list.hidden = items.length === 0;
    input.setAttribute('aria-expanded', String(items.length > 0));
  };
  const ask = async () => {
    const turn = ++asked;
    const words = input.value.trim();
    if (words === '') return close();
    const answer = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(words)}`).catch(() => null);
    // An answer that comes after a later question is none.
    if (turn !== asked || !answer?.ok) return;
    show(await answer.json());
  };
  input.addEventListener('input', (event) => {
    if (!event.isComposing) ask();
  });
  input.addEventListener('compositionend', ask);
  input.addEventListener('keydown', (event) => {
    if (list.hidden || event.isComposing) return;
    if (event.key === 'ArrowDown') choose(chosen + 1);
    else if (event.key === 'ArrowUp') choose(chosen - 1);
    else if (event.key === 'Escape') close();
    else if (event.key === 'Enter' && chosen >= 0) location.href = options()[chosen].dataset.href;
    else return;
    event.preventDefault();
  });
  input.addEventListener('blur', () => {
    asked++;
    close();
  });
  list.addEventListener('mousedown', (event) => {
    event.preventDefault();
    const option = event.target.closest('[role=option]');
    if (option) location.href = option.dataset.href;
  });
};
for (const input of document.querySelectorAll('input[data-suggest]')) suggestFor(input);

document.addEventListener('keydown', (event) => {
  const typing = event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable]');
  if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const input = document.querySelector('input[data-suggest]');
  if (!input) return;
  event.preventDefault();
  input.focus();
});
