import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { UserError } from '../../cli/user-error.ts';
import type { Target } from '../../ops/target.ts';
import { showUndeliverable } from '../../ops/undeliverable.ts';
import { recorded } from './support.ts';

const at = Date.parse('2026-11-22T12:00:00Z');
const lost = (id: string) => ({
  at,
  bus: 'penstock-local',
  rule: 'penstock-local-printLabel',
  target: 'arn:aws:sqs:eu-west-1:000000000000:penstock-local-labels',
  retries: 0,
  reason: 'SDK_CLIENT_ERROR: Queue penstock-local-labels takes no message: InvalidMessageContents: bad',
  deadLetterReason: 'Queue penstock-local-undelivered takes no message: InvalidMessageContents: bad',
  event: { id, 'detail-type': 'parcels.parcel.registered.v1', detail: { reference: 'a\uFFFFb🎁' } },
});

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A local cloud that tells of these events. */
async function targetWith(answer: object): Promise<Target> {
  const server = createServer((request, response) => {
    response.end(request.url === '/_local/undeliverable' ? JSON.stringify(answer) : '{}');
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const localOrigin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { stage: 'local', where: 'stage local', localOrigin } as Target;
}

describe('events undeliverable', () => {
  it('shows each event whole, escaped where a terminal needs it, with the reasons and the time', async () => {
    const console = recorded();
    await showUndeliverable(await targetWith({ events: [lost('e1')] }), { max: 10, json: false }, console, at + 65_000);
    const [shown = '', count] = console.lines;

    expect(shown.split('\n').slice(0, 7)).toEqual([
      'event:          parcels.parcel.registered.v1 e1',
      'rule:           penstock-local-printLabel of bus penstock-local',
      'target:         arn:aws:sqs:eu-west-1:000000000000:penstock-local-labels',
      `reason:         ${lost('e1').reason}`,
      `no dead letter: ${lost('e1').deadLetterReason}`,
      'attempts:       1',
      'given up:       2026-11-22T12:00:00.000Z (1 min ago)',
    ]);
    const whole = /^whole: +(.*)$/m.exec(shown)?.[1] ?? '';
    expect(whole).toContain('a\\uffffb🎁');
    expect(JSON.parse(whole)).toEqual(lost('e1').event);
    expect(count).toBe('1 of 1 undeliverable events, stage local.');
  });

  it('shows the oldest, as many as are asked for, as JSON for other programs', async () => {
    const console = recorded();
    const events = ['e1', 'e2', 'e3'].map(lost);
    await showUndeliverable(await targetWith({ events }), { max: 2, json: true }, console);

    expect(console.lines.map((line) => JSON.parse(line))).toEqual(events.slice(0, 2));
    expect(console.lines[0]).toContain('a\\uffffb🎁');
  });

  it('says that there are none', async () => {
    const console = recorded();
    await showUndeliverable(await targetWith({ events: [] }), { max: 10, json: false }, console);

    expect(console.lines).toEqual(['0 of 0 undeliverable events, stage local.']);
  });

  it.each([
    [
      'in AWS, which has none',
      async () => ({ stage: 'prod', where: 'stage prod' }) as Target,
      /the archive has each one/,
    ],
    ['on a local cloud that does not know of them', () => targetWith({}), /no local cloud of this version/],
  ])('fails %s', async (_, target, message) => {
    const shown = showUndeliverable(await target(), { max: 10, json: false }, recorded());

    await expect(shown).rejects.toThrow(UserError);
    await expect(shown).rejects.toThrow(message);
  });
});
