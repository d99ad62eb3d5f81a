const SETTINGS: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '128MB',
  synchronous_commit: 'on',
  fsync: 'on',
  wal_level: 'minimal',
  max_wal_senders: '0',
  wal_compression: 'on',
  checkpoint_timeout: '15min',
  max_wal_size: '2GB',
  autovacuum: 'on',
  // The queue-like tables turn over quickly.
  autovacuum_naptime: '15s',
  jit: 'off',
  // Short statements only; and /dev/shm, which parallel ones need, is tiny in containers.
  max_parallel_workers_per_gather: '0',
  timezone: 'UTC',
  log_timezone: 'UTC',
  logging_collector: 'off',
};

/** The server's command line for this program's load. It passes through a shell: no value may need quoting. */
export function serverOptions(port: number): string {
  const settings = Object.entries({ port: String(port), ...SETTINGS });
  return settings.map(([name, value]) => `-c ${name}=${value}`).join(' ');
}
