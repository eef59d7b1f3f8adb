import { join } from 'node:path';
import { loadEvents } from '../../contract/events/load.ts';
import { loadContract } from '../../contract/load.ts';

/** A small app for the tests of the kit: parcels that are registered, labelled and announced. */
export const contractFile = join(import.meta.dirname, 'contract/openapi.yaml');
export const eventsFolder = join(import.meta.dirname, 'contract/events');

export const contract = loadContract(contractFile);
export const { events, consumers } = loadEvents(eventsFolder, contract);
