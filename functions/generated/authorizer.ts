// Generated from the contract (Orders 1.0.0) by `npm run generate`. Change the contract, not this file.
import { lambdaAuthorizer } from 'penstock/runtime/access/authorizer';
import { routes } from './routes.ts';

/** Decides for the gateway which operations a caller may call. */
export const handler = lambdaAuthorizer(routes);
