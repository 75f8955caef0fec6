import { printed } from '../src/harness/print.ts';

const durable = { journalMode: 'wal', synchronous: 2 };

describe('a report', () => {
  it('prints ratios of the same rounds with their spread, and the settings that were found', () => {
    const text = printed({
      comparisons: [
        {
          title: 'Append',
          unit: 'events',
          reference: 'floor',
          series: [
            {
              contender: 'floor',
              setUp: 'by hand',
              settings: durable,
              rates: [1_000, 500, 2_000],
              cpuRates: [1, 1, 1],
            },
            {
              contender: 'ours',
              setUp: 'as it comes',
              settings: durable,
              rates: [900, 500, 1_600],
              cpuRates: [5, 1, 2],
            },
          ],
        },
      ],
      targets: [],
      remarks: ['something else'],
    });
    expect(text).toContain('Append  (ratio to floor)');
    expect(text).toMatch(/ours +0\.90 +0\.85–0\.95 +0\.80–1\.00 +2\.00 +900$/m);
    expect(text).toContain('ours: as it comes [wal, synchronous=FULL]');
    expect(text).not.toContain('not durable');
    expect(text).toContain('something else');
  });

  it('marks a contender that could lose an acknowledged commit', () => {
    const normal = { journalMode: 'wal', synchronous: 1 };
    const text = printed({
      comparisons: [
        {
          title: 'Append',
          unit: 'events',
          reference: 'loose',
          series: [
            { contender: 'loose', setUp: 'fast', settings: normal, rates: [10], cpuRates: [10] },
          ],
        },
      ],
      targets: [],
      remarks: [],
    });
    expect(text).toMatch(/loose .* not durable$/m);
    expect(text).toContain('[wal, synchronous=NORMAL] NOT DURABLE');
  });

  it('tells which contenders failed, and how often', () => {
    const series = { setUp: undefined };
    const text = printed({
      comparisons: [
        {
          title: 'Append',
          unit: 'events',
          reference: 'steady',
          series: [
            { ...series, contender: 'steady', rates: [10, 10], cpuRates: [1, 1] },
            { ...series, contender: 'shaky', rates: [undefined, 5], cpuRates: [undefined, 1] },
            { ...series, contender: 'broken', rates: [undefined], cpuRates: [undefined] },
          ],
        },
      ],
      targets: [],
      remarks: [],
    });
    expect(text).toMatch(/shaky +0\.50 .* failed in 1 of 2 rounds$/m);
    expect(text).toMatch(/broken +failed$/m);
  });

  it('says of every target whether its median meets it', () => {
    const target = { what: 'speed', unit: '', wanted: 1, figures: [0.5, 1, 2] } as const;
    const memory = { what: 'memory', unit: ' MB', wanted: 300, figures: [299, 301, 400] } as const;
    const text = printed({
      comparisons: [],
      targets: [
        { ...target, bound: 'at least' },
        { ...memory, bound: 'at most' },
      ],
      remarks: [],
    });
    expect(text).toContain('met    speed: 1.00 (0.75–1.50), wanted at least 1');
    expect(text).toContain('MISSED memory: 301 MB (300–351), wanted at most 300 MB');
  });
});
