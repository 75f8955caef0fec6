/** Calls `action` after a time in milliseconds, unless the returned function is called before that. */
export const after = (milliseconds: number, action: () => void): (() => void) => {
  const timer = setTimeout(action, milliseconds);
  return () => clearTimeout(timer);
};
