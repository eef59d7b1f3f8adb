import { createTerminal, type Terminal } from './terminal.ts';

interface TerminalsOptions {
  readonly verbose: boolean;
  /** Whether each line says whose it is. */
  readonly areSeveral: boolean;
}

/** A terminal for each region. */
export function terminals(
  print: (line: string) => void,
  { verbose, areSeveral }: TerminalsOptions,
): (region: string) => Terminal {
  const made = new Map<string, Terminal>();
  return (region) => {
    const printHere = areSeveral ? (line: string) => print(`${region}  ${line}`) : print;
    const terminal = made.get(region) ?? createTerminal({ print: printHere, verbose });
    made.set(region, terminal);
    return terminal;
  };
}
