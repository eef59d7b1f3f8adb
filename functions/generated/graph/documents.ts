// Generated from the contract (Orders 1.0.0) by `npm run generate`. Change the contract, not this file.
/** Documents of the graph’s own clients, by the SHA-256 of each. */
export const trustedDocuments: Readonly<Record<string, string>> = {
};
