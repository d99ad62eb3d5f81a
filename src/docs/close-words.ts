import type { CLOSE } from '../realtime/close-codes.js';

/** What each close code says, and what a client then does. */
export const CLOSE_WORDS: Readonly<Record<keyof typeof CLOSE, readonly [meaning: string, client: string]>> = {
  DONE: ['The last event of the order was sent.', 'Nothing more to do.'],
  GOING_AWAY: ['The server stops, e.g. for a deploy.', 'Connect again with `lastSeq`.'],
  NOT_TEXT: ['A frame was binary.', 'Send JSON text.'],
  NOT_JSON: ['A frame was no JSON.', 'Send JSON text.'],
  NOT_ALLOWED: ['You may not do this.', 'Do not come back as you are.'],
  TOO_BIG: ['A frame was too big; the reason names the limit.', 'Send less at once.'],
  TRY_LATER: [
    'A limit, a reader that was too slow, or the database is away.',
    'Connect again with `lastSeq`, after a while.',
  ],
  BAD_QUERY: ['The query is wrong, or `lastSeq` is beyond the last event.', 'Mend it as the reason says.'],
  UNKNOWN_ORDER: ['There is no such order.', 'Check the id.'],
  EXPIRED: ['Nobody had connected in time; the history was sent.', 'Place the order anew.'],
};
