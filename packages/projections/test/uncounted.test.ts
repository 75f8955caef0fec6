import type { QuotationEvent } from '@presales/domain/quotation';
import type { Instant } from '@presales/kernel';
import { funnelOf } from './ask.ts';
import { deal, worth } from './deals.ts';
import { day, type Happening, noon } from './history.ts';

const told = (event: QuotationEvent, at: Instant): Happening => ({ ...event, at });
const drafted = (quotationId: string, opportunityId?: string): Happening =>
  told(
    {
      type: 'QuotationDrafted',
      data: {
        quotationId,
        partyId: 'acme',
        sellerZone: 'UTC',
        ...(opportunityId === undefined ? {} : { opportunityId }),
      },
    },
    day('2026-03-01'),
  );
const accepted = (quotationId: string, at: Instant, net = '100'): Happening =>
  told(
    {
      type: 'QuotationAccepted',
      data: { quotationId, version: 1, subtotals: [worth(net)], value: worth(net) },
    },
    at,
  );
const inPart = (quotationId: string, at: Instant, net: string): Happening =>
  told(
    {
      type: 'QuotationPartiallyAccepted',
      data: { quotationId, version: 1, subtotals: [worth(net)], value: worth(net) },
    },
    at,
  );
const revoked = (quotationId: string, at: Instant): Happening =>
  told(
    {
      type: 'QuotationAcceptanceRevoked',
      data: { quotationId, version: 1, reason: 'signed by nobody' },
    },
    at,
  );
const a = deal('a');
const opened = a.opened({ at: day('2026-03-01'), partyId: 'acme' });
const uncounted = async (...history: readonly Happening[]) => (await funnelOf(history)).uncounted;

describe('what was accepted and counts nowhere is listed (B26)', () => {
  it('followed as no deal', async () =>
    expect(await uncounted(drafted('q1'), accepted('q1', noon('2026-03-02')))).toEqual([
      {
        quotationId: 'q1',
        partyId: 'acme',
        why: 'no-deal',
        value: worth('100'),
        acceptedAt: noon('2026-03-02'),
      },
    ]));

  it('of a deal that is open, or lost', async () => {
    const history = [opened, drafted('q1', 'a'), accepted('q1', noon('2026-03-02'))];
    expect(await uncounted(...history)).toMatchObject([
      { quotationId: 'q1', opportunityId: 'a', why: 'deal-open' },
    ]);
    expect(await uncounted(...history, a.lost(noon('2026-03-03')))).toMatchObject([
      { why: 'deal-lost' },
    ]);
  });

  it('of a deal that was won by another quotation, by what it came to last', async () =>
    expect(
      await uncounted(
        opened,
        a.won(noon('2026-03-02'), worth('10')),
        drafted('q1', 'a'),
        inPart('q1', noon('2026-03-03'), '20'),
        inPart('q1', noon('2026-03-04'), '30'),
      ),
    ).toMatchObject([
      { why: 'deal-won-otherwise', value: worth('30'), acceptedAt: noon('2026-03-04') },
    ]));

  it('of a deal that was merged into another one', async () =>
    expect(
      await uncounted(
        opened,
        deal('b').opened({ at: day('2026-03-01'), partyId: 'acme' }),
        drafted('q1', 'a'),
        accepted('q1', noon('2026-03-02')),
        a.mergedInto('b', noon('2026-03-03')),
      ),
    ).toMatchObject([{ opportunityId: 'a', why: 'deal-missing' }]));

  it('and is listed no more once it is sold, or revoked', async () => {
    const history = [opened, drafted('q2', 'a'), accepted('q2', noon('2026-03-02'), '50')];
    const won = a.won(noon('2026-03-02'), worth('100'));
    const sold = a.extended(noon('2026-03-03'), { added: worth('50'), value: worth('150') }, 'q2');
    expect(await uncounted(...history, won)).toHaveLength(1);
    expect(await uncounted(...history, won, sold)).toBeUndefined();
    expect(await uncounted(...history, won, revoked('q2', noon('2026-03-03')))).toBeUndefined();
    expect(await uncounted(...history, won, sold, a.reversed(noon('2026-03-04')))).toMatchObject([
      { why: 'deal-lost' },
    ]);
  });

  it('as it was on the day of the report', async () => {
    const history = [drafted('q1'), accepted('q1', noon('2026-03-02'))];
    expect((await funnelOf(history, { asOf: noon('2026-03-02') })).uncounted).toBeUndefined();
    expect((await funnelOf(history, { asOf: noon('2026-03-03') })).uncounted).toHaveLength(1);
  });
});
