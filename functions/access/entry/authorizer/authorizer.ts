/** Decides for the gateway which operations a caller may call: what the contract says of callers, it checks. */
export { handler } from '../../../generated/authorizer.ts';
