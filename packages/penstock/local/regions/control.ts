import type { GatewayRequest, Reply } from '../apigateway/request-context.ts';
import { isObject, parseJson, texts } from '../json.ts';
import type { Beside } from '../serve.ts';
import type { RegionSwitch, RegionsChange, RegionsState } from './switch.ts';

const path = '/_local/regions';

/** `GET`, `PATCH`, `DELETE /_local/regions`: which regions run, and how late replicas are; every region answers it. */
export function createRegionsControl({ state, change, clear }: RegionSwitch): Beside {
  const answer = async (request: GatewayRequest): Promise<Reply> => {
    if (request.method === 'PATCH') {
      try {
        await change(readChange(request, state()));
      } catch (error) {
        return json(400, { error: error instanceof Error ? error.message : String(error) });
      }
    } else if (request.method === 'DELETE') {
      await clear();
    } else if (request.method !== 'GET') {
      return json(404, { error: `There is no ${request.method} ${path}.` });
    }
    return json(200, state());
  };
  return { serves: (wanted) => wanted === path, answer };
}

/** @throws RangeError for what is no change */
function readChange({ body }: GatewayRequest, { regions }: RegionsState): RegionsChange {
  const wanted = parseJson(body.toString('utf8'));
  if (!isObject(wanted)) throw new RangeError('The change is a JSON object.');
  const { lagMs, ...named } = wanted;
  const unknown = Object.keys(named).find((name) => name !== 'stop' && name !== 'start');
  if (unknown !== undefined) throw new RangeError(`${unknown} is none of stop, start, lagMs.`);
  const [stop, start] = [texts(named.stop), texts(named.start)];
  const names = regions.map(({ region }) => region);
  const stranger = [...stop, ...start].find((name) => !names.includes(name));
  if (stranger !== undefined) throw new RangeError(`There is no region ${stranger}; there are ${names.join(', ')}.`);
  if (lagMs === undefined) return { stop, start };
  if (typeof lagMs === 'number' && lagMs >= 0) return { stop, start, lagMs };
  throw new RangeError(`lagMs is 0 or more, received ${JSON.stringify(lagMs)}.`);
}

function json(status: number, body: object): Reply {
  return { status, headers: [['Content-Type', 'application/json']], body: JSON.stringify(body) };
}
