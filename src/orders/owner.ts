/** Whose orders these are, as long as nobody needs a key. */
export const LOCAL_OWNER = 'local';
