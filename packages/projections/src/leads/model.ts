import { decodeEvent } from '@presales/domain';
import type { StatedPurchase } from '@presales/domain/lead';
import { type LocalDate, type Money, type ReadModel, toMinorUnit } from '@presales/kernel';
import { facts } from '../shared/fact.ts';
import { mergedLeads } from '../shared/merges.ts';
import { publishedRates } from '../shared/rates.ts';
import { type LeadChange, type TimeframeChange, leadTables as table } from './tables.ts';

const changed = (
  { leadId }: { readonly leadId: string },
  what: LeadChange,
  salespersonId: string | null = null,
) => ({ lead_id: leadId, what, salesperson_id: salespersonId });

const timeframeChanged = (
  { leadId, mergedId }: { readonly leadId: string; readonly mergedId?: string },
  what: TimeframeChange,
  said?: StatedPurchase,
) => ({
  lead_id: leadId,
  what,
  other_id: mergedId ?? null,
  kind: said?.timeframe.kind ?? null,
  days: said?.timeframe.kind === 'days' ? said.timeframe.days : null,
  due_date: said?.timeframe.kind === 'date' ? said.timeframe.date : null,
  stated_on: said?.statedOn ?? null,
});

const spent = (campaignId: string, amount: Money, costDate: LocalDate) => ({
  campaign_id: campaignId,
  amount: toMinorUnit(amount).amount,
  currency: amount.currency,
  cost_date: costDate,
});

/** The facts that leads are counted from (S19 to S34). */
export const leadsModel: ReadModel = {
  name: 'leads',
  version: 4,
  decode: decodeEvent,
  tables: [
    facts(table.captured, {
      LeadCaptured: ({ data }) => ({
        lead_id: data.leadId,
        source: data.source,
        source_detail: data.sourceDetail ?? null,
        campaign_id: data.campaignId ?? null,
      }),
    }),
    facts(table.change, {
      LeadAssigned: ({ data }) => changed(data, 'assigned', data.salespersonId),
      LeadReassigned: ({ data }) => changed(data, 'assigned', data.to),
      LeadUnassigned: ({ data }) => changed(data, 'unassigned', data.salespersonId),
      LeadHandoffAccepted: ({ data }) => changed(data, 'accepted', data.salespersonId),
      LeadHandoffRejected: ({ data }) => changed(data, 'rejected', data.salespersonId),
      LeadNurturingStarted: ({ data }) => changed(data, 'nurturing'),
      LeadMarketingQualified: ({ data }) => changed(data, 'marketing-qualified'),
      LeadSalesQualified: ({ data }) => changed(data, 'sales-qualified', data.salespersonId),
      LeadDisqualified: ({ data }) => changed(data, 'disqualified'),
      LeadReopened: ({ data }) => changed(data, 'reopened'),
      LeadParked: ({ data }) => changed(data, 'parked'),
      LeadResumed: ({ data }) => changed(data, 'resumed'),
      LeadRecycled: ({ data }) => changed(data, 'recycled'),
      LeadConverted: ({ data }) => changed(data, 'converted', data.salespersonId),
    }),
    facts(table.contact, {
      LeadFirstResponded: ({ data }) => ({
        lead_id: data.leadId,
        activity_id: data.activityId,
      }),
      // Where the lead got in touch itself we did not answer, and an attempt reached nobody.
      ActivityCompleted: ({ data: { activityId, kind, subject, outcome, direction } }) => {
        const inbound = direction === 'inbound' || kind === 'inbound-call';
        return subject.leadId === undefined || outcome !== 'reached' || inbound
          ? undefined
          : { lead_id: subject.leadId, activity_id: activityId };
      },
    }),
    facts(table.contactVoid, {
      ActivityVoided: ({ data }) => ({ activity_id: data.activityId }),
    }),
    facts(table.timeframe, {
      PurchaseTimeframeStated: ({ data }) =>
        timeframeChanged({ leadId: data.leadId }, 'stated', data),
      LeadAbsorbed: ({ data }) => timeframeChanged(data, 'absorbed', data.purchase),
      LeadReleased: ({ data }) => timeframeChanged(data, 'released'),
    }),
    facts(table.score, {
      LeadScored: ({ data: { leadId, model, version, unit, score } }) => ({
        lead_id: leadId,
        model,
        version,
        unit,
        score,
      }),
    }),
    mergedLeads(table.merge),
    facts(table.campaign, {
      CampaignPlanned: ({ data }) => ({
        campaign_id: data.campaignId,
        starts_on: data.startsOn,
      }),
    }),
    facts(table.cost, {
      CampaignCostRecorded: ({ data }) => spent(data.campaignId, data.amount, data.costDate),
      CampaignCostCorrected: ({ data }) => spent(data.campaignId, data.delta, data.costDate),
    }),
    publishedRates(table.rate),
  ],
};
