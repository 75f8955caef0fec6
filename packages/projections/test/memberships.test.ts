import { membershipsOf, teamNames } from '../src/shared/memberships.ts';

let position = 0;
const change = (person: string, team: string, member: 0 | 1, from: string) => {
  position += 1;
  return {
    fact: `${position}`,
    occurred_at: '2026-01-01T00:00:00.000Z',
    recorded_at: '2026-01-01T00:00:00.000Z',
    position,
    team_id: team,
    salesperson_id: person,
    member,
    from_date: from,
  };
};
const march = { start: '2026-03-01', end: '2026-04-01' };

describe('membership of a team', () => {
  const { isMember } = membershipsOf([
    change('anna', 'north', 0, '2026-03-10'),
    change('anna', 'north', 1, '2026-03-01'),
    change('anna', 'north', 1, '2026-03-20'),
  ]);

  it.each([
    ['2026-02-28', false],
    ['2026-03-01', true],
    ['2026-03-09', true],
    ['2026-03-10', false],
    ['2026-03-19', false],
    ['2026-03-20', true],
  ])('on %s is %s, in whatever order it was recorded', (on, member) =>
    expect(isMember('north', 'anna', on)).toBe(member),
  );

  it('is nobody’s whom nothing was told of', () => {
    expect(isMember('north', 'ben', '2026-03-05')).toBe(false);
    expect(isMember('south', 'anna', '2026-03-05')).toBe(false);
  });

  it('goes by what was recorded last where two changes hold from one day', () => {
    const joined = change('anna', 'north', 1, '2026-03-01');
    const left = change('anna', 'north', 0, '2026-03-01');
    expect(membershipsOf([left, joined]).isMember('north', 'anna', '2026-03-01')).toBe(false);
  });
});

describe('the home team', () => {
  it('is the one joined last of those that one still belongs to', () => {
    const { homeTeam } = membershipsOf([
      change('anna', 'north', 1, '2026-01-01'),
      change('anna', 'south', 1, '2026-02-01'),
      change('anna', 'south', 0, '2026-03-01'),
    ]);
    expect(homeTeam('anna', '2025-12-31')).toBeUndefined();
    expect(homeTeam('anna', '2026-01-31')).toBe('north');
    expect(homeTeam('anna', '2026-02-28')).toBe('south');
    expect(homeTeam('anna', '2026-03-01')).toBe('north');
    expect(homeTeam('ben', '2026-03-01')).toBeUndefined();
  });

  it('is the one recorded last of two joined on one day', () => {
    const { homeTeam } = membershipsOf([
      change('anna', 'south', 1, '2026-01-01'),
      change('anna', 'north', 1, '2026-01-01'),
    ]);
    expect(homeTeam('anna', '2026-01-01')).toBe('north');
  });
});

describe('the members during a period', () => {
  it.each([
    ['was one all along', [change('anna', 'north', 1, '2026-01-01')], true],
    ['joined on its first day', [change('anna', 'north', 1, '2026-03-01')], true],
    ['joined on its last day', [change('anna', 'north', 1, '2026-03-31')], true],
    ['joined on the day after', [change('anna', 'north', 1, '2026-04-01')], false],
    ['joined another team', [change('anna', 'south', 1, '2026-03-01')], false],
    [
      'left on its first day',
      [change('anna', 'north', 1, '2026-01-01'), change('anna', 'north', 0, '2026-03-01')],
      false,
    ],
    [
      'left on its second day',
      [change('anna', 'north', 1, '2026-01-01'), change('anna', 'north', 0, '2026-03-02')],
      true,
    ],
  ])('are told of somebody who %s', (_, changes, member) =>
    expect(membershipsOf(changes).membersDuring('north', march)).toEqual(member ? ['anna'] : []),
  );
});

it('a team without a name goes by its id', () => {
  const name = teamNames([]);
  expect(name('north')).toBe('north');
});
