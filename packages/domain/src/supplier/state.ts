import type { Existing } from '../shared/existing.ts';
import type { SupplierTerms } from '../shared/pricing/supplier-terms.ts';

/** What a supplier is: the terms that `unitCostOf` and `salePriceOf` take. */
export type Supplier =
  | { readonly status: 'absent' }
  | (SupplierTerms & {
      readonly status: 'registered';
      /** As it was registered. */
      readonly registered: string;
      readonly name: string;
    });

/** A supplier that was registered. */
export type ExistingSupplier = Existing<Supplier>;
