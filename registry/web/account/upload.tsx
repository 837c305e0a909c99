/**
 * Publishing from the browser, in two steps: what was chosen is read, checked and scanned, and shown with everything
 * that the scanner says; only then comes the button. Between the two the files wait where uploads wait.
 */
import { createHash } from 'node:crypto';
import { readArchive } from '../../../src/core/archive/index.ts';
import { isSoulError, SoulError } from '../../../src/core/errors.ts';
import type { PackageFiles } from '../../../src/core/files.ts';
import { readPackage, type SoulPackage } from '../../../src/core/package.ts';
import { type ScanReport, scanFiles } from '../../../src/core/scan/index.ts';
import { text } from '../../../src/core/text.ts';
import { type Part, parseMultipart } from '../../api/multipart.ts';
import { destinationOf } from '../../domain/claim.ts';
import type { FilesPublication, Published } from '../../domain/publication.ts';
import { checkPublication, publishFiles } from '../../domain/publish.ts';
import { createUpload, receiveUpload, type UploadedFile, uploadedFiles } from '../../domain/uploads.ts';
import { FindingList } from '../facts.tsx';
import type { Site } from '../site.ts';
import { kindTitle, size, verdictTitle } from '../words.ts';
import { drawAccount, Notice } from './parts.tsx';
import { type AccountPage, go, type OwnVisit, person, show } from './visit.ts';

const PATH = '/account/upload';
const MOST_BYTES = 24 * 1024 * 1024;

function Choose({ site, problem }: { readonly site: Site; readonly problem: SoulError | null }) {
  const { say, href, lang } = site;
  return (
    <>
      {problem && <Notice says={problem.says[lang]} bad />}
      {problem?.hint && <p class="small">{problem.hint[lang]}</p>}
      <p>
        {say(
          'Choose an archive (.tgz or .zip, as clawhub pack makes them), or the files of a package: SOUL.md, its translations, and what belongs to it.',
          '请选择压缩包（clawhub pack 生成的 .tgz 或 .zip），或一个包的全部文件：SOUL.md、其译文及附属文件。',
        )}
      </p>
      <form method="post" action={href(PATH)} enctype="multipart/form-data" class="stack">
        <p class="field">
          <label for="files">{say('Files', '文件')}</label>
          <input
            id="files"
            name="files"
            type="file"
            multiple
            required
            accept=".tgz,.gz,.zip,.md,.json,.yaml,.yml,.png,.txt"
          />
        </p>
        <p>
          <button type="submit">{say('Check it', '检查')}</button>
        </p>
      </form>
      <p class="small">{say('Nothing is published yet.', '此步骤不会发布任何内容。')}</p>
    </>
  );
}

interface Reviewed {
  readonly source: SoulPackage;
  readonly report: ScanReport;
  /** Under what the button will publish it, and whose it will be; null owner where that cannot be said. */
  readonly name: string;
  readonly owner: string | null;
  /** Why it cannot be published as it is. */
  readonly refusal: SoulError | null;
  /** Where the files wait, as the next form carries it; null when they need not. */
  readonly waiting: string | null;
}

function Review({ site, reviewed }: { readonly site: Site; readonly reviewed: Reviewed }) {
  const { say, href, lang } = site;
  const { source, report, name, owner, refusal, waiting } = reviewed;
  const { version, kind } = source.manifest;
  return (
    <>
      {refusal && <Notice says={refusal.says[lang]} bad />}
      {refusal?.hint && <p class="small">{refusal.hint[lang]}</p>}
      <dl class="facts">
        <dt>{say('Name', '名称')}</dt>
        <dd>
          <code>{name}</code>
        </dd>
        <dt>{say('Version', '版本')}</dt>
        <dd>{version}</dd>
        <dt>{say('Kind', '类型')}</dt>
        <dd>{kindTitle(kind, site)}</dd>
        {owner !== null && (
          <>
            <dt>{say('Owner', '所有者')}</dt>
            <dd>@{owner}</dd>
          </>
        )}
      </dl>
      <h2>{say('What the scanner says', '扫描结果')}</h2>
      <p>
        <strong class={`severity ${report.verdict === 'pass' ? '' : report.verdict}`}>
          {verdictTitle(report.verdict, site)}
        </strong>
      </p>
      <FindingList site={site} findings={report.findings} />
      <h2>{say('Files', '文件')}</h2>
      <ul>
        {[...source.files].map(([path, bytes]) => (
          <li>
            <code>{path}</code> {size(bytes.length)}
          </li>
        ))}
      </ul>
      {waiting !== null && (
        <form method="post" action={href(`${PATH}/publish`)} class="stack">
          <input type="hidden" name="waiting" value={waiting} />
          <p class="field">
            <label for="changelog">{say('What changed?', '改动说明')}</label>
            <input id="changelog" name="changelog" type="text" maxlength={500} />
          </p>
          <p>
            <button type="submit">{say(`Publish ${name} ${version}`, `发布 ${name} ${version}`)}</button>
          </p>
        </form>
      )}
      <p>
        <a href={href(PATH)}>{say('Choose other files', '重新选择文件')}</a>
      </p>
    </>
  );
}

const title = ({ say }: Site) => say('Publish a package', '发布包');

const choose = person({
  id: 'upload',
  method: 'GET',
  path: PATH,
  says: 'Choose what to publish.',
  run: async ({ site, actor }) =>
    show(drawAccount({ site, actor }, title(site), <Choose site={site} problem={null} />)),
});

const review = person({
  id: 'uploadReview',
  method: 'POST',
  path: PATH,
  says: 'What was chosen, read and scanned.',
  files: MOST_BYTES,
  run: async (visit) => {
    const { site, actor } = visit;
    try {
      const files = filesIn(parseMultipart(visit.raw.bytes, visit.raw.contentType), visit);
      const reviewed = await reviewOf(visit, files);
      return show(drawAccount({ site, actor }, title(site), <Review site={site} reviewed={reviewed} />));
    } catch (error) {
      if (!isSoulError(error)) throw error;
      return show(drawAccount({ site, actor }, title(site), <Choose site={site} problem={error} />), 422);
    }
  },
});

/** One archive, or loose files. @throws SoulError E_USAGE, and those of the archive reader */
function filesIn(parts: readonly Part[], { deps: { hub } }: OwnVisit): PackageFiles {
  const chosen = parts.filter(({ name, filename, bytes }) => name === 'files' && filename && bytes.length > 0);
  const [first] = chosen;
  if (!first) throw new SoulError('E_USAGE', text('no file was chosen', '没有选择文件'));
  const { limits } = hub.rules;
  if (chosen.length === 1 && /\.(?:tgz|tar\.gz|zip)$/i.test(first.filename ?? '')) {
    return unpacked(first.bytes, limits);
  }
  return new Map(chosen.map(({ filename, bytes }) => [baseName(filename ?? ''), bytes]));
}

/** Archives of npm have their files under `package`; others have them at the top. */
function unpacked(bytes: Uint8Array, limits: OwnVisit['deps']['hub']['rules']['limits']): PackageFiles {
  try {
    return readArchive(bytes, { root: 'package', limits });
  } catch (error) {
    if (!isSoulError(error, 'E_ARCHIVE', 'E_PATH')) throw error;
    return readArchive(bytes, { root: '', limits });
  }
}

function baseName(filename: string): string {
  return filename.slice(Math.max(filename.lastIndexOf('/'), filename.lastIndexOf('\\')) + 1);
}

async function reviewOf(visit: OwnVisit, files: PackageFiles): Promise<Reviewed> {
  const source = readPackage(files);
  const { kind, name } = source.manifest;
  const report = scanFiles(files, { kind });
  const checked = await check(visit, source);
  if (isSoulError(checked)) return { source, report, name, owner: null, refusal: checked, waiting: null };
  return { source, report, ...checked, refusal: null, waiting: await keep(visit, files) };
}

function publicationOf({ manifest, files }: SoulPackage): FilesPublication {
  return { ...destinationOf(manifest), version: manifest.version, files };
}

/** What it would be, or why it will not be. */
async function check({ deps: { hub }, actor }: OwnVisit, source: SoulPackage) {
  try {
    const { target } = await checkPublication(hub, actor, publicationOf(source));
    return { name: target.name, owner: target.owner };
  } catch (error) {
    if (isSoulError(error)) return error;
    throw error;
  }
}

/** All files as one upload. What is written here is read by `kept` and by nobody else. */
async function keep({ deps: { hub }, actor }: OwnVisit, files: PackageFiles): Promise<string> {
  const listed = [...files].map(([path, bytes]) => [path, Buffer.from(bytes).toString('base64')]);
  const bytes = new TextEncoder().encode(JSON.stringify(listed));
  const claim = {
    path: 'upload.json',
    size: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    contentType: 'application/json',
  };
  const { ticket } = await createUpload(hub, actor, claim);
  const { storageId } = await receiveUpload(hub, actor, ticket, bytes);
  return Buffer.from(JSON.stringify({ ...claim, ticket, storageId })).toString('base64url');
}

/** @throws SoulError E_NOT_FOUND when they waited too long, or are another's */
async function kept({ deps: { hub }, actor, form }: OwnVisit): Promise<PackageFiles> {
  const upload = uploadIn(form.get('waiting') ?? '');
  const files = upload === null ? null : await uploadedFiles(hub, actor, [upload]);
  const bytes = files?.get('upload.json');
  if (!bytes) throw waitedTooLong();
  const listed = JSON.parse(new TextDecoder().decode(bytes)) as [string, string][];
  return new Map(listed.map(([path, content]) => [path, new Uint8Array(Buffer.from(content, 'base64'))]));
}

function uploadIn(waiting: string): UploadedFile | null {
  try {
    const upload = JSON.parse(Buffer.from(waiting, 'base64url').toString()) as UploadedFile;
    const words = [upload.path, upload.sha256, upload.contentType, upload.ticket, upload.storageId];
    return words.every((word) => typeof word === 'string') && Number.isSafeInteger(upload.size) ? upload : null;
  } catch {
    return null;
  }
}

function waitedTooLong(): SoulError {
  return new SoulError('E_NOT_FOUND', text('the files are not kept any more', '文件已不再保留'), {
    hint: text('choose them again', '请重新选择文件'),
  });
}

const publish = person({
  id: 'uploadPublish',
  method: 'POST',
  path: `${PATH}/publish`,
  says: 'Publish what was reviewed.',
  run: async (visit) => {
    const { site, actor } = visit;
    try {
      const done = await published(visit);
      return go(site.href(`/${done.package.name}`));
    } catch (error) {
      if (!isSoulError(error)) throw error;
      return show(drawAccount({ site, actor }, title(site), <Choose site={site} problem={error} />), 422);
    }
  },
});

async function published(visit: OwnVisit): Promise<Published> {
  const { deps, actor, form } = visit;
  const source = readPackage(await kept(visit));
  const changelog = (form.get('changelog') ?? '').trim().slice(0, 500);
  return publishFiles(deps.hub, actor, { ...publicationOf(source), changelog });
}

export const upload: readonly AccountPage[] = [choose, review, publish];
