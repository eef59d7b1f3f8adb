import { expect, it } from '@jest/globals';
import { auditServer } from 'graphql-http';
import { generatedGraph } from './generated-graph.ts';
import { graphOf } from './parcels-graph.ts';

const { send } = graphOf(await generatedGraph());

interface Init {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

async function fetchFn(url: string, { method = 'GET', headers = {}, body }: Init = {}): Promise<Response> {
  const query = Object.fromEntries(new URL(url).searchParams);
  const answer = await send({ method, headers, query, body: body ?? null });
  return new Response(answer.text, { status: answer.status, headers: answer.headers as Record<string, string> });
}

/** The audits of graphql-http, which nobody here wrote. Four of them ask for `__type`. */
it('passes every audit of GraphQL over HTTP', async () => {
  const results = await auditServer({ url: 'http://graph.test/graphql', fetchFn });
  const failed = results.filter(({ status }) => status !== 'ok').map(({ id, name }) => `${id} ${name}`);
  expect(failed).toEqual([]);
  expect(results.length).toBeGreaterThanOrEqual(61);
});
