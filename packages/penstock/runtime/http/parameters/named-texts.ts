import type { ObjectShape, ParameterContract, ParameterStyle, ValueShape } from '../../operation-contract.ts';
import { onlyText } from './plain-value.ts';
import { type Entry, inTurn, split, type Writing, type Written } from './written.ts';

/** The texts by the names that they were sent with: a query, cookies, the fields of a form. */
export type NamedTexts = ReadonlyMap<string, readonly string[]>;

export type Claiming = Pick<ParameterContract, 'name' | 'type' | 'style' | 'explode'>;

const delimiters: Partial<Record<ParameterStyle, string>> = { form: ',', spaceDelimited: ' ', pipeDelimited: '|' };

const writingOf = ({ name, style = 'form', explode = style === 'form' }: Claiming): Writing => ({
  name,
  style,
  explode,
});

/** The names that each parameter takes; an object that is open takes those that no other does. */
export function claims(
  contracts: readonly Claiming[],
  names: readonly string[],
): ReadonlyMap<Claiming, readonly string[]> {
  const taken = new Map(contracts.map((contract) => [contract, names.filter((name) => isNamed(contract, name))]));
  const left = names.filter((name) => ![...taken.values()].some((some) => some.includes(name)));
  const open = contracts.find((contract) => spreads(contract) && objectsOf(contract.type).some(({ others }) => others));
  if (open !== undefined) taken.set(open, [...(taken.get(open) ?? []), ...left]);
  return taken;
}

function isNamed(contract: Claiming, name: string): boolean {
  const objects = objectsOf(contract.type);
  const isWhole = objects.length < shapesOf(contract.type).length;
  if (writingOf(contract).style === 'deepObject') {
    return (isWhole && name === contract.name) || (name.startsWith(`${contract.name}[`) && name.endsWith(']'));
  }
  if (!spreads(contract)) return name === contract.name;
  return (isWhole && name === contract.name) || objects.some(({ members }) => Object.hasOwn(members, name));
}

/** Whether the members of an object are sent by their own names. */
function spreads(contract: Claiming): boolean {
  const { style, explode } = writingOf(contract);
  return style === 'form' && explode && objectsOf(contract.type).length > 0;
}

const shapesOf = (type: ValueShape) => (typeof type === 'object' && 'oneOf' in type ? type.oneOf : [type]);

const objectsOf = (type: ValueShape): readonly ObjectShape[] =>
  shapesOf(type).filter((shape) => typeof shape === 'object' && 'members' in shape);

/** A parameter among named texts, which are decoded: what a delimiter stands in cannot be told from a delimiter. */
export function amongNamed(contract: Claiming, own: readonly string[], texts: NamedTexts): Written {
  const writing = writingOf(contract);
  const { name, style, explode } = writing;
  const all = texts.get(name);
  const text = (): string | undefined => onlyText(all);
  const delimited = (): readonly string[] | undefined => {
    const whole = text();
    return whole === undefined ? undefined : split(whole, delimiters[style] ?? ',');
  };
  return {
    text,
    parts: () => (explode ? all : delimited()),
    entries: () => {
      if (style === 'deepObject')
        return entriesOf(
          own.filter((one) => one !== name),
          texts,
          (one) => one.slice(name.length + 1, -1),
        );
      if (explode) return entriesOf(own, texts, (one) => one);
      const parts = delimited();
      return parts && inTurn(parts);
    },
  };
}

function entriesOf(
  names: readonly string[],
  texts: NamedTexts,
  memberOf: (name: string) => string,
): readonly Entry[] | undefined {
  const entries = names.flatMap((name) => (texts.get(name) ?? []).map((text): Entry => [memberOf(name), text]));
  return entries.length === 0 ? undefined : entries;
}
