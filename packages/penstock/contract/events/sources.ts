/**
 * What an event says of who published it. Both names follow from its type, whose first part is the context, so that they
 * are written nowhere else: functions get them generated or in their environment, rules of the bus from the stacks.
 */

/** The context of a type: `parcels` of `parcels.parcel.registered.v1`. */
export const contextOf = (type: string): string => type.replace(/\..*/s, '');

/** The `source` in the event itself (CloudEvents 1.0, a URI reference). */
export const sourceOf = (type: string): string => `/penstock/${contextOf(type)}`;

/** The `Source` of its entry on the bus, by which rules and archives take it. @param type of an event, or a context */
export const busSourceOf = (type: string): string => `penstock.${contextOf(type)}`;
