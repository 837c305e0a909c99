/**
 * One line of JSON for each request, written at the edge, and one for each start, stop and failure. Never a header, a
 * query or a body: they may hold tokens. Addresses whose path holds a secret are logged as their pattern.
 */
import { pino } from 'pino';

export type Log = Pick<ReturnType<typeof pino>, 'info' | 'warn' | 'error' | 'fatal' | 'flush'>;

/** If something of a request does reach a log line, these are not printed. */
const REDACTED = [
  'authorization',
  'cookie',
  'password',
  'token',
  '*.authorization',
  '*.cookie',
  '*.password',
  '*.token',
  'headers["set-cookie"]',
];

export type LogLevel = 'info' | 'warn' | 'error' | 'silent';

/** @param stream anything with `write`; stderr if not given, because data goes to stdout */
export function createLog(level: LogLevel, stream: { write(line: string): void } = process.stderr): Log {
  const options = { level, base: null, redact: { paths: REDACTED, censor: '[redacted]' } };
  return pino({ ...options, timestamp: () => `,"time":"${new Date().toISOString()}"` }, stream);
}

/** A path as it may stand in a log: no control characters, not endless. */
export function loggable(path: string): string {
  return path.slice(0, 200).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '?');
}
