import { randomInt } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { ResolvedAssembly, Resource } from '../assembly/resolved.ts';
import { isObject, number, object, parseJson, text } from '../json.ts';
import { type Key, readKeys } from '../kms/keys.ts';
import { fileMode } from '../private-files.ts';

export interface Secret {
  readonly arn: string;
  readonly name: string;
  readonly value: string;
  /** What it is encrypted with, where that is a key of KMS. */
  readonly key?: Key;
}

/** The values that were generated, by the ARN of their secret. */
export interface GeneratedSecrets {
  valueOf(arn: string, generate: () => string): string;
  forget(arn: string): void;
}

/** @param file where they outlive this process; absent: nowhere */
export function createGeneratedSecrets(file?: string): GeneratedSecrets {
  const retained = file !== undefined && existsSync(file) ? object(parseJson(readFileSync(file, 'utf8'))) : {};
  const values = new Map(Object.entries(retained).map(([arn, value]) => [arn, String(value)]));
  const write = () => {
    if (file !== undefined) writeFileSync(file, JSON.stringify(Object.fromEntries(values)), { mode: fileMode });
  };
  return {
    valueOf: (arn, generate) => {
      const known = values.get(arn);
      if (known !== undefined) return known;
      const value = generate();
      values.set(arn, value);
      write();
      return value;
    },
    forget: (arn) => {
      if (values.delete(arn)) write();
    },
  };
}

export function readSecrets(assembly: ResolvedAssembly, generated: GeneratedSecrets): readonly Secret[] {
  const findKey = readKeys(assembly);
  return assembly.resources('AWS::SecretsManager::Secret').map((resource) => {
    const arn = resource.id;
    const name = arn.split(':').slice(6).join(':').slice(0, -7);
    const value = text(resource.properties.SecretString) ?? generated.valueOf(arn, () => generate(resource));
    const key = findKey(resource.properties.KmsKeyId);
    return { arn, name, value, ...(key === undefined ? {} : { key }) };
  });
}

const characters = {
  Lowercase: 'abcdefghijklmnopqrstuvwxyz',
  Uppercase: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  Numbers: '0123456789',
  Punctuation: '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
} as const;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-secretsmanager-secret-generatesecretstring.html */
function generate({ properties }: Resource): string {
  const wish = object(properties.GenerateSecretString);
  const excluded = new Set(text(wish.ExcludeCharacters) ?? '');
  const allowed = Object.entries(characters)
    .flatMap(([kind, set]) => (String(wish[`Exclude${kind}`]) === 'true' ? [] : [...set]))
    .concat(String(wish.IncludeSpace) === 'true' ? [' '] : [])
    .filter((character) => !excluded.has(character));
  const length = number(wish.PasswordLength) ?? 32;
  const password = Array.from({ length }, () => allowed[randomInt(allowed.length)] ?? '').join('');
  const key = text(wish.GenerateStringKey);
  const template = parseJson(text(wish.SecretStringTemplate) ?? '');
  return key !== undefined && isObject(template) ? JSON.stringify({ ...template, [key]: password }) : password;
}
