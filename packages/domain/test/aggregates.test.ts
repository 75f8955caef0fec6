import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { aggregates, decodeEvent } from '@presales/domain';
import { messageTypes, streamName, UndecodableEvent } from '@presales/kernel';
import { stored } from './stored.ts';

const source = join(__dirname, '../src');
const folders = readdirSync(source, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'shared')
  .map(({ name }) => name);
const camelCase = (name: string): string =>
  name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

describe('the aggregates', () => {
  it('are those that have a folder, each under its name', () =>
    expect(Object.keys(aggregates).sort()).toEqual(folders.map(camelCase).sort()));

  it.each(Object.entries(aggregates))(
    '%s keeps its streams under its own name',
    (name, { category }) => {
      expect(category).toBe(name);
      expect(streamName(category, 'x')).toBe(`${name}-x`);
    },
  );

  it.each(folders)('%s knows no other aggregate', (folder) => {
    const strangers = readdirSync(join(source, folder)).flatMap((file) =>
      [...readFileSync(join(source, folder, file), 'utf8').matchAll(/from '(\.\.\/[^']+)'/g)]
        .map(([, path]) => path)
        .filter((path) => !path?.startsWith('../shared/')),
    );
    expect(strangers).toEqual([]);
  });

  it('have commands of different names', () => {
    const names = [
      ...messageTypes(aggregates.lead.commands),
      ...messageTypes(aggregates.leadDistribution.commands),
      ...messageTypes(aggregates.inquiry.commands),
      ...messageTypes(aggregates.quotation.commands),
      ...messageTypes(aggregates.opportunity.commands),
      ...messageTypes(aggregates.campaign.commands),
      ...messageTypes(aggregates.campaignMember.commands),
      ...messageTypes(aggregates.party.commands),
      ...messageTypes(aggregates.pipeline.commands),
      ...messageTypes(aggregates.team.commands),
      ...messageTypes(aggregates.target.commands),
      ...messageTypes(aggregates.activity.commands),
      ...messageTypes(aggregates.exchangeRate.commands),
      ...messageTypes(aggregates.shopOrder.commands),
      ...messageTypes(aggregates.engagement.commands),
      ...messageTypes(aggregates.product.commands),
      ...messageTypes(aggregates.supplier.commands),
      ...messageTypes(aggregates.priceList.commands),
    ];
    expect(new Set<string>(names).size).toBe(names.length);
  });
});

describe('an event of a log', () => {
  const ofLead = (type: string, version = 1) => stored({ type, version, data: { leadId: 'l1' } });

  it('is read by the aggregate that wrote it', () =>
    expect(decodeEvent(ofLead('LeadMarketingQualified'))).toEqual(
      ofLead('LeadMarketingQualified'),
    ));

  it.each([ofLead('LeadEaten'), ofLead('LeadMarketingQualified', 2)])(
    'is not guessed at: $type version $version',
    (unknown) => expect(() => decodeEvent(unknown)).toThrow(UndecodableEvent),
  );
});
