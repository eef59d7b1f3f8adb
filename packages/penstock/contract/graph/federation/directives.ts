/**
 * The directives of federation 2 by their names without a prefix.
 *
 * @see https://www.apollographql.com/docs/graphos/schema-design/federated-schemas/reference/directives
 */
export const federationDirectives: Readonly<Record<string, string>> = {
  key: '(fields: federation__FieldSet!, resolvable: Boolean = true) repeatable on OBJECT | INTERFACE',
  external: ' on OBJECT | FIELD_DEFINITION',
  requires: '(fields: federation__FieldSet!) on FIELD_DEFINITION',
  provides: '(fields: federation__FieldSet!) on FIELD_DEFINITION',
  shareable: ' repeatable on OBJECT | FIELD_DEFINITION',
  override: '(from: String!, label: String) on FIELD_DEFINITION',
  extends: ' on OBJECT | INTERFACE',
  interfaceObject: ' on OBJECT',
  composeDirective: '(name: String!) repeatable on SCHEMA',
  inaccessible:
    ' on FIELD_DEFINITION | OBJECT | INTERFACE | UNION | ARGUMENT_DEFINITION | SCALAR | ENUM | ENUM_VALUE | INPUT_OBJECT | INPUT_FIELD_DEFINITION',
  tag: '(name: String!) repeatable on FIELD_DEFINITION | OBJECT | INTERFACE | UNION | ARGUMENT_DEFINITION | SCALAR | ENUM | ENUM_VALUE | INPUT_OBJECT | INPUT_FIELD_DEFINITION | SCHEMA',
  authenticated: ' on FIELD_DEFINITION | OBJECT | INTERFACE | SCALAR | ENUM',
  requiresScopes: '(scopes: [[federation__Scope!]!]!) on FIELD_DEFINITION | OBJECT | INTERFACE | SCALAR | ENUM',
};

/** What an SDL links another specification with; federation's own is linked by it too. */
export const linkDirective =
  '(url: String!, as: String, for: link__Purpose, import: [link__Import]) repeatable on SCHEMA';
