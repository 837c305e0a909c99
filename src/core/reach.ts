/** What a package reaches for, in words for the person who decides: where its texts lead, which tools they name. */
import type { PackageFiles } from './files.ts';

export interface Reach {
  /** Hosts that its texts name. */
  readonly links: readonly string[];
  /** Tools of agents that its texts name. */
  readonly tools: readonly string[];
  /** Files that could be run. */
  readonly scripts: readonly string[];
}

const LINK = /https?:\/\/([a-z0-9.-]{1,253})/gi;
/** Names that the known agents give their tools, where they stand as code or beside the word tool. */
const TOOL =
  /`(exec|process|bash|shell|browser|web_fetch|web_search|message|cron|gateway|nodes|canvas|apply_patch|sessions_spawn|sessions_send|memory_search|Bash|Write|Edit|WebFetch|WebSearch|Task)`|\b(exec|bash|browser|cron|web_fetch|web_search) tool\b/g;
const SCRIPT = /\.(?:sh|bash|zsh|ps1|bat|cmd|py|js|mjs|cjs|ts|rb|pl|exe|dll|so|dylib)$/i;

export function reachOf(files: PackageFiles): Reach {
  const [links, tools] = [new Set<string>(), new Set<string>()];
  for (const [path, bytes] of files) {
    if (path === 'package.json') continue;
    const words = new TextDecoder().decode(bytes);
    for (const [, host = ''] of words.matchAll(LINK)) links.add(host.toLowerCase());
    for (const [, coded, named] of words.matchAll(TOOL)) tools.add(coded ?? named ?? '');
  }
  return {
    links: [...links].sort(),
    tools: [...tools].sort(),
    scripts: [...files.keys()].filter((path) => SCRIPT.test(path)),
  };
}
