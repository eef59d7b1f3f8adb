import { parse } from 'yaml';
import { isObject, type JsonObject, object } from '../../json.ts';
import type { AssetStore } from '../asset-store.ts';
import type { Form } from '../form.ts';
import { QueryError } from '../xml.ts';

export interface Template {
  readonly body: string;
  readonly template: JsonObject;
}

/** Sections that the local cloud follows, or may pass over without another outcome. */
const sections = new Set([
  'AWSTemplateFormatVersion',
  'Conditions',
  'Description',
  'Mappings',
  'Metadata',
  'Outputs',
  'Parameters',
  'Resources',
  'Rules',
]);

/**
 * The template that a request holds or names.
 *
 * @throws QueryError for one that is none, or has a section that is not understood
 */
export function templateOf(form: Form, store: AssetStore): Template {
  const body = form.text('TemplateBody') ?? uploaded(form.text('TemplateURL'), store);
  const template = parsed(body);
  if (Object.keys(object(template.Resources)).length === 0) {
    throw invalid('Template format error: At least one Resources member must be defined.');
  }
  const strange = Object.keys(template).filter((name) => !sections.has(name));
  if (strange.length > 0) throw invalid(`The local cloud does not understand the section ${strange.join(', ')}.`);
  return { body, template };
}

function parsed(body: string): JsonObject {
  try {
    const value: unknown = body.trimStart().startsWith('{') ? JSON.parse(body) : parse(body);
    if (isObject(value)) return value;
  } catch (error) {
    throw invalid(`Template format error: ${error instanceof Error ? error.message : String(error)}`);
  }
  throw invalid('Template format error: unsupported structure.');
}

function uploaded(url: string | undefined, store: AssetStore): string {
  const path = URL.parse(url ?? '')?.pathname ?? '';
  const [, bucket = '', key = ''] = /^\/([^/]+)\/(.+)$/.exec(decodeURIComponent(path)) ?? [];
  const content = store.get(bucket, key) ?? store.get(hostBucket(url), decodeURIComponent(path.slice(1)));
  if (content !== undefined) return content.toString('utf8');
  throw invalid(`The template ${url ?? ''} was not uploaded to the local cloud.`);
}

/** `https://BUCKET.s3.REGION.amazonaws.com/KEY` */
function hostBucket(url: string | undefined): string {
  return URL.parse(url ?? '')?.hostname.replace(/\.s3[.-].*$/, '') ?? '';
}

export const invalid = (message: string): QueryError => new QueryError('ValidationError', message);
