/** Says what the API is: its OpenAPI document, and the catalog that leads to it. */
export { handler } from '../../../generated/reference.ts';
