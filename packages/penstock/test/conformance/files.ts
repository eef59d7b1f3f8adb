/** The release of the suite, whose runner and whose files belong together. */
export const suite = 'connectrpc.com/conformance';
export const suiteVersion = 'v1.0.7';

export const serviceName = 'connectrpc.conformance.v1.ConformanceService';

/** Beside the code of the function that implements the service: its descriptors. */
export const imageFile = 'image.binpb';
/** Tells that function the largest message that the suite lets it read, in bytes. */
export const limitVariable = 'MESSAGE_RECEIVE_LIMIT';
/** Tells it that the gateway streams what it answers. */
export const streamsVariable = 'STREAMS';
