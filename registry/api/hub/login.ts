/**
 * The page on which a person approves a login that a program started: which program, which code, and who says yes. One
 * form, no script, no cookie: who approves shows a password or a token in the form itself, so a forged request from
 * another site has nothing to ride on.
 */
import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import * as z from 'zod';
import { isSoulError } from '../../../src/core/errors.ts';
import type { UiLang } from '../../../src/core/text.ts';
import { authenticate } from '../../domain/actor.ts';
import type { Hub } from '../../domain/hub.ts';
import { answerLogin, loginRequest } from '../../domain/logins.ts';
import type { Answer } from '../answer.ts';
import { actorOfPassword } from '../auth.ts';
import type { Actor, Deps } from '../deps.ts';
import { type Route, route } from '../route.ts';

const STYLE = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}body{max-width:26rem;margin:12vh auto;padding:0 1rem}
label{display:block;margin:.8rem 0}input{display:block;width:100%;box-sizing:border-box;font:inherit;padding:.45rem}
button{font:inherit;padding:.5rem 1.2rem;margin:.6rem .6rem 0 0}code{font-size:1.3em;letter-spacing:.1em}.no{color:#b3261e}`;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');
const POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`;

const WORDS = {
  en: {
    title: 'Log in a program',
    asks: 'wants to use this hub in your name. It may:',
    read: 'read',
    publish: 'publish and change your packages',
    admin: 'administer this hub',
    code: 'Code',
    compare: 'Only go on if your program shows the same code.',
    handle: 'User name',
    password: 'Password',
    token: 'or a token (clh_…)',
    yes: 'Approve',
    no: 'Decline',
    next: 'Next',
    unknown: 'This code is not known, was used, or has expired. Start again in your program.',
    wrong: 'User name, password or token is wrong.',
    more: 'This account may not give that much.',
    approved: 'Done. You can go back to your program.',
    declined: 'Declined. Your program gets no access.',
  },
  zh: {
    title: '授权程序登录',
    asks: '请求以你的身份使用本服务器，可以：',
    read: '读取',
    publish: '发布和修改你的包',
    admin: '管理本服务器',
    code: '代码',
    compare: '只有当程序显示相同的代码时才继续。',
    handle: '用户名',
    password: '密码',
    token: '或令牌（clh_…）',
    yes: '批准',
    no: '拒绝',
    next: '下一步',
    unknown: '代码不存在、已使用或已过期，请在程序中重新开始。',
    wrong: '用户名、密码或令牌不对。',
    more: '该账号没有这么大的权限。',
    approved: '完成，可以回到程序了。',
    declined: '已拒绝，程序不会获得权限。',
  },
} as const;

type Word = keyof (typeof WORDS)['en'];

interface Shown {
  readonly lang: UiLang;
  readonly code: string;
  readonly status?: number;
  readonly says?: Word;
  readonly request?: { readonly label: string; readonly scopes: readonly ('read' | 'publish' | 'admin')[] };
}

async function page({ lang, code, status = 200, says, request }: Shown): Promise<Answer> {
  const words = WORDS[lang];
  const bad = says !== undefined && says !== 'approved' && says !== 'declined';
  const text = await html`<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${words.title}</title>
<style>${raw(STYLE)}</style></head><body><h1>${words.title}</h1>
${says ? html`<p class="${bad ? 'no' : 'yes'}" role="status">${words[says]}</p>` : ''}
${request ? await approval(words, code, request) : says === 'approved' || says === 'declined' ? '' : codeForm(words, code)}
</body></html>`;
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': POLICY,
    'access-control-allow-origin': 'null',
    'cross-origin-resource-policy': 'same-origin',
  };
  return { status, headers, body: { kind: 'text', text: String(text) } };
}

type Words = (typeof WORDS)[UiLang];

function codeForm(words: Words, code: string) {
  return html`<form method="get"><label>${words.code}
<input name="user_code" value="${code}" required autocomplete="off" autofocus maxlength="20"></label>
<button>${words.next}</button></form>`;
}

async function approval(words: Words, code: string, { label, scopes }: NonNullable<Shown['request']>) {
  return html`<p><strong>${label}</strong> ${words.asks}</p><ul>${scopes.map((scope) => html`<li>${words[scope]}</li>`)}</ul>
<p>${words.code}: <code>${code}</code><br>${words.compare}</p>
<form method="post"><input type="hidden" name="user_code" value="${code}">
<label>${words.handle}<input name="handle" autocomplete="username" maxlength="214"></label>
<label>${words.password}<input name="password" type="password" autocomplete="current-password" maxlength="1000"></label>
<label>${words.token}<input name="token" type="password" autocomplete="off" maxlength="300"></label>
<button name="answer" value="yes">${words.yes}</button><button name="answer" value="no">${words.no}</button></form>`;
}

const PAGE = { means: 'A page.', type: 'text/html' };
const Code = z
  .string()
  .max(40)
  .default('')
  .transform((code) => code.trim().toUpperCase());

const show = route({
  id: 'hub.devicePage',
  dialect: 'hub',
  method: 'GET',
  path: '/cli/device',
  says: 'The page on which a person approves a login that a program started.',
  secret: true,
  query: z.object({ user_code: Code }),
  answers: { 200: PAGE, 404: PAGE },
  run: ({ query, lang }, { hub }) => showCode(hub, query.user_code, lang),
});

async function showCode(hub: Hub, code: string, lang: UiLang): Promise<Answer> {
  if (code === '') return page({ lang, code });
  const request = await requestOf(hub, code);
  return request ? page({ lang, code, request }) : page({ lang, code, status: 404, says: 'unknown' });
}

async function requestOf(hub: Hub, code: string) {
  try {
    return await loginRequest(hub, code);
  } catch (error) {
    if (isSoulError(error, 'E_NOT_FOUND')) return null;
    throw error;
  }
}

const approve = route({
  id: 'hub.approve',
  dialect: 'hub',
  method: 'POST',
  path: '/cli/device',
  says: 'The answer of the person: `user_code`, `answer`, and a password or a token.',
  limit: 'login',
  secret: true,
  maxBytes: 16 * 1024,
  takes: ['application/x-www-form-urlencoded'],
  answers: { 200: PAGE, 403: PAGE, 404: PAGE },
  run: async ({ raw: { bytes }, lang, client }, deps) => {
    const { hub } = deps;
    const form = new URLSearchParams(new TextDecoder().decode(bytes));
    const code = Code.safeParse(form.get('user_code') ?? '').data ?? '';
    const request = await requestOf(hub, code);
    if (request === null) return page({ lang, code, status: 404, says: 'unknown' });
    const actor = await personOf(deps, form, client);
    if (actor === null) return page({ lang, code, status: 403, says: 'wrong', request });
    return settle(hub, actor, { code, yes: form.get('answer') === 'yes' }, lang);
  },
});

async function personOf(deps: Deps, form: URLSearchParams, client: string): Promise<Actor | null> {
  const token = form.get('token')?.trim() ?? '';
  if (token !== '') return token.length > 300 ? null : authenticate(deps.hub, token);
  const handle = form.get('handle')?.trim() ?? '';
  const password = form.get('password') ?? '';
  if (handle === '' || password === '' || handle.length > 214 || password.length > 1_000) return null;
  return actorOfPassword(deps, { handle, password, client });
}

async function settle(hub: Hub, actor: Actor, answer: { code: string; yes: boolean }, lang: UiLang): Promise<Answer> {
  const { code, yes } = answer;
  try {
    await answerLogin(hub, actor, code, yes);
    return page({ lang, code, says: yes ? 'approved' : 'declined' });
  } catch (error) {
    if (isSoulError(error, 'E_NOT_FOUND')) return page({ lang, code, status: 404, says: 'unknown' });
    if (isSoulError(error, 'E_FORBIDDEN')) return page({ lang, code, status: 403, says: 'more' });
    throw error;
  }
}

export const LOGIN_ROUTES: readonly Route[] = [show, approve];
