import {
  type OpportunityCommand,
  type OpportunityEvent,
  opportunity,
} from '@presales/domain/opportunity';
import { scenario } from '@presales/testing';
import {
  at,
  lost,
  open,
  opened,
  opening,
  opportunityId,
  reversed,
  won,
} from './opportunity-fixtures.ts';

const { given } = scenario(opportunity);

const merge = (survivorId: string, survivorMergedInto?: string): OpportunityCommand => ({
  type: 'MergeOpportunity',
  data: {
    opportunityId,
    survivorId,
    ...(survivorMergedInto === undefined ? {} : { survivorMergedInto }),
    at,
  },
});
const merged = (survivorId: string): OpportunityEvent => ({
  type: 'OpportunityMergedInto',
  data: { opportunityId, survivorId },
});
const absorb = (mergedId: string): OpportunityCommand => ({
  type: 'AbsorbOpportunity',
  data: { opportunityId, mergedId, at },
});
const absorbed = (mergedId: string): OpportunityEvent => ({
  type: 'OpportunityAbsorbed',
  data: { opportunityId, mergedId },
});

describe('a duplicate', () => {
  it('is merged into the deal that it duplicates, and is not lost (S37)', () =>
    given(opened).when(merge('o2')).emits(merged('o2')));

  it('is merged once', () => given(opened, merged('o2')).when(merge('o2')).changesNothing());

  it('is not merged into another afterwards', () =>
    given(opened, merged('o2'))
      .when(merge('o3'))
      .refuses({ code: 'opportunity/merged', survivorId: 'o2' }));

  it('is not merged into itself', () =>
    given(opened).when(merge(opportunityId)).refuses({ code: 'opportunity/merged-into-itself' }));

  it('is not merged into a deal that it stands for itself: there is no ring', () => {
    given(opened, absorbed('o2'), absorbed('o3'))
      .when(merge('o2'))
      .refuses({ code: 'opportunity/merge-cycle', survivorId: 'o2' });
    given(opened, absorbed('o2')).when(merge('o3')).emits(merged('o3'));
  });

  it('is not merged into a deal that was merged: it goes where that went', () =>
    given(opened)
      .when(merge('o2', 'o3'))
      .refuses({ code: 'opportunity/survivor-merged', survivorId: 'o3' }));

  it.each([
    ['won', [won], 'won'],
    ['lost', [lost], 'lost'],
    ['reversed', [won, reversed], 'won-reversed'],
  ] as const)('is reopened first where it was %s', (_, history, status) =>
    given(opened, ...history)
      .when(merge('o2'))
      .refuses({ code: 'opportunity/closed', status }),
  );

  it('has to be opened first', () =>
    given().when(merge('o2')).refuses({ code: 'opportunity/not-opened' }));

  it('is still the deal that was opened', () =>
    given(opened, merged('o2')).when(open).changesNothing());

  it('is not opened as another deal', () =>
    given(opened, merged('o2'))
      .when({ type: 'OpenOpportunity', data: { ...opening, ownerId: 'ben', at } })
      .refuses({ code: 'opportunity/already-opened' }));
});

describe('the survivor of a merge', () => {
  it.each([
    ['while it is open', []],
    ['when it was won', [won]],
    ['when it was lost', [lost]],
    ['when its win was reversed', [won, reversed]],
  ])('stands for the duplicate %s', (_, history) =>
    given(opened, ...history)
      .when(absorb('o2'))
      .emits(absorbed('o2')),
  );

  it('absorbs a duplicate once, and others beside it', () => {
    given(opened, absorbed('o2'), absorbed('o3')).when(absorb('o2')).changesNothing();
    given(opened, absorbed('o2')).when(absorb('o3')).emits(absorbed('o3'));
  });

  it('does not absorb itself', () =>
    given(opened).when(absorb(opportunityId)).refuses({ code: 'opportunity/merged-into-itself' }));

  it('was opened, and not merged itself', () => {
    given().when(absorb('o2')).refuses({ code: 'opportunity/not-opened' });
    given(opened, merged('o3'))
      .when(absorb('o2'))
      .refuses({ code: 'opportunity/merged', survivorId: 'o3' });
  });
});
