/** Where an app has what it promises, and what is derived from it; relative to its folder. */
export const contractFile = 'contract/openapi.yaml';
export const generatedFolder = 'functions/generated';

/** The folder of the events, beside the contract. */
export const eventsBeside = 'events';
/** The graph, where an app has one, beside the contract. */
export const graphBeside = 'graph.graphql';
export const eventsFolder = 'contract/events';

/** What the graph's clients ask for, beside the contract: one or more operations a file. */
export const documentsBeside = 'graph/documents';

/** The SDL of the subgraphs that the graph is federated with, beside the contract. */
export const subgraphsBeside = 'graph/subgraphs';
