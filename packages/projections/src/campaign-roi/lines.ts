import type { CurrencyCode } from '@presales/kernel';
import type { Line } from './grouping.ts';
import { CampaignTally } from './tally.ts';

/** The lines of the report with what is tallied on each, and the tally of all of them together. */
export class Lines {
  readonly total: CampaignTally;
  private readonly lines = new Map<string, TalliedLine>();
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

  all(): readonly TalliedLine[] {
    return [...this.lines.values()];
  }
}

/** A line and what is tallied on it. */
export interface TalliedLine {
  readonly line: Line;
  readonly tally: CampaignTally;
}
