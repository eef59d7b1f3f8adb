import { isImmutable } from './names.ts';

/** The page loads what is its own, calls its own origin, and is in no frame. Its images are in its style sheet. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export interface Page {
  readonly title: string;
  /** The names of all that may be asked for beside the page. */
  readonly files: readonly string[];
  /** Documents, with what they are called. */
  readonly links: readonly (readonly [href: string, text: string])[];
  /** Where the files are, and the document that is shown, relative to the page. */
  readonly folder: string;
  readonly document: string;
}

/** All addresses are relative: the stage is part of the path where there is no domain. */
export function pageHtml({ title, files, links, folder, document }: Page): string {
  const loaded = files.filter(isImmutable).map((name) => `${folder}/${name}`);
  const styles = loaded.filter((path) => path.endsWith('.css')).map((path) => `<link rel="stylesheet" href="${path}">`);
  const scripts = loaded.filter((path) => path.endsWith('.js')).map((path) => `<script src="${path}" defer></script>`);
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${escaped(title)}</title>
    <link rel="icon" href="data:,">
    ${[...styles, ...scripts].join('\n    ')}
  </head>
  <body>
    <nav aria-label="Documents">
      ${links.map(([href, text]) => `<a href="${escaped(href)}">${escaped(text)}</a>`).join('\n      ')}
    </nav>
    <main id="reference" data-document="${escaped(document)}"><p role="status">Loading ...</p></main>
    <noscript><p>This page needs JavaScript. <a href="${escaped(document)}">The document</a> does not.</p></noscript>
  </body>
</html>
`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => entities[character] ?? '');
