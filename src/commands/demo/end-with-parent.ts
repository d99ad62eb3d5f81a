/*
 * Loaded into the engine of the demo before anything else: ends the engine in order when the demo lets go of it, which
 * it does by its own end too, even if it was killed.
 */

const ignore = (): void => undefined;

function endInOrder(): void {
  // Perhaps nobody reads any more what the engine says on its way out.
  process.stdout.on('error', ignore);
  process.stderr.on('error', ignore);
  // Before the engine listens to it, the signal would end the process but not its database.
  const timer = setInterval(() => {
    if (process.listenerCount('SIGTERM') === 0) return;
    clearInterval(timer);
    process.emit('SIGTERM', 'SIGTERM');
  }, 20);
}

if (process.connected) process.once('disconnect', endInOrder);
else endInOrder();
process.channel?.unref();
