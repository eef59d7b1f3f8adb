import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Reply } from '../apigateway/request-context.ts';

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
};

/** The page loads what is its own, calls its own origin, and is in no frame. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** A file of the page, as an answer. */
export function pageFile(kind: 'html' | 'css' | 'js'): Reply {
  return {
    status: 200,
    headers: [
      ['Content-Type', types[kind] ?? ''],
      ['Content-Security-Policy', policy],
      ['X-Content-Type-Options', 'nosniff'],
      ['Cache-Control', 'no-store'],
    ],
    body: readFileSync(join(import.meta.dirname, `page.${kind}`)),
  };
}
