type Required<Fields> = {
  [Name in keyof Fields as undefined extends Fields[Name] ? never : Name]: Fields[Name];
};
type Optional<Fields> = {
  [Name in keyof Fields as undefined extends Fields[Name] ? Name : never]?: Exclude<
    Fields[Name],
    undefined
  >;
};

/** The fields that have a value. A field without one is left out, so that none is `undefined`. */
export const present = <Fields extends object>(
  fields: Fields,
): Required<Fields> & Optional<Fields> =>
  // The filter drops exactly the fields that the type makes optional; entries lose their names.
  Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Required<Fields> & Optional<Fields>;
