/** What became of the wish to run a staged order. */
export type LaunchResult =
  /** This call promoted it: it is queued now (or will be by the sweep, should the queue be away). */
  | 'promoted'
  /** Promoted before, or already finished. */
  | 'already'
  /** It was overdue; it is expired now, with its event. */
  | 'expired';

/** Promotes staged orders and puts them on the queue. */
export abstract class Launcher {
  /**
   * @param owner whose order it must be; null: anybody's. One that is not theirs is left alone (`already`).
   * @throws DomainError UNAVAILABLE while the database is away.
   */
  abstract launch(orderId: string, owner: string | null): Promise<LaunchResult>;
}
