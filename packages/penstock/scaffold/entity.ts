import { camel, kebab, pascal, plural, singular } from './names.ts';

/** The names of what a context is about, in all the forms that its files need. */
export interface Entity {
  /** `rooms` */
  readonly context: string;
  /** `Room` */
  readonly type: string;
  /** `room` */
  readonly variable: string;
  /** `rooms`, in paths. */
  readonly path: string;
  /** `roomId` */
  readonly id: string;
  /** `room_`, what ids begin with. */
  readonly prefix: string;
  /** `rooms.room.created.v1` */
  readonly created: string;
  /** The scopes, `rooms:read` and `rooms:write`. */
  readonly read: string;
  readonly write: string;
}

/** A context is named in the plural, and what it is about in the singular. */
export function entityOf(context: string): Entity {
  const variable = singular(context);
  return {
    context,
    type: pascal(variable),
    variable,
    path: kebab(plural(variable)),
    id: `${camel(variable)}Id`,
    prefix: `${variable.toLowerCase().slice(0, 12)}_`,
    // A segment of an event's type has no capitals.
    created: `${context.toLowerCase()}.${kebab(variable).replaceAll('-', '_')}.created.v1`,
    read: `${kebab(context)}:read`,
    write: `${kebab(context)}:write`,
  };
}
