/** Float32 numbers as WGSL literals that are read back bit for bit: hexadecimal, which no decimal conversion can touch. */

/** The literal of a finite float32. */
export function floatLiteral(value: number): string {
  const number = Math.fround(value);
  if (Number.isInteger(number) && Math.abs(number) < 2 ** 24) return `${number}.0f`;
  const bits = new Uint32Array(new Float32Array([Math.abs(number)]).buffer)[0] ?? 0;
  const [exponent, fraction] = [bits >>> 23, bits & 0x7f_ffff];
  const digits = (2 * fraction).toString(16).padStart(6, '0').replace(/0+$/, '');
  const lead = exponent === 0 ? 0 : 1;
  return `${number < 0 ? '-' : ''}0x${lead}${digits === '' ? '' : `.${digits}`}p${Math.max(exponent, 1) - 127}f`;
}
