import { createServer, request } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';

/** What becomes of a frame of the server: frames that go to the client instead, and with which code it is then closed. */
export interface Verdict {
  readonly frames?: readonly string[];
  /** 1006: the connection is cut without a word. */
  readonly close?: number;
}

/** Stands between clients and an engine, passes calls on, and does to frames what a test says. */
export class SocketProxy {
  /** What it did to frames: what a test asserts. */
  harmed = 0;
  /** Connections that it took. */
  connections = 0;
  /** Frames that clients sent. */
  asked = 0;
  /** What happens to a frame. */
  rule: (frame: string) => Verdict | undefined = () => undefined;
  private readonly server: Server;
  private readonly sockets: WebSocketServer;

  constructor(private readonly target: string) {
    this.server = createServer((incoming, answer) => {
      const { method, headers, url = '/' } = incoming;
      const upstream = request(this.target + url, { method, headers }, (response) => {
        answer.writeHead(response.statusCode ?? 502, response.headers);
        response.pipe(answer);
      });
      incoming.pipe(upstream);
    });
    this.sockets = new WebSocketServer({ server: this.server });
    this.sockets.on('connection', (client, { url = '' }) => this.join(client, url));
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    for (const client of this.sockets.clients) client.terminate();
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private join(client: WebSocket, path: string): void {
    this.connections += 1;
    const upstream = new WebSocket(this.target.replace(/^http/, 'ws') + path);
    const ends = (code: number, reason = ''): void => {
      upstream.removeAllListeners('close').terminate();
      if (code === 1006) client.terminate();
      else client.close(code, reason);
    };
    upstream.on('error', () => client.terminate());
    upstream.on('message', (data) => {
      if (client.readyState !== client.OPEN) return;
      const frame = (data as Buffer).toString();
      const verdict = this.rule(frame);
      if (verdict) this.harmed += 1;
      for (const text of verdict?.frames ?? [frame]) client.send(text);
      if (verdict?.close !== undefined) ends(verdict.close, 'the proxy says so');
    });
    upstream.on('close', (code, reason) => ends(code === 1005 ? 1006 : code, reason.toString()));
    client.on('close', () => upstream.terminate());
    client.on('message', (data) => {
      this.asked += 1;
      if (upstream.readyState === upstream.OPEN) upstream.send((data as Buffer).toString());
    });
  }
}
