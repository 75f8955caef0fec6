import type { Money } from '@presales/kernel';
import { grouped, type Happened, type Of, once, only, survivor } from './events.ts';
import { inMinorUnits } from './money.ts';

/** What a deal is worth when it is won. */
export interface Worth {
  readonly net: Money;
  readonly margin: Money;
  readonly netOfUnknownCost: Money;
}

/** A share of credit. */
export interface Share {
  readonly salespersonId: string;
  readonly share: number;
}

/** One win of a deal, or a later sale by it (B26), and what became of it. */
export interface Win {
  readonly dealId: string;
  /** It is a later sale, and no further win. */
  readonly further: boolean;
  /** The quotation that it was sold by. */
  by: string | undefined;
  /** The shop order that it was sold by. */
  order: string | undefined;
  readonly at: string;
  readonly position: number;
  readonly partyId: string | undefined;
  /** What it is worth, and who has the credit, after every change. */
  worth: Worth;
  credit: readonly Share[];
  /** Who is credited beside the split. */
  overlay: readonly Share[];
  readonly changes: {
    readonly at: string;
    readonly position: number;
    readonly worth: Worth;
    readonly credit: readonly Share[];
    readonly overlay: readonly Share[];
  }[];
  undone: { readonly at: string; readonly position: number } | undefined;
}

/** The coming of a deal to a step. */
export interface Coming {
  readonly step: string;
  readonly at: string;
  readonly order: number;
}

/** Amounts that something may be worth, and when that was said. */
export interface Expected {
  readonly amounts: readonly Money[];
  readonly at: string;
}

/** Some time, over or not. */
interface Stretch {
  readonly from: string;
  until: string | undefined;
}

/** A stay of a deal at a step, and when it was at rest there. */
export interface Stay extends Stretch {
  readonly step: string;
  readonly rests: Stretch[];
}

/** A deal, with all that happened to it. */
export interface Deal {
  readonly id: string;
  readonly openedAt: string;
  readonly zone: string | undefined;
  partyId: string | undefined;
  pipeline: {
    readonly pipelineId: string;
    readonly version: number;
    readonly steps: readonly string[];
  };
  comings: Coming[];
  stays: Stay[];
  /** When it is expected to close, and how often that went to a later day. */
  closeOn: string | undefined;
  slips: number;
  step: string;
  owner: string;
  /** What it may be worth, as was said last; in several currencies, or in none where nobody knows. */
  expected: Expected;
  /** What the quotation that was turned down last had offered, until something is said again (B27). */
  offered: Expected | undefined;
  /** In percent, where it was set by hand. */
  probability: number | undefined;
  held: boolean;
  readonly wins: Win[];
  /** How it ended; absent while it is open. */
  end:
    | {
        readonly as: 'won' | 'lost' | 'reversed';
        readonly at: string;
        readonly order: number;
        readonly owner: string;
        readonly reason: string;
      }
    | undefined;
}

/** Every deal once: a duplicate is the deal that it was merged into. */
export const dealsOf = once((history): readonly Deal[] => {
  const { happened, known } = history;
  const duplicates = only(known, 'OpportunityMergedInto').map(({ data }) => data.opportunityId);
  const parties = partyMerges(history);
  const byDeal = grouped(happened, ({ data }) =>
    'opportunityId' in data ? data.opportunityId : undefined,
  );
  return [...only(happened, 'OpportunityOpened')]
    .filter(({ data }) => !duplicates.includes(data.opportunityId))
    .sort((left, right) => left.position - right.position)
    .map((opening) => {
      const { data, at } = opening;
      const deal: Deal = {
        id: data.opportunityId,
        openedAt: at,
        zone: data.zone,
        partyId: data.partyId === undefined ? undefined : survivor(data.partyId, parties),
        pipeline: data.pipeline,
        comings: [{ step: data.step, at, order: 0 }],
        stays: [{ step: data.step, from: at, until: undefined, rests: [] }],
        closeOn: data.expectedCloseOn,
        slips: 0,
        step: data.step,
        owner: data.ownerId,
        expected: { amounts: [data.expectedValue ?? []].flat(), at },
        offered: undefined,
        probability: undefined,
        held: false,
        wins: [],
        end: undefined,
      };
      let order = 0;
      for (const event of byDeal.get(deal.id) ?? []) {
        if (event === opening) continue;
        if (goOn(deal, event, order + 1, parties)) order += 1;
      }
      return deal;
    });
});

/** Which parties were merged into which. */
export const partyMerges = once(({ known }) =>
  only(known, 'PartyMergedInto').map(({ data }) => ({ from: data.partyId, into: data.survivorId })),
);

/** Takes one more event into a deal; whether it moved the deal. */
const goOn = (
  deal: Deal,
  event: Happened,
  order: number,
  parties: ReturnType<typeof partyMerges>,
): boolean => {
  const { at, position } = event;
  const standing = deal.wins.filter(({ undone }) => undone === undefined);
  const rest = (held: boolean): void => {
    const stay = deal.stays.at(-1);
    const last = stay?.rests.at(-1);
    if (last !== undefined && last.until === undefined) last.until = at;
    if (held) stay?.rests.push({ from: at, until: undefined });
    deal.held = held;
  };
  const leave = (): void => {
    const stay = deal.stays.at(-1);
    if (stay === undefined || stay.until !== undefined) return;
    const { held } = deal;
    rest(false);
    deal.held = held;
    stay.until = at;
  };
  const come = (step: string): void => {
    leave();
    deal.step = step;
    deal.comings.push({ step, at, order });
    deal.stays.push({ step, from: at, until: undefined, rests: [] });
    rest(deal.held);
  };
  const ended = (as: 'won' | 'lost' | 'reversed', reason = ''): void => {
    leave();
    deal.end = { as, at, order, owner: deal.owner, reason };
    deal.held = false;
  };
  switch (event.type) {
    case 'OpportunityStepEntered':
      come(event.data.to);
      return true;
    case 'OpportunityPipelineChanged':
      leave();
      if (event.data.pipeline.pipelineId !== deal.pipeline.pipelineId) {
        deal.comings = [];
        deal.stays = [];
      }
      deal.pipeline = event.data.pipeline;
      come(event.data.step);
      return true;
    case 'OpportunityOwnerChanged':
      deal.owner = event.data.to;
      return true;
    case 'OpportunityValueRevised':
      deal.expected = {
        amounts: [event.data.expectedValue, ...(event.data.others ?? []).map(({ net }) => net)],
        at,
      };
      deal.offered = undefined;
      return true;
    case 'PrimaryQuotationReleased':
      deal.offered = ['declined', 'expired', 'withdrawn'].includes(event.data.reason)
        ? deal.expected
        : undefined;
      deal.expected = { amounts: [event.data.expectedValue ?? []].flat(), at };
      return true;
    case 'OpportunityProbabilitySet':
      deal.probability = event.data.probability;
      return true;
    case 'ForecastReset':
      deal.probability = undefined;
      return true;
    case 'ExpectedCloseDateChanged':
      if (deal.closeOn !== undefined && event.data.to > deal.closeOn) deal.slips += 1;
      deal.closeOn = event.data.to;
      return true;
    case 'OpportunityHeld':
    case 'OpportunityResumed':
      if (deal.end === undefined) rest(event.type === 'OpportunityHeld');
      return true;
    case 'OpportunityWon': {
      const said = event.data.partyId;
      deal.wins.push({
        dealId: deal.id,
        further: false,
        by: event.data.quotationId,
        order: event.data.shopOrderId,
        at,
        position,
        partyId: said === undefined ? deal.partyId : survivor(said, parties),
        worth: event.data.value,
        credit: event.data.credit,
        overlay: event.data.overlay ?? [],
        changes: [
          {
            at,
            position,
            worth: event.data.value,
            credit: event.data.credit,
            overlay: event.data.overlay ?? [],
          },
        ],
        undone: undefined,
      });
      ended('won');
      return true;
    }
    case 'OpportunityWinExtended': {
      const { added: worth, credit, overlay = [], quotationId, shopOrderId } = event.data;
      const partyId = standing[0]?.partyId;
      const changes = [{ at, position, worth, credit, overlay }];
      const names = { dealId: deal.id, further: true, by: quotationId, order: shopOrderId };
      const sale = { ...names, at, position, partyId };
      if (standing.length > 0)
        deal.wins.push({ ...sale, worth, credit, overlay, changes, undone: undefined });
      return true;
    }
    case 'OpportunityWinAdjusted':
      adjust(standing, event);
      return true;
    case 'SalesCreditCorrected':
      for (const sale of standing) {
        sale.credit = event.data.credit;
        sale.overlay = event.data.overlay ?? [];
        const { worth, credit, overlay } = sale;
        sale.changes.push({ at, position, worth, credit, overlay });
      }
      return false;
    case 'OpportunityLost':
      ended('lost', event.data.reason);
      return true;
    case 'OpportunityWinReversed':
      for (const sale of standing) sale.undone = { at, position };
      ended('reversed', event.data.reason);
      return true;
    case 'OpportunityReopened':
      for (const sale of standing) sale.undone = { at, position };
      deal.end = undefined;
      come(event.data.step);
      return true;
    default:
      return false;
  }
};

/**
 * States anew what was sold by an order or a quotation, or in the first place where none is named. Of what was sold
 * on several days the last days change first.
 */
const adjust = (standing: readonly Win[], { data, at, position }: Of<'OpportunityWinAdjusted'>) => {
  const { quotationId, shopOrderId } = data.sale ?? {};
  const ordered = standing.filter(({ order }) => order !== undefined && order === shopOrderId);
  const quoted = standing.filter(({ by }) => by !== undefined && by === quotationId);
  const own = [ordered, quoted].find((sales) => sales.length > 0) ?? standing.slice(0, 1);
  let left = inCents(data.sale?.value ?? data.value);
  own.forEach((sale, place) => {
    const before = inCents(sale.worth);
    const keeps = place < own.length - 1 && left.net.amount >= before.net.amount;
    const worth = keeps ? before : left;
    left = {
      net: less(left.net, worth.net),
      margin: less(left.margin, worth.margin),
      netOfUnknownCost: less(left.netOfUnknownCost, worth.netOfUnknownCost),
    };
    sale.by = quotationId ?? sale.by;
    sale.order = shopOrderId ?? sale.order;
    if (JSON.stringify(worth) === JSON.stringify(before)) return;
    sale.worth = worth;
    sale.changes.push({ at, position, worth, credit: sale.credit, overlay: sale.overlay });
  });
};

const inCents = ({ net, margin, netOfUnknownCost }: Worth): Worth => ({
  net: inMinorUnits(net),
  margin: inMinorUnits(margin),
  netOfUnknownCost: inMinorUnits(netOfUnknownCost),
});

const less = (from: Money, amount: Money): Money => ({
  ...from,
  amount: from.amount - amount.amount,
});

/** All wins and sales of all deals, in business time. */
export const winsOf = (deals: readonly Deal[]): readonly Win[] =>
  deals
    .flatMap(({ wins }) => wins)
    .sort((left, right) =>
      left.at === right.at ? left.position - right.position : left.at < right.at ? -1 : 1,
    );
