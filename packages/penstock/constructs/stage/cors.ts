import type { Cors } from '../../contract/cors.ts';
import type { Contract } from '../../contract/model.ts';
import type { Stage } from './stage.ts';

/** Which pages may call the API in a stage: those of the contract, or of the stage in their place. */
export function corsOf({ cors: ofStage }: Pick<Stage, 'cors'>, { cors }: Pick<Contract, 'cors'>): Cors | undefined {
  return cors && { ...cors, ...ofStage };
}
