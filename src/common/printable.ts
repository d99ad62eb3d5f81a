/** Client text made safe and short for an error message. */
export function printable(text: string): string {
  const clean = text.toWellFormed().replace(/\p{Cc}/gu, '�');
  return clean.length > 40 ? `${clean.slice(0, 40)}…` : clean;
}
