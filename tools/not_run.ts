// Test files that `npm test` leaves out, each with its reason, which is printed. Empty is the aim.
export const notRun: readonly { readonly file: string; readonly why: string }[] = []
