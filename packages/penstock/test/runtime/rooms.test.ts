import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const runtime = join(import.meta.dirname, '../../runtime');
const files = readdirSync(runtime, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
const naming = (pattern: RegExp, among: readonly string[] = files): readonly string[] =>
  among.filter((file) => pattern.test(readFileSync(join(runtime, file), 'utf8'))).map((file) => relative('.', file));

describe('the rooms of the runtime', () => {
  it('know API Gateway in the doors that it leads to alone', () => {
    expect(naming(/APIGateway(?!'s)/).filter((file) => !/^(access|http|graph|reference|rpc)\//.test(file))).toEqual([]);
  });

  it('know no transport and no host in core', () => {
    const core = files.filter((file) => file.startsWith('core/'));

    expect(
      naming(/from '(\.\.\/(http|queue|stream|aws|items|resilience|webhooks)\/|aws-lambda|@aws-sdk)/, core),
    ).toEqual([]);
  });
});
