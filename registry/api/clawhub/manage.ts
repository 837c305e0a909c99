/** What owners do with what they published, and what everybody may do: stars, transfers, reports, organisations. */
import * as z from 'zod';
import { star, unstar } from '../../domain/attention.ts';
import {
  deletePackage,
  deleteVersion,
  merge,
  rename,
  restoreVersion,
  undeletePackage,
} from '../../domain/lifecycle.ts';
import { report } from '../../domain/moderation.ts';
import { createOrganisation } from '../../domain/owners.ts';
import { setTag } from '../../domain/tags.ts';
import { answerTransfer, requestTransfer, type TransferView, transfers } from '../../domain/transfers.ts';
import { json } from '../answer.ts';
import { route } from '../route.ts';
import { asClientsKnow, Handle, OwnerQuery, refOf, Slug, SlugParams, VersionParams } from './ask.ts';
import { AmbiguousAnswer, Ok } from './shapes.ts';

const SMALL = 64 * 1024;
const WHICH = { means: 'Several owners have a package of this slug: the choice.', json: AmbiguousAnswer };
const DONE = { 200: { means: 'Done.', json: Ok }, 409: WHICH };

/** The owner may stand in the query or in the body; a body need not be there. */
const Owned = z.object({ ownerHandle: Handle.nullish().transform((value) => value ?? undefined) });
const Reason = z.string().max(2_000).nullish();
const OwnedBody = Owned.optional();
const ReasonBody = Owned.extend({ reason: Reason, note: Reason, version: z.string().nullish() }).optional();

const common = { dialect: 'clawhub', access: 'required', maxJson: SMALL, query: OwnerQuery } as const;

const remove = route({
  ...common,
  id: 'clawhub.delete',
  method: 'DELETE',
  path: '/api/v1/skills/{slug}',
  says: 'Takes a package off the hub. Its name stays reserved; it can come back.',
  params: SlugParams,
  body: ReasonBody,
  answers: DONE,
  run: async ({ params, query, body, actor, origin }, { hub }) => {
    const reason = body?.reason ?? body?.note ?? undefined;
    await asClientsKnow(params.slug, origin, () => deletePackage(hub, actor, refOf(params.slug, query, body), reason));
    return json({ ok: true });
  },
});

const undelete = route({
  ...common,
  id: 'clawhub.undelete',
  method: 'POST',
  path: '/api/v1/skills/{slug}/undelete',
  says: 'Brings a deleted package back.',
  params: SlugParams,
  body: OwnedBody,
  answers: DONE,
  run: async ({ params, query, body, actor, origin }, { hub }) => {
    await asClientsKnow(params.slug, origin, () => undeletePackage(hub, actor, refOf(params.slug, query, body)));
    return json({ ok: true });
  },
});

const removeVersion = route({
  ...common,
  id: 'clawhub.deleteVersion',
  method: 'DELETE',
  path: '/api/v1/skills/{slug}/versions/{version}',
  says: 'Takes one version back. Not the one that `latest` names.',
  params: VersionParams,
  body: ReasonBody,
  answers: DONE,
  run: async ({ params, query, body, actor, origin }, { hub }) => {
    const reason = body?.reason ?? undefined;
    const options = { moveLatest: false, ...(reason ? { reason } : {}) };
    await asClientsKnow(params.slug, origin, () =>
      deleteVersion(hub, actor, refOf(params.slug, query, body), params.version, options),
    );
    return json({ ok: true });
  },
});

const restore = route({
  ...common,
  id: 'clawhub.restoreVersion',
  method: 'POST',
  path: '/api/v1/skills/{slug}/versions/{version}/restore',
  says: 'Brings a deleted version back.',
  params: VersionParams,
  body: ReasonBody,
  answers: DONE,
  run: async ({ params, query, body, actor, origin }, { hub }) => {
    await asClientsKnow(params.slug, origin, () =>
      restoreVersion(hub, actor, refOf(params.slug, query, body), params.version),
    );
    return json({ ok: true });
  },
});

const tag = route({
  ...common,
  id: 'clawhub.tag',
  method: 'POST',
  path: '/api/v1/skills/{slug}/tags/{tag}',
  says: 'Lets a tag name a version.',
  params: SlugParams.extend({ tag: z.string().min(1).max(256) }),
  body: Owned.extend({ version: z.string().max(256) }),
  answers: {
    200: {
      means: 'Tagged.',
      json: z.object({ ok: z.literal(true), slug: z.string(), tag: z.string(), version: z.string() }),
    },
    409: WHICH,
  },
  run: async ({ params, query, body, actor, origin }, { hub }) => {
    await asClientsKnow(params.slug, origin, () =>
      setTag(hub, actor, refOf(params.slug, query, body), params.tag, body.version),
    );
    return json({ ok: true, slug: params.slug, tag: params.tag, version: body.version });
  },
});

const renameRoute = route({
  ...common,
  id: 'clawhub.rename',
  method: 'POST',
  path: '/api/v1/skills/{slug}/rename',
  says: 'A new slug. The old one keeps leading here.',
  params: SlugParams,
  body: Owned.extend({ newSlug: Slug }),
  answers: {
    200: {
      means: 'Renamed.',
      json: z.object({ ok: z.literal(true), slug: z.string(), previousSlug: z.string() }),
    },
    409: WHICH,
  },
  run: async ({ params, query, body, actor, origin }, { hub }) => {
    const renamed = await asClientsKnow(params.slug, origin, () =>
      rename(hub, actor, refOf(params.slug, query, body), body.newSlug),
    );
    return json({ ok: true, slug: renamed.slug, previousSlug: params.slug });
  },
});

const mergeRoute = route({
  ...common,
  id: 'clawhub.merge',
  method: 'POST',
  path: '/api/v1/skills/{slug}/merge',
  says: 'One package goes up in another of the same owner; its slug leads there.',
  params: SlugParams,
  body: Owned.extend({
    targetSlug: Slug,
    targetOwnerHandle: Handle.nullish().transform((value) => value ?? undefined),
  }),
  answers: {
    200: {
      means: 'Merged.',
      json: z.object({ ok: z.literal(true), sourceSlug: z.string(), targetSlug: z.string() }),
    },
    409: WHICH,
  },
  run: async ({ params, query, body, actor, origin }, { hub }) => {
    const source = refOf(params.slug, query, body);
    const target = { slug: body.targetSlug, owner: body.targetOwnerHandle ?? source.owner };
    const merged = await asClientsKnow(params.slug, origin, () => merge(hub, actor, source, target));
    return json({ ok: true, sourceSlug: params.slug, targetSlug: merged.slug });
  },
});

const addStar = route({
  ...common,
  id: 'clawhub.star',
  method: 'POST',
  path: '/api/v1/stars/{slug}',
  says: 'Stars a package.',
  params: SlugParams,
  body: OwnedBody,
  answers: {
    200: {
      means: 'Starred.',
      json: z.object({ ok: z.literal(true), starred: z.literal(true), alreadyStarred: z.boolean() }),
    },
    409: WHICH,
  },
  run: async ({ params, query, body, actor, origin }, { hub }) => {
    const ref = refOf(params.slug, query, body);
    const fresh = await asClientsKnow(params.slug, origin, () => star(hub, actor, ref));
    return json({ ok: true, starred: true, alreadyStarred: !fresh });
  },
});

const removeStar = route({
  ...common,
  id: 'clawhub.unstar',
  method: 'DELETE',
  path: '/api/v1/stars/{slug}',
  says: 'Takes a star back.',
  params: SlugParams,
  body: OwnedBody,
  answers: {
    200: {
      means: 'No star any more.',
      json: z.object({ ok: z.literal(true), unstarred: z.literal(true), alreadyUnstarred: z.boolean() }),
    },
    409: WHICH,
  },
  run: async ({ params, query, body, actor, origin }, { hub }) => {
    const ref = refOf(params.slug, query, body);
    const fresh = await asClientsKnow(params.slug, origin, () => unstar(hub, actor, ref));
    return json({ ok: true, unstarred: true, alreadyUnstarred: !fresh });
  },
});

const transfer = route({
  ...common,
  id: 'clawhub.transfer',
  method: 'POST',
  path: '/api/v1/skills/{slug}/transfer',
  says: 'Offers a package to another owner; at once between owners one belongs to both of.',
  params: SlugParams,
  body: Owned.extend({ toUserHandle: Handle.pipe(z.string()), message: z.string().max(2_000).optional() }),
  answers: {
    200: {
      means: 'Offered, or handed over.',
      json: z.object({
        ok: z.literal(true),
        toUserHandle: z.string(),
        transferred: z.boolean(),
        transferId: z.string().optional(),
        expiresAt: z.int().optional(),
      }),
    },
    409: WHICH,
  },
  run: async ({ params, query, body, actor, origin }, { hub }) => {
    const ref = refOf(params.slug, query, body);
    const view = await asClientsKnow(params.slug, origin, () =>
      requestTransfer(hub, actor, ref, body.toUserHandle, body.message),
    );
    if (view === null) return json({ ok: true, toUserHandle: body.toUserHandle, transferred: true });
    const { id: transferId, to: toUserHandle, expiresAt } = view;
    return json({ ok: true, toUserHandle, transferred: false, transferId, expiresAt });
  },
});

const answerRoute = (answer: 'accept' | 'reject' | 'cancel', says: string) =>
  route({
    ...common,
    id: `clawhub.transfer.${answer}`,
    method: 'POST',
    path: `/api/v1/skills/{slug}/transfer/${answer}`,
    says,
    params: SlugParams,
    body: OwnedBody,
    answers: DONE,
    run: async ({ params, query, body, actor, origin }, { hub }) => {
      const ref = refOf(params.slug, query, body);
      await asClientsKnow(params.slug, origin, () => answerTransfer(hub, actor, ref, answer));
      return json({ ok: true });
    },
  });

const Party = z.object({ _id: z.string(), handle: z.string(), displayName: z.string() });
const TransferRow = z.object({
  _id: z.string(),
  skill: z.object({ _id: z.string(), slug: z.string(), displayName: z.string() }),
  fromUser: Party,
  toUser: Party,
  message: z.string().optional(),
  requestedAt: z.int(),
  expiresAt: z.int(),
});

function transferRow(view: TransferView): z.input<typeof TransferRow> {
  const party = (handle: string) => ({ _id: handle, handle, displayName: handle });
  return {
    _id: view.id,
    skill: { _id: view.slug, slug: view.slug, displayName: view.displayName },
    fromUser: party(view.from),
    toUser: party(view.to),
    ...(view.message === null ? {} : { message: view.message }),
    requestedAt: view.requestedAt,
    expiresAt: view.expiresAt,
  };
}

const transferList = (direction: 'incoming' | 'outgoing', says: string) =>
  route({
    id: `clawhub.transfers.${direction}`,
    dialect: 'clawhub',
    method: 'GET',
    path: `/api/v1/transfers/${direction}`,
    says,
    access: 'required',
    answers: { 200: { means: 'Open offers.', json: z.object({ transfers: z.array(TransferRow) }) } },
    run: async ({ actor }, { hub }) => json({ transfers: (await transfers(hub, actor, direction)).map(transferRow) }),
  });

const publisher = route({
  id: 'clawhub.publisher',
  dialect: 'clawhub',
  method: 'POST',
  path: '/api/v1/publishers',
  says: 'Makes an organisation, which its maker owns.',
  access: 'required',
  maxJson: SMALL,
  body: z.object({ handle: z.string().max(214), displayName: z.string().max(200).optional() }),
  answers: {
    200: {
      means: 'Made.',
      json: z.object({
        ok: z.literal(true),
        publisherId: z.string(),
        handle: z.string(),
        created: z.literal(true),
        trusted: z.literal(false),
      }),
    },
  },
  run: async ({ body, actor }, { hub }) => {
    const { handle, displayName } = body;
    const made = await createOrganisation(hub, actor, { handle, ...(displayName ? { displayName } : {}) });
    return json({ ok: true, publisherId: made.handle, handle: made.handle, created: true, trusted: false });
  },
});

const reportRoute = route({
  ...common,
  id: 'clawhub.report',
  method: 'POST',
  path: '/api/v1/skills/{slug}/report',
  says: 'Tells the moderators about a package.',
  params: SlugParams,
  body: Owned.extend({ reason: z.string().min(1).max(2_000), version: z.string().max(256).nullish() }),
  answers: {
    200: {
      means: 'Noted.',
      json: z.object({ ok: z.literal(true), reported: z.literal(true), reportId: z.string() }),
    },
    409: WHICH,
  },
  run: async ({ params, query, body, actor, origin }, { hub }) => {
    const complaint = { reason: body.reason, version: body.version ?? null };
    const ref = refOf(params.slug, query, body);
    const { id } = await asClientsKnow(params.slug, origin, () => report(hub, actor, ref, complaint));
    return json({ ok: true, reported: true, reportId: id });
  },
});

export const MANAGE_ROUTES = [
  remove,
  undelete,
  removeVersion,
  restore,
  tag,
  renameRoute,
  mergeRoute,
  addStar,
  removeStar,
  transfer,
  answerRoute('accept', 'Takes an offered package.'),
  answerRoute('reject', 'Declines an offered package.'),
  answerRoute('cancel', 'Takes an offer back.'),
  transferList('incoming', 'Packages that others offer to you.'),
  transferList('outgoing', 'Packages that you offer to others.'),
  publisher,
  reportRoute,
];
