/**
 * Takes the place of `@smithy/core/event-streams` in bundles: 14 KB that the SDK loads for operations that stream
 * events. No operation of ours does.
 */
export class EventStreamSerde {
  constructor() {
    throw new Error('Event streams are left out of this bundle');
  }
}

export const eventStreamSerdeProvider = undefined;
