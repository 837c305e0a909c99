/** A program asks to be let in: the person who is signed in here compares the code and says yes or no. */
import { isSoulError } from '../../../src/core/errors.ts';
import type { Scope } from '../../domain/actor.ts';
import { answerLogin, loginRequest } from '../../domain/logins.ts';
import type { Site } from '../site.ts';
import { drawAccount, Field, Notice } from './parts.tsx';
import { type AccountPage, type OwnVisit, person, show } from './visit.ts';

const PATH = '/account/device';

interface Asked {
  readonly label: string;
  readonly scopes: readonly Scope[];
}

function Question({ site, code, asked, handle }: { site: Site; code: string; asked: Asked; handle: string }) {
  const { say, href } = site;
  const may: Readonly<Record<Scope, string>> = {
    read: say('read', '读取'),
    publish: say('publish and change your packages', '发布和修改你的包'),
    admin: say('administer this hub', '管理本站'),
  };
  return (
    <>
      <p>
        <strong>{asked.label}</strong>{' '}
        {say(`wants to act as @${handle} on this hub. It may:`, `请求以 @${handle} 的身份使用本站，可以：`)}
      </p>
      <ul>
        {asked.scopes.map((scope) => (
          <li>{may[scope]}</li>
        ))}
      </ul>
      <p class="code">
        <code>{code}</code>
      </p>
      <p>{say('Only say yes if your program shows the same code.', '只有当程序显示相同的代码时才批准。')}</p>
      <form method="post" action={href(PATH)} class="actions">
        <input type="hidden" name="user_code" value={code} />
        <button name="answer" value="yes" type="submit">
          {say('Approve', '批准')}
        </button>
        <button name="answer" value="no" type="submit" class="quiet">
          {say('Decline', '拒绝')}
        </button>
      </form>
    </>
  );
}

function CodeForm({ site, code }: { site: Site; code: string }) {
  const { say, href } = site;
  return (
    <form method="get" action={href(PATH)} class="stack">
      <Field
        id="user_code"
        label={say('The code that your program shows', '程序显示的代码')}
        value={code}
        required
        autocomplete="off"
        maxlength={20}
      />
      <p>
        <button type="submit">{say('Next', '下一步')}</button>
      </p>
    </form>
  );
}

async function draw(
  visit: OwnVisit,
  code: string,
  said: { says: string; bad: boolean } | null = null,
): Promise<string> {
  const { site, actor, deps } = visit;
  const asked = code === '' || said !== null ? null : await requestOf(deps, code);
  const unknown = code !== '' && said === null && asked === null;
  const problem = site.say(
    'This code is not known, was used, or has expired. Start again in your program.',
    '代码不存在、已使用或已过期，请在程序中重新开始。',
  );
  return drawAccount(
    { site, actor },
    site.say('Let a program in', '授权程序登录'),
    <>
      {said && <Notice says={said.says} bad={said.bad} />}
      {unknown && <Notice says={problem} bad />}
      {asked ? (
        <Question site={site} code={code} asked={asked} handle={actor.handle} />
      ) : (
        !said && <CodeForm site={site} code={code} />
      )}
    </>,
  );
}

async function requestOf({ hub }: OwnVisit['deps'], code: string): Promise<Asked | null> {
  try {
    return await loginRequest(hub, code);
  } catch (error) {
    if (isSoulError(error, 'E_NOT_FOUND')) return null;
    throw error;
  }
}

const codeIn = (input: string | null) => (input ?? '').trim().toUpperCase().slice(0, 20);

const ask = person({
  id: 'device',
  method: 'GET',
  path: PATH,
  says: 'A program waits to be let in.',
  run: async (visit) => show(await draw(visit, codeIn(visit.query.get('user_code')))),
});

const answer = person({
  id: 'deviceAnswer',
  method: 'POST',
  path: PATH,
  says: 'Yes or no to a program.',
  limit: 'login',
  run: async (visit) => {
    const { site, form, deps, actor } = visit;
    const code = codeIn(form.get('user_code'));
    const yes = form.get('answer') === 'yes';
    try {
      await answerLogin(deps.hub, actor, code, yes);
    } catch (error) {
      if (!isSoulError(error)) throw error;
      return show(await draw(visit, code, { says: error.says[site.lang], bad: true }), 422);
    }
    const says = yes
      ? site.say('Done. You can go back to your program.', '完成，可以回到程序了。')
      : site.say('Declined. Your program gets no access.', '已拒绝，程序不会获得权限。');
    return show(await draw(visit, code, { says, bad: false }));
  },
});

export const device: readonly AccountPage[] = [ask, answer];
