/** Secrets that the author left in the package. They hurt the author first, and whoever is made to use them. */
import { text } from '../../text.ts';
import type { Rule } from '../rule.ts';

/** Real keys look random; documentation writes xxxx, 1234 and YOUR_KEY. */
function looksReal(key: string): boolean {
  if (/x{4}|\.\.\.|…|your|example|placeholder|dummy|sample|test|fake|redacted|1234|abcd|0000|aaaa|<|\*{3}/i.test(key))
    return false;
  return new Set(key).size >= 12;
}

export const SECRETS: readonly Rule[] = [
  {
    kind: 'pattern',
    id: 'secrets/embedded-key',
    axis: 'reach',
    severity: 'warn',
    mention: 'info',
    why: text('holds what looks like a real key or token', '含有疑似真实的密钥或令牌'),
    anchors:
      'akia*|asia*|ghp*|gho*|ghs*|github pat*|glpat*|sk|sk ant*|sk proj*|xoxb*|xoxp*|xoxa*|aiza*|npm*|ya29*|eyj*|begin|sk live*|rk live*|hf*|sg|dop v1*',
    back: 8,
    pattern:
      /(?:A(?:KIA|SIA)[0-9A-Z]{16}\b|gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_\w{60,255}|glpat-[\w-]{20,80}|sk-(?:ant-|proj-|live_)?[\w-]{32,200}|xox[abp]-[\w-]{20,200}|AIza[\w-]{35}|npm_[A-Za-z0-9]{36}|(?:sk|rk)_live_[A-Za-z0-9]{20,200}|hf_[A-Za-z0-9]{30,80}|SG\.[\w-]{20,40}\.[\w-]{20,80}|-{5}BEGIN (?:RSA |EC |OPENSSH |DSA )?PRIVATE KEY-{5}\s{1,4}[A-Za-z0-9+/=\s]{120,400})/y,
    judge: (match) => (looksReal(match[0]) ? 'warn' : undefined),
    hit: ['key: ghp_R7kQm2ZtLw9VbXcJ5nHs8dFy3GpAe6UoTiK4'],
    miss: ['key: ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'sk-ant-...'],
  },
];
