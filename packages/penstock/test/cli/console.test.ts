import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { agreed } from '../../cli/consent.ts';
import { terminal } from '../../cli/console.ts';

function screen({ tty }: { readonly tty: boolean }) {
  const input = Object.assign(new PassThrough(), { isTTY: tty });
  const output = Object.assign(new PassThrough(), { isTTY: tty });
  const signals = new EventEmitter();
  const shown = () => String(output.read() ?? '');
  return { input, signals, shown, console: terminal({ input, output, process: signals }) };
}

describe('the terminal', () => {
  it('rewrites the progress in place, over what was longer before', () => {
    const { console, shown } = screen({ tty: true });
    console.progress('10 moved');
    console.progress('9 left');
    console.done();
    console.done();
    expect(shown()).toBe('\r10 moved\r9 left  \n');
  });

  it('prints only the last progress where nobody watches, and asks nobody', () => {
    const { console, shown } = screen({ tty: false });
    console.progress('1 moved');
    console.progress('2 moved');
    console.done();
    console.print('over');
    expect(shown()).toBe('2 moved\nover\n');
    expect(console.interactive).toBe(false);
  });

  it('asks, and gives the answer', async () => {
    const { console, input, shown } = screen({ tty: true });
    const answer = console.ask('Sure? ');
    input.write('y\r');
    expect(await answer).toBe('y');
    expect(shown()).toContain('Sure? ');
  });

  it.each([
    ['Ctrl-C', '\x03'],
    ['Ctrl-D', '\x04'],
  ])('takes %s at a question for no', async (_, key) => {
    const { console, input } = screen({ tty: true });
    const answer = agreed({ dryRun: false, yes: false }, console, 'Sure?');
    input.write(key);
    await expect(answer).rejects.toThrow('Nothing was changed.');
  });

  it('takes an interrupt of the process at a question for no', async () => {
    const { console, signals } = screen({ tty: true });
    const answer = console.ask('Sure? ');
    signals.emit('SIGINT');
    expect(await answer).toBe('');
    expect(console.signal.aborted).toBe(true);
  });

  it('waits, and no longer once somebody asks to stop', async () => {
    const { console, signals } = screen({ tty: true });
    await console.pause(1);
    const pause = console.pause(600_000);
    signals.emit('SIGINT');
    await expect(pause).resolves.toBeUndefined();
  });

  it('leaves a second Ctrl-C to the process, which it ends', () => {
    const { signals } = screen({ tty: true });
    signals.emit('SIGINT');
    expect(signals.listenerCount('SIGINT')).toBe(0);
  });
});
