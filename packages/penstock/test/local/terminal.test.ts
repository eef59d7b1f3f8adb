import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import type { EndedInvocation } from '../../local/lambda/service.ts';
import { withoutStage } from '../../local/log-printer.ts';
import { createTerminal, type Terminal } from '../../local/terminal.ts';

const line = (level: string, message: unknown, error?: object) =>
  JSON.stringify({ level, message, ...(error && { error }) });

/** What a terminal printed, without times, once it has printed all. */
async function printed(act: (terminal: Terminal) => void): Promise<readonly string[]> {
  const lines: string[] = [];
  act(createTerminal({ print: (text) => lines.push(text), verbose: false, settleMs: 1 }));
  await sleep(10);
  return lines.map((text) => text.replace(/^[\d:.]{12} /, ''));
}

const ended = (more: Partial<EndedInvocation> = {}): EndedInvocation => ({
  functionName: 'create',
  requestId: 'r1',
  trace: 't1',
  result: { kind: 'result', payload: { statusCode: 200 } },
  ...more,
});
const request = (status: number, more: object = {}) => ({
  method: 'POST',
  path: '/things',
  status,
  latency: 3,
  trace: 't1',
  ...more,
});
const failing = { kind: 'error', error: { errorType: 'TypeError', errorMessage: 'no x' } } as const;

describe('a request on the terminal', () => {
  it('that fails shows its log lines under it, whatever their level, and no metrics', async () => {
    const lines = await printed((terminal) => {
      terminal.log(line('INFO', 'begun'), 'create', 'r1');
      terminal.log('{"_aws":{}}', 'create', 'r1');
      terminal.log(line('ERROR', 'request failed', { name: 'AccessDenied', message: 'no PutItem' }), 'create', 'r1');
      terminal.log('plain', 'create', 'r1');
      terminal.invocation(ended());
      terminal.request(request(500));
    });

    expect(lines).toEqual([
      'POST /things 500 3 ms',
      '  INFO create: begun',
      '  ERROR create: request failed: AccessDenied: no PutItem',
      '  plain',
    ]);
  });

  it('that fails in its function shows the cause first', async () => {
    const lines = await printed((terminal) => {
      terminal.log(line('ERROR', { errorType: 'TypeError', errorMessage: 'no x' }), 'create', 'r1');
      terminal.invocation(ended({ result: failing }));
      terminal.request(request(502, { cause: 'TypeError' }));
    });

    expect(lines).toEqual([
      'POST /things 502 3 ms',
      '  create failed: TypeError: no x',
      '  ERROR create: TypeError: no x',
    ]);
  });

  it('that no function answers shows why the gateway could not', async () => {
    expect(await printed((terminal) => terminal.request(request(504, { cause: 'Execution timed out' })))).toEqual([
      'POST /things 504 3 ms',
      '  Execution timed out',
    ]);
  });

  it('that succeeds shows its warnings alone', async () => {
    const lines = await printed((terminal) => {
      terminal.log(line('INFO', 'begun'), 'create', 'r1');
      terminal.log(line('WARN', 'slow'), 'create', 'r1');
      terminal.invocation(ended());
      terminal.request(request(201));
    });

    expect(lines).toEqual(['POST /things 201 3 ms', expect.stringMatching(/^ {2}[\d:.]{12} WARN create: slow$/)]);
  });

  it('shows what its function says after it was answered, with its end', async () => {
    const lines: string[] = [];
    const terminal = createTerminal({ print: (text) => lines.push(text), verbose: false, settleMs: 1 });
    terminal.request(request(504, { cause: 'Execution timed out' }));
    await sleep(10);
    terminal.log('late', 'create', 'r1');
    terminal.invocation(ended({ result: failing }));
    await sleep(10);

    expect(lines.slice(2)).toEqual([expect.stringMatching(/create failed: TypeError: no x$/), '  late']);
  });
});

describe('a batch on the terminal', () => {
  it.each([
    ['that fails', failing, 'create failed: TypeError: no x'],
    [
      'of which records fail',
      { kind: 'result', payload: { batchItemFailures: [{ itemIdentifier: 'a' }] } },
      'create: 1 of 2 records failed',
    ],
  ] as const)('%s shows its log lines under it', async (_, result, head) => {
    const lines = await printed((terminal) => {
      terminal.log(line('INFO', 'begun'), 'create', 'r1');
      terminal.invocation(ended({ records: 2, result }));
    });

    expect(lines).toEqual([head, '  INFO create: begun']);
  });

  it('that succeeds shows its warnings alone', async () => {
    const lines = await printed((terminal) => {
      terminal.log(line('INFO', 'begun'), 'create', 'r1');
      terminal.log(line('ERROR', 'moved'), 'create', 'r1');
      terminal.invocation(ended({ records: 1, result: { kind: 'result', payload: { batchItemFailures: [] } } }));
    });

    expect(lines).toEqual(['ERROR create: moved']);
  });
});

describe('a line of no invocation', () => {
  it('is shown at once, as it is', async () => {
    expect(await printed((terminal) => terminal.log('The engine ended.', 'dynamodb'))).toEqual([
      'dynamodb: The engine ended.',
    ]);
  });

  it('of the access log is in its file alone', async () => {
    expect(await printed((terminal) => terminal.log('{}', 'access'))).toEqual([]);
  });
});

it('a name is said without the app and the stage that it begins with', () => {
  expect(withoutStage('bus room-bookings-local > queue room-bookings-local-cleanings', 'room-bookings')).toBe(
    'bus room-bookings-local > queue cleanings',
  );
});
