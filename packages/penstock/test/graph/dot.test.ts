import { describe, expect, it } from '@jest/globals';
import { dotOf } from '../../graph/dot.ts';
import { joined, type Part } from '../../graph/picture.ts';
import { svgOf } from '../../graph/svg.ts';

const part = (id: string, title = id): Part => ({ id, kind: 'queue', title, lines: [] });

describe('pictures', () => {
  it('are joined: a part once, a link only between parts that are there', () => {
    const picture = joined([
      { parts: [part('a', 'first'), part('b')], links: [{ from: 'a', to: 'b', lines: [] }] },
      {
        parts: [part('a', 'second')],
        links: [
          { from: 'a', to: 'b', lines: [] },
          { from: 'b', to: 'c', lines: [] },
        ],
      },
    ]);
    expect(picture).toEqual({
      parts: [part('a', 'first'), part('b')],
      links: [{ from: 'a', to: 'b', lines: [] }],
    });
  });

  it('draw what failed with a dashed line, and any name as it is', async () => {
    const link = { from: 'a', to: 'b', lines: ['after 3 receives'], failure: true };
    const dot = dotOf({ parts: [part('a', '<A> & "co"'), part('b')], links: [link] }, 'The "system"');
    const svg = await svgOf(dot, 'The "system"');
    expect(svg.startsWith('<svg') && svg.endsWith('</svg>\n')).toBe(true);
    expect(svg).toContain('&lt;A&gt; &amp; &quot;co&quot;');
    expect(svg).toContain('The &quot;system&quot;');
    expect(svg).toContain('after 3 receives');
    expect(svg).toContain('stroke-dasharray');
    expect(await svgOf(dot, 'The "system"')).toBe(svg);
  });

  it('let a link against the way of the messages decide no place', () => {
    const back = { from: 'b', to: 'a', lines: [], back: true };
    expect(dotOf({ parts: [part('a'), part('b')], links: [back] }, 'x')).toContain(
      'n1 -> n0 [label="", constraint=false]',
    );
  });
});
