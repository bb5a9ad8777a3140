const ja = {
  title: '電話',
  offline: 'エミュレーターにつながりません。再接続しています…',
  mute: '音を消す',
  reset: 'すべて終了',
  language: 'English',
  addCaller: '電話機を追加',
  addOperator: '操作員の電話を追加',
  queues: '待ち行列',
  noQueues: 'まだ誰も並んでいません。',
  waiting: '待ち',
  log: '記録',
  allCalls: 'すべての通話',
  onlyRequests: 'リクエストのみ',
  emptyLog: '電話をかけると、Webhook と TwiML がここに現れます。',
  settings: '障害とスイッチ',
  caller: '電話',
  operator: '操作員の電話',
  ownNumber: 'この電話の番号',
  dialTo: 'かける先',
  dial: '発信',
  hangUp: '切断',
  answer: '応答',
  busy: '話し中',
  ignore: '出ない',
  decline: '拒否',
  identity: '名前 (identity)',
  connectWith: '接続先',
  connect: '接続',
  canBeRung: '着信を受ける',
  microphone: 'マイク',
  listen: '読み上げ',
  close: 'この電話を片づける',
  keypad: 'キーパッド',
  idle: '待機',
  queued: '順番待ち',
  initiated: '発信中',
  ringing: '呼出中',
  'in-progress': '通話中',
  completed: '終了',
  busyStatus: '話し中',
  failed: '失敗',
  'no-answer': '応答なし',
  canceled: '取消',
  ringsHere: '着信中',
  silence: '無音',
  ringback: '呼出音',
  holdMusic: '保留音',
  playing: '再生中',
  joined: '会話中',
  tones: 'トーン',
  parameters: 'パラメーター',
  hears: '聞こえる',
  pressed: 'キー',
  noRows: 'まだ行がありません。',
  cannotRead: '読み込めません。',
  addFault: '障害を加える',
  remove: '外す',
  faults: '障害',
  switches: 'スイッチ (Twilio の資料が決めていないこと)',
  path: 'パス',
  kind: '種類',
  nth: '何回目',
  amount: 'ミリ秒・状態',
  advance: '進める',
  timeLine: '通話の流れ',
} satisfies Record<string, string>

export type Word = keyof typeof ja

const en = {
  title: 'Telephone',
  offline: 'The emulator cannot be reached. Trying again…',
  mute: 'Mute',
  reset: 'End everything',
  language: '日本語',
  addCaller: 'Add a telephone',
  addOperator: 'Add an operator’s telephone',
  queues: 'Queues',
  noQueues: 'Nobody is waiting yet.',
  waiting: 'waiting',
  log: 'Log',
  allCalls: 'All calls',
  onlyRequests: 'Requests only',
  emptyLog: 'Dial, and every webhook and TwiML document appears here.',
  settings: 'Faults and switches',
  caller: 'Telephone',
  operator: 'Operator’s telephone',
  ownNumber: 'This telephone’s number',
  dialTo: 'Number to dial',
  dial: 'Dial',
  hangUp: 'Hang up',
  answer: 'Answer',
  busy: 'Busy',
  ignore: 'Ignore',
  decline: 'Decline',
  identity: 'Identity',
  connectWith: 'Connect with',
  connect: 'Connect',
  canBeRung: 'Can be rung',
  microphone: 'Microphone',
  listen: 'Read aloud',
  close: 'Put this telephone away',
  keypad: 'Keypad',
  idle: 'Idle',
  queued: 'Queued',
  initiated: 'Dialling',
  ringing: 'Ringing',
  'in-progress': 'Talking',
  completed: 'Ended',
  busyStatus: 'Busy',
  failed: 'Failed',
  'no-answer': 'No answer',
  canceled: 'Cancelled',
  ringsHere: 'Rings here',
  silence: 'silence',
  ringback: 'ringing tone',
  holdMusic: 'hold music',
  playing: 'playing',
  joined: 'talking with',
  tones: 'tones',
  parameters: 'parameters',
  hears: 'hears',
  pressed: 'keys',
  noRows: 'No rows yet.',
  cannotRead: 'Cannot be read.',
  addFault: 'Add the fault',
  remove: 'Remove',
  faults: 'Faults',
  switches: 'Switches (what Twilio’s documents leave open)',
  path: 'Path',
  kind: 'Kind',
  nth: 'Which one',
  amount: 'ms, status',
  advance: 'Advance',
  timeLine: 'The call',
} satisfies Record<Word, string>

const catalogues = { ja, en }
export type Language = keyof typeof catalogues

let language: Language = stored() ?? (navigator.language.startsWith('ja') ? 'ja' : 'en')

export const currentLanguage = (): Language => language
export const word = (key: Word): string => catalogues[language][key]

export function switchLanguage() {
  language = language === 'ja' ? 'en' : 'ja'
  localStorage.setItem('telephone.language', language)
  translate(document.body)
}

/** Puts the words of the language into everything that names one. */
export function translate(root: HTMLElement) {
  document.documentElement.lang = language
  for (const place of root.querySelectorAll<HTMLElement>('[data-word]')) {
    place.textContent = word(place.dataset.word as Word)
  }
  for (const place of root.querySelectorAll<HTMLElement>('[data-label]')) {
    place.setAttribute('aria-label', word(place.dataset.label as Word))
    place.title = word(place.dataset.label as Word)
    if (place instanceof HTMLInputElement) place.placeholder = place.title
  }
}

function stored(): Language | undefined {
  const value = localStorage.getItem('telephone.language')
  return value === 'ja' || value === 'en' ? value : undefined
}
