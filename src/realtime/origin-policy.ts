import type { IncomingHttpHeaders } from 'node:http';
import type { AppConfig } from '../config/app-config.js';

type HttpConfig = AppConfig['http'];

/**
 * Whether a page of this origin may open a socket: browsers send `Origin` but apply no same-origin rule to sockets.
 * Allowed are clients that send none (no browser), our own pages, and the configured origins.
 */
export function isAllowedOrigin(headers: IncomingHttpHeaders, config: HttpConfig): boolean {
  const { origin } = headers;
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  const page = new URL(origin);
  if (config.allowedOrigins.some((allowed) => allowed === '*' || sameOrigin(allowed, page))) return true;
  if (config.publicUrl !== undefined && sameOrigin(config.publicUrl, page)) return true;
  return ownHosts(headers, config.trustProxy).some((host) => sameOrigin(`${page.protocol}//${host}`, page));
}

/** The names we are called by in this request. */
function ownHosts(headers: IncomingHttpHeaders, trustProxy: boolean): string[] {
  const forwarded = trustProxy ? headers['x-forwarded-host'] : undefined;
  const hosts = [headers.host, typeof forwarded === 'string' ? forwarded.split(',')[0]?.trim() : undefined];
  return hosts.filter((host) => host !== undefined);
}

/** Compares scheme, host and port, with default ports filled in. */
function sameOrigin(url: string, page: URL): boolean {
  return URL.canParse(url) && page.host !== '' && new URL(url).origin === page.origin;
}
