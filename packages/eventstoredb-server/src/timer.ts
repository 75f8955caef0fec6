/** Calls `action` after so many milliseconds, unless the returned function was called before. */
export const after = (milliseconds: number, action: () => void): (() => void) => {
  const timer = setTimeout(action, milliseconds);
  return () => clearTimeout(timer);
};
