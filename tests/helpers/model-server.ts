/**
 * A model on loopback that says "ok" to everything and writes down what it was asked. It speaks as much of the four wire
 * formats as agents need for one turn: Chat Completions, Responses, Anthropic Messages, Gemini; whole or as a stream.
 */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import zlib from 'node:zlib';

export interface ModelRequest {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface ModelServer {
  readonly url: string;
  /** Everything that was asked so far, oldest first: only what a model would answer. */
  readonly requests: readonly ModelRequest[];
  /** Forgets what was asked. */
  forget(): void;
  close(): Promise<void>;
}

type Json = Readonly<Record<string, unknown>>;

const MODEL = 'mock-model';
const TEXT = 'ok';

export async function startModelServer(): Promise<ModelServer> {
  const requests: ModelRequest[] = [];
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const path = (request.url ?? '').split('?')[0] ?? '';
      const body = parse(decoded(Buffer.concat(chunks), request.headers['content-encoding']));
      const reply = request.method === 'POST' ? replyTo(path, body, request.url ?? '') : null;
      if (reply) requests.push({ path, body });
      send(response, reply ?? { json: request.method === 'GET' ? models(path) : { ok: true } });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    forget: () => requests.splice(0),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function decoded(bytes: Buffer, encoding: string | undefined): Buffer {
  if (encoding === 'gzip') return zlib.gunzipSync(bytes);
  if (encoding === 'br') return zlib.brotliDecompressSync(bytes);
  if (encoding === 'zstd') return zlib.zstdDecompressSync(bytes);
  return bytes;
}

function parse(bytes: Buffer): Json {
  try {
    return JSON.parse(bytes.toString('utf8')) as Json;
  } catch {
    return {};
  }
}

interface Reply {
  readonly json?: unknown;
  /** Events of a stream: name (null where the format has none) and data. */
  readonly events?: readonly (readonly [string | null, unknown])[];
}

function send(response: http.ServerResponse, { json, events }: Reply): void {
  if (!events) {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(json));
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const [name, data] of events) {
    const line = typeof data === 'string' ? data : JSON.stringify(data);
    response.write(`${name === null ? '' : `event: ${name}\n`}data: ${line}\n\n`);
  }
  response.end();
}

function models(path: string): Json {
  const model = { id: path.split('/').at(-1) ?? MODEL, object: 'model', owned_by: 'test', created: 0 };
  return path.endsWith('/models') ? { object: 'list', data: [{ ...model, id: MODEL }], models: [] } : model;
}

/** null for what is no question to a model. */
function replyTo(path: string, body: Json, url: string): Reply | null {
  if (path.endsWith('/chat/completions')) return chat(body);
  if (path.endsWith('/responses')) return responses(body);
  if (path.endsWith('/messages')) return anthropic(body);
  if (/:(?:stream)?generateContent$/i.test(path)) return gemini(url);
  return null;
}

/** A question that asks for a certain JSON gets an empty one of that shape. */
function textFor(body: Json): string {
  const format = body as {
    response_format?: { json_schema?: { schema?: Json } };
    text?: { format?: { schema?: Json } };
    output_config?: { format?: { schema?: Json } };
  };
  const schema =
    format.response_format?.json_schema?.schema ?? format.text?.format?.schema ?? format.output_config?.format?.schema;
  return schema ? JSON.stringify(shaped(schema)) : TEXT;
}

function shaped(schema: Json): unknown {
  const properties = Object.entries((schema.properties ?? {}) as Record<string, Json>);
  if (Array.isArray(schema.enum)) return schema.enum[0];
  if (schema.type === 'object') return Object.fromEntries(properties.map(([key, inner]) => [key, shaped(inner)]));
  if (schema.type === 'array') return [];
  return schema.type === 'boolean' ? false : schema.type === 'number' || schema.type === 'integer' ? 1 : TEXT;
}

function chat(body: Json): Reply {
  const head = { id: 'chat-1', created: 0, model: MODEL };
  const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
  const content = textFor(body);
  if (body.stream !== true) {
    const choices = [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }];
    return { json: { ...head, object: 'chat.completion', choices, usage } };
  }
  const chunk = (delta: Json, end: string | null = null) =>
    [null, { ...head, object: 'chat.completion.chunk', choices: [{ index: 0, delta, finish_reason: end }] }] as const;
  const last = [null, { ...head, object: 'chat.completion.chunk', choices: [], usage }] as const;
  return { events: [chunk({ role: 'assistant', content }), chunk({}, 'stop'), last, [null, '[DONE]']] };
}

function responses(body: Json): Reply {
  const part = { type: 'output_text', text: textFor(body), annotations: [] };
  const item = { id: 'msg-1', type: 'message', status: 'completed', role: 'assistant', content: [part] };
  const details = { input_tokens_details: { cached_tokens: 0 }, output_tokens_details: { reasoning_tokens: 0 } };
  const usage = { input_tokens: 1, output_tokens: 1, total_tokens: 2, ...details };
  const begun = { id: 'resp-1', object: 'response', created_at: 0, status: 'in_progress', model: MODEL, output: [] };
  const done = { ...begun, status: 'completed', output: [item], usage };
  if (body.stream !== true) return { json: done };
  const at = { item_id: item.id, output_index: 0, content_index: 0 };
  const events = [
    { type: 'response.created', response: begun },
    { type: 'response.output_item.added', output_index: 0, item: { ...item, status: 'in_progress', content: [] } },
    { type: 'response.content_part.added', ...at, part: { ...part, text: '' } },
    { type: 'response.output_text.delta', ...at, delta: part.text },
    { type: 'response.output_text.done', ...at, text: part.text },
    { type: 'response.content_part.done', ...at, part },
    { type: 'response.output_item.done', output_index: 0, item },
    { type: 'response.completed', response: done },
  ];
  return { events: events.map((event, sequence_number) => [event.type, { ...event, sequence_number }] as const) };
}

function anthropic(body: Json): Reply {
  const usage = { input_tokens: 1, output_tokens: 1 };
  const text = textFor(body);
  const head = { id: 'msg-1', type: 'message', role: 'assistant', model: MODEL, usage };
  if (body.stream !== true)
    return { json: { ...head, content: [{ type: 'text', text }], stop_reason: 'end_turn', stop_sequence: null } };
  const events = [
    { type: 'message_start', message: { ...head, content: [], stop_reason: null, stop_sequence: null } },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } },
    { type: 'content_block_stop', index: 0 },
    { type: 'message_delta', delta: { stop_reason: 'end_turn', stop_sequence: null }, usage },
    { type: 'message_stop' },
  ];
  return { events: events.map((event) => [event.type, event] as const) };
}

function gemini(url: string): Reply {
  const content = { role: 'model', parts: [{ text: TEXT }] };
  const usageMetadata = { promptTokenCount: 1, candidatesTokenCount: 1, totalTokenCount: 2 };
  const answer = { candidates: [{ index: 0, content, finishReason: 'STOP' }], usageMetadata, modelVersion: MODEL };
  if (!/streamGenerateContent/i.test(url)) return { json: answer };
  return /alt=sse/.test(url) ? { events: [[null, answer]] } : { json: [answer] };
}
