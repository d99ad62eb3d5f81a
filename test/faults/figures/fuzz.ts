import { WebSocket } from 'ws';
import { call } from '../../support/client.js';
import { World, place } from '../support/world.js';
import { Dice } from './dice.js';
import { randomFrame } from './random-frame.js';
import { randomRequest } from './random-request.js';
import type { OpenApi } from './random-request.js';
import type { Scenario } from './scenario.js';

const REQUESTS_PER_TURN = 20;
const FRAMES_PER_REQUEST = 4;
const SOCKETS = 4;

/** Requests to every operation of the OpenAPI document, and frames, that are right in parts at most. `FUZZ_SEED` has one again. */
export const FUZZ: Scenario = {
  id: 'G15',
  title: 'fuzz of REST and frames',
  size: { smallest: 500, faults: 12_000, chaos: 1_000_000 },
  run: async (size, say) => {
    const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 1_000_000);
    const dice = new Dice(seed);
    const world = await World.open('postgres');
    try {
      const engine = await world.start();
      const api = (await call(`${engine.url}/docs-json`)).body as unknown as OpenApi;
      const known = (await place(engine.url, 'known'))?.body['orderId'] as string;
      const counts = { requests: 0, frames: 0, answers: 0, closed: 0, bad: 0, good: 0 };
      const operations = new Set<string>();
      const faults: string[] = [];
      let over = false;
      const request = async (): Promise<void> => {
        const { operation, method, path, headers, body } = randomRequest(dice, api, known);
        counts.requests++;
        const answer = await fetch(`${engine.url}${path}`, {
          method,
          headers,
          ...(body === undefined ? {} : { body }),
        });
        await answer.arrayBuffer();
        operations.add(operation);
        if (answer.status < 300) counts.good++;
        else counts.bad++;
        if (answer.status >= 500)
          faults.push(`${answer.status} of ${method} ${path} with ${String(body).slice(0, 200)}`);
      };
      const open = async (): Promise<WebSocket> => {
        const socket = new WebSocket(`${engine.url.replace('http', 'ws')}/ws`);
        socket.on('error', () => undefined);
        socket.on('message', () => counts.answers++);
        socket.on('close', (code) => {
          counts.closed++;
          if (!over && (code === 1011 || code === 1006)) faults.push(`a socket was closed with ${code}`);
        });
        await new Promise((resolve) => socket.once('open', resolve));
        return socket;
      };
      const sockets = await Promise.all(Array.from({ length: SOCKETS }, open));
      const frame = async (): Promise<void> => {
        const slot = dice.whole(0, SOCKETS - 1);
        if (sockets[slot]?.readyState !== WebSocket.OPEN) sockets[slot] = await open();
        sockets[slot]?.send(randomFrame(dice, known));
        counts.frames++;
      };
      while (counts.frames + counts.requests < size) {
        await Promise.all(Array.from({ length: REQUESTS_PER_TURN }, request));
        for (let n = 0; n < REQUESTS_PER_TURN * FRAMES_PER_REQUEST; n++) await frame();
        say(`${counts.requests} requests, ${counts.frames} frames, ${faults.length} faults (seed ${seed})`);
      }
      over = true;
      for (const socket of sockets) socket.terminate();
      for (const fault of faults.slice(0, 5)) process.stderr.write(`seed ${seed}: ${fault}\n`);
      const alive = await fetch(`${engine.url}/health/ready`).then(({ status }) => status === 200);
      const missed = Object.entries(api.paths).flatMap(([path, methods]) =>
        Object.keys(methods).flatMap((method) => (operations.has(`${method} ${path}`) ? [] : [`${method} ${path}`])),
      );
      return {
        size: `${counts.requests} requests, ${counts.frames} frames, seed ${seed}`,
        happened: { refused: counts.bad, accepted: counts.good, 'answers on sockets': counts.answers },
        wrong: {
          '5xx or 1011': faults.length,
          crashes: alive && engine.child.exitCode === null ? 0 : 1,
          'errors in the log': engine.output().split('"level":"error"').length - 1,
          'operations never called': missed.length,
        },
        measured: { 'sockets closed for their frames': counts.closed },
      };
    } finally {
      await world.close();
    }
  },
};
