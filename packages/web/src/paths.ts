// Every address of the client in one place. Cursor, seat and language travel in the query and are
// added by design/link.tsx, so that a copied address shows the same page.
export const paths = {
  overview: () => '/',
  tracks: () => '/tracks',
  track: (id: string) => `/tracks/${id}`,
  rounds: () => '/rounds',
  round: (id: string) => `/rounds/${id}`,
  issues: () => '/issues',
  issue: (id: string) => `/issues/${id}`,
  texts: () => '/texts',
  text: (id: string) => `/texts/${id}`,
  redline: (id: string) => `/texts/${id}/versions`,
  convergence: (id: string) => `/texts/${id}/convergence`,
  actors: () => '/actors',
  actor: (id: string) => `/actors/${id}`,
  chronology: () => '/chronology',
  people: () => '/people',
  records: () => '/records',
  ledger: () => '/ledger',
  create: (kind?: string) => (kind ? `/new/${kind}` : '/new'),
  gallery: () => '/gallery',
} as const
