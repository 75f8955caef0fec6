import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { answer, no, profit } from './readme-example.ts';

const read = (path: string): string => readFileSync(join(__dirname, path), 'utf8');

describe("the README's example", () => {
  it('is this program', () => {
    const [, block] = /```ts\n(.*?)```/s.exec(read('../README.md')) ?? [];
    expect(block).toBe(read('readme-example.ts'));
  });

  it('does what its comments say', () => {
    expect(answer).toMatchObject({
      outcome: 'emitted',
      events: [
        {
          type: 'QuotationSent',
          data: {
            version: 1,
            subtotals: [{ net: { amount: 12_015_75 }, margin: { amount: 2_215_75 } }],
          },
        },
      ],
    });
    expect(no).toEqual({
      outcome: 'refused',
      refusal: { code: 'quotation/validity-past', validUntil: '2026-03-31' },
    });
    expect(profit).toEqual([{ margin: '18.44', markup: '22.61' }]);
  });
});
