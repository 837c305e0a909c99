/**
 * Which text of a persona says what it is about, and how much. A persona is mostly talk: what it would never do, whom it
 * quarrels with, what it cannot answer. Indexed blindly, a gardener is found for the medicine she refuses to give.
 * Headings of the well-known template (English and Chinese) are recognised; any other text counts as it stands.
 */
import { sections } from '../markdown.ts';

export interface Passage {
  readonly text: string;
  /** 0 … 3: how much a word here says about the whole. */
  readonly weight: number;
}

const IDENTITY = 3;
const CENTRAL = 1;
const TALK = 0.5;
const OTHERS = 0.3;
const NOTHING = 0;

/** First match wins. Tags and category reach the index as fields of the document, not as text. */
const HEADINGS: readonly (readonly [RegExp, number])[] = [
  [
    /^标签|^tags?$|绝不|不会|不做|不擅长|超出范围|\bnever\b|\bwon['’]t\b|\b(?:will|would) not\b|\bout of scope\b/i,
    NOTHING,
  ],
  [/核心身份|基本信息|core identity|basic info/i, IDENTITY],
  [
    /我是谁|核心智慧|魅力内核|知识|专长|擅长|领域|who (?:i am|am i)|core (?:stone|wisdom)|charm core|knowledge|expert/i,
    CENTRAL,
  ],
  [/关键关系|人际|边界|约束|relationship|boundar|constraint|limit/i, OTHERS],
];

/** "Clearly out of scope: …", "无法回答的话题：…" */
const OUT_OF_SCOPE =
  /超出范围|无法回答|不擅长|不了解|out of scope|beyond my|outside my|cannot answer|unable to|do(?:es)? not know/i;
const LABEL_LENGTH = 60;

function inScope(line: string): boolean {
  return !OUT_OF_SCOPE.test(line.slice(0, LABEL_LENGTH));
}

function headingWeight(title: string, parent: number): number {
  const known = HEADINGS.find(([pattern]) => pattern.test(title))?.[1];
  return known ?? (parent === NOTHING || parent === OTHERS ? parent : TALK);
}

/** Passages of a Markdown text (without front matter), out-of-scope lines left out. */
export function passages(markdown: string): Passage[] {
  const found = sections(markdown);
  const lead = markdown.split('\n').slice(0, (found[0]?.line ?? Number.MAX_SAFE_INTEGER) - 1);
  const above: number[] = [];
  const parts = found.map(({ title, level, text }) => {
    const parent = above.slice(0, level).findLast((weight) => weight !== undefined) ?? CENTRAL;
    const weight = level === 1 ? CENTRAL : headingWeight(title, parent);
    above.length = level;
    above[level] = weight;
    const lines = text.split('\n').filter(inScope);
    return { weight, text: (level === 1 ? lines : [title, ...lines]).join('\n') };
  });
  return [{ weight: CENTRAL, text: lead.join('\n') }, ...parts].filter(
    ({ weight, text }) => weight > 0 && text.trim() !== '',
  );
}
