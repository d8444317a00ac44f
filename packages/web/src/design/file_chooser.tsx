// The choosing of files by a button in the page's own language: the words of the browser's own file field
// are in the browser's.
import { useRef, type ReactNode } from 'react'
import { Button } from './button.tsx'
import css from './controls.module.css'

export function FileChooser(props: {
  /** On the button. */
  readonly label: string
  /** Of the field, where the button alone does not say it. */
  readonly name?: string
  readonly accept: string
  readonly many?: boolean
  readonly variant?: 'primary' | 'quiet'
  /** What was chosen, in words; nothing where nothing was. */
  readonly chosen?: ReactNode
  readonly onChoose: (files: readonly File[]) => void
}): ReactNode {
  const { label, name = label, accept, many = false, variant = 'quiet', chosen, onChoose } = props
  const input = useRef<HTMLInputElement>(null)
  return (
    <div className={css['files']}>
      <input
        ref={input}
        type="file"
        accept={accept}
        multiple={many}
        hidden
        aria-label={name}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])]
          // So that the same file, mended, can be chosen again.
          event.target.value = ''
          if (files.length > 0) onChoose(files)
        }}
      />
      <Button variant={variant} onPress={() => input.current?.click()}>
        {label}
      </Button>
      {chosen}
    </div>
  )
}
