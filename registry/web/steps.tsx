/** How to put a package on: the steps as a person types them, one tab for each agent. */
import { AGENT_WORDS, type AgentWords } from '../../src/core/agents-words.ts';
import type { PackageView } from '../domain/view.ts';
import { Command, Copy } from './layout.tsx';
import type { Site } from './site.ts';

export interface StepsProps {
  readonly site: Site;
  readonly pkg: PackageView;
  readonly title: string;
  /** The language that is read, when it is not the soul's own. */
  readonly lang: string | null;
}

export function Steps(props: StepsProps) {
  const { site, pkg } = props;
  const { say } = site;
  return (
    <section class="steps" aria-labelledby="steps">
      <h2 id="steps">{pkg.kind === 'soul' ? say('Put it on in three steps', '三步换上') : say('Install', '安装')}</h2>
      {pkg.kind === 'soul' ? <Agents {...props} /> : <Install {...props} />}
      <p class="back">
        {pkg.kind === 'soul' && (
          <>
            {say('And back: ', '换回来：')}
            <code>clawhub clear</code>
            {say(' gives your agent what it had before, byte for byte. ', '，逐字节恢复原来的内容。')}
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
        <Three agent={agent} {...props} />
      ))}
    </fieldset>
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

function Install({ site, pkg }: StepsProps) {
  const { say } = site;
  return (
    <>
      <Command site={site} text={`clawhub install ${pkg.name}`} says={say('Copy', '复制')} />
      {pkg.kind === 'team' && (
        <p class="back">
          {say('That installs every member. Then put one on: ', '会装上全部成员，再换上其中一位：')}
          <code>clawhub switch &lt;name&gt;</code>
        </p>
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
