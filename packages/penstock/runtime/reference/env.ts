import { readEnvironment } from '../env.ts';

/** What the function that describes an API is told of its stage. Throws one error that names all that is missing. */
const readReferenceEnv = () => readEnvironment(['REFERENCE_PAGES']);

export type ReferenceVariable = keyof ReturnType<typeof readReferenceEnv>;

/** The names of what the stage serves. */
export const lambdaPages = (): readonly string[] => readReferenceEnv().REFERENCE_PAGES.split(' ');
