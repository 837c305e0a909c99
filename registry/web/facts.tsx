/** What can be known about a version: numbers, hashes, signatures, the word of the scanner. */
import type { Finding } from '../../src/core/scan/report.ts';
import type { PackageView, VersionView } from '../domain/view.ts';
import { safeAddress } from './markdown.ts';
import type { Reading } from './reading.ts';
import type { Site } from './site.ts';
import { categoryTitle, count, date, languageName, plural, size, verdictTitle } from './words.ts';

export interface FactsProps {
  readonly site: Site;
  readonly pkg: PackageView;
  readonly version: VersionView;
  readonly reading: Reading;
  /** Key of this hub, which signs what it hands out. */
  readonly keyid: string;
}

export function Facts({ site, pkg, version, reading, keyid }: FactsProps) {
  const { say, href, plain } = site;
  const { manifest } = version;
  const category = pkg.listing?.category;
  return (
    <dl>
      <dt>{say('Version', '版本')}</dt>
      <dd>
        {version.version}, {date(version.createdAt)}
      </dd>
      <dt>{say('Published by', '发布者')}</dt>
      <dd>
        <a href={href(`/@${pkg.owner.handle}`)}>@{pkg.owner.handle}</a>
        {manifest.author && manifest.author !== pkg.owner.handle && ` (${manifest.author})`}
      </dd>
      <dt>{say('Scan', '扫描')}</dt>
      <dd>
        <a href="#scan">{verdictTitle(version.verdict, site)}</a>
      </dd>
      <dt>{say('Licence', '许可证')}</dt>
      <dd>{version.license ?? say('not stated', '未注明')}</dd>
      <dt>{say('Languages', '语言')}</dt>
      <dd>{manifest.languages.map(languageName).join(', ') || '—'}</dd>
      {category && (
        <>
          <dt>{say('Category', '类别')}</dt>
          <dd>
            <a href={href(`/category/${encodeURIComponent(category)}`)}>
              {categoryTitle(category, site, pkg.listing?.categoryNames)}
            </a>
          </dd>
        </>
      )}
      <dt>{say('Downloads', '下载')}</dt>
      <dd>{count(pkg.stats.downloads, site)}</dd>
      <dt>{say('Length', '长度')}</dt>
      <dd>
        <Lengths site={site} reading={reading} />
      </dd>
      <dt>{say('Size', '大小')}</dt>
      <dd>
        {size(version.unpackedSize)}, {say(plural(version.fileCount, 'file'), `${version.fileCount} 个文件`)} (
        <a href={plain(`/${pkg.name}/-/${pkg.name.split('/').at(-1)}-${version.version}.tgz`)}>
          {say('archive', '压缩包')}
        </a>
        )
      </dd>
      <Link title={say('Home page', '主页')} address={manifest.homepage} />
      <Link title={say('Source', '源码')} address={manifest.repository} />
      <dt>{say('Hash of the archive', '压缩包校验值')}</dt>
      <dd>
        <code>{version.integrity}</code>
      </dd>
      <dt>{say('Hash of the files', '文件校验值')}</dt>
      <dd>
        <code>{version.content}</code>
      </dd>
      <dt>{say('Signed by this hub', '本站签名')}</dt>
      <dd>
        <code>{keyid}</code>
      </dd>
      <dt>{say('Signed by its author', '作者签名')}</dt>
      <dd>{version.author === null ? say('no', '无') : <code>{version.author.key}</code>}</dd>
      {version.log !== null && (
        <>
          <dt>{say('Transparency log', '透明日志')}</dt>
          <dd>
            {say('entry', '第')} {version.log.position} {say('of the', '条，见')}{' '}
            <a href={plain('/-/log/checkpoint')}>{say('log', '日志')}</a>
          </dd>
        </>
      )}
    </dl>
  );
}

/** Characters as agents count them, which read so many and no more. */
function Lengths({ site, reading }: Pick<FactsProps, 'site' | 'reading'>) {
  const { say } = site;
  return (
    <>
      {reading.languages.map((lang, index) => {
        const length = reading.text(lang).length;
        return (
          <>
            {index > 0 && <br />}
            {say(plural(length, 'character'), `${count(length, site)} 个字符`)}
            {reading.languages.length > 1 && ` (${languageName(lang)})`}
          </>
        );
      })}
    </>
  );
}

/** Where an author says they are: a link only when it leads to the web. */
function Link({ title, address }: { readonly title: string; readonly address: string | null }) {
  const safe = address === null ? null : safeAddress(address.replace(/^git\+/, ''));
  if (safe === null || safe.startsWith('mailto:')) return null;
  return (
    <>
      <dt>{title}</dt>
      <dd>
        <a href={safe} rel="nofollow ugc noopener">
          {new URL(safe).host}
        </a>
      </dd>
    </>
  );
}

export function Findings({ site, version }: { readonly site: Site; readonly version: VersionView }) {
  const { say } = site;
  const { findings, rules, checkedAt } = version.scan;
  return (
    <section aria-labelledby="scan">
      <h2 id="scan">{say('What the scanner says', '扫描结果')}</h2>
      <p>
        <strong class={`severity ${version.verdict === 'pass' ? '' : version.verdict}`}>
          {verdictTitle(version.verdict, site)}
          {say('.', '。')}
        </strong>{' '}
        {say(
          'Every version is read for text that tries to take over an agent, to leak data or to hide something. A clean result is no promise: read before you put it on.',
          '每个版本都会检查是否有试图操纵智能体、外泄数据或隐藏内容的文字。没有发现不等于保证安全，换上之前请读一遍。',
        )}
      </p>
      <FindingList site={site} findings={findings} />
      <p class="small">
        <span>
          {say('Rules', '规则')} {rules || '—'}
        </span>
        <span>{date(checkedAt)}</span>
      </p>
    </section>
  );
}

export function FindingList({ site, findings }: { readonly site: Site; readonly findings: readonly Finding[] }) {
  if (findings.length === 0) return null;
  return (
    <ul class="findings">
      {findings.slice(0, 50).map((finding) => (
        <FindingOf site={site} finding={finding} />
      ))}
    </ul>
  );
}

function FindingOf({ site, finding }: { readonly site: Site; readonly finding: Finding }) {
  const { say, lang } = site;
  const { severity, file, line, rule, excerpt, why } = finding;
  const title = { info: say('Note', '说明'), warn: say('Warning', '警告'), block: say('Danger', '危险') }[severity];
  return (
    <li>
      <span class={`severity ${severity}`}>{title}</span> {why[lang]}{' '}
      <span class="mono">
        ({file}:{line}, {rule})
      </span>
      <br />
      <code>{excerpt}</code>
    </li>
  );
}
