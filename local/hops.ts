/** One step of an event through the cloud, e.g. from the bus to a queue. */
export interface Hop {
  readonly from: string;
  readonly to: string;
  /** What moved: the event's type, or how many records. */
  readonly what: string;
  /** The event's or message's id, where there is one. */
  readonly id?: string;
}

export type TellHop = (hop: Hop) => void;

/** `bus penstock-local > queue payments: orders.order.placed.v1 ord_..._1` */
export function hopLine({ from, to, what, id }: Hop): string {
  return `${from} > ${to}: ${what}${id === undefined ? '' : ` ${id}`}`;
}
