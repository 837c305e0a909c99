/** Questions of `init`, for a person at a terminal. Talk goes to stderr, as everywhere. */
import path from 'node:path';
import * as clack from '@clack/prompts';
import { SoulError } from '../core/errors.ts';
import { slugify } from '../core/name.ts';
import { text } from '../core/text.ts';
import type { Output } from './output.ts';

/** What is known of a soul that does not exist yet; null where nobody has said it. */
export interface SoulWish {
  readonly folder: string | null;
  readonly title: string | null;
  readonly langs: readonly ('en' | 'zh')[] | null;
  readonly description: string | null;
  readonly category: string | null;
  readonly license: string | null;
  readonly author: string | null;
}

const CATEGORIES = ['engineering', 'writing', 'learning', 'life', 'history', 'fiction', 'business', 'science'];
const LICENSES = ['MIT', 'CC-BY-4.0', 'CC0-1.0', 'Apache-2.0'];
const output = process.stderr;

/** @throws SoulError E_CANCELLED */
export async function askForSoul(wish: SoulWish, out: Output): Promise<SoulWish> {
  const { t } = out;
  const say = (question: string) => ({ message: question, output });
  clack.intro(t('A new soul', '新建角色'), { output });
  const title = await answer(
    clack.text({
      ...say(t('What is it called?', '它叫什么名字？')),
      placeholder: t('for example: Go Backend Expert', '例如：Go 后端专家'),
      validate: filled(t),
    }),
  );
  const folder = wish.folder ?? (await answer(askFolder(await nameOf(title), out)));
  const description =
    wish.description ??
    (await answer(
      clack.text({
        ...say(t('Who is it, in one line?', '用一句话说，它是谁？')),
        placeholder: t('can be left empty for now', '可以先留空'),
        defaultValue: '',
      }),
    ));
  const langs = wish.langs ?? (await answer(askLangs(out)));
  const category =
    wish.category ?? (await answer(clack.select({ ...say(t('Category', '分类')), options: choices(CATEGORIES) })));
  const license =
    wish.license ?? (await answer(clack.select({ ...say(t('Licence', '许可证')), options: choices(LICENSES) })));
  clack.outro(t('That is all that is needed.', '需要的就是这些。'), { output });
  return { ...wish, title, folder, langs, category, license, description: description || null };
}

/** 花匠 is hua-jiang. The dictionary is loaded where there is something to look up. */
async function nameOf(title: string): Promise<string> {
  const HAN = /\p{Script=Han}+/gu;
  if (!HAN.test(title)) return slugify(title) ?? 'my-soul';
  const { syllables } = await import('../core/search/pinyin.ts');
  return slugify(title.replace(HAN, (run) => ` ${syllables(run).join(' ')} `)) ?? 'my-soul';
}

function askFolder(proposed: string, { t }: Output) {
  return clack.text({
    message: t('In which folder? Its name is the name of the package', '放在哪个文件夹？文件夹名就是包名'),
    initialValue: proposed,
    validate: (typed) =>
      slugify(path.basename(typed ?? '')) === null
        ? t('use a-z, 0-9, dot, hyphen and underscore', '请使用 a-z、0-9、点、连字符和下划线')
        : undefined,
    output,
  });
}

function askLangs({ t, lang }: Output) {
  const both = [
    { value: ['en', 'zh'] as ('en' | 'zh')[], label: t('English and Chinese', '英文和中文（英文为主）') },
    { value: ['zh', 'en'] as ('en' | 'zh')[], label: t('Chinese and English', '中文和英文（中文为主）') },
    { value: ['en'] as ('en' | 'zh')[], label: t('English', '英文') },
    { value: ['zh'] as ('en' | 'zh')[], label: t('Chinese', '中文') },
  ];
  return clack.select({
    message: t('Languages', '语言'),
    options: lang === 'zh' ? [both[1], both[0], both[3], both[2]].flatMap((one) => one ?? []) : both,
    output,
  });
}

function choices(names: readonly string[]) {
  return names.map((value) => ({ value, label: value }));
}

function filled(t: Output['t']) {
  return (typed: string | undefined) => (typed?.trim() ? undefined : t('a name is needed', '需要一个名字'));
}

/** What was answered. @throws SoulError E_CANCELLED */
export async function answer<T>(asked: Promise<T>): Promise<Exclude<T, symbol>> {
  let leave = () => {};
  // A terminal that goes away answers nothing, and nothing would hold the program up: it would end as if all were well.
  const gone = new Promise<null>((resolve) => {
    leave = () => resolve(null);
  });
  process.stdin.once('end', leave);
  const given = await Promise.race([asked, gone]);
  process.stdin.off('end', leave);
  if (given !== null && !clack.isCancel(given)) return given as Exclude<T, symbol>;
  throw new SoulError('E_CANCELLED', text('cancelled; nothing was written', '已取消，没有写入任何内容'));
}
