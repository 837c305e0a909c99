/** The front page: what this is in one sentence, one search box, and who lives here. */
import { AGENT_WORDS } from '../../src/core/agents-words.ts';
import { listPackages } from '../domain/list.ts';
import type { PackageView } from '../domain/view.ts';
import { Cards } from './card.tsx';
import { Command, draw, Frame, SearchBox } from './layout.tsx';
import { page } from './page.ts';
import type { Site } from './site.ts';
import { momentOf, type Tally, tallyOf } from './tally.ts';
import { categoryTitle, count } from './words.ts';

interface Shown {
  readonly tally: Tally;
  readonly fresh: readonly PackageView[];
  readonly popular: readonly PackageView[];
  readonly teams: readonly PackageView[];
}

/** Counts move all the time; once a minute is new enough. */
export const home = page({
  id: 'home',
  path: '/',
  says: 'The front page.',
  plan: async ({ site }, { hub }) => ({
    tag: await momentOf(hub),
    draw: async () => {
      const list = async (sort: 'created' | 'downloads', kind: 'soul' | 'team', limit: number) =>
        (await listPackages(hub, { sort, kind, limit })).items;
      // Where nobody has taken anything yet, nothing is popular.
      const popular = (await list('downloads', 'soul', 6)).filter(({ stats }) => stats.downloads > 0);
      const shown = {
        tally: await tallyOf(hub),
        fresh: await list('created', 'soul', popular.length > 0 ? 6 : 12),
        popular,
        teams: await list('downloads', 'team', 3),
      };
      return draw(<Home site={site} {...shown} />);
    },
  }),
});

const NO_QUERY = { '@context': 'https://schema.org', '@type': 'WebSite', name: 'Soulhub' };

function Home({ site, tally, fresh, popular, teams }: Shown & { readonly site: Site }) {
  const { counts, soulCategories: all, categoryNames } = tally;
  const { say, href } = site;
  const description = say(
    'Personas for AI agents: find one, put it on in three steps, and get back byte for byte what your agent was before.',
    'AI 智能体的角色市场：找一个角色，三步换上；随时一条命令，逐字节恢复原样。',
  );
  const action = {
    '@type': 'SearchAction',
    target: `${site.origin}/${site.lang}/search?q={q}`,
    'query-input': 'required name=q',
  };
  return (
    <Frame
      site={site}
      head={{
        title: '',
        description,
        picture: site.plain('/-/og/home.png'),
        data: { ...NO_QUERY, url: site.origin, potentialAction: action },
      }}
      searchBox={false}
    >
      <section class="hero">
        <h1>{say('Give your agent a soul.', '给你的智能体一个灵魂。')}</h1>
        <p class="lead">
          {say(
            'A soul is a persona: a text that tells an AI agent who to be. Put one on in three steps, and take it off again with one command: what was there before comes back to the last byte.',
            '灵魂就是角色：一段告诉智能体“你是谁”的文字。三步换上，一条命令换下，原来的内容一个字节都不会少。',
          )}
        </p>
        <SearchBox site={site} query="" large />
        <p class="try">
          {say('For instance:', '试试：')}{' '}
          {EXAMPLES[site.lang].map((words) => (
            <a href={href(`/search?q=${encodeURIComponent(words)}`)}>{words}</a>
          ))}
        </p>
      </section>
      <section class="how" aria-labelledby="how">
        <h2 id="how">{say('Three steps', '三步换上')}</h2>
        <ThreeLines site={site} />
      </section>
      {all.length > 0 && (
        <section aria-labelledby="categories">
          <h2 id="categories">{say('By kind of person', '按类别')}</h2>
          <ul class="chips">
            {all.slice(0, 24).map(({ category, count: many }) => (
              <li>
                <a href={href(`/category/${encodeURIComponent(category)}`)}>
                  {categoryTitle(category, site, categoryNames.get(category))}{' '}
                  <span class="many">{count(many, site)}</span>
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
      <List
        site={site}
        id="popular"
        title={say('Often put on', '最受欢迎')}
        packages={popular}
        more="/search?kind=soul&sort=downloads"
      />
      <List
        site={site}
        id="new"
        title={say('New here', '新来的')}
        packages={fresh}
        more="/search?kind=soul&sort=created"
      />
      <List site={site} id="teams" title={say('Teams', '团队')} packages={teams} more="/teams" />
      <section class="yours" aria-labelledby="yours">
        <h2 id="yours">{say('Publish yours', '发布你的角色')}</h2>
        <p>
          {say(
            'A soul is one Markdown file. Write it, check it, publish it: people can read every word before they put it on.',
            '一个角色就是一个 Markdown 文件。写好、检查、发布；别人换上之前，每个字都能先读到。',
          )}
        </p>
        <p>
          <a class="button" href={href('/publish')}>
            {say('How to publish', '怎样发布')}
          </a>
        </p>
      </section>
      <p class="tally">
        {count(counts.packages, site)} {say('packages', '个包')} · {count(counts.versions, site)}{' '}
        {say('versions', '个版本')} · {count(counts.downloads, site)} {say('downloads', '次下载')}
      </p>
    </Frame>
  );
}

const EXAMPLES = {
  en: ['Go backend', 'somebody who listens', 'Nightingale', 'teach me maths'],
  zh: ['Go 后端', '会倾听的人', '张岱', '中英口语教练'],
} as const;

function ThreeLines({ site }: { readonly site: Site }) {
  const { say } = site;
  const first = AGENT_WORDS[0];
  const slash = first?.skillCommand?.('find-souls') ?? '/find-souls';
  return (
    <ol class="three">
      <li>
        <p>{say('Once: teach your agent to look for souls.', '只需一次：让智能体学会找角色。')}</p>
        <Command site={site} text="clawhub install find-souls" says={say('Copy step 1', '复制第 1 步')} />
      </li>
      <li>
        <p>{say('Say whom you want, inside the agent.', '在智能体里说出想要谁。')}</p>
        <Command
          site={site}
          text={`${slash} ${say('Go Backend Expert', 'Go 后端专家')}`}
          says={say('Copy step 2', '复制第 2 步')}
        />
      </li>
      <li>
        <p>{say('Start a fresh session. It is somebody else now.', '开始新会话，它已是另一个人。')}</p>
        <Command site={site} text={first?.reset ?? '/new'} says={say('Copy step 3', '复制第 3 步')} />
      </li>
    </ol>
  );
}

interface ListProps {
  readonly site: Site;
  readonly id: string;
  readonly title: string;
  readonly packages: readonly PackageView[];
  readonly more: string;
}

function List({ site, id, title, packages, more }: ListProps) {
  if (packages.length === 0) return null;
  return (
    <section aria-labelledby={id}>
      <div class="headline">
        <h2 id={id}>{title}</h2>
        <a href={site.href(more)} aria-label={`${site.say('All:', '全部：')} ${title}`}>
          {site.say('All', '全部')}
        </a>
      </div>
      <Cards site={site} packages={packages} />
    </section>
  );
}
