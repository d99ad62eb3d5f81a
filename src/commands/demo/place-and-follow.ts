import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';
import { paint } from '../../cli/paint.js';
import { stageLines } from '../../cli/stage-lines.js';
import type { Stage } from '../../cli/stage-lines.js';

const PATIENCE_MS = 60_000;

/** Places one order over HTTP, follows it over its socket and tells each stage; whether it was confirmed. */
export async function placeAndFollow(url: string, say: (line: string) => void): Promise<boolean> {
  const response = await fetch(`${url}/api/orders/execute`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ fromToken: 'SOL', toToken: 'USDC', amount: '1', clientOrderId: `demo-${randomUUID()}` }),
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  const staged = (await response.json()) as { wsUrl: string; orderId: string; code?: string; detail?: string };
  if (!response.ok) throw new Error(`the order was refused: ${staged.code}: ${staged.detail}`);
  say(paint.dim(`  staged  ${staged.orderId}; connecting ${staged.wsUrl}\n`));
  return await follow(staged.wsUrl, say);
}

function follow(wsUrl: string, say: (line: string) => void): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(wsUrl, { handshakeTimeout: PATIENCE_MS });
    let last = performance.now();
    let status = '';
    const timer = setTimeout(() => {
      reject(new Error(`the order was ${status ? `still ${status}` : 'not heard of'} after ${PATIENCE_MS / 1000} s`));
      socket.terminate();
    }, PATIENCE_MS);
    socket.on('message', (frame) => {
      const stage = JSON.parse((frame as Buffer).toString('utf8')) as Stage;
      const now = performance.now();
      for (const line of stageLines(stage, now - last)) say(line);
      last = now;
      status = stage.status;
    });
    socket.on('error', (error) => reject(new Error(`the socket failed: ${error.message}`)));
    socket.on('close', (code, reason) => {
      clearTimeout(timer);
      if (code === 1000) resolve(status === 'confirmed');
      else reject(new Error(`the socket was closed with ${code}: ${reason.toString()}`));
    });
  });
}
