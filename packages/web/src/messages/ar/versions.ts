// Words of versions, redlines and convergence.
// ICU message format; the other language has the very same keys.
export const versions = {
  title: 'النسخ',
} as const
