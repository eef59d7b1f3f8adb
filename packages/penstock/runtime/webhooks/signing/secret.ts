import { randomBytes } from 'node:crypto';

const PREFIX = 'whsec_';

/** Bytes. Standard Webhooks wants 24 to 64. */
const SECRET_BYTES = 32;

/** A new signing secret in the form of Standard Webhooks: `whsec_` and base64. */
export const newSecret = (): string => `${PREFIX}${randomBytes(SECRET_BYTES).toString('base64')}`;

/** The bytes that sign. */
export const secretKey = (secret: string): Buffer => Buffer.from(secret.slice(PREFIX.length), 'base64');
