import { misfits, type Shape } from '../assembly/shape.ts';
import { type JsonObject, object, objects } from '../json.ts';
import type { MockIntegration, MockResponse, Refuse } from './definition.ts';
import { compileTemplate, type Template } from './templates/fill.ts';
import { TemplateError } from './templates/syntax.ts';

const response: Shape = {
  contentHandling: ['CONVERT_TO_TEXT'],
  responseParameters: 'any',
  responseTemplates: 'any',
  statusCode: 'any',
};
const passthroughs = ['never', 'when_no_match', 'when_no_templates'] as const;
const shape: Shape = {
  contentHandling: ['CONVERT_TO_TEXT'],
  passthroughBehavior: passthroughs,
  requestTemplates: 'any',
  responses: 'any',
  type: ['mock'],
};
const header = /^method\.response\.header\.([!#$%&'*+.^_`|~0-9A-Za-z-]+)$/;
const source = /^('[^']*'|context\.[A-Za-z0-9._-]+)$/;

/**
 * Reads a mock integration, in the members of the extension; what the local cloud would not answer goes to `refuse`.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration.html
 */
export function readMock(declared: JsonObject, at: string, refuse: Refuse): MockIntegration {
  for (const misfit of misfits(shape, declared, at)) refuse(misfit.message, misfit.at);
  const requests = readTemplates(declared.requestTemplates, `${at}.requestTemplates`, refuse);
  for (const [type, template] of Object.entries(object(declared.requestTemplates))) {
    if (statusPattern.test(String(template)) || String(template).includes('#')) continue;
    refuse(
      `expected a template of a status, such as {"statusCode":200}, received ${JSON.stringify(template)}.`,
      `${at}.requestTemplates.${type}`,
    );
  }
  const responses = Object.entries(objects(declared.responses));
  if (responses.length === 0) refuse('a mock needs an answer, such as one for default.', `${at}.responses`);
  return {
    kind: 'mock',
    requests,
    passthrough: passthroughs.find((known) => known === declared.passthroughBehavior) ?? 'when_no_match',
    converts: declared.contentHandling === 'CONVERT_TO_TEXT',
    responses: responses.map(([pattern, each]) => readResponse(pattern, each, `${at}.responses.${pattern}`, refuse)),
  };
}

/** The template of a request is read as JSON with less quotes, as AWS does: `{ statusCode: 200 }`. */
const statusPattern = /["']?\bstatusCode["']?\s*:\s*["']?(\d{3})\b/;

/** The status that the filled template of a request gives. */
export function statusOf(text: string): number | undefined {
  const status = statusPattern.exec(text)?.[1];
  return status === undefined ? undefined : Number(status);
}

function readResponse(pattern: string, declared: JsonObject, at: string, refuse: Refuse): MockResponse {
  for (const misfit of misfits(response, declared, at)) refuse(misfit.message, misfit.at);
  const status = Number(declared.statusCode);
  if (!Number.isInteger(status) || status < 200 || status > 599) {
    refuse(`expected a status of 200 to 599, received ${JSON.stringify(declared.statusCode)}.`, `${at}.statusCode`);
  }
  const matching = pattern === 'default' ? undefined : readPattern(pattern, at, refuse);
  return {
    ...(matching === undefined ? {} : { pattern: matching }),
    status,
    headers: readHeaders(object(declared.responseParameters), `${at}.responseParameters`, refuse),
    converts: declared.contentHandling === 'CONVERT_TO_TEXT',
    templates: readTemplates(declared.responseTemplates, `${at}.responseTemplates`, refuse),
  };
}

function readPattern(pattern: string, at: string, refuse: Refuse): RegExp | undefined {
  try {
    return new RegExp(`^(?:${pattern})$`);
  } catch {
    refuse(`expected a regular expression, received ${JSON.stringify(pattern)}.`, at);
    return undefined;
  }
}

function readTemplates(templates: unknown, at: string, refuse: Refuse): ReadonlyMap<string, Template> {
  const found = new Map<string, Template>();
  for (const [type, template] of Object.entries(object(templates))) {
    try {
      found.set(type, compileTemplate(String(template)));
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      refuse(error.message, `${at}.${type}`);
    }
  }
  return found;
}

function readHeaders(parameters: JsonObject, at: string, refuse: Refuse): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  for (const [target, value] of Object.entries(parameters)) {
    const name = header.exec(target)?.[1];
    if (name === undefined || !source.test(String(value))) {
      refuse(`the local cloud cannot send ${JSON.stringify(value)} there.`, `${at}.${target}`);
    } else headers[name] = String(value);
  }
  return headers;
}
