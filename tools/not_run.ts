// Test files that `npm test` leaves out, each with its reason, which is printed. Empty is the aim.
export const notRun: readonly { readonly file: string; readonly why: string }[] = [
  {
    file: 'e2e/room.test.ts',
    why: 'two windows in one drafting room have not been seen to the end of it within five minutes',
  },
  {
    file: 'e2e/text.test.ts',
    why: 'it passed by itself, and failed once by its waits beside the other tests',
  },
]
