import type { ParameterStyle } from '../../operation-contract.ts';

/** A parameter as it was sent. Each form is undefined where nothing was; what is in none of the form throws a RangeError. */
export interface Written {
  /** As the text of one value. */
  text(): string | undefined;
  /** As the texts of a list. */
  parts(): readonly string[] | undefined;
  /** As the names and texts of members. */
  entries(): readonly Entry[] | undefined;
}

export type Entry = readonly [name: string, text: string];

export interface Writing {
  readonly name: string;
  readonly style: ParameterStyle;
  readonly explode: boolean;
}

/** The members that a list of names and texts in turn stands for: `R,100,G,200`. */
export function inTurn(parts: readonly string[]): readonly Entry[] {
  if (parts.length % 2 !== 0) throw new RangeError('must name a member and its value in turn');
  return Array.from({ length: parts.length / 2 }, (_, index) => [parts[index * 2] ?? '', parts[index * 2 + 1] ?? '']);
}

/** `R=100`. */
export function pairOf(text: string): Entry {
  const at = text.indexOf('=');
  if (at < 1) throw new RangeError('must have = between the name of a member and its value');
  return [text.slice(0, at), text.slice(at + 1)];
}

/** No text is no item: a list that is empty has no other way to be written. */
export const split = (text: string, delimiter: string | RegExp): readonly string[] =>
  text === '' ? [] : text.split(delimiter);
