/**
 * What begins with a tenant's name in a key of a table or an index, so that no tenant reaches what is another's: an
 * item's id, or the state that a list is about.
 */
export const tenantKey = (tenant: string, name: string): string => `${tenant}#${name}`;
