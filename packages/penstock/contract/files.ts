/** Where an app has what it promises, and what is derived from it; relative to its folder. */
export const contractFile = 'contract/openapi.yaml';
export const generatedFolder = 'functions/generated';

/** The folder of the events, beside the contract. */
export const eventsBeside = 'events';
export const eventsFolder = 'contract/events';
