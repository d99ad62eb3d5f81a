import pg from 'pg';

export interface RunningServer {
  port: number;
  /** Of its user "postgres". */
  password: string;
}

/**
 * Opens a connection whose loss raises nothing.
 *
 * @throws Error when the server does not accept it within 5 s
 */
export async function openClient(server: RunningServer, database: string, applicationName: string): Promise<pg.Client> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port: server.port,
    user: 'postgres',
    password: server.password,
    database,
    application_name: applicationName,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    ssl: false,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    client.end().catch(() => undefined);
    throw error;
  }
  return client;
}
