import { describe, expect, it } from '@jest/globals';
import { ContractError } from '../../../contract/finding.ts';
import { parseContract } from '../../../contract/load.ts';
import { contractText, findingsOf } from '../contract.ts';
import { documentOf } from './document.ts';

const head = 'openapi: 3.1.1\ninfo: { title: T, version: 1.0.0 }\n';
const nested = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;

/** Each line twice what the line before it is. */
const doubling = Array.from({ length: 40 }, (_, index) => `a${index + 1}: &a${index + 1} [*a${index}, *a${index}]`);

describe('a text that nobody would write', () => {
  it.each([
    ['nothing', ''],
    ['a number', '42'],
    ['an alias to what it is in', `${head}x-a: &a { b: *a }\n`],
    ['an alias to nothing', `${head}x-a: *a\n`],
    ['aliases to more than fits the memory', `${head}a0: &a0 [x]\n${doubling.join('\n')}\n`],
    ['more levels than anybody needs', `{ "openapi": "3.1.1", "x-a": ${nested(600)} }`],
    ['more levels than the parser takes', `{ "openapi": "3.1.1", "x-a": ${nested(3000)} }`],
    ['two documents', `${contractText}\n---\na: 1\n`],
    ['half a document', contractText.slice(0, contractText.length / 2)],
    ['bytes that are no UTF-8', Buffer.from([0xff, 0xfe, 0xc3, 0x28]).toString('utf8')],
    ['a list as a key', `${head}x-a: { [a]: 1 }\n`],
    ['tabs', contractText.replaceAll('  ', '\t')],
  ])('is refused with findings, such as %s', (_, text) => {
    expect(() => parseContract('hostile.yaml', text)).toThrow(ContractError);
  });

  it.each([
    ['bytes', `${contractText}# ${'x'.repeat(6_000_000)}`, 'at most 6000000 bytes'],
    ['tokens', `${head}x-a: [${'{a: 1},'.repeat(120_000)}]`, 'at most 1000000 tokens'],
  ])('is refused before it is parsed where it has too many %s', (_, text, message) => {
    expect(() => parseContract('great.yaml', text)).toThrow(message);
  });

  it('is a contract with a map of very many, where no key is there twice', () => {
    const lines = Array.from({ length: 30_000 }, (_, index) => `  a${index}: 1`).join('\n');
    expect(findingsOf(`${contractText}\nx-a:\n${lines}\n`)).toEqual([]);
    expect(() => findingsOf(`${contractText}\nx-a:\n${lines}\n  a0: 2\n`)).toThrow('keys must be unique');
  });

  it.each([
    ['a byte order mark', `\ufeff${contractText}`],
    ['line ends of Windows', contractText.replaceAll('\n', '\r\n')],
  ])('is a contract with %s', (_, text) => {
    expect(findingsOf(text)).toEqual([]);
  });

  it.each([
    ["{ $ref: '#/components/schemas/Reference' }"],
    ["{ allOf: [{ $ref: '#/components/schemas/Reference' }] }"],
    ["{ anyOf: [{ $ref: '#/components/schemas/Reference' }] }"],
    ["{ type: string, not: { $ref: '#/components/schemas/Reference' } }"],
    ["{ $ref: '#/%zz' }"],
    ["{ $ref: 'file.yaml#/%zz' }"],
    ["{ $id: 'http://[bad', $anchor: a, $ref: '#a' }"],
    ['{ $ref: [1] }'],
  ])('has findings for a schema such as %s', (schema) => {
    const from = contractText.slice(contractText.indexOf('    Reference:\n'));
    const [own = ''] = /^ {4}Reference:\n(?: {6}.*\n)+/.exec(from) ?? [];
    expect(() => parseContract('hostile.yaml', contractText.replace(own, `    Reference: ${schema}\n`))).toThrow(
      ContractError,
    );
  });

  it('is looked at once where twice as many ways lead to each schema', () => {
    const ways = Array.from({ length: 40 }, (_, index) => {
      const next = { $ref: `#/components/schemas/C${index + 1}` };
      return [`C${index}`, { type: 'object', properties: { a: next, b: next }, allOf: [next, next] }];
    });
    const schemas = { ...Object.fromEntries(ways), C40: { type: 'object' } };
    const first = { $ref: '#/components/schemas/C0' };
    const parameters = [{ name: 'a', in: 'query', schema: first }];
    const document = documentOf({ body: first, schemas, operation: { parameters } });
    expect(findingsOf(JSON.stringify(document)).map(({ rule }) => rule)).toContain('closed-body');
  });
});
