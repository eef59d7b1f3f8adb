import { type JsonObject, object, parseJson } from '../json.ts';
import type { BusEvent, RuleDefinition, TargetDefinition } from './definition.ts';
import { compileInputPath, type InputPath } from './input-path.ts';

/** Of every event. */
const reserved: Readonly<Record<string, (event: BusEvent, rule: Pick<RuleDefinition, 'arn' | 'name'>) => unknown>> = {
  'aws.events.event': (event) => event,
  'aws.events.event.ingestion-time': ({ time }) => time,
  'aws.events.event.json': (event) => event,
  'aws.events.rule-arn': (_, { arn }) => arn,
  'aws.events.rule-name': (_, { name }) => name,
};

/**
 * What a target gets by an `InputTransformer`: its template with the values of an event. Inside of quotes a value is its
 * text, elsewhere its JSON.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export function compileTransformer(
  { InputPathsMap, InputTemplate }: JsonObject,
  rule: Pick<RuleDefinition, 'arn' | 'name'>,
  refuse: (message: string) => void,
): TargetDefinition['input'] {
  const paths = new Map<string, InputPath>();
  for (const [name, path] of Object.entries(object(InputPathsMap))) {
    const take = compileInputPath(String(path));
    if (take === undefined) refuse(`the local cloud does not understand the path ${String(path)} of InputPathsMap.`);
    else paths.set(name, take);
  }
  const template = String(InputTemplate);
  for (const [, name = ''] of template.matchAll(variable)) {
    if (!paths.has(name) && reserved[name] === undefined) {
      refuse(`InputTemplate has <${name}>, which InputPathsMap has not.`);
    }
  }
  return (event) => {
    const valueIn = (name: string) => paths.get(name)?.(event) ?? reserved[name]?.(event, rule);
    const filled = template.replace(/"(?:[^"\\]|\\.)*"|<([\w.-]+)>/g, (part: string, name: string | undefined) =>
      name === undefined
        ? part.replace(variable, (_, inner: string) => textIn(valueIn(inner)))
        : (JSON.stringify(valueIn(name)) ?? '""'),
    );
    return parseJson(filled) ?? filled;
  };
}

const variable = /<([\w.-]+)>/g;

function textIn(value: unknown): string {
  if (value === undefined) return '';
  return JSON.stringify(typeof value === 'string' ? value : JSON.stringify(value)).slice(1, -1);
}
