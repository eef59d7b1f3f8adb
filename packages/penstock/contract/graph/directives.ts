/**
 * What a graph may say beside the language itself; the kit owns these, and an app's file defines none of them.
 * `@cost` and `@listSize` are those of IBM's cost specification, `@requiresScopes` has the shape of Apollo Federation's.
 * @see https://ibm.github.io/graphql-specs/cost-spec.html
 */
export const runtimeDirectives = /* GraphQL */ `
"What a field, an argument or a type adds to the cost of an operation."
directive @cost(weight: String!) on ARGUMENT_DEFINITION | ENUM | FIELD_DEFINITION | INPUT_FIELD_DEFINITION | OBJECT | SCALAR
"How long a list may be: the value of an argument, or what is assumed."
directive @listSize(
  assumedSize: Int
  slicingArguments: [String!]
  sizedFields: [String!]
  requireOneSlicingArgument: Boolean = true
) on FIELD_DEFINITION
"The scopes that a caller needs: all of one of the lists."
directive @requiresScopes(scopes: [[String!]!]!) on FIELD_DEFINITION
"Seconds for which a caller may keep what it got, or that its parent's hold for it. Nobody but the caller may."
directive @cacheControl(maxAge: Int, inheritMaxAge: Boolean) on FIELD_DEFINITION | OBJECT | INTERFACE | UNION
`;

/** What is derived from and not handed on. */
export const contractDirectives = /* GraphQL */ `
"The promises of the endpoint, as x-penstock makes those of an operation."
directive @penstock(
  throttle: PenstockThrottle
  timeout: Int
  concurrency: Int
  slo: PenstockSlo
) on SCHEMA
input PenstockThrottle {
  rate: Float
  burst: Int
}
input PenstockSlo {
  availability: Float
  p99: Int
}
"The operation of the REST contract whose use case the field serves."
directive @useCase(operationId: String!) on FIELD_DEFINITION
"The parameter of that operation that the argument stands for; by default the one of its own name."
directive @parameter(name: String!) on ARGUMENT_DEFINITION
"The last day that what is deprecated works."
directive @sunset(date: String!) on FIELD_DEFINITION | ARGUMENT_DEFINITION | INPUT_FIELD_DEFINITION | ENUM_VALUE
`;

/** Directives and types that functions are not given. */
export const contractOnly: ReadonlySet<string> = new Set([
  'penstock',
  'useCase',
  'parameter',
  'sunset',
  'PenstockThrottle',
  'PenstockSlo',
]);

/** Scalars that a graph has by naming them, and their types in code. */
export const kitScalars: Readonly<Record<string, { readonly sdl: string; readonly type: string }>> = {
  DateTime: {
    sdl: '"A date and time with its offset (RFC 3339)."\nscalar DateTime @specifiedBy(url: "https://scalars.graphql.org/andimarek/date-time.html")\n',
    type: 'string',
  },
  SafeInt: {
    sdl: '"An integer that a JSON number carries exactly, from -(2^53 - 1) to 2^53 - 1."\nscalar SafeInt\n',
    type: 'number',
  },
};
