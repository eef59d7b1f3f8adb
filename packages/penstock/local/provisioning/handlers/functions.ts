import type { AwsEndpoint } from '../../endpoint/server.ts';
import type { LambdaService } from '../../lambda/service.ts';
import { HandlerError } from '../failure.ts';
import type { Handler } from '../handler.ts';

/** A function is there when its handler has loaded, which may call AWS as the function. */
export function functionHandler(lambda: LambdaService, endpoint: AwsEndpoint): Handler {
  return {
    put: async ({ arn }, { functions }) => {
      const fn = functions.find((one) => one.arn === arn);
      if (fn === undefined) return;
      const before = [...lambda.functions()].find((one) => one.arn === arn);
      endpoint.put(fn);
      const error = await lambda.put(fn);
      if (error === undefined) return;
      if (before === undefined) endpoint.remove(fn.name);
      else endpoint.put(before);
      throw new HandlerError(fn.name, `${error.errorType}: ${error.errorMessage.split('\n')[0]}`);
    },
    remove: async ({ id, arn }) => {
      lambda.remove(arn);
      endpoint.remove(id);
    },
  };
}
