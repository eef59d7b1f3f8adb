import { describe, expect, it } from '@jest/globals';
import { createClosers } from '../../local/closers.ts';

function recorded(limitMs?: number) {
  const left: string[] = [];
  const closed: string[] = [];
  const closers = createClosers((what) => left.push(what), limitMs);
  const closing = (what: string) => async () => void closed.push(what);
  return { closers, left, closed, closing };
}

describe('closing', () => {
  it('goes from the latest to the first, each once', async () => {
    const { closers, left, closed, closing } = recorded();
    for (const what of ['engine', 'queues', 'functions']) closers.add(what, closing(what));
    await closers.closeAll();
    await closers.closeAll();

    expect({ closed, left }).toEqual({ closed: ['functions', 'queues', 'engine'], left: [] });
  });

  it('leaves behind and names what does not end, and closes what comes after it', async () => {
    const { closers, left, closed, closing } = recorded(20);
    closers.add('logs', closing('logs'));
    closers.add('engine', () => new Promise(() => {}));
    closers.add('functions', closing('functions'));
    await closers.closeAll();

    expect({ closed, left }).toEqual({ closed: ['functions', 'logs'], left: ['engine'] });
  });

  it('fails with the first error, once everything is closed', async () => {
    const { closers, closed, closing } = recorded();
    closers.add('logs', closing('logs'));
    closers.add('engine', () => Promise.reject(new Error('a lock')));
    closers.add('queues', () => Promise.reject(new Error('no queue')));

    await expect(closers.closeAll()).rejects.toThrow('no queue');
    expect(closed).toEqual(['logs']);
  });
});
