import { lambdaAuthorizer } from 'penstock/runtime/access/authorizer';
import { routes } from '../../../generated/routes.ts';

/** Decides for the gateway which operations a caller may call. */
export const handler = lambdaAuthorizer(routes);
