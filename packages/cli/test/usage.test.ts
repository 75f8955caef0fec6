import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { presales } from './captured.ts';

describe('Using the command wrongly', () => {
  it('names a command that there is not, and the nearest that there is', async () => {
    expect(await presales(['funel'])).toEqual({
      code: 2,
      out: '',
      err: "error: unknown command 'funel'\n(Did you mean funnel?)\n(presales --help tells what there is)\n",
    });
  });

  it('names an option that there is not, and the nearest that there is', async () => {
    const { code, err } = await presales(['funnel', '--moode', 'strict']);
    expect(code).toBe(2);
    expect(err).toContain("unknown option '--moode'");
    expect(err).toContain('Did you mean --mode?');
  });

  it('shows what there is when nothing is asked, and calls that wrong usage', async () => {
    const { code, out, err } = await presales([]);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain('Usage: presales');
  });

  it.each([
    [['funnel', '--mode', 'fast'], 'Allowed choices are reached, strict, imputed.'],
    [['funnel', '--basis', 'fast'], 'Allowed choices are cohort, period.'],
    [['funnel', '--by', 'colour'], 'Allowed choices are team, person,'],
    [['funnel', '--within', '-1'], 'Expected a number from 0.'],
    [['funnel', '--within', 'a week'], 'Expected a number from 0.'],
    [['funnel', '--currency', 'EURO'], "'EURO' is invalid. Expected a code such as EUR."],
    [['roi', '--via', 'eur'], "'eur' is invalid. Expected a code such as EUR."],
    [['funnel', '--zone', 'Mars/North'], 'Expected an IANA time zone such as Europe/Bucharest.'],
    [['funnel', '--fiscal-year-start', '13'], 'Expected a month from 1 to 12'],
    [['funnel', '--fiscal-year-start', '0'], 'Expected a month from 1 to 12'],
    [['funnel', '--fiscal-year-start', '04-32'], '04-06 for 6 April.'],
    [
      ['funnel', '--log', 'memory:', '--fiscal-year-start', '02-29'],
      "argument '2-29' is invalid. Expected a day that the month has in every year.",
    ],
    [['funnel', '--fiscal-year-named-by', 'middle'], 'Allowed choices are start, end.'],
    [
      ['funnel', '--log', 'memory:', '--period', '2025-W53'],
      'period "2025-W53": expected one of the 52 weeks of 2025',
    ],
    [['funnel', '--as-of', '2025-13-01'], "option '--as-of' argument '2025-13-01' is invalid."],
    [['funnel', '--as-of', 'yesterday'], 'Expected a day such as 2025-03-31 or an instant'],
    [['funnel', '--as-of', '2025-02-30T10:00Z'], 'Expected a day such as 2025-03-31 or an instant'],
    [['funnel', '--known-at', 'then'], "option '--known-at' argument 'then' is invalid."],
    [['funnel', '--period', '2025-Q5'], 'period "2025-Q5": expected 2017, 2017-H1, 2017-Q1,'],
    [['roi', '--attribution', 'magic'], 'Allowed choices are first, last, linear, position,'],
    [['roi', '--decay-by', 'week'], 'Allowed choices are day, instant.'],
    [['roi', '--look-back', '-3'], 'Expected a number from 0.'],
    [['leads', '--bands', '14'], 'Expected days for hot and for warm, such as 14,75.'],
    [['leads', '--bands', '75,14'], 'Expected days for hot and for warm, such as 14,75.'],
    [['show', 'Q1'], 'Expected inquiry:ID or quotation:ID.'],
    [['show', 'deal:Q1'], 'Expected inquiry:ID or quotation:ID.'],
    [['leads', '--top', '-1'], 'Expected a number from 0.'],
    [['targets', '--holder', 'ana.pop'], 'Expected person:ID or team:ID.'],
    [['targets', '--holder', 'person:'], 'Expected person:ID or team:ID.'],
    [['targets', '--reversals', 'never'], 'Allowed choices are win-period, reversal-period.'],
    [['events', '--type', 'opportunitywon'], 'Did you mean OpportunityWon'],
    [['events', '--type', 'xyz'], 'No such event type; there are LeadCaptured,'],
    [['events', '--category', 'lea'], 'Did you mean lead'],
    [['events', '--limit', '0'], 'Expected a number from 1.'],
    [['events', '--after', 'x'], 'Expected a position of the log.'],
    [['events', '--last', '2', '--limit', '2'], "'--last' cannot be used with option '--limit'"],
    [['events', '--last', '2', '--follow'], "'--last' cannot be used with option '--follow'"],
    [['events', '--last', '2', '--after', '1'], "'--last' cannot be used with option '--after'"],
    [
      ['events', '--stream', 'lead-L1', '--category', 'team'],
      'stream lead-L1 is not in category team',
    ],
    [['stream'], "missing required argument 'stream'"],
    [['stream', 'lead-L1', 'lead-L2'], 'too many arguments'],
    [['demo', '--seed', 'x'], 'Expected a number from 0 to 2147483647.'],
    [['demo', '--seed', '2147483648'], 'Expected a number from 0 to 2147483647.'],
  ])('%j is answered in words, with code 2', async (argv, words) => {
    const { code, out, err } = await presales(argv, { PRESALES_EVENT_LOG: 'memory:' });
    expect(err).toContain(words);
    expect(err).not.toMatch(/\n\s+at /);
    expect({ code, out }).toEqual({ code: 2, out: '' });
  });

  it('asks which log when none is named', async () => {
    const { code, err } = await presales(['funnel']);
    expect(code).toBe(2);
    expect(err).toContain('which log? Name it with --log sqlite:./presales.db');
  });

  it('asks which currency where the log has no amount yet', async () => {
    const { code, err } = await presales(['funnel', '--log', 'memory:']);
    expect(code).toBe(2);
    expect(err).toContain('name the currency with --currency EUR');
  });

  it('never prints the password of a connection', async () => {
    const { code, err } = await presales(['events', '--log', 'postgres://anna:secret@host/db']);
    expect(code).toBe(2);
    expect(err).toContain('postgres://anna:***@host/db');
    expect(err).not.toContain('secret');
  });
});

describe('Asking for the version', () => {
  it('tells that of the package', async () => {
    const manifest = JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8'));
    expect(await presales(['--version'])).toEqual({
      code: 0,
      out: `${manifest.version}\n`,
      err: '',
    });
  });
});

describe('Asking for help', () => {
  it('tells the commands, where things are, and every exit code', async () => {
    const { code, out, err } = await presales(['--help']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    for (const word of [
      'demo',
      'import',
      'funnel',
      'leads',
      'roi',
      'targets',
      'show',
      'events',
      'stream',
    ])
      expect(out).toMatch(new RegExp(`^  ${word} `, 'm'));
    for (const exit of [0, 1, 2, 3, 4, 130])
      expect(out).toMatch(new RegExp(`^  ${exit} +\\S`, 'm'));
    expect(out).toContain('PRESALES_EVENT_LOG');
    expect(out).toContain('PRESALES_READ_MODELS');
  });

  it.each(['demo', 'import', 'funnel', 'leads', 'roi', 'targets', 'show', 'events', 'stream'])(
    '%s has examples and the options that all have',
    async (name) => {
      const { code, out } = await presales([name, '--help']);
      expect(code).toBe(0);
      expect(out).toContain('Examples:');
      for (const option of ['--log', '--json', '--no-color']) expect(out).toContain(option);
      // Who only reads or writes the log has no read models to name.
      const ofLogOnly = ['import', 'events', 'stream'].includes(name);
      expect(out.includes('--read-models')).toBe(!ofLogOnly);
      expect(await presales(['help', name])).toEqual({ code: 0, out, err: '' });
    },
  );
});
