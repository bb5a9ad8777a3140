/**
 * Twilio's error dictionary (Docs: Error and Warning Dictionary), as far as this emulator speaks of it. What the debugger
 * would list without a number of Twilio's has this one.
 */
export const NO_NUMBER = 0
export const INVALID_URL = 11100
export const SCHEMA_WARNING = 12200

/** By element and attribute, or by verb and the element in it: what a bad value is called. */
const NUMBERS: Readonly<Record<string, number>> = {
  'Dial method': 13210,
  'Dial timeout': 13212,
  'Dial hangupOnStar': 13213,
  'Dial timeLimit': 13216,
  'Dial sequential': 13218,
  'Dial answerOnBridge': 13219,
  'Dial ringTone': 13220,
  'Number method': 13221,
  'Number sendDigits': 13222,
  'Gather method': 13312,
  'Gather timeout': 13313,
  'Gather numDigits': 13314,
  'Gather input': 13326,
  'Gather actionOnEmptyResult': 13338,
  'Gather Say loop': 13322,
  'Play loop': 13410,
  'Say loop': 13510,
  'Redirect method': 13710,
  'Reject reason': 13810,
  'Pause length': 13910,
  'Enqueue method': 14201,
  'Enqueue waitUrl': 14202,
  'Enqueue action': 14203,
  'Enqueue waitUrlMethod': 14206,
  'Queue method': 14210,
  'Queue url': 14211,
}

/** The number for a bad value of an attribute, of an element within `parent`. */
export const numberFor = (otherwise: number, element: string, attribute: string, parent = ''): number =>
  NUMBERS[`${parent} ${element} ${attribute}`] ?? NUMBERS[`${element} ${attribute}`] ?? otherwise

const WARNINGS: ReadonlySet<number> = new Set([
  ...[
    SCHEMA_WARNING,
    13210,
    13212,
    13213,
    13214,
    13215,
    13216,
    13218,
    13219,
    13220,
    13221,
    13222,
    13223,
    13250,
  ],
  ...[13310, 13311, 13312, 13313, 13314, 13320, 13321, 13322, 13326],
  ...[13410, 13430, 13510, 13511, 13520, 13521, 13710, 13810, 13910, 14207, 15003],
])

/** What the debugger would list as a warning; the rest are errors. */
export const isWarning = (code: number): boolean => WARNINGS.has(code)
