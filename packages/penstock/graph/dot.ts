import type { Kind, Link, Part, Picture } from './picture.ts';

interface Look {
  readonly shape: string;
  readonly fill: string;
  readonly line: string;
}

const looks: Readonly<Record<Kind, Look>> = {
  route: { shape: 'box', fill: '#f5f3ff', line: '#7c3aed' },
  function: { shape: 'box', fill: '#fff7ed', line: '#c2410c' },
  table: { shape: 'cylinder', fill: '#eff6ff', line: '#1d4ed8' },
  queue: { shape: 'rect', fill: '#fdf2f8', line: '#be185d' },
  'dead-letters': { shape: 'rect', fill: '#fef2f2', line: '#b91c1c' },
  bus: { shape: 'hexagon', fill: '#f0fdf4', line: '#15803d' },
  rule: { shape: 'box', fill: '#f7fee7', line: '#4d7c0f' },
};

/**
 * A picture in the language of Graphviz.
 *
 * @see https://graphviz.org/doc/info/lang.html
 */
export function dotOf({ parts, links }: Picture, title: string): string {
  const numbers = new Map(parts.map(({ id }, number) => [id, `n${number}`]));
  return [
    'digraph {',
    `graph [label=${quoted(title)}, labelloc=t, labeljust=l, rankdir=LR, nodesep=0.16, ranksep=0.32, bgcolor=white, ${font(12)}]`,
    `node [style="filled,rounded", penwidth=1.1, margin="0.3,0.07", ${font(11)}]`,
    `edge [color="#6b7280", fontcolor="#374151", arrowsize=0.6, ${font(8)}]`,
    ...parts.map((part) => `${numbers.get(part.id)} ${attributesOf(part)}`),
    `{rank=min; ${parts
      .filter(({ kind }) => kind === 'route')
      .map(({ id }) => numbers.get(id))
      .join('; ')}}`,
    ...links.map((link) => `${numbers.get(link.from)} -> ${numbers.get(link.to)} ${linkAttributes(link)}`),
    '}',
    '',
  ].join('\n');
}

const font = (size: number): string => `fontname="Helvetica,Arial,sans-serif", fontsize=${size}`;

function attributesOf({ kind, title, lines }: Part): string {
  const { shape, fill, line } = looks[kind];
  const style = shape === 'box' ? '' : ', style=filled';
  const small = lines.map((text) => `<br/><font point-size="8" color="#4b5563">${escaped(text)}</font>`);
  return `[shape=${shape}${style}, fillcolor="${fill}", color="${line}", label=<${escaped(title)}${small.join('')}>]`;
}

function linkAttributes({ lines, failure, back }: Link): string {
  const style = failure === true ? ', style=dashed, color="#b91c1c"' : '';
  const place = back === true ? ', constraint=false' : '';
  return `[label=${quoted(lines.join('\n'))}${style}${place}]`;
}

const quoted = (text: string): string => JSON.stringify(text);

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
