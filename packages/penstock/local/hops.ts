import { object, parseJson, text } from './json.ts';

/** One step of an event through the cloud, e.g. from the bus to a queue. */
export interface Hop {
  readonly from: string;
  readonly to: string;
  /** What moved: the event's type, or how many records. */
  readonly what: string;
  /** The event's or message's id, where there is one. */
  readonly id?: string;
  /** What is wrong with it: shown to whoever did not ask for hops too. */
  readonly warning?: string;
}

export type NotifyHop = (hop: Hop) => void;

/** `bus penstock-local > queue labels: parcels.parcel.registered.v1 par_..._1` */
export function hopLine({ from, to, what, id, warning }: Hop): string {
  return `${from} > ${to}: ${what}${id === undefined ? '' : ` ${id}`}${warning === undefined ? '' : `: ${warning}`}`;
}

/** How a hop names a message: a CloudEvent by its type and id, another by its own id. */
export function messageName(body: unknown, messageId: unknown): Pick<Hop, 'what'> & { readonly id: string } {
  const { type, id } = object(parseJson(String(body)));
  return { what: text(type) ?? 'message', id: text(id) ?? String(messageId) };
}
