/**
 * The OpenAPI 3.1 document, made from the table of routes. JSON Schema 2020-12 is what OpenAPI 3.1 embeds and what zod
 * writes, so nothing is translated by hand. Schemas of what comes in are those of the input (defaults may be left out),
 * schemas of answers those of the output.
 */
import * as z from 'zod';
import { EXAMPLES } from './examples.ts';
import { type Dialect, type Promised, paramNames, type Route } from './route.ts';

type Json = Readonly<Record<string, unknown>>;

const TAGS: Readonly<Record<Dialect, string>> = {
  npm: 'The native dialect: any npm client can read, install and publish.',
  clawhub: 'ClawHub v1: the official `clawhub` command and `openclaw skills`.',
  'agent-souls': 'Agent Souls: the original find-souls skill.',
  hub: 'The hub itself: health, keys, descriptions, logging in.',
};

/** Without `servers`, which depends on who asks. */
export function openApi(routes: readonly Route[], version: string): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes) {
    paths[openApiPath(route.path)] = {
      ...paths[openApiPath(route.path)],
      [route.method.toLowerCase()]: operation(route),
    };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Soulhub hub',
      version,
      description: 'A registry of personas (souls), skills and teams for AI agents, in three dialects over one store.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'A token of this hub: `clh_…`' } },
      schemas: { Problem: schemaOf(HubProblem, 'output'), NpmProblem: schemaOf(NpmProblem, 'output') },
    },
  };
}

export const HubProblem = z.object({
  error: z.object({ code: z.string(), message: z.string(), hint: z.string().nullable(), details: z.unknown() }),
});

export const NpmProblem = z.object({ error: z.string(), code: z.string() });

/** A star is ours; OpenAPI has no word for a parameter that holds slashes. */
export function openApiPath(path: string): string {
  return path.replace(/\*\}$/, '}');
}

function operation(route: Route): Json {
  const body = requestBody(route);
  return {
    operationId: route.id,
    tags: [route.dialect],
    summary: route.says,
    ...(route.access === 'none' ? {} : { security: security(route) }),
    ...(parameters(route).length > 0 ? { parameters: parameters(route) } : {}),
    ...(body ? { requestBody: body } : {}),
    responses: { ...answers(route), default: problem(route.dialect) },
  };
}

function security({ access }: Route): readonly Json[] {
  return access === 'required' ? [{ token: [] }] : [{}, { token: [] }];
}

function parameters(route: Route): readonly Json[] {
  const inPath = properties(route.params);
  const inQuery = properties(route.query);
  return [
    ...paramNames(route.path).map((name) => ({
      name,
      in: 'path',
      required: true,
      schema: inPath.schemas[name] ?? { type: 'string' },
    })),
    ...Object.entries(inQuery.schemas).map(([name, schema]) => ({
      name,
      in: 'query',
      required: inQuery.required.has(name),
      schema,
    })),
  ];
}

function properties(schema: z.ZodType | undefined) {
  const json = schema ? schemaOf(schema, 'input') : {};
  const required = Array.isArray(json.required) ? json.required.map(String) : [];
  return { schemas: (json.properties ?? {}) as Readonly<Record<string, Json>>, required: new Set(required) };
}

function requestBody({ id, body, takes = [], maxBytes, maxJson }: Route): Json | null {
  const limit = Math.max(maxBytes ?? 0, maxJson ?? 0);
  if (limit === 0) return null;
  const content = Object.fromEntries([
    ...(body ? [['application/json', { schema: schemaOf(body, 'input'), ...exampleOf(id) }] as const] : []),
    ...takes.map((type) => [type, { schema: { type: 'string', format: 'binary' } }] as const),
  ]);
  return { content, description: `At most ${limit} bytes.` };
}

function exampleOf(id: string): Json {
  const example = EXAMPLES.find(({ route, json }) => route === id && json !== undefined);
  return example === undefined ? {} : { example: example.json };
}

function answers(route: Route): Json {
  return Object.fromEntries(Object.entries(route.answers).map(([status, promised]) => [status, answer(promised)]));
}

function answer({ means, json, type }: Promised): Json {
  if (json) return { description: means, content: { 'application/json': { schema: schemaOf(json, 'output') } } };
  return type === undefined ? { description: means } : { description: means, content: { [type]: {} } };
}

function problem(dialect: Dialect): Json {
  if (dialect === 'clawhub' || dialect === 'agent-souls')
    return { description: 'One sentence for people.', content: { 'text/plain': {} } };
  const name = dialect === 'npm' ? 'NpmProblem' : 'Problem';
  return {
    description: 'What went wrong, and a stable code.',
    content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } },
  };
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}
