import { EventEmitter } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { quietOnClosedPipe } from '../../cli/closed-pipe.ts';

const parts = () => Object.assign(new EventEmitter(), { stdout: new EventEmitter(), stderr: new EventEmitter() });
const failure = (code: string) => Object.assign(new Error(code), { code });

describe('a command whose reader has gone', () => {
  it.each(['EPIPE', 'ERR_STREAM_DESTROYED'])('goes on without a word on %s', (code) => {
    const own = parts();
    quietOnClosedPipe(own);

    for (const stream of [own.stdout, own.stderr]) expect(() => stream.emit('error', failure(code))).not.toThrow();
  });

  it('stops once, as on SIGTERM, where it runs until a signal', () => {
    const own = parts();
    const signals: string[] = [];
    own.on('SIGTERM', (signal) => signals.push(signal));
    quietOnClosedPipe(own);
    for (const code of ['EPIPE', 'EPIPE', 'ERR_STREAM_DESTROYED']) own.stdout.emit('error', failure(code));

    expect(signals).toEqual(['SIGTERM']);
  });

  it('fails on any other error of its outputs', () => {
    const own = parts();
    quietOnClosedPipe(own);

    expect(() => own.stdout.emit('error', failure('EIO'))).toThrow('EIO');
  });

  it('listens once, however often it is asked to', () => {
    const own = parts();
    quietOnClosedPipe(own);
    quietOnClosedPipe(own);

    expect(own.stdout.listenerCount('error')).toBe(1);
  });
});
