/**
 * Agents that cannot be run where this is tested: they are no npm packages, or need an account. Their facts come from
 * their source or their makers' documentation, and their adapters are tested against layouts recorded from there.
 */
import path from 'node:path';
import { type Text, text } from '../core/text.ts';
import type { Host, Site } from './agent.ts';
import { configFolder, defineAgent } from './define.ts';
import { block, ownFile } from './place.ts';

type Words = Pick<Site, 'effect' | 'arrives' | 'mechanism' | 'reset' | 'live' | 'takesEffect'>;

function joins(arrives: Site['arrives'], mechanism: Text, reset: string | null, takesEffect: Text): Words {
  return { effect: 'joins', arrives, mechanism, reset, live: 'session', takesEffect };
}

const NEW_SESSION = text('in a new session', '新会话生效');
const NEW_THREAD = text('in a new thread', '新对话生效');
const blockIn = (file: string) => text(`block in ${file}`, `${file} 中的标记块`);
const joining = (file: string) =>
  text(`block in ${file}, joins the system prompt`, `${file} 中的标记块，加入系统提示词`);

const crushWords = joins('system', joining('CRUSH.md'), null, NEW_SESSION);

export const crush = defineAgent({
  id: 'crush',
  title: 'Crush',
  evidence: { by: 'recorded', of: 'source 37f36e9' },
  programs: ['crush'],
  skillCommand: null,
  home: (host) => {
    const named = host.env.CRUSH_GLOBAL_CONFIG?.trim();
    return named ? path.resolve(host.cwd, named) : configFolder(host, 'crush');
  },
  user: { ...crushWords, place: () => block('CRUSH.md') },
  project: { ...crushWords, place: () => block('CRUSH.md') },
  projectRoot: 'folder',
});

const rooWords = joins(
  'system',
  text('rule file, joins the system prompt', '规则文件，加入系统提示词'),
  null,
  text('in the next task', '下一个任务生效'),
);

export const roo = defineAgent({
  id: 'roo',
  title: 'Roo Code',
  evidence: { by: 'recorded', of: 'documentation' },
  programs: [],
  skillCommand: null,
  home: (host) => path.join(host.home, '.roo'),
  user: { ...rooWords, place: () => ownFile('rules/soulhub.md') },
  project: { ...rooWords, place: () => ownFile('.roo/rules/soulhub.md') },
  projectRoot: 'folder',
});

/** The user's rules live in the settings of the app, where no file leads. */
export const cursor = defineAgent({
  id: 'cursor',
  title: 'Cursor',
  evidence: { by: 'recorded', of: 'documentation' },
  programs: ['cursor', 'cursor-agent'],
  skillCommand: null,
  home: (host) => path.join(host.home, '.cursor'),
  user: null,
  project: {
    ...joins(
      'unknown',
      text('project rule that always applies', '始终生效的项目规则'),
      null,
      text('in a new chat', '新聊天生效'),
    ),
    place: () =>
      ownFile(
        '.cursor/rules/soulhub.mdc',
        (body) => `---\ndescription: soulhub persona\nalwaysApply: true\n---\n\n${body}`,
      ),
  },
  projectRoot: 'repository',
});

const windsurfTakes = text('in a new conversation', '新对话生效');

export const windsurf = defineAgent({
  id: 'windsurf',
  title: 'Windsurf',
  evidence: { by: 'recorded', of: 'documentation' },
  programs: ['windsurf'],
  skillCommand: null,
  home: (host) => path.join(host.home, '.codeium/windsurf'),
  user: {
    ...joins('unknown', blockIn('memories/global_rules.md'), null, windsurfTakes),
    place: () => block('memories/global_rules.md'),
    limit: 6000,
    limitOf: 'file',
  },
  project: {
    ...joins('unknown', text('project rule that is always on', '始终开启的项目规则'), null, windsurfTakes),
    place: () => ownFile('.windsurf/rules/soulhub.md', (body) => `---\ntrigger: always_on\n---\n\n${body}`),
    limit: 12_000,
    limitOf: 'file',
  },
  projectRoot: 'repository',
});

/** Zed reads the first of these that a project has, and no other. */
const ZED_RULES = [
  '.rules',
  '.cursorrules',
  '.windsurfrules',
  '.clinerules',
  '.github/copilot-instructions.md',
  'AGENT.md',
  'AGENTS.md',
  'CLAUDE.md',
  'GEMINI.md',
];
const zedWords = joins('system', blockIn('AGENTS.md'), null, NEW_THREAD);

export const zed = defineAgent({
  id: 'zed',
  title: 'Zed',
  evidence: { by: 'recorded', of: 'documentation, May 2026' },
  programs: ['zed', 'zeditor'],
  skillCommand: null,
  home: (host) => configFolder(host, 'zed'),
  user: { ...zedWords, mechanism: joining('AGENTS.md'), place: () => block('AGENTS.md') },
  project: {
    ...zedWords,
    mechanism: text('block in the rules file that Zed reads first', 'Zed 最先读取的规则文件中的标记块'),
    place: zedRules,
  },
  projectRoot: 'folder',
});

function zedRules(host: Host, root: string) {
  const first = ZED_RULES.find((name) => host.exists(path.join(root, name)) && !host.isFolder(path.join(root, name)));
  return block(first ?? 'AGENTS.md');
}

const ampWords = joins('unknown', blockIn('AGENTS.md'), null, NEW_THREAD);

export const amp = defineAgent({
  id: 'amp',
  title: 'Amp',
  evidence: { by: 'recorded', of: 'documentation' },
  programs: ['amp'],
  skillCommand: null,
  home: (host) => configFolder(host, 'amp'),
  user: { ...ampWords, place: () => block('AGENTS.md') },
  project: { ...ampWords, place: () => block('AGENTS.md') },
  projectRoot: 'repository',
});

const gooseWords = joins(
  'system',
  text(
    'block in .goosehints, joins the system prompt (needs the developer extension)',
    '.goosehints 中的标记块，加入系统提示词（需启用 developer 扩展）',
  ),
  null,
  NEW_SESSION,
);

export const goose = defineAgent({
  id: 'goose',
  title: 'Goose',
  evidence: { by: 'recorded', of: 'documentation' },
  programs: ['goose'],
  skillCommand: null,
  home: (host) => configFolder(host, 'goose'),
  user: { ...gooseWords, place: () => block('.goosehints') },
  project: { ...gooseWords, place: () => block('.goosehints') },
  projectRoot: 'repository',
});
