import { expect, it } from '@jest/globals';
import { app } from '../../lib/app.ts';
import { uses } from '../iam/uses.ts';

const granted = app.flatMap(({ operations = {}, consumers = {} }) =>
  Object.entries({ ...operations, ...consumers })
    .filter(([, { tables, sendsTo, providers }]) => [tables, sendsTo, providers].some((grant) => grant !== undefined))
    .map(([name]) => name),
);

it.each(granted)('npm run test:iam makes %s use what it is granted', (name) => {
  expect(uses[name]).toBeDefined();
});
