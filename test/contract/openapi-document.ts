import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import ajvFormats from 'ajv-formats';
import { z } from 'zod';
import type { HttpRequest, HttpResponse } from '../../src/main/ports.ts';

/** Payven's OpenAPI documents, where the folder beside the project holds them. */
export const documentsFolder = resolve('..', 'shared', 'payven');
const names = ['vpos', 'identity'] as const;
export const hasDocuments = names.every((name) => existsSync(join(documentsFolder, `${name}.openapi.json`)));

const json = z.record(z.string(), z.unknown());
const content = z.record(z.string(), z.object({ schema: z.unknown() }).loose());
const operation = z.object({
  parameters: z.array(z.object({ name: z.string(), in: z.enum(['path', 'query', 'header']), required: z.boolean().optional(), schema: json })).default([]),
  requestBody: z.object({ content }).optional(),
  responses: z.record(z.string(), z.object({ $ref: z.string().optional(), content: content.optional() }).loose()),
});
type Operation = z.infer<typeof operation>;
const documentShape = z.object({ paths: z.record(z.string(), json), components: json });

/** OpenAPI 3.0's `nullable` in JSON Schema's words; references lead into the named document. */
function asJsonSchema(value: unknown, document: string): unknown {
  if (Array.isArray(value)) return value.map((each) => asJsonSchema(each, document));
  const parsed = json.safeParse(value);
  if (!parsed.success) return value;
  const { nullable, ...rest } = parsed.data;
  const plain = Object.fromEntries(
    Object.entries(rest).map(([key, each]) =>
      key === '$ref' ? [key, `${document}${String(each)}`] : [key, asJsonSchema(each, document)],
    ),
  );
  return nullable === true ? { anyOf: [{ type: 'null' }, plain] } : plain;
}

interface KnownOperation {
  readonly name: string;
  readonly method: string;
  readonly path: RegExp;
  readonly operation: Operation;
  readonly document: string;
}

/** A query's words as the values they stand for. */
function typed(value: string, { type }: Record<string, unknown>): unknown {
  if (type === 'integer' && /^-?\d+$/.test(value)) return Number(value);
  if (type === 'boolean' && (value === 'true' || value === 'false')) return value === 'true';
  return value;
}

/** Judges what is said to Payven, and what a Payven says, by its documents. */
export class OpenApi {
  readonly #ajv = new Ajv({ strict: false, allErrors: true });
  readonly #operations: KnownOperation[] = [];
  readonly #responses = new Map<string, Operation['responses'][string]>();

  constructor() {
    ajvFormats.default(this.#ajv);
    for (const name of names) this.#read(name);
  }

  #read(name: string): void {
    const { paths, components } = documentShape.parse(JSON.parse(readFileSync(join(documentsFolder, `${name}.openapi.json`), 'utf8')));
    this.#ajv.addSchema(json.parse(asJsonSchema({ components }, name)), name);
    for (const [key, response] of Object.entries(json.parse(components['responses']))) {
      this.#responses.set(`${name} #/components/responses/${key}`, operation.shape.responses.parse({ one: response })['one'] ?? {});
    }
    for (const [path, methods] of Object.entries(paths)) {
      for (const [method, each] of Object.entries(methods)) {
        const pattern = new RegExp(`^${path.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
        this.#operations.push({ name: `${method.toUpperCase()} ${path}`, method: method.toUpperCase(), path: pattern, operation: operation.parse(each), document: name });
      }
    }
  }

  /** The operation a request is for, by its literal path first: `bulk-resolve` is no detail's id. */
  operationOf({ method, url }: Pick<HttpRequest, 'method' | 'url'>): KnownOperation | undefined {
    const { pathname } = new URL(url);
    return this.#operations.find((each) => each.method === method && each.path.test(pathname));
  }

  #judge(where: string, schema: unknown, value: unknown, document: string): string[] {
    const validate: ValidateFunction = this.#ajv.compile(json.parse(asJsonSchema(schema, document)));
    if (validate(value)) return [];
    return (validate.errors ?? []).map(({ instancePath, message, params }) => `${where}${instancePath}: ${message ?? ''} ${JSON.stringify(params)}`);
  }

  /** What of a request Payven's document does not know or allow. */
  judgeRequest(request: HttpRequest): string[] {
    const found = this.operationOf(request);
    if (found === undefined) return [`${request.method} ${new URL(request.url).pathname} is in no document`];
    const { operation: wanted, document, name } = found;
    const url = new URL(request.url);
    const given = { path: found.path.exec(url.pathname)?.groups ?? {}, query: Object.fromEntries(url.searchParams) };
    const findings: string[] = [];
    for (const place of ['path', 'query'] as const) {
      for (const [key, value] of Object.entries(given[place])) {
        const parameter = wanted.parameters.find((each) => each.in === place && each.name === key);
        if (parameter === undefined) findings.push(`${name}: no parameter ${key} in the ${place}`);
        else findings.push(...this.#judge(`${name} ${key}`, parameter.schema, typed(decodeURIComponent(value), parameter.schema), document));
      }
    }
    for (const { name: key, in: place, required } of wanted.parameters) {
      if (required === true && place !== 'header' && given[place][key] === undefined) findings.push(`${name}: ${key} is missing`);
    }
    return [...findings, ...this.#judgeBody(found, request)];
  }

  #judgeBody({ operation: wanted, document, name }: KnownOperation, { body, headers }: HttpRequest): string[] {
    const schema = wanted.requestBody?.content['application/json']?.schema;
    if (schema === undefined) return body === undefined ? [] : [`${name}: a body nobody asked for`];
    if (body === undefined) return [`${name}: the body is missing`];
    const type = headers['content-type'] ?? '';
    const kind = type.startsWith('application/json') ? [] : [`${name}: sent as ${type}`];
    return [...kind, ...this.#judge(name, schema, JSON.parse(body), document)];
  }

  /** What of an answer the document does not know or allow. */
  judgeResponse(request: HttpRequest, response: HttpResponse): string[] {
    const found = this.operationOf(request);
    if (found === undefined) return [];
    const name = `${found.name} ${response.status}`;
    const told = found.operation.responses[String(response.status)];
    if (told === undefined) return [`${name}: no such answer`];
    const meant = told.$ref === undefined ? told : this.#responses.get(`${found.document} ${told.$ref}`);
    const types = Object.entries(meant?.content ?? {});
    const sent = (response.headers['content-type'] ?? '').split(';')[0] ?? '';
    const fitting = types.find(([type]) => type === sent) ?? (response.status >= 400 ? types[0] : undefined);
    if (fitting === undefined) return types.length === 0 ? [] : [`${name}: sent as ${sent}`];
    return this.#judge(name, fitting[1].schema, JSON.parse(response.body), found.document);
  }
}
