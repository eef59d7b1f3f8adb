import { describe, expect, it } from '@jest/globals';
import { type Command, readCommand } from '../../cli/command.ts';
import { nearest } from '../../cli/nearest.ts';
import { readOptions } from '../../cli/options.ts';

const command: Command = {
  name: 'npm run thing --',
  summary: 'Does the thing.',
  options: {
    port: { value: 'PORT', default: '3000', help: 'of the API' },
    'provider-port': { value: 'PORT', help: 'of the provider' },
    fresh: { help: 'begins anew' },
  },
  notes: ['That is all.'],
};
const read = (...args: string[]) => readCommand(command, args);

describe('a command line', () => {
  it('gives what was said, and the defaults of what was not', () => {
    expect(read('--fresh', '--provider-port=9')).toEqual({
      kind: 'run',
      values: { port: '3000', 'provider-port': '9', fresh: true },
      word: '',
    });
  });

  it.each([['--help'], ['-h'], ['--nonsense', '--help'], ['word', '-h']])('explains itself on %j', (...args) => {
    expect(read(...args)).toEqual({
      kind: 'help',
      text: [
        'npm run thing -- [OPTIONS]',
        '',
        'Does the thing.',
        '',
        '  --port PORT           of the API (default: 3000)',
        '  --provider-port PORT  of the provider',
        '  --fresh               begins anew',
        '  --help                shows this',
        '',
        'That is all.',
      ].join('\n'),
    });
  });

  it.each([
    [['--prot', '1'], 'There is no option --prot; did you mean --port?'],
    [['--provider', '1'], 'There is no option --provider; did you mean --provider-port?'],
    [['--chaos'], 'There is no option --chaos.'],
    [['--constructor'], 'There is no option --constructor.'],
    [['-p', '1'], 'There is no option -p.'],
    [['--port'], '--port takes a value; one that begins with a dash is given as --port=VALUE.'],
    [['--port', '--fresh'], '--port takes a value; one that begins with a dash is given as --port=VALUE.'],
    [['--fresh=yes'], '--fresh takes no value, received "yes".'],
    [['again'], '"again" is no option, and no word is expected here.'],
  ])('fails on %j in one line that says where there is help', (args, message) => {
    expect(() => read(...args)).toThrow(
      expect.objectContaining({
        name: 'UsageError',
        message: `${message} npm run thing -- --help shows what there is.`,
      }),
    );
  });

  it('takes a value that begins with a dash after =', () => {
    expect(readOptions(command.options, ['--port=-1']).values.port).toBe('-1');
  });

  it('hands on its words', () => {
    expect(readOptions(command.options, ['a', '--port', '1', 'b']).words).toEqual(['a', 'b']);
  });
});

describe('the nearest name', () => {
  const names = ['port', 'stage', 'fresh', 'verbose', 'provider-port'];

  it.each([
    ['prot', 'port'],
    ['ports', 'port'],
    ['prt', 'port'],
    ['stgae', 'stage'],
    ['verb', 'verbose'],
    ['proivder-port', 'provider-port'],
    ['tenant', undefined],
    ['x', undefined],
  ])('to %s is %s', (word, name) => {
    expect(nearest(word, names)).toBe(name);
  });
});
