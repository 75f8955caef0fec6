import { majorUnits } from '@presales/kernel';
import { targetTrackingModel } from '../src/target-tracking/model.ts';
import { recorded } from './history.ts';
import { itWithMaven, mavenDeals, mavenTeams, mavenTitle } from './maven.ts';
import { projected } from './project.ts';

// Whole histories are projected again and again; a busy machine may take its time.
jest.setTimeout(60_000);

itWithMaven(mavenTitle("lists a reseller's sales by manager, nobody having a target"), async () => {
  const log = recorded([...mavenTeams(), ...mavenDeals()]);
  const ask = await projected(targetTrackingModel, log);
  const { sales, targets } = await ask.targetTracking({ currency: 'USD' });
  expect(targets).toEqual([]);
  expect(sales?.teams.map(({ name, value }) => [name, majorUnits(value)])).toEqual([
    ['Team Melvin Marxen', '2251930.00'],
    ['Team Summer Sewald', '1964750.00'],
    ['Team Rocco Neubert', '1960545.00'],
    ['Team Celia Rouche', '1603897.00'],
    ['Team Cara Losch', '1130049.00'],
    ['Team Dustin Brinkmann', '1094363.00'],
  ]);
  expect(sales?.persons).toHaveLength(30);
  expect(sales?.persons[0]).toMatchObject({
    holder: { kind: 'person', id: 'Darcel Schlecht' },
    won: 349,
    value: { amount: 115_321_400 },
  });
  expect(sales?.total).toMatchObject({ won: 4_238, value: { amount: 1_000_553_400 } });
  // Every account bought something, so each became a customer once.
  expect(sales?.persons.reduce((total, { newCustomers }) => total + newCustomers, 0)).toBe(85);
});
