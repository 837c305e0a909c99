/** Pages for what is not there, was taken away, or went wrong. Each says what to do next. */
import { ERRORS, isSoulError, type SoulError } from '../../src/core/errors.ts';
import type { Text } from '../../src/core/text.ts';
import { isBug } from '../api/problem.ts';
import { draw, Frame, SearchBox } from './layout.tsx';
import type { Site } from './site.ts';

interface Drawn {
  readonly status: number;
  readonly html: string;
}

/** @param reference what the log calls the request */
export function problemPage(error: unknown, site: Site, reference: string): Drawn {
  const known = isSoulError(error) && !isBug(error) ? error : null;
  const status = known === null ? 500 : statusOf(known);
  return { status, html: draw(<Problem site={site} status={status} error={known} reference={reference} />) };
}

/** A status alone: somebody else has refused already. */
export function statusPage(status: number, site: Site): string {
  return draw(<Problem site={site} status={status} error={null} reference="" />);
}

function statusOf({ code }: SoulError): number {
  return code === 'E_AMBIGUOUS' ? 409 : ERRORS[code].http;
}

interface ProblemProps {
  readonly site: Site;
  readonly status: number;
  readonly error: SoulError | null;
  readonly reference: string;
}

function Problem({ site, status, error, reference }: ProblemProps) {
  const { say, href } = site;
  const title = titleOf(status, site);
  return (
    <Frame site={site} head={{ title, description: title, hidden: true }} searchBox={false}>
      <article class="problem">
        <p class="status" aria-hidden="true">
          {status}
        </p>
        <h1>{title}</h1>
        <p>{error ? sentence(error, site) : adviceOf(status, site)}</p>
        {error && <Advice site={site} error={error} />}
        {matchesOf(error).length > 0 && (
          <ul>
            {matchesOf(error).map((name) => (
              <li>
                <a href={href(`/${name}`)}>{name}</a>
              </li>
            ))}
          </ul>
        )}
        {status === 500 && reference !== '' && (
          <p>
            {say('Tell the people who run this hub the number', '请把这个编号告诉本站管理员：')}{' '}
            <code>{reference}</code>
          </p>
        )}
        <SearchBox site={site} query="" large />
        <p>
          <a href={href('/')}>{say('Start page', '首页')}</a> ·{' '}
          <a href={href('/search?kind=soul')}>{say('All souls', '全部角色')}</a>
        </p>
      </article>
    </Frame>
  );
}

function sentence({ says, details }: SoulError, { lang, say }: Site): string {
  const words = says[lang];
  const isName = typeof details.name === 'string' && words.startsWith(details.name);
  return `${isName ? words : words.charAt(0).toUpperCase() + words.slice(1)}${say('.', '。')}`;
}

/** What to do next. The hints that codes have of their own are for a command line. */
function Advice({ site, error }: { readonly site: Site; readonly error: SoulError }) {
  const { say, href, lang } = site;
  const { code, hint, details } = error;
  if (hint && hint !== (ERRORS[code] as { hint?: Text }).hint) return <p>{hint[lang]}</p>;
  if (code === 'E_VERSION_NOT_FOUND' && typeof details.name === 'string') {
    return (
      <p>
        <a href={href(`/${details.name}`)}>{say(`All versions of ${details.name}`, `${details.name} 的全部版本`)}</a>
      </p>
    );
  }
  if (code === 'E_FORBIDDEN') {
    return (
      <p>
        <a href={href('/account')}>{say('See who is signed in here', '查看当前登录的账号')}</a>
      </p>
    );
  }
  return null;
}

function titleOf(status: number, { say }: Site): string {
  switch (status) {
    case 404:
      return say('Nobody lives here', '这里没有人');
    case 451:
      return say('Withdrawn', '已被撤下');
    case 409:
      return say('Which one?', '要找哪一个？');
    case 429:
      return say('A little slower, please', '请稍慢一些');
    case 500:
      return say('Something broke on our side', '我们这边出了问题');
    default:
      return say('That did not work', '没有成功');
  }
}

function adviceOf(status: number, { say }: Site): string {
  if (status === 404)
    return say(
      'There is no page with this address. Perhaps a search finds what you meant.',
      '没有这个地址的页面。搜一搜，也许能找到。',
    );
  if (status === 451) return say('The moderators of this hub have taken it down.', '本站管理员已将其撤下。');
  if (status === 500) return say('It was noted, and it is not your fault.', '已记录，不是你的问题。');
  return say('The hub refused this request.', '服务器拒绝了这个请求。');
}

/** The packages that a name could mean. */
function matchesOf(error: SoulError | null): readonly string[] {
  const matches = error?.details.matches;
  if (!Array.isArray(matches)) return [];
  return matches.flatMap((match: unknown) =>
    typeof match === 'object' && match !== null && 'name' in match && typeof match.name === 'string'
      ? [match.name]
      : [],
  );
}
