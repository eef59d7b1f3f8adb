import { generate } from '../../../contract/generate/index.ts';
import type { GraphContract } from '../../../runtime/graph/contract.ts';
import { consumers, contract, events, eventsFolder } from '../../../testkit/sample/contract.ts';
import { GeneratedSample } from '../../contract/generated-sample.ts';
import { graphText, read } from '../../contract/graph/graph.ts';

const made = new Map<string, Promise<GraphContract>>();

/** The generated contract of a graph of the sample, as functions load it; made once for each text. */
export function generatedGraph(text = graphText): Promise<GraphContract> {
  const known = made.get(text) ?? newGraph(text);
  made.set(text, known);
  return known;
}

async function newGraph(text: string): Promise<GraphContract> {
  const files = await generate(contract, { folder: eventsFolder, events, consumers }, { graph: read(text) });
  const sample = new GeneratedSample(files);
  return (await sample.load<{ graph: GraphContract }>('graph/contract.ts')).graph;
}
