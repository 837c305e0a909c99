/** Tags of versions, as `npm dist-tag` uses them. */
import * as z from 'zod';
import { findPackage } from '../../domain/find.ts';
import type { Hub } from '../../domain/hub.ts';
import { requireNotWithdrawn } from '../../domain/read.ts';
import { removeTag, setTag } from '../../domain/tags.ts';
import { json } from '../answer.ts';
import { route } from '../route.ts';
import { bothFormsBelow, NameParams, readName, TagParams, writeName } from './ask.ts';

const Tags = z.record(z.string(), z.string());
const below = (rest: string) => bothFormsBelow('/-/package', `/dist-tags${rest}`);

async function tagsOf(hub: Hub, name: string): Promise<z.input<typeof Tags>> {
  return { ...(await findPackage(hub, { name })).tags };
}

const list = route({
  id: 'npm.tags',
  dialect: 'npm',
  method: 'GET',
  ...below(''),
  says: 'Tags of a package and the versions they name.',
  access: 'optional',
  params: NameParams,
  answers: { 200: { means: 'The tags.', json: Tags } },
  run: async ({ params }, { hub }) => {
    const pkg = await findPackage(hub, { name: readName(params.name) });
    requireNotWithdrawn(pkg);
    return json({ ...pkg.tags });
  },
});

const set = route({
  id: 'npm.setTag',
  dialect: 'npm',
  method: 'PUT',
  ...below('/{tag}'),
  says: 'Lets a tag name a version. The body is the version as JSON text.',
  access: 'required',
  maxJson: 1024,
  params: TagParams,
  body: z.string().min(1).max(256),
  answers: { 201: { means: 'All tags now.', json: Tags } },
  run: async ({ params, body, actor }, { hub }) => {
    const name = writeName(params.name);
    await setTag(hub, actor, { name }, params.tag, body);
    return json(await tagsOf(hub, name), { status: 201 });
  },
});

const remove = route({
  id: 'npm.removeTag',
  dialect: 'npm',
  method: 'DELETE',
  ...below('/{tag}'),
  says: 'Takes a tag away. `latest` stays.',
  access: 'required',
  params: TagParams,
  answers: { 200: { means: 'All tags now.', json: Tags } },
  run: async ({ params, actor }, { hub }) => {
    const name = writeName(params.name);
    await removeTag(hub, actor, { name }, params.tag);
    return json(await tagsOf(hub, name));
  },
});

export const TAG_ROUTES = [list, set, remove];
