import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { catalogue, noEffect } from '../../packages/penstock/local/assembly/catalogue.ts';

const folder = join(import.meta.dirname, '../../docs/reference');
const page = readFileSync(join(folder, 'local-cloud.md'), 'utf8');
const types = new Set([...page.matchAll(/`((?:AWS|Custom)::[\w:]+)`/g)].map(([, type = '']) => type));

describe('the reference of the local cloud', () => {
  it('names every resource type that it runs or passes over, and no other', () => {
    expect([...types].toSorted()).toEqual([...Object.keys(catalogue), ...noEffect].toSorted());
  });

  it.each(Object.keys(catalogue))('lists the properties of %s, and which of them make another', (type) => {
    const { properties = {}, replacedBy = [] } = catalogue[type] ?? {};
    const [, listed = ''] = new RegExp(`^\\| \`${type}\` \\| (.*) \\|$`, 'm').exec(page) ?? [];
    const names = Object.keys(properties).toSorted();

    expect(listed.split(', ')).toEqual(names.map((name) => (replacedBy.includes(name) ? `**${name}**` : name)));
  });

  it('leads to files that exist', () => {
    const links = [...page.matchAll(/\]\((\.\.[^)#]+)/g)].map(([, link = '']) => join(folder, link));
    const tests = [...page.matchAll(/`((?:packages\/[a-z-]+\/)?test\/[\w/.-]+)`/g)].map(([, file = '']) =>
      join(folder, '../..', file),
    );

    expect(tests.length).toBeGreaterThan(0);
    expect([...links, ...tests].filter((file) => !existsSync(file))).toEqual([]);
  });
});
