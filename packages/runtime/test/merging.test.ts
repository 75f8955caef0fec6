import { open, type Presales } from '@presales/runtime';

const at = '2026-03-02T09:00:00.000Z';

describe('two that are one', () => {
  let presales: Presales;
  beforeEach(async () => {
    presales = await open({ eventLog: 'memory:', project: false, now: () => at });
    for (const leadId of ['l1', 'l2'])
      await presales.lead({
        type: 'CaptureLead',
        data: { leadId, partyId: 'acme', source: 'trade-fair' },
      });
    await presales.lead({ type: 'AssignLead', data: { leadId: 'l1', salespersonId: 'ana' } });
    await presales.lead({ type: 'ConvertLead', data: { leadId: 'l1', opportunityId: 'o1' } });
  });
  afterEach(() => presales.close());

  const absorb = async (leadId: string, mergedId: string) => {
    const answer = await presales.lead({ type: 'AbsorbLead', data: { leadId, mergedId } });
    return answer.outcome === 'refused' ? answer.refusal : answer.events.map(({ type }) => type);
  };

  it('are one in the opportunity that the one of them has become', async () => {
    expect(await absorb('l1', 'l2')).toEqual(['LeadAbsorbed']);
    const merged = await presales.lead({
      type: 'MergeLead',
      data: { leadId: 'l2', survivorId: 'l1' },
    });
    expect(merged.outcome).toBe('emitted');
    expect((await presales.lead.load('l1')).state).toMatchObject({
      status: 'converted',
      record: { absorbed: ['l2'] },
    });
  });

  it('are not half one the wrong way round', async () => {
    expect(await absorb('l2', 'l1')).toEqual({
      code: 'lead/not-to-be-merged',
      mergedId: 'l1',
      status: 'converted',
    });
    expect((await presales.lead.load('l2')).revision).toBe(0n);
  });

  it('are not half one by ending in somebody who has not taken them in', async () => {
    const ended = await presales.lead({
      type: 'MergeLead',
      data: { leadId: 'l2', survivorId: 'nobody' },
    });
    expect(ended).toMatchObject({
      refusal: { code: 'lead/not-absorbed', survivorId: 'nobody' },
    });
    await presales.party({
      type: 'RegisterParty',
      data: { partyId: 'p1', details: { kind: 'person', name: 'Anna' } },
    });
    expect(
      await presales.party({ type: 'MergeParty', data: { partyId: 'p1', survivorId: 'nobody' } }),
    ).toMatchObject({ refusal: { code: 'party/not-absorbed', survivorId: 'nobody' } });
  });

  it('are not one in a circle', async () => {
    await presales.lead({
      type: 'CaptureLead',
      data: { leadId: 'l3', partyId: 'acme', source: 'other' },
    });
    expect(await absorb('l2', 'l3')).toEqual(['LeadAbsorbed']);
    expect(await absorb('l3', 'l2')).toEqual({ code: 'lead/merge-cycle', survivorId: 'l3' });
  });

  it('are two parties where the one was never registered or was erased', async () => {
    const register = (partyId: string) =>
      presales.party({
        type: 'RegisterParty',
        data: { partyId, details: { kind: 'person', name: 'Anna' } },
      });
    await register('p1');
    await register('p2');
    await presales.party({ type: 'ErasePersonalData', data: { partyId: 'p2', reason: 'asked' } });
    for (const [mergedId, status] of [
      ['p2', 'erased'],
      ['p3', 'absent'],
    ] as const)
      expect(
        await presales.party({ type: 'AbsorbParty', data: { partyId: 'p1', mergedId } }),
      ).toEqual({
        outcome: 'refused',
        refusal: { code: 'party/not-to-be-merged', mergedId, status },
      });
  });

  describe('as deals', () => {
    const pipeline = { pipelineId: 'direct', version: 1, steps: ['contact', 'proof'] };
    const none = { amount: 0, currency: 'EUR', scale: 2 };
    const net = { ...none, amount: 100_000 };
    const value = { net, margin: net, netOfUnknownCost: none };
    const openDeal = (opportunityId: string) =>
      presales.opportunity({
        type: 'OpenOpportunity',
        data: { opportunityId, ownerId: 'ana', pipeline },
      });
    const answered = async (asked: Promise<Awaited<ReturnType<typeof openDeal>>>) => {
      const answer = await asked;
      return answer.outcome === 'refused'
        ? answer.refusal.code
        : answer.events.map(({ type }) => type);
    };
    const absorbDeal = (opportunityId: string, mergedId: string) =>
      answered(
        presales.opportunity({ type: 'AbsorbOpportunity', data: { opportunityId, mergedId } }),
      );
    const mergeDeal = (opportunityId: string, survivorId: string) =>
      answered(
        presales.opportunity({ type: 'MergeOpportunity', data: { opportunityId, survivorId } }),
      );
    const winDeal = (opportunityId: string) =>
      answered(presales.opportunity({ type: 'WinOpportunity', data: { opportunityId, value } }));

    it('are not half one when the open one is to absorb the won one', async () => {
      await openDeal('o1');
      await openDeal('o2');
      await winDeal('o1');
      expect(await absorbDeal('o2', 'o1')).toBe('opportunity/not-to-be-merged');
      expect((await presales.opportunity.load('o2')).revision).toBe(0n);
      expect(await absorbDeal('o1', 'o2')).toEqual(['OpportunityAbsorbed']);
      expect(await absorbDeal('o1', 'nobody')).toBe('opportunity/not-to-be-merged');
    });

    it('are not half one by ending in a deal that has not taken them in', async () => {
      await openDeal('o1');
      await openDeal('o2');
      expect(await mergeDeal('o2', 'o1')).toBe('opportunity/not-absorbed');
      await absorbDeal('o1', 'o2');
      expect(await mergeDeal('o2', 'o1')).toEqual(['OpportunityMergedInto']);
    });

    it('are not one in a circle of three', async () => {
      for (const id of ['o1', 'o2', 'o3']) await openDeal(id);
      await absorbDeal('o1', 'o2');
      await absorbDeal('o2', 'o3');
      await mergeDeal('o2', 'o1');
      expect(await mergeDeal('o3', 'o2')).toBe('opportunity/survivor-merged');
    });
  });
});
