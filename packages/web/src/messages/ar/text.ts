// Words of the negotiating text: clauses, slots, alternatives, positions and acts.
// ICU message format; the other language has the very same keys.
export const text = {
  title: 'النصوص التفاوضية',
} as const
