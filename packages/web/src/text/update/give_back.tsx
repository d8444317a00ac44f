// The way from a text to the screen that takes an edited DOCX back. Whether anything of it may be done is
// the screen's matter, act by act.
import type { ReactNode } from 'react'
import { Button, go } from '../../design/index.ts'
import { useText } from '../../messages/index.ts'
import { paths } from '../../paths.ts'

export function GiveBack({ id }: { readonly id: string }): ReactNode {
  const { t } = useText()
  return <Button onPress={() => go(paths.updateText(id))}>{t('update.button')}</Button>
}
