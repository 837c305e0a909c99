/** A hub takes no archive that runs something, or brings code of others, when an npm client installs it. */
import { SoulError } from '../../src/core/errors.ts';
import type { PackageFiles } from '../../src/core/files.ts';
import { readJson } from '../../src/core/formats.ts';
import { activeParts, type Fields, type InertRule } from '../../src/core/inert.ts';
import type { Kind } from '../../src/core/manifest.ts';
import { type Text, text } from '../../src/core/text.ts';

const RULES = {
  'npm.scripts': text('npm would run its scripts at installing', 'npm 安装时会运行其中的脚本'),
  'npm.binding': text('npm would build it at installing', 'npm 安装时会编译它'),
  'npm.bundled': text('npm would run the scripts of bundled packages', 'npm 会运行所捆绑的包的脚本'),
  'npm.bin': text('a persona brings no programs', '角色包不应携带程序'),
  'npm.dependencies': text('a persona depends on no code', '角色包不应依赖代码'),
} as const satisfies Readonly<Record<InertRule, Text>>;

/** @throws SoulError E_MANIFEST with `details: { file, rule }` */
export function requireInert(packed: PackageFiles, kind: Kind): void {
  const [first] = activeParts(packed, packageJson(packed), kind);
  if (first !== undefined) throw refusal(first.file, first.rule);
}

function packageJson(packed: PackageFiles): Fields {
  const bytes = packed.get('package.json');
  const value: unknown = bytes === undefined ? null : readJson(bytes, 'package.json');
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function refusal(file: string, rule: InertRule): SoulError {
  const { en, zh } = RULES[rule];
  return new SoulError('E_MANIFEST', text(`${file}: ${en}`, `${file}：${zh}`), {
    hint: text(`take it out of ${file}`, `请从 ${file} 中删去`),
    details: { file, rule },
  });
}
