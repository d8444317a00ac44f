// The type that a translation has to satisfy: the very keys of the English one, any words.
export type Same<T> = { readonly [K in keyof T]: string }
export type Catalogue<T> = { readonly [A in keyof T]: Same<T[A]> }
