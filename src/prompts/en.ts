import type { Prompts } from './prompts.ts'

export const english: Prompts = {
  welcome: 'Thank you for calling.',
  menu: 'To speak with an operator, press 1. To hear about our product, press 2.',
  unknownKey: 'Sorry, there is nothing behind that key. Please choose again.',
  noKey: 'We did not notice a key, so we will put you through to an operator.',
  enoughKeys: 'Let us put you through to an operator.',
  toQueue: 'We will put you through to an operator.',
  information:
    'Runa CCA is a call center that starts with nothing but a computer on the internet and a headset. ' +
    'It answers your callers in turn, tells them their place in line, and brings them to an operator. ' +
    'The record of every call stays in a database of your own.',
  goodbye: 'Thank you for calling. Goodbye.',
  placeInLine: (place) =>
    `We are sorry to keep you waiting. You are number ${place} in line. Please stay with us.`,
  stillWaiting: 'We are sorry to keep you waiting. Please stay with us.',
  operatorComing: 'Thank you for waiting. An operator is coming.',
  queueFull:
    'We are sorry, all our lines are taken at the moment. Please call again a little later. Goodbye.',
  waitEnded: 'Thank you for waiting. Goodbye.',
  afterTalk: 'Thank you for calling. Goodbye.',
  backInLine: 'We are sorry, that did not work. We will put you through once more.',
  givingUp: 'We are sorry, we cannot put you through at the moment. Please call again later. Goodbye.',
  apology: 'We are sorry, we cannot help you at the moment. Please call again later. Goodbye.',
  waitingFor: (queueName) => `Waiting for calls to ${queueName}.`,
  waitingForCallers: 'Waiting for calls.',
  calling: 'Connecting your call.',
  refused: {
    'unknown-operator': 'You are not known as an operator here, so we cannot connect you.',
    'other-caller': 'Your call says that it is somebody else’s, so we cannot connect you.',
    'no-ticket': 'We cannot tell that it is you who calls. Please sign in to the desk again.',
    'not-your-queue': 'This queue is not one of yours, so we cannot connect you.',
    'signed-out': 'You are signed out, so we cannot connect you. Please sign in again.',
    'unknown-colleague': 'We could not find that operator.',
    'not-a-number': 'That is not a valid telephone number. Please check it.',
    emergency: 'Emergency calls cannot be made from this phone. Use another telephone at once.',
    'refused-prefix': 'Premium and special numbers cannot be called from here.',
    'not-allowed-country': 'Calls to that country are not allowed.',
    'no-caller-id': 'No caller number is set up, so we cannot place calls. Please tell the administrator.',
    'own-number': 'That is one of our own numbers. It cannot be called from here.',
    'too-many-calls': 'You have two calls already. Please end one of them first.',
    'database-away': 'We cannot check numbers at the moment. Please try again a little later.',
  },
}
