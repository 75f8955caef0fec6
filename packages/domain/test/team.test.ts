import { membersOn, type TeamCommand, type TeamEvent, team } from '@presales/domain/team';
import { fold } from '@presales/kernel';
import { scenario } from '@presales/testing';

const { given } = scenario(team);

const at = '2026-03-02T09:00:00.000Z';
const teamId = 'north';
const create: TeamCommand = { type: 'CreateTeam', data: { teamId, name: 'North', at } };
const created: TeamEvent = { type: 'TeamCreated', data: { teamId, name: 'North' } };
const join = (from: string): TeamCommand => ({
  type: 'JoinTeam',
  data: { teamId, salespersonId: 'anna', from, at },
});
const joined = (from: string, salespersonId = 'anna'): TeamEvent => ({
  type: 'SalespersonJoinedTeam',
  data: { teamId, salespersonId, from },
});
const leave = (from: string): TeamCommand => ({
  type: 'LeaveTeam',
  data: { teamId, salespersonId: 'anna', from, at },
});
const left = (from: string): TeamEvent => ({
  type: 'SalespersonLeftTeam',
  data: { teamId, salespersonId: 'anna', from },
});
const [january, march, may] = ['2026-01-01', '2026-03-01', '2026-05-01'] as const;

describe('a team', () => {
  it('is created', () => given().when(create).emits(created));
  it('is created once', () => given(created, joined(march)).when(create).changesNothing());
  it('is not created again under another name', () =>
    given(created)
      .when({ type: 'CreateTeam', data: { teamId, name: 'South', at } })
      .refuses({ code: 'team/already-created', name: 'North' }));
  it.each([join(march), leave(march)])('has to be created before $type', (command) =>
    given().when(command).refuses({ code: 'team/not-created' }),
  );
});

describe('a member of a team (S56)', () => {
  it('joins on a day', () => given(created).when(join(march)).emits(joined(march)));

  it('joins whoever else is there', () =>
    given(created, joined(january, 'ben')).when(join(march)).emits(joined(march)));

  it.each([march, may])('is there already when joining again on %s', (day) =>
    given(created, joined(march)).when(join(day)).changesNothing(),
  );

  it('was not there earlier than it joined', () =>
    given(created, joined(march))
      .when(join('2026-02-28'))
      .refuses({ code: 'team/joined-later', from: march }));

  it('leaves on a day', () =>
    given(created, joined(january)).when(leave(march)).emits(left(march)));

  it('may leave on the day of joining', () =>
    given(created, joined(march)).when(leave(march)).emits(left(march)));

  it('does not leave before the day of joining', () =>
    given(created, joined(march))
      .when(leave('2026-02-28'))
      .refuses({ code: 'team/leaves-before-joining', from: march }));

  it('leaves once', () =>
    given(created, joined(january), left(march)).when(leave(march)).changesNothing());

  it('has left already when leaving on another day', () =>
    given(created, joined(january), left(march))
      .when(leave(may))
      .refuses({ code: 'team/not-a-member', salespersonId: 'anna' }));

  it('has to be one to leave', () =>
    given(created, joined(january, 'ben'))
      .when(leave(march))
      .refuses({ code: 'team/not-a-member', salespersonId: 'anna' }));

  it('may come back on the day of leaving', () =>
    given(created, joined(january), left(march)).when(join(march)).emits(joined(march)));

  it('does not come back before having left', () =>
    given(created, joined(january), left(march))
      .when(join('2026-02-28'))
      .refuses({ code: 'team/joins-before-leaving', until: march }));

  it('may leave again after coming back', () =>
    given(created, joined(january), left(march), joined(march)).when(leave(may)).emits(left(may)));

  it('is remembered by the days of each membership', () =>
    given(created, joined(january), left(march), joined(march), left(may), joined(may)).is({
      status: 'created',
      name: 'North',
      members: new Map([
        ['anna', [{ from: january, until: march }, { from: march, until: may }, { from: may }]],
      ]),
    }));
});

describe('the members of a team on a day (S56, B12)', () => {
  const state = fold(team.decider, [
    created,
    joined(march, 'ben'),
    joined(january),
    left(march),
    joined(may),
  ]);

  it.each([
    ['2025-12-31', []],
    [january, ['anna']],
    ['2026-02-28', ['anna']],
    [march, ['ben']],
    ['2026-04-30', ['ben']],
    [may, ['ben', 'anna']],
    ['9999-12-31', ['ben', 'anna']],
  ])('on %s are %j', (day, members) => expect(membersOn(state, day)).toEqual(members));

  it('are none before there is a team', () =>
    expect(membersOn(team.decider.initialState, january)).toEqual([]));
});
