import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, type GraphQLSchema } from 'graphql';
import { subgraphOf } from '../../contract/graph/federation/subgraph-sdl.ts';

const sdlOf = (name: string): string => readFileSync(join(import.meta.dirname, `${name}.graphql`), 'utf8');

/** Graphs for tests: parcels, and the carriers that a second subgraph knows of them. */
export const parcelsSdl = sdlOf('parcels');

/** The schema that a subgraph with this SDL serves. */
export const schemaOf = (sdl: string): GraphQLSchema => buildSchema(subgraphOf(sdl).executable);

export const parcelsSchema = schemaOf(parcelsSdl);

/** Of the carriers, who know parcels by their id. */
export const carriersSdl = sdlOf('carriers');
