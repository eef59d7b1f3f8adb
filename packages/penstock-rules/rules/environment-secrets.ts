import { asObject } from '../json.ts';
import { defineRule, type SynthesizedStack } from '../rule.ts';
import { eachResource, resourcesOf, violation } from '../template/resources.ts';
import { textOf } from '../template/text.ts';

/** A name that says that its value is one; where it ends in another word it is the name or the place of one. */
const namesSecret = /(^|_)(secret|passw(or)?d|token|api_?key|private_?key|secret_?access_?key|credentials?)(_?\d+)?$/;
/** A reference that CloudFormation replaces by the secret itself. */
const resolved = /\{\{resolve:(secretsmanager|ssm-secure):/;
/** An access key by itself, and tokens of services that mark theirs. */
const looksSecret = /\bAKIA[0-9A-Z]{16}\b|\bsk_live_\w|\bghp_\w{36}\b|\bxox[abp]-\w|-----BEGIN [A-Z ]*PRIVATE KEY-----/;

export const environmentSecretRule = defineRule({
  id: 'environment-secret',
  title: 'No environment variable has a secret as its value',
  why: 'Whoever may read the configuration of a function, or its template, reads its environment, and there it stays in every version.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html',
  check: eachResource(['AWS::Lambda::Function'], (resource, { stacks }) => {
    const known = secretNamesIn(stacks);
    const { Variables } = asObject(resource.properties.Environment);
    return Object.entries(asObject(Variables))
      .filter(([name, value]) => isSecret(name, value, known))
      .map(([name]) => {
        const message = 'received a secret in plain text, expected the name of one';
        const fix = 'give the function `secret.secretName`, call `secret.grantRead(fn)`, and read it at run time';
        return violation(resource, `Properties.Environment.Variables.${name}`, message, fix);
      });
  }),
});

function isSecret(name: string, value: unknown, known: readonly string[]): boolean {
  const text = textOf(value);
  if (resolved.test(text) || looksSecret.test(text)) return true;
  return namesSecret.test(snakeCase(name)) && typeof value === 'string' && !isPlace(text, known);
}

const snakeCase = (name: string): string => name.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();

/** Where a secret is, and not what it is: nothing, a switch, an ARN, a path, a URL, or the name of a secret of the app. */
const isPlace = (text: string, known: readonly string[]): boolean =>
  /^(|true|false|\d+|arn:.*|\/.*|https?:.*)$/.test(text) || known.includes(text);

const secretNamesIn = (stacks: readonly SynthesizedStack[]): readonly string[] =>
  stacks
    .flatMap((stack) => resourcesOf(stack, 'AWS::SecretsManager::Secret', 'AWS::SSM::Parameter'))
    .map(({ properties }) => String(properties.Name));
