/** What is said of a settings file that cannot be edited, and the last look at every edit before it is written. */
import { SoulError } from '../errors.ts';
import type { Lens } from '../slot.ts';
import { type Text, text } from '../text.ts';

export interface KeyAt {
  /** Absolute path, for messages. */
  readonly file: string;
  readonly key: string;
}

interface Advice {
  readonly hint?: Text;
  readonly cause?: unknown;
}

const REPAIR = text('nothing was changed; repair the file and try again', '没有改动任何内容；请修复该文件后重试');

export function unusable({ file, key }: KeyAt, why: Text, { hint = REPAIR, cause }: Advice = {}): SoulError {
  return new SoulError('E_AGENT_CONFIG', text(`${file} cannot be changed: ${why.en}`, `无法修改 ${file}：${why.zh}`), {
    hint,
    details: { path: file, key },
    cause,
  });
}

/** The user has something there to which no persona can be added. */
export function wrongKind(at: KeyAt, wanted: Text): SoulError {
  return unusable(at, text(`${at.key} is not ${wanted.en} there`, `其中的 ${at.key} 不是${wanted.zh}`));
}

/**
 * A file that was edited is read once more: it must be valid and hold what was put there, whatever we thought of the
 * file before. A settings file that its agent cannot read could not be mended by any command of ours.
 */
export function reread(lens: Lens, at: KeyAt): Lens {
  return {
    ...lens,
    put: (file, value) => {
      const edited = lens.put(file, value);
      if (!holds(lens, edited, value)) throw spoilt(at);
      return edited;
    },
  };
}

function holds(lens: Lens, file: Uint8Array | null, value: Uint8Array | null): boolean {
  try {
    const found = lens.get(file);
    return found === null || value === null ? found === value : Buffer.compare(found, value) === 0;
  } catch {
    return false;
  }
}

function spoilt(at: KeyAt): SoulError {
  return unusable(at, text(`with another ${at.key} it would no longer be valid`, `改动 ${at.key} 后它将不再有效`), {
    hint: text(
      `nothing was changed; look at what ${at.key} is there, or report it to us`,
      `没有改动任何内容；请查看其中的 ${at.key}，或向我们反馈`,
    ),
  });
}
