import { misfits, type Shape } from '../assembly/shape.ts';
import { isObject, type JsonObject, object, parseJson, text } from '../json.ts';
import type { MockIntegration, Refuse } from './definition.ts';

const shape: Shape = {
  contentHandling: ['CONVERT_TO_TEXT'],
  passthroughBehavior: ['never'],
  requestTemplates: 'any',
  responses: {
    default: {
      contentHandling: ['CONVERT_TO_TEXT'],
      responseParameters: 'any',
      responseTemplates: { 'application/json': 'any' },
      statusCode: 'any',
    },
  },
  type: ['mock'],
};
const header = /^method\.response\.header\.([!#$%&'*+.^_`|~0-9A-Za-z-]+)$/;
const source = /^('[^']*'|context\.[A-Za-z0-9._-]+)$/;

/**
 * Reads a mock integration of one answer, whose templates hold no logic: nothing but text and `$context` variables. What
 * the local cloud would not answer goes to `refuse`.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration.html
 */
export function readMock(declared: JsonObject, at: string, refuse: Refuse): MockIntegration {
  for (const misfit of misfits(shape, declared, at)) refuse(misfit.message, misfit.at);
  const requests = Object.entries(object(declared.requestTemplates));
  if (declared.passthroughBehavior !== 'never') {
    refuse('the local cloud runs a mock only with the passthroughBehavior "never".', `${at}.passthroughBehavior`);
  }
  for (const [type, template] of requests.filter(([, each]) => statusOf(each) === undefined)) {
    refuse(
      `expected a template of a status alone, such as {"statusCode":405}, received ${JSON.stringify(template)}.`,
      `${at}.requestTemplates.${type}`,
    );
  }
  const response = object(object(declared.responses).default);
  return {
    kind: 'mock',
    contentTypes: new Set(requests.map(([type]) => type)),
    converts: declared.contentHandling === 'CONVERT_TO_TEXT',
    response: readResponse(response, `${at}.responses.default`, refuse),
  };
}

function readResponse(response: JsonObject, at: string, refuse: Refuse): MockIntegration['response'] {
  const status = Number(response.statusCode);
  if (!Number.isInteger(status) || status < 200 || status > 599) {
    refuse(`expected a status of 200 to 599, received ${JSON.stringify(response.statusCode)}.`, `${at}.statusCode`);
  }
  const template = text(object(response.responseTemplates)['application/json']);
  if (template !== undefined && hasLogic(template)) {
    refuse(
      'the local cloud fills in $context variables only; this template has more.',
      `${at}.responseTemplates.application/json`,
    );
  }
  return {
    status,
    headers: readHeaders(object(response.responseParameters), `${at}.responseParameters`, refuse),
    converts: response.contentHandling === 'CONVERT_TO_TEXT',
    ...(template === undefined ? {} : { template }),
  };
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

function statusOf(template: unknown): number | undefined {
  const value = parseJson(String(template));
  const { statusCode, ...more } = object(value);
  return isObject(value) && Number.isInteger(statusCode) && Object.keys(more).length === 0
    ? Number(statusCode)
    : undefined;
}

/** Velocity's directives begin with #, its references with $. */
function hasLogic(template: string): boolean {
  return /[#$]/.test(template.replaceAll(/\$context\.[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*/g, ''));
}
