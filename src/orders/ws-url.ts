import type { Request } from 'express';
import type { AppConfig } from '../config/app-config.js';

/** Where a client finds an order's socket: PUBLIC_URL if set, else the host it called (forwarded ones if trusted). */
export function wsUrlOf(orderId: string, request: Request, http: AppConfig['http']): string {
  const fallback = `${http.host}:${http.port}`;
  const base = http.publicUrl ?? `${request.protocol}://${request.host || fallback}`;
  return `${base.replace(/^http/, 'ws')}/ws?orderId=${orderId}`;
}
