import { ShopOrderCommand, type ShopOrderLine, shopOrder } from '@presales/domain/shop-order';
import type { Money } from '@presales/kernel';
import fc, { type Arbitrary } from 'fast-check';
import { commandsFor, fitting } from './arbitraries.ts';

const [receive, pay, refund, change, substitute] = ShopOrderCommand.options;

const euros = (amount: Money): Money => ({ ...amount, currency: 'EUR' });
const inEuros = ({ unitPrice, unitCost, ...line }: ShopOrderLine): ShopOrderLine => ({
  ...line,
  unitPrice: euros(unitPrice),
  ...(unitCost === undefined ? {} : { unitCost: { ...unitCost, amount: euros(unitCost.amount) } }),
});

/** The command with all amounts in one currency, as in the orders of one shop. */
const ofOneShop = (command: ShopOrderCommand): ShopOrderCommand => {
  switch (command.type) {
    case 'ReceiveShopOrder': {
      const { lines, tax, ...data } = command.data;
      const ordered = {
        lines: lines.map(inEuros),
        ...(tax === undefined ? {} : { tax: euros(tax) }),
      };
      return { type: command.type, data: { ...data, ...ordered } };
    }
    case 'ChangeShopOrder': {
      const { lines, tax, ...data } = command.data;
      const ordered = {
        lines: lines.map(inEuros),
        ...(tax === undefined ? {} : { tax: euros(tax) }),
      };
      return { type: command.type, data: { ...data, ...ordered } };
    }
    case 'SubstituteShopOrderItem':
      return {
        type: command.type,
        data: { ...command.data, substitute: inEuros(command.data.substitute) },
      };
    case 'RecordShopOrderPayment':
      return { type: command.type, data: { ...command.data, amount: euros(command.data.amount) } };
    case 'RecordShopOrderRefund':
      return { type: command.type, data: { ...command.data, amount: euros(command.data.amount) } };
    default:
      return command;
  }
};

const money = fc.oneof(
  { weight: 4, arbitrary: fitting(pay) },
  { weight: 1, arbitrary: fitting(refund) },
);

/**
 * The commands of an order that makes progress: perhaps it is paid before it is received, then it is
 * paid, changed, substituted and refunded, and then come any others. All amounts are in one currency,
 * except those of payments before the order.
 */
export const shopOrderStories: Arbitrary<readonly ShopOrderCommand[]> = fc
  .tuple(
    fc.array(fitting(pay), { maxLength: 2 }),
    fitting(receive).map(ofOneShop),
    fc.array(
      fc.oneof(money, fitting(change), fitting(substitute)).map((command) => ofOneShop(command)),
      { maxLength: 8, size: 'max' },
    ),
    fc.array(commandsFor(shopOrder).map(ofOneShop), { maxLength: 10 }),
  )
  .map(([early, received, then, rest]) => [...early, received, ...then, ...rest]);
