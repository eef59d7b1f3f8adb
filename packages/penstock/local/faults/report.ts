import { type JsonObject, list, object, texts } from '../json.ts';

/**
 * What is set and what has happened, in lines for a person.
 *
 * @param found of pollers and bus; absent: their region is stopped
 * @param provider the dial; absent: there is no provider, or it is not told
 * @param regions absent: there is one
 */
export function faultReport(
  found: JsonObject | undefined,
  provider: JsonObject | undefined,
  regions: JsonObject | undefined,
): readonly string[] {
  return [...pollersReport(found), ...providerReport(provider), ...regionsReport(regions)];
}

function pollersReport(found: JsonObject | undefined): readonly string[] {
  if (found === undefined) return ['Pollers and bus: stopped with their region'];
  const { functions, seed, ...chances } = object(found.plan);
  const only = functions === undefined ? '' : `, for ${texts(functions).join(', ')} alone`;
  const set = pairs(chances);
  return [
    `Pollers and bus: ${set === '' ? 'no faults' : `${set}${only}, seed ${seed ?? 1}`}`,
    ...(set === '' ? [] : [`  happened: ${pairs(object(found.counts)) || 'nothing yet'}`]),
  ];
}

function providerReport(provider: JsonObject | undefined): readonly string[] {
  if (provider === undefined) return [];
  const { seed, ...dial } = provider;
  const wrong = pairs(dial);
  return [`Provider: ${wrong === '' ? 'no faults' : `${wrong}, seed ${seed}`}`];
}

function regionsReport(state: JsonObject | undefined): readonly string[] {
  if (state === undefined) return [];
  const regions = list(state.regions)
    .map(object)
    .map(({ region, isRunning }) => (isRunning === true ? region : `${region} stopped`));
  return [`Regions: ${regions.join(', ')}; replication lag ${state.lagMs} ms`];
}

/** Those that are not off, e.g. `duplicate 0.05, hang`. */
function pairs(values: JsonObject): string {
  return Object.entries(values)
    .filter(([, value]) => value !== 0 && value !== false)
    .map(([name, value]) => (value === true ? name : `${name} ${value}`))
    .join(', ');
}
