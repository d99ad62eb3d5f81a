import { VENUES, venueOf } from './registry.js';

describe('the registry of venues', () => {
  it('finds each venue by its id, and no two share one', () => {
    for (const venue of VENUES) expect(venueOf(venue.id)).toBe(venue);
  });

  it('names the known ones when asked for another', () => {
    expect(() => venueOf('orca')).toThrow(/unknown venue "orca"; known: raydium-cpmm, /);
  });
});
