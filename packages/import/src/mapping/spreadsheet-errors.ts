/** What spreadsheets write into a cell that could not be computed. */
const names = new Set([
  '#N/A',
  '#REF!',
  '#VALUE!',
  '#DIV/0!',
  '#NAME?',
  '#NUM!',
  '#NULL!',
  '#SPILL!',
  '#CALC!',
  '#FIELD!',
  '#BLOCKED!',
  '#UNKNOWN!',
  '#CONNECT!',
  '#GETTING_DATA',
]);

/** Whether a cell's text is the error of a spreadsheet, which is nobody's name or id. */
export const isSpreadsheetError = (text: string): boolean => text[0] === '#' && names.has(text);
