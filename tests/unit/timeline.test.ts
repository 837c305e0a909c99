import { describe, expect, it } from 'vitest';
import { planPrune } from '../../src/core/prune.ts';
import {
  ABSENT,
  asLent,
  clearTarget,
  drifted,
  EMPTY_TIMELINE,
  editedVersion,
  entryOf,
  headOf,
  observe,
  type Parts,
  type PartValue,
  previousSoul,
  push,
  redoStep,
  restoreTarget,
  type SoulRef,
  type Step,
  switchTarget,
  type Timeline,
  undoStep,
} from '../../src/core/timeline.ts';

const AT = '2026-01-01T00:00:00.000Z';

/** Hashes are opaque here, so the text itself serves. */
function file(text: string, mode = 0o644): PartValue {
  return { kind: 'text', sha: text, mode };
}

function link(target: string): PartValue {
  return { kind: 'link', target };
}

function soul(name: string): SoulRef {
  return { name, version: '1.0.0', lang: 'en', title: name, content: `h1:${name}` };
}

interface World {
  readonly timeline: Timeline;
  readonly disk: Parts<PartValue>;
}

/** What the program does with a timeline: look, decide, write. */
function after(world: World, decide: (timeline: Timeline) => Step | null, seen: readonly string[] = []): World {
  const known = new Set([...Object.keys(headOf(world.timeline)?.parts ?? {}), ...seen]);
  const found = Object.fromEntries([...known].map((part) => [part, world.disk[part] ?? ABSENT]));
  const step = decide(observe(world.timeline, found, AT));
  if (!step) throw new Error('nothing to do');
  const written = Object.fromEntries(Object.entries(step.target).map(([part, { value }]) => [part, value]));
  return { timeline: step.after, disk: { ...world.disk, ...written } };
}

function switched(world: World, name: string, files: Parts<string>): World {
  const wanted = Object.fromEntries(Object.entries(files).map(([part, sha]) => [part, { sha, mode: 0o644 }]));
  const decide = (timeline: Timeline) => {
    const target = switchTarget(timeline, wanted);
    return { target, after: push(timeline, 'switch', soul(name), target, AT) };
  };
  return after(world, decide, Object.keys(files));
}

/** For one session. */
function lent(world: World, name: string, files: Parts<string>): World {
  const { timeline, disk } = switched(world, name, files);
  return { timeline: asLent(timeline, world.timeline.redo), disk };
}

function cleared(world: World): World {
  return after(world, (timeline) => {
    const target = clearTarget(timeline);
    return { target, after: push(timeline, 'clear', null, target, AT) };
  });
}

function restored(world: World, id: number): World {
  return after(world, (timeline) => {
    const to = entryOf(timeline, id);
    if (!to) throw new Error(`no entry ${id}`);
    const target = restoreTarget(timeline, to);
    return { target, after: push(timeline, 'restore', to.soul, target, AT) };
  });
}

const undone = (world: World) => after(world, (timeline) => undoStep(timeline, AT));
const redone = (world: World) => after(world, (timeline) => redoStep(timeline, AT));

function edited(world: World, disk: Parts<PartValue>): World {
  return { ...world, disk: { ...world.disk, ...disk } };
}

function fresh(disk: Parts<PartValue> = {}): World {
  return { timeline: EMPTY_TIMELINE, disk };
}

const texts = (disk: Parts<PartValue>) =>
  Object.fromEntries(
    Object.entries(disk).map(([part, value]) => [part, value.kind === 'text' ? value.sha : value.kind]),
  );
const shas = ({ timeline }: World) =>
  new Set(
    timeline.entries.flatMap(({ parts }) =>
      Object.values(parts).flatMap(({ value }) => (value.kind === 'text' ? [value.sha] : [])),
    ),
  );

const MINE = fresh({ 'SOUL.md': file('mine', 0o600) });

describe('looking', () => {
  it('the first look makes an entry of what is there', () => {
    const timeline = observe(EMPTY_TIMELINE, { 'SOUL.md': file('mine'), 'IDENTITY.md': ABSENT }, AT);
    expect(timeline.entries).toEqual([
      {
        id: 1,
        at: AT,
        action: 'original',
        soul: null,
        parent: null,
        parts: {
          'SOUL.md': { value: file('mine'), ours: false },
          'IDENTITY.md': { value: ABSENT, ours: false },
        },
      },
    ]);
    expect(timeline.head).toBe(1);
    expect(undoStep(timeline, AT)).toBeNull();
    expect(redoStep(timeline, AT)).toBeNull();
  });

  it('nothing new makes no entry', () => {
    const world = switched(MINE, 'a', { 'SOUL.md': 'A' });
    expect(observe(world.timeline, world.disk, AT)).toBe(world.timeline);
  });

  it('a part seen for the first time joins the head as the user’s own, and is no drift', () => {
    const { timeline } = switched(MINE, 'a', { 'SOUL.md': 'A' });
    const found = { 'SOUL.md': file('A', 0o600), 'STYLE.md': file('my style') };
    expect(drifted(timeline, found)).toEqual([]);
    const seen = observe(timeline, found, AT);
    expect(seen.entries).toHaveLength(2);
    expect(headOf(seen)?.parts['STYLE.md']).toEqual({ value: file('my style'), ours: false });
    expect(entryOf(seen, 1)?.parts['STYLE.md']).toBeUndefined();
  });

  it.each<[string, PartValue]>([
    ['other bytes', file('B', 0o644)],
    ['a deleted file', ABSENT],
    ['a link', link('../dotfiles/SOUL.md')],
  ])('%s in the place of ours is drift, kept as an entry of its own', (_, value) => {
    const { timeline } = switched(MINE, 'a', { 'SOUL.md': 'A' });
    expect(drifted(timeline, { 'SOUL.md': value })).toEqual(['SOUL.md']);
    const seen = observe(timeline, { 'SOUL.md': value }, AT);
    expect(headOf(seen)).toMatchObject({
      id: 3,
      action: 'edit',
      soul: { name: 'a' },
      parent: 1,
      parts: { 'SOUL.md': { value, ours: true } },
    });
    expect(seen.base).toEqual(timeline.base);
  });

  it('a mode counts for the user’s own file only', () => {
    const { timeline } = switched(MINE, 'a', { 'SOUL.md': 'A' });
    expect(drifted(timeline, { 'SOUL.md': file('A', 0o755) })).toEqual([]);
    const own = observe(EMPTY_TIMELINE, { 'SOUL.md': file('mine', 0o644) }, AT);
    expect(drifted(own, { 'SOUL.md': file('mine', 0o600) })).toEqual(['SOUL.md']);
  });

  it('a link is compared by where it leads', () => {
    const own = observe(EMPTY_TIMELINE, { 'SOUL.md': link('a') }, AT);
    expect(drifted(own, { 'SOUL.md': link('a') })).toEqual([]);
    expect(drifted(own, { 'SOUL.md': link('b') })).toEqual(['SOUL.md']);
  });
});

describe('switch and clear', () => {
  it('after A, B, C it is still the user’s own text that clear gives back, with its mode', () => {
    let world = switched(MINE, 'a', { 'SOUL.md': 'A' });
    world = switched(world, 'b', { 'SOUL.md': 'B' });
    world = switched(world, 'c', { 'SOUL.md': 'C' });
    expect(cleared(world).disk).toEqual({ 'SOUL.md': file('mine', 0o600) });
  });

  it('what was not there is not there again', () => {
    const world = cleared(switched(fresh(), 'a', { 'SOUL.md': 'A', 'IDENTITY.md': 'IA' }));
    expect(world.disk).toEqual({ 'SOUL.md': ABSENT, 'IDENTITY.md': ABSENT });
  });

  it('a link comes back as a link', () => {
    const world = switched(fresh({ 'SOUL.md': link('../dotfiles/SOUL.md') }), 'a', { 'SOUL.md': 'A' });
    expect(cleared(world).disk).toEqual({ 'SOUL.md': link('../dotfiles/SOUL.md') });
  });

  it('a soul with fewer files leaves none of the soul before it, and gives the user’s own back', () => {
    const mine = fresh({ 'SOUL.md': file('mine'), 'IDENTITY.md': file('my identity') });
    const world = switched(mine, 'a', { 'SOUL.md': 'A', 'IDENTITY.md': 'IA', 'STYLE.md': 'SA' });
    expect(texts(switched(world, 'b', { 'SOUL.md': 'B' }).disk)).toEqual({
      'SOUL.md': 'B',
      'IDENTITY.md': 'my identity',
      'STYLE.md': 'absent',
    });
  });

  it('an edit of an active soul is kept before anything goes over it', () => {
    for (const change of [cleared, undone, (world: World) => switched(world, 'b', { 'SOUL.md': 'B' })]) {
      const world = change(edited(switched(MINE, 'a', { 'SOUL.md': 'A' }), { 'SOUL.md': file('A and more') }));
      expect(shas(world)).toContain('A and more');
      expect(entryOf(world.timeline, 3)).toMatchObject({ action: 'edit', soul: { name: 'a' } });
    }
  });

  it('the newest own text is the base, not the one of the first switch', () => {
    let world = cleared(switched(MINE, 'a', { 'SOUL.md': 'A' }));
    world = edited(world, { 'SOUL.md': file('mine, years later') });
    world = cleared(switched(world, 'b', { 'SOUL.md': 'B' }));
    expect(texts(world.disk)).toEqual({ 'SOUL.md': 'mine, years later' });
    expect(shas(world)).toContain('mine');
  });

  it('a part that is not ours is not in the way of anything', () => {
    let world = switched(fresh({ 'IDENTITY.md': file('me') }), 'a', { 'SOUL.md': 'A', 'IDENTITY.md': 'IA' });
    world = switched(world, 'b', { 'SOUL.md': 'B' });
    world = edited(world, { 'IDENTITY.md': file('me, edited') });
    const shown = (w: World) => texts(w.disk)['IDENTITY.md'];
    expect(shown(cleared(world))).toBe('me, edited');
    expect(shown(switched(world, 'c', { 'SOUL.md': 'C' }))).toBe('me, edited');
    expect(shown(undone(world))).toBe('IA');
    expect(shown(cleared(undone(world)))).toBe('me, edited');
  });

  it('clear with nothing of ours has an empty target', () => {
    expect(clearTarget(EMPTY_TIMELINE)).toEqual({});
    expect(clearTarget(cleared(switched(MINE, 'a', { 'SOUL.md': 'A' })).timeline)).toEqual({});
  });
});

describe('undo and redo', () => {
  it('n changes come back in reverse order and go forward again', () => {
    const states = [MINE];
    const step = (next: (world: World) => World) => states.push(next(states.at(-1) as World));
    step((world) => switched(world, 'a', { 'SOUL.md': 'A', 'STYLE.md': 'SA' }));
    step((world) => switched(world, 'b', { 'SOUL.md': 'B' }));
    step(cleared);
    step((world) => switched(world, 'a', { 'SOUL.md': 'A2', 'IDENTITY.md': 'IA2' }));
    step((world) => restored(world, 2));
    step((world) => restored(world, 1));
    let world = states.at(-1) as World;
    const seen = (at: number) => ({
      'STYLE.md': 'absent',
      'IDENTITY.md': 'absent',
      ...texts((states[at] as World).disk),
    });
    for (let at = states.length - 2; at >= 0; at--) {
      world = undone(world);
      expect(texts(world.disk)).toEqual(seen(at));
    }
    expect(() => undone(world)).toThrow('nothing to do');
    for (let at = 1; at < states.length; at++) {
      world = redone(world);
      expect(texts(world.disk)).toEqual(seen(at));
    }
    expect(() => redone(world)).toThrow('nothing to do');
  });

  it('walks along the entries that are there, without making new ones', () => {
    let world = switched(switched(MINE, 'a', { 'SOUL.md': 'A' }), 'b', { 'SOUL.md': 'B' });
    world = undone(undone(world));
    expect(world.timeline).toMatchObject({ head: 1, redo: [3, 2], base: {} });
    world = redone(redone(world));
    expect(world.timeline).toMatchObject({ head: 3, redo: [] });
    expect(world.timeline.entries).toHaveLength(3);
  });

  it('a new change ends what could be redone, and forgets nothing', () => {
    let world = undone(switched(MINE, 'a', { 'SOUL.md': 'A' }));
    world = switched(world, 'b', { 'SOUL.md': 'B' });
    expect(redoStep(world.timeline, AT)).toBeNull();
    expect(texts(restored(world, 2).disk)).toEqual({ 'SOUL.md': 'A' });
  });

  it('an edit does not end it', () => {
    let world = undone(switched(MINE, 'a', { 'SOUL.md': 'A' }));
    world = redone(edited(world, { 'SOUL.md': file('mine, newer') }));
    expect(texts(world.disk)).toEqual({ 'SOUL.md': 'A' });
    expect(texts(cleared(world).disk)).toEqual({ 'SOUL.md': 'mine, newer' });
  });

  it('never brings an older text of the user’s own over a newer one', () => {
    let world = cleared(switched(MINE, 'a', { 'SOUL.md': 'A' }));
    world = edited(world, { 'SOUL.md': file('mine, newer') });
    world = undone(world);
    expect(texts(world.disk)).toEqual({ 'SOUL.md': 'A' });
    world = undone(world);
    expect(texts(world.disk)).toEqual({ 'SOUL.md': 'mine, newer' });
    expect(texts(cleared(redone(world)).disk)).toEqual({ 'SOUL.md': 'mine, newer' });
    expect(shas(world)).toContain('mine');
  });

  it('an edit amends the entry it was made on: undo passes both, redo returns to the edited text', () => {
    let world = switched(switched(MINE, 'a', { 'SOUL.md': 'A' }), 'b', { 'SOUL.md': 'B' });
    world = edited(world, { 'SOUL.md': file('B, edited') });
    world = undone(world);
    expect(texts(world.disk)).toEqual({ 'SOUL.md': 'A' });
    expect(texts(redone(world).disk)).toEqual({ 'SOUL.md': 'B, edited' });
  });

  it('undo after a redo returns to what stood there before it, edits included', () => {
    let world = undone(switched(switched(MINE, 'a', { 'SOUL.md': 'A' }), 'b', { 'SOUL.md': 'B' }));
    world = redone(edited(world, { 'SOUL.md': file('A, edited') }));
    expect(texts(world.disk)).toEqual({ 'SOUL.md': 'B' });
    world = undone(world);
    expect(texts(world.disk)).toEqual({ 'SOUL.md': 'A, edited' });
    expect(texts(redone(world).disk)).toEqual({ 'SOUL.md': 'B' });
  });
});

describe('restore', () => {
  const twice = () => {
    const world = cleared(switched(MINE, 'a', { 'SOUL.md': 'A' }));
    return cleared(switched(edited(world, { 'SOUL.md': file('newer') }), 'b', { 'SOUL.md': 'B' }));
  };

  it('brings back exactly what an entry held, the user’s own parts too', () => {
    const world = restored(twice(), 1);
    expect(world.disk).toEqual({ 'SOUL.md': file('mine', 0o600) });
    expect(headOf(world.timeline)).toMatchObject({ action: 'restore', soul: null, over: { 'SOUL.md': file('newer') } });
  });

  it('is undone and redone like any other change', () => {
    let world = undone(restored(twice(), 1));
    expect(texts(world.disk)).toEqual({ 'SOUL.md': 'newer' });
    world = redone(world);
    expect(texts(world.disk)).toEqual({ 'SOUL.md': 'mine' });
    expect(texts(undone(world).disk)).toEqual({ 'SOUL.md': 'newer' });
  });

  it('an older own text over a soul: undo brings the soul back, and below it the newer own text', () => {
    let world = switched(edited(twice(), { 'SOUL.md': file('newest') }), 'b', { 'SOUL.md': 'B' });
    world = restored(world, 1);
    expect(texts(world.disk)).toEqual({ 'SOUL.md': 'mine' });
    world = undone(world);
    expect(texts(world.disk)).toEqual({ 'SOUL.md': 'B' });
    expect(texts(cleared(world).disk)).toEqual({ 'SOUL.md': 'newest' });
  });

  it('what the user wrote after it is the newest text, and no undo goes over that', () => {
    let world = edited(restored(twice(), 1), { 'SOUL.md': file('after all') });
    world = undone(world);
    expect(texts(world.disk)).toEqual({ 'SOUL.md': 'after all' });
    expect(texts(redone(world).disk)).toEqual({ 'SOUL.md': 'after all' });
  });

  it('nor does a redo', () => {
    const world = redone(edited(undone(restored(twice(), 1)), { 'SOUL.md': file('after all') }));
    expect(texts(world.disk)).toEqual({ 'SOUL.md': 'after all' });
    expect(headOf(world.timeline)?.over).toBeUndefined();
  });

  it('an edit of one part leaves the others undoable', () => {
    const both = fresh({ 'SOUL.md': file('s1'), 'STYLE.md': file('t1') });
    let world = cleared(switched(both, 'a', { 'SOUL.md': 'A', 'STYLE.md': 'SA' }));
    world = edited(world, { 'SOUL.md': file('s2'), 'STYLE.md': file('t2') });
    world = restored(world, 1);
    world = undone(edited(world, { 'STYLE.md': file('t3') }));
    expect(texts(world.disk)).toEqual({ 'SOUL.md': 's2', 'STYLE.md': 't3' });
  });

  it('only the mode differs: that is a change of the user’s own file too', () => {
    let world = cleared(switched(MINE, 'a', { 'SOUL.md': 'A' }));
    world = edited(world, { 'SOUL.md': file('mine', 0o644) });
    world = restored(world, 1);
    expect(world.disk).toEqual({ 'SOUL.md': file('mine', 0o600) });
    expect(undone(world).disk).toEqual({ 'SOUL.md': file('mine', 0o644) });
  });

  it('a soul that was restored and cleared gives the own text back', () => {
    const world = restored(twice(), 2);
    expect(headOf(world.timeline)).toMatchObject({ soul: { name: 'a' } });
    expect(headOf(world.timeline)?.over).toBeUndefined();
    expect(texts(world.disk)).toEqual({ 'SOUL.md': 'A' });
    expect(texts(cleared(world).disk)).toEqual({ 'SOUL.md': 'newer' });
  });
});

describe('a soul for one session', () => {
  const A = { 'SOUL.md': 'A' };
  const B = { 'SOUL.md': 'B' };
  const learned = (world: World) => edited(world, { 'SOUL.md': file('A, and more') });

  it('is gone afterwards, and redo leads where it led before', () => {
    const before = undone(switched(switched(MINE, 'x', { 'SOUL.md': 'X' }), 'y', { 'SOUL.md': 'Y' }));
    for (const session of [lent(before, 'a', A), learned(lent(before, 'a', A))]) {
      const world = undone(session);
      expect(texts(world.disk)).toEqual({ 'SOUL.md': 'X' });
      expect(texts(redone(world).disk)).toEqual({ 'SOUL.md': 'Y' });
    }
  });

  it.each(['switch', 'clear', 'restore'])('is passed over by undo after a %s in the session', (what) => {
    const before = switched(MINE, 'x', { 'SOUL.md': 'X' });
    const change = (world: World) =>
      what === 'switch' ? switched(world, 'b', B) : what === 'clear' ? cleared(world) : restored(world, 1);
    for (const session of [lent(before, 'a', A), learned(lent(before, 'a', A))]) {
      const changed = change(session);
      const world = undone(changed);
      expect(texts(world.disk)).toEqual({ 'SOUL.md': 'X' });
      expect(texts(redone(world).disk)).toEqual(texts(changed.disk));
      expect(texts(undone(world).disk)).toEqual({ 'SOUL.md': 'mine' });
    }
  });

  it('is passed over in a history where it is the entry before', () => {
    const { timeline, disk } = switched(lent(MINE, 'a', A), 'b', B);
    const entries = timeline.entries.map((entry) => (entry.id === 3 ? { ...entry, parent: 2 } : entry));
    expect(undone({ timeline: { ...timeline, entries }, disk }).disk).toEqual(MINE.disk);
  });

  it('keeps what was edited in it, for restore only', () => {
    const world = undone(switched(learned(lent(MINE, 'a', A)), 'b', B));
    expect(shas(world)).toContain('A, and more');
    const { id } = editedVersion(world.timeline, 'a') ?? { id: 0 };
    const back = restored(world, id);
    expect(texts(back.disk)).toEqual({ 'SOUL.md': 'A, and more' });
    expect(headOf(back.timeline)?.lent).toBeUndefined();
    expect(texts(undone(switched(back, 'b', B)).disk)).toEqual({ 'SOUL.md': 'A, and more' });
  });

  it('leaves no way to entries that are pruned meanwhile', () => {
    const before = undone(switched(MINE, 'x', { 'SOUL.md': 'X' }));
    const session = lent(before, 'a', A);
    expect(planPrune(session.timeline, () => true).drop).toEqual([]);
    const { after: pruned } = planPrune(undone(switched(session, 'b', B)).timeline, () => true);
    expect(pruned.entries.map(({ id, lent: way }) => [id, way])).toEqual([
      [1, undefined],
      [4, undefined],
    ]);
  });
});

describe('what is offered', () => {
  it('switch - means the newest entry that held another soul', () => {
    let world = switched(MINE, 'a', { 'SOUL.md': 'A' });
    expect(previousSoul(world.timeline)).toBeNull();
    world = switched(world, 'b', { 'SOUL.md': 'B' });
    expect(previousSoul(world.timeline)?.soul?.name).toBe('a');
    expect(previousSoul(undone(world).timeline)?.soul?.name).toBe('b');
    expect(previousSoul(cleared(world).timeline)?.soul?.name).toBe('b');
    expect(previousSoul(EMPTY_TIMELINE)).toBeNull();
  });

  it('an edited version is offered until it is taken back', () => {
    let world = edited(switched(MINE, 'a', { 'SOUL.md': 'A' }), { 'SOUL.md': file('A, edited') });
    world = switched(world, 'b', { 'SOUL.md': 'B' });
    expect(editedVersion(world.timeline, 'a')?.id).toBe(3);
    expect(editedVersion(world.timeline, 'b')).toBeNull();
    world = restored(world, 3);
    expect(texts(world.disk)).toEqual({ 'SOUL.md': 'A, edited' });
    expect(editedVersion(world.timeline, 'a')).toBeNull();
  });

  it("a change of the user's own file beside the soul is no version of it, and hides none", () => {
    const mine = fresh({ 'SOUL.md': file('mine'), 'IDENTITY.md': file('me') });
    const toB = (world: World) => switched(world, 'b', { 'SOUL.md': 'B', 'IDENTITY.md': 'I am B' });
    const toA = (world: World) => switched(world, 'a', { 'SOUL.md': 'A' });
    const older = { 'IDENTITY.md': file('me, older') };
    const beside = toB(edited(toA(toB(mine)), older));
    expect(beside.timeline.entries.filter(({ action }) => action === 'edit')).toHaveLength(1);
    expect(editedVersion(beside.timeline, 'a')).toBeNull();

    const world = redone(undone(edited(toA(toB(mine)), { 'SOUL.md': file('A, edited') })));
    expect(texts(world.disk)['SOUL.md']).toBe('A, edited');
    const offered = editedVersion(toB(edited(world, older)).timeline, 'a');
    expect(offered?.parts['SOUL.md']?.value).toEqual(file('A, edited'));
    expect(offered?.parts['IDENTITY.md']?.value).toEqual(file('me, older'));
  });
});
