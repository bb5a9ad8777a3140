import { notifications } from '@mantine/notifications'

/** A change has been made; said in passing, at the corner. */
export function sayDone(message: string): void {
  notifications.show({ message, autoClose: 4000, withCloseButton: false, withBorder: false })
}
