/** The lists of `@requiresScopes`; undefined where a field has none. */
export const scopesOf = (
  values: Readonly<Record<string, unknown>> | undefined,
): readonly (readonly string[])[] | undefined =>
  values === undefined ? undefined : (values.scopes as readonly (readonly string[])[]);
