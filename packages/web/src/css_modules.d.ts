// Tells the type checker what a CSS Module and a plain style sheet give when imported.
declare module '*.module.css' {
  const classes: Readonly<Record<string, string>>
  export default classes
}
declare module '*.css'
declare module '@fontsource/*'
