import { list, object } from '../../json.ts';
import { bytesOf, length, name, oneOf, type Rule } from './rule.ts';

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const retentionDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** Of a standard parameter. @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html */
const parameterLimit = 4096;

/** Attributes that all indexes of a table project beside their keys, together. */
const projected = (indexes: unknown) =>
  list(indexes)
    .map((index) => list(object(object(index).Projection).NonKeyAttributes).length)
    .reduce((sum, count) => sum + count, 0);

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html */
const tableQuotas: readonly Rule[] = [
  name('TableName', /^[.\w-]+$/, 255, 'a letter, a digit, ., - or _', 3),
  length('GlobalSecondaryIndexes', 20, 'indexes', (value) => list(value).length),
  length('GlobalSecondaryIndexes', 100, 'projected attributes in all', projected),
];

/** @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html */
export const storageQuotas: Readonly<Record<string, readonly Rule[]>> = {
  'AWS::DynamoDB::GlobalTable': tableQuotas,
  'AWS::DynamoDB::Table': tableQuotas,
  'AWS::Logs::LogGroup': [
    name('LogGroupName', /^[.\w/#-]+$/, 512, 'a letter, a digit, ., /, #, - or _'),
    oneOf('RetentionInDays', retentionDays),
  ],
  'AWS::SecretsManager::Secret': [
    name('Name', /^[\w/+=.@-]+$/, 512, 'a letter, a digit or one of /_+=.@-'),
    length('SecretString', 65_536, 'bytes', bytesOf),
  ],
  'AWS::SSM::Parameter': [
    name('Name', /^[\w./-]+$/, 1011, 'a letter, a digit, ., /, - or _'),
    length('Value', parameterLimit, 'characters', (value) => String(value).length),
  ],
};
