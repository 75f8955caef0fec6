import type { PriceRounding } from '@presales/domain';
import {
  type SupplierCommand,
  type SupplierEvent,
  supplier,
  supplierLimits,
} from '@presales/domain/supplier';
import { scenario } from '@presales/testing';

const { given } = scenario(supplier);

const at = '2026-03-02T09:00:00.000Z';
const supplierId = 'acme';
const march = '2026-03-01';
const april = '2026-04-01';

const registered: SupplierEvent = {
  type: 'SupplierRegistered',
  data: { supplierId, name: 'Acme' },
};
const register = (name = 'Acme'): SupplierCommand => ({
  type: 'RegisterSupplier',
  data: { supplierId, name, at },
});
const rename = (name: string): SupplierCommand => ({
  type: 'RenameSupplier',
  data: { supplierId, name, at },
});
const renamed: SupplierEvent = { type: 'SupplierRenamed', data: { supplierId, name: 'Acme AG' } };
const setCost = (factor: string, validFrom = march): SupplierCommand => ({
  type: 'SetCostCoefficient',
  data: { supplierId, factor, validFrom, at },
});
const costSet = (
  factor: string,
  levelsAtLoss: readonly string[] = [],
  validFrom = march,
): SupplierEvent => ({
  type: 'CostCoefficientSet',
  data: { supplierId, factor, validFrom, levelsAtLoss },
});
const setPrice = (level: string, factor: string, validFrom = march): SupplierCommand => ({
  type: 'SetPriceCoefficient',
  data: { supplierId, level, factor, validFrom, at },
});
const priceSet = (
  level: string,
  factor: string,
  atLoss = false,
  validFrom = march,
): SupplierEvent => ({
  type: 'PriceCoefficientSet',
  data: { supplierId, level, factor, validFrom, atLoss },
});
const withdraw = (level: string, from: string): SupplierCommand => ({
  type: 'WithdrawPriceCoefficient',
  data: { supplierId, level, from, at },
});
const withdrawn = (level: string, from: string): SupplierEvent => ({
  type: 'PriceCoefficientWithdrawn',
  data: { supplierId, level, from },
});
const rule: PriceRounding = { step: '1', ending: '0.99', direction: 'nearest' };
const setRounding = (level: string, rounding = rule, validFrom = march): SupplierCommand => ({
  type: 'SetPriceRounding',
  data: { supplierId, level, rounding, validFrom, at },
});
const roundingSet = (level: string, rounding = rule, validFrom = march): SupplierEvent => ({
  type: 'PriceRoundingSet',
  data: { supplierId, level, rounding, validFrom },
});

describe('a supplier', () => {
  it('is registered once (S57)', () => {
    given().when(register()).emits(registered);
    given(registered).when(register()).changesNothing();
    given(registered, renamed).when(register()).changesNothing();
    given(registered).when(register('Globex')).refuses({ code: 'supplier/already-registered' });
  });

  it('is renamed', () => {
    given(registered).when(rename('Acme AG')).emits(renamed);
    given(registered, renamed).when(rename('Acme AG')).changesNothing();
  });

  it.each([rename('x'), setCost('1'), setPrice('gold', '1'), withdraw('gold', march)])(
    'that is not registered refuses $type',
    (command) => given().when(command).refuses({ code: 'supplier/not-registered' }),
  );
});

describe('the cost coefficient of a supplier', () => {
  it('is one event for everything of the supplier (S59, S60)', () =>
    given(registered).when(setCost('0.65')).emits(costSet('0.65')));

  it('is set anew for the same day or for a later one', () => {
    given(registered, costSet('0.65')).when(setCost('0.66')).emits(costSet('0.66'));
    given(registered, costSet('0.65'))
      .when(setCost('0.65', april))
      .emits(costSet('0.65', [], april));
    given(registered, costSet('0.65')).when(setCost('0.650')).changesNothing();
  });

  it('warns of the levels that it makes sell at cost or below', () =>
    given(registered, priceSet('gold', '0.7'), priceSet('silver', '0.8'), priceSet('list', '1'))
      .when(setCost('0.8'))
      .emits(costSet('0.8', ['gold', 'silver'])));

  it('leaves its days to the state that costs are computed from', () =>
    given(registered, costSet('0.65'))
      .when(setCost('0.7', april))
      .leaves({
        status: 'registered',
        registered: 'Acme',
        name: 'Acme',
        costFactors: new Map([
          [march, '0.65'],
          [april, '0.7'],
        ]),
        priceFactors: new Map(),
        roundings: new Map(),
      }));
});

describe('the price coefficient of a partner level', () => {
  it('is one event for everything of the supplier (S59, S61)', () =>
    given(registered).when(setPrice('gold', '0.9')).emits(priceSet('gold', '0.9')));

  it('is set anew for the same day, another day or another level', () => {
    const gold = [registered, priceSet('gold', '0.9')];
    given(...gold)
      .when(setPrice('gold', '0.90'))
      .changesNothing();
    given(...gold)
      .when(setPrice('gold', '0.91'))
      .emits(priceSet('gold', '0.91'));
    given(...gold)
      .when(setPrice('gold', '0.9', april))
      .emits(priceSet('gold', '0.9', false, april));
    given(...gold)
      .when(setPrice('silver', '0.9'))
      .emits(priceSet('silver', '0.9'));
  });

  it('warns when it sells at cost or below', () => {
    given(registered, costSet('0.65'))
      .when(setPrice('gold', '0.65'))
      .emits(priceSet('gold', '0.65', true));
    given(registered, costSet('0.65'), priceSet('silver', '0.5', true))
      .when(setPrice('gold', '0.66'))
      .emits(priceSet('gold', '0.66'));
  });

  it('is withdrawn from a day on, where there is one', () => {
    const gold = [registered, priceSet('gold', '0.9')];
    given(...gold)
      .when(withdraw('gold', april))
      .emits(withdrawn('gold', april));
    given(...gold, withdrawn('gold', april))
      .when(withdraw('gold', april))
      .changesNothing();
    given(...gold)
      .when(withdraw('silver', april))
      .changesNothing();
    given(...gold, withdrawn('gold', april))
      .when(setPrice('gold', '0.9', april))
      .emits(priceSet('gold', '0.9', false, april));
  });

  it('leaves its days to the state that prices are computed from', () =>
    given(registered, priceSet('gold', '0.9'), priceSet('silver', '1'))
      .when(withdraw('gold', april))
      .leaves({
        status: 'registered',
        registered: 'Acme',
        name: 'Acme',
        costFactors: new Map(),
        priceFactors: new Map([
          [
            'gold',
            new Map([
              [march, '0.9'],
              [april, undefined],
            ]),
          ],
          ['silver', new Map([[march, '1']])],
        ]),
        roundings: new Map(),
      }));

  it('is one of fifty at most', () => {
    const full = Array.from({ length: supplierLimits.levels }, (_, index) =>
      priceSet(`level ${index}`, '1'),
    );
    given(registered, ...full)
      .when(setPrice('gold', '1'))
      .refuses({ code: 'supplier/too-many-levels', limit: 50 });
    given(registered, ...full)
      .when(setPrice('level 0', '2'))
      .emits(priceSet('level 0', '2'));
    given(registered, ...full.slice(1))
      .when(setPrice('gold', '1'))
      .emits(priceSet('gold', '1'));
  });
});

describe('the rounding of a level’s list', () => {
  const down: PriceRounding = { step: '1', direction: 'down' };

  it('is a rule from a day on', () => {
    given(registered).when(setRounding('gold')).emits(roundingSet('gold'));
    given(registered, roundingSet('gold')).when(setRounding('gold')).changesNothing();
    given(registered, roundingSet('gold'))
      .when(setRounding('gold', down))
      .emits(roundingSet('gold', down));
    given(registered, roundingSet('gold'))
      .when(setRounding('gold', rule, april))
      .emits(roundingSet('gold', rule, april));
    given(registered, roundingSet('gold')).when(setRounding('silver')).emits(roundingSet('silver'));
  });

  it('leaves its days to the state that prices are computed from', () =>
    given(registered, roundingSet('gold'))
      .when(setRounding('gold', down, april))
      .leaves({
        status: 'registered',
        registered: 'Acme',
        name: 'Acme',
        costFactors: new Map(),
        priceFactors: new Map(),
        roundings: new Map([
          [
            'gold',
            new Map([
              [march, rule],
              [april, down],
            ]),
          ],
        ]),
      }));

  it('is one of fifty at most', () => {
    const full = Array.from({ length: supplierLimits.levels }, (_, index) =>
      roundingSet(`level ${index}`),
    );
    given(registered, ...full)
      .when(setRounding('gold'))
      .refuses({ code: 'supplier/too-many-levels', limit: 50 });
    given(registered, ...full)
      .when(setRounding('level 0', down))
      .emits(roundingSet('level 0', down));
    given(registered, ...full.slice(1))
      .when(setRounding('gold'))
      .emits(roundingSet('gold'));
  });
});
