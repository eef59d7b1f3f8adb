import { Code, literal } from '../contract/generate/literal.ts';
import type { Parameter, ParameterStyle } from '../contract/model.ts';

interface Written {
  readonly name: string;
  readonly style: ParameterStyle | 'json';
  readonly explode: boolean;
  readonly in: Parameter['in'];
}

/** The code that writes a parameter; undefined where its values are one text each, which needs none. */
export function styleOf({ name, in: place, type, style, explode }: Parameter): Code | undefined {
  if (type === 'json') return styledCode({ name, style: 'json', explode: false, in: place });
  const isPlain = style === (place === 'query' ? 'form' : 'simple');
  return typeof type === 'string' && isPlain ? undefined : styledCode({ name, style, explode, in: place });
}

export function styledCode({ name, style, explode, in: place }: Written): Code {
  const options = {
    explode: style === 'json' || explode === (style === 'form') ? undefined : explode,
    in: place === 'query' ? undefined : place,
  };
  const isDefault = options.explode === undefined && options.in === undefined;
  return new Code(`core.styled(${literal(name)}, ${literal(style)}${isDefault ? '' : `, ${literal(options)}`})`);
}
