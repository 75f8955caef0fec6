import { readFileSync } from 'node:fs';
import { atDesk, rejectsIn } from './desk.ts';

const costs = (key: string) => `
name: costs
key: ${key}
setup:
  - command: PlanCampaign
    fields: { campaignId: fair, name: Fair, channel: trade-fair, startsOn: 2024-01-01, at: 2024-01-01 }
rows:
  - command: RecordCampaignCost
    fields:
      campaignId: { column: campaign }
      costId: { template: "{invoice}-{day}" }
      amount: { column: amount, type: money, currency: EUR }
      kind: event
      costDate: { column: day }
      at: { column: day }
`;

describe('a key that does not tell rows apart', () => {
  it(
    'rejects each of them, naming the lines of the others, and stores none',
    atDesk(async (desk) => {
      const input = desk.put(
        'costs.csv',
        'campaign,invoice,amount,day\nfair,I-1,100,2024-01-05\nfair,I-2,200,2024-01-06\nfair,I-3,300,2024-01-07\n',
      );
      const result = await desk.import(input, desk.put('mapping.yaml', costs('campaign')));
      expect(result).toMatchObject({ rows: 3, events: 1, rejected: 3, duplicates: 0 });
      expect(rejectsIn(result).map(({ line, code, reason }) => [line, code, reason])).toEqual([
        [2, 'import/key-repeated', 'the key (campaign) stands in lines 3, 4 too, with other cells'],
        [3, 'import/key-repeated', 'the key (campaign) stands in lines 2, 4 too, with other cells'],
        [4, 'import/key-repeated', 'the key (campaign) stands in lines 2, 3 too, with other cells'],
      ]);
    }),
  );

  it(
    'is no fault of rows that are the same in every cell: one is imported, and the others are counted',
    atDesk(async (desk) => {
      const input = desk.put(
        'costs.csv',
        'campaign,invoice,amount,day\nfair,I-1,100,2024-01-05\nfair,I-2,200,2024-01-06\nfair,I-1,100,2024-01-05\n',
      );
      const result = await desk.import(input, desk.put('mapping.yaml', costs('invoice')));
      expect(result).toMatchObject({ rows: 3, events: 3, rejected: 0, duplicates: 1 });
    }),
  );

  it(
    'is found however the key is spelt',
    atDesk(async (desk) => {
      const input = desk.put(
        'costs.csv',
        'campaign,invoice,amount,day\nfair,caf\u00e9,100,2024-01-05\nfair,cafe\u0301,200,2024-01-06\n',
      );
      const result = await desk.import(input, desk.put('mapping.yaml', costs('invoice')));
      expect(result).toMatchObject({ rejected: 2 });
    }),
  );

  it(
    'rejects a row of which it is empty',
    atDesk(async (desk) => {
      const input = desk.put(
        'costs.csv',
        'campaign,invoice,amount,day\nfair,,100,2024-01-05\nfair,,100,2024-01-05\nfair,I-3,300,2024-01-07\n',
      );
      const result = await desk.import(input, desk.put('mapping.yaml', costs('invoice')));
      expect(result).toMatchObject({ rejected: 2, events: 2 });
      expect(rejectsIn(result).map(({ code }) => code)).toEqual(['import/no-key', 'import/no-key']);
      expect(readFileSync(desk.path('costs.csv.rejects.csv'), 'utf8')).toContain(
        'the key (invoice) is empty',
      );
    }),
  );

  it(
    'may have empty columns as long as another tells the row',
    atDesk(async (desk) => {
      const input = desk.put(
        'costs.csv',
        'campaign,invoice,amount,day\nfair,,100,2024-01-05\nfair,,200,2024-01-06\n',
      );
      const mapping = costs('[invoice, day]').replace('"{invoice}-{day}"', '"{day}"');
      const result = await desk.import(input, desk.put('mapping.yaml', mapping));
      expect(result).toMatchObject({ rejected: 0, events: 3 });
    }),
  );
});
