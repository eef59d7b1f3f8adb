import { type JsonObject, list, object, text } from '../json.ts';

/** The mock integration of an `AWS::ApiGateway::Method` in the members of the OpenAPI extension. */
export function mockDocument(integration: JsonObject): JsonObject {
  const { PassthroughBehavior, ContentHandling, RequestTemplates } = integration;
  const passthrough = text(PassthroughBehavior)?.toLowerCase();
  const responses = list(integration.IntegrationResponses).map(object).map(responseOf);
  return {
    type: 'mock',
    ...(passthrough === undefined ? {} : { passthroughBehavior: passthrough }),
    ...(ContentHandling === undefined ? {} : { contentHandling: ContentHandling }),
    requestTemplates: object(RequestTemplates),
    responses: Object.fromEntries(responses),
  };
}

function responseOf(response: JsonObject): readonly [pattern: string, response: JsonObject] {
  const { SelectionPattern, StatusCode, ContentHandling, ResponseParameters, ResponseTemplates } = response;
  const members = {
    statusCode: StatusCode,
    ...(ContentHandling === undefined ? {} : { contentHandling: ContentHandling }),
    responseParameters: object(ResponseParameters),
    responseTemplates: object(ResponseTemplates),
  };
  const pattern = text(SelectionPattern) ?? '';
  return [pattern === '' ? 'default' : pattern, members];
}

/**
 * What a deployment refuses: an answer of the integration that the method does not have.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-settings-method-response.html
 */
export function unansweredMappings(method: JsonObject): readonly (readonly [message: string, at: string])[] {
  const answers = new Map(
    list(method.MethodResponses)
      .map(object)
      .map(({ StatusCode, ResponseParameters }) => [String(StatusCode), object(ResponseParameters)]),
  );
  const responses = list(object(method.Integration).IntegrationResponses).map(object);
  return responses.flatMap(({ StatusCode, ResponseParameters }, index): (readonly [string, string])[] => {
    const at = `Integration.IntegrationResponses[${index}]`;
    const answer = answers.get(String(StatusCode));
    if (answer === undefined) {
      return [[`the method has no response of status ${String(StatusCode)}: add one to MethodResponses.`, at]];
    }
    return Object.keys(object(ResponseParameters))
      .filter((name) => answer[name] === undefined)
      .map((name) => [`the method's response ${String(StatusCode)} has no ${name}: add it to MethodResponses.`, at]);
  });
}
