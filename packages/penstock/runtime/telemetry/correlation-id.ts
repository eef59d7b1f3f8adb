const CORRELATION_ID = /^[A-Za-z0-9._:/+=@-]{1,128}$/;

/** Whether an id is one that answers, records and events can carry: the contract's bounds on all of them. */
export const isCorrelationId = (id: string): boolean => CORRELATION_ID.test(id);
