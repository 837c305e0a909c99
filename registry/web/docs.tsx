/** Pages that explain: how it works, how to publish, what to do about a bad soul, and every route of the hub. */
import type { Child } from 'hono/jsx';
import { isName } from '../../src/core/name.ts';
import { openApi } from '../api/openapi.ts';
import type { Dialect } from '../api/route.ts';
import { ROUTES } from '../api/routes.ts';
import { Command, draw, Frame } from './layout.tsx';
import { page } from './page.ts';
import type { Site } from './site.ts';

interface DocProps {
  readonly site: Site;
  readonly title: string;
  readonly description: string;
  readonly hidden?: boolean;
  readonly children?: Child;
}

function Doc({ site, title, description, hidden = false, children }: DocProps) {
  return (
    <Frame site={site} head={{ title, description, hidden }}>
      <article class="prose">
        <h1>{title}</h1>
        <p class="lead">{description}</p>
        {children}
      </article>
    </Frame>
  );
}

const how = page({
  id: 'how',
  path: '/docs',
  says: 'How it works, and why to trust it.',
  plan: async ({ site }) => ({ tag: 'how', draw: () => draw(<How site={site} />) }),
});

function How({ site }: { readonly site: Site }) {
  const { say, href } = site;
  return (
    <Doc
      site={site}
      title={say('How it works', '原理')}
      description={say(
        'A soul is a text. It goes to the place where your agent reads who it is, and what was there is kept.',
        '角色就是一段文字。它会放到智能体读取“我是谁”的地方，原来的内容会被保存下来。',
      )}
    >
      <h2>{say('Putting one on', '换上')}</h2>
      <Command site={site} text="clawhub switch go-backend-expert" says={say('Copy', '复制')} />
      <p>
        {say(
          'The program finds your agent, keeps what is in its persona slot, and puts the new text there: all of it or nothing, even when the power fails in the middle. Then start a fresh session, in the agent’s own words: OpenClaw says /new, Claude Code says /clear.',
          '程序会找到你的智能体，保存角色位置上原有的内容，再放入新文字：要么全部完成，要么什么都没变，中途断电也一样。之后用智能体自己的命令开始新会话：OpenClaw 是 /new，Claude Code 是 /clear。',
        )}
      </p>
      <h2>{say('Taking it off', '换下')}</h2>
      <Command site={site} text="clawhub clear" says={say('Copy', '复制')} />
      <p>
        {say(
          'Your agent is what it was before the first soul, to the last byte, line end and file mode. Edits that you made in the meantime are kept in the history: nothing is ever thrown away. (clawhub clear gives back the persona. Your agent’s own /clear only empties the conversation.)',
          '智能体会恢复到换上第一个角色之前的样子，每个字节、换行和文件权限都一样。其间你自己的修改也留在历史里，什么都不会丢。（clawhub clear 还原的是角色；智能体自己的 /clear 只清空对话。）',
        )}
      </p>
      <h2>{say('Why to trust it', '为什么可以信任')}</h2>
      <ul>
        <li>
          {say(
            'You can read every word of a soul here before it reaches your agent.',
            '每个角色的全文都能先在这里读到。',
          )}
        </li>
        <li>
          {say(
            'A published version never changes. Its hashes stand on its page; the program checks them before it opens anything.',
            '发布后的版本不会再变。校验值写在页面上，程序在打开之前会先核对。',
          )}
        </li>
        <li>
          {say(
            'This hub signs what it hands out; the program, and npm too, can check the signature.',
            '本站会为发出的内容签名，本程序和 npm 都能验证。',
          )}
        </li>
        <li>
          {say(
            'Every version is scanned for text that tries to take over an agent, to leak data or to hide something. What was found stands on the page. A clean result is no promise.',
            '每个版本都会扫描，查找试图操纵智能体、外泄数据或隐藏内容的文字，结果写在页面上。没有发现不等于保证安全。',
          )}
        </li>
        <li>
          {say(
            'A soul brings its persona only. Files that change what an agent does need your yes; your memory and your notes are never touched.',
            '角色只带来人设。会改变智能体行为的文件需要你同意，你的记忆和笔记永远不会被动。',
          )}
        </li>
      </ul>
      <p>
        <a href={href('/search?kind=soul')}>{say('Look at the souls', '看看有哪些角色')}</a>
      </p>
    </Doc>
  );
}

const publish = page({
  id: 'publish',
  path: '/publish',
  says: 'How to publish.',
  plan: async ({ site }) => ({ tag: 'publish', draw: () => draw(<Publish site={site} />) }),
});

const SAMPLE = `---
name: night-gardener
version: 1.0.0
kind: soul
displayName:
  en: Night Gardener
  zh: 夜园丁
description:
  en: Tends plants and worries after dark.
  zh: 天黑以后照料植物，也照料心事。
category: life
tags: [garden, calm]
languages: [en, zh]
license: CC-BY-4.0
---

# Night Gardener

## Core identity

I look after what grows when nobody is watching.
`;

function Publish({ site }: { readonly site: Site }) {
  const { say, href } = site;
  return (
    <Doc
      site={site}
      title={say('Publish a soul', '发布角色')}
      description={say(
        'One Markdown file is enough. Four commands take it from your desk to this page.',
        '一个 Markdown 文件就够，四条命令就能发布到这里。',
      )}
    >
      <h2>1. {say('Write it', '写')}</h2>
      <Command site={site} text="clawhub init night-gardener" says={say('Copy', '复制')} />
      <p>
        {say(
          'You get a folder with a SOUL.md whose sections ask you the right questions. The lines between the dashes say what it is; what is below is what an agent reads. SOUL.zh.md beside it is the same persona in Chinese.',
          '你会得到一个文件夹，里面的 SOUL.md 用各个小节引导你写。两条横线之间说明这是什么，下面的正文才是智能体读到的内容。旁边的 SOUL.zh.md 是同一个角色的中文版。',
        )}
      </p>
      <pre tabindex={0}>
        <code>{SAMPLE}</code>
      </pre>
      <h2>2. {say('Check it', '检查')}</h2>
      <Command site={site} text="clawhub validate night-gardener" says={say('Copy', '复制')} />
      <Command site={site} text="clawhub scan night-gardener" says={say('Copy', '复制')} />
      <p>
        {say(
          'The first names what is missing, with line numbers. The second is the scanner that reads every version here: it looks for orders to leak, override or hide. A soul may say “you are …” and “never …” as much as it likes.',
          '第一条会指出缺了什么，带行号。第二条就是本站的扫描器，查找外泄、越权和隐藏的指令。角色里写“你是……”“绝不……”都没有问题。',
        )}
      </p>
      <h2>3. {say('Sign in', '登录')}</h2>
      <Command site={site} text={`clawhub login --registry ${site.origin}`} says={say('Copy', '复制')} />
      <h2>4. {say('Publish', '发布')}</h2>
      <Command
        site={site}
        text={`clawhub publish night-gardener --registry ${site.origin}`}
        says={say('Copy', '复制')}
      />
      <p>
        {say(
          'From now on this version never changes; the next one gets a higher number. A name that looks like somebody else’s is refused, so nobody can pass for you.',
          '从此这个版本不再改变，下一版要用更高的版本号。与他人相似的名字会被拒绝，所以没有人能冒充你。',
        )}
      </p>
      <h2>{say('Good manners', '几点约定')}</h2>
      <ul>
        <li>
          {say(
            'Of a real person: say in “disclaimer” that it is not them.',
            '写真实人物，请在 disclaimer 里说明这不是本人。',
          )}
        </li>
        <li>{say('Only text that is yours to give; name a licence.', '只发布你有权发布的文字，并注明许可证。')}</li>
        <li>
          {say(
            'Keep it below 20,000 characters: some agents read no more.',
            '控制在 20,000 字符以内，有的智能体只读这么多。',
          )}
        </li>
        <li>
          {say(
            'Other formats are read as they are: character cards, Soul Spec folders, a bare SOUL.md (clawhub import).',
            '其他格式也能读取：角色卡、Soul Spec 文件夹、单独的 SOUL.md（clawhub import）。',
          )}
        </li>
      </ul>
      <p>
        {say('npm works too: ', '也可以用 npm：')}
        <code>npm publish --registry {site.origin}</code>. {say('Every route is in the', '全部接口见')}{' '}
        <a href={href('/docs/api')}>{say('API reference', 'API 参考')}</a>.
      </p>
    </Doc>
  );
}

const report = page({
  id: 'report',
  path: '/docs/report',
  says: 'What to do about a package that does harm.',
  plan: async ({ site, query }) => {
    const asked = query.package ?? '';
    const name = isName(asked) ? asked : null;
    return { tag: `report ${name}`, draw: () => draw(<Report site={site} name={name} />) };
  },
});

function Report({ site, name }: { readonly site: Site; readonly name: string | null }) {
  const { say, href } = site;
  return (
    <Doc
      site={site}
      hidden
      title={name === null ? say('Report a problem', '举报') : say(`Report ${name}`, `举报 ${name}`)}
      description={say(
        'Text that tries to take over an agent, that hurts somebody, or that is not its publisher’s to give.',
        '试图操纵智能体、伤害他人，或发布者无权发布的内容，都可以举报。',
      )}
    >
      <p>
        {say(
          'The moderators of this hub read every report, and can withdraw a version within minutes: nobody can install it any more.',
          '本站管理员会阅读每一份举报，可以在几分钟内撤下某个版本，之后谁都无法再安装。',
        )}
      </p>
      {name !== null && (
        <p>
          <a class="button" href={href(`/account/report?package=${encodeURIComponent(name)}`)}>
            {say('Say what is wrong', '说明问题')}
          </a>
        </p>
      )}
      <p class="small">
        {say(
          'You sign in for that, so that there is somebody to ask back. Programs: POST /api/v1/skills/{name}/report.',
          '需要先登录，以便我们联系你。程序可使用 POST /api/v1/skills/{name}/report。',
        )}
      </p>
      {name !== null && (
        <p>
          <a href={href(`/${name}`)}>
            {say('Back to', '返回')} {name}
          </a>
        </p>
      )}
    </Doc>
  );
}

interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly security?: readonly Readonly<Record<string, unknown>>[];
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required: boolean }[];
  readonly responses: Readonly<Record<string, { readonly description: string }>>;
}

interface ApiDocument {
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

const DIALECTS: Readonly<Record<Dialect, string>> = {
  npm: '原生协议：任何 npm 客户端都能读取、安装和发布。',
  clawhub: 'ClawHub v1：供官方 `clawhub` 命令和 `openclaw skills` 使用。',
  'agent-souls': 'Agent Souls：供最初的 find-souls 技能使用。',
  hub: '本站自身：运行状态、密钥、接口描述和登录。',
};

let described: { readonly version: string; readonly document: ApiDocument } | undefined;

/** Made once: it takes longer than any page. */
function documentOf(version: string): ApiDocument {
  if (described?.version !== version) {
    described = { version, document: openApi(ROUTES, version) as unknown as ApiDocument };
  }
  return described.document;
}

const api = page({
  id: 'api',
  path: '/docs/api',
  says: 'Every route, from the OpenAPI document.',
  plan: async ({ site }, { version }) => ({
    tag: 'api',
    draw: () => draw(<Api site={site} document={documentOf(version)} />),
  }),
});

function Api({ site, document }: { readonly site: Site; readonly document: ApiDocument }) {
  const { say, plain } = site;
  const all = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  return (
    <Doc
      site={site}
      title={say('API reference', 'API 参考')}
      description={say(
        'Three dialects over one store, so that programs that already exist can use this hub. Written from the same table that serves them.',
        '一个仓库，三种协议，现有的程序都能直接使用本站。本页与服务端出自同一张表。',
      )}
    >
      <p>
        <a href={plain('/openapi.json')}>openapi.json</a> · OpenAPI 3.1
      </p>
      {site.lang === 'zh' && (
        <p class="notice">各接口的说明直接取自服务端的接口表，目前只有英文；路径、参数和状态码与语言无关。</p>
      )}
      {document.tags.map(({ name, description }) => (
        <section aria-labelledby={`api-${name}`}>
          <h2 id={`api-${name}`}>{name}</h2>
          <p>
            <Words text={say(description, DIALECTS[name as Dialect])} />
          </p>
          {all
            .filter(({ operation }) => operation.tags.includes(name))
            .map((item) => (
              <Route site={site} {...item} />
            ))}
        </section>
      ))}
    </Doc>
  );
}

interface RouteProps {
  readonly site: Site;
  readonly path: string;
  readonly method: string;
  readonly operation: Operation;
}

function Route({ site, path, method, operation }: RouteProps) {
  const { say } = site;
  const { operationId, summary, security, parameters = [], responses } = operation;
  const needsToken = security !== undefined && !security.some((one) => Object.keys(one).length === 0);
  return (
    <section class="route" aria-labelledby={operationId}>
      <h3 id={operationId}>
        <code>
          {method} {path}
        </code>
      </h3>
      <p lang="en">
        <Words text={summary} /> {needsToken && <strong>{say('Needs a token.', '需要令牌。')}</strong>}
      </p>
      <p class="small">
        {parameters
          .filter((parameter) => parameter.in === 'query')
          .map((parameter) => (
            <code>
              ?{parameter.name}
              {parameter.required ? '' : '='}
            </code>
          ))}
        {Object.entries(responses)
          .filter(([status]) => status !== 'default')
          .map(([status, { description }]) => (
            <span lang="en">
              <code>{status}</code> <Words text={description} />
            </span>
          ))}
      </p>
    </section>
  );
}

/** What stands between backticks is code. */
function Words({ text }: { readonly text: string }) {
  return <>{text.split('`').map((part, index) => (index % 2 === 1 ? <code>{part}</code> : part))}</>;
}

export const docs = [how, publish, report, api];
