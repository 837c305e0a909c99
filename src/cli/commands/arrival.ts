/** Remarks about a package that has just arrived: the same from `install` and from a `switch` that installs. */
import type { Arrival } from '../../actions/place.ts';
import type { Elsewhere } from '../../actions/sources.ts';
import { localized } from '../../core/lang.ts';
import { wordsOf } from '../../core/note.ts';
import { type Output, oneLine } from '../output.ts';

export function sayArrival(out: Output, arrival: Arrival): void {
  const { name, source, sourceBefore, deprecated, keptIn, scan } = arrival;
  const { t } = out;
  const disclaimer = localized(arrival.disclaimer, out.lang);
  if (disclaimer) out.talk(t(`note: ${oneLine(disclaimer, 300)}`, `声明：${oneLine(disclaimer, 300)}`));
  saySigned(out, arrival);
  if (sourceBefore !== null) {
    const [now, before] = [source, sourceBefore].map(({ kind, url }) => url || kind);
    out.talk(
      t(
        `${name} now comes from ${now}; until now it came from ${before}`,
        `${name} 现在来自 ${now}；此前来自 ${before}`,
      ),
    );
  }
  if (deprecated !== null) out.talk(t(`deprecated: ${oneLine(deprecated)}`, `已弃用：${oneLine(deprecated)}`));
  if (keptIn !== null) out.talk(t(`your files were kept in ${keptIn}`, `你的文件已保存到 ${keptIn}`));
  for (const finding of scan.findings.filter(({ severity }) => severity === 'warn')) {
    const why = out.style.yellow(t(`warning: ${finding.why.en}`, `警告：${finding.why.zh}`));
    out.talk(`${why}  ${finding.file}:${finding.line} ${finding.rule}`);
  }
}

/** What comes with the program is vouched for by it; of everything else it is said who vouches, or that nobody does. */
function saySigned(out: Output, { source, signed: { hub, author, log } }: Arrival): void {
  if (source.kind === 'bundled') return;
  const by = [
    ...(author === null ? [] : [out.t(`its author (${wordsOf(author)})`, `作者（${wordsOf(author)}）`)]),
    ...(hub === null ? [] : [out.t('the hub', 'hub')]),
  ];
  const logged = log === null ? '' : out.t(`; entry ${log.position} of its log`, `；日志第 ${log.position} 条`);
  out.talk(
    by.length === 0
      ? out.t('unsigned: pinned by its hash only', '未签名：仅以校验值固定')
      : out.t(`signed by ${by.join(' and ')}${logged}`, `签名：${by.join('、')}${logged}`),
  );
}

/** A name that several sources have: which others, and how to take it from them. */
export function alsoAtText(out: Output, name: string, { source: { kind, url }, version }: Elsewhere): string {
  return url === ''
    ? out.t(`${kind} also has a ${name} (${version})`, `${kind} 也有 ${name}（${version}）`)
    : out.t(
        `${url} also has a ${name} (${version}); to take that one: --registry ${url}`,
        `${url} 也有 ${name}（${version}）；若要使用它：--registry ${url}`,
      );
}
