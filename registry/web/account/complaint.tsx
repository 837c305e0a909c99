/** A reader says that something is wrong with a package. */
import { findPackage } from '../../domain/find.ts';
import { report } from '../../domain/moderation.ts';
import { drawAccount, Notice } from './parts.tsx';
import { type AccountPage, person, show } from './visit.ts';

const PATH = '/account/report';

const ask = person({
  id: 'complain',
  method: 'GET',
  path: PATH,
  says: 'Report a package.',
  run: async ({ site, actor, query, deps }) => {
    const { say, href } = site;
    const { name } = await findPackage(deps.hub, { name: (query.get('package') ?? '').slice(0, 214) });
    return show(
      drawAccount(
        { site, actor },
        say(`Report ${name}`, `举报 ${name}`),
        <form method="post" action={href(PATH)} class="stack">
          <input type="hidden" name="package" value={name} />
          <p class="field">
            <label for="reason">{say('What is wrong with it?', '有什么问题？')}</label>
            <textarea id="reason" name="reason" rows={5} required maxlength={2000} />
          </p>
          <p>
            <button type="submit">{say('Send it to the moderators', '提交给管理员')}</button>
          </p>
        </form>,
      ),
    );
  },
});

const send = person({
  id: 'complained',
  method: 'POST',
  path: PATH,
  says: 'A report for the moderators.',
  run: async ({ site, form, deps, actor }) => {
    const { say, href } = site;
    const name = (form.get('package') ?? '').slice(0, 214);
    await report(deps.hub, actor, { name }, { reason: form.get('reason') ?? '' });
    return show(
      drawAccount(
        { site, actor },
        say('Thank you', '谢谢'),
        <>
          <Notice says={say('The moderators will read it.', '管理员会查看你的举报。')} />
          <p>
            <a href={href(`/${name}`)}>{name}</a>
          </p>
        </>,
      ),
    );
  },
});

export const complaint: readonly AccountPage[] = [ask, send];
