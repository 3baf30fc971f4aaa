export const pageOf = (..._: unknown[]): string => '';
