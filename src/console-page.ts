import type { ServerResponse } from 'node:http';
import { sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { NestExpressApplication } from '@nestjs/platform-express';

const FOLDER = fileURLToPath(new URL('./page/', import.meta.url));

/** The page takes everything from this server, and nothing inline. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join(';');

/** Serves the console at `/`, where it has been built. A path that is no file of it goes on to the API. */
export function serveConsole(app: NestExpressApplication): void {
  app.useStaticAssets(FOLDER, { redirect: false, setHeaders });
}

/** Files under `assets` have their hash in the name; the others are asked for again each time. */
function setHeaders(response: ServerResponse, path: string): void {
  const hashed = path.includes(`${sep}assets${sep}`);
  response.setHeader('Cache-Control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
  if (path.endsWith('.html')) response.setHeader('Content-Security-Policy', POLICY);
}
