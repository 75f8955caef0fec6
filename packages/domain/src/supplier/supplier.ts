import { type Aggregate, aggregate } from '@presales/kernel';
import { inOrder } from '../shared/in-order.ts';
import { SupplierCommand } from './commands.ts';
import { register } from './decide/register.ts';
import { rename } from './decide/rename.ts';
import { setCost } from './decide/set-cost-coefficient.ts';
import { setPrice } from './decide/set-price-coefficient.ts';
import { setRounding } from './decide/set-price-rounding.ts';
import { withdrawPrice } from './decide/withdraw-price-coefficient.ts';
import { SupplierEvent } from './events.ts';
import { evolve } from './evolve.ts';
import { type Answer, refuse, type SupplierRefusal } from './refusals.ts';
import { factOrder } from './rules/fact-order.ts';
import type { Supplier } from './state.ts';

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
    inOrder: inOrder('supplier/before-fact', factOrder),
    identify: ({ data }) => data.supplierId,
  });
