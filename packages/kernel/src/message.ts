import { z } from 'zod';
import type { Instant } from './instant.ts';

/** What travels: a name and its data. Commands and events are both messages. */
export interface Message {
  readonly type: string;
  readonly data: object;
}

/** A message that asks for something. It brings its own hour: deciding never looks at a clock. */
export interface CommandMessage extends Message {
  readonly data: { readonly at: Instant };
}

/** The member of a message union that carries the given type. */
export type Of<Union extends Message, Type extends Union['type']> = Extract<
  Union,
  { readonly type: Type }
>;

/** The keys of a shape whose fields may be left out. */
type OptionalKey<Shape extends z.core.$ZodLooseShape> = {
  [Key in keyof Shape]: Shape[Key] extends { readonly _zod: { readonly optout: 'optional' } }
    ? Key
    : never;
}[keyof Shape];

// Mapped over keys that are a parameter: only so does the compiler carry the comments on the fields
// of a shape over to the fields of its data, and with them into the editor.
type Required<Shape extends z.core.$ZodLooseShape, Key extends keyof Shape> = {
  readonly [Field in Key]: z.core.output<Shape[Field]>;
};
type Optional<Shape extends z.core.$ZodLooseShape, Key extends keyof Shape> = {
  readonly [Field in Key]?: z.core.output<Shape[Field]>;
};
// Without the empty part, an editor would show this alias in place of the fields.
type Flat<Parts> = { readonly [Field in keyof Parts]: Parts[Field] } & {};

/** What a message of this shape carries. */
export type DataOf<Shape extends z.core.$ZodLooseShape> = Flat<
  Required<Shape, Exclude<keyof Shape, OptionalKey<Shape>>> & Optional<Shape, OptionalKey<Shape>>
>;

/** A message of this type and shape. */
export interface MessageOf<Type extends string, Shape extends z.core.$ZodLooseShape> {
  readonly type: Type;
  readonly data: DataOf<Shape>;
}

interface MessageInternals<Type extends string, Shape extends z.core.$ZodLooseShape>
  extends z.core.$ZodTypeInternals<MessageOf<Type, Shape>, MessageOf<Type, Shape>> {
  readonly propValues: z.core.util.PropValues;
}

/**
 * The schema of the messages of one type. It is zod's own object schema; the type names no more of
 * it than a discriminated union and a parser need, since the compiler compares all that is named, for
 * every message again.
 */
export interface MessageSchema<Type extends string, Shape extends z.core.$ZodLooseShape>
  extends z.core.$ZodType<
    MessageOf<Type, Shape>,
    MessageOf<Type, Shape>,
    MessageInternals<Type, Shape>
  > {}

/**
 * The schema of one message. Unknown fields are refused, so that a misspelt field is an error
 * and not a silent loss.
 */
export const message = <Type extends string, Shape extends z.core.$ZodLooseShape>(
  type: Type,
  shape: Shape,
): MessageSchema<Type, Shape> =>
  // What zod infers says the same in a type that is ten times as costly to compare.
  z
    .strictObject({ type: z.literal(type), data: z.strictObject(shape).readonly() })
    .readonly() as unknown as MessageSchema<Type, Shape>;

/** The schema of a discriminated union of messages. */
export interface MessageUnion<M extends Message> extends z.core.$ZodType<M> {
  readonly options: readonly z.core.$ZodType[];
}

/** The types of a union of messages, in the order they are written in the source. */
export const messageTypes = <M extends Message>(union: MessageUnion<M>): readonly M['type'][] =>
  union.options.flatMap((option) => [...(option._zod.propValues?.['type'] ?? [])].map(String));

/**
 * The schema of the data of one type of message in a union, for those who go through its fields: an
 * import that maps columns to them, a form, a generator of test data.
 *
 * @throws RangeError when the union has no message of that type
 */
export const schemaOf = <M extends Message>(
  union: MessageUnion<M>,
  type: M['type'],
): z.ZodObject => {
  const option = union.options.find(({ _zod }) => _zod.propValues?.['type']?.has(type) === true);
  const data = bare(option)?.shape['data'];
  const object = bare(data);
  if (object === undefined) throw new RangeError(`no message ${type} in this union`);
  return object;
};

/** An object schema without the mark that makes what it parses read-only. */
const bare = (schema: unknown): z.ZodObject | undefined => {
  const inner = schema instanceof z.ZodReadonly ? schema.unwrap() : schema;
  return inner instanceof z.ZodObject ? inner : undefined;
};
