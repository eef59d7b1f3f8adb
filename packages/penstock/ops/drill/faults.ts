import { UserError } from '../../cli/user-error.ts';

/** What goes wrong in a local cloud, as its control path takes it. */
export interface StageFaults {
  areSet(): Promise<boolean>;
  set(plan: Readonly<Record<string, number>>): Promise<void>;
  clear(): Promise<void>;
}

export function stageFaults(origin: string): StageFaults {
  const ask = async (method: string, body?: object): Promise<unknown> => {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(`${origin}/_local/faults`, { method, ...sent });
    if (!response.ok) throw new UserError(`${origin} answers ${response.status}: ${await response.text()}`);
    return response.json();
  };
  return {
    areSet: async () => Object.keys(Object((await ask('GET')) as object).plan ?? {}).length > 0,
    set: async (plan) => void (await ask('PUT', plan)),
    clear: async () => void (await ask('DELETE')),
  };
}
