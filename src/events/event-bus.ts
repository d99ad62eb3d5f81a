/** A doorbell: "there is entry `seq` under `key`". Best effort; whoever must not miss one reads the journal. */
export interface BusMessage {
  readonly key: string;
  readonly seq: number;
  /** The entry itself (plain JSON), left out where the transport has no room for it. */
  readonly body?: unknown;
}

export type BusListener = (messages: readonly BusMessage[]) => void;

/**
 * Carries messages between processes. Listeners of the publishing process are called at once and with the very objects
 * published; others get copies, possibly late, doubled, reordered or never.
 */
export abstract class EventBus {
  /** Never throws and never waits; several messages at once travel together. */
  abstract publish(messages: readonly BusMessage[]): void;
  /** A listener that throws is logged and harms neither the publisher nor other listeners. Returns the way to stop it. */
  abstract subscribe(listener: BusListener): () => void;
  /** Whether messages reach other processes now. */
  abstract connected(): boolean;
}
