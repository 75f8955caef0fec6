import type { CurrencyCode, EventLog } from '@presales/kernel';
import { UsageError } from '../errors.ts';
import { isMoney } from '../json.ts';

/**
 * The currency of reports that name none: the one that exchange rates are published in; where none
 * are published, that of the latest win, otherwise of the latest other amount of a deal, a campaign or a
 * target. Where amounts of another currency cannot be converted, the report itself says which rate
 * is missing.
 *
 * @throws UsageError when the log holds no money
 */
export const houseCurrency = async (log: EventLog): Promise<CurrencyCode> => {
  const currency =
    (await latest(log, ['ExchangeRatePublished'], publishedIn)) ??
    (await latest(log, ['OpportunityWon'], amountIn)) ??
    (await latest(
      log,
      [
        'OpportunityOpened',
        'OpportunityValueRevised',
        'CampaignBudgeted',
        'CampaignCostRecorded',
        'TargetSet',
      ],
      amountIn,
    ));
  if (currency === undefined)
    throw new UsageError(
      `${log.name}: there is no amount in any currency yet; name the currency with --currency EUR`,
    );
  return currency;
};

type Found = CurrencyCode | undefined;

/** The first thing found going back from the log's end. */
const latest = async (
  log: EventLog,
  types: readonly string[],
  find: (data: unknown) => Found,
): Promise<Found> => {
  for await (const { events } of log.readAll({ direction: 'backwards', types }))
    for (const { data } of events) {
      const found = find(data);
      if (found !== undefined) return found;
    }
  return undefined;
};

const publishedIn = (data: unknown): Found =>
  typeof data === 'object' && data !== null && 'to' in data && typeof data.to === 'string'
    ? data.to
    : undefined;

/** The currency of the first amount in an event's data, however deep. */
const amountIn = (data: unknown): Found => {
  if (typeof data !== 'object' || data === null) return undefined;
  if (isMoney(data)) return data.currency;
  for (const part of Object.values(data)) {
    const found = amountIn(part);
    if (found !== undefined) return found;
  }
  return undefined;
};
