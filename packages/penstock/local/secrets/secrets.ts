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

/** Reads the secrets of an assembly; generated ones are kept in `file` so that they stay the same, or in memory. */
export function readSecrets(assembly: ResolvedAssembly, file?: string): readonly Secret[] {
  const retained = file !== undefined && existsSync(file) ? object(parseJson(readFileSync(file, 'utf8'))) : {};
  const findKey = readKeys(assembly);
  const secrets = assembly.resources('AWS::SecretsManager::Secret').map((resource) => {
    const arn = resource.id;
    const name = arn.split(':').slice(6).join(':').slice(0, -7);
    const value = text(resource.properties.SecretString) ?? text(retained[arn]) ?? generate(resource);
    const key = findKey(resource.properties.KmsKeyId);
    return { arn, name, value, ...(key === undefined ? {} : { key }) };
  });
  if (file !== undefined && secrets.length > 0) {
    const values = Object.fromEntries(secrets.map(({ arn, value }) => [arn, value]));
    writeFileSync(file, JSON.stringify(values), { mode: fileMode });
  }
  return secrets;
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
