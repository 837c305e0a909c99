/** A small library, written for these tests: souls in both languages, in one, with aliases, with text that must not be found. */
import {
  addSegment,
  buildIndex,
  type SearchDocument,
  type SearchIndex,
  segmentOf,
} from '../../../src/core/search/index.ts';

interface Draft {
  readonly name: string;
  readonly zh: string;
  readonly en: string;
  readonly tagsZh?: readonly string[];
  readonly tagsEn?: readonly string[];
  readonly category?: string;
  readonly aliases?: readonly string[];
  readonly bodyZh?: string;
  readonly bodyEn?: string;
  readonly popularity?: number;
  readonly kind?: SearchDocument['kind'];
}

const CATEGORIES: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  personas: { zh: '专家角色', en: 'Personas' },
  real_world: { zh: '历史人物', en: 'Historical Figure' },
  virtual_world: { zh: '虚构角色', en: 'Fictional Character' },
};

export function soul(draft: Draft): SearchDocument {
  const { name, zh, en, tagsZh = [], tagsEn = [], category = 'personas', bodyZh, bodyEn } = draft;
  return {
    id: name,
    name,
    kind: draft.kind ?? 'soul',
    displayName: { zh, en },
    description: {},
    category,
    categoryNames: CATEGORIES[category] ?? {},
    tags: { zh: tagsZh, en: tagsEn },
    aliases: draft.aliases ?? [],
    languages: bodyEn === undefined && bodyZh !== undefined ? ['zh'] : ['zh', 'en'],
    body: { ...(bodyZh === undefined ? {} : { zh: bodyZh }), ...(bodyEn === undefined ? {} : { en: bodyEn }) },
    popularity: draft.popularity ?? 0,
  };
}

export const CATALOGUE: readonly SearchDocument[] = [
  soul({
    name: 'go_expert',
    zh: 'Go 后端专家',
    en: 'Go Backend Expert',
    tagsZh: ['后端开发', '微服务', '并发'],
    tagsEn: ['Backend development', 'Microservices', 'Concurrency'],
    aliases: ['golang'],
    bodyZh: '## 核心身份\n\n> 高并发 · 工程化\n\n## 我是谁\n\n我写了十年服务端。\n\n我信奉简单。',
    bodyEn:
      '## Core Identity\n\n> High concurrency · Engineering\n\n## Who I Am\n\nI have written servers for ten years.\n\nI believe in simplicity.',
    popularity: 900,
  }),
  soul({
    name: 'kubernetes_expert',
    zh: 'Kubernetes 专家',
    en: 'Kubernetes Expert',
    tagsZh: ['容器编排', '集群', '可观测性'],
    tagsEn: ['Container orchestration', 'Clusters', 'Observability'],
  }),
  soul({
    name: 'gardener',
    zh: '园艺师',
    en: 'Gardener',
    tagsZh: ['植物', '土壤'],
    tagsEn: ['Plants', 'Soil'],
    bodyZh:
      '## 我是谁\n\n我照料玫瑰和番茄。\n\n## 绝不会说/做的事\n\n绝不推荐农药。\n\n## 知识边界\n\n- 精通领域: 堆肥\n- 明确超出范围: 水产养殖',
    bodyEn:
      '## Who I Am\n\nI look after roses and tomatoes.\n\n## Things I Would Never Say or Do\n\nNever recommend pesticides.\n\n## Knowledge Boundaries\n\n- Proficient: composting\n- Clearly out of scope: aquaculture',
  }),
  soul({
    name: 'dentist',
    zh: '牙科医生',
    en: 'Dentist',
    tagsZh: ['口腔', '种植牙'],
    tagsEn: ['Oral health', 'Implants'],
  }),
  soul({
    name: 'ip_lawyer',
    zh: '知识产权律师',
    en: 'Intellectual Property Lawyer',
    tagsZh: ['商标', '专利', '律师'],
    tagsEn: ['Trademarks', 'Patents', 'Lawyer'],
    bodyZh: '## 我是谁\n\n律师的职责是守护创造。\n\n每一个商标都是承诺。',
    bodyEn: '## Who I Am\n\nA lawyer guards creation.\n\nEvery trademark is a promise.',
  }),
  soul({
    name: 'tax_lawyer',
    zh: '税务律师',
    en: '税务律师',
    tagsZh: ['税务', '律师', '申报'],
    tagsEn: ['税务', '律师', '申报'],
    bodyZh: '## 我是谁\n\n我替企业处理申报。',
  }),
  soul({
    name: 'sommelier',
    zh: '侍酒师',
    en: 'Sommelier',
    tagsZh: ['葡萄酒', '品鉴'],
    tagsEn: ['Wine', 'Tasting'],
  }),
  soul({
    name: 'friedrich_nietzsche',
    zh: '弗里德里希·尼采 (Friedrich Nietzsche)',
    en: 'Friedrich Nietzsche',
    category: 'real_world',
    tagsZh: ['哲学家', '超人', '权力意志'],
    tagsEn: ['Philosopher', 'Overman', 'Will to power'],
  }),
  soul({
    name: 'sun_wukong',
    zh: '孙悟空',
    en: 'Sun Wukong',
    category: 'virtual_world',
    tagsZh: ['西游记', '齐天大圣'],
    tagsEn: ['Journey to the West', 'Great Sage'],
  }),
  soul({
    name: 'zhuge_liang',
    zh: '诸葛亮 (Zhuge Liang)',
    en: 'Zhuge Liang',
    category: 'real_world',
    tagsZh: ['三国', '军师'],
    tagsEn: ['Three Kingdoms', 'Strategist'],
    bodyZh: '## 我是谁\n\n我字孔明，号卧龙。\n\n## 关键关系\n\n- 关羽：同僚。',
  }),
  soul({
    name: 'chinese_medicine_doctor',
    zh: '中医师',
    en: 'Chinese Medicine Doctor',
    tagsZh: ['中医', '针灸'],
    tagsEn: ['Traditional Chinese medicine', 'Acupuncture'],
  }),
  soul({
    name: 'product_manager',
    zh: '产品经理',
    en: 'Product Manager',
    tagsZh: ['需求分析', '路线图'],
    tagsEn: ['Requirements', 'Roadmap'],
    popularity: 20,
  }),
  soul({
    name: 'sre',
    zh: '站点可靠性工程师',
    en: 'Site Reliability Engineer',
    tagsZh: ['可靠性', '故障'],
    tagsEn: ['Reliability', 'Incidents'],
  }),
  soul({
    name: 'find-souls',
    kind: 'skill',
    zh: '找灵魂',
    en: 'Find souls',
    category: 'tools',
    tagsZh: ['搜索'],
    tagsEn: ['Search'],
  }),
];

let built: Promise<SearchIndex> | undefined;

/** The library as an index, built once for all tests of a file. */
export function catalogueIndex(): Promise<SearchIndex> {
  built ??= buildIndex(CATALOGUE);
  return built;
}

/** As a hub adds what was published: one segment more, in place of what has these ids. */
export async function addDocuments(index: SearchIndex, documents: readonly SearchDocument[]): Promise<SearchIndex> {
  return addSegment(
    index,
    await segmentOf(documents),
    documents.map(({ id }) => id),
  );
}
