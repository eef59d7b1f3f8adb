/** The folder of the services, beside the contract; an app without it has none. */
export const rpcBeside = 'rpc';
/** What clients of any language take, beside what it is made of. */
export const descriptorFile = 'descriptors.binpb';
