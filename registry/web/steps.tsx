/** How to put a package on: the steps as a person types them, one tab for each agent. */
import { AGENT_WORDS, type AgentWords } from '../../src/core/agents-words.ts';
import type { PackageView } from '../domain/view.ts';
import { Command, Copy } from './layout.tsx';
import type { Site } from './site.ts';
import { count } from './words.ts';

export interface StepsProps {
  readonly site: Site;
  readonly pkg: PackageView;
  readonly title: string;
  /** The language that is read, where there is another: left to itself, the program goes by that of the machine. */
  readonly lang: string | null;
  /** Of the text that is read, in UTF-16 units, as agents count. */
  readonly length: number;
  /** Souls of a team. */
  readonly members: readonly string[];
}

export function Steps(props: StepsProps) {
  const { site, pkg } = props;
  const { say } = site;
  return (
    <section class="steps" aria-labelledby="steps">
      <h2 id="steps">
        {
          {
            soul: say('Put it on in three steps', '三步换上'),
            team: say('Put the team on', '换上整个团队'),
            skill: say('Install', '安装'),
          }[pkg.kind]
        }
      </h2>
      {pkg.kind === 'soul' && <Agents {...props} />}
      {pkg.kind === 'team' && <Team {...props} />}
      {pkg.kind === 'skill' && <Command site={site} text={`clawhub install ${pkg.name}`} says={say('Copy', '复制')} />}
      <p class="back">
        {pkg.kind !== 'skill' && (
          <>
            {say('And back: ', '换回来：')}
            <code>clawhub clear</code>
            {pkg.kind === 'soul'
              ? say(' gives your agent what it had before, byte for byte. ', '，逐字节恢复原来的内容。')
              : say(' takes the agents away again. ', '，会撤走这些智能体。')}
          </>
        )}
        {say('Nothing installed yet? ', '还没装？')}
        <code>npm install -g soulhub</code>
        {say(', then tell it of this hub: ', '，再告诉它本站地址：')}
        <code>clawhub config hubs {site.origin}</code>
      </p>
    </section>
  );
}

/** Radio buttons: the arrow keys work, a screen reader counts them, and no script is needed. */
function Agents(props: StepsProps) {
  const { say } = props.site;
  return (
    <fieldset data-agents>
      <legend>{say('Which agent?', '用哪个智能体？')}</legend>
      <div class="tabs">
        {AGENT_WORDS.map(({ id, title }, index) => (
          <label>
            <input type="radio" name="agent" class={`t-${id}`} value={id} checked={index === 0} />
            {title}
          </label>
        ))}
      </div>
      {AGENT_WORDS.map((agent) => (
        <>
          <TooLong agent={agent} {...props} />
          <Three agent={agent} {...props} />
        </>
      ))}
    </fieldset>
  );
}

/** What `clawhub switch` will say, before anybody has typed it. */
function TooLong({ agent: { id, title, limit }, site, length }: StepsProps & { readonly agent: AgentWords }) {
  if (limit === null || length <= limit) return null;
  const [long, most] = [count(length, site), count(limit, site)];
  return (
    <div class={`notice warn panel p-${id}`}>
      <p>
        {site.say(
          `Too long for ${title}: it reads ${most} characters, and this text has ${long}. The command below refuses; with --force it applies the text all the same, and ${title} cuts it.`,
          `对 ${title} 来说太长：它只读取 ${most} 个字符，这份全文有 ${long} 个。下面的命令会拒绝；加上 --force 仍可应用，但 ${title} 会截断。`,
        )}
      </p>
    </div>
  );
}

function Three({ agent, site, pkg, title, lang }: StepsProps & { readonly agent: AgentWords }) {
  const { say } = site;
  const own = agent.id === 'openclaw' ? '' : ` --agent ${agent.id}`;
  const shell = `clawhub switch ${pkg.name}${own}${lang === null ? '' : ` --lang ${lang}`}`;
  const slash = agent.skillCommand?.('find-souls');
  return (
    <ol class={`three panel p-${agent.id}`}>
      <li>
        <p>
          {slash
            ? say('Once: teach the agent to look for souls.', '只需一次：让智能体学会找角色。')
            : say('Once: install the program.', '只需一次：安装程序。')}
        </p>
        <Command
          site={site}
          text={slash ? teach(agent) : 'npm install -g soulhub'}
          says={say('Copy step 1', '复制第 1 步')}
        />
      </li>
      <li>
        <p>
          {slash
            ? say(`In ${agent.title}, or in a shell:`, `在 ${agent.title} 里，或在命令行里：`)
            : say('In a shell:', '在命令行里：')}
        </p>
        <div>
          {slash && <Command site={site} text={`${slash} ${title}`} says={say('Copy step 2', '复制第 2 步')} />}
          <Command site={site} text={shell} says={say('Copy step 2 for the shell', '复制第 2 步（命令行）')} />
        </div>
      </li>
      <li>
        <p>{say(`In ${agent.title}: ${agent.fresh.en}.`, `在 ${agent.title} 里：${agent.fresh.zh}。`)}</p>
        {agent.reset ? (
          <Command site={site} text={agent.reset} says={say('Copy step 3', '复制第 3 步')} />
        ) : (
          <p class="command">{say('no command for this', '没有对应的命令')}</p>
        )}
      </li>
    </ol>
  );
}

/** OpenClaw reads the skills of its workspace, which is where `clawhub` works; others have a folder of their own. */
export function teach({ skillsIn }: AgentWords): string {
  return `clawhub install find-souls${skillsIn === null ? '' : ` --workdir ${skillsIn}`}`;
}

/** OpenClaw has room for all of them; other agents are one person at a time. */
function Team({ site, pkg, members: [first] }: StepsProps) {
  const { say } = site;
  return (
    <>
      <p>{say('In OpenClaw, an agent for each member:', '在 OpenClaw 里，每位成员一个智能体：')}</p>
      <Command site={site} text={`clawhub switch ${pkg.name}`} says={say('Copy the command', '复制命令')} />
      {first !== undefined && (
        <>
          <p class="back">{say('In any other agent, one of them:', '在其他智能体里，换上其中一位：')}</p>
          <Command
            site={site}
            text={`clawhub switch ${first}`}
            says={say('Copy the command for one member', '复制单个成员的命令')}
          />
        </>
      )}
    </>
  );
}

interface RoleProps {
  readonly site: Site;
  readonly title: string;
  /** Absolute address of the raw text. */
  readonly raw: string;
}

/** For chats that have no files: words to paste, which tell the other side where the persona is. */
export function RoleInstruction({ site, title, raw }: RoleProps) {
  const { say } = site;
  const words = instruction(site, title, raw);
  return (
    <section class="role" aria-labelledby="role">
      <h2 id="role">{say('Or in any chat', '或者在任何聊天里')}</h2>
      <p>
        {say(
          'Paste this where there are no files. It lasts for one conversation.',
          '没有文件可写时，把这段话粘贴进去，只在这次对话里有效。',
        )}
      </p>
      <textarea readonly rows={5} aria-label={say('Role instruction', '角色指令')} spellcheck={false}>
        {words}
      </textarea>
      <p class="actions">
        <Copy site={site} text={words} label={say('Copy the instruction', '复制角色指令')} />
      </p>
    </section>
  );
}

export function instruction({ say }: Site, title: string, raw: string): string {
  return say(
    `Please read the persona "${title}" at ${raw} and take it on for the rest of this conversation: its voice, its manner, its limits. Facts, safety and what I ask for stay as they are. If you cannot open the address, say so, and I will paste the text. When I say "stop", answer as yourself again.`,
    `请阅读 ${raw} 上的角色“${title}”，在接下来的对话里以它的身份、语气和边界来回答。事实、安全和我的要求不因此改变。如果打不开这个地址，请告诉我，我会贴上全文。我说“停”，就恢复你原来的样子。`,
  );
}
