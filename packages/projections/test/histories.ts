import { addDays, WHOLE } from '@presales/kernel';
import fc from 'fast-check';
import { campaign } from './campaigns.ts';
import { deal, joined, party, pipelineDefined, type Step, steps, team, worth } from './deals.ts';
import { day, type Happening } from './history.ts';

const people = ['anna', 'ben', 'cleo'] as const;
const parties = ['p', 'q', 'r'] as const;
const campaigns = ['spring', 'autumn', 'winter'] as const;

/** The days on which things happen in generated histories. */
export const firstDay = '2026-01-10';
export const lastDay = '2026-06-30';

/** A day of a generated history. */
export const someDay = fc.integer({ min: 0, max: 171 }).map((n) => addDays(firstDay, n));

/** What is there before anything happens: a pipeline, teams, campaigns, a customer of old. */
export const setting: readonly Happening[] = [
  pipelineDefined(),
  team('north', 'North'),
  joined('anna', 'north', '2026-01-01'),
  joined('ben', 'south', '2026-01-01'),
  joined('ben', 'north', '2026-03-01'),
  party('p', true),
  ...campaigns.map((id) => campaign(id).planned()),
];

const credit = fc.oneof(
  fc.constantFrom(...people).map((person) => [{ salespersonId: person, share: WHOLE }]),
  fc.integer({ min: 1, max: WHOLE - 2 }).chain((first) =>
    fc.integer({ min: 1, max: WHOLE - first - 1 }).map((second) => [
      { salespersonId: 'anna', share: first },
      { salespersonId: 'ben', share: second },
      { salespersonId: 'cleo', share: WHOLE - first - second },
    ]),
  ),
);

const cents = fc.integer({ min: 0, max: 100_000 }).map((n) => (n / 100).toFixed(2));

const turn = fc.record({
  what: fc.constantFrom(
    'enter',
    'enter',
    'hand',
    'rest',
    'put-off',
    'revalue',
    'close',
    'close',
    'correct',
    'undo',
  ),
  step: fc.constantFrom<Step>(...steps),
  person: fc.constantFrom(...people),
  win: fc.boolean(),
  net: cents,
  margin: fc.option(cents, { nil: undefined }),
  credit,
  gap: fc.integer({ min: 0, max: 20 }),
});

const life = fc.record({
  openedOn: someDay,
  step: fc.constantFrom<Step>(...steps),
  person: fc.constantFrom(...people),
  partyId: fc.option(fc.constantFrom(...parties), { nil: undefined }),
  turns: fc.array(turn, { maxLength: 7 }),
});

type Life = typeof life extends fc.Arbitrary<infer Value> ? Value : never;

/** The life of one deal, with only what could follow from where it stood. */
const lived = ({ openedOn, step, person, partyId, turns }: Life, index: number): Happening[] => {
  const one = deal(`deal-${index}`);
  const happened: Happening[] = [
    one.opened({
      at: day(openedOn),
      step,
      ownerId: person,
      ...(partyId === undefined ? {} : { partyId }),
    }),
  ];
  let status: 'open' | 'won' | 'lost' = 'open';
  let date = openedOn;
  for (const { what, step: to, person: owner, win, net, margin, credit: shares, gap } of turns) {
    date = addDays(date, gap);
    const at = day(date);
    if (what === 'hand') happened.push(one.handedTo(owner, at));
    else if (status === 'open') {
      if (what === 'enter') happened.push(one.entered(to, at));
      if (what === 'rest') happened.push(win ? one.held(at) : one.resumed(at));
      if (what === 'put-off') happened.push(one.toCloseOn(addDays(date, gap), at));
      if (what === 'revalue') happened.push(one.revalued(net, at));
      if (what === 'close') {
        status = win ? 'won' : 'lost';
        const value = worth(net, margin === undefined ? {} : { margin });
        happened.push(win ? one.won(at, value, shares, partyId) : one.lost(at));
      }
    } else if (what === 'correct') {
      if (status === 'won') happened.push(one.creditedAnew(shares, at));
    } else if (what === 'undo') {
      if (status === 'won' && win) {
        status = 'lost';
        happened.push(one.reversed(at));
      } else {
        happened.push(one.reopened(at, to, status));
        status = 'open';
      }
    }
  }
  return happened;
};

const touch = fc
  .record({
    id: fc.constantFrom(...campaigns),
    partyId: fc.constantFrom(...parties),
    on: someDay,
    kind: fc.constantFrom('answered', 'captured', 'spent'),
    amount: cents,
  })
  .map(({ id, partyId, on, kind, amount }): Happening => {
    if (kind === 'spent') return campaign(id).spent(amount, on);
    return kind === 'answered'
      ? campaign(id).answeredBy(partyId, day(on))
      : campaign(id).captured(partyId, day(on));
  });

/**
 * What may happen between some deals, people and campaigns, recorded deal by deal: most of it is
 * backdated against what was recorded before.
 */
export const happenings: fc.Arbitrary<readonly Happening[]> = fc
  .record({
    lives: fc.array(life, { maxLength: 6 }),
    touches: fc.array(touch, { maxLength: 8 }),
  })
  .map(({ lives, touches }) => [...touches, ...lives.flatMap(lived)]);
