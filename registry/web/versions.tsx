/** Versions of a package: the list, one of them, and the difference between any two. */
import { structuredPatch } from 'diff';
import type { PackageFiles } from '../../src/core/files.ts';
import type { Deps } from '../api/deps.ts';
import { findPackage } from '../domain/find.ts';
import { type VersionLine, versionLines, versionOf } from '../domain/read.ts';
import type { PackageView, VersionView } from '../domain/view.ts';
import { Facts, Findings } from './facts.tsx';
import { Command, draw, Frame } from './layout.tsx';
import { mayBePackage, nameIn } from './names.ts';
import { type Plan, page, type Redirect, type Visit } from './page.ts';
import { Persona } from './persona.tsx';
import { langFor, type Reading, readingOf } from './reading.ts';
import type { Site } from './site.ts';
import { date, size, titleOf, verdictTitle } from './words.ts';

interface VersionsProps {
  readonly site: Site;
  readonly pkg: PackageView;
  /** Newest first, `MOST_VERSIONS` of them. */
  readonly versions: readonly VersionLine[];
}

/** More are of no use to a person, and all of them are in the packument. */
export const MOST_VERSIONS = 100;

export function Versions({ site, pkg, versions }: VersionsProps) {
  const { say, href } = site;
  return (
    <section aria-labelledby="versions">
      <h2 id="versions">{say('Versions', '版本')}</h2>
      <div class="wide" tabindex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say('Version', '版本')}</th>
              <th scope="col">{say('Published', '发布')}</th>
              <th scope="col">{say('What changed', '改动')}</th>
            </tr>
          </thead>
          <tbody>
            {versions.map((version) => (
              <tr>
                <td>
                  <a href={href(`/${pkg.name}/${version.version}`)}>{version.version}</a>
                  {version.yanked !== null && <span class="kind">{say('yanked', '已撤回')}</span>}
                </td>
                <td>{date(version.createdAt)}</td>
                <td>{version.changelog.slice(0, 300) || '—'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {versions.length > 1 && (
        <Compare site={site} pkg={pkg} versions={versions} from={versions[1]?.version} to={versions[0]?.version} />
      )}
    </section>
  );
}

type CompareProps = VersionsProps & { readonly from: string | undefined; readonly to: string | undefined };

function Compare({ site, pkg, versions, from, to }: CompareProps) {
  const { say, href } = site;
  const Choice = ({
    name,
    label,
    chosen,
  }: {
    readonly name: string;
    readonly label: string;
    readonly chosen: string | undefined;
  }) => (
    <label>
      {label}
      <select name={name}>
        {versions.map(({ version }) => (
          <option value={version} selected={version === chosen}>
            {version}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <form class="filters" action={href(`/${pkg.name}/diff`)} method="get">
      <Choice name="from" label={say('From', '从')} chosen={from} />
      <Choice name="to" label={say('To', '到')} chosen={to} />
      <button type="submit">{say('Show what changed', '查看改动')}</button>
    </form>
  );
}

const SCOPED = '/:scope{@[^/]+}/:name';
const PLAIN = '/:name';
const versionSpec = { says: 'One version of a package.', applies: mayBePackage, plan: planVersion } as const;
const diffSpec = { says: 'The difference between two versions.', applies: mayBePackage, plan: planDiff } as const;

export const versionPages = [
  page({ ...diffSpec, id: 'scopedDiff', path: `${SCOPED}/diff` }),
  page({ ...versionSpec, id: 'scopedVersion', path: `${SCOPED}/:version` }),
];

/** After those of names with an owner: `/@ada/atlas` is no version `atlas` of anything. */
export const plainVersionPages = [
  page({ ...diffSpec, id: 'diff', path: `${PLAIN}/diff` }),
  page({ ...versionSpec, id: 'version', path: `${PLAIN}/:version` }),
];

async function planVersion({ site, params, query }: Visit, deps: Deps): Promise<Plan | Redirect> {
  const pkg = await findPackage(deps.hub, { name: nameIn(params) });
  const asked = params.version ?? '';
  const tagged = Object.hasOwn(pkg.tags, asked) ? pkg.tags[asked] : undefined;
  if (tagged !== undefined) return { to: site.href(`/${pkg.name}/${tagged}`) };
  const version = await versionOf(deps.hub, pkg, { version: asked });
  const tag = `${pkg.id} ${pkg.revision} ${version.id} ${pkg.stats.downloads}`;
  return {
    tag,
    draw: async () => {
      const reading = await readingOf(deps.hub, version);
      const lang = langFor(reading, query.lang, site.lang);
      const keyid = deps.signer.keys[0]?.keyid ?? '';
      return draw(<Version site={site} pkg={pkg} version={version} reading={reading} lang={lang} keyid={keyid} />);
    },
  };
}

interface VersionProps {
  readonly site: Site;
  readonly pkg: PackageView;
  readonly version: VersionView;
  readonly reading: Reading;
  readonly lang: string;
  readonly keyid: string;
}

function Version({ site, pkg, version, reading, lang, keyid }: VersionProps) {
  const { say, href } = site;
  const title = `${titleOf(pkg, site)} ${version.version}`;
  const description = say(
    `Version ${version.version} of ${pkg.name}, ${date(version.createdAt)}.`,
    `${pkg.name} 的 ${version.version} 版，${date(version.createdAt)}。`,
  );
  const newest = pkg.latest?.version === version.version;
  const files = [...reading.files].map(([path, bytes]) => ({ path, size: bytes.length }));
  return (
    <Frame site={site} head={{ title, description, address: `/${pkg.name}/${version.version}`, hidden: newest }}>
      <h1>{title}</h1>
      <p>
        <a href={href(`/${pkg.name}`)}>{titleOf(pkg, site)}</a>
        {!newest && pkg.latest && ` · ${say('the newest is', '最新版为')} ${pkg.latest.version}`}
        {` · ${verdictTitle(version.verdict, site)}`}
      </p>
      {version.yanked !== null && (
        <p class="notice bad">
          {say('Yanked.', '已撤回。')} {version.yanked}
        </p>
      )}
      <h2>{say('Install exactly this', '安装这个版本')}</h2>
      <Command site={site} text={`clawhub install ${pkg.name}@${version.version}`} says={say('Copy', '复制')} />
      {version.changelog !== '' && (
        <>
          <h2>{say('What changed', '改动')}</h2>
          <p>{version.changelog}</p>
        </>
      )}
      <div class="layout">
        <div class="index" />
        <div class="text">
          <section aria-labelledby="files">
            <h2 id="files">{say('Files', '文件')}</h2>
            <div class="wide" tabindex={0}>
              <table>
                <thead>
                  <tr>
                    <th scope="col">{say('Path', '路径')}</th>
                    <th scope="col">{say('Size', '大小')}</th>
                  </tr>
                </thead>
                <tbody>
                  {files.map((file) => (
                    <tr>
                      <td class="mono">{file.path}</td>
                      <td>{size(file.size)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </section>
          <Findings site={site} version={version} />
          <h2>{say('The text', '全文')}</h2>
          <Persona site={site} shown={reading.page(lang)} lang={lang} raw={site.plain(`/${pkg.name}.md`)} />
        </div>
        <aside class="facts" aria-labelledby="facts">
          <div>
            <h2 id="facts">{say('Facts', '资料')}</h2>
            <Facts site={site} pkg={pkg} version={version} reading={reading} keyid={keyid} />
          </div>
        </aside>
      </div>
    </Frame>
  );
}

async function planDiff({ site, params, query }: Visit, deps: Deps): Promise<Plan | Redirect> {
  const { hub } = deps;
  const pkg = await findPackage(hub, { name: nameIn(params) });
  const versions = await versionLines(hub, pkg, MOST_VERSIONS);
  const to = await versionOf(hub, pkg, { version: query.to ?? versions[0]?.version ?? null });
  const from = await versionOf(hub, pkg, { version: query.from ?? versions[1]?.version ?? to.version });
  return {
    tag: `${pkg.id} ${pkg.revision} ${from.id} ${to.id}`,
    draw: async () => {
      const [before, after] = [await readingOf(hub, from), await readingOf(hub, to)];
      const changes = changesBetween(before.files, after.files);
      return draw(
        <Diff site={site} pkg={pkg} versions={versions} from={from.version} to={to.version} changes={changes} />,
      );
    },
  };
}

interface Change {
  readonly path: string;
  readonly kind: 'added' | 'removed' | 'changed';
  /** Lines with their sign; null where a stretch is left out. Empty for what is no text. */
  readonly rows: readonly (string | null)[];
}

/** Files that differ. The archive's own `package.json` follows from the rest. */
function changesBetween(before: PackageFiles, after: PackageFiles): readonly Change[] {
  const paths = [...new Set([...before.keys(), ...after.keys()])].filter((path) => path !== 'package.json').sort();
  return paths.flatMap((path): Change[] => {
    const [old, now] = [before.get(path), after.get(path)];
    if (old && now && Buffer.compare(old, now) === 0) return [];
    return [{ path, kind: old ? (now ? 'changed' : 'removed') : 'added', rows: rowsOf(old, now) }];
  });
}

const LONGEST = 200_000;
const CONTEXT = 3;

function rowsOf(old: Uint8Array | undefined, now: Uint8Array | undefined): readonly (string | null)[] {
  const [a, b] = [textOf(old), textOf(now)];
  if (a === null || b === null) return [];
  // Two texts without a line in common could take long; then it is shown as one that went and one that came.
  const patch = structuredPatch('', '', a, b, '', '', { context: CONTEXT, maxEditLength: 2000, timeout: 500 });
  if (patch === undefined) return [...signed('-', a), ...signed('+', b)];
  return patch.hunks.flatMap(({ lines }, index) => [...(index > 0 ? [null] : []), ...lines]);
}

function signed(sign: string, value: string): readonly string[] {
  return value.split('\n').map((line) => sign + line);
}

function textOf(bytes: Uint8Array | undefined): string | null {
  if (bytes === undefined) return '';
  if (bytes.length > LONGEST || bytes.includes(0)) return null;
  return new TextDecoder().decode(bytes);
}

type DiffProps = CompareProps & { readonly changes: readonly Change[] };

function Diff({ site, pkg, versions, from, to, changes }: DiffProps) {
  const { say, href } = site;
  const title = `${titleOf(pkg, site)}: ${from} → ${to}`;
  const kinds = { added: say('new', '新增'), removed: say('gone', '删除'), changed: say('changed', '修改') };
  return (
    <Frame site={site} head={{ title, description: title, hidden: true }}>
      <h1>{title}</h1>
      <p>
        <a href={href(`/${pkg.name}`)}>{titleOf(pkg, site)}</a>
      </p>
      <Compare site={site} pkg={pkg} versions={versions} from={from} to={to} />
      {changes.length === 0 && <p>{say('No file differs.', '没有文件不同。')}</p>}
      {changes.map(({ path, kind, rows }) => (
        <section>
          <h2>
            <span class="mono">{path}</span> <span class="kind">{kinds[kind]}</span>
          </h2>
          {rows.length === 0 ? (
            <p>{say('Not a text, or too long to compare.', '不是文本，或过长无法比较。')}</p>
          ) : (
            <Rows site={site} rows={rows} path={path} />
          )}
        </section>
      ))}
    </Frame>
  );
}

const SIGNS: Readonly<Record<string, string>> = { '+': 'add', '-': 'cut' };

function Rows({
  site,
  rows,
  path,
}: {
  readonly site: Site;
  readonly rows: readonly (string | null)[];
  readonly path: string;
}) {
  const { say } = site;
  const read: Readonly<Record<string, string>> = { '+': say('added: ', '新增：'), '-': say('removed: ', '删除：') };
  return (
    <section class="diff" tabindex={0} aria-label={path}>
      {rows.map((row) => {
        if (row === null) return <div class="gap">…</div>;
        const [sign, line] = [row.charAt(0), row.slice(1)];
        return (
          <div class={`row ${SIGNS[sign] ?? ''}`}>
            <span aria-hidden="true">{sign}</span>
            <span>
              {read[sign] && <span class="unseen">{read[sign]}</span>}
              {line === '' ? '\u200b' : line}
            </span>
          </div>
        );
      })}
    </section>
  );
}
