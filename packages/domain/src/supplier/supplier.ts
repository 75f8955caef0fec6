import {
  type Aggregate,
  aggregate,
  type Decimal,
  type Decision,
  decisions,
  type LocalDate,
  type Of,
} from '@presales/kernel';
import { valueOn, withValue } from '../shared/pricing/by-day.ts';
import { levelsAtLoss, type SupplierTerms } from '../shared/pricing/supplier-terms.ts';
import { same } from '../shared/same.ts';
import { sameDecimal } from '../shared/same-decimal.ts';
import { SupplierCommand } from './commands.ts';
import { SupplierEvent } from './events.ts';

/** What a supplier is: the terms that `unitCostOf` and `salePriceOf` take. */
export type Supplier =
  | { readonly status: 'absent' }
  | (SupplierTerms & {
      readonly status: 'registered';
      /** As it was registered. */
      readonly registered: string;
      readonly name: string;
    });

/** Why a supplier's command is refused. */
export type SupplierRefusal =
  /** Registered before, under another name. */
  | { readonly code: 'supplier/already-registered' }
  | { readonly code: 'supplier/not-registered' }
  | { readonly code: 'supplier/too-many-levels'; readonly limit: number };

/** Every bound of a supplier. */
export const supplierLimits = {
  /** Partner levels. */
  levels: 50,
} as const;

const evolve = (state: Supplier, event: SupplierEvent): Supplier => {
  if (event.type === 'SupplierRegistered') {
    const { name } = event.data;
    return {
      status: 'registered',
      registered: name,
      name,
      costFactors: new Map(),
      priceFactors: new Map(),
      roundings: new Map(),
    };
  }
  if (state.status === 'absent') return state;
  switch (event.type) {
    case 'SupplierRenamed':
      return { ...state, name: event.data.name };
    case 'CostCoefficientSet':
      return withCost(state, event.data.validFrom, event.data.factor);
    case 'PriceCoefficientSet': {
      const { level, validFrom, factor } = event.data;
      return withPrice(state, level, validFrom, factor);
    }
    case 'PriceCoefficientWithdrawn':
      return withPrice(state, event.data.level, event.data.from, undefined);
    case 'PriceRoundingSet': {
      const { level, validFrom, rounding } = event.data;
      const known = withValue(state.roundings.get(level), validFrom, rounding);
      return { ...state, roundings: new Map(state.roundings).set(level, known) };
    }
  }
};

type Registered = Exclude<Supplier, { readonly status: 'absent' }>;

const withCost = (state: Registered, from: LocalDate, factor: Decimal): Registered => ({
  ...state,
  costFactors: withValue(state.costFactors, from, factor),
});

const withPrice = (
  state: Registered,
  level: string,
  from: LocalDate,
  factor: Decimal | undefined,
): Registered => ({
  ...state,
  priceFactors: new Map(state.priceFactors).set(
    level,
    withValue(state.priceFactors.get(level), from, factor),
  ),
});

const decide = (command: SupplierCommand, state: Supplier): Answer => {
  if (command.type === 'RegisterSupplier') return register(command.data, state);
  if (state.status === 'absent') return refuse({ code: 'supplier/not-registered' });
  switch (command.type) {
    case 'RenameSupplier':
      return rename(command.data, state);
    case 'SetCostCoefficient':
      return setCost(command.data, state);
    case 'SetPriceCoefficient':
      return setPrice(command.data, state);
    case 'WithdrawPriceCoefficient':
      return withdrawPrice(command.data, state);
    case 'SetPriceRounding':
      return setRounding(command.data, state);
  }
};

/** A supplier and the coefficients that reprice everything of it at once (S59). */
export const supplier: Aggregate<SupplierCommand, Supplier, SupplierEvent, SupplierRefusal> =
  aggregate({
    category: 'supplier',
    commands: SupplierCommand,
    events: SupplierEvent,
    decider: { initialState: { status: 'absent' }, evolve, decide },
    identify: ({ data }) => data.supplierId,
  });

type Answer = Decision<SupplierEvent, SupplierRefusal>;
type Data<Type extends SupplierCommand['type']> = Of<SupplierCommand, Type>['data'];
const { emit, refuse } = decisions<SupplierEvent, SupplierRefusal>();

function register({ supplierId, name }: Data<'RegisterSupplier'>, state: Supplier): Answer {
  if (state.status === 'absent')
    return emit({ type: 'SupplierRegistered', data: { supplierId, name } });
  return state.registered === name ? emit() : refuse({ code: 'supplier/already-registered' });
}

function rename({ supplierId, name }: Data<'RenameSupplier'>, state: Registered): Answer {
  return state.name === name
    ? emit()
    : emit({ type: 'SupplierRenamed', data: { supplierId, name } });
}

function setCost({ at: _, ...set }: Data<'SetCostCoefficient'>, state: Registered): Answer {
  const { validFrom, factor } = set;
  const known = state.costFactors.get(validFrom);
  if (known !== undefined && sameDecimal(known, factor)) return emit();
  const atLoss = levelsAtLoss(withCost(state, validFrom, factor), validFrom);
  return emit({ type: 'CostCoefficientSet', data: { ...set, levelsAtLoss: atLoss } });
}

function setPrice({ at: _, ...set }: Data<'SetPriceCoefficient'>, state: Registered): Answer {
  const { level, validFrom, factor } = set;
  const known = state.priceFactors.get(level)?.get(validFrom);
  if (known !== undefined && sameDecimal(known, factor)) return emit();
  const { levels } = supplierLimits;
  if (!state.priceFactors.has(level) && state.priceFactors.size >= levels)
    return refuse({ code: 'supplier/too-many-levels', limit: levels });
  const atLoss = levelsAtLoss(withPrice(state, level, validFrom, factor), validFrom);
  return emit({ type: 'PriceCoefficientSet', data: { ...set, atLoss: atLoss.includes(level) } });
}

function withdrawPrice(
  { supplierId, level, from }: Data<'WithdrawPriceCoefficient'>,
  state: Registered,
): Answer {
  return valueOn(state.priceFactors.get(level), from) === undefined
    ? emit()
    : emit({ type: 'PriceCoefficientWithdrawn', data: { supplierId, level, from } });
}

function setRounding({ at: _, ...set }: Data<'SetPriceRounding'>, state: Registered): Answer {
  const { level, validFrom, rounding } = set;
  if (same(state.roundings.get(level)?.get(validFrom), rounding)) return emit();
  const { levels } = supplierLimits;
  if (!state.roundings.has(level) && state.roundings.size >= levels)
    return refuse({ code: 'supplier/too-many-levels', limit: levels });
  return emit({ type: 'PriceRoundingSet', data: set });
}
