import { Button, Group, Modal } from '@mantine/core'
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './question.module.css'

interface Question {
  title: string
  text: string
  /** The verb on the button that goes on. */
  action: string
  dangerous?: boolean
}

let asked: (Question & { answer(yes: boolean): void }) | undefined
const listeners = new Set<() => void>()

/** Asks over the page, without stopping it: a browser's own dialog would freeze a call. */
export function ask(question: Question): Promise<boolean> {
  asked?.answer(false)
  return new Promise((resolve) => {
    show({ ...question, answer: (yes) => (show(undefined), resolve(yes)) })
  })
}

function show(next: typeof asked): void {
  asked = next
  listeners.forEach((listener) => listener())
}

/** Mounted once by the shell. */
export function Questions() {
  const { t } = useTranslation()
  const question = useSyncExternalStore(
    (listener) => (listeners.add(listener), () => listeners.delete(listener)),
    () => asked,
  )
  // Open and shut, not there and gone: so the focus goes back to where it was.
  return (
    <Modal
      opened={question !== undefined}
      onClose={() => question?.answer(false)}
      title={question?.title}
      withCloseButton={false}
      size={400}
      zIndex={1100}
    >
      <p className={classes.text}>{question?.text}</p>
      <Group gap={8}>
        <Button
          color={question?.dangerous ? 'red' : undefined}
          onClick={() => question?.answer(true)}
          data-autofocus={question?.dangerous ? undefined : true}
        >
          {question?.action}
        </Button>
        <Button
          variant="default"
          onClick={() => question?.answer(false)}
          data-autofocus={question?.dangerous || undefined}
        >
          {t('shell.cancel')}
        </Button>
      </Group>
    </Modal>
  )
}
