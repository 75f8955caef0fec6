import { opportunity } from '@presales/domain/opportunity';
import {
  mergedParty,
  type Party,
  type PartyCommand,
  type PartyEvent,
  party,
} from '@presales/domain/party';
import { END_OF_TIME, type Instant, money } from '@presales/kernel';
import fc, { type Arbitrary } from 'fast-check';
import { campaignRoiModel } from '../../src/campaign-roi/model.ts';
import { targetTrackingModel } from '../../src/target-tracking/model.ts';
import { projected } from '../project.ts';
import { agree, commandsOf, type Life, type LookUp, lived, runs } from './lived.ts';
import { begun, mergesOf, one } from './merging.ts';

jest.setTimeout(600_000);

const people = ['P-1', 'P-2'];
const companies = ['O-1', 'O-2', 'O-3'];
const ids = [...people, ...companies];

/** Who buys and when; each sale is credited to somebody else. */
const sales = [
  { seller: 's-1', buyer: 'P-1', at: '2026-03-02T12:00:00.000Z' },
  { seller: 's-2', buyer: 'O-1', at: '2026-03-03T12:00:00.000Z' },
  { seller: 's-3', buyer: 'P-2', at: '2026-03-04T12:00:00.000Z' },
  { seller: 's-4', buyer: 'P-1', at: '2026-03-05T12:00:00.000Z' },
  { seller: 's-5', buyer: 'O-2', at: '2026-03-06T12:00:00.000Z' },
];

const sold = () =>
  lived(
    opportunity,
    sales.flatMap(({ seller, buyer, at }) => {
      const value = {
        net: money(100, 'EUR'),
        margin: money(10, 'EUR'),
        netOfUnknownCost: money(0, 'EUR'),
      };
      const identity = { opportunityId: `deal of ${seller}`, partyId: buyer };
      return [
        {
          byProcess: false,
          command: {
            type: 'OpenOpportunity' as const,
            data: {
              ...identity,
              ownerId: seller,
              pipeline: { pipelineId: 'p', version: 1, steps: ['a'] },
              at: '2026-03-01T12:00:00.000Z',
            },
          },
        },
        {
          byProcess: false,
          command: { type: 'WinOpportunity' as const, data: { ...identity, value, at } },
        },
      ];
    }),
  );

const lookUp: LookUp<PartyCommand, Party> = ({ type, data }, stateOf) => {
  switch (type) {
    case 'AbsorbParty': {
      const merged = mergedParty(stateOf(data.mergedId));
      return {
        type,
        data: {
          ...data,
          merged,
          ...(merged.absorbed.length === 0 ? {} : { alsoMerged: merged.absorbed }),
        },
      };
    }
    case 'MergeParty': {
      const { absorbed } = mergedParty(stateOf(data.survivorId));
      return { type, data: { ...data, absorbed: absorbed.includes(data.partyId) } };
    }
    default:
      return { type, data } as PartyCommand;
  }
};

/** Whose party is whose, as the parties themselves say, as of an instant. */
const whoIsWho = (lives: readonly Life<Party, PartyEvent>[], asOf: Instant) => {
  const byId = new Map(lives.map((life) => [life.events[0]?.data.partyId ?? '', life]));
  const survivorOf = (id: string): string => {
    const state = byId.get(id)?.asOf(END_OF_TIME);
    return state !== undefined && 'survivorId' in state && state.survivorId !== undefined
      ? survivorOf(state.survivorId)
      : id;
  };
  /** Since when somebody has been with which organisations, at an instant. */
  const linksOf = (id: string, at: Instant): readonly (readonly [string, string])[] => {
    const standing = new Map<string, string>();
    for (const { type, data, metadata, position } of byId.get(id)?.events ?? []) {
      if (metadata.occurredAt > at || metadata.occurredAt >= asOf) continue;
      if (type === 'ContactUnlinked') standing.delete(data.organisationId);
      else if (type === 'ContactLinked' && !standing.has(data.organisationId))
        standing.set(
          data.organisationId,
          `${metadata.occurredAt} ${`${position}`.padStart(9, '0')}`,
        );
    }
    return [...standing].map(([organisation, since]) => [since, survivorOf(organisation)]);
  };
  const customerAt = (id: string, at: Instant): string => {
    const self = survivorOf(id);
    const links = [...byId.keys()]
      .filter((other) => survivorOf(other) === self)
      .flatMap((other) => linksOf(other, at))
      .filter(([, organisation]) => organisation !== self)
      .sort(([left], [right]) => (left < right ? -1 : 1));
    return links[0]?.[1] ?? self;
  };
  const existing = lives.flatMap(({ events }) =>
    events.flatMap(({ type, data }) =>
      type === 'PartyRegistered' && data.existingCustomer ? [data.partyId] : [],
    ),
  );
  return {
    customerAt,
    isExisting: (customer: string, at: Instant): boolean =>
      existing.some((id) => survivorOf(id) === customer || customerAt(id, at) === customer),
  };
};

const command = commandsOf<PartyCommand>({ partyId: fc.constantFrom(...ids) });
const register = (partyId: Arbitrary<string>, at: Arbitrary<string>) =>
  command('RegisterParty', {
    partyId,
    at,
    details: fc.constant({ kind: 'organisation', name: 'Acme' }),
    existingCustomer: fc.constantFrom(false, false, true),
  });
const contact = {
  partyId: fc.constantFrom('P-1', 'P-1', 'P-2'),
  organisationId: fc.constantFrom('O-1', 'O-1', 'O-2', 'O-3'),
};
const merges = (some: readonly string[]) =>
  mergesOf<PartyCommand>(
    some,
    (survivorId, duplicateId, at) => [
      { type: 'AbsorbParty', data: { partyId: survivorId, mergedId: duplicateId, at } },
      { type: 'MergeParty', data: { partyId: duplicateId, survivorId, at } },
    ],
    (survivorId, duplicateId, at) => [
      {
        type: 'ReleaseParty',
        data: { partyId: survivorId, mergedId: duplicateId, reason: 'error', at },
      },
      { type: 'UnmergeParty', data: { partyId: duplicateId, reason: 'error', at } },
    ],
  );
const commands = fc.oneof(
  { weight: 4, arbitrary: one(command('LinkContact', contact)) },
  { weight: 3, arbitrary: one(command('UnlinkContact', contact)) },
  { weight: 2, arbitrary: merges(people) },
  { weight: 3, arbitrary: merges(companies) },
  one(
    command('ErasePersonalData', {
      partyId: fc.constantFrom(...people),
      reason: fc.constant('asked'),
    }),
  ),
);

it('customers, and the new among them, are who the parties say they are, as of any time', () =>
  fc.assert(
    fc.asyncProperty(begun(ids, register, commands), async (given) => {
      const lives = await lived(party, given, lookUp);
      const deals = await sold();
      const shift = BigInt(lives.stored.length);
      const log = [
        ...lives.stored,
        ...deals.stored.map((event) => ({ ...event, position: event.position + shift })),
      ];
      const roi = await projected(campaignRoiModel, log);
      const targets = await projected(targetTrackingModel, log);
      for (const asOf of [...lives.moments, ...deals.moments]) {
        const { customerAt, isExisting } = whoIsWho(lives.of, asOf);
        const bought = sales
          .filter(({ at }) => at < asOf)
          .map((sale) => ({ ...sale, customer: customerAt(sale.buyer, sale.at) }));
        const gained = bought.filter(
          ({ customer, at }, place) =>
            bought.findIndex((other) => other.customer === customer) === place &&
            !isExisting(customer, at),
        );
        const report = await roi.campaignRoi({ currency: 'EUR', asOf });
        const listed = (await targets.targetTracking({ currency: 'EUR', asOf })).sales?.persons;
        agree(
          lives,
          asOf,
          {
            customers: report.sales.customers,
            newCustomers: report.sales.newCustomers,
            gainedBy: listed
              ?.filter((line) => line.newCustomers > 0)
              .map(({ name }) => name)
              .sort(),
          },
          {
            customers: new Set(bought.map(({ customer }) => customer)).size,
            newCustomers: gained.length,
            gainedBy: gained.map(({ seller }) => seller).sort(),
          },
        );
      }
    }),
    runs(12),
  ));
