/** The description of the hub: valid, complete, and true. */
import fs from 'node:fs';
import path from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { beforeAll, describe, expect, it } from 'vitest';
import { EXAMPLES } from '../../registry/api/examples.ts';
import { openApi, openApiPath } from '../../registry/api/openapi.ts';
import { ROUTES } from '../../registry/api/routes.ts';
import { httpApiPage, runExamples, type Shown } from '../helpers/http-examples.ts';
import { startTestHub } from '../helpers/served-hub.ts';

interface Operation {
  readonly operationId: string;
  readonly requestBody?: { readonly content: Readonly<Record<string, { schema?: object; example?: unknown }>> };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, { schema?: object }>> }>>;
}
interface Document {
  readonly openapi: string;
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: object;
}

let shown: readonly Shown[];
let document: Document;
beforeAll(async () => {
  shown = await runExamples();
  const described = shown.find(({ route }) => route.id === 'hub.openapi');
  document = JSON.parse(new TextDecoder().decode(described?.body)) as Document;
}, 120_000);

/** Holds values against schemas of the document as any other program would: with a validator of its own. */
function judge() {
  const ajv = new Ajv2020.default({ strict: false, allErrors: true });
  addFormats.default(ajv);
  return (schema: object, value: unknown) => {
    const valid = ajv.validate({ ...schema, components: document.components }, value);
    return valid ? null : ajv.errorsText();
  };
}

describe('the description of a hub', () => {
  it('is valid OpenAPI 3.1, served where it says', async () => {
    const validator = new Validator();
    expect(await validator.validate(structuredClone(document) as unknown as Record<string, unknown>)).toEqual({
      valid: true,
    });
    expect(validator.version).toBe('3.1');
    expect(document.servers).toEqual([{ url: 'https://hub.example' }]);
  });

  it('has every route, and nothing else', () => {
    const described = Object.entries(document.paths).flatMap(([at, methods]) =>
      Object.entries(methods).map(([method, { operationId }]) => `${method.toUpperCase()} ${at} ${operationId}`),
    );
    const there = ROUTES.map(({ method, path: at, id }) => `${method} ${openApiPath(at)} ${id}`);
    expect(described.sort()).toEqual([...there].sort());
    expect(openApi(ROUTES, 'x').paths).toEqual(document.paths);
  });

  it('shows an example of every route, which does what it says', () => {
    expect(ROUTES.map(({ id }) => id).filter((id) => !EXAMPLES.some(({ route }) => route === id))).toEqual([]);
    for (const { route, example, status, body } of shown) {
      const says = `${route.id} ${example.path}: ${status} ${new TextDecoder().decode(body).slice(0, 300)}`;
      expect(status < 400 && Object.hasOwn(route.answers, status), says).toBe(true);
    }
  });

  it('shows bodies that fit what it asks for', () => {
    const wrong = judge();
    let judged = 0;
    for (const [at, methods] of Object.entries(document.paths)) {
      for (const [method, { requestBody }] of Object.entries(methods)) {
        const { schema, example } = requestBody?.content['application/json'] ?? {};
        if (schema === undefined || example === undefined) continue;
        expect(wrong(schema, example), `${method} ${at}`).toBe(null);
        judged++;
      }
    }
    expect(judged).toBeGreaterThan(20);
  });

  it('is true: what the hub answers fits', () => {
    const wrong = judge();
    let judged = 0;
    for (const { route, status, body } of shown) {
      const operation = document.paths[openApiPath(route.path)]?.[route.method.toLowerCase()];
      const schema = operation?.responses[status]?.content?.['application/json']?.schema;
      if (schema === undefined) continue;
      expect(wrong(schema, JSON.parse(new TextDecoder().decode(body))), route.id).toBe(null);
      judged++;
    }
    expect(judged).toBeGreaterThan(50);
  });

  it('is true of refusals', async () => {
    await using hub = await startTestHub();
    const wrong = judge();
    for (const at of ['/nobody', '/-/whoami', '/-/package/nobody/dist-tags', '/-/v1/done/x']) {
      const route = ROUTES.find(({ path: known, dialect }) => dialect === 'npm' && known.startsWith('/{name}'));
      const schema =
        document.paths[openApiPath(route?.path ?? '')]?.[route?.method.toLowerCase() ?? '']?.responses.default
          ?.content?.['application/json']?.schema;
      const answer = await hub.fetch(at);
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(wrong(schema ?? {}, await answer.json()), at).toBe(null);
    }
  });

  it('is written down for people', () => {
    const page = fs.readFileSync(path.join(import.meta.dirname, '../../docs/reference/http-api.md'), 'utf8');
    expect(page, 'docs/reference/http-api.md is out of date: npm run docs').toBe(`${httpApiPage(shown).trimEnd()}\n`);
  });
});
