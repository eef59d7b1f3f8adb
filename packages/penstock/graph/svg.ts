import { instance } from '@viz-js/viz';

/**
 * Draws what is written in the language of Graphviz. The same text gives the same picture on every machine.
 *
 * @param title what it is a picture of, for whom does not see it
 */
export async function svgOf(dot: string, title: string): Promise<string> {
  const viz = await instance();
  const drawn = viz.renderString(dot, { format: 'svg', engine: 'dot' });
  const svg = drawn.slice(drawn.indexOf('<svg')).trim();
  return `${svg.replace('<svg', `<svg role="img" aria-label="${title.replaceAll('"', '&quot;')}"`)}\n`;
}
