import type { CurrencyCode } from '@presales/kernel';
import type { Line } from './grouping.ts';
import { type Amounts, AttributionTally, CampaignTally, nothing } from './tally.ts';

/** The lines of the report with what is tallied on each, and the tally of all of them together. */
export class Lines {
  readonly total: CampaignTally;
  private readonly lines = new Map<string, Pick<TalliedLine, 'line' | 'tally'>>();
  private readonly lineAt: (campaignId: string) => Line;
  private readonly currency: CurrencyCode;

  constructor(lineAt: (campaignId: string) => Line, currency: CurrencyCode) {
    this.lineAt = lineAt;
    this.currency = currency;
    this.total = new CampaignTally(currency);
  }

  /** The tally of the line that a campaign is counted in; the line is there from now on. */
  of(campaignId: string): CampaignTally {
    const line = this.lineAt(campaignId);
    const { tally } = this.lines.get(line.key) ?? { tally: new CampaignTally(this.currency) };
    this.lines.set(line.key, { line, tally });
    return tally;
  }

  /** What concerns a campaign is tallied on its line and in the total. */
  both(campaignId: string): readonly CampaignTally[] {
    return [this.of(campaignId), this.total];
  }

  /** All lines, as they came, with what each is credited with: together, the total. */
  all(): readonly TalliedLine[] {
    const lines = [...this.lines.values()];
    const amounts = AttributionTally.amountsOf(lines.map(({ tally }) => tally));
    return lines.map((line, place) => ({ ...line, amounts: amounts[place] ?? nothing }));
  }
}

/** A line and what is tallied on it. */
export interface TalliedLine {
  readonly line: Line;
  readonly tally: CampaignTally;
  /** What it is credited with, in minor units. */
  readonly amounts: Amounts;
}
