/** What people reported, for those who may act on it. */
import { requireRole } from '../../domain/actor.ts';
import { type ReportView, reports, resolveReport, withdraw } from '../../domain/moderation.ts';
import type { Site } from '../site.ts';
import { date } from '../words.ts';
import { drawAccount, Field } from './parts.tsx';
import { type AccountPage, go, person, show } from './visit.ts';

const PATH = '/account/moderation';

function Report({ site, report }: { readonly site: Site; readonly report: ReportView }) {
  const { say, href } = site;
  const { id, name, version, reporter, reason, createdAt } = report;
  return (
    <article class="report">
      <h2>
        <a href={href(`/${name}`)}>{name}</a> {version ?? ''}
      </h2>
      <blockquote>
        <p>{reason}</p>
      </blockquote>
      <p class="small">
        @{reporter} · {date(createdAt)}
      </p>
      <form method="post" action={href(PATH)} class="stack">
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="name" value={name} />
        <input type="hidden" name="version" value={version ?? ''} />
        <Field id={`note-${id}`} label={say('Why', '理由')} maxlength={500} required />
        <p class="actions">
          <button name="answer" value="withdraw" type="submit" class="danger">
            {version ? say(`Withdraw ${version}`, `撤下 ${version}`) : say('Withdraw all of it', '全部撤下')}
          </button>
          <button name="answer" value="reject" type="submit" class="quiet">
            {say('Nothing wrong with it', '没有问题')}
          </button>
        </p>
      </form>
    </article>
  );
}

const queue = person({
  id: 'moderation',
  method: 'GET',
  path: PATH,
  says: 'What people reported.',
  run: async ({ site, actor, deps }) => {
    requireRole(actor, 'moderator');
    const { items } = await reports(deps.hub, actor, { limit: 50, cursor: null });
    const title = site.say('Reports', '举报');
    const none = <p>{site.say('Nothing is open.', '没有待处理的举报。')}</p>;
    return show(
      drawAccount(
        { site, actor },
        title,
        items.length === 0 ? none : items.map((report) => <Report site={site} report={report} />),
      ),
    );
  },
});

const answer = person({
  id: 'moderate',
  method: 'POST',
  path: PATH,
  says: 'What is done about a report.',
  run: async ({ site, actor, deps, form }) => {
    requireRole(actor, 'moderator');
    const [id, name] = [form.get('id') ?? '', form.get('name') ?? ''];
    const note = (form.get(`note-${id}`) ?? '').trim().slice(0, 500);
    const harmful = form.get('answer') === 'withdraw';
    if (harmful) await withdraw(deps.hub, actor, { name }, form.get('version') || null, note);
    await resolveReport(deps.hub, actor, id, { state: harmful ? 'resolved' : 'rejected', note });
    return go(site.href(PATH));
  },
});

export const moderation: readonly AccountPage[] = [queue, answer];
